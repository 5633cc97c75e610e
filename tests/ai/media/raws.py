"""Raw photos, Photoshop files and Word files, written byte by byte: no program here writes them."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
from PIL import Image

from tests.ai.media import samples

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 10: 8, 13: 4}
Tags = dict[int, tuple[int, bytes, int]]  # tag → (type, packed values, how many)


def shorts(*values: int) -> tuple[int, bytes, int]:
    return 3, struct.pack(f"<{len(values)}H", *values), len(values)


def longs(*values: int) -> tuple[int, bytes, int]:
    return 4, struct.pack(f"<{len(values)}I", *values), len(values)


def words(text: str) -> tuple[int, bytes, int]:
    data = text.encode() + b"\0"
    return 2, data, len(data)


def bytes_of(data: bytes, kind: int = 7) -> tuple[int, bytes, int]:
    return kind, data, len(data)


def fractions(*values: float, kind: int = 5) -> tuple[int, bytes, int]:
    code = "I" if kind == 5 else "i"
    data = b"".join(struct.pack(f"<2{code}", round(value * 10000), 10000) for value in values)
    return kind, data, len(values)


def directory(tags: Tags, start: int) -> bytes:
    """A directory of a little-endian TIFF that lies at `start`, with its values behind it."""
    table, values = b"", b""
    place = start + 2 + 12 * len(tags) + 4
    for tag, (kind, data, count) in sorted(tags.items()):
        if len(data) <= 4:
            table += struct.pack("<HHI", tag, kind, count) + data.ljust(4, b"\0")
            continue
        table += struct.pack("<HHII", tag, kind, count, place + len(values))
        values += data + b"\0" * (len(data) % 2)
    return struct.pack("<H", len(tags)) + table + b"\0\0\0\0" + values


def gps(start: int) -> bytes:
    return directory(
        {
            1: words("N"), 2: fractions(48, 51, 27.72), 3: words("E"), 4: fractions(2, 17, 42),
        },
        start,
    )  # fmt: skip


def raw_with_preview(
    path: Path,
    size: tuple[int, int] = (1800, 1200),
    *,
    orientation: int = 1,
    magic: bytes = b"*\0",
    description: str = "",
) -> Path:
    """As NEF, ARW, PEF and SRW are built: a TIFF whose directories name a JPEG and a mosaic, with
    camera, date and place."""
    upright = samples.corners(size)
    turn = samples.STORED.get(orientation)
    jpeg = samples.encoded(upright.transpose(turn) if turn is not None else upright, "JPEG")
    mosaic = b"\0" * 128
    jpeg_at = 8
    mosaic_at = jpeg_at + len(jpeg)
    first = mosaic_at + len(mosaic)
    gps_at = first
    block = gps(gps_at)
    details_at = gps_at + len(block)
    details = directory({0x9003: words("2019:03:21 16:04:22")}, details_at)
    preview_at = details_at + len(details)
    preview = directory(
        {0x00FE: longs(1), 0x0103: shorts(6), 0x0201: longs(jpeg_at), 0x0202: longs(len(jpeg))},
        preview_at,
    )
    sensor_at = preview_at + len(preview)
    sensor = directory(
        {
            0x0100: longs(8), 0x0101: longs(8), 0x0102: shorts(16), 0x0103: shorts(34713),
            0x0106: shorts(32803), 0x0111: longs(mosaic_at), 0x0117: longs(len(mosaic)),
        },
        sensor_at,
    )  # fmt: skip
    root_at = sensor_at + len(sensor)
    tags: Tags = {
        0x010F: words("NIKON CORPORATION"), 0x0110: words("NIKON D90"),
        0x0112: shorts(orientation), 0x014A: longs(preview_at, sensor_at),
        0x8769: longs(details_at), 0x8825: longs(gps_at), 0x010E: words(description),
    }  # fmt: skip
    if magic == b"U\0":  # Panasonic names its JPEG in the first directory
        tags[0x002E] = bytes_of(jpeg)
    root = directory(tags, root_at)
    head = b"II" + magic + struct.pack("<I", root_at)
    path.write_bytes(head + jpeg + mosaic + block + details + preview + sensor + root)
    return path


def raf(path: Path) -> Path:
    jpeg = samples.encoded(
        samples.corners((1800, 1200)), "JPEG",
        exif=samples.exif(place=True, taken="2019:03:21 16:04:22"),
    )  # fmt: skip
    head = b"FUJIFILMCCD-RAW 0201FF129502X-T2".ljust(84, b"\0")
    path.write_bytes(head + struct.pack(">II", 128, len(jpeg)).ljust(44, b"\0") + jpeg)
    return path


def dng(
    path: Path, size: tuple[int, int] = (96, 64), *, orientation: int = 1, description: str = ""
) -> Path:
    """What a sensor under a mosaic of red, green and blue saw of `corners`, and no preview."""
    upright = samples.corners(size)
    turn = samples.STORED.get(orientation)
    seen = np.asarray(upright.transpose(turn) if turn is not None else upright).astype(float)
    linear = (seen / 255) ** 2.2
    height, width = upright.size[::-1] if orientation < 5 else upright.size
    mosaic = np.empty((height, width), "<u2")
    for row, column, band in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2)):
        mosaic[row::2, column::2] = linear[row::2, column::2, band] * 65535
    data = mosaic.tobytes()
    gps_at = 8 + len(data)
    block = gps(gps_at)
    to_camera = (3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.2040, 1.0570)
    tags: Tags = {
        0x00FE: longs(0), 0x0100: longs(width), 0x0101: longs(height), 0x0102: shorts(16),
        0x0103: shorts(1), 0x0106: shorts(32803), 0x010F: words("Test"), 0x0110: words("Camera"),
        0x0111: longs(8), 0x0112: shorts(orientation), 0x0115: shorts(1), 0x0116: longs(height),
        0x0117: longs(len(data)), 0x828D: shorts(2, 2), 0x828E: bytes_of(b"\0\1\1\2", 1),
        0x8825: longs(gps_at), 0xC612: bytes_of(b"\1\4\0\0", 1), 0xC613: bytes_of(b"\1\1\0\0", 1),
        0xC614: words("Test Camera"), 0xC61D: shorts(65535),
        0x010E: words(description), 0xC621: fractions(*to_camera, kind=10),
        0xC628: fractions(1, 1, 1), 0xC65A: shorts(21),
    }  # fmt: skip
    root = directory(tags, gps_at + len(block))
    head = b"II*\0" + struct.pack("<I", gps_at + len(block))
    path.write_bytes(head + data + block + root)
    return path


def psd(
    path: Path,
    picture: Image.Image,
    exif: Image.Exif | None = None,
    more: Mapping[int, bytes] = MappingProxyType({}),
) -> Path:
    """A Photoshop file of one layer, whose composite is all that is read, and `more` resources."""
    told = dict(more)
    if exif is not None:
        told[0x0422] = exif.tobytes().removeprefix(b"Exif\0\0")
    resources = b"".join(
        b"8BIM" + struct.pack(">HHI", number, 0, len(block)) + block + b"\0" * (len(block) % 2)
        for number, block in told.items()
    )
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, picture.height, picture.width, 8, 3)
    bands = b"".join(band.tobytes() for band in picture.convert("RGB").split())
    parts = [struct.pack(">I", 0), struct.pack(">I", len(resources)) + resources]
    path.write_bytes(head + b"".join(parts) + struct.pack(">I", 0) + b"\0\0" + bands)
    return path


def doc(path: Path, text: str, *, encrypted: bool = False) -> Path:
    """A Word file of two pieces: one in bytes, one in UTF-16."""
    middle = len(text) // 2
    single, wide = text[:middle].encode("cp1252"), text[middle:].encode("utf-16-le")
    main = bytearray(8192)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", main, 0x0A, 0x0200 | (0x0100 if encrypted else 0))
    struct.pack_into("<I", main, 0x4C, len(text))
    main[2048 : 2048 + len(single)] = single
    main[4096 : 4096 + len(wide)] = wide
    pieces = struct.pack("<3I", 0, middle, len(text))
    for place in ((2048 * 2) | 0x40000000, 4096):
        pieces += struct.pack("<HIH", 0, place, 0)
    found = b"\x01" + struct.pack("<H", 4) + b"\0" * 4 + b"\x02" + struct.pack("<I", len(pieces))
    table = (found + pieces).ljust(4096, b"\0")
    struct.pack_into("<II", main, 0x01A2, 0, len(found + pieces))
    path.write_bytes(ole({"WordDocument": bytes(main), "1Table": table}))
    return path


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file with streams of whole sectors, each at least 4096 bytes long."""
    end, unused = 0xFFFFFFFE, 0xFFFFFFFF
    table = [0xFFFFFFFD, end]  # the table itself, then the list of names
    body, places = b"", {}
    for name, data in streams.items():
        places[name] = len(table)
        count = len(data) // 512
        table += [len(table) + n + 1 for n in range(count - 1)] + [end]
        body += data
    names = b""
    entries = [("Root Entry", 5, end, 0)]
    entries += [(name, 2, places[name], len(data)) for name, data in streams.items()]
    for number, (name, kind, start, size) in enumerate(entries):
        packed = name.encode("utf-16-le") + b"\0\0"
        right = number + 1 if 0 < number < len(entries) - 1 else unused
        child = 1 if kind == 5 else unused
        names += packed.ljust(64, b"\0") + struct.pack("<HBB", len(packed), kind, 1)
        names += struct.pack("<III", unused, right, child) + b"\0" * 36
        names += struct.pack("<IQ", start, size)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    head += struct.pack("<I", unused) * 108
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return head + sectors + names.ljust(512, b"\0") + body
