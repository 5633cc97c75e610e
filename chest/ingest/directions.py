"""Where pictures lie among what a model knows, as they are kept: halves of floats, as text."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np


def as_halves(row: Any) -> Any:
    return np.asarray(row, np.dtype("<f2"))


def pack(directions: Mapping[str, Any]) -> dict[str, Any]:
    kept = {kind: as_halves(row).tobytes() for kind, row in directions.items()}
    return {kind: base64.b64encode(data).decode() for kind, data in kept.items()}


def unpack(kept: Mapping[str, Any], size: int) -> dict[str, Any]:
    """The directions that were kept; nothing at all where one is not of this size."""
    rows = {
        kind: np.frombuffer(base64.b64decode(text), np.dtype("<f2")) for kind, text in kept.items()
    }
    return rows if all(row.shape == (size,) for row in rows.values()) else {}
