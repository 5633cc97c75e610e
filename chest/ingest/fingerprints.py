"""A fingerprint of a picture: 64 signs of how its brightness goes, which stay nearly the same when
it is scaled, saved again or scanned twice. By numpy alone."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ai.tagging.base import Picture

TASK = "fingerprint"
PROVIDER = "chest"
MODEL = "dct-64"
VERSION = "1"

_EDGE = 32
_KEPT = 8


def fingerprint(picture: Picture) -> int:
    """The signs of its slow waves against their middle, as a number of 64 bits."""
    small = Image.fromarray(np.ascontiguousarray(picture)).convert("L")
    grey = small.resize((_EDGE, _EDGE), Image.Resampling.BOX)
    waves = _cosines() @ np.asarray(grey, np.float64) @ _cosines().T
    slow = waves[:_KEPT, :_KEPT].ravel()
    signs = slow > np.median(slow[1:])  # without the first, which is only how bright all is
    return int("".join("1" if sign else "0" for sign in signs), 2)


@cache
def _cosines() -> NDArray[np.float64]:
    """The matrix of the discrete cosine transform."""
    k, n = np.arange(_EDGE)[:, None], np.arange(_EDGE)[None, :]
    return np.asarray(np.cos(np.pi * (2 * n + 1) * k / (2 * _EDGE)), np.float64)
