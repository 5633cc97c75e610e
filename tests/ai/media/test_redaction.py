from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import av
import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageChops

from ai.media import AvFacts, Decoder, MediaError, MediaErrorKind, Picture, sniff
from tests.ai.media import samples
from tests.media.known import Photograph, each_telling_photograph

pillow_heif.register_heif_opener()
SECRET = b"48.8577"
XMP = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:Description exif:GPSLatitude='48.8577'/></x:xmpmeta>"
)


def told(**more: Any) -> bytes:
    """EXIF with a place in the directory for it, in a caption and in a maker's note."""
    exif = samples.exif(place=True, taken="2019:03:21 16:04:22", offset="+01:00", **more)
    exif[0x010E] = "our garden, 48.8577 2.2950"
    exif.get_ifd(0x8769)[0x927C] = b"maker 48.8577"
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0comment 48.8577"
    return exif.tobytes()


def jpeg_that_tells_everything(path: Path, **more: Any) -> Path:
    """A place in every part of a JPEG that is known to hold one, and in a film behind its end."""
    plain = samples.encoded(
        samples.busy((400, 300)), "JPEG", exif=told(**more), icc_profile=samples.display_p3(),
        xmp=XMP, comment=b"at 48.8577",
    )  # fmt: skip
    city = b"\x1c\x02\x5a\x00\x0748.8577"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(city)) + city
    extra = b""
    for marker, body in ((0xED, iptc), (0xEB, b"JP c2pa 48.8577"), (0xE2, b"FPXR\0 48.8577")):
        extra += struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    film = samples.film(path.with_suffix(".mp4"), tags={"location": samples.PLACE})
    path.write_bytes(plain[:2] + extra + plain[2:] + plain + film.read_bytes())
    return path


def tells_a_place(path: Path) -> bool:
    """Asked of Pillow and of the bare bytes."""
    if SECRET in path.read_bytes():
        return True
    with Image.open(path) as picture:
        return bool(picture.getexif().get_ifd(0x8825)) or "xmp" in picture.info


def same_pixels(one: Path, other: Path) -> bool:
    with Image.open(one) as a, Image.open(other) as b:
        return ImageChops.difference(a.convert("RGBA"), b.convert("RGBA")).getbbox() is None


def copied(decoder: Decoder, path: Path, out: Path) -> Picture:
    made = decoder.without_place(path, out / "copy")
    assert isinstance(made, Picture)
    assert made.bytes == made.path.stat().st_size
    assert sniff(made.path).media_type == made.media_type
    return made


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_loses_every_place_and_not_one_pixel(
    tmp_path: Path, out: Path, decoder: Decoder, progressive: bool
) -> None:
    path = jpeg_that_tells_everything(tmp_path / "photo", orientation=6)
    if progressive:
        with Image.open(path) as picture:
            data = samples.encoded(picture, "JPEG", progressive=True, exif=told(), xmp=XMP)
        path.write_bytes(data + b"behind the end 48.8577")
    assert tells_a_place(path)
    made = copied(decoder, path, out)
    assert not tells_a_place(made.path)
    assert same_pixels(path, made.path)
    before, _ = decoder.image(path, out)
    after, _ = decoder.image(made.path, out)
    assert before.latitude is not None
    assert after.latitude is None
    for fact in ("width", "height", "taken", "offset", "camera", "orientation"):
        assert getattr(after, fact) == getattr(before, fact), fact
    with Image.open(made.path) as copy, Image.open(path) as original:
        assert copy.info.get("icc_profile") == original.info.get("icc_profile")


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("PNG", {"exif": True, "xmp": True}),
        ("WEBP", {"exif": True, "xmp": True, "lossless": True}),
        ("WEBP", {"exif": True, "icc_profile": True}),
        ("GIF", {"comment": b"at 48.8577"}),
        ("TIFF", {"exif": True}),
    ],
)
@pytest.mark.parametrize("frames", [1, 3])
def test_other_pictures_lose_their_place_and_no_pixel(
    tmp_path: Path, out: Path, decoder: Decoder, form: str, options: dict[str, Any], frames: int
) -> None:
    values = {"exif": told(orientation=1), "xmp": XMP, "icc_profile": samples.display_p3()}
    options = {key: values.get(key, value) for key, value in options.items()}
    if frames > 1:
        more = [samples.busy((64, 48)) for _ in range(frames - 1)]
        options |= {"save_all": True, "append_images": more}
    path = tmp_path / "photo"
    path.write_bytes(samples.encoded(samples.busy((64, 48)), form, **options))
    assert tells_a_place(path)
    made = copied(decoder, path, out)
    assert made.media_type == sniff(path).media_type
    assert not tells_a_place(made.path)
    assert same_pixels(path, made.path)
    before, _ = decoder.image(path, out)
    after, _ = decoder.image(made.path, out)
    assert after.latitude is None
    assert after.frames == frames
    # A TIFF has but one place for a date, and there nobody can tell what was done on that day.
    assert (after.taken or after.changed, after.camera) == (before.taken, before.camera)


