"""A moment that a phone kept with a photograph: a film of a few seconds, inside the picture's own
file or in a second file with the same mark.

Google and Samsung put the film behind the picture's end, or into a box `mpvd` of a HEIC; where it
begins is told by XMP, by Samsung's own words, or by nothing but the film's first bytes. Apple
writes a film of its own, and the same identifier into both. Runs inside the decoding process.
"""

from __future__ import annotations

import contextlib
import mmap
import re
import struct
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import av
from PIL import Image

from ai.media import audiovisual, redaction
from ai.media.types import MediaError

_JPEG = b"\xff\xd8\xff"
_XMP = b"<x:xmpmeta"
_XMP_END = b"</x:xmpmeta>"
_SAMSUNG, _SAMSUNG_END = b"MotionPhoto_Data", b"SEFT"
_APPLE_NOTE = b"Apple iOS\x00"
_CONTENT_ID = 0x0011
_CONTENT_TAG = "com.apple.quicktime.content.identifier"
_LONGEST_ID = 64
_LONGEST_XMP = 1 << 20
_LONGEST_SECONDS = 60.0  # longer than any phone makes them: then it is no moment
_LARGEST_SIDE = 1920  # of a film that has to be made anew

_FILM_BOXES = frozenset(b"ftyp moov mdat free skip wide uuid meta moof mfra sidx styp udta".split())
_FTYP = re.compile(rb"ftyp")
_MICRO = re.compile(rb"MicroVideoOffset\s*(?:=\s*[\"']|>)\s*(\d{1,12})")
_ITEM = re.compile(rb"<(?:Container:Item|rdf:li)\b[^>]*?Semantic[^>]*>|<Container:Item\b[^>]*>")
_SEMANTIC = re.compile(rb"Item:Semantic\s*=\s*[\"'](\w+)[\"']")
_LENGTH = re.compile(rb"Item:Length\s*=\s*[\"'](\d{1,12})[\"']")

Span = tuple[int, int]


def moment(path: Path, out: Path) -> dict[str, Any]:
    """What of a moment is in a photo or film: `content_id`, by which Apple's two files know each
    other, and `seconds`, the length of the film inside a photo, which is then written to `out`:
    without a place, and so that every browser plays it. None for what there is not.

    A film that cannot be read is none: the picture is good all the same.
    """
    with path.open("rb") as file, _mapped(file) as data:
        head = data[:12]
        is_jpeg = head[:3] == _JPEG
        if is_jpeg or head[4:8] == b"ftyp":
            span = _film_in_jpeg(data) if is_jpeg else _film_in_heic(data)
            found: dict[str, Any] = {"content_id": _id_of_photo(data, is_jpeg), "seconds": None}
            if span is not None:
                with contextlib.suppress(MediaError, OSError, av.error.FFmpegError, ValueError):
                    found["seconds"] = _write_film(data, span, out)
            if found["content_id"] is None and span is None and not is_jpeg:
                found["content_id"] = _id_of_film(path)
            return found
    return {"content_id": _id_of_film(path), "seconds": None}


@contextlib.contextmanager
def _mapped(file: BinaryIO) -> Iterator[mmap.mmap]:
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data


# ---- where the film is ----


def _film_in_jpeg(data: mmap.mmap) -> Span | None:
    end = _end_of_headers(data)
    starts: list[int] = []
    told = _xmp_of(data, end)
    if told is not None:
        starts += _told_by_xmp(told, len(data))
    starts += _told_by_samsung(data)
    if told is None or not starts:
        starts += _first_bytes(data, end)
    return _first_film(data, starts)


def _film_in_heic(data: mmap.mmap) -> Span | None:
    for start, size, kind, header in _boxes(data, 0):
        if kind == b"mpvd":
            return _film_at(data, start + header, start + size)
    return _first_film(data, _told_by_samsung(data))


def _first_film(data: mmap.mmap, starts: list[int]) -> Span | None:
    return next((span for at in starts if (span := _film_at(data, at, len(data)))), None)


