"""One memory shown large: a picture, a film, a voice. Also the hero of a chest, and its crop."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

import streamlit as st

from pages.components.sources import source

Crop = tuple[float, float, float, float]
WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)

WORDS = {
    "open": "Open the original in a new tab",
    "download": "Download the original",
    "cannot_photo": "This browser cannot show this picture. It is kept safe.",
    "cannot_video": "This browser cannot play this film. It is kept safe.",
    "cannot_audio": "This browser cannot play this recording. It is kept safe.",
    "being_made": "This is being made ready. It plays in a moment.",
    "try_download": "You can download it and open it with a program of your own.",
    "captions": "Words",
    "crop": "The part that is shown. Arrow keys move it.",
    "corner": "Corner {name}. Arrow keys change the size.",
    "corners": ["top left", "top right", "bottom left", "bottom right"],
    "shows": "Showing {width} of 100 of the width and {height} of 100 of the height.",
    "hint": "Drag the frame, or pull a corner.",
    "whole": "Show all of it",
}

_player = st.components.v2.component(
    "memory_chest_player",
    html='\n<div data-part="stage"></div>\n',
    css=source("base.css", "player.css"),
    js=source("view.js", "words.js", "wave.js", "player.js"),
)
_cropper = st.components.v2.component(
    "memory_chest_cropper",
    html='\n<div data-part="stage"></div><p class="unseen" role="status" data-part="status"></p>\n',
    css=source("base.css", "cropper.css"),
    js=source("view.js", "words.js", "cropper.js"),
)


def player(
    *,
    kind: Literal["photo", "video", "audio"] | str,
    src: str,
    alt: str,
    poster: str | None = None,
    peaks: Sequence[float] | None = None,
    download: str | None = None,
    captions: str | None = None,
    plays: bool = True,
    size: tuple[int, int] | None = None,
    start: float | None = None,
    key: str | None = None,
) -> None:
    """Shows one memory large; films and voices with controls, never starting by themselves.

    `src` is what the browser shows, `download` the original (a click on a picture opens it).
    `alt` describes it for people who do not see it. `captions` is a WebVTT address, `peaks` a
    waveform from 0 to 1. `plays=False` says that browsers cannot play `src`: the page then says so
    kindly beside the poster. `size` is width and height in pixels, so that nothing jumps while it
    loads. `start` jumps to that second (when it changes). A rerun does not interrupt playing.
    """
    _player(
        key=key,
        data={
            "kind": kind,
            "src": src,
            "alt": alt,
            "poster": poster,
            "peaks": list(peaks) if peaks else None,
            "download": download,
            "captions": captions,
            "plays": plays,
            "size": list(size) if size else None,
            "start": start,
            "words": WORDS,
        },
    )


def hero(
    *,
    name: str,
    src: str | None = None,
    alt: str = "",
    crop: Sequence[float] | None = None,
    size: tuple[int, int] | None = None,
    years: str | None = None,
    words: str | None = None,
) -> None:
    """The chest's first page: its picture wide, with name, years and a line of words beneath.

    `crop` is `[x, y, width, height]` as fractions of the upright picture. With `size` (its width
    and height in pixels) exactly that part is shown; without, the picture is 16:9 around the
    middle of the crop. Without `src` only the words are set.
    """
    picture = cropped(src, alt=alt, crop=crop, size=size) if src is not None else ""
    years_line = f'<p class="chest-hero-years">{escape(years)}</p>' if years else ""
    words_line = f'<p class="chest-hero-words">{escape(words)}</p>' if words else ""
    st.html(
        f'<div class="chest-hero">{picture}<h1>{escape(name)}</h1>{years_line}{words_line}</div>'
    )


def cropped(
    src: str,
    *,
    alt: str = "",
    crop: Sequence[float] | None = None,
    size: tuple[int, int] | None = None,
) -> str:
    """The part of a picture that `crop` names, as HTML for `st.html`; see `hero`."""
    x, y, width, height = checked_crop(crop)
    if size is None:
        middle_x = _share(x, width)
        middle_y = _share(y, height)
        frame = "--hero-shape:1.7778"
        image = f"object-fit:cover;object-position:{middle_x:.2%} {middle_y:.2%}"
    else:
        shape = (width * size[0]) / (height * size[1])
        frame = f"--hero-shape:{shape:.4f}"
        image = (
            f"width:{100 / width:.3f}%;height:{100 / height:.3f}%;"
            f"left:{-100 * x / width:.3f}%;top:{-100 * y / height:.3f}%"
        )
    return (
        f'<div class="chest-hero-frame" style="{frame}">'
        f'<img src="{escape(src)}" alt="{escape(alt)}" style="{image}"></div>'
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
        on_crop_change=_rerun,
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


def _share(start: float, length: float) -> float:
    """Where `object-position` must point for the middle of the crop to stay in sight."""
    return 0.5 if length >= 1 else start / (1 - length)


def _rerun() -> None:
    """The rerun itself is the effect: the caller reads the crop."""
