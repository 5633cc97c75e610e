"""Nothing of what a file may tell of a place is in its copy, whatever stands where in it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pillow_heif
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from ai.media import Decoder, Kind, MediaError, MediaErrorKind, opening, sniff
from ai.media.remarks import (
    header_without_remarks,
    vorbis_headers,
    vorbis_without_comments,
)
from ai.media.second_look import look_at_picture, plain_words, tag_is_harmless
from tests.ai.media import samples

pillow_heif.register_heif_opener()
WORDS = b"Rua do Castelo 38.5242,-8.8926"
PLACE = "+38.5242-008.8926/"
DEGREES = tuple(IFDRational(*pair) for pair in ((38, 1), (31, 1), (2713, 100)))
SECRETS = (
    *(WORDS, b"38.5242", b"008.8926", b"Castelo"),
    *(struct.pack(order + "II", 2713, 100) for order in "<>"),
)


def photo(form: str = "JPEG", **options: Any) -> bytes:
    return samples.encoded(samples.corners((160, 120)), form, **options)


def exif(
    gps: dict[int, Any] | None = None,
    picture: dict[int, Any] | None = None,
    details: dict[int, Any] | None = None,
) -> bytes:
    block = Image.Exif()
    block[0x010F], block[0x0110] = "Apple", "iPhone 7"
    for tag, value in (picture or {}).items():
        block[tag] = value
    for directory, values in ((0x8825, gps), (0x8769, details)):
        for tag, value in (values or {}).items():
            block.get_ifd(directory)[tag] = value
    return block.tobytes()


def text(name: str, *, zipped: bool = False) -> PngInfo:
    info = PngInfo()
    info.add_text(name, WORDS.decode(), zip=zipped)
    return info


def after_first_marker(marker: int, body: bytes) -> bytes:
    plain = photo()
    return plain[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + plain[2:]


def with_chunk(name: bytes, body: bytes) -> bytes:
    plain = photo("PNG")
    chunk = struct.pack(">I", len(body)) + name + body
    chunk += struct.pack(">I", zlib.crc32(name + body))
    return plain[:33] + chunk + plain[33:]


TELLING: dict[str, Callable[[], bytes]] = {
    "no hemispheres": lambda: photo(exif=exif({2: DEGREES, 4: DEGREES})),
    "latitude only": lambda: photo(exif=exif({1: "N", 2: DEGREES})),
    "destination only": lambda: photo(exif=exif({0x13: "N", 0x14: DEGREES})),
    "area only": lambda: photo(exif=exif({0x1C: b"ASCII\0\0\0" + WORDS})),
    "description": lambda: photo(exif=exif(picture={0x010E: WORDS.decode()})),
    "artist": lambda: photo(exif=exif(picture={0x013B: WORDS.decode()})),
    "windows comment": lambda: photo(
        exif=exif(picture={0x9C9C: WORDS.decode().encode("utf-16le")})
    ),
    "software": lambda: photo(exif=exif(picture={0x0131: WORDS.decode()})),
    "user comment": lambda: photo(exif=exif(details={0x9286: b"ASCII\0\0\0" + WORDS})),
    "maker note": lambda: photo(exif=exif(details={0x927C: b"maker" + WORDS})),
    "unknown tag": lambda: photo(exif=exif(picture={0xC7A5: WORDS})),
    "between the tags": lambda: photo(exif=exif() + WORDS),
    "comment": lambda: photo(comment=WORDS),
    "xmp": lambda: photo(xmp=b"<x:xmpmeta>" + WORDS),
    "iptc": lambda: after_first_marker(0xED, b"Photoshop 3.0\0" + WORDS),
    "unknown segment": lambda: after_first_marker(0xE7, WORDS),
    "second picture": lambda: photo(
        "MPO", save_all=True, append_images=[samples.busy((64, 48))], comment=WORDS
    ),
    "behind the end": lambda: photo() + WORDS,
    "png text": lambda: photo("PNG", pnginfo=text("Comment")),
    "png packed text": lambda: photo("PNG", pnginfo=text("Comment", zipped=True)),
    "png exif": lambda: photo("PNG", exif=exif({1: "N", 2: DEGREES})),
    "png unknown": lambda: with_chunk(b"plCe", WORDS),
    "png behind the end": lambda: photo("PNG") + WORDS,
    "webp exif": lambda: photo("WEBP", exif=exif({1: "N", 2: DEGREES})),
    "webp xmp": lambda: photo("WEBP", xmp=WORDS),
    "gif comment": lambda: photo("GIF", comment=WORDS),
    "gif behind the end": lambda: photo("GIF") + WORDS,
    "tiff description": lambda: photo("TIFF", tiffinfo={0x010E: WORDS.decode()}),
    "tiff place": lambda: photo("TIFF", tiffinfo={34853: {1: "N", 2: DEGREES}}),
    "tiff behind the end": lambda: photo("TIFF") + WORDS,
    "bmp behind the end": lambda: photo("BMP") + WORDS,
    "camera": lambda: photo(exif=exif(picture={0x0110: WORDS.decode()})),
    "lens": lambda: photo(exif=exif(details={0xA434: WORDS.decode()})),
    "tiff camera": lambda: photo("TIFF", tiffinfo={0x0110: WORDS.decode()}),
    "heic comment": lambda: photo("HEIF", exif=exif(details={0x9286: b"ASCII\0\0\0" + WORDS})),
    "avif place": lambda: photo("AVIF", exif=exif({1: "N", 2: DEGREES})),
}


@pytest.mark.parametrize("name", TELLING)
def test_a_photo_tells_a_place_and_its_copy_does_not(
    tmp_path: Path, out: Path, decoder: Decoder, name: str
) -> None:
    path = tmp_path / "photo"
    path.write_bytes(TELLING[name]())
    decoder.without_place(path, out / "copy")
    copy = (out / "copy").read_bytes()
    assert not [secret for secret in SECRETS if secret in copy]
    with Image.open(out / "copy") as picture:
        assert not picture.getexif().get_ifd(0x8825)


def remuxed(source: Path, path: Path, tags: dict[str, str]) -> Path:
    """Copied stream by stream, as FFmpeg does with `-c copy`."""
    with av.open(source) as file, av.open(path, "w") as target:
        target.metadata.update({**file.metadata, **tags})
        copy = target.add_stream_from_template(file.streams.video[0])
        for packet in file.demux(file.streams.video[0]):
            if packet.size:
                packet.stream = copy
                target.mux(packet)
    return path


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def film_and(path: Path, more: bytes) -> Path:
    samples.film(path)
    path.write_bytes(path.read_bytes() + more)
    return path


def with_remark_between_pictures(path: Path) -> Path:
    """A unit with words of a camcorder before the first picture."""
    body = bytes((5, 16 + len(WORDS))) + b"0123456789abcdef" + WORDS + b"\x80"
    plain = samples.film(path.with_name(f"plain-{path.name}"))
    with av.open(plain) as file, av.open(path, "w") as target:
        copy = target.add_stream_from_template(file.streams.video[0])
        for number, packet in enumerate(file.demux(file.streams.video[0])):
            if packet.size:
                data = struct.pack(">I", len(body) + 1) + b"\6" + body if number == 0 else b""
                changed = av.Packet(data + bytes(packet))
                changed.pts, changed.dts = packet.pts, packet.dts
                changed.time_base, changed.is_keyframe = packet.time_base, packet.is_keyframe
                changed.stream = copy
                target.mux(changed)
    return path


def with_words_between_pictures(path: Path) -> Path:
    """The same in MPEG-4 of the older kind, as its encoders sign: FFmpeg filters nothing there."""
    plain = samples.film(path.with_name(f"plain-{path.name}"), "mpeg4")
    with av.open(plain) as file, av.open(path, "w") as target:
        copy = target.add_stream_from_template(file.streams.video[0])
        for packet in file.demux(file.streams.video[0]):
            if packet.size:
                changed = av.Packet(b"\0\0\1\xb2" + WORDS + bytes(packet))
                changed.pts, changed.dts = packet.pts, packet.dts
                changed.time_base, changed.is_keyframe = packet.time_base, packet.is_keyframe
                changed.stream = copy
                target.mux(changed)
    return path


def glued(path: Path, codec: str) -> Path:
    samples.recording(path, codec)
    path.write_bytes(path.read_bytes() + WORDS)
    return path


def with_telemetry(path: Path) -> Path:
    """A track of measurements beside the pictures, made of one of sound."""
    samples.film(path, sound="pcm_s16le")
    with av.open(path) as file:
        at = next(packet.pos for packet in file.demux(file.streams.audio[0]) if packet.pos)
    data = path.read_bytes()
    data = data[:at] + WORDS + data[at + len(WORDS) :]
    path.write_bytes(data.replace(b"mhlrsoun", b"mhlrmeta").replace(b"sowt", b"gpmd"))
    return path


XMP = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac" + WORDS
FILMS: dict[str, Callable[[Path], Path]] = {
    "place.mkv": lambda p: samples.film(p, tags={"LOCATION": PLACE}),
    "place.webm": lambda p: samples.film(p, "libvpx", tags={"LOCATION": PLACE}),
    "comment.mp4": lambda p: samples.film(p, tags={"comment": PLACE}),
    "comment.mkv": lambda p: samples.film(p, tags={"comment": PLACE}),
    "comment.avi": lambda p: samples.film(p, "mpeg4", tags={"comment": PLACE}),
    "description.mp4": lambda p: samples.film(p, tags={"description": WORDS.decode()}),
    "title.mp4": lambda p: samples.film(p, tags={"title": WORDS.decode()}),
    "title.webm": lambda p: samples.film(p, "libvpx", tags={"title": WORDS.decode()}),
    "unknown.mov": lambda p: samples.film(p, tags={"com.maker.where": WORDS.decode()}),
    "xmp.mp4": lambda p: film_and(p, box(b"uuid", XMP)),
    "free.mp4": lambda p: film_and(p, box(b"free", b"freeGPS " + WORDS)),
    "unused.mp4": lambda p: film_and(p, box(b"mdat", WORDS)),
    "behind.mp4": lambda p: film_and(p, WORDS),
    "void.mkv": lambda p: film_and(p, b"\xec" + bytes((0x80 | len(WORDS),)) + WORDS),
    "behind.mkv": lambda p: film_and(p, WORDS),
    "telemetry.mov": with_telemetry,
    "subtitle.mkv": lambda p: samples.film_with_subtitle(p, WORDS.decode()),
    "remark.mp4": with_remark_between_pictures,
    "remark.mkv": with_remark_between_pictures,
    "words.mp4": with_words_between_pictures,
    "words.avi": with_words_between_pictures,
    "behind.avi": lambda p: film_and(p, WORDS),
    "behind.flac": lambda p: glued(p, "flac"),
    "behind.mp3": lambda p: glued(p, "libmp3lame"),
    "behind.wav": lambda p: glued(p, "pcm_s16le"),
    "behind.m4a": lambda p: glued(p, "aac"),
    "behind.ogg": lambda p: glued(p, "libopus"),
    "comment.m4a": lambda p: samples.recording(p, "aac", tags={"comment": WORDS.decode()}),
    "comment.flac": lambda p: samples.recording(p, "flac", tags={"comment": WORDS.decode()}),
    "comment.wav": lambda p: samples.recording(p, "pcm_s16le", tags={"comment": WORDS.decode()}),
    "comment.mp3": lambda p: samples.recording(p, "libmp3lame", tags={"comment": WORDS.decode()}),
    "comment.ogg": lambda p: samples.recording(p, "libopus", tags={"comment": WORDS.decode()}),
    "place.weba": lambda p: samples.recording(
        p.with_suffix(".webm"), "libopus", tags={"LOCATION": PLACE}
    ),
}


@pytest.mark.parametrize("name", FILMS)
def test_a_film_tells_a_place_and_its_copy_does_not(
    tmp_path: Path, out: Path, decoder: Decoder, name: str
) -> None:
    path = FILMS[name](tmp_path / name)
    assert any(secret in path.read_bytes() for secret in SECRETS)
    decoder.without_place(path, out / "copy")
    copy = (out / "copy").read_bytes()
    assert not [secret for secret in SECRETS if secret in copy]
    assert sniff(out / "copy").kind in (Kind.video, Kind.audio)


@pytest.mark.parametrize(
    "tags",
    [{"location": PLACE}, {"com.apple.quicktime.location.ISO6709": PLACE}],
    ids=["location", "apple"],
)
def test_a_phones_film_put_into_matroska_still_tells_its_place_to_the_family(
    tmp_path: Path, out: Path, decoder: Decoder, tags: dict[str, str]
) -> None:
    phone = samples.film(tmp_path / "phone.mov", tags=tags)
    path = remuxed(phone, tmp_path / "film.mkv", {})
    facts = decoder.av(path)
    assert (facts.latitude, facts.longitude) == (38.5242, -8.8926)
    decoder.without_place(path, out / "copy")
    assert not [secret for secret in SECRETS if secret in (out / "copy").read_bytes()]


def test_the_copy_of_a_film_cut_short_is_silent(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = samples.film(tmp_path / "film.mkv", tags={"LOCATION": PLACE})
    path.write_bytes(path.read_bytes()[:-4000])
    assert decoder.av(path).width == 192
    decoder.without_place(path, out / "copy")
    assert not [secret for secret in SECRETS if secret in (out / "copy").read_bytes()]


@pytest.mark.parametrize("name", ["voice.au", "film.m2v"])
def test_where_no_end_can_be_told_no_copy_is_made(
    tmp_path: Path, out: Path, decoder: Decoder, name: str
) -> None:
    path = tmp_path / name
    if name == "voice.au":
        samples.recording(path, "pcm_s16be")
    else:
        samples.film(path, "mpeg2video")
    with pytest.raises(MediaError) as refused:
        decoder.without_place(path, out / "copy")
    assert refused.value.kind is MediaErrorKind.unsupported


def test_a_camera_named_like_a_place_is_left_out_of_a_film(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    tags = {"com.apple.quicktime.make": "Apple", "com.apple.quicktime.model": WORDS.decode()}
    path = samples.film(tmp_path / "film.mov", tags=tags)
    decoder.without_place(path, out / "copy")
    assert WORDS not in (out / "copy").read_bytes()
    assert decoder.av(out / "copy").camera == "Apple"


def test_a_photo_with_a_broken_block_has_a_silent_copy_or_none(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    whole = exif({1: "N", 2: DEGREES}, details={0x9003: "2019:03:21 16:04:22"})
    path = tmp_path / "photo"
    for end in range(6, len(whole), 3):
        path.write_bytes(photo(exif=whole[:end]))
        decoder.without_place(path, out / "copy")
        assert not [secret for secret in SECRETS if secret in (out / "copy").read_bytes()]
    # A directory that leads back to itself, and one that has no end.
    for block in (
        b"II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\0\0\0\0",
        b"II*\0\x08\0\0\0\0\0\x08\0\0\0",
    ):
        path.write_bytes(photo(exif=b"Exif\0\0" + block))
        decoder.without_place(path, out / "copy")


@pytest.mark.parametrize("name", ["comment", "place", "xmp", "lens", "unknown tag"])
def test_the_second_look_refuses_a_copy_with_something_left_in_it(
    tmp_path: Path, name: str
) -> None:
    data = {
        "comment": TELLING["comment"],
        "place": lambda: photo(exif=exif({1: "N", 2: DEGREES})),
        "xmp": TELLING["xmp"],
        "lens": TELLING["lens"],
        "unknown tag": TELLING["unknown tag"],
    }[name]()
    path = tmp_path / "photo"
    path.write_bytes(data)
    known = {0x010F, 0x0110, 0x8769, 0xA434}
    with pytest.raises(MediaError), opening.opened(path) as picture:
        look_at_picture(picture, tags=known)
    path.write_bytes(photo(exif=exif(details={0xA434: "iPhone 7 back camera 3.99mm f/1.8"})))
    with opening.opened(path) as picture:
        look_at_picture(picture, tags=known)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Lavf61.7.100", True),
        ("Core Media Video", True),
        ("HDR+ 1.0.540104767zd", True),
        ("38.5242,-8.8926", False),
        ("+38.52-008.89/", False),
        ("38° 31' N", False),
        ("38,5242", False),
        ("x" * 65, False),
        ("two\nlines", False),
    ],
)
def test_words_of_programs_are_told_from_coordinates(words: str, plain: bool) -> None:
    assert plain_words(words) is plain


def test_only_known_tags_are_harmless() -> None:
    assert tag_is_harmless("ENCODER", "Lavf61.7.100")
    assert tag_is_harmless("DURATION", "00:00:02.000000000")
    assert tag_is_harmless("creation_time", "2019-03-21T15:04:22.000000Z")
    assert not tag_is_harmless("creation_time", "in Setúbal")
    assert not tag_is_harmless("encoder", PLACE)
    for name in ("location", "LOCATION", "comment", "title", "artist", "xmp", ""):
        assert not tag_is_harmless(name, "a")


def test_the_comments_of_vorbis_leave_its_header_and_nothing_else_does() -> None:
    comment = b"\3vorbis" + struct.pack("<I", 4) + b"Lavf" + struct.pack("<II", 1, 300)
    comment += b"COMMENT=" + WORDS.ljust(292) + b"\1"
    lengths = bytes((2, 4, 255, len(comment) - 255))
    bare = vorbis_without_comments(lengths + b"ABCD" + comment + b"tables")
    first, second, tables = vorbis_headers(bare)
    assert (first, tables) == (b"ABCD", b"tables")
    assert second == b"\3vorbis" + bytes(8) + b"\1"
    assert WORDS not in bare


@pytest.mark.parametrize(
    ("words", "stays"),
    [(b"Lavc61.19.100", True), (b"XviD0050", True), (WORDS, False), (b"Lavc " + WORDS, False)],
)
def test_only_the_name_of_an_encoder_stays_among_the_pictures(words: bytes, stays: bool) -> None:
    header = b"\0\0\1\xb0\1\0\0\1\xb2" + words + b"\0\0\1\xb6pictures"
    bare = header_without_remarks("mpeg4", header)
    assert (words in bare) is stays
    assert bare.startswith(b"\0\0\1\xb0\1")
    assert bare.endswith(b"\0\0\1\xb6pictures")