def _end_of_headers(data: mmap.mmap) -> int:
    """Where a JPEG's own pixels begin: what stands before is told about the picture."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            return at
        if marker == 0xFF or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return min(at, len(data))


def _xmp_of(data: mmap.mmap, end: int) -> bytes | None:
    start = data.find(_XMP, 0, end)
    close = data.find(_XMP_END, start, end) if start >= 0 else -1
    return data[start:close] if 0 <= start < close <= start + _LONGEST_XMP else None


def _told_by_xmp(told: bytes, size: int) -> list[int]:
    """Both count from the end of the file: the older word one number, the newer one a list of what
    was put behind the picture, in this order."""
    starts = [size - int(found) for found in _MICRO.findall(told)]
    behind = 0
    for item in reversed(_ITEM.findall(told)):
        length = _LENGTH.search(item)
        behind += int(length[1]) if length else 0
        semantic = _SEMANTIC.search(item)
        if semantic and semantic[1] == b"MotionPhoto":
            starts.append(size - behind)
            break
    return starts


def _told_by_samsung(data: mmap.mmap) -> list[int]:
    if data[-4:] != _SAMSUNG_END:
        return []
    found = data.rfind(_SAMSUNG)
    # The word stands once more in the list at the very end, where no film follows.
    starts: list[int] = []
    while found >= 0 and len(starts) < 4:
        starts.append(found + len(_SAMSUNG))
        found = data.rfind(_SAMSUNG, 0, found)
    return starts


def _first_bytes(data: mmap.mmap, end: int) -> list[int]:
    return [found.start() - 4 for found in islice(_FTYP.finditer(data, end), 8)]


def _film_at(data: mmap.mmap, start: int, limit: int) -> Span | None:
    """From here to the last box of a film, if one begins here and has what a film needs."""
    if not 0 < start < limit or data[start + 4 : start + 8] != b"ftyp":
        return None
    end, kinds = start, set()
    for at, size, kind, _ in _boxes(data, start):
        if kind not in _FILM_BOXES or at + size > limit or (kind == b"ftyp" and at != start):
            break
        kinds.add(kind)
        end = at + size
    return (start, end) if {b"moov", b"mdat"} <= kinds else None


def _boxes(data: mmap.mmap, at: int) -> Iterator[tuple[int, int, bytes, int]]:
    """(start, size, kind, size of the header) of one box after the other, while they are whole."""
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        header = 8
        if size == 1 and at + 16 <= len(data):
            size, header = struct.unpack(">Q", data[at + 8 : at + 16])[0], 16
        elif size == 0:
            size = len(data) - at
        if size < header or at + size > len(data):
            return
        yield at, size, kind, header
        at += size


# ---- the mark that Apple's two files share ----


def _id_of_photo(data: mmap.mmap, is_jpeg: bool) -> str | None:
    """Out of Apple's note to itself, whose offsets count from its own beginning."""
    # A HEIC keeps it wherever it likes.
    note = data.find(_APPLE_NOTE, 0, _end_of_headers(data) if is_jpeg else len(data))
    order = {b"MM": ">", b"II": "<"}.get(data[note + 12 : note + 14]) if note >= 0 else None
    if order is None or note + 16 > len(data):
        return None
    (count,) = struct.unpack(order + "H", data[note + 14 : note + 16])
    for n in range(min(count, 200)):
        entry = data[note + 16 + 12 * n : note + 28 + 12 * n]
        if len(entry) < 12:
            return None
        tag, kind, length, offset = struct.unpack(order + "HHII", entry)
        if tag == _CONTENT_ID and kind == 2 and 4 < length <= _LONGEST_ID:
            told = data[note + offset : note + offset + length]
            return _plain_id(told.rstrip(b"\0")) if len(told) == length else None
    return None


def _id_of_film(path: Path) -> str | None:
    with contextlib.suppress(MediaError), audiovisual.opened(path) as container:
        told = {name.lower(): words for name, words in container.metadata.items()}
        return _plain_id(told.get(_CONTENT_TAG, "").encode())
    return None


def _plain_id(told: bytes) -> str | None:
    words = told.decode("ascii", "replace").strip().upper()
    return words if re.fullmatch(r"[0-9A-Z-]{8,64}", words) else None


# ---- the film itself ----


def _write_film(data: mmap.mmap, span: Span, out: Path) -> float | None:
    """Write the film without a place; how long it is, None if it is none to play."""
    whole, bare = out.with_suffix(".whole"), out.with_suffix(".bare")
    try:
        with whole.open("wb") as file:
            for at in range(span[0], span[1], 1 << 20):
                file.write(data[at : min(at + (1 << 20), span[1])])
        facts = audiovisual.av_facts(whole)
        if not facts.width or not facts.duration or facts.duration > _LONGEST_SECONDS:
            return None
        if facts.plays_in_browser:
            redaction.without_place(whole, bare)
            bare.replace(out)
        else:
            _make_playable(whole, out)
        return float(facts.duration)
    finally:
        for left in (whole, bare):
            left.unlink(missing_ok=True)


_QUARTERS = {
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}


def _upright(frame: av.VideoFrame) -> Image.Image:
    turn = _QUARTERS.get(round(frame.rotation / 90) % 4)
    picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]  # PyAV says no types
    return picture if turn is None else picture.transpose(turn)


def _make_playable(path: Path, out: Path) -> None:
    """H.264 and AAC out of anything, upright; nothing but pictures and sound is taken along."""
    with (
        audiovisual.opened(path) as container,
        av.open(str(out), "w", format="mp4", options={"movflags": "faststart"}) as made,
    ):
        video = audiovisual.picture_stream(container)
        if video is None:
            raise ValueError("no pictures")
        rate = Fraction(video.average_rate or 30).limit_denominator(1001)
        target: Any = None
        sound = container.streams.audio[0] if container.streams.audio else None
        spoken: Any = made.add_stream("aac", rate=sound.rate) if sound else None
        for frame in container.decode(*filter(None, (video, sound))):
            if isinstance(frame, av.VideoFrame):
                picture = _upright(frame)
                picture.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE), Image.Resampling.BILINEAR)
                if target is None:
                    target = made.add_stream("libx264", rate=rate, options={"crf": "23"})
                    target.width, target.height = picture.width & ~1, picture.height & ~1
                    target.pix_fmt = "yuv420p"
                even = picture.convert("RGB").resize((target.width, target.height))
                shown = av.VideoFrame.from_image(even)  # type: ignore[no-untyped-call]  # nor here
                shown.pts, shown.time_base = frame.pts, frame.time_base
                made.mux(target.encode(shown))
            elif isinstance(frame, av.AudioFrame):
                made.mux(spoken.encode(frame))
        for stream in filter(None, (target, spoken)):
            made.mux(stream.encode(None))