def test_a_gif_keeps_its_endless_repetition(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    more = [samples.busy((64, 48))]
    path = tmp_path / "photo"
    data = samples.encoded(samples.busy((64, 48)), "GIF", save_all=True, append_images=more, loop=0)
    xmp = b"\x21\xff\x0bXMP DataXMP\x07" + SECRET + b"\0"
    path.write_bytes(data[:-1] + xmp + data[-1:])
    made = copied(decoder, path, out)
    assert not tells_a_place(made.path)
    with Image.open(made.path) as copy:
        assert copy.info["loop"] == 0


@pytest.mark.parametrize("form", ["HEIF", "AVIF"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_heic_and_avif_become_an_upright_jpeg_of_full_size(
    tmp_path: Path, out: Path, decoder: Decoder, form: str, orientation: int
) -> None:
    stored = samples.corners((960, 640))
    if orientation != 1:
        stored = stored.transpose(samples.STORED[orientation])
    path = tmp_path / "photo"
    exif = told(orientation=orientation)
    path.write_bytes(samples.encoded(stored, form, exif=exif, xmp=XMP))
    assert tells_a_place(path)
    made = copied(decoder, path, out)
    assert (made.media_type, made.width, made.height) == ("image/jpeg", 960, 640)
    assert not tells_a_place(made.path)
    with Image.open(made.path) as copy:
        assert samples.shows_corners(copy)
        assert copy.getexif().get(0x0112, 1) == 1
    facts, _ = decoder.image(made.path, out)
    assert (facts.taken, facts.camera) == ("2019-03-21T16:04:22", "Apple iPhone 7")


@each_telling_photograph
def test_photographs_lose_their_place_and_their_remarks(
    out: Path, decoder: Decoder, photo: Photograph
) -> None:
    before, _ = decoder.image(photo.path, out)
    made = copied(decoder, photo.path, out)
    after, _ = decoder.image(made.path, out)
    assert (after.latitude, after.longitude) == (None, None)
    assert (after.width, after.height, after.taken, after.camera, after.offset) == (
        before.width, before.height, before.taken, before.camera, before.offset,
    )  # fmt: skip
    data = made.path.read_bytes()
    for word in (*photo.names, b"GPS", b"Apple iOS", b"http://ns.adobe.com"):
        assert word not in data
    assert not tells_a_place(made.path)


def test_what_cannot_be_vouched_for_is_refused(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    whole = samples.encoded(samples.busy(), "PNG", exif=told())
    path = tmp_path / "photo"
    path.write_bytes(whole[:20] + whole[45:])
    with pytest.raises(MediaError) as refused:
        decoder.without_place(path, out / "copy")
    assert refused.value.kind is MediaErrorKind.unreadable


PLACES = {
    "location": samples.PLACE,
    "com.apple.quicktime.location.ISO6709": samples.PLACE,
    "comment": "48.8577 2.2950",
    "description": "at 48.8577",
}
DATES = {
    "creation_time": "2019-03-21T15:04:22Z",
    "com.apple.quicktime.creationdate": "2019-03-21T16:04:22+0100",
    "title": "Kitchen",
}


def facts_without_place(decoder: Decoder, path: Path) -> AvFacts:
    facts = decoder.av(path)
    assert (facts.latitude, facts.longitude) == (None, None)
    assert SECRET not in path.read_bytes()
    with av.open(path) as file:
        tags = [file.metadata, *(stream.metadata for stream in file.streams)]
        assert not any("48." in value for each in tags for value in each.values())
        assert {stream.type for stream in file.streams} <= {"video", "audio"}
    return facts


def frames_of(path: Path) -> list[Any]:
    with av.open(path) as file:
        return [frame.to_ndarray() for frame in file.decode(video=0)]


@pytest.mark.parametrize(
    ("codec", "name", "more"),
    [
        ("libx264", "film.mov", {"sound": "aac"}),
        ("libx264", "film.mov", {"sound": "pcm_s16le"}),
        ("libx264", "film.mp4", {"sound": "aac"}),
        ("libx264", "film.mp4", {"rotation": -90}),
        ("libx265", "film.mp4", {}),
        ("libx264", "film.mkv", {"sound": "flac"}),
        ("libvpx", "film.webm", {"sound": "libopus"}),
        ("mpeg4", "film.avi", {"sound": "libmp3lame"}),
        ("wmv2", "film.wmv", {}),
        ("libx264", "film.ts", {"sound": "aac"}),
        ("mpeg1video", "film.mpg", {}),
        ("mpeg4", "film.3gp", {}),
    ],
)
def test_a_film_loses_its_place_and_no_frame(
    tmp_path: Path, out: Path, decoder: Decoder, codec: str, name: str, more: dict[str, Any]
) -> None:
    path = samples.film(tmp_path / name, codec, tags={**PLACES, **DATES}, **more)
    copy = decoder.without_place(path, out / "copy")
    assert copy == out / "copy"
    before, after = decoder.av(path), facts_without_place(decoder, out / "copy")
    assert (after.width, after.height) == (before.width, before.height)
    assert (after.video_codec, after.audio_codec) == (before.video_codec, before.audio_codec)
    assert after.duration == pytest.approx(before.duration, abs=0.15)
    assert (after.taken, after.offset) == (before.taken, before.offset)
    assert sniff(out / "copy") == sniff(path)
    for a, b in zip(frames_of(path), frames_of(out / "copy"), strict=True):
        assert np.array_equal(a, b)


def test_remarks_between_the_pictures_are_taken_out(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    """Where the encoder signs, camcorders write where they are."""
    path = samples.film(tmp_path / "film.ts")
    assert b"x264 - core" in path.read_bytes()
    decoder.without_place(path, out / "copy")
    assert b"x264 - core" not in (out / "copy").read_bytes()


def test_the_subtitles_of_a_drone_are_left_out(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    path = samples.film_with_subtitle(tmp_path / "film.mkv", "GPS 48.8577 2.2950")
    with av.open(path) as file:
        assert len(file.streams.subtitles) == 1
    assert SECRET in path.read_bytes()
    decoder.without_place(path, out / "copy")
    facts_without_place(decoder, out / "copy")


@pytest.mark.parametrize(
    ("codec", "name"),
    [("aac", "voice.m4a"), ("libmp3lame", "voice.mp3"), ("flac", "voice.flac"),
     ("libopus", "voice.ogg"), ("pcm_s16le", "voice.wav"), ("libopus", "voice.webm")],
)  # fmt: skip
def test_a_recording_loses_its_place_too(
    tmp_path: Path, out: Path, decoder: Decoder, codec: str, name: str
) -> None:
    path = samples.recording(tmp_path / name, codec, tags=PLACES)
    decoder.without_place(path, out / "copy")
    before, after = decoder.av(path), facts_without_place(decoder, out / "copy")
    assert after.audio_codec == before.audio_codec
    assert after.duration == pytest.approx(before.duration, abs=0.1)
    assert sniff(out / "copy") == sniff(path)


def test_no_copy_is_made_of_what_nobody_can_look_into(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    paper = tmp_path / "letter.rtf"
    paper.write_bytes(rb"{\rtf1\ansi{\info{\subject 47.2591 11.4007}}Dear child}")
    with pytest.raises(MediaError) as refused:
        decoder.without_place(paper, out / "copy")
    assert refused.value.kind is MediaErrorKind.unsupported


def test_a_bitmap_keeps_its_pixels(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    picture = tmp_path / "photo"
    picture.write_bytes(samples.encoded(samples.corners(), "BMP"))
    made = copied(decoder, picture, out)
    assert (made.media_type, made.width) == ("image/bmp", 96)
    assert same_pixels(picture, made.path)


@pytest.mark.parametrize("name", ["handwritten-notes.jpg", "allium.jpg", "speech.flac"])
def test_a_file_without_remarks_has_a_copy_too(
    media: Path, out: Path, decoder: Decoder, name: str
) -> None:
    source = media / name
    decoder.without_place(source, out / "copy")
    assert sniff(out / "copy") == sniff(source)
    if source.suffix == ".jpg":
        assert same_pixels(source, out / "copy")
    else:
        assert decoder.av(out / "copy").duration == decoder.av(source).duration


def test_a_recording_whose_last_piece_was_written_twice_is_copied_with_what_can_be_heard(
    tmp_path: Path, decoder: Decoder
) -> None:
    """As WebKit's recorder under GTK writes it: the first time without the sound it speaks of."""
    live = samples.recording(tmp_path / "live.m4a", "aac", live=True).read_bytes()
    last = live.rindex(b"moof") - 4
    piece = live[last : last + int.from_bytes(live[last : last + 4])]
    path = tmp_path / "twice.m4a"
    path.write_bytes(live[:last] + piece + live[last:])
    copy = tmp_path / "copy"
    decoder.without_place(path, copy)
    assert decoder.av(copy).says_how_long
    with av.open(copy) as file:
        heard = sum(frame.samples for frame in file.decode(audio=0))  # every packet of it
    with av.open(tmp_path / "live.m4a") as file:
        all_of_it = sum(frame.samples for frame in file.decode(audio=0))
    assert heard >= all_of_it - 1024  # the piece that was written over


def test_a_tag_of_another_type_than_it_may_have_stays_behind(
    tmp_path: Path, decoder: Decoder
) -> None:
    make_as_a_fraction = struct.pack("<HHHIII", 1, 0x010F, 5, 1, 26, 0) + struct.pack("<II", 1, 3)
    block = b"Exif\0\0II*\0\x08\0\0\0" + make_as_a_fraction
    path, copy = tmp_path / "photo.jpg", tmp_path / "copy"
    path.write_bytes(samples.encoded(samples.corners(), "JPEG", exif=block))
    assert isinstance(decoder.without_place(path, copy), Picture)
