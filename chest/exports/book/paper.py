"""The sheets that a book is printed on, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    """How large its pages are: half a sheet, a sheet, or a sheet in North America."""

    a5 = "a5"
    a4 = "a4"
    letter = "letter"


@dataclass(frozen=True)
class Page:
    """A page and what is printed on it. `size` is that of the letters, in points; `row` how high
    pictures are that stand beside each other."""

    width: float
    height: float
    inside: float
    outside: float
    top: float
    bottom: float
    size: float
    row: float

    @property
    def text_width(self) -> float:
        return self.width - self.inside - self.outside

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


# A line of the story has 62 to 70 signs on each of them.
PAGES = {
    Paper.a5: Page(148, 210, inside=19, outside=16, top=17, bottom=19, size=10.5, row=58),
    Paper.a4: Page(210, 297, inside=37, outside=33, top=30, bottom=36, size=12.5, row=72),
    Paper.letter: Page(215.9, 279.4, inside=40, outside=36, top=26, bottom=32, size=12.5, row=70),
}
