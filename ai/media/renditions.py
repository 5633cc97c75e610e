"""A film or voice in the form that every browser plays: H.264 and AAC in MP4.

Runs inside a process of its own (`ai.media.transcoder`), with the least of the processor's time
that the system gives anybody. A film is made in pieces that need nothing of each other, so that
what is made stays made; they are joined without being coded again. What already has the right
form inside, in a box that browsers do not open, is copied from one box into another.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer

from ai.lifeline import come_last
from ai.media import audiovisual, playing, redaction, second_look
from ai.media.frames import TICKS, Frames, fitted
from ai.media.sounding import code_sound
from ai.media.timing import finds_places, frames_between
from ai.media.types import MediaError, MediaErrorKind, RenditionPlan

PIECE_SECONDS = 30
"""Of film, in one piece: what is lost at most when the machine stops."""

_KEY_SECONDS = 2.0
_THREADS = min(4, os.cpu_count() or 1)
_X264 = {
    "preset": "veryfast",
    "crf": "22",
    "maxrate": "8M",
    "bufsize": "16M",
    "forced-idr": "1",
    "threads": str(_THREADS),
}
_COPIED_PICTURES = {"h264", "av1", "vp9"}
_COPIED_SOUND = {"aac", "mp3"}
_WEBM_PICTURES, _WEBM_SOUND = {"vp8", "vp9", "av1"}, {"vorbis", "opus"}
_PROGRESSIVE = 1


def plan(path: Path) -> RenditionPlan:
    """What has to be done so that this film or voice plays everywhere."""
    _step_back()
    with audiovisual.opened(path) as container:
        form = audiovisual.form_of(path, container)
        facts = audiovisual.av_facts(path)
        _, pictures, pixels, sound = form
        if playing.find_form(*form) is not None:
            return RenditionPlan(as_it_is=True, seconds=facts.duration or 0.0)
        video, audio = audiovisual.picture_stream(container), audiovisual.sound_stream(container)
        if video is None and audio is None:
            raise MediaError(MediaErrorKind.unreadable, "neither sound nor pictures")
        in_webm = _WEBM_PICTURES.issuperset({pictures} - {None}) and _WEBM_SOUND.issuperset(
            {sound} - {None}
        )
        box, copied = ("webm", _WEBM_SOUND) if in_webm else ("mp4", _COPIED_SOUND)
        keeps = video is not None and _keeps_pictures(video, box, pictures, pixels)
        seconds = facts.duration or 0.0
        in_pieces = video is not None and (keeps or finds_places(container))
        return RenditionPlan(
            as_it_is=False,
            seconds=seconds,
            box=box if video is None or keeps or not in_webm else "mp4",
            copies_pictures=keeps,
            copies_sound=sound in copied and (video is None or keeps or box == "mp4"),
            has_pictures=video is not None,
            has_sound=audio is not None,
            pieces=max(1, math.ceil(seconds / PIECE_SECONDS)) if in_pieces else 1,
        )


def piece(path: Path, out: Path, *, number: int, of: int) -> float:
    """Write the pictures of one piece of a film; answers how many seconds of film it holds."""
    _step_back()
    with audiovisual.opened(path) as container:
        video = audiovisual.picture_stream(container)
        if video is None:
            raise MediaError(MediaErrorKind.unreadable, "no pictures")
        video.thread_type = "AUTO"
        video.codec_context.thread_count = _THREADS
        start = float(number * PIECE_SECONDS)
        stop = math.inf if number + 1 >= of else start + PIECE_SECONDS
        shown = Frames(video)
        with out.open("wb") as file, av.open(file, "w", format="nut") as target:
            writer = _Writer(target, shown)
            for at, frame in frames_between(container, video, start, stop, alone=of == 1):
                writer.show(at, frame)
            writer.end()
    if not writer.count and of == 1:
        raise MediaError(MediaErrorKind.unreadable, "no frame of the film can be decoded")
    return writer.last - start if writer.count else 0.0


def pictures(path: Path, out: Path, *, webm: int) -> float:
    """Write the pictures of a film as they are, without anything that was said between them."""
    _step_back()
    redaction.copy_streams(path, out, "webm" if webm else "mp4", kinds=("video",))
    return 0.0


def sound(path: Path, out: Path, *, copied: int, webm: int) -> float:
    """Write the sound of a film or voice; answers how long it is, in seconds."""
    _step_back()
    if copied:
        redaction.copy_streams(path, out, "webm" if webm else "mp4", kinds=("audio",))
        return 0.0
    with audiovisual.opened(path) as container:
        audio = audiovisual.sound_stream(container)
        if audio is None:
            raise MediaError(MediaErrorKind.unsupported, "no sound in this file")
        # In MP4, which knows how much of the beginning is only the coder's own.
        with out.open("wb") as file, av.open(file, "w", format="mp4") as target:
            return code_sound(container, audio, target)


def join(first: Path, out: Path, *rest: Path, sounds: int, webm: int) -> float:
    """Put pieces of pictures and, where `sounds` says so, a last piece of sound into one file,
    whose index stands in front. Nothing is coded again."""
    _step_back()
    parts = [first, *rest]
    heard = parts.pop() if sounds else None
    how = {} if webm else {"movflags": "+faststart"}
    # By its name: the index is put in front by reading what was written once more.
    with (
        audiovisual.broken_bytes(),
        av.open(str(out), "w", format="webm" if webm else "mp4", options=how) as target,
        contextlib.ExitStack() as held,
    ):
        streams = [_Strand(parts, target, held)] if parts else []
        if heard is not None:
            streams.append(_Strand([heard], target, held))
        for packet in _in_order(streams):
            target.mux(packet)
    with audiovisual.opened(out) as made:
        second_look.look_at_film(made)
        return (made.duration or 0) / av.time_base


class _Writer:
    """Pictures as H.264. Each piece is coded with the same settings and begins with a picture that
    needs no other, and none needs a later one: so that they can be joined."""

    def __init__(self, target: OutputContainer, shown: Frames) -> None:
        self._target = target
        self._shown = shown
        self._stream: Any = target.add_stream("libx264", options=_X264)
        self._stream.width, self._stream.height = shown.size
        self._stream.pix_fmt = "yuv420p"
        context = self._stream.codec_context
        context.time_base = Fraction(1, TICKS)
        context.framerate = shown.rate
        context.gop_size = 10_000  # by time instead: phones film at any rate
        context.max_b_frames = 0
        context.sample_aspect_ratio = Fraction(1)
        context.colorspace = context.color_primaries = context.color_trc = 1  # BT.709
        context.color_range = 1
        self._key_at = -math.inf
        self._tick = -1
        self.last = 0.0
        self.count = 0

    def show(self, at: float, frame: av.VideoFrame) -> None:
        for ready in self._shown.prepared(at, frame):
            self._code(ready)

    def end(self) -> None:
        for ready in self._shown.rest():
            self._code(ready)
        if self.count:
            self._target.mux(self._stream.encode(None))

    def _code(self, frame: av.VideoFrame) -> None:
        tick = frame.pts or 0
        if tick <= self._tick:
            return
        self._tick, self.last, self.count = tick, tick / TICKS, self.count + 1
        is_key = self.last - self._key_at >= _KEY_SECONDS - 0.01
        if is_key:
            self._key_at = self.last
        frame.pict_type = 1 if is_key else 0
        self._target.mux(self._stream.encode(frame))


class _Strand:
    """One stream of the joined file, out of one piece after the other."""

    def __init__(
        self, parts: list[Path], target: OutputContainer, held: contextlib.ExitStack
    ) -> None:
        self._parts = parts
        self._held = held
        with _own(parts[0]) as file:
            self._setup = bytes(file.streams[0].codec_context.extradata or b"")
            context = file.streams[0].codec_context
            self._copy: Any = target.add_stream_from_template(
                file.streams[0], opaque=True if context.name == "libdav1d" else None
            )

    def __iter__(self) -> Iterator[Any]:
        for part in self._parts:
            with _own(part) as file:
                if bytes(file.streams[0].codec_context.extradata or b"") != self._setup:
                    raise MediaError(MediaErrorKind.crashed, "pieces of several makes")
                for packet in file.demux(file.streams[0]):
                    if packet.size:
                        packet.stream = self._copy
                        yield packet


def _in_order(strands: list[_Strand]) -> Iterator[Any]:
    """Packets of several streams as they are played, so that a player finds both near a place."""
    heads = [(strand, next(strand, None)) for strand in map(iter, strands)]
    while any(packet is not None for _, packet in heads):
        n = min(
            (n for n, (_, packet) in enumerate(heads) if packet is not None),
            key=lambda n: _moment(heads[n][1]),
        )
        strand, packet = heads[n]
        heads[n] = (strand, next(strand, None))
        yield packet


def _moment(packet: Any) -> float:
    at = packet.dts if packet.dts is not None else packet.pts
    return float((at or 0) * packet.time_base)


@contextlib.contextmanager
def _own(path: Path) -> Iterator[InputContainer]:
    """A piece that was written here."""
    how = {"format_whitelist": "nut,mov,matroska", "protocol_whitelist": ""}
    with path.open("rb") as file, av.open(file, "r", options=how, buffer_size=1 << 20) as container:
        yield container


def _keeps_pictures(
    video: av.VideoStream, box: str, pictures: str | None, pixels: str | None
) -> bool:
    """Whether they are in a form that plays, and only the box around them is not."""
    kept = _WEBM_PICTURES if box == "webm" else _COPIED_PICTURES
    if pictures not in kept or playing.find_form(box, pictures, pixels, None) is None:
        return False
    if video.codec_context.field_order > _PROGRESSIVE:
        return False
    # Whatever is larger than the largest screen is a burden to a telephone all the same.
    return fitted(video.width, video.height, edge=4096, short=2304) == (video.width, video.height)


def _step_back() -> None:
    """Let everything else on this machine go first, from now on and for good."""
    come_last()
