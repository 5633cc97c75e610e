"""Tesseract, where it is installed; elsewhere it is named as not there."""

from __future__ import annotations

import shutil

import pytest

from ai.base import ProviderError
from ai.reading.readers import open_reader
from ai.reading.tesseract import Tesseract
from tests.ai.reading.pages import LETTER, ROOT, draw, opened, pixels

installed = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed on this machine."
)


@installed
def test_print_is_read_word_for_word() -> None:
    told = open_reader("tesseract").read(pixels(draw(LETTER)), languages=("pt", "en"))
    assert [line.text for line in told.lines] == list(LETTER)
    assert told.confidence > 0.8


@installed
def test_where_nothing_is_written_nothing_is_read() -> None:
    assert Tesseract().read(opened(ROOT / "tests/media/meadow.jpg")).lines == ()


def test_where_it_is_not_installed_it_says_so() -> None:
    with pytest.raises(ProviderError) as missing:
        Tesseract(command="no-such-tesseract")
    assert missing.value.kind == "missing"
    assert "tesseract-ocr" in str(missing.value)
