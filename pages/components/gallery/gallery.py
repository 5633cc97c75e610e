"""Rows of memories: pictures in their own shape, letters as paper, voices as waveforms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from chest.assets.kinds import KINDS
from language import N_, say
from pages.components.shared.sources import rerun, source
from pages.components.viewer.viewer import viewer_data, viewer_script

WORDS = {kind.value: said.short for kind, said in KINDS.marked.items()} | {
    "processing": N_("Being looked at"),
    "uploading": N_("Still arriving"),
    "failed": N_("We couldn't read this. It is kept."),
    "gone": N_("The picture did not load"),
    "moment": N_("With a moment of film"),
    "chosen": N_("Chosen"),
}
_MOVING = {
    "drag": N_("Drag it to where it belongs"),
    "put_at": N_("Put in place {place} of {count}."),
}


@dataclass(frozen=True, kw_only=True)
class GalleryItem:
    """One memory as the gallery shows it.

    `kind` is an asset's kind, `state` its state. `href` opens the memory when the link is followed
    without our script. `thumb` is a signed address on this site, `blur` a small `data:image/…`
    shown until the picture is there. `width` and `height` are those of the upright picture, in
    pixels; without them a tile is 4:3. `when` and `caption` are words for people. `first_line` is
    how a letter begins, `peaks` a waveform as numbers from 0 to 1, `duration` seconds, `moment` the
    seconds of film that play on a picture, `badge` a word or two such as "Waiting for you".
    """

    id: str
    kind: str
    href: str
    thumb: str | None = None
    blur: str | None = None
    width: int | None = None
    height: int | None = None
    alt: str | None = None
    caption: str | None = None
    when: str | None = None
    first_line: str | None = None
    duration: float | None = None
    moment: float | None = None
    peaks: Sequence[float] | None = None
    contributor: str | None = None
    state: str = "ready"
    badge: str | None = None


_gallery = st.components.v2.component(
    "memory_chest_gallery",
    html='\n<ul class="rows" data-part="rows"></ul>\n',
    css=source("shared/base.css", "shared/tiles.css", "gallery/gallery.css"),
    js=source("shared/view.js", "shared/words.js", "shared/tiles.js")
    + viewer_script()
    + source("gallery/moving.js", "gallery/gallery.js"),
)


def gallery(
    items: Sequence[GalleryItem],
    *,
    key: str,
    selected: str | None = None,
    has_page: bool = True,
    speaks_as: Literal["link", "receipt"] | None = None,
) -> str | None:
    """Shows `items` in justified rows and returns the id of the one whose page is asked for, once,
    else None.

    Each item is a real link to its `href`. A plain click shows it as large as the window, over the
    page, without a rerun; from there its page can be asked for, where `has_page` says that there is
    one. A click with a modifier key or the middle button does what the browser does with links.
    `selected` marks one item as the current one. The API is asked as whoever is signed in, or as
    `speaks_as` says.
    """
    result = _gallery(
        key=key,
        data=_data(items)
        | {
            "current": selected,
            "choose": None,
            "moves": False,
            "viewer": viewer_data(has_page=has_page, speaks_as=speaks_as),
        },
        on_open_change=rerun,
        on_chosen_change=rerun,
        on_moved_change=rerun,
    )
    opened = result.open
    return opened if isinstance(opened, str) else None


def chooser(
    items: Sequence[GalleryItem], *, key: str, chosen: Collection[str] = (), many: bool = True
) -> list[str]:
    """Shows `items` as boxes to tick and returns the ids ticked, in the order of `items`.

    `chosen` are ticked at first. With `many=False` ticking one unticks the other.
    """
    return _choose(items, key=key, chosen=chosen, choose="many" if many else "one").chosen


@dataclass(frozen=True)
class Moved:
    """Memories that were dragged before another one, or behind all that are shown."""

    ids: Sequence[str]
    before: str | None


@dataclass(frozen=True)
class Arranged:
    """What is ticked, in the order of the tiles, and what was just dragged, told once."""

    chosen: list[str]
    moved: Moved | None


def arranger(items: Sequence[GalleryItem], *, key: str, chosen: Collection[str] = ()) -> Arranged:
    """A `chooser` of many, whose tiles can also be dragged by a handle, with a mouse or a finger:
    whatever is ticked goes together."""
    return _choose(items, key=key, chosen=chosen, choose="many", moves=True)


def _choose(
    items: Sequence[GalleryItem],
    *,
    key: str,
    chosen: Collection[str],
    choose: Literal["one", "many"],
    moves: bool = False,
) -> Arranged:
    first = [item.id for item in items if item.id in chosen]
    now = st.session_state.get(key, {}).get("chosen", first)
    said = _data(items)
    result = _gallery(
        key=key,
        data=said
        | {
            "words": said["words"] | say(_MOVING),
            "current": None,
            "choose": choose,
            "chosen": now,
            "moves": moves,
        },
        default={"chosen": first},
        on_open_change=rerun,
        on_chosen_change=rerun,
        on_moved_change=rerun,
    )
    ticked = result.chosen if isinstance(result.chosen, list) else first
    ids = [item.id for item in items]
    return Arranged([one for one in ids if one in ticked], _moved(result.moved, ids))


def _moved(told: Any, ids: Sequence[str]) -> Moved | None:
    """What a browser says was dragged, if it can be."""
    if not isinstance(told, dict) or not isinstance(told.get("ids"), list):
        return None
    before = told.get("before")
    moved = [one for one in ids if one in told["ids"]]
    if not moved or before in moved or (before is not None and before not in ids):
        return None
    return Moved(moved, before)


def _data(items: Sequence[GalleryItem]) -> dict[str, Any]:
    return {"items": [_without_blanks(item) for item in items], "words": say(WORDS)}


def _without_blanks(item: GalleryItem) -> dict[str, Any]:
    return {
        name: list(value) if name == "peaks" else value
        for name, value in vars(item).items()
        if value is not None
    }
