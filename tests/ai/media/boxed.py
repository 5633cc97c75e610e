"""HEIC and AVIF put together box by box from pictures that were coded once: files of a size that
nothing here could code in a test, and such that no program here writes."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
from PIL import Image

from tests.media.scheduling import as_it_was

Property = tuple[bytes, bytes]
_CHROMA = {"yuv420": 1, "yuv422": 2, "yuv444": 3}
_SETUP = {b"hvc1": b"hvcC", b"av01": b"av1C"}


@dataclass
class Coded:
    """One coded picture: its item type, its decoder's setup, its bytes."""

    kind: bytes
    setup: bytes
    data: bytes
    size: tuple[int, int]

    @property
    def properties(self) -> list[Property]:
        return [(_SETUP[self.kind], self.setup), size(*self.size)]


@as_it_was()
def coded(
    picture: Image.Image | np.ndarray,
    *,
    codec: str,
    pixels: str = "yuv420p",
    told: dict[str, int] | None = None,
) -> Coded:
    """A picture coded as one tile: by x265 or SVT-AV1. An array is a frame of rgb48."""
    is_heic = codec == "hevc"
    if isinstance(picture, Image.Image):
        frame = av.VideoFrame.from_image(picture)
    else:
        frame = av.VideoFrame.from_ndarray(picture, format="rgb48le")
    context = av.CodecContext.create("libx265" if is_heic else "libsvtav1", "w")
    context.width, context.height = frame.width, frame.height
    context.pix_fmt, context.time_base = pixels, Fraction(1, 25)
    # Headers apart from the picture, as items want them.
    context.flags |= av.codec.context.Flags.global_header
    context.options = (
        {"preset": "ultrafast", "x265-params": "log-level=none:pools=none:frame-threads=1:qp=12"}
        if is_heic
        else {"preset": "10", "crf": "8", "svtav1-params": "lp=1:avif=1"}
    )
    for name, number in (told or {}).items():
        setattr(context, name, number)
    frame.pts = 0
    packets = [*context.encode(frame), *context.encode(None)]
    data, setup = b"".join(bytes(packet) for packet in packets), bytes(context.extradata or b"")
    if is_heic:
        form = av.VideoFormat(pixels)
        setup = _hvcc(setup, chroma=_CHROMA[pixels[:6]], bits=form.components[0].bits)
        data = _with_lengths(data)
        return Coded(b"hvc1", setup, data, picture_size(picture))
    deep = 0x40 if "10" in pixels else 0
    return Coded(b"av01", bytes([0x81, 0x08, deep | 0x0C, 0]) + setup, data, picture_size(picture))


def picture_size(picture: Image.Image | np.ndarray) -> tuple[int, int]:
    if isinstance(picture, Image.Image):
        return picture.size
    return picture.shape[1], picture.shape[0]


def _units(stream: bytes) -> list[bytes]:
    """The units of a stream that separates them by a mark."""
    parts = stream.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
    return [part for part in parts if part]


def _with_lengths(stream: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(unit)) + unit for unit in _units(stream))


def _hvcc(headers: bytes, *, chroma: int, bits: int) -> bytes:
    """The setup of an HEVC decoder. The profile is left to the units themselves."""
    units = _units(headers)
    kinds = sorted({unit[0] >> 1 & 63 for unit in units} & {32, 33, 34})
    body = bytes([1, 1, *(0,) * 10, 120, 0xF0, 0, 0xFC, 0xFC | chroma, *(0xF8 | bits - 8,) * 2])
    body += bytes([0, 0, 0x03, len(kinds)])
    for kind in kinds:
        of_kind = [unit for unit in units if unit[0] >> 1 & 63 == kind]
        body += struct.pack(">BH", 0x80 | kind, len(of_kind))
        body += b"".join(struct.pack(">H", len(unit)) + unit for unit in of_kind)
    return body


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def full(kind: bytes, body: bytes, *, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, struct.pack(">I", version << 24 | flags) + body)


def size(width: int, height: int) -> Property:
    return b"ispe", struct.pack(">III", 0, width, height)


