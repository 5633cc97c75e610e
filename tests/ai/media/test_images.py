from __future__ import annotations

import base64
import io
import random
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms

from ai.media import Decoder, Derivatives, MediaError, MediaErrorKind
from tests.ai.media import samples
from tests.media.known import (
    PHOTOGRAPHS,
    Photograph,
    each_photograph,
    each_placed_photograph,
)

pillow_heif.register_heif_opener()


def preview_of(made: Derivatives) -> Image.Image:
    with Image.open(made.preview.path) as picture:
        picture.load()
        return picture


def store(path: Path, picture: Image.Image, form: str, **options: object) -> Path:
    path.write_bytes(samples.encoded(picture, form, **options))
    return path


FORMS: list[tuple[str, dict[str, object]]] = [
    ("JPEG", {"quality": 95}),
    ("PNG", {}),
    ("WEBP", {"quality": 95}),
    ("TIFF", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
    ("AVIF", {"quality": 90}),
    ("HEIF", {"quality": 90}),
]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("form", "options"), FORMS)
def test_all_eight_orientations_come_out_upright(
    tmp_path: Path,
    out: Path,
    decoder: Decoder,
    form: str,
    options: dict[str, object],
    orientation: int,
) -> None:
    upright = samples.corners((96, 64))
    turn = samples.STORED.get(orientation)
    stored = upright.transpose(turn) if turn is not None else upright
    exif = samples.exif(orientation=orientation).tobytes()
    path = store(tmp_path / "photo", stored, form, exif=exif, **options)

    facts, made = decoder.image(path, out)

    assert (facts.width, facts.height, facts.orientation) == (96, 64, orientation)
    assert (made.preview.width, made.preview.height) == (96, 64)
    assert samples.shows_corners(preview_of(made))
    with Image.open(made.thumb.path) as thumb:
        assert samples.shows_corners(thumb)


@pytest.mark.parametrize("orientation", [6, 3])
def test_a_large_photo_is_turned_after_its_scaled_decode(
    tmp_path: Path, out: Path, decoder: Decoder, orientation: int
) -> None:
    stored = samples.corners((4000, 3000)).transpose(samples.STORED[orientation])
    path = store(tmp_path / "p", stored, "JPEG", exif=samples.exif(orientation=orientation))
    facts, made = decoder.image(path, out)
    assert (facts.width, facts.height) == (4000, 3000)
    assert (made.preview.width, made.preview.height) == (1600, 1200)
    assert (made.thumb.width, made.thumb.height) == (320, 240)
    assert samples.shows_corners(preview_of(made))


