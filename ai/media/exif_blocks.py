"""Whether the tags of a TIFF, or of the EXIF block in another picture, are all harmless.

Strict on purpose: an unknown tag, a long value or a byte that belongs to nothing is enough for
"no", which costs a copy; a wrong "yes" would cost a family its address.
"""

from __future__ import annotations

import re
import struct

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_ASCII = 2
_DETAILS, _GPS, _INTEROPERABILITY = 0x8769, 0x8825, 0xA005
_LONGEST = 64  # bytes; what a camera writes of itself is short
_DIRECTORIES = 1000  # pages of a scan; more is an attack on our patience

# Size, orientation, resolution, date, camera, program.
_PICTURE = {
    *(0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x010F, 0x0110, 0x0112, 0x0115, 0x011A, 0x011B),
    *(0x011C, 0x0128, 0x0131, 0x0132, 0x013E, 0x013F, 0x0211, 0x0213, 0x0214),
}
# How and when it was exposed.
_CAMERA = {
    *(0x829A, 0x829D, 0x8822, 0x8827, 0x8830, 0x8831, 0x8832, 0x9000, 0x9003, 0x9004),
    *(0x9010, 0x9011, 0x9012, 0x9101, 0x9102, *range(0x9201, 0x920B), 0x9214),
    *(0x9290, 0x9291, 0x9292, *range(0xA000, 0xA004), 0xA20E, 0xA20F, 0xA210, 0xA215, 0xA217),
    *(0xA300, 0xA301, *range(0xA401, 0xA40B), 0xA40C, 0xA432, 0xA433, 0xA434),
}
_GPS_VERSION = {0x0000}  # cameras without a receiver write this and nothing more
_COMPATIBILITY = {0x0001, 0x0002}
# Which directory a pointer leads to, and what that one may hold. Nothing leads further.
_IN_PICTURE = {_DETAILS: _CAMERA, _GPS: _GPS_VERSION}
_IN_CAMERA = {_INTEROPERABILITY: _COMPATIBILITY}
# How the pixels of a scan are stored: tables as long as the picture is large.
_STRIPS, _TILES = (0x0111, 0x0117), (0x0144, 0x0145)
_LAYOUT = {0x00FE, 0x00FF, 0x010A, 0x0116, 0x0118, 0x0119, 0x0129, 0x013D, 0x0142, 0x0143, 0x0152}
_TABLES = {*_STRIPS, *_TILES, 0x0140, 0x0153, 0x8773}
_COMPRESSION = 0x0103
_PLAINLY_COMPRESSED = {1, 2, 3, 4, 5, 8, 32773, 32946}  # no JPEG, which has remarks of its own

_COORDINATES = re.compile(r"(?<![\d.])\d{1,3}[.,]\d{4,}|[°º]|[+-]\d{2,}(?:[.,]\d+)?\s*[+-]\d{2,}")
_SIGNS_OF_NOTHING = re.compile(rb"(?:ASCII|UNICODE|JIS)?[\0 ]*")

Range = tuple[int, int]


def plain_words(text: str | bytes) -> bool:
    """Whether this can be the name of a camera, a program or a format, and no coordinates."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    text = text.strip("\0 \r\n")
    return len(text) <= _LONGEST and text.isprintable() and not _COORDINATES.search(text)


def block_is_harmless(block: bytes) -> bool:
    """An EXIF block, with `Exif\\0\\0` before it or without."""
    block = block.removeprefix(b"Exif\0\0")
    try:
        walk = _Walk(block)
        start = walk.start()
        # A second directory is a thumbnail, which is a picture file of its own.
        return walk.directory(start, _PICTURE) == 0 and walk.is_covered()
    except (struct.error, LookupError, ValueError):
        return False


def tiff_is_harmless(data: bytes) -> bool:
    try:
        walk = _Walk(data)
        following = walk.start()
        for _ in range(_DIRECTORIES):
            if following == 0:
                return walk.is_covered()
            following = walk.directory(following, _PICTURE | _LAYOUT | _TABLES, pixels=True)
    except (struct.error, LookupError, ValueError):
        pass
    return False


class _Harmful(ValueError):
    pass


class _Walk:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order = {b"II*\0": "<", b"MM\0*": ">"}[data[:4]]
        self._covered: list[Range] = [(0, 8)]

    def start(self) -> int:
        return int(struct.unpack_from(self._order + "I", self._data, 4)[0])

    def directory(self, at: int, allowed: set[int], *, pixels: bool = False) -> int:
        """Where the next one begins, 0 for none. Raises ValueError at what is not known."""
        (count,) = struct.unpack_from(self._order + "H", self._data, at)
        end = at + 2 + 12 * count
        (following,) = struct.unpack_from(self._order + "I", self._data, end)
        self._cover(at, end + 4)
        numbers: dict[int, tuple[int, ...]] = {}
        for place in range(at + 2, end, 12):
            tag, kind, items = struct.unpack_from(self._order + "HHI", self._data, place)
            value = self._value(place + 8, _SIZES[kind] * items)
            inner = _IN_PICTURE if allowed >= _PICTURE else _IN_CAMERA if allowed is _CAMERA else {}
            if tag in inner:
                (start,) = struct.unpack(self._order + "I", value)
                if self.directory(start, inner[tag]):
                    raise _Harmful("a directory behind a directory")
                continue
            if _SIGNS_OF_NOTHING.fullmatch(value):
                continue
            if tag not in allowed or (len(value) > _LONGEST and tag not in _TABLES):
                raise _Harmful(f"tag {tag:#x}")
            if kind == _ASCII and not plain_words(value.split(b"\0", 1)[0]):
                raise _Harmful(f"the words of {tag:#x}")
            if kind == _ASCII and value.split(b"\0", 1)[-1].strip(b"\0 ") and b"\0" in value:
                raise _Harmful(f"words behind the words of {tag:#x}")
            if kind in (3, 4):
                numbers[tag] = struct.unpack(f"{self._order}{items}{' HI'[kind - 2]}", value)
        if pixels:
            self._cover_pixels(numbers)
        return int(following)

    def _value(self, place: int, size: int) -> bytes:
        if size <= 4:
            start = place
        else:
            (start,) = struct.unpack_from(self._order + "I", self._data, place)
            self._cover(start, start + size)
        if start + size > len(self._data):
            raise _Harmful("beyond the end")
        return self._data[start : start + size]

    def _cover_pixels(self, numbers: dict[int, tuple[int, ...]]) -> None:
        if numbers.get(_COMPRESSION, (1,))[0] not in _PLAINLY_COMPRESSED:
            raise _Harmful("pixels in a format of their own")
        for starts, lengths in (_STRIPS, _TILES):
            pairs = zip(numbers.get(starts, ()), numbers.get(lengths, ()), strict=True)
            for start, length in pairs:
                self._cover(start, start + length)

    def _cover(self, start: int, end: int) -> None:
        self._covered.append((start, end))

    def is_covered(self) -> bool:
        """Whether what belongs to nothing is empty."""
        reached = 0
        for start, end in sorted(self._covered):
            if start > reached and self._data[reached:start].strip(b"\0"):
                return False
            reached = max(reached, end)
        return not self._data[reached:].strip(b"\0")
