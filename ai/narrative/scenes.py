"""What of a part of a life is told: the pieces that say most, of as many people and themes as there
are, within what a narrator can read at once.

The same pieces give the same choice in any order. One that is not chosen changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import heapify, heappop, heappush

from ai.narrative.base import Subject
from ai.narrative.cards import Card

_WORDS_THAT_COUNT = 80
_VOICES = ("transcript", "contribution", "document", "note")
_THEIRS = 1.0  # the person's own words
_NEW = {"person": 0.9, "theme": 0.4, "giver": 0.5, "day": 0.3}
_AGAIN = 0.35  # less for each further piece of one memory, and of one day


@dataclass(frozen=True, slots=True)
class Budget:
    """At most so many pieces, and so many tokens of them."""

    pieces: int
    tokens: int


@dataclass(frozen=True, slots=True)
class About:
    """Who is on a memory or named in it, and what it is of: names or ids, only compared."""

    people: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()


_NOTHING = About()


def choose(
    subject: Subject, cards: Sequence[Card], about: Mapping[str, About], budget: Budget
) -> list[Card]:
    """Those that are told, in the order in which they came. `about` is by memory."""
    if len(cards) <= budget.pieces and sum(card.tokens for card in cards) <= budget.tokens:
        return list(cards)
    own = {name.casefold() for name in (subject.name, subject.first, subject.nick or "") if name}
    covered: Counter[tuple[str, str]] = Counter()
    heap = [
        (-_worth(card, about, own, covered), _tie(card), number)
        for number, card in enumerate(cards)
    ]
    heapify(heap)
    chosen: list[int] = []
    left = budget.tokens
    while heap and len(chosen) < budget.pieces:
        _, tie, number = heappop(heap)
        card = cards[number]
        if card.tokens > left:
            continue
        # What was chosen since only takes from what a piece is worth: looked at again on its turn.
        now = -_worth(card, about, own, covered)
        if heap and (now, tie) > heap[0][:2]:
            heappush(heap, (now, tie, number))
            continue
        chosen.append(number)
        left -= card.tokens
        covered.update(_facets(card, about))
    return [cards[number] for number in sorted(chosen)]


def _worth(
    card: Card,
    about: Mapping[str, About],
    own: set[str],
    covered: Mapping[tuple[str, str], int],
) -> float:
    segment = card.segment
    words = len(segment.text.split()) + len((segment.caption or "").split())
    worth = min(words, _WORDS_THAT_COUNT) / _WORDS_THAT_COUNT * 2
    worth += 0.8 if segment.kind in _VOICES else 0.0
    worth += _THEIRS if segment.who and segment.who.casefold() in own else 0.0
    worth += 0.3 if segment.place else 0.0
    worth += 0.2 if segment.date else 0.0
    for facet in _facets(card, about):
        if facet[0] == "memory":
            worth -= _AGAIN * covered.get(facet, 0)
        else:
            worth += _NEW[facet[0]] / (1 + covered.get(facet, 0))
    return worth


def _facets(card: Card, about: Mapping[str, About]) -> Iterable[tuple[str, str]]:
    known, segment = about.get(card.asset, _NOTHING), card.segment
    yield ("memory", card.asset)
    for person in sorted(known.people):
        yield ("person", person)
    for theme in sorted(known.themes):
        yield ("theme", theme)
    if segment.who:
        yield ("giver", segment.who.casefold())
    if segment.date:
        yield ("day", segment.date)


def _tie(card: Card) -> bytes:
    return blake2b(f"{card.segment.id}/{card.number}".encode(), digest_size=8).digest()
