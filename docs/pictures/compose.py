"""The README's pictures, from screenshots of the example chest and of the journey, so that they
show what is. The commands stand in `tests/browser/pictures.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent
SCREENS = {
    "overview": "desk/*-demo-overview.png",
    "contribute": "phone/*-contribute-words.png",
    "story": "desk/*-demo-story.png",
}
TABLE, SHADE = "#e9e2d6", "#5a5247"
SIZE = (1600, 840)
# Where each lies on the table: left, top, width, radius of its corners.
PLACES = {
    "overview": (48, 60, 800, 14),
    "story": (832, 150, 720, 14),
    "contribute": (660, 190, 290, 28),
}


def main(shots: Path) -> None:
    screens = {name: _load(shots, pattern) for name, pattern in SCREENS.items()}
    for name, screen in screens.items():
        _save(screen, name)
    table = Image.new("RGB", SIZE, TABLE)
    for name, place in PLACES.items():
        _lay(table, screens[name], *place)
    _save(table, "first-screen")


def _load(shots: Path, pattern: str) -> Image.Image:
    (path,) = shots.glob(pattern)
    return Image.open(path).convert("RGB")


def _lay(table: Image.Image, screen: Image.Image, x: int, y: int, width: int, radius: int) -> None:
    screen = screen.resize((width, screen.height * width // screen.width), Image.Resampling.LANCZOS)
    mask = Image.new("L", screen.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *screen.size), radius, fill=255)
    shadow = Image.new("L", table.size, 0)
    shadow.paste(mask.point(lambda value: value // 3), (x, y + 8))
    table.paste(SHADE, (0, 0, *table.size), shadow.filter(ImageFilter.GaussianBlur(18)))
    table.paste(screen, (x, y), mask)


def _save(picture: Image.Image, name: str) -> None:
    picture.quantize(256, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
