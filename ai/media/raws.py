"""Raw photographs, told by their maker: each has a format of its own, and most look like TIFF."""

from __future__ import annotations

import contextlib
import re
import struct
from dataclasses import dataclass, field
from typing import BinaryIO

# What is no TIFF at all, or says its name in its first bytes.
_BY_HEAD = (
    (re.compile(rb"II\*\0....CR\x02", re.DOTALL), "image/x-canon-cr2"),
    (re.compile(rb"(?:II|MM)..[\0-\xff]{2}HEAPCCDR", re.DOTALL), "image/x-canon-crw"),
    (re.compile(rb"FUJIFILMCCD-RAW"), "image/x-fuji-raf"),
    (re.compile(rb"IIU\0"), "image/x-panasonic-rw2"),
    (re.compile(rb"IIR[OS]|MMOR"), "image/x-olympus-orf"),
    (re.compile(rb"\0MR[MI]"), "image/x-minolta-mrw"),
    (re.compile(rb"FOVb"), "image/x-sigma-x3f"),
    (re.compile(rb"IIII.{4}|MMMM.{4}|(?:II\*\0|MM\0\*)....(?:IIII|MMMM)", re.DOTALL), None),
)
_IIQ = "image/x-phaseone-iiq"
_BY_MAKER = (
    ("NIKON", "image/x-nikon-nef"),
    ("SONY", "image/x-sony-arw"),
    ("PENTAX", "image/x-pentax-pef"),
    ("ASAHI", "image/x-pentax-pef"),
    ("RICOH", "image/x-pentax-pef"),
    ("SAMSUNG", "image/x-samsung-srw"),
    ("HASSELBLAD", "image/x-hasselblad-3fr"),
    ("PHASE ONE", _IIQ),
    ("LEAF", _IIQ),
    ("KODAK", "image/x-kodak-dcr"),
    ("EASTMAN KODAK", "image/x-kodak-dcr"),
    ("SEIKO EPSON", "image/x-epson-erf"),
    ("MAMIYA", "image/x-mamiya-mef"),
    ("LEICA", "image/x-leica-rwl"),
    ("PANASONIC", "image/x-panasonic-rw2"),
    ("OLYMPUS", "image/x-olympus-orf"),
    ("CANON", "image/x-canon-cr2"),
)
_DNG = "image/x-adobe-dng"
UNTRIED = frozenset(row for _, row in (*_BY_HEAD, *_BY_MAKER) if row) | {
    _DNG, "image/x-nikon-nrw", "image/x-canon-cr3",
}  # fmt: skip
"""Types of which no whole file of a camera was ever opened here: all of them, so far. Whoever opens
one takes its type out of this and changes its row in docs/formats.md."""
_MAKE, _MODEL, _DNG_VERSION = 0x010F, 0x0110, 0xC612
_SUBFILE, _COMPRESSION, _PHOTOMETRIC, _SUB_IFDS, _EXIF = 0x00FE, 0x0103, 0x0106, 0x014A, 0x8769
_OF_SENSORS = frozenset((32803, 34892))  # a filter of colours, and what was made of one
_OF_MAKERS = frozenset((32767, 32769, 32770, 34713, 65000, 65535))
_MOST_DIRECTORIES, _MOST_ENTRIES = 12, 512


@dataclass
class _Tiff:
    """What the directories of a TIFF say of who made it and how. Broken ones say nothing."""

    text: dict[int, str] = field(default_factory=dict)
    numbers: dict[int, set[int]] = field(default_factory=dict)
    is_reduced: bool = False  # the first picture is but a small one of another


def name_raw(head: bytes, file: BinaryIO) -> str | None:
    """The media type of a raw photograph; None for every other file, a scanner's TIFF too."""
    for start, named in _BY_HEAD:
        if start.match(head):
            return named or _IIQ
    if head[:4] not in (b"II*\0", b"MM\0*"):
        return None
    tiff = _Tiff()
    with contextlib.suppress(struct.error):  # cut short: what was read so far may tell
        _read(file, "<" if head[:2] == b"II" else ">", tiff)
    if _DNG_VERSION in tiff.numbers:
        return _DNG
    of_sensor = tiff.numbers.get(_PHOTOMETRIC, set()) & _OF_SENSORS
    of_maker = tiff.numbers.get(_COMPRESSION, set()) & _OF_MAKERS
    has_more = tiff.is_reduced and _SUB_IFDS in tiff.numbers
    if not (of_sensor or of_maker or has_more or tiff.is_reduced):
        return None
    make = tiff.text.get(_MAKE, "").upper().strip()
    for maker, named in _BY_MAKER:
        if make.startswith(maker):
            is_coolpix = "COOLPIX" in tiff.text.get(_MODEL, "").upper()
            return "image/x-nikon-nrw" if maker == "NIKON" and is_coolpix else named
    return _DNG if of_sensor else None


def _read(file: BinaryIO, order: str, tiff: _Tiff) -> None:
    file.seek(4)
    (first,) = struct.unpack(order + "I", file.read(4))
    waiting, seen = [first], set[int]()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        start = waiting.pop(0)
        if start in seen or start < 8:
            continue
        seen.add(start)
        file.seek(start)
        (count,) = struct.unpack(order + "H", file.read(2))
        entries = file.read(12 * min(count, _MOST_ENTRIES))
        (follows,) = struct.unpack(order + "I", file.read(4).ljust(4, b"\0"))
        for at in range(0, len(entries) - 11, 12):
            waiting += _take(file, order, entries[at : at + 12], tiff, is_first=start == first)
        waiting.append(follows)


def _take(
    file: BinaryIO, order: str, entry: bytes, tiff: _Tiff, *, is_first: bool
) -> tuple[int, ...]:
    """Note what an entry says; the places of further directories that it names."""
    tag, kind, count = struct.unpack_from(order + "HHI", entry)
    if tag in (_MAKE, _MODEL) and kind == 2 and tag not in tiff.text:
        tiff.text[tag] = (
            _bytes(file, order, entry, min(count, 64)).split(b"\0")[0].decode("latin-1")
        )
    elif tag in (_COMPRESSION, _PHOTOMETRIC) and kind in (3, 4):
        form = "H" if kind == 3 else "I"
        (value,) = struct.unpack_from(order + form, entry, 8)
        tiff.numbers.setdefault(tag, set()).add(value)
    elif tag == _DNG_VERSION:
        tiff.numbers[tag] = set()
    elif tag == _SUBFILE and kind == 4 and is_first:
        tiff.is_reduced = bool(struct.unpack_from(order + "I", entry, 8)[0] & 1)
    elif tag == _SUB_IFDS and kind in (4, 13):
        tiff.numbers[tag] = set()
        count = min(count, 8)
        return struct.unpack(f"{order}{count}I", _bytes(file, order, entry, 4 * count))
    return ()


def _bytes(file: BinaryIO, order: str, entry: bytes, length: int) -> bytes:
    """The value of an entry, in it or where it says."""
    if length <= 4:
        return entry[8 : 8 + length]
    file.seek(struct.unpack_from(order + "I", entry, 8)[0])
    return file.read(length)
