"""The forms of EDTF that the chest keeps, and the days they span."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto

from chest.dates.words.calendars import season_span
from chest.dates.words.tokens import FIRST_YEAR, LAST_YEAR

_LONGEST_EDTF = 200


class Precision(StrEnum):
    """How sharply a date is known."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    BEFORE = "before"
    AFTER = "after"


class Shape(Enum):
    """How EDTF joins its dates."""

    POINT = auto()
    INTERVAL = auto()  # 1950/1955, 1950/.., ../1955
    SET = auto()  # [1950..1955], [1950..], [..1955]
    CHOICE = auto()  # [1950,1951]


@dataclass(frozen=True, slots=True)
class Element:
    """One date within EDTF; `text` is its EDTF without the qualifier."""

    text: str
    precision: Precision
    year: int
    month: int
    day: int
    clock: str
    qualifier: str
    earliest: date
    latest: date

    @property
    def is_plain(self) -> bool:
        return self.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY)

    @property
    def is_unspecified(self) -> bool:
        return self.precision in (Precision.DECADE, Precision.CENTURY)


@dataclass(frozen=True, slots=True)
class Form:
    """An EDTF string taken apart; an end that is None is open."""

    shape: Shape
    first: Element | None
    last: Element | None
    choices: tuple[tuple[Element, Element], ...] = ()

    @property
    def precision(self) -> Precision:
        if self.first is None:
            return Precision.BEFORE
        if self.last is None:
            return Precision.AFTER
        if self.first == self.last and self.shape is not Shape.CHOICE:
            return self.first.precision
        return Precision.RANGE

    @property
    def is_qualified(self) -> bool:
        return any(element and element.qualifier for element in self.elements)

    @property
    def elements(self) -> tuple[Element | None, ...]:
        if self.choices:
            return tuple(element for choice in self.choices for element in choice)
        return self.first, self.last


_ELEMENT = re.compile(
    r"(?P<text>(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<clock>(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])"
    r"(?:Z|[+-](?:0[1-9]|1[0-3])(?::[0-5][0-9])?|[+-]14:00|[+-]00:(?!00)[0-5][0-9])?)?)?)?)"
    r"(?P<qualifier>[?~%]?)"
)


def read_form_of_either_half(edtf: str) -> Form | None:
    """The form of an EDTF string that runs forward with northern or with southern seasons."""
    return read_form(edtf, southern=False) or read_form(edtf, southern=True)


def read_form(edtf: str, *, southern: bool) -> Form | None:
    """The form of an EDTF string; None for what is no EDTF, not kept here, or runs backwards."""
    if len(edtf) > _LONGEST_EDTF:
        return None
    if edtf.startswith("[") and edtf.endswith("]"):
        return _read_set(edtf[1:-1], southern=southern)
    if "/" in edtf:
        return _read_interval(edtf, southern=southern)
    element = _read_element(edtf, southern=southern)
    if element is None or (element.qualifier and element.precision is Precision.SEASON):
        return None
    return Form(Shape.POINT, element, element)


def _read_interval(edtf: str, *, southern: bool) -> Form | None:
    start, _, end = edtf.partition("/")
    first = None if start == ".." else _read_element(start, southern=southern)
    last = None if end == ".." else _read_element(end, southern=southern)
    if (first is None and (start != ".." or last is None)) or (last is None and end != ".."):
        return None
    form = Form(Shape.INTERVAL, first, last)
    ends = [element for element in (first, last) if element]
    if any(element.precision is Precision.TIME for element in ends):
        return None
    # EDTF takes decades only in an interval that is closed and unqualified.
    if any(e.is_unspecified for e in ends) and (form.is_qualified or len(ends) == 1):
        return None
    return form if _runs_forward(first, last) else None


def _read_set(content: str, *, southern: bool) -> Form | None:
    if "," in content:
        choices = [_read_choice(member, southern=southern) for member in content.split(",")]
        known = tuple(choice for choice in choices if choice)
        if len(known) < len(choices):
            return None
        first = min((choice[0] for choice in known), key=lambda element: element.earliest)
        last = max((choice[1] for choice in known), key=lambda element: element.latest)
        return Form(Shape.CHOICE, first, last, known)
    start, dots, end = content.partition("..")
    earliest = _read_element(start, southern=southern) if start else None
    latest = _read_element(end, southern=southern) if end else None
    ends = [element for element in (earliest, latest) if element]
    if not dots or len(ends) != bool(start) + bool(end) or not ends:
        return None
    if not all(element.is_plain and not element.qualifier for element in ends):
        return None
    if len({element.precision for element in ends}) > 1 or not _runs_forward(earliest, latest):
        return None
    return Form(Shape.SET, earliest, latest)


def _read_choice(member: str, *, southern: bool) -> tuple[Element, Element] | None:
    """A member of a list: one date, or the run from one to another."""
    if ".." in member:
        run = _read_set(member, southern=southern)
        return (run.first, run.last) if run and run.first and run.last else None
    element = _read_element(member, southern=southern)
    if element is None or not (element.is_plain or element.is_unspecified):
        return None
    return element, element


def _runs_forward(first: Element | None, last: Element | None) -> bool:
    return first is None or last is None or first.earliest <= last.latest


def _read_element(text: str, *, southern: bool) -> Element | None:
    match = _ELEMENT.fullmatch(text)
    if match is None:
        return None
    year, month, day = match["year"], int(match["month"] or 0), int(match["day"] or 0)
    clock = match["clock"] or ""
    if (clock and match["qualifier"]) or ("X" in year and month):
        return None
    if not FIRST_YEAR <= int(year.replace("X", "0")) <= int(year.replace("X", "9")) <= LAST_YEAR:
        return None
    if match["month"] == "00" or match["day"] == "00":
        return None
    span = _span(year, month, day, southern=southern)
    if span is None:
        return None
    precision, earliest, latest = span
    return Element(
        text=match["text"],
        precision=Precision.TIME if clock else precision,
        year=int(year.replace("X", "0")),
        month=month,
        day=day,
        clock=clock,
        qualifier=match["qualifier"],
        earliest=earliest,
        latest=latest,
    )


def _span(
    digits: str, month: int, day: int, *, southern: bool
) -> tuple[Precision, date, date] | None:
    first, last = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    if not month:
        precision = (Precision.YEAR, Precision.DECADE, Precision.CENTURY)[digits.count("X")]
        return precision, date(first, 1, 1), date(last, 12, 31)
    if 21 <= month <= 24 and not day:
        start, end = season_span(first, month, southern=southern)
        return Precision.SEASON, date(*start, 1), date(*end, monthrange(*end)[1])
    if month > 12:
        return None
    if not day:
        return (
            Precision.MONTH,
            date(first, month, 1),
            date(first, month, monthrange(first, month)[1]),
        )
    try:
        on = date(first, month, day)
    except ValueError:
        return None
    return Precision.DAY, on, on
