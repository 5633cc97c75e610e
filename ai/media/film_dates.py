"""Dates that FFmpeg does not tell: in the index of picture sequences, in Windows Media files, and
in the stream of a camcorder's pictures. All are read a few bytes at a time."""

from __future__ import annotations

import contextlib
import re
import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import IO, Any

from ai.media import metadata

_SINCE_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_SINCE_1601 = datetime(1601, 1, 1, tzinfo=UTC)
_1970_IN_1904 = 2_082_844_800
_MOST_BOXES, _MOST_OBJECTS = 1000, 200
_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_FILE = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
# The remark that camcorders put among their pictures, and what stands in it.
_MDPM = bytes.fromhex("17ee8c60f84d11d98cd60800200c9a66") + b"MDPM"
_PACKETS_LOOKED_AT = 200


def box_moment(file: IO[bytes]) -> str | None:
    """When a film or a sequence of pictures was made, in UTC, by the head of its index (`mvhd`).
    None where it tells none or is cut short."""
    with contextlib.suppress(OSError, ValueError, LookupError, struct.error, OverflowError):
        for start, end in _boxes(file, b"moov", 0, None):
            for at, _ in _boxes(file, b"mvhd", start, end):
                file.seek(at)
                head = file.read(12)
                is_long = head[0] == 1
                (seconds,) = struct.unpack_from(">Q" if is_long else ">I", head, 4)
                return _moment(_SINCE_1904, seconds) if seconds else None
    return None


def asf_moment(file: IO[bytes]) -> str | None:
    """When a Windows Media file was made, in UTC."""
    with contextlib.suppress(OSError, ValueError, LookupError, struct.error, OverflowError):
        file.seek(0)
        head = file.read(30)
        if head[:16] != _ASF_HEADER:
            return None
        for _ in range(min(struct.unpack_from("<I", head, 24)[0], _MOST_OBJECTS)):
            name, size = struct.unpack("<16sQ", file.read(24))
            if name == _ASF_FILE:
                (ticks,) = struct.unpack_from("<Q", file.read(32), 24)
                return _moment(_SINCE_1601, ticks // 10_000_000) if ticks else None
            if size < 24:
                return None
            file.seek(size - 24, 1)
    return None


def camcorder_moment(packets: Iterable[Any]) -> tuple[str | None, str | None]:
    """(taken, offset) as an AVCHD camcorder writes it among its pictures, in local time."""
    for number, packet in enumerate(packets):
        if number >= _PACKETS_LOOKED_AT:
            break
        data = bytes(packet)[: 1 << 16]
        if _MDPM[:16] in data or b"\x17\xee\x8c\x60\xf8" in data:
            # Within a unit no three bytes may look like the beginning of one.
            told = mdpm_moment(re.sub(rb"\0\0\x03", b"\0\0", data))
            if told[0] is not None:
                return told
    return None, None


def mdpm_moment(data: bytes) -> tuple[str | None, str | None]:
    """(taken, offset) of such a remark: digits of four bits each, and the zone in half hours."""
    at = data.find(_MDPM)
    if at < 0:
        return None, None
    at += len(_MDPM)
    said = {}
    for place in range(at + 1, at + 1 + 5 * data[at], 5) if at < len(data) else ():
        field = data[place : place + 5]
        if len(field) == 5:
            said[field[0]] = field[1:]
    if not {0x18, 0x19} <= said.keys():
        return None, None
    zone, digits = said[0x18][0], (said[0x18][1:] + said[0x19]).hex()
    taken = metadata.wall_time(
        f"{digits[:4]}:{digits[4:6]}:{digits[6:8]} {digits[8:10]}:{digits[10:12]}:{digits[12:14]}"
    )
    if taken is None or metadata.is_unset(taken):
        return None, None
    sign, hours = "-" if zone & 0x20 else "+", zone >> 1 & 0x0F
    told = zone != 0xFF and hours <= 14
    return taken, f"{sign}{hours:02}:{'30' if zone & 1 else '00'}" if told else None


def _boxes(
    file: IO[bytes], wanted: bytes, start: int, end: int | None
) -> Iterator[tuple[int, int]]:
    """(start, end) of what is in each box of this name between two places."""
    if end is None:
        end = file.seek(0, 2)
    at = start
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        begins = at + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            begins += 8
        elif size == 0:
            size = end - at
        if size < begins - at:
            return
        if name == wanted:
            yield begins, min(at + size, end)
        at += size


def _moment(since: datetime, seconds: int) -> str | None:
    if since is _SINCE_1904 and seconds < _1970_IN_1904:
        # So early there was no film of this kind: the seconds are counted from 1970.
        seconds += _1970_IN_1904
    taken = (since + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")
    return None if metadata.is_unset(taken) else metadata.wall_time(taken)
