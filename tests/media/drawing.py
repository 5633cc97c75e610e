"""What is drawn for the tests and for the example chest: paper-cut silhouettes and a page written
by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]

INK = (35, 31, 30)
CARD = (236, 226, 205)
MOUNT = (104, 84, 66)
# Both look to the left, on a field of 100 by 110.
WOMAN: tuple[Point, ...] = (
    (24, 101), (31, 93), (38.5, 86), (41.5, 79), (41, 73), (38, 69.5), (33, 69.2), (28.6, 67.8),
    (26.8, 64.6), (27.6, 61.8), (28.4, 60), (26.6, 58), (26.9, 56.4), (28.1, 55.4), (26.2, 53.8),
    (26.3, 52), (27.6, 50.2), (24.4, 49.4), (21.3, 47.6), (22, 45.6), (24.6, 41.6), (26.8, 37.4),
    (26.9, 34.6), (25.9, 32), (26.2, 27), (28.4, 22.4), (29.2, 18.6), (33, 13.4), (41, 8.6),
    (51, 7.2), (61, 9.4), (69, 14.6), (73.6, 21), (76, 24.6), (81.4, 22.8), (87.6, 25),
    (91.2, 31.2), (90, 38.2), (84.6, 42.8), (78.2, 42.4), (74.4, 44.6), (70.4, 50), (66.6, 56),
    (65, 62), (64.8, 69), (66, 76), (70.4, 83), (78, 89.4), (86, 95), (92, 103), (80, 104.4),
    (66, 108.2), (50, 109.4), (36, 106.4),
)  # fmt: skip
MAN: tuple[Point, ...] = (
    (22, 102), (29, 95), (35, 90), (38, 84.6), (37.6, 79.4), (40.6, 76), (40.2, 72.6), (37, 71),
    (31.6, 71.2), (26.6, 70.2), (24.4, 66.6), (25.2, 63), (26.6, 60.8), (24.8, 58.8), (25.2, 56.8),
    (26.6, 55.8), (24.8, 54.2), (25, 52), (26.2, 50.2), (22.4, 49.8), (18.4, 48.2), (18.8, 45.6),
    (22.2, 41), (24.6, 37.2), (24.2, 34.4), (23.2, 32), (24.4, 26.4), (26.6, 21.6), (25.4, 17),
    (28.6, 11.6), (36, 8), (43, 8.4), (51, 7), (61, 9), (69, 14.4), (74, 22), (75.6, 31),
    (74.4, 40), (71.6, 47.2), (69.8, 53), (69.4, 60), (70, 66.4), (70.6, 71), (68.6, 74.4),
    (71.4, 79), (79, 84.6), (88, 90.4), (95, 100), (96, 104.6), (80, 105.2), (64, 108.8),
    (48, 109.2), (34, 106.4),
)  # fmt: skip
# Where the paper-cutter let the light through: her earring, his collar.
EARRING: tuple[Point, ...] = ((55.6, 54.6), (57, 56.6), (56, 59), (54.2, 59), (53.6, 56.6))
COLLAR: tuple[Point, ...] = (
    (40.6, 79), (46, 82), (53, 83.6), (61, 82), (67.6, 77.6), (67.9, 78.9), (61.4, 83.8),
    (53, 85.6), (45.4, 83.8), (40.2, 80.6),
)  # fmt: skip
LASH: tuple[Point, ...] = ((27.4, 38.4), (24.7, 37.2), (24.5, 37.8), (27, 39.4))


@dataclass(frozen=True)
class Hand:
    """How somebody writes: with which letters, how large, how far from one line to the next."""

    font: Path
    size: int
    line: int


def silhouettes(size: tuple[int, int] = (1600, 1000), *, seed: int = 1952) -> Image.Image:
    """Two heads cut from black paper that look at each other, in two ovals of one mount."""
    width, height = size
    chance = np.random.default_rng(seed)
    picture = _paper(size, MOUNT, chance)
    oval = (round(height * 0.66), round(height * 0.84))
    top = (height - oval[1]) // 2
    gap = round(width * 0.035)
    for left, points, holes, mirrored in (
        (width // 2 - gap - oval[0], MAN, (COLLAR,), True),
        (width // 2 + gap, WOMAN, (EARRING,), False),
    ):
        card = _medallion(oval, points, holes, mirrored=mirrored, chance=chance)
        inside = _oval(oval)
        rim = Image.new("L", size)
        rim.paste(inside, (left, top))
        # The mount is thick: its edge throws a shadow on the card and catches light outside.
        bright = rim.filter(ImageFilter.MaxFilter(9))
        picture.paste((176, 150, 104), mask=bright)
        picture.paste(card, (left, top), inside)
    return _photographed(picture, chance)


def _medallion(
    size: tuple[int, int],
    points: tuple[Point, ...],
    holes: tuple[tuple[Point, ...], ...],
    *,
    mirrored: bool,
    chance: np.random.Generator,
) -> Image.Image:
    card = _paper(size, CARD, chance)
    head = Image.new("L", (size[0] * 2, size[1] * 2))
    draw = ImageDraw.Draw(head)

    def placed(shape: tuple[Point, ...]) -> list[Point]:
        unit = size[1] * 2 * 0.0071
        return [(size[0] + (x - 57) * unit, size[1] + (y - 57) * unit) for x, y in _through(shape)]

    draw.polygon(placed(points), fill=255)
    if not mirrored:
        draw.polygon(placed(LASH), fill=255)
    for hole in holes:
        draw.polygon(placed(hole), fill=0)
    head = head.resize(size, Image.Resampling.LANCZOS)
    if mirrored:
        head = head.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    shadow = ImageChops.offset(head, 3, 4).filter(ImageFilter.GaussianBlur(4))
    card.paste((150, 134, 108), mask=shadow.point([value // 2 for value in range(256)]))
    card.paste(_paper(size, INK, chance), mask=head)
    edge = _oval(size).filter(ImageFilter.GaussianBlur(size[1] // 28))
    worn = Image.new("RGB", size, (141, 112, 74))
    return Image.composite(card, Image.blend(card, worn, 0.55), edge)


def _oval(size: tuple[int, int]) -> Image.Image:
    large = Image.new("L", (size[0] * 3, size[1] * 3))
    ImageDraw.Draw(large).ellipse((6, 6, large.width - 7, large.height - 7), fill=255)
    return large.resize(size, Image.Resampling.LANCZOS)


def _through(points: tuple[Point, ...], *, steps: int = 14) -> list[Point]:
    """A closed curve through all points (Catmull-Rom)."""
    known = np.array(points)
    count = len(known)
    made: list[Point] = []
    for n in range(count):
        a, b, c, d = (known[(n + k) % count] for k in (-1, 0, 1, 2))
        for t in np.linspace(0, 1, steps, endpoint=False):
            spot = 0.5 * (
                2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )  # fmt: skip
            made.append((float(spot[0]), float(spot[1])))
    return made


def _paper(
    size: tuple[int, int], colour: tuple[int, int, int], chance: np.random.Generator
) -> Image.Image:
    """A sheet with fibres and clouds, so that it is nowhere flat."""
    width, height = size
    clouds = Image.fromarray(chance.integers(0, 255, (9, 14), np.uint8)).resize(
        size, Image.Resampling.BICUBIC
    )
    long = chance.normal(0, 1, (height, width + 12)).cumsum(axis=1)
    fibres = (long[:, 12:] - long[:, :-12]) / 12
    light = (np.asarray(clouds, np.float32) - 128) * 0.07 + fibres * 9
    sheet = np.array(colour, np.float32) + light[..., None]
    return Image.fromarray(sheet.clip(0, 255).astype(np.uint8))


def _photographed(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """As a camera would bring it back: softer, darker towards the corners, with grain."""
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.7)), np.float32)
    height, width, _ = soft.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    dark = 1 - 0.22 * (x**2 + y**2) / 2
    grain = chance.normal(0, 2.2, (height, width, 1))
    return Image.fromarray((soft * dark[..., None] + grain).clip(0, 255).astype(np.uint8))


def written_page(
    size: tuple[int, int], lines: tuple[str, ...], hand: Hand, *, seed: int = 1961
) -> Image.Image:
    """A lined page, written on by a hand that is never quite the same."""
    chance = np.random.default_rng(seed)
    page = _paper(size, (241, 235, 220), chance)
    draw = ImageDraw.Draw(page)
    width, height = size
    margin = width // 9
    for ruled in range(hand.line * 2, height, hand.line):
        draw.line((0, ruled, width, ruled), fill=(186, 200, 214), width=max(1, hand.line // 40))
    draw.line((margin, 0, margin, height), fill=(214, 150, 146), width=max(1, hand.line // 40))
    font = ImageFont.truetype(str(hand.font), hand.size)
    for number, line in enumerate(lines):
        x = margin + hand.line * 0.4 + float(chance.uniform(-0.1, 0.1)) * hand.line
        base = hand.line * (number + 2)
        for word in line.split(" "):
            y = base - hand.line * 0.08 + float(chance.normal(0, 0.025)) * hand.line
            ink = tuple(int(value + chance.integers(-12, 12)) for value in (38, 52, 104))
            draw.text((x, y), word, font=font, fill=ink, anchor="ls")
            space = hand.size * (0.24 + float(chance.uniform(-0.03, 0.04)))
            x += draw.textlength(word, font=font) + space
    return _photographed(page, chance)
