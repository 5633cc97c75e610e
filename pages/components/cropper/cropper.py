"""Choosing which part of a picture is shown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.components.shared.sources import rerun, source

Crop = tuple[float, float, float, float]
WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)

WORDS = {
    "crop": "The part that is shown. Arrow keys move it.",
    "corner": "Corner {name}. Arrow keys change the size.",
    "corners": ["top left", "top right", "bottom left", "bottom right"],
    "shows": "Showing {width} of 100 of the width and {height} of 100 of the height.",
    "hint": "Drag the frame, or pull a corner.",
    "whole": "Show all of it",
}

_cropper = st.components.v2.component(
    "memory_chest_cropper",
    html='\n<div data-part="stage"></div><p class="unseen" role="status" data-part="status"></p>\n',
    css=source("shared/base.css", "cropper/cropper.css"),
    js=source("shared/view.js", "shared/words.js", "cropper/cropper.js"),
)


def cropper(
    src: str,
    crop: Sequence[float] | None,
    *,
    key: str,
    alt: str = "",
    size: tuple[int, int] | None = None,
) -> Crop:
    """Lets someone choose which part of a picture is shown, and returns it as fractions.

    Starts from `crop` (`[x, y, width, height]`, the whole picture when None). The frame is dragged,
    or moved with the arrow keys; its corners likewise. Reruns when a drag or a key press ends.
    """
    first = checked_crop(crop)
    now = st.session_state.get(key, {}).get("crop", list(first))
    result = _cropper(
        key=key,
        data={
            "src": src,
            "alt": alt,
            "from": list(first),
            "crop": now,
            "size": list(size) if size else None,
            "words": WORDS,
        },
        default={"crop": list(first)},
        on_crop_change=rerun,
    )
    return checked_crop(result.crop if isinstance(result.crop, list) else first)


def checked_crop(crop: Sequence[float] | None) -> Crop:
    """`crop` held inside the picture, never smaller than a twentieth of it; None is the whole."""
    if crop is None:
        return WHOLE
    if len(crop) != 4:
        raise ValueError("A crop is [x, y, width, height], each from 0 to 1.")
    width, height = (min(1.0, max(0.05, float(side))) for side in crop[2:])
    x = min(1.0 - width, max(0.0, float(crop[0])))
    y = min(1.0 - height, max(0.0, float(crop[1])))
    return (x, y, width, height)
