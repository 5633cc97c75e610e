"""Pictures: what they tell about themselves, and the three sizes that the pages show.

Runs inside the decoding process. The order matters: a JPEG is asked for a scaled decode before
anything loads it, and it is turned, recoloured and flattened only once it is small.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import io
import math
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFile, Jpeg2KImagePlugin, JpegImagePlugin

from ai.media import colours, embedded, png_texts, raw, readers, tones
from ai.media.opening import BROKEN, HIGH_RANGE, SEQUENCE_MADE, opened
from ai.media.types import (
    PREVIEW_NAME,
    THUMB_NAME,
    Derivatives,
    ImageFacts,
    MediaError,
    MediaErrorKind,
    Picture,
)

PREVIEW_EDGE, THUMB_EDGE, BLUR_EDGE = 1600, 320, 32
_BLUR_LIMIT = 1000  # characters of the data: URI
_MOST = 0.5  # of a picture's height that must be left for it to be worth showing
_MISSING = 224  # the light grey of what is not left

_TURNED = {"TIFF", "HEIF", readers.TURNED}  # by their readers
_CUT_SHORT_IS_SHOWN = {"JPEG", "MPO", "PNG", "BMP", "TIFF", "GIF"}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825


class _CutShort(MediaError):
    """The end of the file is missing."""


def image(path: Path, out_dir: Path) -> tuple[ImageFacts, Derivatives]:
    """The facts and derivatives of a picture, which is decoded once.

    A picture whose end is missing is shown as far as it goes, with `truncated` set, when at
    least half of it is left. Raises MediaError(too_large, unreadable or unsupported).
    """
    with opened(path, edge=PREVIEW_EDGE) as picture:
        facts, turn = facts_of(picture)
        try:
            made = _small(picture, turn)
        except _CutShort:
            made = None
    if made is None:
        facts, made = _rescued(path)
    return facts, derive(made[0], out_dir, thumb_from=made[1])


def upright(picture: Image.Image, turn: int) -> Image.Image:
    """The picture turned as an EXIF orientation says."""
    return picture.transpose(_UPRIGHT[turn]) if turn in _UPRIGHT else picture


def derive(
    small: Image.Image, out_dir: Path, *, thumb_from: Image.Image | None = None
) -> Derivatives:
    """Writes preview and thumb of an upright sRGB picture of at most PREVIEW_EDGE; `thumb_from` is
    the same picture at a size between the two."""
    small.info.clear()  # Pillow would write comments and profiles of the original into the copy
    preview = _written(small, out_dir / PREVIEW_NAME, "JPEG", quality=82)
    thumb = _thumb(small if thumb_from is None else thumb_from)
    written = _written(thumb, out_dir / THUMB_NAME, "WEBP", quality=78, method=0)
    return Derivatives(preview=preview, thumb=written, blur=_blur(thumb))


def _thumb(picture: Image.Image) -> Image.Image:
    # A box filter of a whole number is nearly free and leaves the good filter little to do.
    factor = max(picture.size) // THUMB_EDGE
    rough = picture.reduce(factor) if factor > 1 else picture
    thumb = rough.resize(colours.fitted(picture.size, THUMB_EDGE), Image.Resampling.BILINEAR)
    thumb = thumb.convert("RGB") if thumb.mode == "YCbCr" else thumb
    thumb.info.clear()
    return thumb


def facts_of(picture: Image.Image) -> tuple[ImageFacts, int]:
    """The facts, and the EXIF orientation that is still to be applied to the pixels."""
    texts = png_texts.png_texts(picture)  # first: asked for EXIF, a PNG is read to its end
    exif, details, gps = exif_of(picture)
    # The HEIF reader turns the picture and then writes a 1 over what stood in EXIF.
    orientation = picture.info.get("original_orientation") or exif.get(_ORIENTATION, 1)
    if not isinstance(orientation, int) or not 1 <= orientation <= 8:
        orientation = 1
    turn = 1 if picture.format in _TURNED else orientation
    width, height = picture.info.get(raw.FULL_SIZE, picture.size)
    if turn >= 5:
        width, height = height, width
    told = embedded.weigh(embedded.read_written(picture, exif, details, gps, texts))
    taken, offset, taken_by = told.taken, told.offset, told.how
    if taken is None and (made := picture.info.get(SEQUENCE_MADE)):
        taken, offset, taken_by = made, "+00:00", "container"
    # The other pictures in a phone's JPEG are its depth and brightness maps, not frames.
    frames = 1 if picture.format in ("JPEG", "MPO") else int(getattr(picture, "n_frames", 1))
    facts = ImageFacts(
        width=width,
        height=height,
        taken=taken,
        offset=offset,
        latitude=told.latitude,
        longitude=told.longitude,
        camera=told.camera,
        orientation=orientation,
        frames=frames,
        taken_by=taken_by,
        stamped=told.stamped,
        scanned=told.scanned,
        changed=told.changed,
        caption=told.caption,
    )
    return facts, turn


def exif_of(picture: Image.Image) -> tuple[dict[int, Any], dict[int, Any], dict[int, Any]]:
    """(picture, camera settings, GPS); each empty where it is missing or broken."""
    found: list[dict[int, Any]] = [{}, {}, {}]
    for place, directory in enumerate((None, _EXIF, _GPS)):
        with contextlib.suppress(OSError, *BROKEN):
            exif = picture.getexif()
            found[place] = dict(exif if directory is None else exif.get_ifd(directory))
    return found[0], found[1], found[2]


def large(path: Path, out: Path, *, edge: int) -> Picture:
    """The whole picture, upright and in sRGB, at most so many pixels wide and high: what a preview
    is too small for, such as small print. Raises MediaError, also where its end is missing."""
    with opened(path) as picture:
        made, _thumb_from = _small(picture, facts_of(picture)[1], edge=edge)
    made.info.clear()
    return _written(made, out, "JPEG", quality=90)


def _small(
    picture: Image.Image, turn: int, *, edge: int = PREVIEW_EDGE
) -> tuple[Image.Image, Image.Image]:
    """The picture at preview size, and one to make the thumb of; upright, sRGB and opaque."""
    size = colours.fitted(picture.size, edge)
    profile = picture.info.get("icc_profile")
    apart = False
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        apart = _keeps_brightness_apart(picture)
        picture.draft("YCbCr" if apart else None, size)
    if isinstance(picture, Jpeg2KImagePlugin.Jpeg2KImageFile):
        # Each level that is left out halves what has to be decoded.
        picture.reduce = min(
            readers.levels_of_jpeg_2000(picture.fp), int(math.log2(max(picture.size) / max(size)))
        )
    try:
        picture.load()
    except OSError as error:
        cut = error.errno is None and picture.format in _CUT_SHORT_IS_SHOWN
        if cut and not ImageFile.LOAD_TRUNCATED_IMAGES:
            raise _CutShort(MediaErrorKind.unreadable, str(error)) from error
        raise
    if ImageFile.LOAD_TRUNCATED_IMAGES:
        _cover_missing(picture)
    if apart:
        return colours.scaled_by_brightness(
            picture, size, profile, lambda each: upright(each, turn)
        )
    small = colours.scaled(picture, size)
    high = picture.info.get(HIGH_RANGE)
    small = colours.in_srgb(small, profile) if high is None else tones.map_picture(small, high)
    small = upright(small, turn)
    return small, small


def _keeps_brightness_apart(picture: JpegImagePlugin.JpegImageFile) -> bool:
    """Whether the pixels of a large JPEG can be had as they are stored, YCbCr. One that is cut
    short is painted over, and a small one is not worth it."""
    if picture.mode != "RGB" or max(picture.size) <= PREVIEW_EDGE:
        return False
    if ImageFile.LOAD_TRUNCATED_IMAGES:
        return False
    named = [layer[0] for layer in picture.layer]
    stored = picture.info.get("adobe_transform", 1 if named == [1, 2, 3] else 0)
    return "jfif" in picture.info or stored == 1


def _rescued(path: Path) -> tuple[ImageFacts, tuple[Image.Image, Image.Image]]:
    """What is left of a picture whose end is missing."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with opened(path, edge=PREVIEW_EDGE) as picture:
            facts, turn = facts_of(picture)
            made = _small(picture, turn)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    return dataclasses.replace(facts, truncated=True), made


