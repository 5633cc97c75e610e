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


STICKER = (0.62, 0.06, 0.86, 0.15)
"""Where "IMPORTANT" stands on `notebook`, as parts of its width and height."""


def notebook() -> Image.Image:
    """A page written by hand, photographed from one side, unevenly lit, with a sticker on it."""
    with Image.open(ROOT / "tests/media/handwritten-notes.jpg") as picture:
        page = picture.convert("RGB").resize((1600, 1080))
    width, height = page.size
    corners = (-60, -20, 30, height + 60, width + 90, height - 40, width - 10, -90)
    askew = page.transform(page.size, Image.Transform.QUAD, corners, fillcolor=(212, 208, 203))
    left, top, right, bottom = STICKER
    box = (left * width, top * height, right * width, bottom * height)
    drawing = ImageDraw.Draw(askew)
    drawing.polygon(
        [
            (box[0] - 30, box[1] - 12),
            (box[2] + 20, box[1] - 18),
            (box[2] + 60, (box[1] + box[3]) / 2),
            (box[2] + 24, box[3] + 14),
            (box[0] - 26, box[3] + 18),
        ],
        fill=(236, 128, 104),
    )
    font = ImageFont.truetype(FONT, 66)
    drawing.text((box[0], box[1] + 8), "IMPORTANT", fill="white", font=font)
    light = np.linspace(1.0, 0.62, width)[None, :, None]
    return Image.fromarray((np.asarray(askew) * light).astype(np.uint8))
