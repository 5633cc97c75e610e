"""Films and recordings: what they tell, one picture of them, and the shape of their sound.

Runs inside the decoding process. Everything streams: a film of many hours costs no more memory
than one of seconds.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

import av
import numpy as np
from av.container import InputContainer

from ai.media import files, film_dates, metadata, playing
from ai.media.types import AvFacts, MediaError, MediaErrorKind

# Named one by one: FFmpeg also knows playlists, which open other files, and pictures.
DEMUXERS = (
    "mov,matroska,avi,asf,mpeg,mpegts,mpegvideo,flv,ogg,dv,mp3,flac,wav,w64,aiff,aac,amr,caf,au,ac3"
)
_OPTIONS = {"format_whitelist": DEMUXERS, "protocol_whitelist": ""}
_AT_ONCE, _UNDECODED = {"probesize": "32"}, {"skip_frame": "all"}
_MOST_STREAMS = 32  # that are looked at no further; any other is
_READ = 256 * 1024
_POSTER_PLACES = (0.1, 0.3, 0.6, 0.0)  # of the length; films begin and end in the dark
_PACKETS_TO_A_KEYFRAME = 5000
# FFmpeg also speaks of damage in numbers of errno, such as EPERM and EIO. What is read is read by
# us (`ai.media.files`), so only what a disk says of writing is the machine's.
_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
_DAMAGE = (av.error.FFmpegError, ValueError, ArithmeticError)

_Samples = np.ndarray[Any, np.dtype[np.float32]]

av.logging.set_level(None)


def av_facts(path: Path) -> AvFacts:
    """What a film or a recording tells about itself. Raises MediaError(unreadable)."""
    with opened(path) as container:
        video, audio = picture_stream(container), sound_stream(container)
        if video is None and audio is None:
            raise MediaError(MediaErrorKind.unreadable, "neither sound nor pictures")
        tags = dict(container.metadata)
        for stream in (video, audio):
            tags = {**(stream.metadata if stream else {}), **tags}
        # Matroska writes in capitals what a phone wrote in small letters.
        tags = {name.lower(): text for name, text in tags.items()}
        taken, offset, taken_by = _moment_of(path, container, tags)
        latitude, longitude = metadata.tagged_place(tags)
        width, height = _size_as_seen(container, video) if video else (None, None)
        return AvFacts(
            duration=_duration(container),
            width=width,
            height=height,
            video_codec=video.codec_context.name if video else None,
            audio_codec=audio.codec_context.name if audio else None,
            taken=taken,
            offset=offset,
            latitude=latitude,
            longitude=longitude,
            camera=metadata.tagged_camera(tags),
            plays_in_browser=playing.find_form(*form_of(path, container)) is not None,
            title=metadata.title(tags),
            says_how_long=_says_how_long(path, container),
            taken_by=taken_by,
            played_as=_played_as(path, container),
        )


def _moment_of(
    path: Path, container: InputContainer, tags: dict[str, str]
) -> tuple[str | None, str | None, str | None]:
    """(taken, offset, who tells it): the wall time before the moment in UTC."""
    local, offset = metadata.tagged_local(tags)
    if local is not None:
        return local, offset, "original"
    stream = picture_stream(container)
    if container.format.name == "mpegts" and stream and stream.codec_context.name == "h264":
        with contextlib.suppress(*_DAMAGE):
            taken, offset = film_dates.camcorder_moment(container.demux(stream))
            container.seek(0)
            if taken is not None:
                return taken, offset, "original"
    taken, offset = metadata.tagged_moment(tags)
    if taken is None and container.format.name == "asf":
        with path.open("rb") as file:
            taken, offset = film_dates.asf_moment(file), "+00:00"
    return (taken, offset, "container") if taken else (None, None, None)


def waveform(path: Path, *, points: int = 200) -> list[float]:
    """`points` loudness peaks from 0 (silence) to 1 (full scale), evenly over the length.

    Constant memory: neighbours are merged whenever twice as many peaks as needed have come, so
    the length need not be known beforehand.
    """
    peaks = Peaks(8 * max(1, points))
    with opened(path) as container:
        stream = sound_stream(container)
        if stream is None:
            raise MediaError(MediaErrorKind.unsupported, "no sound in this file")
        for frame in _decoded(container, stream):
            peaks.add(frame)
    if not peaks.heard:
        raise MediaError(MediaErrorKind.unreadable, "no sound can be decoded")
    return peaks.in_points(max(1, points))


@contextlib.contextmanager
def opened(path: Path, *, at_once: bool = False) -> Iterator[InputContainer]:
    """A film or recording of a known format; within the block, damage becomes a MediaError.

    `at_once`: an MP4 or MOV, whose index tells what a decoder needs, is opened without decoding a
    picture to find out more, such as the form of its pixels.
    """
    # An open file without a name: FFmpeg reads names as addresses, patterns and hints.
    with files.reading(path) as file, broken_bytes():
        unlooked = at_once and _has_index(file)
        options = _OPTIONS | (_AT_ONCE if unlooked else {})
        of_streams: Any = [_UNDECODED] * _MOST_STREAMS if unlooked else []
        with av.open(
            file, "r", options=options, stream_options=of_streams, metadata_errors="replace",
            buffer_size=_READ,
        ) as container:  # fmt: skip
            yield container


def _has_index(file: BinaryIO) -> bool:
    head = file.read(12)
    file.seek(0)
    return head[4:8] == b"ftyp"


@contextlib.contextmanager
def broken_bytes() -> Iterator[None]:
    try:
        yield
    except av.error.FFmpegError as error:
        if isinstance(error, MemoryError):
            raise
        if isinstance(error, OSError) and error.errno in _THE_MACHINE:
            raise OSError(error.errno, error.strerror, error.filename) from error
        raise MediaError(MediaErrorKind.unreadable, str(error)) from error
    except (ValueError, ArithmeticError, LookupError) as error:
        detail = f"{type(error).__name__}: {error}"
        raise MediaError(MediaErrorKind.unreadable, detail) from error


def picture_stream(container: InputContainer) -> av.VideoStream | None:
    """The moving pictures; the cover of a song is none."""
    for stream in container.streams.video:
        if stream.codec_context is not None and not is_cover(stream):
            return stream
    return None


def is_cover(stream: av.stream.Stream) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def sound_stream(container: InputContainer) -> av.AudioStream | None:
    return next((s for s in container.streams.audio if s.codec_context is not None), None)


def _duration(container: InputContainer) -> float | None:
    if container.duration is not None and container.duration > 0:
        return round(container.duration / av.time_base, 3)
    # A browser's recorder writes no length, so it is counted: packets only, nothing decoded.
    end = 0.0
    with contextlib.suppress(*_DAMAGE):
        for packet in container.demux():
            if packet.pts is not None and packet.time_base is not None:
                end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    return round(end, 3) or None


def _size_as_seen(container: InputContainer, stream: av.VideoStream) -> tuple[int, int]:
    """Only a decoded frame tells how the film is turned."""
    frame = next(keyframes(container, stream), None)
    container.seek(0)
    if frame is None:
        return stream.width, stream.height
    width, height = square_size(frame, stream)
    return (height, width) if round(frame.rotation / 90) % 2 else (width, height)


def keyframes(container: InputContainer, stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    """A keyframe from each of a few places; the first frames instead where nothing is marked."""
    length = (container.duration or 0) / av.time_base
    found = False
    for place in _POSTER_PLACES if length > 1 else (0.0,):
        with contextlib.suppress(*_DAMAGE):
            container.seek(int(place * length * av.time_base))
            for frame in _next_keyframe(container, stream):
                found = True
                yield frame
    if not found:
        with contextlib.suppress(*_DAMAGE):
            container.seek(0)
            yield from itertools.islice(_decoded(container, stream), 1)


def _next_keyframe(container: InputContainer, stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    for packet in itertools.islice(container.demux(stream), _PACKETS_TO_A_KEYFRAME):
        if packet.is_keyframe and packet.size:
            # Drained at once: otherwise the decoder holds the frame back for its successors.
            frames = stream.codec_context.decode(packet) or stream.codec_context.decode(None)
            if frames:
                yield frames[0]
                return
            stream.codec_context.flush_buffers()


def _decoded(container: InputContainer, stream: av.stream.Stream) -> Iterator[Any]:
    """Every frame that can be decoded; damaged packets are left out."""
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except _DAMAGE:
            continue


def square_size(frame: av.VideoFrame, stream: av.VideoStream) -> tuple[int, int]:
    """Width and height with square pixels: tapes were recorded with tall or wide ones."""
    # It may stand in the stream alone, which the decoder has seen by now.
    shape = stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio or Fraction(1)
    if not Fraction(1, 4) <= shape <= 4:
        shape = Fraction(1)
    return max(1, round(frame.width * shape)), frame.height


def form_of(
    path: Path, container: InputContainer
) -> tuple[str, str | None, str | None, str | None]:
    """Container, pictures, pixels and sound of a film or recording, in the words of the table of
    what plays (`ai.media.playing`)."""
    video, audio = picture_stream(container), sound_stream(container)
    kept = playing.container_of(container.format.name, is_webm=is_webm(path))
    pictures = playing.codec_of(video.codec_context.name) if video else None
    pixels = video.codec_context.pix_fmt if video else None
    return kept, pictures, pixels, playing.codec_of(audio.codec_context.name) if audio else None


def _played_as(path: Path, container: InputContainer) -> str | None:
    kept, pictures, _, sound = form_of(path, container)
    video = picture_stream(container)
    if video is None or pictures != "hevc":
        return None
    context = video.codec_context
    return playing.hevc_type(
        container=kept, tag=context.codec_tag, setup=context.extradata, sound=sound
    )


def _says_how_long(path: Path, container: InputContainer) -> bool:
    """Whether the length, and with it the places of what comes when, were written down at the end.
    Recordings of browsers are WebM without a length, or MP4 in fragments."""
    if container.format.name.startswith("mov"):
        return not any(kind == b"moof" for kind in _boxes(path))
    if container.format.name.startswith("matroska"):
        return container.duration is not None and container.duration > 0
    return True


def _boxes(path: Path) -> Iterator[bytes]:
    """The kinds of the outermost boxes of an MP4, up to the first fragment."""
    with files.reading(path) as file:
        end = file.seek(0, os.SEEK_END)
        place = file.seek(0)
        while place + 8 <= end:
            size, kind = struct.unpack(">I4s", file.read(8))
            if size == 1:  # too long for four bytes
                size = int.from_bytes(file.read(8))
            yield kind
            if size < 8 or kind == b"moof":
                return
            place = file.seek(place + size)


def is_webm(path: Path) -> bool:
    """Whether a Matroska file calls itself WebM; browsers differ over the others."""
    with files.reading(path) as file:
        return b"webm" in file.read(128)


class Peaks:
    """The largest sample of each stretch, in stretches that double as the sound goes on."""

    def __init__(self, capacity: int) -> None:
        self._peaks = np.zeros(2 * capacity, np.float32)
        self._stretch = 64  # samples
        self._count = 0  # whole stretches
        self._rest = np.zeros(0, np.float32)
        self.heard = False

    def add(self, frame: av.AudioFrame) -> None:
        samples = _loudness(frame)
        self.heard = self.heard or samples.size > 0
        pending = np.concatenate([self._rest, samples])
        while pending.size >= self._stretch:
            room = self._peaks.size - self._count
            whole = min(room, pending.size // self._stretch)
            stretches = pending[: whole * self._stretch].reshape(whole, self._stretch)
            self._peaks[self._count : self._count + whole] = stretches.max(axis=1)
            self._count += whole
            pending = pending[whole * self._stretch :]
            if self._count == self._peaks.size:
                self._count //= 2
                self._peaks[: self._count] = self._peaks.reshape(-1, 2).max(axis=1)
                self._stretch *= 2
        self._rest = pending

    @property
    def kept(self) -> int:
        """How many peaks are in memory."""
        return self._peaks.size

    def in_points(self, points: int) -> list[float]:
        tail = self._rest.max(initial=0.0)
        peaks = np.append(self._peaks[: self._count], tail if self._rest.size else [])
        edges = np.linspace(0, peaks.size, points + 1)
        starts = np.minimum(edges[:-1].astype(int), peaks.size - 1)
        ends = np.maximum(np.ceil(edges[1:]).astype(int), starts + 1)
        return [round(float(peaks[a:b].max()), 3) for a, b in zip(starts, ends, strict=True)]


def _loudness(frame: av.AudioFrame) -> _Samples:
    """The loudest channel of every sample, 0 to 1."""
    raw: np.ndarray[Any, np.dtype[Any]] = frame.to_ndarray()
    channels = raw if frame.format.is_planar else raw.reshape(-1, frame.layout.nb_channels).T
    if raw.dtype.kind == "f":
        level = np.abs(channels.astype(np.float32))
    else:
        middle = 128 if raw.dtype == np.uint8 else 0
        full = 128 if raw.dtype == np.uint8 else -int(np.iinfo(raw.dtype).min)
        level = np.abs(channels.astype(np.float32) - middle) / full
    loudest = np.nan_to_num(level.max(axis=0), nan=0.0, posinf=1.0)
    peaks: _Samples = np.minimum(loudest, 1.0).astype(np.float32)
    return peaks
