"""The viewer: one memory as large as the window, for every component that shows many.

It is no component of its own: the page does not run for it. A list of tiles brings it along.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from chest.assets.kinds import KINDS
from language import N_, say
from pages.components.shared.media_words import MEDIA_WORDS
from pages.components.shared.sources import source

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
    return {"words": say(_WORDS), "hasPage": has_page, "speaksAs": speaks_as}


_WORDS: dict[str, Any] = (
    MEDIA_WORDS
    | {kind.value: said.called for kind, said in KINDS.marked.items()}
    | {
        "earlier": N_("Earlier"),
        "later": N_("Later"),
        "close": N_("Close"),
        "page": N_("Open its page"),
        "ask": N_("Who is this? When was it?"),
        "undated": N_("Undated"),
        "from": N_("from {name}"),
        "loading": N_("Opening …"),
        "nothing": N_("There is no picture of this. It is kept."),
        "gone": N_("The picture did not load. It is kept."),
    }
)
