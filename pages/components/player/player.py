"""One memory shown large: a picture, a film, a voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import streamlit as st

from language import say
from pages.components.shared.media_words import MEDIA_WORDS
from pages.components.shared.sources import source
from pages.components.viewer.viewer import viewer_data, viewer_script

if TYPE_CHECKING:  # a gallery shows many, and this one of them
    from pages.components.gallery.gallery import GalleryItem

_player = st.components.v2.component(
    "memory_chest_player",
    html='\n<div data-part="stage"></div>\n',
    css=source("shared/base.css", "shared/media.css", "player/player.css"),
    js=source("shared/view.js", "shared/words.js", "shared/marks.js")
    + viewer_script()
    + source("player/player.js"),
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
    duration: float | None = None,
    closer: GalleryItem | None = None,
    played_as: str | None = None,
    making: Mapping[str, int | None] | None = None,
    moment: str | None = None,
    of: str | None = None,
    key: str | None = None,
) -> None:
    """Shows one memory large; films and voices with our own controls, never starting by themselves.

    `src` is what the browser shows, `download` the original (a click on a picture opens it).
    `alt` describes it for people who do not see it. `captions` is a WebVTT address, `peaks` a
    waveform from 0 to 1. `plays=False` says that browsers cannot play `src`: the page then says so
    kindly beside the poster. `size` is width and height in pixels, so that nothing jumps while it
    loads. `start` jumps to that second (when it changes). `duration` is how long it is, in seconds,
    for browsers that find no length in a recording. `played_as` is the type of what only some
    browsers play, which they are asked about; `making` says that it is being made playable, and
    under "left" in how many seconds. With `closer`, the memory as a tile, a click on the picture
    shows it as large as the window. `moment` is the address of a film that a picture plays when
    somebody asks for it. `of` is the memory's id, by which what is said in it finds the player,
    and what is written in it the picture. A rerun does not interrupt playing.
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
            "of": of,
            "moment": moment,
            "duration": duration,
            "played_as": played_as,
            "making": dict(making) if making else None,
            "closer": {"item": vars(closer), "viewer": viewer_data(has_page=False)}
            if closer
            else None,
            "words": say(MEDIA_WORDS),
        },
    )
