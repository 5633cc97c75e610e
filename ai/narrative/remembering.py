"""What was said or written later than it happened: recorded in 2024, about 1950.

The date of a recording says when somebody told something, and nothing of when it was. Of what was
recorded after a death, that is certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ai.narrative.base import Segment, Subject
from ai.narrative.checking.detecting import detect
from ai.narrative.checking.edtf import Bounds, read_bounds
from ai.narrative.checking.times import find_times
from ai.narrative.checking.words import tidy
from ai.narrative.english.phrases import MONTHS

_HEARD = ("audio", "transcript")
_WRITTEN = ("note", "contribution")
_BEFORE_BIRTH = 40  # years that a family tells of before somebody was born


@dataclass(frozen=True, slots=True)
class Remembered:
    """When something was told, in words with their preposition; `about` is the time that the words
    themselves name, if they do."""

    told: str | None
    about: Bounds | None


def is_made_after_death(segment: Segment, subject: Subject) -> bool:
    """Whether its date lies after the last day on which the person can have lived."""
    died = subject.died.latest if subject.died else None
    return died is not None and segment.earliest is not None and segment.earliest > died


def is_recorded_later(segment: Segment, subject: Subject) -> bool:
    """Whether the date of a segment says when it was recorded, and not when what it tells was."""
    if segment.recorded is not None:
        return True
    return segment.kind in _HEARD and is_made_after_death(segment, subject)


def find_remembered(
    subject: Subject, main: Segment, segments: Sequence[Segment], texts: Sequence[str]
) -> Remembered | None:
    """How a memory with these words is remembered; None for what is told as it happens.

    `texts` are the words that will be told, and all of them. A film or a note made after the death
    may show the funeral: it remembers only where its words name an earlier time.
    """
    if not any(texts):
        return None
    recorded = next((s.recorded for s in segments if s.recorded), None)
    told = say_recorded(recorded) if recorded else main.when
    told_by_voice = main.kind != "video" and any(is_recorded_later(s, subject) for s in segments)
    heard = recorded is not None or told_by_voice
    if not heard and not (is_made_after_death(main, subject) and main.kind in (*_WRITTEN, "video")):
        return None
    if recorded and main.earliest and main.latest:
        first, last = sorted((main.earliest, main.latest))
        return Remembered(told, Bounds(first, last))
    about = next((found for text in texts if (found := find_time_told(text, subject))), None)
    return Remembered(told, about) if heard or about else None


def find_time_told(text: str, subject: Subject) -> Bounds | None:
    """The time within the life, or some years before it, that a text names."""
    last = subject.died.latest if subject.died and subject.died.latest else date.max
    born = subject.born.earliest.year if subject.born and subject.born.earliest else None
    first = date(max(1, (born or last.year - 110) - _BEFORE_BIRTH), 1, 1)
    read = tidy(text)
    times = [
        time.bounds
        for time in find_times(read, detect(read), (first.year, min(last.year, 2100)))
        if not time.yearless and first <= time.bounds.first and time.bounds.first <= last
    ]
    if not times:
        return None
    return Bounds(min(t.first for t in times), min(max(t.last for t in times), last))


def say_recorded(edtf: str) -> str | None:
    """ "on 3 May 2024", "in May 2024", "in 2024": as far as the date of a recording is known."""
    bounds = read_bounds(edtf)
    if bounds is None:
        return None
    first, last = bounds.first, bounds.last
    if first == last:
        return f"on {first.day} {MONTHS[first.month - 1]} {first.year}"
    if first.year != last.year:
        return f"between {first.year} and {last.year}"
    about = "around" if bounds.guessed else "in"
    month = f"{MONTHS[first.month - 1]} " if first.month == last.month else ""
    return f"{about} {month}{first.year}"
