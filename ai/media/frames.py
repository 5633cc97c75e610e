"""A film's pictures as they are shown: upright, with square pixels, without the combs of old
cameras, small enough for every screen, in the colours of every screen."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av

from ai.media import tones

TICKS = 90_000  # in a second; fine enough for every rate of pictures
_LONG, _SHORT = 1920, 1080
_HD = 720  # lines from which on colours are meant as BT.709 where nothing is said
_PROGRESSIVE = 1
_UNSAID = 2


def fitted(width: int, height: int, *, edge: int = _LONG, short: int = _SHORT) -> tuple[int, int]:
    """Even sides of the same shape, at most so long; never larger than they are."""
    shrink = max(1.0, max(width, height) / edge, min(width, height) / short)
    return _even(width / shrink), _even(height / shrink)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


class Frames:
    """Makes a film's pictures ready to be coded, all of them in the same size."""

    def __init__(self, video: av.VideoStream) -> None:
        self._video = video
        self._combed = video.codec_context.field_order > _PROGRESSIVE
        shape = video.sample_aspect_ratio or Fraction(1)
        self._pixel = shape if Fraction(1, 4) <= shape <= 4 else Fraction(1)
        self.turned = _turn_of(video)
        width, height = fitted(max(1, round(video.width * self._pixel)), video.height)
        self._lying = (width, height)
        self.size = (height, width) if self.turned % 2 else (width, height)
        self._graph: Any = None
        self._form: tuple[object, ...] = ()

    @property
    def rate(self) -> Fraction:
        """About how many there are in a second."""
        rate = self._video.average_rate or self._video.guessed_rate
        return rate if rate and 1 <= rate <= 60 else Fraction(30)

    def prepared(self, at: float, frame: av.VideoFrame) -> Iterator[av.VideoFrame]:
        """What there is to code now that this picture, of that second, has come."""
        frame = in_standard_range(frame, self._lying)
        form = (frame.width, frame.height, frame.format.name)
        if form != self._form:
            yield from self.rest()
            self._form, self._graph = form, self._graph_for(frame)
        frame.pts, frame.time_base = max(0, round(at * TICKS)), Fraction(1, TICKS)
        self._graph.push(frame)
        yield from self._ready()

    def rest(self) -> Iterator[av.VideoFrame]:
        """What is still held back at the end."""
        if self._graph is not None:
            self._graph.push(None)
            yield from self._ready()
            self._graph = None

    def _ready(self) -> Iterator[av.VideoFrame]:
        while True:
            try:
                yield self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return

    def _graph_for(self, frame: av.VideoFrame) -> Any:
        graph = av.filter.Graph()
        matrix = "bt709" if frame.colorspace == _UNSAID and frame.height >= _HD else "auto"
        width, height = self._lying
        steps = [
            graph.add_buffer(
                width=frame.width,
                height=frame.height,
                format=frame.format,
                time_base=Fraction(1, TICKS),
            )
        ]
        if self._combed:
            steps.append(graph.add("bwdif", "mode=send_frame:deint=interlaced"))
        colours = f"in_color_matrix={matrix}:out_color_matrix=bt709:out_range=tv"
        steps.append(graph.add("scale", f"{width}:{height}:flags=bicubic:{colours}"))
        steps += [graph.add(*step) for step in _TURNS[self.turned]]
        steps += [graph.add("format", "yuv420p"), graph.add("setsar", "1")]
        graph.link_nodes(*steps, graph.add("buffersink")).configure()
        return graph


_TURNS: dict[int, list[tuple[str, ...]]] = {
    0: [],
    1: [("transpose", "cclock")],
    2: [("hflip",), ("vflip",)],
    3: [("transpose", "clock")],
}


def _turn_of(video: av.VideoStream) -> int:
    """Quarters, counterclockwise. Only a decoded frame tells, and every frame tells the same."""
    container: Any = video.container
    turned = 0
    for packet in container.demux(video):
        try:
            frames = packet.decode()
        except (av.error.FFmpegError, ValueError, ArithmeticError):
            continue
        if frames:
            turned = round(frames[0].rotation / 90) % 4
            break
    video.codec_context.flush_buffers()
    container.seek(0)
    return turned


def in_standard_range(frame: av.VideoFrame, size: tuple[int, int]) -> av.VideoFrame:
    """The same picture for a screen that is not made for HDR, and then of this size already: the
    one place where films that were filmed in it are mapped for their rendition."""
    if not tones.is_high_range(frame):
        return frame
    small = frame.reformat(width=size[0], height=size[1], format="yuv420p10le")
    for told in ("color_trc", "color_primaries", "color_range"):
        setattr(small, told, getattr(frame, told))
    return av.VideoFrame.from_ndarray(tones.tone_map(small), format="rgb24")
