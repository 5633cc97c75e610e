"""HEIC and AVIF that their usual readers refuse, cannot hold, or show in wrong colours."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image, UnidentifiedImageError

from ai.media import Decoder, MediaError, MediaErrorKind, Picture, sniff, stills, tones
from tests.ai.media import boxed, samples

pillow_heif.register_heif_opener()

COLOURS = (samples.RED, samples.GREEN, samples.BLUE, samples.WHITE)
FORMS = [("hevc", b"heic"), ("av1", b"avif")]
LARGE = {"hevc": (32, 24), "av1": (34, 34)}  # 201 and 303 megapixels


def written(path: Path, book: boxed.Book) -> Path:
    path.write_bytes(book.written())
    return path


def tiled(
    codec: str, brand: bytes, across: int, down: int, *more: boxed.Property, off: int = 0
) -> boxed.Book:
    """A grid whose four corners differ; `off` pixels of its last tiles are not part of it."""
    tiles = [boxed.coded(Image.new("RGB", (512, 512), each), codec=codec) for each in COLOURS]
    laid = [
        tiles[2 * (row >= down // 2) + (column >= across // 2)]
        for row in range(down)
        for column in range(across)
    ]
    whole = (across * 512 - off, down * 512 - off)
    return boxed.grid(laid, across, whole, brand=brand, more=more)


def shown(decoder: Decoder, path: Path, out: Path) -> Image.Image:
    _, made = decoder.image(path, out)
    with Image.open(made.preview.path) as picture:
        return picture.convert("RGB")


def refused_by_pillow(path: Path) -> bool:
    try:
        with Image.open(path) as picture:
            picture.load()
    except (OSError, ValueError, RuntimeError, UnidentifiedImageError):
        return True
    return False


@pytest.mark.parametrize(("codec", "brand"), FORMS)
def test_a_picture_of_hundreds_of_megapixels_is_made_small_tile_by_tile(
    tmp_path: Path, out: Path, codec: str, brand: bytes
) -> None:
    across, down = LARGE[codec]
    path = written(tmp_path / "large", tiled(codec, brand, across, down, off=100))
    with Decoder() as decoder:  # of the usual limits
        facts, made = decoder.image(path, out)
    assert (facts.width, facts.height) == (across * 512 - 100, down * 512 - 100)
    assert max(made.preview.width, made.preview.height) == 1600
    with Image.open(made.preview.path) as picture:
        assert samples.shows_corners(picture)


def test_a_copy_for_a_link_of_two_hundred_megapixels_has_full_size(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = written(tmp_path / "large", tiled("hevc", b"heic", 30, 24))
    copy = decoder.without_place(path, out / "copy")
    assert isinstance(copy, Picture)
    assert (copy.media_type, copy.width, copy.height) == ("image/jpeg", 15360, 12288)


@pytest.mark.parametrize(("codec", "brand"), FORMS)
@pytest.mark.parametrize(
    ("told", "back"),
    [
        (boxed.turned(1), Image.Transpose.ROTATE_270),
        (boxed.turned(3), Image.Transpose.ROTATE_90),
        (boxed.mirrored(0), Image.Transpose.FLIP_TOP_BOTTOM),
        (boxed.mirrored(1), Image.Transpose.FLIP_LEFT_RIGHT),
    ],
)
def test_it_is_turned_as_the_file_asks(
    tmp_path: Path, out: Path, decoder: Decoder, codec: str, brand: bytes,
    told: boxed.Property, back: Image.Transpose,
) -> None:  # fmt: skip
    path = written(tmp_path / "large", tiled(codec, brand, 16, 14, told))
    facts, _ = decoder.image(path, out)
    lies = told[0] == b"imir"
    assert (facts.width, facts.height) == ((8192, 7168) if lies else (7168, 8192))
    assert samples.shows_corners(shown(decoder, path, out).transpose(back))


@pytest.mark.parametrize(("codec", "brand"), FORMS)
@pytest.mark.parametrize("matrix", [1, 6, 9])
@pytest.mark.parametrize("is_full", [True, False])
def test_our_reader_and_the_usual_ones_agree_on_the_colours(
    tmp_path: Path, codec: str, brand: bytes, matrix: int, is_full: bool
) -> None:
    coded = boxed.coded(samples.corners((128, 64)), codec=codec)
    told = boxed.nclx(1, 13, matrix, is_full=is_full)
    path = written(tmp_path / "photo", boxed.single(coded, told, brand=brand))
    with Image.open(path) as picture, path.open("rb") as file:
        still = stills.find(file)
        assert still is not None
        ours = still.picture(None)
        # libavif's fast path ends its factor of blue at 2, where the matrices ask for 2.1.
        bands = 2 if codec == "av1" and not is_full else 3
        for place in ((32, 16), (96, 16), (32, 48), (96, 48)):
            usual, seen = picture.convert("RGB").getpixel(place), ours.getpixel(place)
            assert isinstance(usual, tuple)
            assert isinstance(seen, tuple)
            assert samples.near(seen[:bands], usual[:bands], within=3)


def clear_avif(*, without: bytes) -> boxed.Book:
    """Red whose right half is clear; of its transparency a property is missing."""
    colour = boxed.coded(Image.new("RGB", (256, 128), samples.RED), codec="av1")
    mask = Image.new("L", (256, 128), 255)
    mask.paste(0, (128, 0, 256, 128))
    alpha = boxed.coded(mask.convert("RGB"), codec="av1")
    book = boxed.single(colour, brand=b"avif")
    # What a mask says of its colours is that they use the whole range; ours was coded as a film is.
    told = [each for each in (*alpha.properties, boxed.ALPHA) if each[0] != without]
    number = book.add(b"av01", alpha.data, told)
    book.references.append((b"auxl", number, [1]))
    return book


def test_transparency_that_does_not_tell_its_size_is_shown(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = written(tmp_path / "clear", clear_avif(without=b"ispe"))
    assert refused_by_pillow(path)
    seen = shown(decoder, path, out)
    assert samples.near(seen.getpixel((64, 64)), samples.RED)
    assert samples.near(seen.getpixel((192, 64)), (255, 255, 255))  # paper


def test_transparency_of_another_size_is_shown(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    book = clear_avif(without=b"")
    small = boxed.coded(Image.new("L", (128, 64), 0).convert("RGB"), codec="av1")
    book.references.clear()
    number = book.add(b"av01", small.data, [*small.properties, boxed.ALPHA])
    book.references.append((b"auxl", number, [1]))
    path = written(tmp_path / "clear", book)
    assert refused_by_pillow(path)
    assert samples.near(shown(decoder, path, out).getpixel((64, 64)), (255, 255, 255))


def test_transparency_that_is_broken_costs_only_itself(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    book = clear_avif(without=b"ispe")
    book.spans[1] = (book.spans[1][0], 3)
    path = written(tmp_path / "clear", book)
    assert refused_by_pillow(path)
    seen = shown(decoder, path, out)
    assert samples.near(seen.getpixel((192, 64)), samples.RED)


def grey(signal: float, size: tuple[int, int] = (256, 128)) -> np.ndarray:
    return np.full((size[1], size[0], 3), round(signal * 65535), np.uint16)


@pytest.mark.parametrize("matrix", [9, 10])
@pytest.mark.parametrize(("transfer", "is_pq"), [(16, True), (18, False)])
@pytest.mark.parametrize(("codec", "brand"), FORMS)
def test_a_photo_of_a_high_dynamic_range_is_mapped_as_films_are(
    tmp_path: Path, out: Path, decoder: Decoder,
    codec: str, brand: bytes, transfer: int, matrix: int, is_pq: bool,
) -> None:  # fmt: skip
    """With 10 and a cut, as Netflix wrote them, libavif says "Reformat failed"."""
    signal = 0.44 if is_pq else 0.75
    coded = boxed.coded(grey(signal), codec=codec, pixels="yuv420p10le")
    half = Fraction(1, 2)
    told = [boxed.nclx(9, transfer, matrix, is_full=False), boxed.cut(200, 100, half, half)]
    path = written(tmp_path / "high", boxed.single(coded, *told, brand=brand))
    facts, made = decoder.image(path, out)
    assert (facts.width, facts.height) == (200, 100)
    (wanted,) = tones.map_signal(grey(signal, (1, 1)), is_pq=is_pq)[0]
    assert abs(int(wanted[0]) - round(255 * signal)) > 12  # so that one left as it is would show
    with Image.open(made.preview.path) as preview, Image.open(made.thumb.path) as thumb:
        for seen in (preview, thumb):
            middle = seen.convert("RGB").getpixel((seen.width // 2, seen.height // 2))
            assert samples.near(middle, tuple(int(each) for each in wanted), within=4)


def test_skin_in_a_photo_of_a_high_dynamic_range_is_as_bright_as_in_one_of_today(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    """50 cd/m² is 0.44 of PQ and 0.25 of white paper; in sRGB such a grey is about 135."""
    coded = boxed.coded(grey(0.44), codec="hevc", pixels="yuv420p10le")
    told = boxed.nclx(9, 16, 9, is_full=False)
    path = written(tmp_path / "high", boxed.single(coded, told, brand=b"heic"))
    middle = shown(decoder, path, out).getpixel((128, 64))
    assert samples.near(middle, (135, 135, 135), within=12)


def test_a_png_of_a_high_dynamic_range_is_mapped(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64), (112, 112, 112)).save(buffer, "PNG")
    plain = buffer.getvalue()
    told = samples.png_chunk(b"cICP", bytes([9, 16, 0, 1]))
    path = tmp_path / "high.png"
    path.write_bytes(plain[:33] + told + plain[33:])
    (wanted,) = tones.map_signal(grey(112 / 255, (1, 1)), is_pq=True)[0]
    seen = shown(decoder, path, out).getpixel((32, 32))
    assert samples.near(seen, tuple(int(each) for each in wanted), within=3)
    assert not samples.near(seen, (112, 112, 112), within=12)


def test_a_photo_with_a_map_of_its_brightness_is_shown_as_its_base_is(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    coded = boxed.coded(samples.corners((512, 512)), codec="hevc")
    book = boxed.single(coded, boxed.nclx(12, 13, 6, is_full=False), brand=b"heic")
    told = (b"auxC", b"\0\0\0\0urn:com:apple:photo:2020:aux:hdrgainmap\0")
    number = book.add(b"hvc1", coded.data, [*coded.properties, told])
    book.references.append((b"auxl", number, [1]))
    path = written(tmp_path / "gain", book)
    assert samples.shows_corners(shown(decoder, path, out))


@pytest.mark.parametrize(("codec", "brand"), FORMS)
def test_a_large_one_that_is_cut_short_is_called_unreadable(
    tmp_path: Path, out: Path, decoder: Decoder, codec: str, brand: bytes
) -> None:
    path = written(tmp_path / "large", tiled(codec, brand, 16, 14))
    path.write_bytes(path.read_bytes()[:-300])
    assert sniff(path).media_type == f"image/{brand.decode()}"
    with pytest.raises(MediaError) as refused:
        decoder.image(path, out)
    assert refused.value.kind is MediaErrorKind.unreadable
