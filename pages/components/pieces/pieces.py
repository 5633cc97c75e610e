"""The pieces of a gift, each beside its own words: on a desk one under the other, on a phone one at
a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from chest.assets.kinds import KINDS
from language import N_, say
from pages.components.gallery.gallery import WORDS as TILE_WORDS
from pages.components.gallery.gallery import GalleryItem
from pages.components.shared.media_words import MEDIA_WORDS
from pages.components.shared.sources import rerun, source
from pages.components.viewer.viewer import viewer_data, viewer_script

WORDS = (
    MEDIA_WORDS
    | TILE_WORDS
    | {
        "caption": N_("What is this?"),
        "who": N_("Who is on it?"),
        "taken": N_("When, roughly?"),
        "place": N_("Where?"),
        "body": N_("Their words"),
        "hint_taken": N_("12 April 1951, summer 1964, about 1952"),
        "leave_out": N_("Leave this out"),
        "take_in": N_("Put it back in"),
        "out": N_("Left out: only those who approve and its giver see it."),
        "saved": N_("Kept."),
        "unsaved": N_(
            "This could not be kept, the chest does not answer. It is still here; it is tried "
            "again when you go on writing."
        ),
        "mine": N_("Keep what I wrote"),
        "now_says": N_("It now says: {words}"),
        "nothing": N_("nothing"),
        "place_in_all": N_("{n} of {all}"),
        "earlier": N_("Earlier"),
        "next": N_("Next"),
        "decide": N_("To the decision"),
    }
    | {f"a_{kind.value}": said.called for kind, said in KINDS.marked.items()}
)

_pieces = st.components.v2.component(
    "memory_chest_pieces",
    html='\n<div class="pieces" data-part="all"></div>\n',
    css=source("shared/base.css", "shared/tiles.css", "shared/media.css", "pieces/pieces.css"),
    js=source("shared/view.js", "shared/words.js", "shared/tiles.js")
    + viewer_script()
    + source("pieces/fields.js", "pieces/pieces.js"),
)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One piece: its tile, what stands in its fields, and its version, which saving names.

    `src` is the signed address of a film or voice, `body` the text of a note, which has no
    caption. `file` is what the file was called, for what cannot be shown; `tags` says what people
    wrote to be in the picture.
    """

    tile: GalleryItem
    version: int
    left_out: bool
    caption: str = ""
    taken: str = ""
    place: str = ""
    who: str = ""
    duration: float | None = None
    body: str | None = None
    src: str | None = None
    plays: bool = True
    file: str | None = None
    tags: str = ""
    editable: bool = True


@dataclass(frozen=True)
class Answer:
    """What was done in the run before: the gift's new `version` after a piece was left out or
    taken in, a `turn` to the page before (-1) or after (1), or the memory whose page is asked
    for."""

    version: int | None
    turn: int
    opened: str | None


def pieces(
    shown: Sequence[Piece],
    *,
    key: str,
    gift: str,
    version: int,
    first: int,
    total: int,
    can_leave_out: bool,
    more: bool,
) -> Answer:
    """Shows these pieces of the gift, the `first` of which is so many-th of `total`.

    Words are kept as they are written, by the API, for each memory by itself; nothing reruns for
    that. Leaving a piece out is told to the page, because the gift's version then counts on.
    """
    result = _pieces(
        key=key,
        data={
            "gift": gift,
            "version": version,
            "first": first,
            "total": total,
            "canLeaveOut": can_leave_out,
            "more": more,
            "pieces": [_plain(piece) for piece in shown],
            "words": say(WORDS),
            "viewer": viewer_data(),
        },
        on_version_change=rerun,
        on_turn_change=rerun,
        on_open_change=rerun,
    )
    opened, turn, told = result.open, result.turn, result.version
    return Answer(
        version=told if isinstance(told, int) else None,
        turn=turn if turn in (-1, 1) else 0,
        opened=opened if isinstance(opened, str) else None,
    )


def _plain(piece: Piece) -> dict[str, Any]:
    said = asdict(piece)
    said["tile"] = {name: value for name, value in said["tile"].items() if value is not None}
    return said
