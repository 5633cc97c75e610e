"""Opening pictures: which formats there are, who reads each, how much of one is let in, and whose
fault it is when one does not open.

Runs inside the decoding process.
"""

from __future__ import annotations

import contextlib
import errno
import struct
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from PIL import (
    AvifImagePlugin,
    IcoImagePlugin,
    Image,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PcxImagePlugin,
    PsdImagePlugin,
    TgaImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from ai.media import files, film_dates, png_texts, readers, stills
from ai.media.known import DRAWN
from ai.media.signatures import sniff
from ai.media.types import MediaError, MediaErrorKind

# What the memory of the process allows once decoded; 300 million coloured pixels, and 1,200 million
# black, white or grey ones. Of a JPEG only a smaller copy is decoded.
MAX_DECODED_BYTES = 1_200_000_000
MAX_PIXELS = 1_200_000_000
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}  # of a pixel; all others 4

# Named one by one: Pillow also knows formats that call other programs.
FORMATS = (
    *("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "HEIF"),
    *("JPEG2000", "PSD", "ICO", "PPM", "PCX", "TGA"),  # TGA last: its files begin with no sign
)
_PLUGINS = (  # not loaded by Pillow's own choice
    *(AvifImagePlugin, TiffImagePlugin, WebPImagePlugin, Jpeg2KImagePlugin),
    *(PsdImagePlugin, IcoImagePlugin, PcxImagePlugin, TgaImagePlugin),
)
SEQUENCE_MADE = "sequence_made"
"""In `info`: when a sequence of pictures was made."""
HIGH_RANGE = "high_range"
"""In `info`: the colours (`items.Nclx`) of a picture whose pixels are still HLG or PQ."""
_EXIF_IN_PSD, _XMP_IN_PSD = 0x0422, 0x0424
# What Pillow and its plugins raise for broken bytes. An OSError with an errno is the machine's.
BROKEN = (
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    struct.error,
    RuntimeError,
    AttributeError,
)

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# Memory of the last picture is kept for the next: getting it anew costs a tenth of the time.
Image.core.set_blocks_max(4)  # type: ignore[attr-defined]  # the only door to it


@contextlib.contextmanager
def opened(path: Path, *, edge: int | None = None) -> Iterator[Image.Image]:
    """A picture of a known format, its header read and its pixels not yet.

    `edge` is how long a side has to be for whoever asks: what can be read smaller at less cost may
    come in any size from there on, with `raw.FULL_SIZE` in its `info`. Within the block, whatever
    Pillow says about broken bytes becomes a MediaError.
    """
    with (
        _only_what_is_drawn(path),
        files.reading(path) as file,
        warnings.catch_warnings(),
        _broken_bytes(),
    ):
        warnings.simplefilter("ignore")  # remarks about odd metadata; the odd values are dropped
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with _decoding(path, file, edge) as picture:
            pixels = picture.width * picture.height
            scaled = isinstance(picture, JpegImagePlugin.JpegImageFile)
            decoded = pixels * (1 if scaled else _BYTES.get(picture.mode, 4))
            if decoded > MAX_DECODED_BYTES:
                size = f"{picture.width} × {picture.height}"
                raise MediaError(MediaErrorKind.too_large, f"{size} pixels")
            yield picture


def _decoding(path: Path, file: BinaryIO, edge: int | None) -> Image.Image:
    read = readers.find_reader(file)
    if read is not None:
        return read(path)
    made = _learn_boxes(file)
    picture = _of_items(file, edge) or _by_pillow(file)
    if made:
        picture.info[SEQUENCE_MADE] = made
    if picture.format == "PNG" and (told := png_texts.high_range(picture)):
        picture.info[HIGH_RANGE] = told
    if isinstance(picture, PsdImagePlugin.PsdImageFile):
        blocks = {number: data for number, _, data in reversed(picture.resources)}
        if _EXIF_IN_PSD in blocks:
            picture.info["exif"] = b"Exif\0\0" + blocks[_EXIF_IN_PSD]
        if _XMP_IN_PSD in blocks:
            picture.info["xmp"] = blocks[_XMP_IN_PSD]
        picture.info["photoshop"] = blocks  # as Pillow tells them of a JPEG
    return picture


def _by_pillow(file: BinaryIO) -> Image.Image:
    file.seek(0)
    known = [name for name in FORMATS if name in Image.OPEN]
    picture: Image.Image = Image.open(file, formats=known)
    return picture


def _of_items(file: BinaryIO, edge: int | None) -> Image.Image | None:
    """A HEIC or AVIF: by its usual reader, or by our own for what that is not made for or refuses.
    None for every other file."""
    still = stills.find(file)
    if still is None:
        return None
    if still.size[0] * still.size[1] > MAX_PIXELS:
        raise MediaError(MediaErrorKind.too_large, f"{still.size[0]} × {still.size[1]} pixels")
    if still.is_better_here:
        with contextlib.suppress(stills.Unreadable):
            return still.picture(edge)
    try:
        picture = _by_pillow(file)
        picture.load()
    except (OSError, *BROKEN) as error:
        if getattr(error, "errno", None) is not None:
            raise
        with contextlib.suppress(stills.Unreadable):
            return still.picture(edge)
        raise
    return picture


@contextlib.contextmanager
def _only_what_is_drawn(path: Path) -> Iterator[None]:
    """A picture that nothing here draws is no broken one."""
    try:
        yield
    except MediaError as error:
        named = sniff(path).media_type if error.kind is MediaErrorKind.unreadable else None
        if named and named.startswith("image/") and named not in DRAWN:
            raise MediaError(MediaErrorKind.unsupported, f"nothing here draws {named}") from error
        raise


@contextlib.contextmanager
def _broken_bytes() -> Iterator[None]:
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise MediaError(MediaErrorKind.too_large, str(error)) from error
    except UnidentifiedImageError as error:
        raise MediaError(MediaErrorKind.unreadable, "no known kind of picture") from error
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):  # sent to a place that no file has
            raise
        raise MediaError(MediaErrorKind.unreadable, str(error)) from error
    except BROKEN as error:
        detail = f"{type(error).__name__}: {error}"
        # libheif and libavif say in words that they were refused memory.
        big = any(sign in detail.lower() for sign in ("memory", "security limit"))
        kind = MediaErrorKind.too_large if big else MediaErrorKind.unreadable
        raise MediaError(kind, detail) from error


def _learn_boxes(file: BinaryIO) -> str | None:
    """Pillow learns of HEIC before the first one. Answers when a sequence of pictures was made: it
    is kept as a film is, in an index that the readers of pictures pass over."""
    head = file.read(12)
    file.seek(0)
    if head[4:8] != b"ftyp":
        return None
    if "HEIF" not in Image.OPEN:
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        with contextlib.suppress(OSError, ValueError):
            return film_dates.box_moment(file)
    finally:
        file.seek(0)
    return None
