"""Making films and voices playable, in a process of its own beside the one that looks at files.

It takes hours where looking takes moments, so it has its own limits, comes last wherever the
processor is wanted, and may die of a film without keeping anybody's photographs.
"""

from __future__ import annotations

from pathlib import Path

from ai.media import wire
from ai.media.sandbox import Decoder
from ai.media.types import RenditionPlan

MEMORY_BYTES = 3 * 1024**3  # pictures of 8K in 10 bits, sixteen of them held by the decoder
PIECE_SECONDS = 3600.0
"""On the clock, for half a minute of film: two minutes for each of its seconds."""


class Transcoder(Decoder):
    """As `Decoder`, for what `ai.media.renditions` does. One piece at a time."""

    def __init__(self, *, memory_bytes: int = MEMORY_BYTES, seconds: float = PIECE_SECONDS) -> None:
        super().__init__(memory_bytes=memory_bytes, seconds=seconds)

    def plan(self, path: Path) -> RenditionPlan:
        """What has to be done so that this film or voice plays everywhere."""
        return wire.facts(RenditionPlan, self._call("rendition_plan", path, long=True))

    def piece(self, path: Path, out: Path, *, number: int, of: int) -> None:
        """Write the pictures of one piece of a film to `out`."""
        size = path.stat().st_size
        self._call(
            "rendition_piece",
            path,
            out,
            long=True,
            writes=2 * size + (1 << 30),
            number=number,
            of=of,
        )

    def pictures(self, path: Path, out: Path, *, webm: bool) -> None:
        """Write the pictures of a film to `out`, as they are."""
        writes = 2 * path.stat().st_size
        self._call("rendition_pictures", path, out, long=True, writes=writes, webm=int(webm))

    def sound(self, path: Path, out: Path, *, copied: bool, webm: bool) -> None:
        """Write the sound of a film or voice to `out`."""
        size = path.stat().st_size
        self._call(
            "rendition_sound",
            path,
            out,
            long=True,
            writes=20 * size + (1 << 30),  # AMR is small, and becomes twenty times as much
            copied=int(copied),
            webm=int(webm),
        )

    def join(self, pieces: list[Path], sound: Path | None, out: Path, *, webm: bool) -> None:
        """Put pieces of pictures and the sound into one file that plays everywhere."""
        first, *rest = [*pieces, *([sound] if sound else [])]
        self._call(
            "rendition_join",
            first,
            out,
            *rest,
            long=True,
            writes=2 * sum(path.stat().st_size for path in (first, *rest)),
            sounds=int(sound is not None),
            webm=int(webm),
        )
