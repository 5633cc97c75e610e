"""A story as a page of a book, each sentence with a mark that opens its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import streamlit as st

from chest.stories.views import StoryView
from language import N_, nN_, say
from pages.components.gallery.gallery import GalleryItem
from pages.components.shared.sources import rerun, source
from pages.components.viewer.viewer import viewer_data, viewer_script

WORDS = {
    "rests_on": nN_(
        "{number}: what this sentence rests on, one memory",
        "{number}: what this sentence rests on, {count} memories",
    ),
    "title": N_("What sentence {number} rests on"),
    "looking": N_("Looking it up"),
    "close": N_("Close"),
}


@dataclass(frozen=True, kw_only=True)
class EvidenceItem:
    """One memory behind a sentence. `href` opens its page, `thumb` is a signed address on this
    site, `words` what a letter or note says, or what is said in a recording from `second` on, which
    `at` says as players do. With `tile`, the memory as a gallery shows it, it opens over the
    story, at that second."""

    id: str
    href: str
    title: str
    when: str | None = None
    thumb: str | None = None
    alt: str = ""
    words: str | None = None
    second: float | None = None
    at: str | None = None
    tile: GalleryItem | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What one sentence rests on: `lines` first, then the memories, then `more`."""

    sentence: UUID
    items: Sequence[EvidenceItem]
    lines: Sequence[str] = ()
    more: str | None = None


@dataclass(frozen=True)
class Pressed:
    """What was just pressed: a sentence's mark whose evidence is wanted, or a memory in it."""

    sentence: UUID | None = None
    memory: UUID | None = None  # its page is asked for


_reader = st.components.v2.component(
    "memory_chest_reader",
    html='\n<article class="book" data-part="book"></article>\n',
    css=source("shared/base.css", "reader/reader.css"),
    js=source("shared/view.js", "shared/words.js") + viewer_script() + source("reader/reader.js"),
)


def reader(
    story: StoryView,
    *,
    key: str,
    marks: bool = True,
    under: str | None = None,
    beside: bool = False,
    evidence: Evidence | None = None,
) -> Pressed:
    """Shows the story and returns what was just pressed in it.

    A mark that is pressed opens a place for its evidence at once; the caller answers with
    `evidence` in the run that the press causes. It is kept, and the same mark does not ask again.
    `marks=False` leaves the marks out, for reading aloud. A first title that only repeats `under`,
    what the page's own heading says, is left out. `beside=True` promises the component the width of
    the window, so that the evidence can lie beside the text.
    """
    data = {
        "chapters": _chapters(story, under=under),
        "marks": marks,
        "beside": beside,
        "evidence": _data(evidence) if evidence else None,
        "words": say(WORDS),
        "viewer": viewer_data(),
    }
    result = _reader(key=key, data=data, on_opened_change=rerun, on_memory_change=rerun)
    return Pressed(sentence=_id(result.opened), memory=_id(result.memory))


def _chapters(story: StoryView, *, under: str | None) -> list[dict[str, Any]]:
    number = 0
    chapters: list[dict[str, Any]] = []
    for chapter in story.chapters:
        sentences = []
        for sentence in chapter.sentences:
            count = len(sentence.sources) + int(sentence.from_chest)
            number += 1 if count else 0
            sentences.append(
                {
                    "id": str(sentence.id),
                    "text": sentence.text,
                    "count": count,
                    "number": number,
                    "frame": sentence.verdict == "frame",
                    "opens": sentence.opens_paragraph,
                }
            )
        repeats = not chapters and chapter.title == under
        chapters.append({"title": "" if repeats else chapter.title, "sentences": sentences})
    return chapters


def _data(evidence: Evidence) -> dict[str, Any]:
    return asdict(evidence) | {"sentence": str(evidence.sentence)}


def _id(value: object) -> UUID | None:
    return UUID(value) if isinstance(value, str) else None
