"""The years of a life: stretches of time under their headings, fetched as one comes near them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import streamlit as st

from pages.components.gallery.gallery import WORDS
from pages.components.shared.sources import rerun, source
from pages.components.viewer.viewer import viewer_data, viewer_script
from pages.parts.words import BADGES, KINDS

_WORDS = WORDS | {
    "unfetched": "These memories could not be fetched. They are safe.",
    "again": "Try again",
    "reviews": {review.value: words for review, words in BADGES.items()},
    "undescribed": {
        kind.value: f"{said.called} without a description" for kind, said in KINDS.items()
    },
}

_years = st.components.v2.component(
    "memory_chest_years",
    html=(
        '\n<nav data-part="rail" aria-label="Decades" hidden></nav>\n'
        '<div class="board" data-part="board"></div>\n'
    ),
    css=source("shared/base.css", "shared/tiles.css", "years/years.css"),
    js=source("shared/view.js", "shared/words.js", "shared/tiles.js")
    + viewer_script()
    + source("years/rows.js", "years/stretch.js", "years/years.js"),
)


@dataclass(frozen=True)
class Stretch:
    """A stretch of time that holds `count` memories (at least one).

    `key` names it among the others, `title` is its heading, `short` its name on the rail, `query`
    what asks the page's address for its memories; `words` stand under the heading.
    """

    key: str
    title: str
    short: str
    count: int
    query: Mapping[str, str]
    words: str | None = None


def years(
    stretches: Sequence[Stretch],
    *,
    key: str,
    url: str,
    memory: str,
    version: str,
    has_page: bool = True,
    speaks_as: Literal["link", "receipt"] | None = None,
) -> str | None:
    """Shows the stretches one after the other; returns the id of a memory whose page is asked for,
    once, else None. A plain click shows a memory as large as the window.

    `url` on this site answers pages of tiles (`GET /api/chests/{id}/tiles`); `memory` followed by
    an id is the address of a memory. What is drawn is what is near the window, and it is fetched
    anew when `version` changes, which stands for everything that can be seen here. `has_page` and
    `speaks_as` are those of `gallery`.
    """
    result = _years(
        key=key,
        data={
            "stretches": [asdict(one) for one in stretches],
            "url": url,
            "memory": memory,
            "version": version,
            "words": _WORDS,
            "viewer": viewer_data(has_page=has_page, speaks_as=speaks_as),
        },
        on_open_change=rerun,
    )
    opened = result.open
    return opened if isinstance(opened, str) else None
