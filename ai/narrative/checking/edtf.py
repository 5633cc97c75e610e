"""The first and last day that a stored date (EDTF, ISO 8601-2) can mean, and how sure it is.

The rooms of the chest read and write these dates with more care; this floor may not look up there
and needs only the bounds.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_PART = re.compile(r"(\d[\dX]{3})(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T.*)?")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12, 25: 3, 26: 6, 27: 9, 28: 12, 29: 9, 30: 12, 31: 3, 32: 6}
_GUESS = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both ends belong to it; `guessed` says that somebody wrote "about" or "perhaps"."""

    first: date
    last: date
    guessed: bool = False

    def covers(self, other: Bounds) -> bool:
        """Whether the other time lies wholly within this one."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: Bounds) -> bool:
        """Whether the two can be the same time."""
        return self.first <= other.last and other.first <= self.last

    @property
    def days(self) -> int:
        """How long it is, from 1 for a day."""
        return (self.last - self.first).days + 1


def read_bounds(edtf: str | None) -> Bounds | None:
    """The bounds of an EDTF date, or None for what is none or has an open end."""
    if not edtf:
        return None
    text = edtf.strip().strip("[]{}")
    ends = [read_part(part) for part in re.split(r"/|\.\.", text) if part.strip()]
    known = [end for end in ends if end is not None]
    if not known or len(known) != len(ends) or text.startswith("..") or text.endswith(".."):
        return None
    if text.startswith("/") or text.endswith("/"):
        return None
    first, last = min(b.first for b in known), max(b.last for b in known)
    return Bounds(first, last, any(b.guessed for b in known))


def read_part(text: str) -> Bounds | None:
    """One date without a slash: a year, month, season, day, decade or century."""
    bare = re.sub(r"[~?%]", "", text.strip())
    match = _PART.fullmatch(bare)
    if match is None:
        return None
    try:
        bounds = _between(match)
    except ValueError:
        return None
    if bare == text.strip():
        return bounds
    return Bounds(bounds.first, bounds.last, guessed=True)


def _between(match: re.Match[str]) -> Bounds:
    low, high = int(match[1].replace("X", "0")), int(match[1].replace("X", "9"))
    month = match[2]
    if month is None or month == "XX" or low != high:
        return Bounds(date(max(low, 1), 1, 1), date(high, 12, 31))
    if int(month) > 12:
        if int(month) not in _SEASONS:
            raise ValueError(month)
        start = _SEASONS[int(month)]
        return Bounds(date(low, start, 1), end_of_month(low + (start == 12), (start + 1) % 12 + 1))
    if match[3] is None or match[3] == "XX":
        return Bounds(date(low, int(month), 1), end_of_month(low, int(month)))
    day = date(low, int(month), int(match[3]))
    return Bounds(day, day)


def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def widened(bounds: Bounds) -> Bounds:
    """With the year before and after, where it was a guess."""
    if not bounds.guessed:
        return bounds
    first = max(bounds.first, date.min + _GUESS) - _GUESS
    return Bounds(first, min(bounds.last, date.max - _GUESS) + _GUESS, guessed=True)
