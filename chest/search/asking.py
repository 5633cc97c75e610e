"""What somebody asks for, read from what they type: words, phrases in quotation marks, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from chest.dates.uncertain import UncertainDate, parse_date
from chest.models import Kind
from chest.search.folding import Term, words_of

LONGEST = 200  # characters; what is longer is no question but a text
MOST_TERMS = 12
_LONGEST_DATE = 5  # words
_PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")


@dataclass(frozen=True)
class Wanted:
    """By what a search is narrowed; None asks for nothing in particular.

    `person`, `place` and `giver` are words of what is told of them; `person_id` is somebody of the
    roster, who is on it. `since` and `until` keep what
    may have been made in these days, and leave out what is undated.
    """

    kind: Kind | None = None
    person: str | None = None
    person_id: UUID | None = None
    place: str | None = None
    giver: str | None = None
    tag: str | None = None
    since: date | None = None
    until: date | None = None
    album: UUID | None = None

    @property
    def is_anything(self) -> bool:
        return self != Wanted()


def who_is_on_it(person: str | None) -> dict[str, Any]:
    """The part of `Wanted` that is about people, of what stands in an address: an id of the roster,
    or words."""
    if not person:
        return {}
    try:
        return {"person_id": UUID(person)}
    except ValueError:
        return {"person": person}


@dataclass(frozen=True)
class Question:
    """`terms` are all that is looked for; `others` those of them that are no part of the date that
    was read out of the words, and `rest` the text without it."""

    text: str
    terms: tuple[Term, ...]
    others: tuple[Term, ...]
    date: UncertainDate | None = None
    rest: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.terms


def read_question(text: str, *, southern: bool = False, day_first: bool = True) -> Question:
    """What the words ask for. The last one may be only begun, unless something follows it."""
    text = text[:LONGEST]
    terms: list[Term] = []
    for phrase in _PHRASE.finditer(text):
        words = tuple(word.folded for word in words_of(phrase[1]))
        if words:
            terms.append(Term(words))
    rest = _PHRASE.sub(lambda found: " " * len(found[0]), text)
    found = words_of(rest)
    singles = [Term((word.folded,)) for word in found]
    if found and found[-1].end == len(text):
        singles[-1] = replace(singles[-1], is_beginning=True)
    known, first, last = _find_date(rest, southern=southern, day_first=day_first)
    others = singles[:first] + singles[last:] if known else singles
    left = text[: found[first].start] + text[found[last - 1].end :] if known else text
    return Question(
        text=" ".join(text.split()),
        terms=tuple((terms + singles)[:MOST_TERMS]),
        others=tuple((terms + others)[:MOST_TERMS]),
        date=known,
        rest=" ".join(left.split()),
    )


def _find_date(
    text: str, *, southern: bool, day_first: bool
) -> tuple[UncertainDate | None, int, int]:
    """The longest date among the words, and which of them tell it."""
    words = words_of(text)
    for length in range(min(_LONGEST_DATE, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            said = text[words[first].start : words[first + length - 1].end]
            # A day, a month or a season without a year is a word like any other.
            if not any(c.isdigit() for c in said):
                continue
            known = parse_date(said, southern=southern, day_first=day_first)
            if known is not None:
                return known, first, first + length
    return None, 0, 0
