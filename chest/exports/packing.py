"""Entries of an archive, measured before they are written; ZIP64 in pieces that stand for
themselves.

Written by hand, because no library goes on with an archive whose writer died: see docs/decisions.
Each entry is stored as it is, with its length and checksums before it, so that every reader since
1989 can read it, as a stream too.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from zlib import crc32

Chunks = Callable[[], Iterator[bytes]]

_LIMIT = 0xFFFFFFFF
_UTF8 = 0x800
_PLAIN, _ZIP64 = 20, 45
_UNIX_FILE = 0o100644 << 16


class ChangedMeanwhile(Exception):
    """Raised when what is copied is not what was measured a moment before."""


@dataclass(frozen=True)
class Entry:
    """A file to be packed, measured. `about` is what the list of files says of it."""

    path: str
    size: int
    crc: int
    sha256: str
    chunks: Chunks = field(compare=False)
    about: dict[str, Any] = field(default_factory=dict, compare=False)

    def copy(self) -> Iterator[bytes]:
        """Its bytes. Raises ChangedMeanwhile at the end if they are not those that were
        measured."""
        digest, size = sha256(), 0
        for chunk in self.chunks():
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        if size != self.size or digest.hexdigest() != self.sha256:
            raise ChangedMeanwhile(self.path)


def measure(path: str, chunks: Chunks, **about: Any) -> Entry:
    """Read it once. Raises what reading raises."""
    digest, size, crc = sha256(), 0, 0
    for chunk in chunks():
        digest.update(chunk)
        crc = crc32(chunk, crc)
        size += len(chunk)
    return Entry(path, size, crc, digest.hexdigest(), chunks, about)


def text_entry(path: str, text: str, **about: Any) -> Entry:
    data = text.encode("utf-8")
    return measure(path, lambda: iter((data,)), **about)


@dataclass(frozen=True)
class Packed:
    """An entry that lies in the archive; `offset` is where it begins."""

    path: str
    size: int
    crc: int
    sha256: str
    offset: int
    about: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))


def pack(entries: Iterable[Entry], when: datetime) -> Iterator[bytes]:
    """The entries as a run of an archive, each whole. Raises ChangedMeanwhile."""
    for entry in entries:
        yield _local_header(entry, when)
        yield from entry.copy()


def place(entries: Iterable[Entry], offset: int) -> tuple[list[Packed], int]:
    """Where the entries lie if their run begins at `offset`, and where it ends."""
    packed = []
    for one in entries:
        packed.append(Packed(one.path, one.size, one.crc, one.sha256, offset, one.about))
        offset += header_size(one.path, one.size) + one.size
    return packed, offset


def header_size(path: str, size: int) -> int:
    return 30 + len(path.encode()) + (20 if size >= _LIMIT else 0)


def end(entries: Iterable[Packed], offset: int, when: datetime) -> Iterator[bytes]:
    """The list of contents that ends the archive, for an archive of `offset` bytes so far."""
    number = length = 0
    for entry in entries:
        row = _central_header(entry, when)
        number, length = number + 1, length + len(row)
        yield row
    # The long form always: it is true of every archive, however small.
    yield struct.pack(
        "<4sQHHIIQQQQ",
        b"PK\6\6",
        44,
        _ZIP64,
        _ZIP64,
        0,
        0,
        number,
        number,
        length,
        offset,
    )
    yield struct.pack("<4sIQI", b"PK\6\7", 0, offset + length, 1)
    yield struct.pack(
        "<4sHHHHIIH",
        b"PK\5\6",
        0,
        0,
        min(number, 0xFFFF),
        min(number, 0xFFFF),
        min(length, _LIMIT),
        min(offset, _LIMIT),
        0,
    )


def _local_header(entry: Entry, when: datetime) -> bytes:
    name, day, time = entry.path.encode(), *_dos(when)
    is_long = entry.size >= _LIMIT
    size = _LIMIT if is_long else entry.size
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if is_long else b""
    head = struct.pack(
        "<4sHHHHHIIIHH",
        b"PK\3\4",
        _ZIP64 if is_long else _PLAIN,
        _UTF8,
        0,
        time,
        day,
        entry.crc,
        size,
        size,
        len(name),
        len(extra),
    )
    return head + name + extra


def _central_header(entry: Packed, when: datetime) -> bytes:
    name, day, time = entry.path.encode(), *_dos(when)
    long = []
    if entry.size >= _LIMIT:
        long += [entry.size, entry.size]
    if entry.offset >= _LIMIT:
        long.append(entry.offset)
    extra = struct.pack(f"<HH{len(long)}Q", 1, 8 * len(long), *long) if long else b""
    size, offset = min(entry.size, _LIMIT), min(entry.offset, _LIMIT)
    head = struct.pack(
        "<4sBBHHHHHIIIHHHHHI",
        b"PK\1\2",
        _ZIP64,
        3,
        _ZIP64 if long else _PLAIN,
        _UTF8,
        0,
        time,
        day,
        entry.crc,
        size,
        size,
        len(name),
        len(extra),
        0,
        0,
        0,
        _UNIX_FILE,
    )
    return head + struct.pack("<I", offset) + name + extra


def _dos(when: datetime) -> tuple[int, int]:
    day = (max(when.year, 1980) - 1980) << 9 | when.month << 5 | when.day
    return day, when.hour << 11 | when.minute << 5 | when.second // 2
