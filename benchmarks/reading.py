"""Reading pictures: seconds a page, pictures without words a second, and memory.

The floor of a picture without words is the detector alone on the small copy that the glance looks
at. One thread, as the worker has it.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from ai.reading.rapid import Rapid

ROUNDS = 5
MOST_TIMES_THE_FLOOR = 4.0  # what the detector takes for text is looked at once more
_MEDIA = Path(__file__).resolve().parents[1] / "tests/media"
_WITHOUT = ("harbour.jpg", "meadow.jpg", "allium.jpg", "acanthus.jpg", "mountains.webp")


def main() -> int:
    reader = Rapid()
    page = _open(_MEDIA / "handwritten-notes.jpg")
    bare = [_open(_MEDIA / name) for name in _WITHOUT]
    before = _memory()
    reader.read(page)
    a_page = _median(lambda: reader.read(page))
    floor = sum(_median(lambda picture=picture: reader.looks_written(picture)) for picture in bare)
    ours = sum(_median(lambda picture=picture: reader.read(picture)) for picture in bare)
    count = len(bare)
    print(f"a page of ten written lines, 1,600 pixels   {a_page:8.2f} s")
    print(f"pictures without words                      {count / ours:8.1f} a second")
    print(f"  the detector alone                        {count / floor:8.1f} a second")
    print(f"memory of the process                       {_memory():8.0f} MiB (before {before:.0f})")
    missed = ours > MOST_TIMES_THE_FLOOR * floor
    print(f"\n{ours / floor:.2f}× the floor; target {MOST_TIMES_THE_FLOOR}×")
    return 1 if missed else 0


def _median(work: Callable[[], object]) -> float:
    spent = []
    for _round in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return statistics.median(spent)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _open(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Image.open(path) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((1600, 1600))
    return np.asarray(upright, dtype=np.uint8)
