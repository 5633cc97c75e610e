"""Raw photos of cameras: the picture that the camera put into them, or one developed here.

Runs inside the decoding process. Cameras store a finished JPEG beside what the sensor saw, and it
looks as their owners remember it. Only where none is large enough is the photo developed, by
LibRaw; what neither gives cannot be shown.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from ai.media.types import MediaError, MediaErrorKind

FULL_SIZE = "full_size"
"""In `info`: how large a picture is that was developed at half its size."""

_LARGE_ENOUGH = 1000  # pixels of the long edge
_FACTS = 2 * 1024 * 1024  # most cameras write their directories at the beginning,
_ALL_FACTS = 128 * 1024 * 1024  # some programs at the end
_MOST_DIRECTORIES, _MOST_ENTRIES = 40, 400
_LARGEST_JPEG = 64 * 1024 * 1024

_MAGIC = (*(b"FUJIFILMCCD-RAW", b"IIU\0", b"IIRO", b"IIRS", b"MMOR", b"\0MRM", b"FOVb"),)
_COMPRESSION, _PHOTOMETRIC, _STRIPS, _STRIP_BYTES = 0x0103, 0x0106, 0x0111, 0x0117
_SUB_DIRECTORIES, _JPEG, _JPEG_BYTES, _DNG_VERSION = 0x014A, 0x0201, 0x0202, 0xC612
_JPEG_OF_PANASONIC = 0x002E
_SENSOR = {32803, 34892}  # a colour filter's mosaic, and the same already made linear
_MAKERS = {34713, 32767, 32769, 32770, 65535, 65000}  # how Nikon, Sony, Samsung, Pentax, Kodak pack
_TURNS = {0: 1, 3: 3, 5: 8, 6: 6}  # LibRaw's flip → EXIF orientation

_Directory = dict[int, tuple[int, int, list[int]]]  # tag → (type, where its values are, values)


def developed(path: Path) -> Image.Image:
    """The largest JPEG within, else the developed photo. What the camera noted is in `info`.
    Raises MediaError(unsupported) where neither is to be had."""
    with path.open("rb") as file:
        facts = _facts(file)
        best = max(_previews(file), key=_area, default=None)
    turn = None
    if best is None or max(best.size) < _LARGE_ENOUGH:
        found, turn = _by_libraw(path)
        best = max((each for each in (best, found) if each is not None), key=_area, default=None)
    if best is None:
        raise MediaError(MediaErrorKind.unsupported, "a raw photo without a picture in it")
    if facts:
        best.info["exif"] = facts
    elif turn is not None and "exif" not in best.info:
        exif = Image.Exif()
        exif[0x0112] = turn
        best.info["exif"] = exif.tobytes()
    best.format = "JPEG" if best.format in ("JPEG", "MPO") else None
    return best


def _area(picture: Image.Image) -> int:
    return picture.width * picture.height


def _facts(file: BinaryIO) -> bytes:
    """What the camera noted, as an EXIF block; empty where the file is no TIFF."""
    file.seek(0)
    head = file.read(_FACTS)
    if len(head) == _FACTS and int.from_bytes(
        head[4:8], "little" if head[:2] == b"II" else "big"
    ) > (_FACTS // 2):
        head += file.read(_ALL_FACTS)
    if head[:2] == b"II" and head[2:4] in (b"*\0", b"U\0", b"RO", b"RS"):
        return b"Exif\0\0II*\0" + head[4:]
    if head[:2] == b"MM" and head[2:4] in (b"\0*", b"OR"):
        return b"Exif\0\0MM\0*" + head[4:]
    return b""


def _previews(file: BinaryIO) -> Iterator[Image.Image]:
    """The JPEGs that the file's directories name and that open, not yet decoded."""
    for start, length in _places(file):
        if not 0 < length <= _LARGEST_JPEG:
            continue
        file.seek(start)
        data = file.read(length)
        # What the sensor saw may be packed as JPEG as well: lossless, which Pillow refuses.
        if data[:2] == b"\xff\xd8":
            try:
                yield Image.open(io.BytesIO(data), formats=["JPEG", "MPO"])
            except (OSError, SyntaxError, ValueError, struct.error):
                continue