def nclx(primaries: int, transfer: int, matrix: int, *, is_full: bool = True) -> Property:
    return b"colr", b"nclx" + struct.pack(">HHHB", primaries, transfer, matrix, 0x80 * is_full)


def turned(quarters: int) -> Property:
    return b"irot", bytes([quarters])


def mirrored(way: int) -> Property:
    return b"imir", bytes([way])


def cut(width: int, height: int, right: Fraction, down: Fraction) -> Property:
    numbers = (width, 1, height, 1, *right.as_integer_ratio(), *down.as_integer_ratio())
    return b"clap", struct.pack(">IIIIiIiI", *numbers)


ALPHA: Property = (b"auxC", b"\0\0\0\0urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0")


@dataclass
class Book:
    """A file of items in the making. The first one added is the picture that it shows."""

    brand: bytes
    kinds: list[bytes] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)  # in `data`
    properties: list[list[Property]] = field(default_factory=list)
    references: list[tuple[bytes, int, list[int]]] = field(default_factory=list)
    data: bytes = b""

    def add(self, kind: bytes, data: bytes, properties: list[Property]) -> int:
        """The number of the new item. Bytes that are there already are not stored again."""
        at = self.data.find(data) if len(data) > 16 else -1
        if at < 0:
            at = len(self.data)
            self.data += data
        self.kinds.append(kind)
        self.spans.append((at, len(data)))
        self.properties.append(properties)
        return len(self.kinds)

    def written(self) -> bytes:
        head = box(b"ftyp", self.brand + b"\0\0\0\0mif1" + self.brand)
        index = self._index(0)
        return head + self._index(len(head) + len(index) + 8) + box(b"mdat", self.data)

    def _index(self, start: int) -> bytes:
        numbers = range(1, len(self.kinds) + 1)
        entries = b"".join(
            full(b"infe", struct.pack(">HH4s", n, 0, self.kinds[n - 1]) + b"\0", version=2)
            for n in numbers
        )
        places = b"".join(
            struct.pack(">HHHII", n, 0, 1, start + self.spans[n - 1][0], self.spans[n - 1][1])
            for n in numbers
        )
        known = list(dict.fromkeys(each for told in self.properties for each in told))
        told = b""
        for n in numbers:
            of_item = self.properties[n - 1]
            told += struct.pack(">HB", n, len(of_item))
            told += b"".join(struct.pack(">H", 0x8000 | 1 + known.index(p)) for p in of_item)
        said = b"".join(
            box(kind, struct.pack(f">HH{len(to)}H", source, len(to), *to))
            for kind, source, to in self.references
        )
        return full(
            b"meta",
            full(b"hdlr", b"\0\0\0\0pict" + bytes(13))
            + full(b"pitm", struct.pack(">H", 1))
            + full(b"iloc", b"\x44\x00" + struct.pack(">H", len(self.kinds)) + places)
            + full(b"iinf", struct.pack(">H", len(self.kinds)) + entries)
            + (full(b"iref", said) if said else b"")
            + box(
                b"iprp",
                box(b"ipco", b"".join(box(*each) for each in known))
                + full(b"ipma", struct.pack(">I", len(self.kinds)) + told, flags=1),
            ),
        )


def grid(
    tiles: list[Coded],
    columns: int,
    whole: tuple[int, int],
    *,
    brand: bytes,
    more: tuple[Property, ...] = (),
) -> Book:
    """A picture of tiles, row by row. A tile given often is stored once."""
    book = Book(brand)
    told = struct.pack(">BBBBII", 0, 1, len(tiles) // columns - 1, columns - 1, *whole)
    book.add(b"grid", told, [size(*whole), *more])
    numbers = [book.add(tile.kind, tile.data, tile.properties) for tile in tiles]
    book.references.append((b"dimg", 1, numbers))
    return book


def single(picture: Coded, *more: Property, brand: bytes) -> Book:
    """A picture of one piece."""
    book = Book(brand)
    book.add(picture.kind, picture.data, [*picture.properties, *more])
    return book
