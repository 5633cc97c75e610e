"""Pictures that this program made itself, as models take them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from ai.tagging.base import Picture


def open_picture(path: Path) -> Picture:
    """A preview or page that the decoding process has written: upright, in sRGB. Never for what
    somebody uploaded; that is opened in the decoding process alone."""
    with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as picture:
        return np.asarray(picture.convert("RGB"), dtype=np.uint8)
