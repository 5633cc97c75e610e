"""Who goes first where several would work and only one may."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """One at a time; of those who wait, whoever has the lowest rank comes first."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._busy = False
        self._waiting: Counter[int] = Counter()

    @contextmanager
    def take(self, rank: int) -> Iterator[None]:
        """Wait for one's turn, and have it for as long as the context is open."""
        with self._free:
            self._waiting[rank] += 1
            try:
                self._free.wait_for(lambda: not self._busy and not self._is_anybody_before(rank))
                self._busy = True
            finally:
                self._waiting[rank] -= 1
        try:
            yield
        finally:
            with self._free:
                self._busy = False
                self._free.notify_all()

    def _is_anybody_before(self, rank: int) -> bool:
        return any(count for other, count in self._waiting.items() if other < rank)
