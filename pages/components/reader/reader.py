"""A story as a page of a book, each sentence with a mark that opens its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal
from uuid import UUID

import streamlit as st

from ai.media.images import PREVIEW_EDGE, THUMB_EDGE
from chest.models import EditOp
from chest.stories.views import SentenceView, StoryView
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
    "title_frame": N_("A sentence about the chest itself"),
    "title_waits": N_("A sentence that waits for you"),
    "waits": N_("to decide"),
    "waits_label": N_("To decide: accept, rewrite or drop this sentence"),
    "change": N_("What can be done with this sentence"),
    "appendix": N_("In numbers"),
    "looking": N_("Looking it up"),
    "close": N_("Close"),
    "film": N_("Film"),
    "aloud": N_("For reading aloud"),
    "aloud_leave": N_("Back to the page"),
    "print": N_("Print"),
    "accept": N_("Accept"),
    "rewrite": N_("Rewrite"),
    "rewrite_label": N_("The sentence in your words"),
    "drop": N_("Drop"),
    "remove": N_("Take it out"),
    "lock": N_("Keep it as it is"),
    "unlock": N_("Let it change again"),
    "insert": N_("Add a sentence after it"),
    "insert_label": N_("A sentence of your own, after this one"),
    "insert_leave": N_("Add nothing"),
    "change_title": N_("What can be done with this title"),
    "title_of_title": N_("The title of this chapter"),
    "rename": N_("Rename"),
    "rename_label": N_("The title in your words"),
    "renamed": N_("The family’s own words."),
    "save": N_("Save"),
    "leave": N_("Leave it as it was"),
    "undo": N_("Undo"),
}
OPS = ("accept", "rewrite", "remove", "lock", "unlock", "insert", "rename", "undo")


Piece = tuple[str, bool]
"""Some words, and whether they are those that a sentence rests on."""


@dataclass(frozen=True, kw_only=True)
class EvidenceItem:
    """One memory behind a sentence. `href` opens its page, `thumb` is a signed address on this
    site, `words` what a letter or note says, or what is said in a recording from `second` on, which
    `at` says as players do. With `tile`, the memory as a gallery shows it, it opens over the story,
    at that second."""

    id: str
    href: str
    title: Sequence[Piece]
    when: str | None = None
    thumb: str | None = None
    alt: str = ""
    words: Sequence[Piece] = ()
    second: float | None = None
    at: str | None = None
    tile: GalleryItem | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What one sentence rests on: `doubts` first, why it waits, then `lines`, the memories, `more`,
    and who wrote the sentence."""

    sentence: UUID
    items: Sequence[EvidenceItem]
    doubts: Sequence[str] = ()
    lines: Sequence[str] = ()
    more: str | None = None
    origin: str | None = None


@dataclass(frozen=True, kw_only=True)
class Inset:
    """A memory set into the text, below the paragraph in which `sentence` stands. `large` is the
    address of a larger picture than the tile's own. `voice` is how a recording is played, which
    begins at `second`; `at` says that second in words."""

    sentence: UUID
    tile: GalleryItem
    caption: str | None = None
    when: str | None = None
    large: str | None = None
    voice: Mapping[str, Any] | None = None
    second: float | None = None
    at: str | None = None


@dataclass(frozen=True)
class Deed:
    """What somebody wants done with a sentence, or with the title of a chapter. `n` tells one press
    from the next."""

    op: str
    n: int
    sentence: UUID | None = None
    chapter: UUID | None = None
    seen: str | None = None  # how it read when it was pressed
    text: str = ""
    edit: UUID | None = None


@dataclass(frozen=True)
class Done:
    """What came of the deed `n`: said beside its sentence, with the edit that `Undo` takes back; or
    why it was refused."""

    n: int
    said: str = ""
    edit: UUID | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Pressed:
    """What was just pressed: a sentence's mark whose evidence is wanted, a memory, or something to
    be done with a sentence."""

    sentence: UUID | None = None
    memory: UUID | None = None  # its page is asked for
    deed: Deed | None = None


_reader = st.components.v2.component(
    "memory_chest_reader",
    html='\n<div class="tools" data-part="tools" hidden></div>\n'
    '<article class="book" data-part="book"></article>\n',
    css=source("shared/base.css", "shared/media.css", "reader/sheet.css", "reader/reader.css"),
    js=source("shared/view.js", "shared/words.js")
    + viewer_script()
    + source("reader/insets.js", "reader/deeds.js", "reader/sheet.js", "reader/reader.js"),
)


