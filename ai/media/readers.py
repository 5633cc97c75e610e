"""Pictures that Pillow does not read: which they are, by their first bytes, and who reads them.

Runs inside the decoding process. Each reader answers a picture whose `info` holds what the file
tells of itself (`exif`, `icc_profile`), as Pillow's own readers do.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO

import numpy as np
from PIL import Image

from ai.media import raw
from ai.media.raws import name_raw
from ai.media.signatures import is_drawing
from ai.media.types import MediaError, MediaErrorKind

Reader = Callable[[Path], Image.Image]

TURNED = "turned"  # the format of a picture whose reader has turned it upright already
_HEAD = 64 * 1024
_JXL = (b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n")
_LONGEST_EXIF = 16 * 1024 * 1024

_Pixels = np.ndarray[Any, np.dtype[Any]]


def find_reader(file: BinaryIO) -> Reader | None:
    """Who reads this file; None for what Pillow reads, and for what nobody knows."""
    file.seek(0)
    head = file.read(_HEAD)
    found: Reader | None = None
    if head.startswith(_JXL):
        found = jpeg_xl
    elif name_raw(head, file):
        found = raw.developed
    elif is_drawing(head):
        found = _svg
    file.seek(0)
    return found


def jpeg_xl(path: Path) -> Image.Image:
    """Upright, as the format asks of who decodes it."""
    import imagecodecs

    pixels = _decoded(imagecodecs.jpegxl_decode, path)
    picture = from_pixels(pixels)
    picture.format = TURNED
    with path.open("rb") as file:
        for kind, body in _boxes(file):
            if kind == b"Exif":
                picture.info["exif"] = b"Exif\0\0" + body[4:]  # after the place of the TIFF in it
    return picture


def from_pixels(pixels: _Pixels) -> Image.Image:
    """The first frame of decoded pixels in 8 bits, with alpha where there is one."""
    if pixels.ndim == 4 or (pixels.ndim == 3 and pixels.shape[-1] > 4):
        pixels = pixels[0]
    if pixels.dtype == np.uint16:
        top = int(pixels.max(initial=1))
        bits = 16 if top > 4095 else 12 if top > 1023 else 10
        pixels = (pixels >> (bits - 8)).astype(np.uint8)
    elif pixels.dtype.kind == "f":
        pixels = (np.nan_to_num(pixels).clip(0, 1) * 255 + 0.5).astype(np.uint8)
    if pixels.ndim == 3 and pixels.shape[-1] == 1:
        pixels = pixels[..., 0]
    return Image.fromarray(pixels)


def _decoded(decode: Callable[..., _Pixels], path: Path) -> _Pixels:
    try:
        return decode(path.read_bytes(), numthreads=1)
    except (RuntimeError, ValueError) as error:
        raise MediaError(MediaErrorKind.unreadable, str(error)) from error


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """The small outermost boxes of an ISO file; of a bare code stream none."""
    if file.read(4) != b"\0\0\0\x0c":
        return
    place = 0
    while True:
        file.seek(place)
        header = file.read(8)
        if len(header) < 8:
            return
        size, kind = struct.unpack(">I4s", header)
        if size < 8:
            return
        if kind == b"Exif" and size <= _LONGEST_EXIF:
            yield kind, file.read(size - 8)
        place += size


def levels_of_jpeg_2000(file: IO[bytes] | None) -> int:
    """How many times a JPEG 2000 can be halved before it is decoded."""
    if file is None:
        return 0
    here = file.tell()
    file.seek(0)
    found = re.search(rb"\xff\x52\0.{6}([\0-\x20])", file.read(_HEAD), re.DOTALL)
    file.seek(here)
    return found[1][0] if found else 0


def _svg(path: Path) -> Image.Image:
    from ai.media import vectors  # loads an XML library that photos never need

    return vectors.svg(path)
