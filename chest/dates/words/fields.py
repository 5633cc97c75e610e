"""What a phrase says about one date, which a neighbour may still have to complete.

In "March to June 1950" the first date knows its month only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from chest.dates.words.tokens import FIRST_YEAR, LAST_YEAR
from chest.dates.words.vocabulary import Kind

CENTURY_ASSUMED = "the century is taken to be the twentieth"


class Refused(Exception):
    """Raised when words are not one date: they clash, or say one thing twice."""


@dataclass(slots=True)
class Fields:
    """What was said of one date; `numbers` are those whose meaning is not yet known.

    `easter` counts the days from Easter Sunday; `part_of` is what stood behind "early" or "late".
    """

    year: int | None = None
    decade: int | None = None
    century: int | None = None
    century_assumed: bool = False
    month: int | None = None
    day: int | None = None
    season: int | None = None
    easter: int | None = None
    is_feast: bool = False
    is_new_year: bool = False
    weekday: int | None = None
    parts: list[int] = field(default_factory=list)
    part_of: Kind | None = None
    numbers: list[str] = field(default_factory=list)
    clock: str | None = None
    approximate: bool = False
    uncertain: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def has_year(self) -> bool:
        return not (self.year is None and self.decade is None and self.century is None)

    @property
    def has_calendar(self) -> bool:
        """Whether it names anything that a year has: a month, a season or a feast."""
        return bool(self.month or self.season) or self.easter is not None

    @property
    def is_empty(self) -> bool:
        return not (self.has_year or self.has_calendar or self.numbers or self.parts)

    @property
    def qualifier(self) -> str:
        """The EDTF sign for what is approximate, uncertain or both."""
        return ("", "~", "?", "%")[self.approximate + 2 * self.uncertain]

    def set_year(self, year: int) -> None:
        self._refuse_a_second_year()
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Refused
        self.year = year

    def set_decade(self, decade: int) -> None:
        self._refuse_a_second_year()
        if not FIRST_YEAR <= decade <= LAST_YEAR - 9:
            raise Refused
        self.decade = decade

    def set_century(self, century: int) -> None:
        self._refuse_a_second_year()
        if not FIRST_YEAR <= 100 * century <= LAST_YEAR - 99:
            raise Refused
        self.century = century

    def _refuse_a_second_year(self) -> None:
        if self.has_year:
            raise Refused

    def set_month(self, month: int) -> None:
        if self.month is not None:
            raise Refused
        self.month = month

    def set_day(self, day: int) -> None:
        if self.day is not None:
            raise Refused
        self.day = day

    def set_clock(self, clock: str) -> None:
        if self.clock is not None:
            raise Refused
        self.clock = clock

    def add_number(self, number: str) -> None:
        self.numbers.append(number)
        if len(self.numbers) > 2:
            raise Refused
