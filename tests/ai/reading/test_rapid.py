"""What RapidOCR reads by the weights in its own package: real pictures, real words."""

from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest

from ai.base import ProviderError, UnknownProviderError
from ai.reading.rapid import Rapid, spaced
from ai.reading.readers import open_reader
from ai.reading.turning import turned_back
from ai.tagging.base import Picture
from tests.ai.reading.pages import LETTER, ROOT, STICKER, draw, notebook, opened, pixels
from tests.media.known import SHARED

OWN = ROOT / "tests/media"


@pytest.fixture(scope="module")
def reader() -> Rapid:
    return Rapid()


@pytest.fixture(scope="module")
def letter() -> Picture:
    return pixels(draw(LETTER))


def test_print_is_read_word_for_word(reader: Rapid, letter: Picture) -> None:
    told = reader.read(letter, languages=("pt",))
    assert [line.text for line in told.lines] == list(LETTER)
    assert told.confidence > 0.95
    assert told.language == "en"
    first = told.lines[0].box
    assert 0 < first[0] < 0.1 < first[2] < 0.5
    assert first[1] < first[3] < told.lines[1].box[3]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_letter_that_lies_on_its_side_is_read_too(
    reader: Rapid, letter: Picture, turn: int
) -> None:
    told = reader.read(np.rot90(letter, turn))
    assert [line.text for line in told.lines] == list(LETTER)
    # Where the words stand is told of the picture as it lies.
    upright = reader.read(letter).lines[0].box
    assert told.lines[0].box == pytest.approx(turned_back(upright, 4 - turn), abs=0.02)


def test_a_page_written_by_hand_is_found_by_its_words(reader: Rapid) -> None:
    told = reader.read(opened(OWN / "handwritten-notes.jpg"))
    text = "\n".join(line.text for line in told.lines)
    assert "Rosa found the first nest above the river." in text
    assert "She carried the lamp." in text
    assert told.language == "en"


def test_a_notebook_photographed_askew_is_found_by_its_words(reader: Rapid) -> None:
    """As people photograph them: from one side, unevenly lit, with stickers and a pen on it."""
    told = reader.read(pixels(notebook()))
    text = "\n".join(line.text for line in told.lines)
    for words in ("IMPORTANT", "Four eggs, brown", "She carried the lamp."):
        assert words in text
    important = next(line.box for line in told.lines if line.text == "IMPORTANT")
    assert important == pytest.approx(STICKER, abs=0.03)
    # The end of each line lies below the beginning of the next.
    written = [line.text for line in told.lines if line.text != "IMPORTANT"]
    assert [text.split()[0] for text in written] == [
        "Field", "Up", "Rosa", "it", "Four", "We", "on", "Tomorrow:", "To", "plums,",
    ]  # fmt: skip


_WORDLESS = [
    *(OWN / name for name in ("acanthus.jpg", "allium.jpg", "cottage.jpg", "harbour.jpg")),
    *(OWN / name for name in ("meadow.jpg", "mountains.webp")),
    *(
        SHARED / name
        for name in ("denali.webp", "prairie_falcon.jpg", "silver_fir.jpg", "tanners_ridge.jpg")
        if (SHARED / name).is_file()
    ),
]


@pytest.mark.parametrize("path", _WORDLESS, ids=lambda path: path.name)
def test_where_nothing_is_written_nothing_is_read(reader: Rapid, path: Path) -> None:
    assert reader.read(opened(path)).lines == ()


def test_nothing_is_asked_of_the_network(letter: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert Rapid().read(letter).lines


def test_two_columns_are_read_one_after_the_other(reader: Rapid) -> None:
    left, right = (
        draw(["one apple", "two pears", "three plums"], width=600),
        draw(["four figs", "five nuts", "six roots"], width=600),
    )
    both = np.concatenate([pixels(left), pixels(right)], axis=1)
    read = [line.text for line in reader.read(both).lines]
    assert read == ["one apple", "two pears", "three plums", "four figs", "five nuts", "six roots"]


def test_spaces_that_the_model_left_out_come_back() -> None:
    assert spaced("thehouse is small", ["the", "house", "is", "small"]) == "the house is small"
    assert spaced("come, before", ["come,", "before"]) == "come, before"
    assert spaced("日本語です", ["日本", "語です"]) == "日本語です"
    assert spaced(" as it stands", ["of", "others"]) == "as it stands"


def test_what_is_not_here_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ai.reading.rapid.find_spec", lambda _name: None)
    with pytest.raises(ProviderError) as missing:
        open_reader("rapidocr")
    assert missing.value.kind == "missing"
    assert "requirements-light.txt" in str(missing.value)
    with pytest.raises(UnknownProviderError) as unknown:
        open_reader("rapidorc")
    assert unknown.value.suggestion == "rapidocr"
