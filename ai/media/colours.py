"""Pixels of every sort made small, opaque and sRGB, without ever holding two full copies."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageCms, TiffImagePlugin

PAPER = 255  # what shows through where a picture is transparent: white paper
_STRIP_PIXELS = 8_000_000
_MIDDLE = 128  # of the 256 values of a byte
_FINE = 2  # bits of each colour that are left aside where it is looked up
_DIRECT = {"L", "RGB", "CMYK"}  # Pillow scales these as they are


def fitted(size: tuple[int, int], edge: int) -> tuple[int, int]:
    """The size with its long side at most `edge`; never larger than it was, never less than 1."""
    scale = min(1.0, edge / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def scaled(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The loaded picture at `size`, in L, RGB or CMYK."""
    factors = max(1, picture.width // size[0]), max(1, picture.height // size[1])
    if picture.mode in _DIRECT and not picture.has_transparency_data:
        rough = picture.reduce(factors) if factors != (1, 1) else picture
    else:
        rough = _reduced_in_strips(picture, factors)
    if rough.size == size:
        return rough.copy() if rough is picture else rough
    return rough.resize(size, Image.Resampling.BILINEAR)


def _reduced_in_strips(picture: Image.Image, factors: tuple[int, int]) -> Image.Image:
    """A full copy in another mode of a picture of 200 megapixels would not fit the memory."""
    width = -(-picture.width // factors[0])
    height = -(-picture.height // factors[1])
    rows = max(1, _STRIP_PIXELS // (picture.width * factors[1])) * factors[1]
    full_scale = _full_scale(picture)
    reduced: Image.Image | None = None
    for top in range(0, picture.height, rows):
        box = (0, top, picture.width, min(picture.height, top + rows))
        strip = _opaque(picture.crop(box), full_scale).reduce(factors)
        if reduced is None:
            reduced = Image.new(strip.mode, (width, height))
        reduced.paste(strip, (0, top // factors[1]))
    assert reduced is not None
    return reduced


def _opaque(strip: Image.Image, full_scale: float) -> Image.Image:
    """A strip in L, RGB or CMYK, its transparent parts on white paper."""
    mode = strip.mode
    if mode.startswith(("I", "F")):
        wide = strip.convert("F") if mode == "F" else strip.convert("I")
        factor = 255 / full_scale
        return wide.point(lambda value: value * factor).convert("L")
    if strip.has_transparency_data:
        grey = mode in ("LA", "La", "1", "L")
        flat = strip.convert("LA" if grey else "RGBA")
        paper = Image.new("L" if grey else "RGB", strip.size, PAPER if grey else (PAPER,) * 3)
        paper.paste(flat.convert(paper.mode), mask=flat.getchannel("A"))
        return paper
    if mode == "1":
        return strip.convert("L")
    return strip if mode in _DIRECT else strip.convert("RGB")


def _full_scale(picture: Image.Image) -> float:
    """The value that is white in a picture with more than 8 bits a pixel."""
    if picture.mode.startswith("I;16"):
        bits: Any = 16
        if isinstance(picture, TiffImagePlugin.TiffImageFile):
            bits = picture.tag_v2.get(258, (16,))
            bits = bits[0] if isinstance(bits, tuple) else bits
        return float(2 ** max(8, int(bits)) - 1)
    if picture.mode in ("I", "F"):
        extrema: Any = picture.getextrema()
        top = float(extrema[1])
        return 65535.0 if 255 < top <= 65535 and picture.mode == "I" else max(top, 1e-9)
    return 255.0


def in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """The picture's colours in sRGB; a profile that is broken or does not fit is ignored."""
    named = isinstance(profile, bytes) and profile
    transform = _to_srgb(profile, picture.mode) if named else None
    if transform is not None:
        in_place = picture.mode == "RGB"
        done = ImageCms.applyTransform(picture, transform, inPlace=in_place)
        return picture if done is None else done
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def scaled_by_brightness(
    picture: Image.Image,
    size: tuple[int, int],
    profile: object,
    upright: Callable[[Image.Image], Image.Image],
) -> tuple[Image.Image, Image.Image]:
    """A loaded YCbCr picture in the colours of sRGB at `size` and at half of it, both still YCbCr
    and turned `upright`.

    JPEG keeps one value of colour for four of brightness, and so does the preview that is written
    of it: colours and what their profile changes are computed at half the width and height, which
    is exact for the colours and near enough for how much the brightness moves with them.
    """
    half = (-(-size[0] // 2), -(-size[1] // 2))
    bright = upright(picture.getchannel(0).resize(size, Image.Resampling.BILINEAR))
    rough = picture.reduce(2) if 2 * half[0] <= picture.width else picture
    small = upright(rough.resize(half, Image.Resampling.BOX))
    shifts = _shifts_to_srgb(profile) if isinstance(profile, bytes) and profile else None
    if shifts is not None:
        moved = _looked_up(small, shifts)
        small = ImageChops.add(small, moved, 1, -_MIDDLE)
        bright = ImageChops.add(bright, _doubled(moved.getchannel(0), bright.size), 1, -_MIDDLE)
    colours = (_doubled(small.getchannel(band), bright.size) for band in (1, 2))
    return Image.merge("YCbCr", (bright, *colours)), small


@functools.lru_cache(maxsize=8)
def _shifts_to_srgb(profile: bytes) -> np.ndarray[Any, np.dtype[np.uint32]] | None:
    """How far a profile moves each colour of YCbCr, 64 steps of each: brightness, blue and red as
    bytes around the middle. Looked up, that costs a third of what computing each pixel does; how
    far a colour moves differs by less than one from one step to the next."""
    transform = _to_srgb(profile, "RGB")
    if transform is None:
        return None
    # The middle of what each stands for.
    steps = np.arange(0, 256, 1 << _FINE, dtype=np.uint8) + 2
    red, blue, luma = np.meshgrid(steps, steps, steps, indexing="ij")
    every = np.stack([luma, blue, red], axis=-1).reshape(512, -1, 3)
    there = Image.fromarray(every, "YCbCr").convert("RGB")
    here = ImageCms.applyTransform(there, transform)
    assert here is not None
    before, after = (np.asarray(each.convert("YCbCr")).astype(np.int16) for each in (there, here))
    shifts = np.zeros((before.size // 3, 4), np.uint8)
    shifts[:, :3] = np.clip(after - before + _MIDDLE, 0, 255).reshape(-1, 3)
    return shifts.view(np.uint32)[:, 0]


def _looked_up(picture: Image.Image, shifts: np.ndarray[Any, np.dtype[np.uint32]]) -> Image.Image:
    pixels = np.frombuffer(picture.tobytes("raw", "YCbCrX"), "<u4")
    step = (pixels >> _FINE) & 0x3F
    step |= (pixels >> (2 * _FINE)) & 0xFC0
    step |= (pixels >> (3 * _FINE)) & 0x3F000
    found = shifts.take(step)
    return Image.frombuffer("YCbCr", picture.size, found, "raw", "YCbCrX", 0, 1)


def _doubled(band: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Each value four times: the writer of JPEG takes the mean of four, which is the value."""
    box = (0, 0, size[0] / 2, size[1] / 2)
    return band.resize(size, Image.Resampling.NEAREST, box=box)


@functools.lru_cache(maxsize=8)
def _to_srgb(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """A family's photos come from a handful of phones, each with one profile."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if mode == "RGB" and ImageCms.getProfileDescription(source).startswith("sRGB"):
            return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
