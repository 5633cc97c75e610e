"""The viewer: one memory as large as the window, for every component that shows many.

It is no component of its own: the page does not run for it. A list of tiles brings it along.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from pages.components.shared.media_words import MEDIA_WORDS
from pages.components.shared.sources import source
from pages.parts.words import KINDS

SOURCES = (
    "shared/wave.js",
    "shared/media.js",
    "shared/moment.js",
    "viewer/zoom.js",
    "viewer/viewer.js",
)


def viewer_script() -> str:
    """The JavaScript of the viewer; `openViewer` is what it gives to the component around it."""
    sheet = source("shared/base.css", "shared/media.css", "viewer/viewer.css")
    return f"const VIEWER_STYLE = {json.dumps(sheet)};\n" + source(*SOURCES)


def viewer_data(
    *, has_page: bool = True, speaks_as: Literal["link", "receipt"] | None = None
) -> dict[str, Any]:
    """What a component passes on to it: see `gallery`."""
    return {"words": _WORDS, "hasPage": has_page, "speaksAs": speaks_as}


_WORDS: dict[str, Any] = (
    MEDIA_WORDS
    | {kind.value: said.called for kind, said in KINDS.items()}
    | {
        "earlier": "Earlier",
        "later": "Later",
        "close": "Close",
        "page": "Open its page",
        "ask": "Who is this? When was it?",
        "undated": "Undated",
        "from": "from {name}",
        "loading": "Opening …",
        "nothing": "There is no picture of this. It is kept.",
        "gone": "The picture did not load. It is kept.",
    }
)
