"""The order in which one reads what stands on a page: columns from the left, in each from above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ai.reading.base import Line

_Box = tuple[float, float, float, float]
_GAP = 0.3  # of a line's height: so far apart are two columns, or a heading and what is below it


@dataclass(frozen=True)
class _Placed:
    line: Line
    box: _Box  # on the page as it would lie straight


def in_order(lines: Sequence[Line], *, slope: float = 0.0) -> tuple[Line, ...]:
    """The lines in reading order. A page is cut where nothing is written from edge to edge: into
    columns where that is possible, else into what is above and what is below.

    `slope` is how far its lines fall over the whole width, as a part of the height: of a page that
    was photographed askew, the end of a line lies below the beginning of the next.
    """
    return tuple(one.line for one in _ordered([_Placed(x, _straight(x.box, slope)) for x in lines]))


def _ordered(left: list[_Placed]) -> list[_Placed]:
    if len(left) < 2:
        return left
    height = sorted(one.box[3] - one.box[1] for one in left)[len(left) // 2]
    columns = _cut(left, lambda box: (box[0], box[2]), gap=height)
    if len(columns) > 1 and all(len(column) > 2 for column in columns):
        return [one for column in columns for one in _ordered(column)]
    rows = _cut(left, lambda box: (box[1], box[3]), gap=-_GAP * height)
    if len(rows) > 1:
        return [one for row in rows for one in _ordered(row)]
    return sorted(left, key=lambda one: (one.box[0], one.box[1]))


def _straight(box: _Box, slope: float) -> _Box:
    """The box of a line alone, without what its slope adds to it, turned about the left edge."""
    left, top, right, bottom = box
    fall = slope * (right - left)
    height = max(0.0, bottom - top - abs(fall))
    begins = top - slope * left if slope > 0 else top - fall - slope * left
    return left, begins, right, begins + height


def _cut(
    lines: Sequence[_Placed], span: Callable[[_Box], tuple[float, float]], *, gap: float
) -> list[list[_Placed]]:
    """The lines parted where `gap` lies between them; below 0, so much may overlap."""
    parts: list[list[_Placed]] = []
    end = 0.0
    for one in sorted(lines, key=lambda one: span(one.box)):
        begins, ends = span(one.box)
        if parts and begins < end + gap:
            parts[-1].append(one)
            end = max(end, ends)
        else:
            parts.append([one])
            end = ends
    return parts
