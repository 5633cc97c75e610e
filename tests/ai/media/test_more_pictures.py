"""Pictures beyond those that browsers show: each has its picture, and none surprises."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from ai.media import Decoder, Kind, MediaError, MediaErrorKind, Picture, sniff
from tests.ai.media import raws, samples

SIZE = (2400, 1600)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def coded(form: str, **options: object) -> Callable[[Path], Path]:
    return lambda path: written(path, samples.encoded(samples.corners(SIZE), form, **options))


def jxl(path: Path) -> Path:
    return written(path, samples.jpeg_xl(samples.corners(SIZE)))


def deep_jxl(path: Path) -> Path:
    deep = np.asarray(samples.corners(SIZE)).astype(np.uint16) * 257
    return written(path, bytes(imagecodecs.jpegxl_encode(deep)))


def clear_jxl(path: Path) -> Path:
    picture = samples.corners(SIZE).convert("RGBA")
    return written(path, samples.jpeg_xl(picture))


SVG = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY red "#dc1414">]>'
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 64"><rect width="48" height="32" '
    'fill="&red;"/><rect x="48" width="48" height="32" fill="#14b414"/><rect y="32" width="48" '
    'height="32" fill="#1414dc"/>{}</svg>'
)

FORMS: dict[str, Callable[[Path], Path]] = {
    "jp2": coded("JPEG2000"),
    "jp2 of one level": coded("JPEG2000", num_resolutions=1),
    "psd": lambda path: raws.psd(path, samples.corners(SIZE)),
    "bmp": coded("BMP"),
    "ppm": coded("PPM"),
    "tga": coded("TGA"),
    "packed tga": coded("TGA", compression="tga_rle"),
    "pcx": coded("PCX"),
    "jxl": jxl,
    "deep jxl": deep_jxl,
    "clear jxl": clear_jxl,
    "svg": lambda path: written(path, SVG.format("").encode()),
    "orf": lambda path: raws.raw_with_preview(path, SIZE, magic=b"RO"),
    "raf": raws.raf,
}


@pytest.mark.parametrize("name", FORMS)
def test_each_has_a_picture_and_is_a_photo(
    tmp_path: Path, out: Path, decoder: Decoder, name: str
) -> None:
    path = FORMS[name](tmp_path / "file")
    assert sniff(path).kind is Kind.photo
    _, made = decoder.image(path, out)
    assert max(made.preview.width, made.preview.height) == 1600
    with Image.open(made.preview.path) as picture:
        assert samples.shows_corners(picture)
    copy = decoder.without_place(path, out / "copy")
    assert isinstance(copy, Picture)
    assert copy.media_type in ("image/jpeg", "image/bmp")


@pytest.mark.parametrize(("mode", "form"), [("1", "PPM"), ("L", "PPM"), ("P", "PCX"), ("L", "TGA")])
def test_grey_and_palettes_are_shown(
    tmp_path: Path, out: Path, decoder: Decoder, mode: str, form: str
) -> None:
    picture = samples.corners((96, 64)).convert(mode)
    path = written(tmp_path / "file", samples.encoded(picture, form))
    _, made = decoder.image(path, out)
    with Image.open(made.preview.path) as seen:
        white = seen.convert("L").getpixel((72, 48))
    assert samples.near((white,), (250,), within=10)


def test_of_an_icon_the_largest_is_shown(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    sizes = [(16, 16), (256, 256), (48, 48)]
    picture = samples.corners((256, 256))
    path = written(tmp_path / "file", samples.encoded(picture, "ICO", sizes=sizes))
    facts, made = decoder.image(path, out)
    assert (sniff(path).kind, facts.width) == (Kind.photo, 256)
    with Image.open(made.preview.path) as seen:
        assert samples.shows_corners(seen)


@pytest.mark.parametrize("magic", [b"*\0", b"U\0", b"RO"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_picture_within_a_raw_photo_is_shown_upright_with_its_facts(
    tmp_path: Path, out: Path, decoder: Decoder, magic: bytes, orientation: int
) -> None:
    path = raws.raw_with_preview(tmp_path / "raw", orientation=orientation, magic=magic)
    facts, made = decoder.image(path, out)
    assert (facts.width, facts.height, facts.orientation) == (1800, 1200, orientation)
    assert (facts.taken, facts.camera) == ("2019-03-21T16:04:22", "NIKON D90")
    assert (facts.latitude, facts.longitude) == (samples.LATITUDE, samples.LONGITUDE)
    with Image.open(made.preview.path) as picture:
        assert samples.shows_corners(picture)


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_raw_photo_without_a_picture_is_developed(
    tmp_path: Path, out: Path, decoder: Decoder, orientation: int
) -> None:
    path = raws.dng(tmp_path / "raw", (2400, 1600), orientation=orientation)
    facts, made = decoder.image(path, out)
    assert (facts.width, facts.height, facts.camera) == (2400, 1600, "Test Camera")
    assert facts.latitude == samples.LATITUDE  # its directory stands behind megabytes of pixels
    with Image.open(made.preview.path) as picture:
        assert samples.shows_corners(picture)


def test_a_raw_photo_of_an_unknown_sort_is_kept_and_not_called_damaged(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = written(tmp_path / "raw", b"FUJIFILMCCD-RAW 0201".ljust(500, b"\0"))
    with pytest.raises(MediaError) as refused:
        decoder.image(path, out)
    assert refused.value.kind is MediaErrorKind.unsupported


def test_what_photoshop_and_jpeg_xl_noted_is_read(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    noted = samples.exif(place=True, taken="2019:03:21 16:04:22", orientation=1)
    layers = raws.psd(tmp_path / "psd", samples.corners(), noted)
    modern = written(tmp_path / "jxl", samples.jpeg_xl(samples.corners(), exif=noted))
    for path in (layers, modern):
        facts, _ = decoder.image(path, out)
        assert (facts.taken, facts.latitude) == ("2019-03-21T16:04:22", samples.LATITUDE)


def test_what_stands_in_photoshop_s_other_resources_is_read(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    described = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        b'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="38,42.5N" '
        b'exif:GPSLongitude="9,8.4W"/></rdf:RDF></x:xmpmeta>'
    )
    created = b"\x1c\x02\x37\x00\x0819640815"
    layers = raws.psd(
        tmp_path / "psd", samples.corners(), more={0x0424: described, 0x0404: created}
    )
    facts, _ = decoder.image(layers, out)
    assert facts.latitude == pytest.approx(38.7083, abs=1e-3)
    assert facts.longitude == pytest.approx(-9.14, abs=1e-3)
    assert facts.taken == "1964-08-15"


@pytest.mark.parametrize(
    "more",
    [
        '<image href="{}" x="48" y="32" width="48" height="32"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file://{}" width="96" height="64"/>',
        '<use href="{}#a"/>',
        '<filter id="f"><feImage href="{}"/></filter><rect width="96" height="64" '
        'fill="none" filter="url(#f)"/>',
    ],
)
def test_a_drawing_shows_nothing_of_other_files(
    tmp_path: Path, out: Path, decoder: Decoder, more: str
) -> None:
    other = tmp_path / "other.png"
    Image.new("RGB", (96, 64), (255, 0, 255)).save(other)
    path = written(tmp_path / "drawing", SVG.format(more.format(other)).encode())
    _, made = decoder.image(path, out)
    with Image.open(made.preview.path) as picture:
        assert samples.shows_corners(picture)


def test_a_drawing_shows_the_pictures_that_it_brings(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    import base64

    data = base64.b64encode(samples.encoded(Image.new("RGB", (8, 8), (255, 0, 255)), "PNG"))
    more = f'<image href="data:image/png;base64,{data.decode()}" width="96" height="64"/>'
    path = written(tmp_path / "drawing", SVG.format(more).encode())
    _, made = decoder.image(path, out)
    with Image.open(made.preview.path) as picture:
        assert samples.near(picture.getpixel((400, 300)), (255, 0, 255))


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='9000000'/>",
        b"<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>"
        + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10))
        + b"]><svg xmlns='http://www.w3.org/2000/svg'><text>&k;</text></svg>",
    ],
)
def test_a_drawing_that_cannot_be_drawn_is_kept(
    tmp_path: Path, out: Path, decoder: Decoder, data: bytes
) -> None:
    with pytest.raises(MediaError) as refused:
        decoder.image(written(tmp_path / "drawing", data), out)
    assert refused.value.kind is MediaErrorKind.unsupported


def test_damaged_ones_are_shown_or_refused_and_never_surprise(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    chance = random.Random(21)
    surprises = []
    small = samples.corners((64, 48))
    wholes = [samples.encoded(small, form) for form in ("JPEG2000", "PPM", "TGA", "PCX", "ICO")]
    wholes.append(samples.jpeg_xl(small, exif=samples.exif(place=True)))
    wholes.append(SVG.format("").encode())
    wholes.append(raws.psd(tmp_path / "psd", small, samples.exif(place=True)).read_bytes())
    wholes.append(raws.dng(tmp_path / "dng", (64, 48)).read_bytes())
    wholes.append(raws.raw_with_preview(tmp_path / "nef", (320, 200)).read_bytes())
    path = tmp_path / "p"
    for number, whole in enumerate(wholes):
        for _ in range(12):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(data[: chance.randint(len(data) // 2, len(data))])
            try:
                decoder.image(path, out)
            except MediaError as error:
                if error.kind in (MediaErrorKind.crashed, MediaErrorKind.timeout):
                    surprises.append((number, error.kind, error.detail))
    assert surprises == []
