"""Every kind of file that families have is named by its bytes."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from PIL import Image

from ai.media import Decoder, Kind, known, raws, sniff
from ai.media.strays import count_strays
from tests.ai.media import making, samples
from tests.ai.media.kinds import KINDS


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / "letter"
    KINDS[name].make(path)
    found = sniff(path)
    assert (found.media_type, found.kind) == (KINDS[name].media_type, KINDS[name].kind)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    KINDS["mp4"].make(path)
    return path


FILM_BRANDS = (
    *(b"XAVC", b"CAEP", b"pana", b"NIKO", b"LCAG", b"FACE", b"hvc1", b"hev1", b"av01", b"mp4v"),
    *(b"mp71", b"msdh", b"ndxh", b"SDV ", b"dvt1", b"dmb1", b"cmfc", b"piff", b"ssss", b"f4v "),
    *(b"isom", b"iso2", b"iso6", b"mp41", b"mp42", b"avc1", b"MSNV", b"M4V ", b"dash", b"\0\0\0\0"),
    *(b"heic", b"avif", b"zzzz"),  # whatever it calls itself, it has a moving picture
)


@pytest.mark.parametrize("brand", FILM_BRANDS)
def test_a_film_is_a_film_whatever_its_maker_calls_it(
    tmp_path: Path, film: Path, brand: bytes
) -> None:
    data = film.read_bytes()
    path = tmp_path / "film"
    path.write_bytes(data[:8] + brand + data[12:])
    assert (sniff(path).media_type, sniff(path).kind) == ("video/mp4", Kind.video)


@pytest.mark.parametrize(
    ("brand", "media_type"),
    [
        (b"qt  ", "video/quicktime"),
        (b"3gp4", "video/3gpp"),
        (b"3gp6", "video/3gpp"),
        (b"3gr6", "video/3gpp"),
        (b"3g2a", "video/3gpp2"),
        (b"kddi", "video/3gpp2"),
    ],
)
def test_relatives_of_a_film_are_told_apart_by_their_brand(
    tmp_path: Path, film: Path, brand: bytes, media_type: str
) -> None:
    data = film.read_bytes()
    path = tmp_path / "film"
    path.write_bytes(data[:8] + brand + data[12:])
    assert sniff(path).media_type == media_type


@pytest.mark.parametrize("first", [b"wide", b"free", b"skip", b"pnot", b"mdat"])
def test_a_film_without_a_brand_is_quicktime_whatever_comes_first(
    tmp_path: Path, decoder: Decoder, first: bytes
) -> None:
    path = tmp_path / "film"
    if first == b"mdat":
        making.begins_with(b"wide")(path)
        data = path.read_bytes()
        path.write_bytes(data[struct.unpack(">I", data[:4])[0] :])
        data = path.read_bytes()
        path.write_bytes(data if data[4:8] == b"mdat" else data[struct.unpack(">I", data[:4])[0] :])
    else:
        making.begins_with(first)(path)
        assert decoder.av(path).width == 192
    assert path.read_bytes()[4:8] == first
    assert (sniff(path).media_type, sniff(path).kind) == ("video/quicktime", Kind.video)


def test_a_scan_is_no_raw_photograph_though_a_maker_of_cameras_made_the_scanner(
    tmp_path: Path,
) -> None:
    path = tmp_path / "scan"
    tags = {0x010F: "Nikon", 0x0110: "LS-5000 ED"}
    path.write_bytes(samples.encoded(samples.corners(), "TIFF", tiffinfo=tags))
    assert sniff(path).media_type == "image/tiff"


@pytest.mark.parametrize("first", [0, 7, 1 << 31, (1 << 32) - 1, 8])
def test_a_tiff_whose_directories_lead_nowhere_is_a_tiff(tmp_path: Path, first: int) -> None:
    path = tmp_path / "raw"
    path.write_bytes(b"II*\0" + struct.pack("<I", first) + b"\xff" * 40)
    assert sniff(path).media_type == "image/tiff"


@pytest.mark.parametrize(
    "strays",
    [b"\n", b"\r\n\r\n", b" " * 700, b"\0\0\0", b"\xef\xbb\xbf", b"\xff\xfe", b"HTTP\0", b"\x07ab"],
)
@pytest.mark.parametrize("name", ["jpg", "png", "gif", "webp", "wav", "flac", "mp4", "mkv"])
def test_stray_bytes_before_a_file_do_not_count(
    tmp_path: Path, out: Path, decoder: Decoder, strays: bytes, name: str
) -> None:
    path = tmp_path / "file"
    KINDS[name].make(path)
    path.write_bytes(strays + path.read_bytes())
    assert sniff(path).media_type == KINDS[name].media_type
    if KINDS[name].kind is Kind.photo:
        facts, _ = decoder.image(path, out)
        assert (facts.width, facts.height) == (96, 64)
    else:
        assert decoder.av(path).duration
    copy = out / "copy"
    decoder.without_place(path, copy)
    assert not [secret for secret in making.SECRETS if secret in copy.read_bytes()]


@pytest.mark.parametrize("name", KINDS)
def test_a_whole_file_has_no_stray_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / "file"
    KINDS[name].make(path)
    strays = count_strays(path.read_bytes()[:2048])
    assert strays == (1 if name == "newline.jpg" else 0)


def test_a_picture_deep_in_another_file_does_not_make_it_one(tmp_path: Path) -> None:
    jpeg = samples.encoded(samples.corners(), "JPEG")
    path = tmp_path / "file"
    for data in (b"\x05\x06\x07" * 40 + jpeg, b"ID3\x03\0\0\0\0\x10\0APIC" + jpeg):
        path.write_bytes(data)
        assert sniff(path).media_type != "image/jpeg"


def test_a_recording_cut_within_its_cover_is_a_damaged_recording(tmp_path: Path) -> None:
    path = tmp_path / "song"
    making.long_tag(path)
    path.write_bytes(path.read_bytes()[:100_000])
    assert sniff(path).media_type == "audio/mpeg"


def test_tags_before_flac_are_not_mp3(tmp_path: Path) -> None:
    path = tmp_path / "song"
    KINDS["flac"].make(path)
    path.write_bytes(b"ID3\x03\0\0\0\0\0\x04abcd" + path.read_bytes())
    assert sniff(path).media_type == "audio/flac"


def test_noise_is_no_recording_and_a_recording_may_begin_within_a_frame(tmp_path: Path) -> None:
    path = tmp_path / "noise"
    path.write_bytes(b"\x01\xff\xfb" * 3 + Image.effect_noise((256, 256), 90).tobytes())
    assert sniff(path).kind is Kind.other
    KINDS["mp3"].make(path)
    data = path.read_bytes()
    path.write_bytes(data[data.index(b"\xff\xfb") + 50 :])
    assert sniff(path).media_type == "audio/mpeg"


def test_a_recording_of_television_may_begin_within_a_packet(tmp_path: Path) -> None:
    path = tmp_path / "tv"
    KINDS["mts"].make(path)
    path.write_bytes(path.read_bytes()[77:])
    assert sniff(path).media_type == "video/mp2t"


def test_the_table_of_raw_photos_says_of_each_kind_whether_a_camera_s_file_was_opened() -> None:
    text = (Path(__file__).resolve().parents[3] / "docs" / "formats.md").read_text("utf-8")
    section = text.split("## Raw files")[1]
    rows = re.findall(r"^\| (\.\w+) \|.*\| ([^|]+) \|$", section, re.MULTILINE)
    told = dict(rows)
    raw = {ending: row[0] for row in known.KNOWN.values() if (ending := row[2]) in told}
    assert {row[0] for row in known.KNOWN.values() if row[0] in raws.UNTRIED} == set(raw.values())
    for ending, media_type in raw.items():
        assert (told[ending] == "untried here") == (media_type in raws.UNTRIED), ending
