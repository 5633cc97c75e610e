"""How long the models of this machine take for what they are asked, as measured."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_KEEPS = 0.995
"""What an earlier question still counts after a later one: about the last two hundred count."""
_FEWEST, _SURE = 5, 0.1
"""So many questions, and a standard error of so much, before anything is said."""
_IDLE = 5.0  # seconds; whoever asks again so much later had nothing to ask before


_of: ContextVar[str] = ContextVar("what questions are about", default="")


@contextmanager
def counted_as(what: str) -> Iterator[None]:
    """What is asked meanwhile is a sort of its own: a page of a letter takes ten times as long as a
    photograph on which nothing is written."""
    token = _of.set(what)
    try:
        yield
    finally:
        _of.reset(token)


def sort_of(method: str, *, by: str = "") -> str:
    """The sort of a question: "read", "read page", "transcribe whisper:base"."""
    return " ".join(part for part in (method, by, _of.get()) if part)


@dataclass(frozen=True)
class Pace:
    """One question of a sort: the seconds `asked` in the model, which answers one at a time, those
    `between` it and the next, in which its answer is written down, and over how many `units` it is
    (a second of sound, a picture, a page)."""

    asked: float
    between: float
    units: float = 1.0


@dataclass
class _Sum:
    """Of the questions of one sort, the later ones counting more."""

    count: float = 0.0
    asked: float = 0.0
    between: float = 0.0
    units: float = 0.0
    squares: float = 0.0  # of what each took in all

    def add(self, *, asked: float, between: float | None, units: float) -> None:
        if between is None:
            between = self.between / self.count if self.count else 0.0
        for name, value in (
            ("count", 1.0),
            ("asked", asked),
            ("between", between),
            ("units", units),
            ("squares", (asked + between) ** 2),
        ):
            setattr(self, name, _KEEPS * getattr(self, name) + value)

    @property
    def is_known(self) -> bool:
        """Whether the mean may be believed: by how many there were, and how far they differ."""
        if self.count < _FEWEST - 0.5:  # earlier ones count less than one
            return False
        mean = (self.asked + self.between) / self.count
        variance = max(0.0, self.squares / self.count - mean**2)
        return math.sqrt(variance / self.count) <= _SURE * mean


class Pacer:
    """Counts what questions of each sort take; the newest count most. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sums: dict[str, _Sum] = {}
        self._ended: dict[str, float] = {}

    def note(self, sort: str, *, units: float, came: float, began: float, ended: float) -> None:
        """A question over so many units came, was begun, and was answered, on one clock. That it
        waited for others to be answered is not counted."""
        with self._lock:
            last = self._ended.get(sort)
            between = came - last if last is not None and 0 <= came - last < _IDLE else None
            self._ended[sort] = ended
            if units > 0:
                known = self._sums.setdefault(sort, _Sum())
                known.add(asked=ended - began, between=between, units=units)

    def tell(self) -> Mapping[str, Pace]:
        """What is known so far, by the sort of question."""
        with self._lock:
            return {
                sort: Pace(one.asked / one.count, one.between / one.count, one.units / one.count)
                for sort, one in self._sums.items()
                if one.is_known
            }
