"""The sound of films and recordings for whoever hears what is said, decoded in a process of its
own beside the one that looks at files: nine hours of tape take a minute, and nobody's photograph
waits for that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ai.media import wire
from ai.media.sandbox import Decoder

SECONDS = 1800.0
"""On the clock, for one stretch of the longest tape in a format in which no place is known."""

_BYTES_A_SECOND = 2 * 16_000


@dataclass(frozen=True)
class Stretch:
    """So many samples were written; `ended` says that there is no sound after them."""

    samples: int
    ended: bool


class Listener(Decoder):
    """As `Decoder`, for `ai.media.hearing`."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        super().__init__(seconds=seconds)

    def sound(self, path: Path, out: Path, *, start: float, seconds: float) -> Stretch:
        """Write the sound from `start` on, at most so many seconds, to `out`: 16 kHz, one channel,
        16 bits. Raises MediaError as the others do; unsupported for what has no sound."""
        told = self._call(
            "hearing",
            path,
            out,
            long=True,
            writes=int(seconds * _BYTES_A_SECOND) + (1 << 20),
            start_ms=round(start * 1000),
            most_ms=round(seconds * 1000),
        )
        return wire.facts(Stretch, told)
