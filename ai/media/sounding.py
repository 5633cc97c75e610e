"""Sound of any kind as AAC."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
from av.container import InputContainer, OutputContainer

from ai.media.timing import Clock, decoded
from ai.media.types import MediaError, MediaErrorKind


def code_sound(container: InputContainer, audio: Any, target: OutputContainer) -> float:
    rate = 44_100 if audio.codec_context.sample_rate == 44_100 else 48_000
    stereo = audio.codec_context.channels > 1
    coded: Any = target.add_stream("aac", rate=rate, layout="stereo" if stereo else "mono")
    coded.codec_context.bit_rate = 160_000 if stereo else 96_000
    clock = Clock(container, audio, mends=True)
    graph: Any = None
    shape: tuple[object, ...] = ()
    end = 0.0

    def take() -> None:
        while True:
            try:
                ready = graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            target.mux(coded.encode(ready))

    for frame in decoded(container, audio):
        at = clock.read(frame)
        now = (frame.format.name, frame.layout.name, frame.sample_rate)
        if now != shape:
            # What comes late or is missing is filled with silence, and so keeps to the pictures.
            shape, graph = now, _sound_graph(frame, rate, stereo, begins=graph is None)
        frame.pts = round(at * frame.sample_rate)
        frame.time_base = Fraction(1, frame.sample_rate)
        graph.push(frame)
        take()
        end = at + frame.samples / frame.sample_rate
    if graph is None:
        raise MediaError(MediaErrorKind.unreadable, "no sound can be decoded")
    graph.push(None)
    take()
    target.mux(coded.encode(None))
    return end


def _sound_graph(frame: Any, rate: int, stereo: bool, *, begins: bool) -> Any:
    graph = av.filter.Graph()
    layout = "stereo" if stereo else "mono"
    graph.link_nodes(
        graph.add_abuffer(
            format=frame.format.name,
            sample_rate=frame.sample_rate,
            layout=frame.layout.name,
            time_base=Fraction(1, frame.sample_rate),
        ),
        graph.add("aresample", f"{rate}:async=1" + (":first_pts=0" if begins else "")),
        graph.add("aformat", f"sample_fmts=fltp:sample_rates={rate}:channel_layouts={layout}"),
        graph.add("abuffersink"),
    ).configure()
    return graph