def _places(file: BinaryIO) -> Iterator[tuple[int, int]]:
    file.seek(0)
    head = file.read(96)
    if head.startswith(b"FUJIFILMCCD-RAW"):
        if len(head) == 96:
            yield struct.unpack(">II", head[84:92])
        return
    for directory in _directories(file):
        pairs = [(_JPEG, _JPEG_BYTES)]
        if set(_values(directory, _COMPRESSION)) & {6, 7}:
            pairs.append((_STRIPS, _STRIP_BYTES))
        for place, size in pairs:
            starts, sizes = _values(directory, place), _values(directory, size)
            if len(starts) == len(sizes) == 1:
                yield starts[0], sizes[0]
        if _JPEG_OF_PANASONIC in directory:
            kind, where, values = directory[_JPEG_OF_PANASONIC]
            if kind == 7:
                yield where, len(values)


def _values(directory: _Directory, tag: int) -> list[int]:
    return directory[tag][2] if tag in directory else []


def _directories(file: BinaryIO) -> Iterator[_Directory]:
    """Each directory of a TIFF once, those within others too; damage ends the walk."""
    file.seek(0)
    head = file.read(8)
    if len(head) < 8 or head[:2] not in (b"II", b"MM"):
        return
    order = "<" if head[:2] == b"II" else ">"
    waiting = [struct.unpack(order + "I", head[4:])[0]]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        place = waiting.pop(0)
        if place in seen or place == 0:
            continue
        seen.add(place)
        found, following = _directory(file, place, order)
        yield found
        waiting += [*_values(found, _SUB_DIRECTORIES)[:16], following]


def _directory(file: BinaryIO, place: int, order: str) -> tuple[_Directory, int]:
    file.seek(place)
    counted = file.read(2)
    count = min(struct.unpack(order + "H", counted)[0], _MOST_ENTRIES) if len(counted) == 2 else 0
    entries, following = file.read(12 * count), file.read(4)
    found: _Directory = {}
    for at in range(0, len(entries) - 11, 12):
        tag, kind, number = struct.unpack_from(order + "HHI", entries, at)
        size, code = {1: (1, "B"), 3: (2, "H"), 4: (4, "I"), 7: (1, "B"), 13: (4, "I")}.get(
            kind, (0, "")
        )
        if not size:
            continue
        if tag == _JPEG_OF_PANASONIC:  # megabytes, which need not be read here
            (where,) = struct.unpack_from(order + "I", entries, at + 8)
            found[tag] = (kind, where, range(min(number, _LARGEST_JPEG)))  # type: ignore[assignment]  # counts like a list
            continue
        data, where = entries[at + 8 : at + 12], place + 2 + at + 8
        number = min(number, 64)
        if size * number > 4:
            (where,) = struct.unpack(order + "I", data)
            file.seek(where)
            data = file.read(size * number)
        number = min(number, len(data) // size)
        found[tag] = (kind, where, list(struct.unpack_from(f"{order}{number}{code}", data)))
    last = struct.unpack(order + "I", following)[0] if len(following) == 4 else 0
    return found, last


def _by_libraw(path: Path) -> tuple[Image.Image | None, int | None]:
    """(the picture within or the developed one, the EXIF orientation that is still to be applied);
    nothing where LibRaw does not know the camera."""
    import rawpy

    try:
        with rawpy.imread(str(path)) as opened:
            turn = _TURNS.get(opened.sizes.flip, 1)
            size = (opened.sizes.width, opened.sizes.height)
            within = _within(opened, rawpy)
            if within is not None and max(within.size) >= _LARGE_ENOUGH:
                return within, turn
            pixels = opened.postprocess(
                half_size=max(opened.sizes.width, opened.sizes.height) >= 2 * _LARGE_ENOUGH,
                use_camera_wb=True, user_flip=0, output_bps=8,
            )  # fmt: skip
            picture = Image.fromarray(pixels)
            picture.info[FULL_SIZE] = size
            return picture, turn
    except rawpy.LibRawError:
        return None, None


def _within(opened: Any, rawpy: Any) -> Image.Image | None:
    try:
        thumb = opened.extract_thumb()
        if thumb.format == rawpy.ThumbFormat.JPEG:
            return Image.open(io.BytesIO(thumb.data), formats=["JPEG", "MPO"])
    except (rawpy.LibRawError, OSError, SyntaxError, ValueError):
        return None
    return None
