"""Choosing which part of a picture is shown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from language import N_, say
from pages.components.shared.sources import rerun, source

Crop = tuple[float, float, float, float]
WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)

WORDS = {
    "crop": N_("The part that is shown. Arrow keys move it."),
    "corner": N_("Corner {name}. Arrow keys change the size."),
    "corners": [N_("top left"), N_("top right"), N_("bottom left"), N_("bottom right")],
    "shows": N_("Showing {width} of 100 of the width and {height} of 100 of the height."),
    "hint": N_("Drag the frame, or pull a corner."),
    "shape": N_("Its shape"),
    "shapes": {
        "wide": N_("Wide"),
        "square": N_("Square"),
        "tall": N_("Tall"),
        "whole": N_("All of the picture"),
    },
    "page": N_("How the page begins"),
    "screens": {"desk": N_("On a computer"), "phone": N_("On a phone")},
}

# Width by height, as one sees it; besides these there is the picture's own.
SHAPES = {"wide": 3 / 2, "square": 1.0, "tall": 4 / 5}
# The frame begins a little smaller than it could be: one sees at once that it moves.
_FIRST_SHARE = 0.9

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
    name: str = "",
    years: str = "",
) -> Crop:
    """Lets someone choose which part of a picture is shown, and returns it as fractions.

    Starts from `crop` (`[x, y, width, height]`); without one, from a frame in that one of `SHAPES`
    which is nearest to the picture of `size`. The frame keeps its shape: it is dragged or moved
    with the arrow keys, its corners likewise, and plus and minus change its size. Below it, the
    page that begins with this part, under `name` and `years`, as it is on a computer and on a
    phone. Reruns when a drag or a key press ends.
    """
    first = checked_crop(crop) if crop is not None else first_crop(size)
    now = st.session_state.get(key, {}).get("crop", list(first))
    result = _cropper(
        key=key,
        data={
            "src": src,
            "alt": alt,
            "from": list(first),
            "crop": now,
            "size": list(size) if size else None,
            "shapes": SHAPES,
            "share": _FIRST_SHARE,
            "name": name,
            "years": years,
            "words": say(WORDS),
        },
        default={"crop": list(first)},
        on_crop_change=rerun,
    )
    return checked_crop(result.crop if isinstance(result.crop, list) else first)


def first_crop(size: tuple[int, int] | None) -> Crop:
    """Where the frame begins on a picture that has none: the middle, in the shape nearest to it."""
    if size is None:
        return WHOLE
    own = size[0] / size[1]
    shape = min(SHAPES.values(), key=lambda one: max(one / own, own / one))
    width, height = min(1.0, shape / own), min(1.0, own / shape)
    width, height = width * _FIRST_SHARE, height * _FIRST_SHARE
    return ((1 - width) / 2, (1 - height) / 2, width, height)


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