@dataclass(frozen=True, kw_only=True)
class Look:
    """How the book is shown. `marks=False` leaves the marks out. A first title that only repeats
    `under`, what the page's own heading says, is left out. `beside=True` promises the component the
    width of the window, so that the evidence can lie beside the text. `tools` are reading aloud and
    printing. `decides` says that the reader may decide about sentences: then those that wait are
    shown, and every sentence has a mark. `has_page` and `speaks_as` are those of a gallery."""

    marks: bool = True
    under: str | None = None
    beside: bool = False
    tools: bool = False
    decides: bool = False
    has_page: bool = True
    speaks_as: Literal["link", "receipt"] | None = None


_PLAIN = Look()


def reader(
    story: StoryView,
    *,
    key: str,
    look: Look = _PLAIN,
    insets: Sequence[Inset] = (),
    evidence: Evidence | None = None,
    done: Done | None = None,
) -> Pressed:
    """Shows the story and returns what was just pressed in it.

    A mark that is pressed opens a place for its evidence at once; the caller answers with
    `evidence` in the run that the press causes. It is kept, and the same mark does not ask again. A
    deed is answered with `done`, once the story is read anew.
    """
    data = {
        "story": str(story.id),
        "chapters": list_chapters(story, look),
        "insets": _insets(insets),
        "marks": look.marks,
        "beside": look.beside,
        "tools": look.tools,
        "decides": look.decides,
        "evidence": _data(evidence) if evidence else None,
        "last": asdict(done) | {"edit": str(done.edit) if done.edit else None} if done else None,
        "words": say(WORDS),
        "viewer": viewer_data(has_page=look.has_page, speaks_as=look.speaks_as),
    }
    result = _reader(
        key=key,
        data=data,
        on_opened_change=rerun,
        on_memory_change=rerun,
        on_deed_change=rerun,
    )
    return Pressed(sentence=_id(result.opened), memory=_id(result.memory), deed=_deed(result.deed))


def list_chapters(story: StoryView, look: Look) -> list[dict[str, Any]]:
    """The chapters as the browser gets them: no more than this reader may read."""
    number = 0
    chapters: list[dict[str, Any]] = []
    # What is listed and counted stands at the end.
    for chapter in sorted(story.chapters, key=lambda each: each.is_appendix):
        sentences = []
        for sentence in chapter.sentences:
            if sentence.waits and not look.decides:
                continue
            count = len(sentence.sources) + int(sentence.from_chest)
            number += 1 if count and not sentence.waits else 0
            told: dict[str, Any] = {"id": str(sentence.id), "text": sentence.text}
            if count:
                told |= {"count": count, "number": number}
            # Said only where it is so: most of a long story is plain sentences.
            told |= {
                name: True
                for name, is_so in (
                    ("frame", sentence.verdict == "frame"),
                    ("opens", sentence.opens_paragraph),
                    ("waits", sentence.waits),
                    ("locked", is_locked(sentence)),
                )
                if is_so
            }
            sentences.append(told)
        if not sentences:
            continue
        repeats = not chapters and chapter.title == look.under
        shown: dict[str, Any] = {"id": str(chapter.id), "title": "" if repeats else chapter.title}
        if chapter.is_appendix:
            shown["appendix"] = True
        if chapter.edit is not None:
            shown["renamed"] = True
        chapters.append(shown | {"sentences": sentences})
    return chapters


def is_locked(sentence: SentenceView) -> bool:
    return sentence.edit is not None and sentence.edit.op is EditOp.lock


def _insets(insets: Sequence[Inset]) -> dict[str, list[dict[str, Any]]]:
    by_sentence: dict[str, list[dict[str, Any]]] = {}
    for inset in insets:
        shown = {name: value for name, value in vars(inset).items() if value is not None}
        shown |= {"tile": {n: v for n, v in vars(inset.tile).items() if v is not None}}
        if inset.large:
            shown["large"] = {"src": inset.large, "edge": PREVIEW_EDGE, "small": THUMB_EDGE}
        del shown["sentence"]
        by_sentence.setdefault(str(inset.sentence), []).append(shown)
    return by_sentence


def _data(evidence: Evidence) -> dict[str, Any]:
    return asdict(evidence) | {"sentence": str(evidence.sentence)}


def _deed(value: object) -> Deed | None:
    """What the browser asks for; whoever sends something else asks for nothing."""
    if not isinstance(value, Mapping) or value.get("op") not in OPS:
        return None
    sentence, chapter = _id(value.get("sentence")), _id(value.get("chapter"))
    if chapter is None if value["op"] == "rename" else sentence is None and value["op"] != "undo":
        return None
    text, seen = value.get("text"), value.get("seen")
    return Deed(
        op=str(value["op"]),
        n=int(value.get("n") or 0),
        sentence=sentence,
        chapter=chapter,
        seen=seen if isinstance(seen, str) else None,
        text=text if isinstance(text, str) else "",
        edit=_id(value.get("edit")),
    )


def _id(value: object) -> UUID | None:
    return UUID(value) if isinstance(value, str) else None
