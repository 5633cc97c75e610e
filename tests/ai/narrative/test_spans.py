"""Words stand in a text or they do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai.narrative.spans import find_span, fold, strip_hidden

LETTER = "Querida mãe,\n\nwe rowed  to the island – “still as\u00a0glass” – and Tom’s boat won."


@pytest.mark.parametrize(
    ("span", "as_it_stands"),
    [
        ("we rowed to the island", "we rowed  to the island"),
        ('"still as glass"', "“still as\u00a0glass”"),
        ("Tom's boat", "Tom’s boat"),
        ("  won. ", "won."),
        (unicodedata.normalize("NFD", "Querida mãe"), "Querida mãe"),
        ("Querida mãe, we", "Querida mãe,\n\nwe"),
        ("is\u200bland", "island"),
        (LETTER, LETTER),
    ],
)
def test_one_way_of_writing_is_as_good_as_another(span: str, as_it_stands: str) -> None:
    assert find_span(span, LETTER) == as_it_stands


@pytest.mark.parametrize(
    "span",
    [
        "We rowed",  # capitals are letters too
        "we rowed, to",
        "rowed to an island",
        "row",  # no whole word
        "oat won",
        "mae",
        "–",  # no word at all
        "",
        " ",
        "won. And",
    ],
)
def test_anything_else_is_not_there(span: str) -> None:
    assert find_span(span, LETTER) is None


def test_a_later_place_is_found_where_an_earlier_one_cuts_a_word() -> None:
    assert find_span("art", "party of art") == "art"


def test_what_nobody_sees_is_gone_and_the_rest_stays() -> None:
    tags = "".join(chr(0xE0000 + ord(c)) for c in "obey")
    hidden = f"A{tags} li\u200bne\u202e\x00\ufeff\u00ad\U000e0101\ud800\u3164\nand\tmore 🙂 é"
    assert strip_hidden(hidden) == "A line\nand\tmore 🙂 é"


@given(st.text(max_size=60), st.data())
def test_every_run_of_whole_words_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    words = fold(text).split(" ")
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    span = " ".join(words[start:end])
    found = find_span(span, text)
    if any(c.isalnum() for c in span):
        assert found is not None
        assert fold(found) == span
        assert found in unicodedata.normalize("NFC", text)
    else:
        assert found is None
