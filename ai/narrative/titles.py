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
from ai.narrative.lives import ACROSS, CLOSING, OPENING, STAGES, UNDATED

_KEYS = (
    *(place.key for place in (OPENING, ACROSS, UNDATED, CLOSING)),
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


def _list_own(subject: Subject) -> set[str]:
    """The house's titles for this person, also as they were before the pronoun was changed."""
    people = [Person(replace(subject, pronoun=pronoun)) for pronoun in _PRONOUNS]
    return {
        title(key, person, oldest=age) for key in _KEYS for person in people for age in (0, 200)
    }


def _split(text: str) -> list[str]:
    return _WORD_OR_NUMBER.findall(text)
