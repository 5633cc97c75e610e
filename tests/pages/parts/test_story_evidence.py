"""What a sentence of the story rests on, marked among the words around it."""

from __future__ import annotations

import pytest

from pages.parts.story_evidence import LONGEST_EVIDENCE, mark

LETTER = "Dear Rosinha, thank you for the shirt. Tell Mother that I eat well."


def marked(pieces: list[tuple[str, bool]]) -> list[str]:
    return [text for text, is_marked in pieces if is_marked]


def whole(pieces: list[tuple[str, bool]]) -> str:
    return "".join(text for text, _is_marked in pieces)


def test_the_words_are_marked_and_all_others_stay() -> None:
    pieces = mark(LETTER, ["thank you for the shirt"])
    assert pieces == [
        ("Dear Rosinha, ", False),
        ("thank you for the shirt", True),
        (". Tell Mother that I eat well.", False),
    ]


@pytest.mark.parametrize(
    "words",
    ["THANK YOU for the shirt", "thank  you\nfor the shirt.", "“thank you, for the shirt”"],
)
def test_they_are_found_however_they_are_spaced_and_punctuated(words: str) -> None:
    assert marked(mark(LETTER, [words])) == ["thank you for the shirt"]


def test_letters_are_found_however_they_are_written() -> None:
    assert marked(mark("Em Setu\u0301bal chovia.", ["Setúbal"])) == ["Setúbal"]


def test_what_overlaps_is_marked_once() -> None:
    pieces = mark(LETTER, ["thank you for the", "you for the shirt"])
    assert marked(pieces) == ["thank you for the shirt"]


@pytest.mark.parametrize("words", ["", "…", "thank you for the hat", "hank you"])
def test_what_does_not_stand_there_is_not_marked(words: str) -> None:
    assert mark(LETTER, [words]) == [(LETTER, False)]


def test_of_a_long_letter_one_reads_what_stands_around_the_words() -> None:
    long = "It rained all day. " * 400 + "Then the ferry came. " + "It rained all day. " * 400
    pieces = mark(long, ["the ferry came"])
    assert marked(pieces) == ["the ferry came"]
    assert len(whole(pieces)) < LONGEST_EVIDENCE + 10
    assert whole(pieces).startswith("… ")
    assert whole(pieces).endswith(" …")


def test_of_a_long_letter_without_such_words_one_reads_the_beginning() -> None:
    long = "It rained all day. " * 400
    assert whole(mark(long, [])).startswith("It rained")
    assert len(whole(mark(long, []))) < LONGEST_EVIDENCE + 10


def test_a_sign_beyond_the_letters_moves_no_mark() -> None:
    text = "\U0001f339 for Rosa, from the ferry"
    assert marked(mark(text, ["from the ferry"])) == ["from the ferry"]
