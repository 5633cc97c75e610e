"""Memories cut into pieces that a narrator can be shown: what is said for an hour by the few
minutes of it, a long letter by its parts.

A piece of a recording joins sentences, each of which is a source of its own. What a model rests on
such a piece is put back onto the sentences in which the words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ai.narrative.base import Clause, Segment, Sentence, Span
from ai.narrative.prices import count_tokens
from ai.narrative.screening import clean_label
from ai.narrative.spans import find_span

_LONGEST = 1_200  # characters of a piece
_MINUTES = 5 * 60.0  # seconds of a recording in one
_MARKS = 60  # tokens of the tags around a piece
_BREAK = re.compile(r"\n\s*\n|(?<=[.!?…。！？])\s+|\n")


@dataclass(frozen=True, slots=True)
class Card:
    """One piece. `segment` is what a narrator is shown, `parts` the segments whose words it joins,
    in their order; `tokens` is about how many it takes. `number` counts the pieces of one memory.
    """

    segment: Segment
    parts: tuple[Segment, ...]
    tokens: int
    number: int = 0

    @property
    def asset(self) -> str:
        return self.segment.asset


def make_cards(segments: Iterable[Segment]) -> list[Card]:
    """Everything that has words, in the order in which it is given."""
    cards: list[Card] = []
    numbers: dict[str, int] = {}
    for group in _windows(segments):
        for shown in _cut(group):
            number = numbers[shown.asset] = numbers.get(shown.asset, -1) + 1
            cards.append(_card(shown, group, number))
    return cards


def rest_on_parts(sentence: Sentence, cards: Mapping[str, Card]) -> Sentence:
    """The sentence with its sources and spans as they are in the chest; `cards` are the pieces that
    were shown, by the ids of their segments."""
    if not any(span.source in cards for clause in sentence.clauses for span in clause.spans):
        return sentence
    clauses = tuple(
        Clause(
            clause.text,
            tuple(part for span in clause.spans for part in _on_parts(span, cards)),
        )
        for clause in sentence.clauses
    )
    sources = dict.fromkeys(span.source for clause in clauses for span in clause.spans)
    return replace(sentence, clauses=clauses, sources=tuple(sources))


def _on_parts(span: Span, cards: Mapping[str, Card]) -> Iterator[Span]:
    card = cards.get(span.source)
    if card is None or len(card.parts) == 1:
        yield span
        return
    text = find_span(span.text, card.segment.text)
    start = card.segment.text.find(text) if text else -1
    if text is None or start < 0:
        yield span  # of its date, its place or its speaker, which the first part has too
        return
    at, end = 0, start + len(text)
    for part in card.parts:
        first, last = max(start, at), min(end, at + len(part.text))
        words = card.segment.text[first:last].strip() if first < last else ""
        if any(c.isalnum() for c in words):
            yield Span(part.id, words)
        at += len(part.text) + 1


def _windows(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Sentences of a recording that follow each other, of one who speaks; everything else alone."""
    held: list[Segment] = []
    size = 0
    for segment in segments:
        if segment.kind != "transcript" or (held and not _goes_on(held, segment, size)):
            if held:
                yield held
            held, size = [], 0
        if segment.kind != "transcript":
            yield [segment]
            continue
        held.append(segment)
        size += len(segment.text) + 1
    if held:
        yield held


def _goes_on(held: Sequence[Segment], segment: Segment, size: int) -> bool:
    first = held[0]
    return (
        segment.asset == first.asset
        and segment.who == first.who
        and size + len(segment.text) <= _LONGEST
        and (segment.t1 or 0.0) - (first.t0 or 0.0) <= _MINUTES
    )


def _cut(group: Sequence[Segment]) -> Iterator[Segment]:
    first = group[0]
    if not any((s.text or s.caption or "").strip() for s in group):
        return
    if len(group) > 1:
        yield replace(first, text=" ".join(s.text for s in group), t1=group[-1].t1)
        return
    for number, text in enumerate(_list_parts(first.text)):
        yield replace(first, text=text, caption=first.caption if number == 0 else None)


def _list_parts(text: str) -> list[str]:
    if len(text) <= _LONGEST:
        return [text]
    parts, start, last = list[str](), 0, 0
    for match in _BREAK.finditer(text):
        if match.start() - start > _LONGEST and last > start:
            parts.append(text[start:last].strip())
            start = last
        last = match.end()
    if len(text) - start > _LONGEST and last > start:
        parts.append(text[start:last].strip())
        start = last
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _card(shown: Segment, group: Sequence[Segment], number: int) -> Card:
    """As it is shown: labels that give orders or hold links are no labels."""
    safe = replace(
        shown,
        place=clean_label(shown.place),
        who=clean_label(shown.who, longest=60, whose=True),
        relation=clean_label(shown.relation, longest=48),
    )
    tokens = count_tokens(f"{safe.text}{safe.caption or ''}") + _MARKS
    return Card(safe, tuple(group), tokens, number)
