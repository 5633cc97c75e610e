"""The order in which one reads what stands on a page."""

from __future__ import annotations

import pytest

from ai.reading.base import Line
from ai.reading.order import in_order


def page(
    slope: float, rows: int = 8, columns: tuple[tuple[float, float], ...] = ((0.1, 0.9),)
) -> list[Line]:
    """Lines of a page that falls by so much from edge to edge, in no order."""
    made = []
    for column, (left, right) in enumerate(columns):
        for row in range(rows):
            ends = right - 0.04 * (row % 3)
            begins = 0.3 + 0.06 * row + slope * left
            over = begins + slope * (ends - left)
            box = (left, min(begins, over), ends, max(begins, over) + 0.05)
            made.append(Line(f"{column}-{row}", 0.9, box))
    return sorted(made, key=lambda line: line.box)


@pytest.mark.parametrize("slope", [0.0, 0.05, 0.2, -0.05, -0.2])
def test_lines_of_a_page_that_lies_askew_are_read_from_above(slope: float) -> None:
    read = [line.text for line in in_order(page(slope), slope=slope)]
    assert read == [f"0-{row}" for row in range(8)]


@pytest.mark.parametrize("slope", [0.0, 0.1, -0.1])
def test_two_columns_that_lie_askew_are_read_one_after_the_other(slope: float) -> None:
    lines = page(slope, columns=((0.05, 0.45), (0.55, 0.95)))
    read = [line.text for line in in_order(lines, slope=slope)]
    assert read == [f"{column}-{row}" for column in (0, 1) for row in range(8)]