def _cover_missing(picture: Image.Image) -> None:
    """Paints the flat rows at the end, which were never decoded, a light grey."""
    width, height = picture.size
    flat = Image.new(picture.mode, picture.size, picture.getpixel((width - 1, height - 1)))
    box = ImageChops.difference(picture, flat).getbbox(alpha_only=False)
    left = box[3] if box else 0
    if left < _MOST * height:
        detail = f"the file ends early: {left} of {height} rows are left"
        raise MediaError(MediaErrorKind.unreadable, detail)
    if left < height and picture.mode in ("L", "RGB"):
        picture.paste((_MISSING,) * len(picture.getbands()), (0, left, width, height))


def _written(picture: Image.Image, path: Path, form: str, **options: int) -> Picture:
    picture.save(path, form, **options)
    return Picture(
        path=path,
        media_type=Image.MIME[form],
        width=picture.width,
        height=picture.height,
        bytes=path.stat().st_size,
    )


def _blur(thumb: Image.Image) -> str:
    edge, quality = BLUR_EDGE, 40
    while True:
        tiny = thumb.resize(colours.fitted(thumb.size, edge), Image.Resampling.BOX)
        buffer = io.BytesIO()
        tiny.save(buffer, "WEBP", quality=quality, method=0)
        uri = "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()
        if len(uri) < _BLUR_LIMIT or edge == 1:
            return uri
        edge, quality = edge // 2, 20
