"""IPTC: the records of the press, which archives and photo programs of the 1990s and later write
into pictures (`Photoshop 3.0` in a JPEG, a tag of its own in a TIFF)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST, _MOST_RECORDS = 1 << 20, 2000
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_TIME = re.compile(r"(\d{2}):?(\d{2}):?(\d{2})([+-]\d{2}:?\d{2})?")
_UTF8 = b"\x1b%G"
_IN_PHOTOSHOP = 0x0404


@dataclass(frozen=True)
class Iptc:
    """`created` is when what is seen was made, `digitized` when it became a file, both as
    `1964:08:15 12:00:00+01:00` or as much of it as is told; `caption` is somebody's words."""

    created: str | None = None
    digitized: str | None = None
    caption: str | None = None


NO_IPTC = Iptc()


def read_iptc(block: bytes) -> Iptc:
    """What records of IPTC tell. Never raises: what is cut short tells what stands before."""
    said: dict[tuple[int, int], bytes] = {}
    for number, (record, dataset, value) in enumerate(_records(block[:_LONGEST])):
        if number >= _MOST_RECORDS:
            break
        said.setdefault((record, dataset), value)
    is_utf8 = said.get((1, 90), b"").startswith(_UTF8)

    def words(dataset: int) -> str:
        value = said.get((2, dataset), b"")
        try:
            return value.decode("utf-8").strip("\0 ")
        except UnicodeDecodeError:
            return value.decode("utf-8" if is_utf8 else "cp1252", "replace").strip("\0 ")

    return Iptc(
        created=_moment(words(55), words(60)),
        digitized=_moment(words(62), words(63)),
        caption=words(120) or None,
    )


def find_iptc(photoshop: bytes) -> bytes:
    """The records within the resources of Photoshop; empty where there are none."""
    at = 0
    while photoshop[at : at + 4] == b"8BIM" and at + 12 <= len(photoshop):
        (kind,) = struct.unpack_from(">H", photoshop, at + 4)
        named = 1 + photoshop[at + 6]
        start = at + 6 + named + named % 2
        if start + 4 > len(photoshop):
            break
        (length,) = struct.unpack_from(">I", photoshop, start)
        if kind == _IN_PHOTOSHOP:
            return photoshop[start + 4 : start + 4 + length]
        at = start + 4 + length + length % 2
    return b""


def _records(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, dataset = block[at + 1], block[at + 2]
        (length,) = struct.unpack_from(">H", block, at + 3)
        at += 5
        if length & 0x8000:  # the length of the length
            count = length & 0x7FFF
            if count > 4:
                return
            length = int.from_bytes(block[at : at + count], "big")
            at += count
        yield record, dataset, block[at : at + length]
        at += length


def _moment(day: str, time: str) -> str | None:
    found = _DAY.match(day)
    if found is None:
        return None
    date = ":".join(found.groups())
    clock = _TIME.match(time)
    return f"{date} {clock[1]}:{clock[2]}:{clock[3]}{clock[4] or ''}" if clock else date
