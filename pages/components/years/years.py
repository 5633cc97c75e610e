"""The years of a life: decades and years under their headings, fetched as one comes near them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from chest.assets.kinds import KINDS
from language import N_, say
from pages.components.gallery.gallery import WORDS
from pages.components.shared.sources import Spoken, rerun, source
from pages.components.viewer.viewer import viewer_data, viewer_script
from pages.components.years.choosing_words import CHOOSING_WORDS
from pages.parts.words import BADGES

_WORDS = (
    WORDS
    | CHOOSING_WORDS
    | {
        "unfetched": N_("These memories could not be fetched. They are safe."),
        "again": N_("Try again"),
        "decades": N_("Decades"),
        "year": N_("Year"),
        "reviews": {review.value: words for review, words in BADGES.marked.items()},
        "undescribed": {kind.value: said.undescribed for kind, said in KINDS.marked.items()},
    }
)

_HTML = """
<div class="head first">
  <button data-part="choose" type="button" class="quiet" hidden>{choose}</button>
</div>
<div class="rail" data-part="rail" hidden>
  <nav data-part="decades" aria-label="{decades}"></nav>
  <div class="track" aria-hidden="true"></div>
  <div class="knob" data-part="knob" role="slider" tabindex="0" aria-label="{year}"
    aria-orientation="vertical" aria-valuemin="0" aria-valuenow="0"></div>
  <div class="bubble" data-part="bubble" aria-hidden="true" hidden></div>
</div>
<div class="board" data-part="board"></div>
<div data-part="bar" class="bar" role="region" aria-label="{chosen_memories}" hidden></div>
"""

_years = Spoken(
    "memory_chest_years",
    html=_HTML,
    words=_WORDS,
    css=source("shared/base.css", "shared/tiles.css", "years/years.css", "years/choosing.css"),
    js=source("shared/view.js", "shared/words.js", "shared/tiles.js")
    + viewer_script()
    + source(
        *("years/rows.js", "years/stretch.js", "years/decade.js", "years/rail.js"),
        *("years/sending.js", "years/bar.js", "years/choosing.js", "years/years.js"),
    ),
)


@dataclass(frozen=True)
class Part:
    """A year within a stretch, or under another heading what of it has no year (`year` None).

    `query` asks the page's address for its memories; `all` is what choosing all of it is called.
    """

    key: str
    title: str
    year: int | None
    query: Mapping[str, str]
    all: str


@dataclass(frozen=True)
class Stretch:
    """A stretch of time that holds `count` memories (at least one).

    `key` names it among the others, `title` is its heading, `short` its name on the rail, `query`
    what asks the page's address for its memories; `words` stand under the heading, and `offer` is a
    button there with which choosing begins. `parts` are its years, where it has several.
    """

    key: str
    title: str
    short: str
    count: int
    query: Mapping[str, str]
    words: str | None = None
    offer: str | None = None
    all: str = ""
    parts: Sequence[Part] = ()


@dataclass(frozen=True)
class Choosing:
    """With which addresses many memories are changed at once (`POST …/assets/bulk`, and its undo
    beside it), counted, a date is read and the chest's labels and albums are; and which audiences
    may be given to them, with their names."""

    bulk: str
    count: str
    date: str
    labels: str
    albums: str
    audiences: Sequence[tuple[str, str]]


def years(
    stretches: Sequence[Stretch],
    *,
    key: str,
    url: str,
    memory: str,
    version: str,
    has_page: bool = True,
    speaks_as: Literal["link", "receipt"] | None = None,
    choosing: Choosing | None = None,
    only: str | None = None,
) -> str | None:
    """Shows the stretches one after the other; returns the id of a memory whose page is asked for,
    once, else None. A plain click shows a memory as large as the window.

    `url` on this site answers pages of tiles (`GET /api/chests/{id}/tiles`); `memory` followed by
    an id is the address of a memory. What is drawn is what is near the window, and it is fetched
    anew when `version` changes, which stands for everything that can be seen here. `has_page` and
    `speaks_as` are those of `gallery`. With `choosing`, many memories can be chosen and changed
    together, without a run of the page until it is done. `only` names what of a chest's memories
    the stretches hold, where they do not hold all.
    """
    result = _years(
        key=key,
        data={
            "stretches": [asdict(one) for one in stretches],
            "url": url,
            "memory": memory,
            "version": version,
            "only": only,
            "words": say(_WORDS),
            "viewer": viewer_data(has_page=has_page, speaks_as=speaks_as),
            "choosing": asdict(choosing) if choosing else None,
        },
        on_open_change=rerun,
        on_changed_change=rerun,
    )
    opened = result.open
    return opened if isinstance(opened, str) else None
