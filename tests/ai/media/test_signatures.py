from __future__ import annotations

from pathlib import Path

import pytest

from ai.media import Decoder, Kind, MediaError, MediaErrorKind, sniff
from tests.ai.media import samples
from tests.media.known import each_file


@pytest.mark.parametrize(
    ("form", "media_type", "extension"),
    [
        ("JPEG", "image/jpeg", ".jpg"),
        ("PNG", "image/png", ".png"),
        ("WEBP", "image/webp", ".webp"),
        ("GIF", "image/gif", ".gif"),
        ("TIFF", "image/tiff", ".tif"),
        ("BMP", "image/bmp", ".bmp"),
        ("AVIF", "image/avif", ".avif"),
    ],
)
def test_a_picture_is_known_whatever_its_name(
    tmp_path: Path, form: str, media_type: str, extension: str
) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(samples.encoded(samples.corners(), form))
    found = sniff(path)
    assert (found.media_type, found.kind, found.extension) == (media_type, Kind.photo, extension)


BY_NAME = {
    ".heic": ("image/heic", Kind.photo),
    ".webp": ("image/webp", Kind.photo),
    ".jpg": ("image/jpeg", Kind.photo),
    ".flac": ("audio/flac", Kind.audio),
    ".mov": ("video/quicktime", Kind.video),
}


@each_file
def test_a_file_that_is_what_its_name_says_is_known(path: Path) -> None:
    found = sniff(path)
    if path.suffix == ".md":  # whether there are marks enough in it is another question
        assert (found.media_type.partition("/")[0], found.kind) == ("text", Kind.document)
    else:
        assert (found.media_type, found.kind) == BY_NAME[path.suffix]


@pytest.mark.parametrize(
    ("codec", "name", "media_type"),
    [
        ("aac", "voice.mp4", "audio/mp4"),
        ("aac", "voice.m4a", "audio/mp4"),
        ("aac", "voice.3gp", "audio/3gpp"),
        ("libopus", "voice.webm", "audio/webm"),
        ("libopus", "voice.mka", "audio/x-matroska"),
        ("libopus", "voice.ogg", "audio/ogg"),
        ("libmp3lame", "voice.mp3", "audio/mpeg"),
        ("pcm_s16le", "voice.mov", "video/quicktime"),
        ("pcm_s16be", "voice.aiff", "audio/aiff"),
        ("pcm_s16le", "voice.caf", "audio/x-caf"),
    ],
)
def test_sound_in_a_box_for_films_is_audio(
    tmp_path: Path, codec: str, name: str, media_type: str
) -> None:
    found = sniff(samples.recording(tmp_path / name, codec))
    assert (found.media_type, found.kind) == (media_type, Kind.audio)


@pytest.mark.parametrize(
    ("codec", "name", "media_type"),
    [
        ("libx264", "film.mp4", "video/mp4"),
        ("libx264", "film.mov", "video/quicktime"),
        ("libvpx", "film.webm", "video/webm"),
        ("libx264", "film.mkv", "video/x-matroska"),
        ("mpeg4", "film.avi", "video/x-msvideo"),
        ("wmv2", "film.wmv", "video/x-ms-wmv"),
        ("mpeg1video", "film.mpg", "video/mpeg"),
        ("libx264", "film.ts", "video/mp2t"),
        ("mpeg4", "film.3gp", "video/3gpp"),
    ],
)
def test_a_film_is_known_whatever_its_box(
    tmp_path: Path, codec: str, name: str, media_type: str
) -> None:
    found = sniff(samples.film(tmp_path / name, codec))
    assert (found.media_type, found.kind) == (media_type, Kind.video)


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><title>hi</title>",
        b"  \n<script>alert(1)</script>",
        b"<?xml version='1.0'?><anything/>",
        b"<div><svg onload='alert(1)'/></div>",
        b"<!DOCTYPE html><p>A drawing: <svg/></p>",
    ],
)
def test_markup_that_may_run_is_other_and_is_never_drawn(
    tmp_path: Path, decoder: Decoder, out: Path, data: bytes
) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(data)
    assert sniff(path).kind is Kind.other
    with pytest.raises(MediaError) as refused:
        decoder.image(path, out)
    assert refused.value.kind is MediaErrorKind.unreadable
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><!--" + b"x" * 100_000 + b"--><svg/>",
        b"<?xml version='1.0'?><s:svg xmlns:s='http://www.w3.org/2000/svg'/>",
        "\ufeff<svg onload='alert(1)'/>".encode("utf-16"),
    ],
)
def test_a_drawing_is_known_wherever_its_root_hides(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(data)
    assert (sniff(path).media_type, sniff(path).kind) == ("image/svg+xml", Kind.photo)


@pytest.mark.parametrize(
    "data",
    [
        "Grüße aus Köln".encode(),
        "Grüße aus Köln".encode("latin-1"),
        "Grüße aus Köln".encode("utf-16"),
        b"x",
        b"{ Dear diary, today",
        b"# A title\n\nsome *markdown*",
        b"From: Grandma\nTo: you\n\nDear child,",
        b"#EXTM3U\n/etc/passwd",
    ],
)
def test_text_is_a_document(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    assert sniff(path).kind is Kind.document
    assert sniff(path).media_type == "text/plain"


@pytest.mark.parametrize("data", [b"abc\0def", bytes(range(256)) * 4, b"MZ\x90\0\x03\0\0\0\x04\0"])
def test_bytes_that_nobody_knows_are_other(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(data)
    assert sniff(path).kind is Kind.other


def test_a_raw_photo_is_not_taken_for_its_small_preview(tmp_path: Path) -> None:
    path = tmp_path / "raw.dng"
    tags = {0xC612: b"\x01\x04\0\0", 0xFE: 1}
    path.write_bytes(samples.encoded(samples.corners(), "TIFF", tiffinfo=tags))
    assert sniff(path).media_type == "image/x-adobe-dng"


def test_an_empty_file_is_named_empty(tmp_path: Path, decoder: Decoder) -> None:
    path = tmp_path / "nothing.jpg"
    path.touch()
    for ask in (sniff, decoder.sniff, decoder.av, decoder.text):
        with pytest.raises(MediaError) as refused:
            ask(path)
        assert refused.value.kind is MediaErrorKind.empty


@each_file
def test_the_decoder_judges_as_sniff_does(path: Path, decoder: Decoder) -> None:
    assert decoder.sniff(path) == sniff(path)


def test_a_missing_file_is_no_fault_of_media(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sniff(tmp_path / "gone.jpg")
