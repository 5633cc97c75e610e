"""When a picture or a sound comes, and how to begin reading a film at any place of it."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from typing import Any

import av
from av.container import InputContainer

from ai.media import audiovisual

_MOST_A_SECOND = 60
_BEFORE = 2.0  # seconds before a place that are looked at for its first picture; then more
# Whose clocks tell the time of every packet, so that any place in them is found.
KNOWS_PLACES = {"mov", "matroska"}
_JUMP = 10.0  # seconds; what is longer is a clock that was set anew


def frames_between(
    container: InputContainer, video: av.VideoStream, start: float, stop: float, *, alone: bool
) -> Iterator[tuple[float, av.VideoFrame]]:
    """Pictures with their time in seconds, those from `start` on and before `stop`.

    `alone` says that this is the whole film, and that its clock may be set anew on the way.
    """
    clock = Clock(container, video, mends=alone)
    before = None
    for at, frame in _from(container, video, start, clock):
        if at >= stop:
            return
        slot = math.floor(at * _MOST_A_SECOND + 0.5)
        is_new, before = slot != before, slot
        if at >= start and is_new:
            yield at, frame


def _from(
    container: InputContainer, video: av.VideoStream, start: float, clock: Clock
) -> Iterator[tuple[float, av.VideoFrame]]:
    """Decoded from a place that lies before `start`. Some formats come out behind the place that
    was asked for, so one further in front is tried until it is none of them."""
    back = _BEFORE
    while start > 0:
        place = start - back
        if place > 0:
            container.seek(round((place + clock.zero) * av.time_base))
        else:
            container.seek(0)
            break
        frames = ((clock.read(frame), frame) for frame in decoded(container, video))
        first = next(frames, None)
        if first is not None and first[0] <= start:
            yield first
            yield from frames
            return
        video.codec_context.flush_buffers()
        back *= 6
    yield from ((clock.read(frame), frame) for frame in decoded(container, video))


class Clock:
    """When a picture or a sound comes, in seconds from the beginning of the film."""

    def __init__(self, container: InputContainer, stream: Any, *, mends: bool) -> None:
        self.zero = (container.start_time or 0) / av.time_base
        self._base = stream.time_base
        rate = getattr(stream, "average_rate", None)
        self._step = float(1 / rate) if rate else 0.04
        self._mends = mends and container.format.name.split(",")[0] not in KNOWS_PLACES
        self._shift = 0.0
        self._last: float | None = None

    def read(self, frame: Any) -> float:
        ticks = frame.pts if frame.pts is not None else frame.dts
        last = self._last
        if ticks is None:
            at = 0.0 if last is None else last + self._step
        else:
            at = float(ticks * (frame.time_base or self._base)) - self.zero + self._shift
            if self._mends and last is not None and not -1 <= at - last <= _JUMP:
                self._shift += last + self._step - at
                at = last + self._step
        self._last = at
        return at


def decoded(container: InputContainer, stream: Any) -> Iterator[Any]:
    """Every picture or sound that can be decoded; damaged ones are left out."""
    for packet in container.demux(stream):
        with contextlib.suppress(av.error.FFmpegError, ValueError, ArithmeticError):
            yield from packet.decode()


def finds_places(container: InputContainer) -> bool:
    """Whether a film can be begun anywhere: its clock never jumps. Packets only are looked at."""
    if container.format.name.split(",")[0] in KNOWS_PLACES:
        return True
    video = audiovisual.picture_stream(container)
    last, known = None, 0
    for packet in container.demux(video):
        if packet.dts is None:
            continue
        at = float(packet.dts * packet.time_base)
        if last is not None and not 0 <= at - last <= _JUMP:
            return False
        last, known = at, known + 1
    return known > 1
