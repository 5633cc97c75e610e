"""The items of a HEIC or AVIF (ISO 23008-12): which coded pictures there are, where their bytes
lie, what they are put together to, and what is told of them.

Damage is raised as ValueError, LookupError or struct.error.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_LARGEST_INDEX = 16 * 1024 * 1024
_LARGEST_ITEM = 512 * 1024 * 1024
_MOST_ITEMS = 1 << 16
_LARGEST_NOTE = 16 * 1024 * 1024
_HERE = 1  # an item that lies within the index itself
_ALPHA = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", b"urn:mpeg:hevc:2015:auxid:1")
_EXIF_START = b"Exif\0\0"


class CutShort(ValueError):
    """The file ends before its pictures do."""


Property = tuple[bytes, bytes]  # kind, contents


@dataclass(frozen=True)
class Nclx:
    """How the numbers of a picture are colours, by ITU-T H.273."""

    primaries: int
    transfer: int
    matrix: int
    is_full: bool


@dataclass(frozen=True)
class Grid:
    """A picture put together of equal tiles, row by row."""

    rows: int
    columns: int
    width: int
    height: int
    tiles: tuple[int, ...]


@dataclass
class Items:
    """What the index of a file says; the items themselves are read when asked for."""

    file: BinaryIO
    primary: int
    kinds: dict[int, bytes]
    types: dict[int, bytes]  # of what is neither a picture nor EXIF
    places: dict[int, tuple[int, list[tuple[int, int]]]]
    references: list[tuple[bytes, int, tuple[int, ...]]]
    properties: dict[int, list[Property]]
    within: bytes  # the items that lie in the index

    def bytes_of(self, item: int) -> bytes:
        """The bytes of an item."""
        method, extents = self.places[item]
        if sum(length for _, length in extents) > _LARGEST_ITEM:
            raise ValueError("an item larger than any picture")
        parts = []
        for start, length in extents:
            if method == _HERE:
                part = self.within[start : start + length]
            else:
                self.file.seek(start)
                part = self.file.read(length)
            if len(part) < length:
                raise CutShort("the file ends before its pictures do")
            parts.append(part)
        return b"".join(parts)

    def told(self, item: int, kind: bytes) -> bytes | None:
        """The contents of an item's property of this kind."""
        return next((data for name, data in self.properties.get(item, []) if name == kind), None)

    def size_of(self, item: int) -> tuple[int, int] | None:
        """Width and height of an item as it is coded."""
        data = self.told(item, b"ispe")
        return struct.unpack_from(">II", data, 4) if data else None

    def grid_of(self, item: int) -> Grid | None:
        """How an item is put together; None for what is coded in one piece."""
        if self.kinds[item] != b"grid":
            return None
        data = self.bytes_of(item)
        form = ">xxBBII" if data[1] & 1 else ">xxBBHH"
        rows, columns, width, height = struct.unpack_from(form, data)
        tiles = self._referred(b"dimg", item)
        if len(tiles) != (rows + 1) * (columns + 1) or not width or not height:
            raise ValueError(f"{len(tiles)} tiles for {rows + 1} × {columns + 1}")
        return Grid(rows + 1, columns + 1, width, height, tiles)

    def alpha_of(self, item: int) -> int | None:
        """The item that says how transparent another is."""
        for kind, source, targets in self.references:
            told = self.told(source, b"auxC") or b""
            if kind == b"auxl" and item in targets and told[4:].split(b"\0")[0] in _ALPHA:
                return source
        return None

    def nclx_of(self, item: int) -> Nclx | None:
        """The colours that are told in numbers; None where they are not."""
        for kind, data in self.properties.get(item, []):
            if kind == b"colr" and data[:4] == b"nclx":
                primaries, transfer, matrix, full = struct.unpack_from(">HHHB", data, 4)
                return Nclx(primaries, transfer, matrix, bool(full & 0x80))
        return None

    def profile_of(self, item: int) -> bytes | None:
        """The ICC profile."""
        for kind, data in self.properties.get(item, []):
            if kind == b"colr" and data[:4] in (b"prof", b"rICC"):
                return data[4:]
        return None

    def exif_of(self, item: int) -> bytes:
        """The EXIF block that describes an item, as Pillow keeps it; empty where there is none."""
        for noted in self._describing(item, b"Exif"):
            data = self.bytes_of(noted)[:_LARGEST_NOTE]
            (skipped,) = struct.unpack_from(">I", data)
            return _EXIF_START + data[4 + skipped :]
        return b""

    def xmp_of(self, item: int) -> bytes:
        """The XMP packet that describes an item; empty where there is none."""
        for noted in self._describing(item, b"mime"):
            if self.types.get(noted) == b"application/rdf+xml":
                return self.bytes_of(noted)[:_LARGEST_NOTE]
        return b""

    def _referred(self, kind: bytes, source: int) -> tuple[int, ...]:
        found = (to for name, start, to in self.references if (name, start) == (kind, source))
        return next(found, ())

    def _describing(self, item: int, kind: bytes) -> Iterator[int]:
        for name, source, targets in self.references:
            if name == b"cdsc" and item in targets and self.kinds.get(source) == kind:
                yield source


