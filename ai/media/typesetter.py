"""Books, set in a process of its own beside the one that looks at what arrives: the pictures of a
whole book lie in its memory together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ai.media import wire
from ai.media.sandbox import Decoder

MEMORY_BYTES = 3 * 1024**3
SECONDS = 900.0
"""On the clock and of the processor, for the longest book."""

_LARGEST = 4 * 1024**3


@dataclass(frozen=True)
class Typeset:
    """How many pages were written; none where the fonts have no glyph for the `missing` signs."""

    pages: int
    missing: str


class Typesetter(Decoder):
    """As `Decoder`, for books."""

    def __init__(self, *, memory_bytes: int = MEMORY_BYTES, seconds: float = SECONDS) -> None:
        super().__init__(memory_bytes=memory_bytes, seconds=seconds)

    def typeset(self, main: Path, out: Path, *, system_fonts: bool) -> Typeset:
        """See `ai.media.typesetting`. Raises MediaError as the others do."""
        told = self._call("typeset", main, out, writes=_LARGEST, system_fonts=int(system_fonts))
        return wire.facts(Typeset, told)
