"""Ages and stages of a life, as certainly as its dates allow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ai.narrative.base import LifeDate, Subject

_CERTAIN = re.compile(r"^[\dT:+Z/.\[\]X -]*$")  # EDTF without ~ ? % : nothing about it is a guess

_KNOWN_BIRTH = timedelta(days=366)  # a birth known to the year places a life in its stages
_WIDEST = timedelta(days=25 * 366)  # wider than this, a memory belongs to no one stage

STAGES = ((0, "childhood"), (13, "growing-up"), (20, "20"), (40, "40"), (60, "60"), (80, "80"))
"""Ages at which the stages of life begin, and their keys."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the story a time belongs: `rank` orders the chapters, `key` names one."""

    rank: tuple[int, int]
    key: str


OPENING = Place((0, 0), "opening")
ACROSS = Place((8, 0), "across")
REMEMBERED = Place((8, 5), "remembered")
UNDATED = Place((9, 0), "undated")
CLOSING = Place((10, 0), "closing")
APPENDIX = Place((11, 0), "appendix")


def is_certain(edtf: str | None) -> bool:
    """Whether the family stated the date without a "perhaps" or an "around"."""
    return edtf is None or bool(_CERTAIN.match(edtf))


def age_between(born: date, then: date) -> int:
    """Completed years from one day to another."""
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def find_certain_age(
    born: LifeDate | None, earliest: date | None, latest: date | None
) -> int | None:
    """The age at a time that lies between two days, if every possibility gives the same one."""
    if born is None or not is_certain(born.date):
        return None
    if born.earliest is None or born.latest is None or earliest is None or latest is None:
        return None
    youngest = age_between(born.latest, earliest)
    oldest = age_between(born.earliest, latest)
    return youngest if youngest == oldest and youngest >= 0 else None


def find_age_at_death(subject: Subject) -> int | None:
    """How old the person was when they died, only where birth and death leave no doubt."""
    died = subject.died
    if died is None or not is_certain(died.date):
        return None
    return find_certain_age(subject.born, died.earliest, died.latest)


def find_oldest(subject: Subject) -> int | None:
    """The greatest age that the person can have reached, or None if they may still be alive."""
    born, died = subject.born, subject.died
    if born is None or died is None or born.earliest is None or died.latest is None:
        return None
    return age_between(born.earliest, died.latest)


def find_middle(earliest: date | None, latest: date | None) -> date | None:
    """The middle of a span, or its one known end."""
    if earliest is None or latest is None:
        return earliest or latest
    return date.fromordinal((earliest.toordinal() + latest.toordinal()) // 2)


def find_place(subject: Subject, earliest: date | None, latest: date | None) -> Place:
    """Where a memory of that time is told: by stage of life, or by decade if birth is unknown.

    It depends on the person and the time alone, so that no memory ever moves another.
    """
    middle = find_middle(earliest, latest)
    if middle is None:
        return UNDATED
    if earliest and latest and abs(latest - earliest) > _WIDEST:
        return ACROSS
    born = subject.born
    if subject.died and subject.died.latest and earliest and earliest > subject.died.latest:
        return Place((7, 0), "after")
    if born is None or born.earliest is None or born.latest is None:
        return _decade(middle)
    if born.latest - born.earliest > _KNOWN_BIRTH:
        return _decade(middle)
    if latest and latest < born.earliest:
        return Place((1, 0), "before")
    birth = find_middle(born.earliest, born.latest) or born.earliest
    age = max(0, age_between(birth, middle))
    start, key = max(stage for stage in STAGES if stage[0] <= age)
    return Place((2, start), f"stage-{key}")


def _decade(day: date) -> Place:
    decade = day.year // 10 * 10
    return Place((2, decade), f"decade-{decade}")