def read_items(file: BinaryIO) -> Items | None:
    """The items of a file; None for a file without any."""
    file.seek(0)
    if file.read(12)[4:8] != b"ftyp":
        return None
    place = 0
    while True:
        file.seek(place)
        header = file.read(16)
        if len(header) < 8:
            return None
        size, kind = struct.unpack_from(">I4s", header)
        long = size == 1
        if long:
            (size,) = struct.unpack_from(">Q", header, 8)
        if kind == b"meta":
            start = place + (16 if long else 8)
            if size > _LARGEST_INDEX:
                raise ValueError("an index larger than any")
            file.seek(start)
            return _read(file, file.read(size - (start - place)))
        if size < 8:
            return None
        place += size


def _read(file: BinaryIO, index: bytes) -> Items | None:
    boxes = dict(reversed(list(_boxes(index, 4))))
    if not {b"pitm", b"iinf", b"iloc"} <= boxes.keys():
        return None
    primary = boxes[b"pitm"]
    kinds, types = _kinds(boxes[b"iinf"])
    return Items(
        file=file,
        primary=struct.unpack_from(">I" if primary[0] else ">H", primary, 4)[0],
        kinds=kinds,
        types=types,
        places=_places(boxes[b"iloc"]),
        references=_references(boxes.get(b"iref", b"")),
        properties=_properties(boxes.get(b"iprp", b"")),
        within=boxes.get(b"idat", b""),
    )


def _boxes(data: bytes, place: int = 0) -> Iterator[Property]:
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        start = place + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start)
            start += 8
        size = size or len(data) - place
        if size < start - place:
            raise ValueError("a box smaller than its own head")
        yield kind, data[start : place + size]
        place += size


def _kinds(data: bytes) -> tuple[dict[int, bytes], dict[int, bytes]]:
    kinds, types = {}, {}
    for kind, entry in _boxes(data, 8 if data[0] else 6):
        if kind != b"infe" or entry[0] < 2:
            continue
        number, _, named = struct.unpack_from(">HH4s" if entry[0] == 2 else ">IH4s", entry, 4)
        kinds[number] = named
        if named == b"mime":
            texts = entry[12 if entry[0] == 2 else 14 :].split(b"\0")
            types[number] = texts[1] if len(texts) > 1 else b""
        if len(kinds) > _MOST_ITEMS:
            raise ValueError("more items than any picture has")
    return kinds, types


class _Numbers:
    """Big-endian numbers of odd lengths, one after the other."""

    def __init__(self, data: bytes, place: int) -> None:
        self._data, self._place = data, place

    def next(self, length: int) -> int:
        if self._place + length > len(self._data):
            raise ValueError("a list that ends early")
        self._place += length
        return int.from_bytes(self._data[self._place - length : self._place])


def _places(data: bytes) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    version = data[0]
    of_offset, of_length, of_base, of_index = data[4] >> 4, data[4] & 15, data[5] >> 4, data[5] & 15
    numbers = _Numbers(data, 6)
    places: dict[int, tuple[int, list[tuple[int, int]]]] = {}
    for _ in range(min(numbers.next(4 if version == 2 else 2), _MOST_ITEMS)):
        item = numbers.next(4 if version == 2 else 2)
        method = numbers.next(2) & 15 if version in (1, 2) else 0
        numbers.next(2)
        base = numbers.next(of_base)
        extents = []
        for _ in range(numbers.next(2)):
            if version in (1, 2):
                numbers.next(of_index)
            start = base + numbers.next(of_offset)
            extents.append((start, numbers.next(of_length)))
        places[item] = (method, extents)
    return places


def _references(data: bytes) -> list[tuple[bytes, int, tuple[int, ...]]]:
    if not data:
        return []
    length = 4 if data[0] else 2
    found = []
    for kind, entry in _boxes(data, 4):
        numbers = _Numbers(entry, 0)
        source = numbers.next(length)
        found.append((kind, source, tuple(numbers.next(length) for _ in range(numbers.next(2)))))
    return found


def _properties(data: bytes) -> dict[int, list[Property]]:
    boxes = list(_boxes(data))
    known = list(_boxes(next((body for kind, body in boxes if kind == b"ipco"), b"")))
    found: dict[int, list[Property]] = {}
    for kind, body in boxes:
        if kind != b"ipma":
            continue
        numbers = _Numbers(body, 4)
        long = body[3] & 1
        for _ in range(min(numbers.next(4), _MOST_ITEMS)):
            item = numbers.next(4 if body[0] else 2)
            for _ in range(numbers.next(1)):
                index = numbers.next(2) & 0x7FFF if long else numbers.next(1) & 0x7F
                if index:
                    found.setdefault(item, []).append(known[index - 1])
    return found
