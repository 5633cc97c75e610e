"""The chest's first page: its picture wide, with name, years and a line of words beneath."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.components.cropper.cropper import checked_crop


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


def where_one_is(
    name: str, *, href: str, face: str | None = None, crop: Sequence[float] | None = None
) -> None:
    """The chest's name and face in the bar, which lead to its first page.

    `face` is the address of its small picture, of which the middle of `crop` is seen; without one
    there is the first letter of the name.
    """
    x, y, width, height = checked_crop(crop)
    place = f"{_share(x, width):.1%} {_share(y, height):.1%}"
    seen = (
        f'<img src="{escape(face)}" alt="" style="object-position:{place}">'
        if face
        else f'<span class="chest-here-letter" aria-hidden="true">{escape(name[:1])}</span>'
    )
    st.html(
        f'<a class="chest-here" href="{escape(href)}">{seen}'
        f'<span class="chest-here-name">{escape(name)}</span></a>'
    )


def _share(start: float, length: float) -> float:
    """Where `object-position` must point for the middle of the crop to stay in sight."""
    return 0.5 if length >= 1 else start / (1 - length)
