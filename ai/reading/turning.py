"""Places in a picture that was turned, told of the picture as it was."""

from __future__ import annotations

Box = tuple[float, float, float, float]


def turned_back(box: Box, turn: int) -> Box:
    """Where that place is in the picture before it was turned so many quarters against the clock
    (as `numpy.rot90` turns). Boxes are left, top, right, bottom, as parts of width and height."""
    left, top, right, bottom = (min(1.0, max(0.0, side)) for side in box)
    for _quarter in range(turn % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return round(left, 5), round(top, 5), round(right, 5), round(bottom, 5)
