"""How long the models of this machine take for what they are asked, as measured."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_KEEPS = 0.995
"""What an earlier question still counts after a later one: about the last two hundred count."""
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


class Pacer:
    """Counts what questions of each sort take; the newest count most. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sums: dict[str, tuple[float, float, float, float]] = {}
        self._ended: dict[str, float] = {}

    def note(self, sort: str, *, units: float, came: float, began: float, ended: float) -> None:
        """A question over so many units came, was begun, and was answered, on one clock. That it
        waited for others to be answered is not counted."""
        with self._lock:
            last = self._ended.get(sort)
            between = came - last if last is not None and 0 <= came - last < _IDLE else None
            self._ended[sort] = ended
            if units <= 0:
                return
            asked, spent, over, count = self._sums.get(sort, (0.0, 0.0, 0.0, 0.0))
            if between is None:
                between = spent / count if count else 0.0
            self._sums[sort] = (
                _KEEPS * asked + (ended - began),
                _KEEPS * spent + between,
                _KEEPS * over + units,
                _KEEPS * count + 1,
            )

    def tell(self) -> Mapping[str, Pace]:
        """What was measured so far, by the sort of question."""
        with self._lock:
            return {
                sort: Pace(asked / count, between / count, units / count)
                for sort, (asked, between, units, count) in self._sums.items()
            }
