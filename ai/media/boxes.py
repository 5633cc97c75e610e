"""Files made of boxes (ISO 14496-12): films, recordings, HEIC, AVIF, JPEG 2000, JPEG XL, CR3.

What such a file is stands in its structure: which boxes there are and what its tracks hold. The
brand, of which every maker of cameras has its own, only tells relatives apart.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_MOST_BOXES = 10_000
_MOST_INDEX = 16 * 1024 * 1024  # the index of a film of many hours
_FIRST = frozenset(b"ftyp moov mdat wide free skip pnot uuid styp moof sidx prft emsg".split()) | {
    b"JXL ",
    b"jP  ",
}
_FRAGMENTS = frozenset((b"styp", b"moof", b"sidx"))
_HANDLER = re.compile(rb"hdlr.{8}(vide|soun|pict|auxv)", re.DOTALL)

_BY_BRAND = {
    b"qt  ": "video/quicktime",
    b"crx ": "image/x-canon-cr3",
    b"jp2 ": "image/jp2",
    b"jpx ": "image/jpx",
    b"jpm ": "image/jpm",
    b"mjp2": "video/mj2",
    b"jxl ": "image/jxl",
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"kddi": "video/3gpp2",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"M4P ": "audio/mp4",
    b"M4V ": "video/x-m4v",
    b"M4VH": "video/x-m4v",
    b"M4VP": "video/x-m4v",
}
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"))
_HEIF = frozenset((b"mif1", b"mif2", b"mif3", b"msf1", b"miaf", b"avci", b"avcs", b"jpeg", b"jpgs"))

_STILL = _HEIC | _HEIF | {b"avif", b"avis"}


@dataclass(frozen=True)
class _Boxes:
    """The outermost boxes of a file, its brands (its own first) and the kinds of its tracks."""

    names: tuple[bytes, ...]
    brands: tuple[bytes, ...]
    tracks: frozenset[bytes]


def name_boxed(head: bytes, file: BinaryIO) -> str | None:
    """The media type of a file made of boxes, None for every other file. `audio/mp4` and its like
    are told for what has no moving pictures."""
    if head[4:8] not in _FIRST or (head[:4] == bytes(4) and head[4:8] != b"mdat"):
        return None
    boxes = _read(file)
    if boxes is None:
        return None
    first = boxes.brands[0] if boxes.brands else b""
    if first.startswith((b"jp", b"mjp2", b"jxl", b"crx")) and first in _BY_BRAND:
        return _BY_BRAND[first]
    if boxes.names[0] == b"JXL ":
        return "image/jxl"
    if picture := _name_picture(boxes):
        return picture
    return _name_film(boxes, first)


def _name_picture(boxes: _Boxes) -> str | None:
    """HEIC and its like: described by `meta`, or a sequence of pictures. A film with a description
    is a film, and so is one whose brand is that of the coding of its pictures."""
    brands = set(boxes.brands)
    is_still = boxes.brands[:1] and boxes.brands[0] in _STILL and b"meta" in boxes.names
    has_film = boxes.tracks & {b"vide", b"soun"} and not is_still
    if has_film or not (b"meta" in boxes.names or brands & (_HEIC | _HEIF) or b"avif" in brands):
        return None
    if not boxes.brands or (b"moov" in boxes.names and not (boxes.tracks or is_still)):
        return None
    if brands & {b"avif", b"avis"}:
        return "image/avif"
    return "image/heic" if brands & _HEIC else "image/heif" if brands & _HEIF else None


def _name_film(boxes: _Boxes, brand: bytes) -> str | None:
    names = set(boxes.names)
    if not names & {b"ftyp", b"moov", b"mdat", *_FRAGMENTS}:
        return None
    named = "video/mp4" if brand or names & _FRAGMENTS else "video/quicktime"
    if brand.startswith((b"3gp", b"3gr", b"3gs", b"3ge", b"3gg", b"3gf", b"3gh", b"3gm", b"3gt")):
        named = "video/3gpp"
    elif brand.startswith(b"3g2"):
        named = "video/3gpp2"
    else:
        named = _BY_BRAND.get(brand, named)
    if named.startswith("image/"):
        named = "video/mp4"
    if boxes.tracks and b"vide" not in boxes.tracks:
        return named.replace("video/x-m4v", "video/mp4").replace("video/", "audio/")
    if named == "audio/mp4" and b"vide" in boxes.tracks:
        return "video/mp4"
    return named


def _read(file: BinaryIO) -> _Boxes | None:
    """None where one box does not end where another begins."""
    names: list[bytes] = []
    brands: tuple[bytes, ...] = ()
    tracks: frozenset[bytes] = frozenset()
    for name, at, length in _outermost(file):
        if not re.fullmatch(rb"[\x20-\x7e\xa9]{4}", name):
            # Some cameras leave zeros or their own notes behind the last box.
            return _Boxes(tuple(names), brands, tracks) if len(names) > 1 else None
        names.append(name)
        if name in (b"ftyp", b"styp") and not brands:
            file.seek(at)
            body = file.read(min(length, 4096))
            start = 16 if body[:4] == b"\0\0\0\1" else 8
            found = [body[n : n + 4] for n in range(start, len(body) - 3, 4)]
            brands = tuple(found[:1] + found[2:])  # between them, a version
        elif name == b"moov" and not tracks:
            file.seek(at)
            tracks = frozenset(_HANDLER.findall(file.read(min(length, _MOST_INDEX))))
    return _Boxes(tuple(names), brands, tracks) if names else None


def _outermost(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """(name, place, length) of each box, one that is cut short included."""
    size = file.seek(0, os.SEEK_END)
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > size:
            return
        file.seek(at)
        header = file.read(16)
        length, name = struct.unpack(">I4s", header[:8])
        if length == 1 and len(header) == 16:
            (length,) = struct.unpack(">Q", header[8:])
        elif length == 0:
            length = size - at
        yield name, at, length
        if length < 8:
            return
        at += length
