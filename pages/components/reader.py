"""A story as a page of a book, each sentence with a mark that opens its evidence."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from chest.stories import StoryView
from pages.components.sources import source

WORDS = {
    "one": "What this sentence rests on: one memory",
    "many": "What this sentence rests on: {count} memories",
}

_reader = st.components.v2.component(
    "memory_chest_reader",
    html='\n<article class="book" data-part="book"></article>\n',
    css=source("base.css", "reader.css"),
    js=source("view.js", "words.js", "reader.js"),
)


def reader(
    story: StoryView, *, key: str, marks: bool = True, selected: UUID | None = None
) -> UUID | None:
    """Shows the story and returns the id of the sentence whose mark was just pressed, else None.

    `marks=False` leaves the marks out, for reading aloud. `selected` stays lit.
    """
    number = 0
    chapters = []
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
        chapters.append({"title": chapter.title, "sentences": sentences})
    result = _reader(
        key=key,
        data={
            "chapters": chapters,
            "marks": marks,
            "open": str(selected) if selected else None,
            "words": WORDS,
        },
        on_opened_change=_rerun,
    )
    opened = result.opened
    return UUID(opened) if isinstance(opened, str) else None


def _rerun() -> None:
    """The rerun itself is the effect: the caller reads which sentence was opened."""
