"""The words that stand in a picture, line by line; a line that is pressed is marked in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from chest.assets.placing import PlacedLine
from language import N_, say
from pages.components.shared.sources import source

WORDS = {
    "title": N_("Written on it"),
    "hint": N_("Press a line to see where it stands in the picture."),
    "page": N_("Page {number}"),
}

_written = st.components.v2.component(
    "memory_chest_written",
    html='\n<div data-part="all"></div>\n',
    css=source("shared/base.css", "written/written.css"),
    js=source("shared/view.js", "shared/words.js", "shared/marks.js", "written/written.js"),
)


def written(
    lines: Sequence[PlacedLine],
    *,
    of: str,
    src: str | None,
    marked: Collection[int] = (),
    key: str,
) -> None:
    """Shows `lines`, and marks those that are pressed in the picture of the same memory (`of`) on
    this page. `src` is that picture, of which each marked line shows its own strip; only the first
    page of a scan is a picture here. `marked` are the numbers of the lines that are marked from the
    beginning."""
    _written(
        key=key,
        data={
            "of": of,
            "src": src,
            "marked": sorted(marked),
            "lines": [
                {
                    "text": line.text,
                    "boxes": [list(box) for box in line.boxes]
                    if src and line.page in (None, 1)
                    else [],
                    "page": line.page,
                }
                for line in lines
            ],
            "words": say(WORDS),
        },
    )
