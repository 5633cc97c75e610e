"""A film's poster, against an accurate seek to the middle of the film.

The floor is what a poster costs who asks for the very frame in the middle: seek to the keyframe
before it, decode up to it, bring it to 1600 pixels. Both run in one process, taking turns; the
ratio of the median processor seconds counts, and that it does not grow with the film.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np

from ai.media import posters
from ai.media.audiovisual import opened, picture_stream

ROUNDS = 9
MOST_TIMES_THE_FLOOR = 0.5
FLAT = 1.3  # the longest against the shortest
LENGTHS = (10, 60, 600)  # seconds
# Its middle is a keyframe: there the floor has nothing to decode before it, and writes nothing.
BY_CHANCE = 16
_SIZE, _RATE, _KEYFRAME_EVERY = (1920, 1080), 25, 200


def main() -> int:
    missed = []
    print(f"{ROUNDS} rounds; targets: {MOST_TIMES_THE_FLOOR}× the floor, flat within {FLAT}×\n")
    print(f"{'1080p':26}{'file MB':>9}{'floor ms':>10}{'ours ms':>10}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("soft", "noise"):
            spent = []
            for seconds in (*LENGTHS, BY_CHANCE):
                path = _make(folder / f"{kind}-{seconds}.mp4", seconds, noise=kind == "noise")
                floor, ours = _seconds(partial(_floor, path), partial(posters.poster, path, folder))
                by_chance = seconds == BY_CHANCE
                print(
                    f"{f'{kind}, {seconds} s':26}{path.stat().st_size / 1e6:9.1f}"
                    f"{floor * 1e3:10.1f}{ours * 1e3:10.1f}{ours / floor:8.2f}"
                    + ("  the middle is a keyframe" if by_chance else "")
                )
                path.unlink()
                if by_chance:
                    continue
                spent.append(ours)
                if ours / floor > MOST_TIMES_THE_FLOOR:
                    missed.append(f"{kind}, {seconds} s: {ours / floor:.2f}× the floor")
            if max(spent) > FLAT * min(spent):
                missed.append(f"{kind}: {max(spent) / min(spent):.2f}× with the length")
    print("\n" + ("Missed: " + "; ".join(missed) if missed else "All targets met."))
    return 1 if missed else 0


def _floor(path: Path) -> None:
    with opened(path) as container:
        stream = picture_stream(container)
        assert stream is not None
        assert container.duration is not None
        middle = container.duration / av.time_base / 2
        container.seek(int(middle * av.time_base))
        for frame in container.decode(stream):
            if frame.time is not None and frame.time >= middle:
                frame.reformat(width=1600, height=900, format="rgb24").to_ndarray()
                return


def _seconds(*contenders: Callable[[], object]) -> list[float]:
    """Median processor seconds of each, taking turns."""
    spent: list[list[float]] = [[] for _ in contenders]
    for round_number in range(ROUNDS + 1):
        for contender, times in zip(contenders, spent, strict=True):
            start = time.process_time()
            contender()
            if round_number:  # the first one loads code
                times.append(time.process_time() - start)
    return [statistics.median(times) for times in spent]


def _make(path: Path, seconds: int, *, noise: bool) -> Path:
    """A film with a keyframe every eight seconds, so that the middle of none of these lengths is
    one. Eight different seconds are coded once and repeated: a long film costs little to make."""
    width, height = _SIZE
    chance = np.random.default_rng(7)
    packets: list[tuple[bytes, int, int, bool]] = []
    with av.open(path, "w") as film:
        stream = film.add_stream("libx264", rate=_RATE)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.options = {"preset": "ultrafast", "crf": "30", "g": str(_KEYFRAME_EVERY)}
        stream.codec_context.gop_size = _KEYFRAME_EVERY
        still = chance.integers(0, 255, (height, width + 2 * _KEYFRAME_EVERY, 3), dtype=np.uint8)
        if not noise:
            ramp = np.linspace(0, 255, still.shape[1], dtype=np.uint8)
            still = np.broadcast_to(ramp[None, :, None], still.shape)
        for number in range(_KEYFRAME_EVERY):
            seen = np.ascontiguousarray(still[:, 2 * number : 2 * number + width])
            frame = av.VideoFrame.from_ndarray(seen, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, _RATE)
            for packet in stream.encode(frame):
                packets.append(
                    (bytes(packet), packet.pts or 0, packet.dts or 0, packet.is_keyframe)
                )
        for packet in stream.encode():
            packets.append((bytes(packet), packet.pts or 0, packet.dts or 0, packet.is_keyframe))
        for again in range(max(1, seconds * _RATE // _KEYFRAME_EVERY)):
            for data, pts, dts, is_keyframe in packets:
                copy = av.Packet(data)
                shift = again * _KEYFRAME_EVERY
                copy.pts, copy.dts = pts + shift, dts + shift
                copy.time_base, copy.stream = Fraction(1, _RATE), stream
                copy.is_keyframe = is_keyframe
                film.mux(copy)
    return path
