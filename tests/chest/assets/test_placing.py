"""Each line of a letter has its place in the picture, also after somebody put it right."""

from __future__ import annotations

import pytest

from chest.assets.placing import PlacedLine, WrittenLine, place_lines

READ = (
    "Field notes, 14 June 1961",
    "Rosa fuond the first nest above the river. She saw",
    "it before I did, as always.",
    "Four eggs, brown.",
)


def seen(*texts: str, page: int | None = None) -> list[WrittenLine]:
    return [
        WrittenLine(text, 0.9, (0.1, n / 10, 0.9, n / 10 + 0.05), page)
        for n, text in enumerate(texts)
    ]


def places(text: str, lines: list[WrittenLine]) -> list[tuple[int, ...]]:
    """For each line of the text, the numbers of the lines read in whose places it stands."""
    boxes = [line.box for line in lines]
    return [tuple(boxes.index(box) for box in placed.boxes) for placed in place_lines(text, lines)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\n".join(READ), [(0,), (1,), (2,), (3,)]),
        # Put right in one place, with a line between that nobody read.
        (
            "Field notes, 14 June 1961\n\nRosa found the first nest above the river. She saw\n"
            "it before I did, as always.\nA drawing of a bird\nFour eggs, brown.",
            [(0,), (1,), (2,), (), (3,)],
        ),
        # Lines joined as a person writes them, and one parted.
        (
            "Field notes,\n14 June 1961\n"
            "Rosa found the first nest above the river. She saw it before I did, as always.",
            [(0,), (0,), (1, 2)],
        ),
        ("", []),
        ("Something else entirely", [()]),
    ],
)
def test_a_line_stands_where_what_is_most_like_it_was_read(
    text: str, found: list[tuple[int, ...]]
) -> None:
    assert places(text, seen(*READ)) == found


def test_a_line_that_is_nowhere_in_the_picture_is_shown_all_the_same() -> None:
    assert place_lines("By hand", []) == (PlacedLine("By hand"),)


def test_a_line_of_a_scan_says_its_page() -> None:
    lines = [*seen("Dear Rosa", page=1), *seen("Yours, Tomas", page=2)]
    placed = place_lines("Dear Rosa\nYours, Tomas", lines)
    assert [(line.text, line.page) for line in placed] == [("Dear Rosa", 1), ("Yours, Tomas", 2)]


def test_words_of_any_length_are_answered() -> None:
    lines = seen(*(f"line {n} of a very long letter" for n in range(900)))
    placed = place_lines("\n".join(f"row {n} of another letter" for n in range(900)), lines)
    assert len(placed) == 900