def test_an_orientation_that_does_not_exist_is_upright(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = store(tmp_path / "p", samples.corners(), "JPEG", exif=samples.exif(orientation=9))
    facts, made = decoder.image(path, out)
    assert facts.orientation == 1
    assert samples.shows_corners(preview_of(made))


def test_facts_are_read_from_exif(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    exif = samples.exif(place=True, taken="2019:03:21 16:04:22", offset="+01:00")
    facts, _ = decoder.image(store(tmp_path / "p", samples.corners(), "JPEG", exif=exif), out)
    assert (facts.taken, facts.offset) == ("2019-03-21T16:04:22", "+01:00")
    assert (facts.latitude, facts.longitude) == (samples.LATITUDE, samples.LONGITUDE)
    assert facts.camera == "Apple iPhone 7"
    assert (facts.frames, facts.truncated) == (1, False)


def test_broken_exif_costs_facts_and_no_picture(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\xff" + b"\xff" * 60
    path = store(tmp_path / "p", samples.corners(), "JPEG", exif=exif)
    facts, made = decoder.image(path, out)
    assert (facts.taken, facts.latitude, facts.camera) == (None, None, None)
    assert samples.shows_corners(preview_of(made))


@each_photograph
def test_a_photograph_tells_what_it_knows(out: Path, decoder: Decoder, photo: Photograph) -> None:
    facts, made = decoder.image(photo.path, out)
    assert (facts.width, facts.height) == photo.size
    assert (facts.taken, facts.camera) == (photo.taken, photo.camera)
    assert (facts.latitude is None, facts.longitude is None) == (not photo.place, not photo.place)
    assert max(made.preview.width, made.preview.height) == min(1600, max(photo.size))
    assert max(made.thumb.width, made.thumb.height) == min(320, max(photo.size))


@each_placed_photograph
def test_where_a_photograph_was_taken_is_read(
    out: Path, decoder: Decoder, photo: Photograph
) -> None:
    facts, _ = decoder.image(photo.path, out)
    assert (facts.latitude, facts.longitude) == pytest.approx(photo.place)


def test_derivatives_tell_nothing_but_the_picture(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    exif = samples.exif(place=True, taken="2019:03:21 16:04:22")
    made_here = store(
        tmp_path / "p", samples.corners(), "JPEG", exif=exif, comment=b"at home in Paris"
    )
    placed = {photo.path: photo.names for photo in PHOTOGRAPHS if photo.place}
    for path, names in ({made_here: (b"Paris",)} | placed).items():
        told = path.read_bytes()
        assert all(name in told for name in names), path.name  # so that this can fail
        _, made = decoder.image(path, out)
        for picture in (made.preview, made.thumb):
            with Image.open(picture.path) as copy:
                assert len(copy.getexif()) == 0
                told = set(copy.info) & {"exif", "xmp", "comment", "photoshop", "icc_profile"}
                assert told == set()
            data = picture.path.read_bytes()
            assert not [name for name in names if name in data]


def test_pictures_are_what_they_say(media: Path, out: Path, decoder: Decoder) -> None:
    _, made = decoder.image(media / "handwritten-notes.jpg", out)
    for picture, form in ((made.preview, "JPEG"), (made.thumb, "WEBP")):
        assert picture.bytes == picture.path.stat().st_size
        with Image.open(picture.path) as copy:
            assert (copy.format, copy.size) == (form, (picture.width, picture.height))
            assert Image.MIME[form] == picture.media_type


@pytest.mark.parametrize("size", [(640, 480), (32, 32), (1, 1)])
def test_the_blur_is_a_tiny_picture_under_a_kilobyte(
    tmp_path: Path, out: Path, decoder: Decoder, size: tuple[int, int]
) -> None:
    _, made = decoder.image(store(tmp_path / "p", samples.busy(size), "PNG"), out)
    head, _, data = made.blur.partition(",")
    assert head == "data:image/webp;base64"
    assert len(made.blur) < 1000
    with Image.open(io.BytesIO(base64.b64decode(data))) as blur:
        assert max(blur.size) <= 32


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (30_000, 40), (2, 2)])
def test_pictures_of_odd_shapes_keep_at_least_a_pixel(
    tmp_path: Path, out: Path, decoder: Decoder, size: tuple[int, int]
) -> None:
    for form in ("PNG", "JPEG"):
        facts, made = decoder.image(store(tmp_path / "p", samples.corners(size), form), out)
        assert (facts.width, facts.height) == size
        assert max(made.preview.width, made.preview.height) == min(1600, max(size))
        assert min(made.preview.width, made.thumb.height, made.thumb.width) >= 1


def test_wide_colours_become_srgb(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    profile = samples.display_p3()
    picture = Image.new("RGB", (64, 64), (200, 100, 50))
    path = store(tmp_path / "p", picture, "PNG", icc_profile=profile)
    _, made = decoder.image(path, out)

    in_srgb = (215, 93, 31)  # by the published matrices of both spaces
    assert samples.near(preview_of(made).getpixel((32, 32)), in_srgb, within=4)


def test_a_large_jpeg_in_wide_colours_becomes_srgb_as_a_small_one_does(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    """Each of the colours of a chart, as the profile itself moves it."""
    profile = samples.display_p3()
    chart = [(r, g, b) for r in (10, 120, 240) for g in (10, 120, 240) for b in (10, 120, 240)]
    picture = Image.new("RGB", (2700, 200))
    for number, colour in enumerate(chart):
        picture.paste(colour, (100 * number, 0, 100 * number + 100, 200))
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    exact = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    assert exact is not None
    path = store(tmp_path / "p", picture, "JPEG", icc_profile=profile, quality=95)
    _, made = decoder.image(path, out)
    with Image.open(made.thumb.path) as thumb:
        assert thumb.mode == "RGB"
    shown = preview_of(made)
    for number in range(len(chart)):
        middle = (shown.width * (2 * number + 1) // 54, shown.height // 2)
        wanted = exact.getpixel((100 * number + 50, 100))
        assert isinstance(wanted, tuple)
        assert samples.near(shown.getpixel(middle), wanted, within=9), chart[number]


def test_a_broken_profile_is_ignored(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    path = store(tmp_path / "p", samples.corners(), "PNG", icc_profile=b"no profile at all")
    _, made = decoder.image(path, out)
    assert samples.shows_corners(preview_of(made))


def test_print_colours_are_shown_as_they_look(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    path = store(tmp_path / "p", samples.corners().convert("CMYK"), "JPEG", quality=95)
    _, made = decoder.image(path, out)
    assert samples.shows_corners(preview_of(made))


def test_sixteen_bits_of_grey_are_scaled_and_not_clipped(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    row = b"".join(int(65535 * x / 255).to_bytes(2, "little") for x in range(256))
    grey = Image.frombytes("I;16", (256, 16), row * 16)
    for form in ("PNG", "TIFF"):
        _, made = decoder.image(store(tmp_path / "p", grey, form), out)
        copy = preview_of(made).convert("L")
        for x in (16, 128, 240):
            assert samples.near((copy.getpixel((x, 8)),), (x,), within=4)


def test_transparent_parts_are_white_paper(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    picture = samples.corners((640, 480)).convert("RGBA")
    picture.putalpha(Image.new("L", picture.size, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 320, 240))
    half = Image.new("LA", (64, 64), (0, 128))
    keyed = Image.new("P", (64, 64), 1)
    keyed.putpalette([255, 0, 0, 0, 0, 255])
    keyed.paste(0, (0, 0, 32, 64))
    cases: list[tuple[Image.Image, str, dict[str, object], tuple[int, int], tuple[int, ...]]] = [
        (picture, "PNG", {}, (80, 60), (255, 255, 255)),
        (picture, "WEBP", {"lossless": True}, (80, 60), (255, 255, 255)),
        (picture, "PNG", {}, (480, 60), samples.GREEN),
        (half, "PNG", {}, (32, 32), (127, 127, 127)),
        (keyed, "PNG", {"transparency": 0}, (8, 32), (255, 255, 255)),
        (keyed, "GIF", {"transparency": 0}, (8, 32), (255, 255, 255)),
        (keyed, "PNG", {}, (8, 32), (255, 0, 0)),
    ]
    for stored, form, options, place, wanted in cases:
        _, made = decoder.image(store(tmp_path / "p", stored, form, **options), out)
        seen = preview_of(made).convert("RGB").getpixel(place)
        assert samples.near(seen, wanted, within=12), (form, options, place)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_sort_of_pixel_is_shown(
    tmp_path: Path, out: Path, decoder: Decoder, mode: str
) -> None:
    path = store(tmp_path / "p", samples.corners((2400, 1800)).convert(mode), "PNG")
    facts, made = decoder.image(path, out)
    assert (facts.width, made.preview.width, made.thumb.width) == (2400, 1600, 320)
    white = preview_of(made).convert("L").getpixel((1500, 1100))
    assert samples.near((white,), (250,), within=10)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "TIFF", "PNG"])
def test_the_first_of_many_frames_is_shown_and_all_are_counted(
    tmp_path: Path, out: Path, decoder: Decoder, form: str
) -> None:
    others = [Image.new("RGB", (96, 64), (number, 0, 0)) for number in (60, 120)]
    path = store(tmp_path / "p", samples.corners(), form, save_all=True, append_images=others)
    facts, made = decoder.image(path, out)
    assert facts.frames == 3
    assert samples.shows_corners(preview_of(made))


def test_the_depth_map_of_a_phone_is_no_second_frame(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = store(
        tmp_path / "p", samples.corners((3000, 2000)), "MPO",
        save_all=True, append_images=[Image.new("RGB", (96, 64))],
    )  # fmt: skip
    facts, made = decoder.image(path, out)
    assert facts.frames == 1
    assert (facts.width, made.preview.width) == (3000, 1600)
    assert samples.shows_corners(preview_of(made))


CUT: list[tuple[str, dict[str, object], float]] = [
    ("JPEG", {"quality": 85}, 0.8),
    ("JPEG", {"quality": 85, "progressive": True}, 0.5),
    ("PNG", {}, 0.7),
    ("BMP", {}, 0.7),
    ("TIFF", {}, 0.7),
]


@pytest.mark.parametrize(("form", "options", "left"), CUT)
def test_a_truncated_photo_is_shown_as_far_as_it_goes(
    tmp_path: Path, out: Path, decoder: Decoder, form: str, options: dict[str, object], left: float
) -> None:
    whole = samples.encoded(samples.busy((2000, 1500)), form, **options)
    if form == "TIFF":  # keep the list of tags, which stands at one end of the file
        whole = samples.encoded(samples.busy((2000, 1500)), form, compression="raw")
    path = tmp_path / "p"
    path.write_bytes(whole[: int(len(whole) * left)])
    facts, made = decoder.image(path, out)
    assert facts.truncated
    assert (facts.width, facts.height) == (2000, 1500)
    copy = preview_of(made)
    assert copy.size == (1600, 1200)
    spread = copy.crop((0, 0, 1600, 400)).convert("L").getextrema()
    assert isinstance(spread[0], int)
    assert isinstance(spread[1], int)
    assert spread[1] - spread[0] > 60


def test_a_photo_without_its_last_two_bytes_says_so(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = store(tmp_path / "p", samples.corners(), "JPEG", quality=95)
    path.write_bytes(path.read_bytes()[:-2])
    facts, made = decoder.image(path, out)
    assert facts.truncated
    assert samples.shows_corners(preview_of(made))


@pytest.mark.parametrize(
    ("form", "left"),
    [("JPEG", 0.1), ("PNG", 0.1), ("WEBP", 0.7), ("HEIF", 0.7), ("AVIF", 0.7), ("JPEG", 0.004)],
)
def test_a_photo_of_which_little_is_left_is_unreadable(
    tmp_path: Path, out: Path, decoder: Decoder, form: str, left: float
) -> None:
    whole = samples.encoded(samples.busy(), form)
    path = tmp_path / "p"
    path.write_bytes(whole[: int(len(whole) * left)])
    with pytest.raises(MediaError) as refused:
        decoder.image(path, out)
    assert refused.value.kind is MediaErrorKind.unreadable


def test_a_scan_of_535_megapixels_in_black_and_white_is_shown(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = samples.png_of_zeros(tmp_path / "scan.png", (22_000, 24_320))
    facts, made = decoder.image(path, out)
    assert (facts.width, facts.height) == (22_000, 24_320)
    assert (made.preview.width, made.preview.height) == (1447, 1600)


def test_a_bomb_of_1600_megapixels_in_200_kilobytes_is_too_large(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = samples.png_of_zeros(tmp_path / "bomb.png", (40_000, 40_000))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(MediaError) as refused:
        decoder.image(path, out)
    assert refused.value.kind is MediaErrorKind.too_large
    assert list(out.iterdir()) == []


def test_a_list_of_pages_beyond_any_file_is_the_files_fault(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = tmp_path / "far.tif"
    path.write_bytes(b"II\x2b\0\x08\0\0\0" + b"\0" * 7 + b"\x01" + b"\0" * 64)
    with pytest.raises(MediaError) as refused:
        decoder.image(path, out)
    assert refused.value.kind is MediaErrorKind.unreadable
    path.write_bytes(path.read_bytes()[:8] + b"\xff" * 8 + b"\0" * 64)
    with pytest.raises(MediaError) as refused:
        decoder.image(path, out)
    assert refused.value.kind is MediaErrorKind.unreadable


def test_a_jpeg_that_claims_four_gigapixels_is_too_large(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    data = bytearray(samples.encoded(samples.corners(), "JPEG"))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = b"\xff\xff\xff\xff"
    path = tmp_path / "p"
    path.write_bytes(data)
    with pytest.raises(MediaError) as refused:
        decoder.image(path, out)
    assert refused.value.kind is MediaErrorKind.too_large


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_text("Dear child, this is no photo."),
        lambda path: samples.tone(path),
        lambda path: samples.paper(path, "a page"),
        lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 40),
        lambda path: path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage"),
    ],
)
def test_what_is_no_picture_is_unreadable(
    tmp_path: Path, out: Path, decoder: Decoder, write: Callable[[Path], object]
) -> None:
    path = tmp_path / "photo.jpg"
    write(path)
    with pytest.raises(MediaError) as refused:
        decoder.image(path, out)
    assert refused.value.kind is MediaErrorKind.unreadable
    assert "download it" in str(refused.value)


def test_damaged_pictures_are_shown_or_refused_and_never_surprise(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    chance = random.Random(20)
    exif = samples.exif(place=True, taken="2019:03:21 16:04:22", orientation=6)
    path = tmp_path / "p"
    surprises = []
    for form in ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "HEIF"):
        options = {} if form in ("GIF", "BMP") else {"exif": exif}
        whole = samples.encoded(samples.busy((64, 48)), form, **options)
        for _ in range(12):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(data)
            try:
                decoder.image(path, out)
            except MediaError as error:
                if error.kind not in (MediaErrorKind.unreadable, MediaErrorKind.too_large):
                    surprises.append((form, error.kind, error.detail))
    assert surprises == []
