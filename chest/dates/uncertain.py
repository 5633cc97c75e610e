"""Uncertain dates, kept as EDTF (ISO 8601-2) and never made sharper than they were told.

`parse_date` reads words in six languages, GEDCOM, EXIF and EDTF; `from_edtf` reads what was stored;
`say_date` says it in words. From the command line, one phrase a line:
`echo "summer 1964" | python -m chest.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chest.dates.words.forms import Form, Precision, Shape, read_form, read_form_of_either_half
from chest.dates.words.phrases import read_phrase
from chest.dates.words.saying import say, say_in_sentence

__all__ = [
    "UNDATED_SORT_KEY",
    "Precision",
    "UncertainDate",
    "from_edtf",
    "parse_date",
    "say_date",
    "say_date_in_sentence",
]

UNDATED_SORT_KEY = "9" * 29
_OPEN_SPAN = 999_999
_READ_AS_MONTH = "the last two digits are a month, not a year"
_READ_AS_SEASON = "the last two digits are a season, not a year"


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date as sharp as it is known.

    `edtf` is the stored form; `earliest` and `latest` are the first and last day it can mean, both
    included, and None at an open end; `assumed` says in words what had to be supposed to read it.
    Approximate and uncertain dates ("about 1952", "1952?") have the bounds of the plain date.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    assumed: tuple[str, ...] = ()

    @property
    def precision(self) -> Precision:
        """How sharp the date is: from a time of day to a century, a range or an open end."""
        form = self._form
        return Precision.RANGE if form is None else form.precision

    @property
    def is_approximate(self) -> bool:
        """Whether it was given with a doubt: "about 1952", "1952, perhaps"."""
        form = self._form
        return form is not None and form.is_qualified

    @property
    def sort_key(self) -> str:
        """29 digits that sort as text: earlier first, then sharper first, then by the last day.

        A date without a first day ("before 1960") stands just before what it names. Photographs of
        one day sort by their time, ahead of those that know the day only.
        """
        form = self._form
        if form is None:
            return UNDATED_SORT_KEY
        clock = form.first.clock if form.first else ""
        start = self.earliest or _position_of_open_start(form)
        span = _OPEN_SPAN
        if self.earliest and self.latest:
            span = 0 if clock else (self.latest - self.earliest).days + 1
        return "".join(
            (
                _digits(start),
                f"{span:06}",
                "1" if form.is_qualified else "0",
                _digits(self.latest or date.max),
                clock.replace(":", "") or "000000",
            )
        )

    @property
    def _form(self) -> Form | None:
        return read_form_of_either_half(self.edtf)


def parse_date(
    text: object, *, southern: bool = False, day_first: bool = True
) -> UncertainDate | None:
    """The date that a text tells, or None where reading it would take a guess.

    Understands English, French, German, Spanish, Portuguese and Italian, GEDCOM, EXIF and EDTF,
    for the years 1000 to 2200. `southern` gives seasons their southern months; `day_first` decides
    what 12/03/1964 means, which is then recorded in `assumed`. Never raises, whatever it is given.
    """
    if not isinstance(text, str):
        return None
    stripped = text.strip()
    known = from_edtf(_without_blanks(stripped), southern=southern)
    if known is not None:
        return replace(known, assumed=_assumed_of_digits(stripped))
    reading = read_phrase(text, southern=southern, day_first=day_first)
    if reading is None:
        return None
    edtf, assumed = reading
    understood = from_edtf(edtf, southern=southern)
    return replace(understood, assumed=assumed) if understood else None


def from_edtf(edtf: object, *, southern: bool = False) -> UncertainDate | None:
    """The date of a stored EDTF string; None for no EDTF, or a form that the chest does not keep.

    Everything that `parse_date` makes is read back with the same bounds, given the same `southern`.
    """
    form = read_form(edtf, southern=southern) if isinstance(edtf, str) else None
    if form is None or not isinstance(edtf, str):
        return None
    return UncertainDate(
        edtf=edtf,
        earliest=form.first.earliest if form.first else None,
        latest=form.last.latest if form.last else None,
    )


def say_date(known: UncertainDate) -> str:
    """The date in plain words: "summer 1964", "about 1952", "between 1950 and 1955"."""
    form = read_form_of_either_half(known.edtf)
    return say(form) if form else known.edtf


def say_date_in_sentence(known: UncertainDate) -> str:
    """The date as it continues a sentence: "in the summer of 1964", "around 1952"."""
    form = read_form_of_either_half(known.edtf)
    return say_in_sentence(form) if form else known.edtf


def _position_of_open_start(form: Form) -> date:
    """Where a date with only an end stands: the day before what it names, or that year's start."""
    if form.last is None:
        return date.max
    if form.shape is Shape.SET:
        # "Before 1950" ends on the day before what it names, a whole year or month within itself.
        is_day = form.last.precision is Precision.DAY
        return form.last.latest if is_day else form.last.earliest - timedelta(days=1)
    return date(form.last.year, 1, 1)


def _without_blanks(edtf: str) -> str:
    """EDTF's other spellings of a year, a month and a list: 1950-XX, 1950-03-XX, [1950, 1951]."""
    if len(edtf) <= len("1950-XX-XX~"):
        return re.sub(r"(?<=[0-9])(?:-XX){1,2}(?=[?~%]?$)", "", edtf)
    return edtf.replace(", ", ",") if edtf.startswith("[") else edtf


def _assumed_of_digits(edtf: str) -> tuple[str, ...]:
    """What was taken for granted in "1901-05", which could also be four years."""
    match = re.fullmatch(r"[0-9]{2}([0-9]{2})-([0-9]{2})", edtf)
    if match is None or int(match[2]) <= int(match[1]):
        return ()
    return (_READ_AS_MONTH if int(match[2]) <= 12 else _READ_AS_SEASON,)


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")
