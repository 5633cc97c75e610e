"""The texts of a PNG, which may stand before or behind its pixels."""

from __future__ import annotations

import contextlib
import struct
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from ai.media import tones
from ai.media.items import Nclx
from ai.media.xmp import LONGEST_XMP

_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_READ = (*_TEXTS, b"tIME", b"cICP")


def png_texts(picture: Any) -> dict[str, str]:
    """The texts of a PNG, also those that stand behind its pixels, and its `tIME`; its place in the
    file is left as it was. Nothing of what is read to its end already, or is none."""
    found: dict[str, str] = {}
    file = getattr(picture, "fp", None)
    if file is None or picture.format != "PNG":
        return found
    with contextlib.suppress(OSError, ValueError, AttributeError, struct.error):
        place = file.tell()
        try:
            for name, body in _png_chunks(file):
                if name == b"tIME" and len(body) == 7:
                    year, *rest = struct.unpack(">H5B", body)
                    found["tIME"] = "{:04}:{:02}:{:02} {:02}:{:02}:{:02}".format(year, *rest)
                elif text := _png_text(name, body):
                    found.setdefault(*text)
        finally:
            file.seek(place)
    return found


def high_range(picture: Any) -> Nclx | None:
    """The colours of a PNG that says of its pixels that they are HLG or PQ, None for all others."""
    file = picture.fp
    place = file.tell()
    try:
        for name, body in _png_chunks(file, last=b"IDAT"):
            if name == b"cICP" and len(body) == 4 and tones.is_high_transfer(body[1]):
                return Nclx(body[0], body[1], body[2], is_full=bool(body[3]))
    finally:
        file.seek(place)
    return None


def _png_chunks(file: BinaryIO, *, last: bytes = b"IEND") -> Iterator[tuple[bytes, bytes]]:
    file.seek(8)
    for _ in range(100_000):
        head = file.read(8)
        if len(head) < 8:
            return
        length, name = struct.unpack(">I4s", head)
        if name in _READ:
            yield name, file.read(min(length, LONGEST_XMP))
            file.seek(max(0, length - LONGEST_XMP) + 4, 1)
        elif name == last:
            return
        else:
            file.seek(length + 4, 1)


def _png_text(name: bytes, body: bytes) -> tuple[str, str] | None:
    key, nul, rest = body.partition(b"\0")
    if not nul or not 0 < len(key) < 80:
        return None
    squeezed = name == b"zTXt"
    if name == b"iTXt":
        squeezed, rest = rest[:1] == b"\1", rest[2:]
        _, _, rest = rest.partition(b"\0")
        _, _, rest = rest.partition(b"\0")
    elif squeezed:
        rest = rest[1:]
    if squeezed:
        try:
            rest = zlib.decompressobj().decompress(rest, LONGEST_XMP)
        except zlib.error:
            return None
    return key.decode("latin-1"), rest.decode("utf-8" if name == b"iTXt" else "latin-1", "replace")
