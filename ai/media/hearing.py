"""The sound of a film or recording as those hear it who write down what is said: one channel at
16 kHz, a stretch at a time.

Runs inside the decoding process. Everything streams: a tape of nine hours costs no more memory
than a note of seconds, and no more room on the disk than one stretch of it.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from ai.media import audiovisual
from ai.media.timing import KNOWS_PLACES, Clock, decoded
from ai.media.types import MediaError, MediaErrorKind

RATE = 16_000
_BEFORE = 2.0  # seconds before a place from which it is decoded, so that nothing of it is missing


def sound(path: Path, out: Path, *, start_ms: int, most_ms: int) -> dict[str, Any]:
    """Write `most_ms` of the sound from `start_ms` on to `out`, as samples of 16 bits, in the order
    of their times: what is missing is silence. Answers how many, and whether that was the end.

    Raises MediaError: unsupported for what has no sound, unreadable where none can be decoded.
    """
    first = start_ms * RATE // 1000
    with audiovisual.opened(path) as container, out.open("wb") as file:
        audio = audiovisual.sound_stream(container)
        if audio is None:
            raise MediaError(MediaErrorKind.unsupported, "no sound in this file")
        cutting = _Cutting(file, first, first + most_ms * RATE // 1000)
        clock = Clock(container, audio, mends=True)
        before = start_ms / 1000 - _BEFORE
        # Elsewhere places are guessed by the rate of bytes, and a word would be heard twice.
        if before > 0 and container.format.name.split(",")[0] in KNOWS_PLACES:
            container.seek(round((before + clock.zero) * av.time_base))
        is_heard = _write(decoded(container, audio), clock, cutting)
    if not is_heard and start_ms == 0:
        raise MediaError(MediaErrorKind.unreadable, "no sound can be decoded")
    return {"samples": cutting.at - first, "ended": not cutting.is_full}


class _Cutting:
    """Puts samples where their times say, from `first` on and before `stop`."""

    def __init__(self, file: Any, first: int, stop: int) -> None:
        self._file, self._stop = file, stop
        self.at = first

    @property
    def is_full(self) -> bool:
        return self.at >= self._stop

    def add(self, place: int, samples: bytes) -> None:
        count = len(samples) // 2
        end = min(place + count, self._stop)
        if end <= self.at:
            return
        if place > self.at:
            # Silence in pieces: a clock that jumps by hours must not be an object of hours.
            gap = min(place, self._stop) - self.at
            while gap > 0:
                piece = min(gap, 10 * RATE)
                self._file.write(bytes(2 * piece))
                gap, self.at = gap - piece, self.at + piece
        if self.at < end:
            self._file.write(samples[2 * (self.at - place) : 2 * (end - place)])
            self.at = end


def _write(frames: Any, clock: Clock, cutting: _Cutting) -> bool:
    """Whether anything could be decoded at all."""
    graph: Any = None
    shape: tuple[object, ...] = ()

    def take() -> None:
        while True:
            try:
                ready = graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            cutting.add(ready.pts or 0, bytes(ready.planes[0])[: 2 * ready.samples])

    for frame in frames:
        at = clock.read(frame)
        now = (frame.format.name, frame.layout.name, frame.sample_rate)
        if now != shape:
            if graph is not None:
                graph.push(None)
                take()
            shape, graph = now, _graph(frame)
        frame.pts = round(at * frame.sample_rate)
        frame.time_base = Fraction(1, frame.sample_rate)
        graph.push(frame)
        take()
        if cutting.is_full:
            return True
    if graph is None:
        return False
    graph.push(None)
    take()
    return True


def _graph(frame: Any) -> Any:
    graph = av.filter.Graph()
    graph.link_nodes(
        graph.add_abuffer(
            format=frame.format.name,
            sample_rate=frame.sample_rate,
            layout=frame.layout.name,
            time_base=Fraction(1, frame.sample_rate),
        ),
        # What comes late or is missing is filled with silence, and so keeps to the times.
        graph.add("aresample", f"{RATE}:async=1"),
        graph.add("aformat", f"sample_fmts=s16:sample_rates={RATE}:channel_layouts=mono"),
        graph.add("abuffersink"),
    ).configure()
    return graph
