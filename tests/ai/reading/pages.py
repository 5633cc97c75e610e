"""Pages to be read: print of known words, drawn with a font of this project's own (OFL)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from ai.tagging.base import Picture

ROOT = Path(__file__).resolve().parents[3]
FONT = ROOT / "pages/static/fonts/source-serif-4-latin-400-normal.woff2"
LETTER = (
    "My dear sister,",
    "we arrived on 12 August 1964 in Figueira.",
    "The house is small but the sea is near.",
    "Come before the winter, and bring the lamp.",
)


def draw(lines: Sequence[str], *, size: int = 44, width: int = 1200, left: int = 60) -> Image.Image:
    page = Image.new("RGB", (width, round(size * 2.2) * len(lines) + 120), "white")
    drawing = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, size)
    for number, line in enumerate(lines):
        drawing.text((left, 60 + number * round(size * 2.2)), line, fill=(35, 31, 30), font=font)
    return page


def pixels(picture: Image.Image) -> Picture:
    return np.asarray(picture.convert("RGB"), dtype=np.uint8)


def opened(path: Path, *, longest: int = 1600) -> Picture:
    with Image.open(path) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((longest, longest))
    return pixels(upright)
