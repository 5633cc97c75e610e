"""One memory shown large: a picture, a film, a voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from pages.components.shared.sources import source

WORDS = {
    "open": "Open the original in a new tab",
    "download": "Download the original",
    "cannot_photo": "This browser cannot show this picture. It is kept safe.",
    "cannot_video": "This browser cannot play this film. It is kept safe.",
    "cannot_audio": "This browser cannot play this recording. It is kept safe.",
    "try_download": "You can download it and open it with a program of your own.",
    "captions": "Words",
    "being_made": "This is being made ready. It plays in a moment.",
}

_player = st.components.v2.component(
    "memory_chest_player",
    html='\n<div data-part="stage"></div>\n',
    css=source("shared/base.css", "player/player.css"),
    js=source("shared/view.js", "shared/words.js", "shared/wave.js", "player/player.js"),
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
