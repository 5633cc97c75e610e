"""Whether a file holds nothing that could tell where it was made.

Runs inside the decoding process. The answer is yes only where every part of the file is known to
be harmless. All else, the unknown included, is a no: then a copy is made, or links get nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Stream

from ai.media import containers, film_parts
from ai.media.exif_blocks import block_is_harmless, plain_words, tiff_is_harmless
from ai.media.film_parts import Harmful, tag_is_harmless

_REWRITTEN = {
    "JPEG": containers.jpeg,
    "PNG": containers.png,
    "WEBP": containers.webp,
    "GIF": containers.gif,
}
_LARGEST = 256 * 1024 * 1024  # a photo is read at once
_BMP_HEADS = {40, 108}  # of the kinds that hold no profile and no file's name

# Whose streams hold pictures or sound and nothing else, or are looked through here.
_PICTURES = {"h264", "hevc", "mpeg4", "vp8", "vp9", "av1"}
_SOUND = {"aac", "mp3", "opus", "vorbis", "flac", "alac"}
_SHORT_HEADER = 512
_PARAMETERS = {"avc": {7, 8}, "hevc": {32, 33, 34}}
# Remarks between the pictures (SEI) that hold times and colours, by their number.
_HARMLESS_REMARKS = {0, 1, 6, 45, 47, 128, 129, 132, 136, 137, 144, 147}
_PROGRAMS = (
    bytes.fromhex("dc45e9bde6d948b7962cd820d923eeef"),  # x264 tells its settings
    bytes.fromhex("2ca2de09b51747dbbb55a4fe7fc2fc4e"),  # x265 does
)
_UNREGISTERED = 5
_START = b"\0\0\1"
_USER_DATA = b"\0\0\1\xb2"
_ENCODERS = (b"Lavc", b"XviD", b"DivX")
_AV1_METADATA, _AV1_HARMLESS = 5, {1, 2, 3, 5}  # light, colours, layers, time


def photo_is_harmless(path: Path, form: str | None) -> bool:
    """`form` as Pillow names it. HEIC and AVIF are never vouched for: their parts lie anywhere."""
    if path.stat().st_size > _LARGEST:
        return False
    try:
        data = path.read_bytes()
        if form == "TIFF":
            return tiff_is_harmless(data)
        if form == "BMP":
            return bmp_is_plain(data)
        if form not in _REWRITTEN:
            return False
        exif = b"" if form == "GIF" else containers.exif_block(data)
        if exif and not block_is_harmless(exif):
            return False
        # A file that the copy without a place would equal needs no copy.
        at = 0
        for piece in _REWRITTEN[form](data, exif):
            if not data.startswith(piece, at):
                return False
            at += len(piece)
        return at == len(data)
    except (struct.error, LookupError, ValueError):
        return False


def bmp_is_plain(data: bytes) -> bool:
    """Whether it is a header, a palette and pixels, with nothing between them or behind."""
    start, head, width, height, _, bits, packed = struct.unpack_from("<IIiiHHI", data, 10)
    (colours,) = struct.unpack_from("<I", data, 46)
    palette = 4 * (colours or 1 << bits) if bits <= 8 else 0
    rows = (width * bits + 31) // 32 * 4 * abs(height)
    plain = head in _BMP_HEADS and packed == 0 and start == 14 + head + palette
    return plain and not data[start + rows :].strip(b"\0")


def film_is_harmless(path: Path, container: InputContainer) -> bool:
    """Reads all of a film whose parts are harmless, for what stands between its pictures."""
    try:
        parts = film_parts.walk(path, container.format.name.split(",")[0])
        _judge_streams(container)
        container.seek(0)
        found, last = 0, b""
        for packet in container.demux():
            if not packet.size:
                continue
            found += packet.size
            name = _codec(packet.stream)
            if packet.stream.type == "video":
                _judge_pictures(name, bytes(packet), packet.stream.codec_context.extradata or b"")
            elif name == "flac" and parts.payload is not None:
                last = bytes(packet)
        # What lies among the packets and belongs to none could be anything.
        covered = parts.payload is None or parts.payload == found
        return covered and (not last or _crc16(last) == 0)
    except (struct.error, LookupError, ValueError, RecursionError, FFmpegError) as error:
        if isinstance(error, MemoryError):
            raise
        return False


def _codec(stream: Stream) -> str:
    """What is coded, whichever library decodes it."""
    name = stream.codec_context.name if stream.codec_context else ""
    return "av1" if name == "libdav1d" else name.removeprefix("lib").removesuffix("float")


def _judge_streams(container: InputContainer) -> None:
    tags = [container.metadata, *(stream.metadata for stream in container.streams)]
    if any(not tag_is_harmless(name, text) for each in tags for name, text in each.items()):
        raise Harmful("a tag")
    if container.chapters():
        raise Harmful("chapters")
    for stream in container.streams:
        known = {"video": _PICTURES, "audio": _SOUND}.get(stream.type, set())
        name = _codec(stream)
        if name not in known and not (stream.type == "audio" and name.startswith("pcm_")):
            raise Harmful(f"a stream of {name or stream.type}")
        extra = stream.codec_context.extradata or b""
        if stream.type == "video":
            _judge_picture_header(name, extra)
        elif name == "vorbis":
            _judge_vorbis(extra)
        elif len(extra) > _SHORT_HEADER:
            raise Harmful("a long header of a stream")


def _judge_picture_header(name: str, extra: bytes) -> None:
    if name == "h264" and extra[:1] == b"\1":
        at = 6
        for count in (extra[5] & 0x1F, None):
            if count is None:
                count, at = extra[at], at + 1
            for _ in range(count):
                (length,) = struct.unpack_from(">H", extra, at)
                if extra[at + 2] & 0x1F not in _PARAMETERS["avc"]:
                    raise Harmful("a remark in a header")
                at += 2 + length
        if len(extra) > at + 16:
            raise Harmful("a long header of a stream")
    elif name == "hevc" and extra[:1] == b"\1":
        at = 23
        for _ in range(extra[22]):
            kind, count = struct.unpack_from(">BH", extra, at)
            at += 3
            for _ in range(count):
                (length,) = struct.unpack_from(">H", extra, at)
                _judge_unit("hevc", extra[at + 2 : at + 2 + length], headers=True)
                at += 2 + length
            if kind & 0x3F not in _PARAMETERS["hevc"] | {39, 40}:
                raise Harmful("an unknown unit in a header")
        if len(extra) > at:
            raise Harmful("more behind a header")
    elif name == "mpeg4":
        _judge_user_data(extra)
    elif len(extra) > _SHORT_HEADER or name in ("h264", "hevc"):
        raise Harmful("a header of no known kind")
    elif name == "av1" and len(extra) > 4:
        _judge_av1(extra[4:])


def _judge_pictures(name: str, data: bytes, extra: bytes) -> None:
    if name in ("h264", "hevc"):
        width = (extra[4 if name == "h264" else 21] & 3) + 1
        at = 0
        while at < len(data):
            length = int.from_bytes(data[at : at + width], "big")
            at += width
            if at + length > len(data):
                raise Harmful("a unit cut short")
            # The largest are pictures, of which only the head tells the kind.
            _judge_unit(name, data[at : at + length] if length < 1 << 16 else data[at : at + 2])
            at += length
    elif name == "mpeg4":
        _judge_user_data(data)
    elif name == "av1":
        _judge_av1(data)


def _judge_unit(name: str, unit: bytes, *, headers: bool = False) -> None:
    if not unit:
        return
    avc = name == "h264"
    kind = unit[0] & 0x1F if avc else unit[0] >> 1 & 0x3F
    if kind in ((6,) if avc else (39, 40)):
        for number, body in _remarks(unit[1 if avc else 2 :].replace(b"\0\0\3", b"\0\0")):
            if number == _UNREGISTERED and body.startswith(_PROGRAMS):
                continue
            if number not in _HARMLESS_REMARKS or len(body) > _SHORT_HEADER:
                raise Harmful(f"a remark {number} between the pictures")
    # Pictures, parameters, and marks between them; what is reserved could be anything.
    elif kind not in ({1, 2, 3, 4, 5, 7, 8, 9, 10, 11} if avc else {*range(22), *range(32, 38)}):
        raise Harmful(f"a unit {kind} between the pictures")
    if headers and avc:
        raise Harmful("a remark in a header")


def _remarks(body: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(body) and body[at:] not in (b"\x80", b"\x80\0"):
        numbers = []
        for _ in range(2):
            value = 0
            while body[at] == 0xFF:
                value, at = value + 255, at + 1
            numbers.append(value + body[at])
            at += 1
        kind, length = numbers
        if at + length > len(body):
            raise Harmful("a remark cut short")
        yield kind, body[at : at + length]
        at += length


def _judge_user_data(data: bytes) -> None:
    at = data.find(_USER_DATA)
    while at >= 0:
        end = data.find(_START, at + 4)
        words = data[at + 4 : end if end >= 0 else len(data)]
        if not words.startswith(_ENCODERS) or not plain_words(words):
            raise Harmful("the words of a user between the pictures")
        at = data.find(_USER_DATA, at + 4)


def _judge_av1(data: bytes) -> None:
    at = 0
    while at < len(data):
        head = data[at]
        at += 2 if head & 4 else 1
        if not head & 2:
            length = len(data) - at
        else:
            length, shift = 0, 0
            while True:
                byte = data[at]
                at += 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80:
                    break
        kind = head >> 3 & 0xF
        if kind == _AV1_METADATA and data[at] not in _AV1_HARMLESS:
            raise Harmful("a remark between the pictures")
        if kind not in {1, 2, 3, 4, 5, 6, 7, 8}:
            raise Harmful("a unit of no known kind")
        at += length


def _judge_vorbis(extra: bytes) -> None:
    comments = film_parts.vorbis_headers(extra)[1]
    if comments[:7] != b"\3vorbis" or not film_parts.comments_are_harmless(comments[7:]):
        raise Harmful("a comment")


def _crc16(data: bytes) -> int:
    """Of a frame of FLAC with its own sum: 0, or something is glued behind it."""
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x8005 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc
