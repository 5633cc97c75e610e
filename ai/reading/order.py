"""The order in which one reads what stands on a page: columns from the left, in each from above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ai.reading.base import Line

_Box = tuple[float, float, float, float]
_GAP = 0.3  # of a line's height: so far apart are two columns, or a heading and what is below it


def in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines in reading order. A page is cut where nothing is written from edge to edge: into
    columns where that is possible, else into what is above and what is below."""
    left = list(lines)
    if len(left) < 2:
        return tuple(left)
    height = sorted(line.box[3] - line.box[1] for line in left)[len(left) // 2]
    columns = _cut(left, lambda box: (box[0], box[2]), gap=height)
    if len(columns) > 1 and all(len(column) > 2 for column in columns):
        return tuple(line for column in columns for line in in_order(column))
    rows = _cut(left, lambda box: (box[1], box[3]), gap=-_GAP * height)
    if len(rows) > 1:
        return tuple(line for row in rows for line in in_order(row))
    return tuple(sorted(left, key=lambda line: (line.box[0], line.box[1])))


def _cut(
    lines: Sequence[Line], span: Callable[[_Box], tuple[float, float]], *, gap: float
) -> list[list[Line]]:
    """The lines parted where `gap` lies between them; below 0, so much may overlap."""
    parts: list[list[Line]] = []
    end = 0.0
    for line in sorted(lines, key=lambda line: span(line.box)):
        begins, ends = span(line.box)
        if parts and begins < end + gap:
            parts[-1].append(line)
            end = max(end, ends)
        else:
            parts.append([line])
            end = ends
    return parts
