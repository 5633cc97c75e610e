"""Whether a chapter's title may stand over what is left of the chapter.

A sentence is shown only to those who may see its sources. A title has none of its own, so it may
tell nothing that the sentences under it, or the family's own entries, do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ai.narrative.base import Pronoun, Subject
from ai.narrative.english.claims import PLAIN
from ai.narrative.english.lives import title
from ai.narrative.english.phrases import Person
from ai.narrative.evidence import chest_text
from ai.narrative.lives import (
    ACROSS,
    APPENDIX,
    CLOSING,
    OPENING,
    REMEMBERED,
    STAGES,
    UNDATED,
    Place,
    find_oldest,
)

_KEYS = (
    *(place.key for place in (OPENING, ACROSS, REMEMBERED, UNDATED, CLOSING, APPENDIX)),
    *(f"stage-{key}" for _, key in STAGES),
    "before",
    "after",
)
_PRONOUNS: tuple[Pronoun, ...] = ("she", "he", "they")
_DECADE = re.compile(r"The \d{3}0s")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")


def may_stand(words: str, shown: Iterable[str], subject: Subject) -> bool:
    """Whether the title is one of the house's own, which name a stage of life or a decade, or has
    no telling word but those of the sentences under it and of what the family entered."""
    if words in _list_own(subject) or _DECADE.fullmatch(words):
        return True
    known = {w.casefold() for text in (*shown, chest_text(subject)) for w in _split(text)}
    return all(w.casefold() in known or w.casefold() in PLAIN for w in _split(words))


def name_chapter(place: Place, subject: Subject) -> str:
    """The title of the chapter in which that part of the life is told."""
    oldest = find_oldest(subject)
    return title(place.key, Person(subject), oldest=200 if oldest is None else oldest)


def find_heading(text: str, subject: Subject) -> str | None:
    """The title of a part of the life with which a sentence of the appendix begins, or None."""
    title, colon, _ = text.partition(": ")
    return title if colon and (title in _list_own(subject) or _DECADE.fullmatch(title)) else None


def _list_own(subject: Subject) -> set[str]:
    """The house's titles for this person, also as they were before the pronoun was changed."""
    people = [Person(replace(subject, pronoun=pronoun)) for pronoun in _PRONOUNS]
    return {
        title(key, person, oldest=age) for key in _KEYS for person in people for age in (0, 200)
    }


def _split(text: str) -> list[str]:
    return _WORD_OR_NUMBER.findall(text)
