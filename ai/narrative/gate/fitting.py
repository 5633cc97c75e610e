"""Logistic regression over sparse features, in numpy: the same weights on each run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_REMEMBERED = 8
_ENOUGH = 1e-4  # a smaller part of the loss is not worth another step


@dataclass(frozen=True, slots=True)
class Row:
    """The features of a sentence, the class that it belongs to, and how much it counts."""

    seen: tuple[int, ...]
    kind: int
    weight: float


class _Sparse:
    """Rows of features, each row's values alike."""

    def __init__(self, rows: NDArray[np.int64], columns: NDArray[np.int64], values: Floats) -> None:
        order = np.argsort(rows, kind="stable")
        self._columns, self._values = columns[order], values[order, None]
        self._starts = np.flatnonzero(np.diff(rows[order], prepend=-1))

    def times(self, table: Floats) -> Floats:
        found = []
        for at in range(0, len(self._starts), 4096):
            first, ends = self._starts[at], self._starts[at + 4096 : at + 4097]
            last = ends[0] if len(ends) else len(self._columns)
            part = table[self._columns[first:last]] * self._values[first:last]
            found.append(np.add.reduceat(part, self._starts[at : at + 4096] - first, axis=0))
        return np.concatenate(found).astype(np.float32)


def fit(
    rows: Sequence[Row], kinds: int, size: int, *, looseness: float = 10.0, steps: int = 40
) -> tuple[Floats, Floats]:
    """The weight of each feature for each class, and of each class by itself."""
    counts = np.array([len(row.seen) for row in rows])
    seen = np.concatenate([np.array(row.seen, np.int64) for row in rows])
    used, columns = np.unique(seen, return_inverse=True)
    numbers = np.repeat(np.arange(len(rows)), counts)
    values = np.repeat(1 / np.sqrt(counts), counts).astype(np.float32)
    across, down = _Sparse(numbers, columns, values), _Sparse(columns, numbers, values)
    right = np.eye(kinds, dtype=np.float32)[[row.kind for row in rows]]
    weights = np.array([row.weight for row in rows], np.float32)[:, None]

    def loss(point: Floats) -> tuple[float, Floats]:
        table, bias = point[:-1], point[-1]
        logits = across.times(table) + bias
        logits -= logits.max(1, keepdims=True)
        said = logits - np.log(np.exp(logits).sum(1, keepdims=True))
        wrong = (np.exp(said) - right) * weights
        slope = np.concatenate([down.times(wrong) + table / looseness, wrong.sum(0)[None]])
        kept = 0.5 / looseness * float((table * table).sum())
        return kept - float((weights * right * said).sum()), slope.astype(np.float32)

    point = _descend(loss, np.zeros((len(used) + 1, kinds), np.float32), steps)
    table = np.zeros((size, kinds), np.float32)
    table[used] = point[:-1]
    return table, point[-1].copy()


def _descend(loss: Callable[[Floats], tuple[float, Floats]], point: Floats, steps: int) -> Floats:
    """The lowest point, by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno."""
    moves: deque[tuple[Floats, Floats, float]] = deque(maxlen=_REMEMBERED)
    height, slope = loss(point)
    for step in range(steps):
        way = _way_down(slope, moves)
        steep, size = _dot(slope, way), 1.0
        while True:
            after, slope_after = loss(point - size * way)
            if after <= height - 1e-4 * size * steep or size < 1e-4:
                break
            size /= 2
        turn = slope_after - slope
        if (bend := -size * _dot(way, turn)) > 1e-10:
            moves.append((-size * way, turn, 1 / bend))
        done = step > 10 and abs(height - after) < _ENOUGH * abs(height)
        point, height, slope = point - size * way, after, slope_after
        if done:
            break
    return point


def _way_down(slope: Floats, moves: Sequence[Any] | deque[Any]) -> Floats:
    way = slope.copy()
    parts = []
    for move, turn, inverse in reversed(moves):
        part = inverse * _dot(move, way)
        parts.append(part)
        way -= part * turn
    if not moves:
        return np.asarray(way / np.linalg.norm(way), np.float32)
    move, turn, _ = moves[-1]
    way *= _dot(move, turn) / _dot(turn, turn)
    for (move, turn, inverse), part in zip(moves, reversed(parts), strict=True):
        way += move * (part - inverse * _dot(turn, way))
    return way


def _dot(one: Floats, other: Floats) -> float:
    return float(np.vdot(one, other))


def fit_few(columns: Floats, right: Floats, *, looseness: float, free: int) -> Floats:
    """Yes or no by few columns, the first `free` of which may weigh what they like."""
    weights = np.zeros(columns.shape[1])
    tied = np.full(columns.shape[1], 1 / looseness)
    tied[:free] = 1e-6
    for _ in range(30):
        likely = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (likely - right) + tied * weights
        bend = (columns * (likely * (1 - likely))[:, None]).T @ columns + np.diag(tied)
        weights -= np.linalg.solve(bend, slope)
    return weights.astype(np.float32)
