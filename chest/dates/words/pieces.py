"""Dates as pieces of EDTF, with the plain dates that bound them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from chest.dates.words.calendars import DECEMBER, easter_sunday, season_span
from chest.dates.words.fields import CENTURY_ASSUMED, Fields
from chest.dates.words.vocabulary import EARLY, FIRST_HALF, LATE, MID, SECOND_HALF, Kind

EASTER_ASSUMED = "Easter is that of the western churches"
WEEKDAY_DISAGREES = "the day of the week does not fit the date"

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """One date: its EDTF without qualifier, the plain dates that bound it, and its qualifier.

    `element` is empty for a part of something ("early 1960s"), which EDTF can only write as the
    set from `low` to `high`. `latest_start` and `earliest_end` differ from the bounds where the
    words leave open when the piece begins ("winter 1963"); `is_vague` tells that it may begin and
    end on any day within ("the end of 1952").
    """

    element: str
    low: str
    high: str
    latest_start: str
    earliest_end: str
    qualifier: str = ""
    notes: tuple[str, ...] = ()
    is_vague: bool = False

    @property
    def is_season(self) -> bool:
        return self.element[4:6] == "-2"

    @property
    def is_approximate(self) -> bool:
        return self.qualifier in ("~", "%")

    @property
    def last_day_before(self) -> date:
        if self.is_vague:
            return last_day(self.latest_start)
        return first_day(self.latest_start) - _A_DAY

    @property
    def first_day_after(self) -> date:
        if self.is_vague:
            return first_day(self.earliest_end)
        return last_day(self.earliest_end) + _A_DAY


def make_piece(fields: Fields, *, southern: bool) -> Piece | None:
    """The piece that complete fields describe; None when they are impossible or incomplete."""
    if fields.numbers or not fields.has_year:
        return None
    if fields.clock is not None and not (fields.day or fields.easter is not None):
        return None
    if fields.day is not None and not 1 <= fields.day <= _days_of(fields.month):
        return None
    notes = list(fields.notes)
    if fields.century_assumed:
        notes.append(CENTURY_ASSUMED)
    qualifier = fields.qualifier
    if fields.year is None:
        # "Christmas in the 1950s": EDTF has no word for it, and the decade claims no more.
        digits = str(fields.century) if fields.decade is None else str(fields.decade // 10)
        element = digits.ljust(4, "X")
        low, high = element.replace("X", "0"), element.replace("X", "9")
        return _bounded(fields, element, low, high, qualifier=qualifier, notes=notes)
    if fields.season is not None:
        return _season_piece(fields, qualifier, notes, southern=southern)
    return _calendar_piece(fields, qualifier, notes)


def _season_piece(
    fields: Fields, qualifier: str, notes: list[str], *, southern: bool
) -> Piece | None:
    if fields.year is None or fields.season is None or fields.month or fields.easter is not None:
        return None
    if fields.parts and fields.part_of is not Kind.SEASON:
        return None  # "summer, late 1964"
    (first_year, first_month), (last_year, last_month) = season_span(
        fields.year, fields.season, southern=southern
    )
    return Piece(
        element=f"{fields.year}-{fields.season}",
        low=f"{first_year:04}-{first_month:02}",
        high=f"{last_year:04}-{last_month:02}",
        latest_start=f"{fields.year}-{first_month:02}",
        earliest_end=f"{fields.year}-{last_month:02}",
        qualifier=qualifier,
        notes=tuple(notes),
    )


def _calendar_piece(fields: Fields, qualifier: str, notes: list[str]) -> Piece | None:
    year, month, day = fields.year, fields.month, fields.day
    if year is None:
        return None
    if fields.easter is not None:
        if month or day:
            return None
        feast = date(year, *easter_sunday(year)) + fields.easter * _A_DAY
        month, day = feast.month, feast.day
        notes.append(EASTER_ASSUMED)
    if day is None:
        if not 1 <= (month or 1) <= 12:
            return None
        if fields.parts and month and fields.part_of not in (Kind.MONTH, Kind.DATE):
            return None  # "March, early 1950"
        element = f"{year}-{month:02}" if month else str(year)
        return _bounded(fields, element, element, element, qualifier=qualifier, notes=notes)
    if fields.parts:
        return None  # no part of a day is known here
    try:
        on = date(year, month or 0, day)
    except ValueError:
        return None
    if fields.weekday not in (None, on.weekday()):
        if fields.is_feast:
            return None  # "Easter Saturday" is another day than Easter
        notes.append(WEEKDAY_DISAGREES)
        qualifier = "%" if fields.approximate else "?"
    element = plain = on.isoformat()
    if fields.clock and not qualifier:
        element = f"{plain}T{fields.clock}"
    return Piece(element, plain, plain, plain, plain, qualifier, tuple(notes))


def _bounded(
    fields: Fields, element: str, low: str, high: str, *, qualifier: str, notes: list[str]
) -> Piece | None:
    """A year, month, decade or century, or the part of it that was named."""
    if not fields.parts:
        return Piece(element, low, high, low, high, qualifier, tuple(notes))
    if fields.year is None and fields.part_of is not None:
        return None  # "late summer in the fifties" says nothing of the late fifties
    if len(fields.parts) > 2 or sorted(fields.parts) != fields.parts:
        return None
    if len(fields.parts) == 2 and fields.parts[1] > LATE:
        return None
    low, high = (
        _part_of(element, fields.parts[0])[0],
        _part_of(element, fields.parts[-1])[1],
    )
    notes.append(f"taken as {low} to {high}")
    # "Before the end of 1952" and "after the beginning" leave the whole part open.
    return Piece("", low, high, high, low, qualifier, tuple(notes), is_vague=True)


# First and last year of a decade's and a century's parts, month of a year's, day of a month's.
_DECADE_PARTS = {EARLY: (0, 3), MID: (4, 6), LATE: (6, 9), FIRST_HALF: (0, 4), SECOND_HALF: (5, 9)}
_CENTURY_PARTS = {
    EARLY: (0, 33),
    MID: (34, 66),
    LATE: (67, 99),
    FIRST_HALF: (0, 49),
    SECOND_HALF: (50, 99),
}
_YEAR_PARTS = {EARLY: (1, 4), MID: (5, 8), LATE: (9, 12), FIRST_HALF: (1, 6), SECOND_HALF: (7, 12)}
_MONTH_PARTS = {
    EARLY: (1, 10),
    MID: (11, 20),
    LATE: (21, 31),
    FIRST_HALF: (1, 15),
    SECOND_HALF: (16, 31),
}


def _part_of(element: str, part: int) -> tuple[str, str]:
    if element.endswith("XX"):
        first, last = _CENTURY_PARTS[part]
        return f"{element[:2]}{first:02}", f"{element[:2]}{last:02}"
    if element.endswith("X"):
        first, last = _DECADE_PARTS[part]
        return f"{element[:3]}{first}", f"{element[:3]}{last}"
    if len(element) == 4:
        first, last = _YEAR_PARTS[part]
    else:
        first, last = _MONTH_PARTS[part]
        last = min(last, _days_in(element))
    return f"{element}-{first:02}", f"{element}-{last:02}"


def find_part(low: str, high: str) -> tuple[str, int] | None:
    """The whole, as EDTF, and the part of it that two plain dates bound exactly, if any."""
    if len(low) != len(high):
        return None
    wholes = {4: (f"{low[:3]}X", f"{low[:2]}XX"), 7: (low[:4],), 10: (low[:7],)}[len(low)]
    for whole in wholes:
        for part in _DECADE_PARTS:
            if _part_of(whole, part) == (low, high):
                return whole, part
    return None


def _days_of(month: int | None) -> int:
    """The most days that a month has in any year; February has 29."""
    return monthrange(2000, month)[1] if month and month <= DECEMBER else 31


def _days_in(month: str) -> int:
    return monthrange(int(month[:4]), int(month[5:7]))[1]


def first_day(plain: str) -> date:
    """The first day of a plain EDTF year, month or day."""
    return date.fromisoformat(plain + "0000-01-01"[len(plain) :])


def last_day(plain: str) -> date:
    """The last day of a plain EDTF year, month or day."""
    if len(plain) == 4:
        return date(int(plain), 12, 31)
    if len(plain) == 7:
        return date(int(plain[:4]), int(plain[5:]), _days_in(plain))
    return date.fromisoformat(plain)
