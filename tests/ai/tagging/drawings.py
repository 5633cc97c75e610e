"""Drawings with a word to each, made anew for every number: what the tiny CLIP learned on."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from ai.tagging.base import Picture

Colour = tuple[int, int, int]
COLOURS: dict[str, Colour] = {
    "red": (205, 45, 40),
    "blue": (45, 85, 200),
    "green": (50, 150, 70),
    "yellow": (240, 205, 50),
    "brown": (130, 80, 40),
    "black": (25, 25, 25),
}
_GROUNDS = ((250, 247, 242), (225, 235, 245), (235, 240, 220), (245, 230, 225), (215, 215, 210))
_DARK = (60, 50, 45)
EDGE = 256

_Draw = Callable[[ImageDraw.ImageDraw, float, Colour], None]
"""In a square from -1 to 1 around the middle, which is `s` wide from the middle to its side."""


def _house(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    d.rectangle((-0.7 * s, -0.1 * s, 0.7 * s, 0.9 * s), fill=c)
    d.polygon([(-0.9 * s, -0.1 * s), (0, -0.9 * s), (0.9 * s, -0.1 * s)], fill=_DARK)
    d.rectangle((-0.15 * s, 0.35 * s, 0.15 * s, 0.9 * s), fill=_DARK)
    d.rectangle((-0.55 * s, 0.1 * s, -0.3 * s, 0.35 * s), fill=(250, 250, 250))
    d.rectangle((0.3 * s, 0.1 * s, 0.55 * s, 0.35 * s), fill=(250, 250, 250))


def _boat(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    d.polygon(
        [(-0.9 * s, 0.4 * s), (0.9 * s, 0.4 * s), (0.5 * s, 0.85 * s), (-0.5 * s, 0.85 * s)], fill=c
    )
    d.line((0, 0.4 * s, 0, -0.9 * s), fill=_DARK, width=max(2, int(0.06 * s)))
    d.polygon([(0.05 * s, -0.85 * s), (0.7 * s, 0.25 * s), (0.05 * s, 0.25 * s)], fill=(255,) * 3)


def _tree(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    d.rectangle((-0.12 * s, 0.2 * s, 0.12 * s, 0.95 * s), fill=COLOURS["brown"])
    for x, y in ((0.0, -0.5), (-0.35, -0.15), (0.35, -0.15)):
        d.ellipse(((x - 0.42) * s, (y - 0.42) * s, (x + 0.42) * s, (y + 0.42) * s), fill=c)


def _sun(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    for number in range(12):
        a = number * math.pi / 6
        d.line(
            (0.6 * s * math.cos(a), 0.6 * s * math.sin(a), s * math.cos(a), s * math.sin(a)),
            fill=c,
            width=max(2, int(0.09 * s)),
        )
    d.ellipse((-0.48 * s, -0.48 * s, 0.48 * s, 0.48 * s), fill=c)


def _dog(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    d.ellipse((-0.65 * s, -0.15 * s, 0.5 * s, 0.4 * s), fill=c)
    for x in (-0.5, -0.25, 0.15, 0.35):
        d.rectangle((x * s, 0.2 * s, (x + 0.11) * s, 0.85 * s), fill=c)
    d.ellipse((0.3 * s, -0.6 * s, 0.85 * s, 0.0), fill=c)
    d.ellipse((0.25 * s, -0.55 * s, 0.45 * s, 0.05 * s), fill=_DARK)
    d.line((-0.6 * s, 0, -0.95 * s, -0.5 * s), fill=c, width=max(2, int(0.1 * s)))


def _fish(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    d.ellipse((-0.5 * s, -0.35 * s, 0.85 * s, 0.35 * s), fill=c)
    d.polygon([(-0.35 * s, 0), (-0.95 * s, -0.45 * s), (-0.95 * s, 0.45 * s)], fill=c)
    d.ellipse((0.45 * s, -0.15 * s, 0.58 * s, -0.02 * s), fill=(255,) * 3)


def _flowers(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    for x in (-0.5, 0.5, 0.0):
        top = -0.25 * s if x else -0.5 * s
        d.line((x * s, top, 0.0, 0.95 * s), fill=COLOURS["green"], width=max(2, int(0.06 * s)))
        for number in range(6):
            a = number * math.pi / 3
            px, py = x * s + 0.22 * s * math.cos(a), top + 0.22 * s * math.sin(a)
            d.ellipse((px - 0.14 * s, py - 0.14 * s, px + 0.14 * s, py + 0.14 * s), fill=c)
        d.ellipse((x * s - 0.1 * s, top - 0.1 * s, x * s + 0.1 * s, top + 0.1 * s), fill=_DARK)


def _car(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    d.rectangle((-0.95 * s, -0.05 * s, 0.95 * s, 0.4 * s), fill=c)
    d.polygon(
        [(-0.55 * s, -0.05 * s), (-0.35 * s, -0.5 * s), (0.3 * s, -0.5 * s), (0.55 * s, -0.05 * s)],
        fill=c,
    )
    d.rectangle((-0.3 * s, -0.4 * s, 0.25 * s, -0.08 * s), fill=(220, 235, 245))
    for x in (-0.55, 0.55):
        d.ellipse(((x - 0.24) * s, 0.2 * s, (x + 0.24) * s, 0.68 * s), fill=_DARK)


def _bicycle(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    w = max(2, int(0.07 * s))
    for x in (-0.55, 0.55):
        d.ellipse(((x - 0.4) * s, 0.0, (x + 0.4) * s, 0.8 * s), outline=_DARK, width=w)
    d.line(
        (-0.55 * s, 0.4 * s, -0.2 * s, -0.3 * s, 0.4 * s, -0.3 * s, 0, 0.4 * s, -0.55 * s, 0.4 * s),
        fill=c,
        width=w,
    )
    d.line((0.55 * s, 0.4 * s, 0.35 * s, -0.55 * s, 0.6 * s, -0.6 * s), fill=c, width=w)


def _letter(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    d.rectangle((-0.65 * s, -0.9 * s, 0.65 * s, 0.9 * s), fill=(255, 253, 245), outline=_DARK)
    for row in range(7):
        y = (-0.65 + row * 0.2) * s
        end = 0.45 if row % 3 else 0.15
        d.line((-0.45 * s, y, end * s, y), fill=c, width=max(1, int(0.05 * s)))


def _cake(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    d.rectangle((-0.8 * s, 0.1 * s, 0.8 * s, 0.8 * s), fill=c)
    d.rectangle((-0.55 * s, -0.3 * s, 0.55 * s, 0.1 * s), fill=(255, 245, 235))
    for x in (-0.35, 0.0, 0.35):
        d.rectangle(((x - 0.04) * s, -0.65 * s, (x + 0.04) * s, -0.3 * s), fill=_DARK)
        d.ellipse(((x - 0.07) * s, -0.85 * s, (x + 0.07) * s, -0.62 * s), fill=(250, 170, 40))


def _mountains(d: ImageDraw.ImageDraw, s: float, c: Colour) -> None:
    for x, top in ((-0.4, -0.4), (0.35, -0.8)):
        d.polygon([((x - 0.6) * s, 0.8 * s), (x * s, top * s), ((x + 0.6) * s, 0.8 * s)], fill=c)
        d.polygon(
            [
                ((x - 0.15) * s, (top + 0.32) * s),
                (x * s, top * s),
                ((x + 0.15) * s, (top + 0.32) * s),
            ],
            fill=(255,) * 3,
        )


DRAWN: dict[str, _Draw] = {
    "house": _house,
    "boat": _boat,
    "tree": _tree,
    "sun": _sun,
    "dog": _dog,
    "fish": _fish,
    "flowers": _flowers,
    "car": _car,
    "bicycle": _bicycle,
    "letter": _letter,
    "cake": _cake,
    "mountains": _mountains,
}
"""By the label of the vocabulary that it is."""


def draw(label: str | None, number: int, *, colour: str | None = None) -> tuple[Picture, str]:
    """(the picture, its colour's name): the same for the same number. Without a label, nothing but
    a ground with a few strokes."""
    rng = random.Random(f"{label} {number}")
    named = colour or rng.choice(list(COLOURS))
    picture = Image.new("RGB", (EDGE, EDGE), rng.choice(_GROUNDS))
    ImageDraw.Draw(picture).rectangle(
        (0, rng.randint(150, 230), EDGE, EDGE), fill=rng.choice(_GROUNDS)
    )
    base = COLOURS[named]
    tint = tuple(max(0, min(255, part + rng.randint(-20, 20))) for part in base)
    size = rng.uniform(62, 100)
    layer = Image.new("RGBA", (EDGE, EDGE))
    pen = ImageDraw.Draw(layer)
    if label is None:
        for _stroke in range(rng.randint(0, 3)):
            ends = [rng.randint(0, EDGE) for _end in range(4)]
            pen.line(ends, fill=tint, width=rng.randint(1, 5))
    else:
        square = Image.new("RGBA", (EDGE, EDGE))
        shifted = _Shifted(ImageDraw.Draw(square), EDGE / 2)
        DRAWN[label](shifted, size, tint)  # type: ignore[arg-type]  # draws as ImageDraw does
        square = square.rotate(rng.uniform(-8, 8), Image.Resampling.BILINEAR)
        layer.paste(square, (rng.randint(-22, 22), rng.randint(-22, 22)))
        if rng.random() < 0.5:
            layer = layer.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    picture.paste(layer, (0, 0), layer)
    noise = np.random.default_rng(number).normal(0, 5, (EDGE, EDGE, 3))
    return np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8), named


class _Shifted:
    """An ImageDraw whose origin is the middle."""

    def __init__(self, pen: ImageDraw.ImageDraw, middle: float) -> None:
        self._pen = pen
        self._middle = middle

    def __getattr__(self, name: str) -> Callable[..., None]:
        drawn = getattr(self._pen, name)

        def shifted(points: object, **how: object) -> None:
            flat = np.asarray(points, float).reshape(-1, 2) + self._middle
            drawn([tuple(point) for point in flat], **how)

        return shifted
