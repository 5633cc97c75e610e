from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ai.media import Decoder, MediaError, MediaErrorKind
from tests.ai.media import samples


def test_a_pdf_gives_its_pages_its_text_and_its_first_page(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = samples.paper(tmp_path / "letter.pdf", "Dear child", "we are well")
    pages, text, made = decoder.pdf(path, out)
    assert pages == 2
    assert text == "Dear child\n\nwe are well"
    assert (made.preview.width, made.preview.height) == (1237, 1600)
    with Image.open(made.preview.path) as picture:
        assert picture.convert("L").histogram()[:80] != [0] * 80  # ink
        assert picture.convert("L").getpixel((1200, 1500)) == 255  # paper


def test_a_scan_has_a_picture_and_no_text(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(samples.encoded(samples.corners((600, 400)), "PDF"))
    pages, text, made = decoder.pdf(path, out)
    assert (pages, text) == (1, "")
    with Image.open(made.preview.path) as picture:
        assert samples.shows_corners(picture)


def test_the_text_of_a_book_is_capped(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    path = samples.paper(tmp_path / "book.pdf", *["\n".join(["word " * 40] * 100)] * 12)
    pages, text, _ = decoder.pdf(path, out)
    assert pages == 12
    assert len(text) == 200_000


def test_a_pdf_with_a_password_is_not_called_damaged(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = samples.paper(tmp_path / "letter.pdf", "Dear child")
    key = "00" * 32
    lock = f"/ID [<{key}> <{key}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
    lock += f"/O <{key}> /U <{key}> >> /Root"
    path.write_bytes(path.read_bytes().replace(b"/Root", lock.encode(), 1))
    with pytest.raises(MediaError) as refused:
        decoder.pdf(path, out)
    assert refused.value.kind is MediaErrorKind.unsupported


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4\nnothing follows", b"Dear child", b"%PDF-1.4\n" + bytes(range(256)) * 20],
)
def test_a_broken_pdf_is_unreadable(
    tmp_path: Path, out: Path, decoder: Decoder, data: bytes
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(data)
    with pytest.raises(MediaError) as refused:
        decoder.pdf(path, out)
    assert refused.value.kind is MediaErrorKind.unreadable


@pytest.mark.parametrize(
    "data",
    [
        "Grüße\nvon Oma".encode(),
        "Grüße\nvon Oma".encode("utf-8-sig"),
        "Grüße\r\nvon Oma".encode("utf-16"),
        "Grüße\rvon Oma".encode("utf-16-be"),
        "Grüße\nvon Oma".encode("latin-1"),
        "Grüße\r\nvon Oma".encode("cp1252"),
    ],
)
def test_old_encodings_are_read(tmp_path: Path, decoder: Decoder, data: bytes) -> None:
    path = tmp_path / "letter"
    path.write_bytes(data)
    assert decoder.text(path) == "Grüße\nvon Oma"


def test_long_text_is_capped_also_where_a_letter_is_cut_in_two(
    tmp_path: Path, decoder: Decoder
) -> None:
    path = tmp_path / "book.txt"
    path.write_text("x" + "ü" * 500_000, encoding="utf-8")
    text = decoder.text(path)
    assert len(text) == 200_000
    assert set(text) == {"x", "ü"}


@pytest.mark.parametrize("data", [b"abc\0def", b"\x01\x02 letter", bytes(range(256))])
def test_what_is_no_text_is_refused(tmp_path: Path, decoder: Decoder, data: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(data)
    with pytest.raises(MediaError) as refused:
        decoder.text(path)
    assert refused.value.kind is MediaErrorKind.unsupported
