"""In which lines the words stand for which a letter was found."""

from __future__ import annotations

import pytest

from chest.search.lines import find_lines

LINES = ("Rosa found the first", "nest above the river.", "Em Setúbal, a lâmpada", "the nest again")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("river", (1,)),
        ("setubal", (2,)),
        ("SETÚBAL", (2,)),
        ("nest", (1, 3)),
        ("first nest", (0, 1)),
        ("first  nest above the river. Em", (0, 1, 2)),
        ("lamp", (2,)),
        ("boat", ()),
        (" ", ()),
    ],
)
def test_they_are_found_as_the_search_finds_them(words: str, found: tuple[int, ...]) -> None:
    assert find_lines(words, LINES) == found
