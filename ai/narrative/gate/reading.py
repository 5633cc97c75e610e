"""Reads a text and says what a family should decide on before it is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from ai.narrative.gate import orders, private
from ai.narrative.gate.contexts import HARMLESS
from ai.narrative.gate.folding import fold
from ai.narrative.gate.words import PACKS

Reason = Literal[
    "secrecy",  # not for everybody's eyes
    "condition",  # only if, not before, ask first
    "doubt",  # does it belong here, is it them
    "editor_note",  # said to whoever puts the story together
    "insult",
    "accusation",
    "paternity",
    "violence",
    "abuse",
    "suicide",
    "illness",
    "address",
    "number",
    "password",
    "machine",  # speaks to a model
]
REASONS: tuple[Reason, ...] = get_args(Reason)

VERSION = "1"
"""Changes whenever the same text would be judged otherwise: what was read is then read again."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a text waits, and the words that say so: `text[start:end]` of what was read."""

    reason: Reason
    start: int
    end: int
    words: str


def find_held(text: str) -> list[Finding]:
    """What in the text somebody should decide on, in its order; at most one finding for each
    reason. Every language is looked for: families write in several at once."""
    folded = fold(text)
    found: dict[Reason, Finding] = {}
    for reason, start, end in _spans(folded.text):
        if reason in found or end <= start:
            continue
        first, last = folded.span(start, end)
        found[reason] = Finding(reason, first, last, text[first:last])
    hidden = orders.find_hidden(text)
    if hidden and "machine" not in found:
        first, last = hidden
        found["machine"] = Finding("machine", first, last, text[first:last])
    return sorted(found.values(), key=lambda finding: (finding.start, finding.end))


def _spans(folded: str) -> Iterable[tuple[Reason, int, int]]:
    for reason, patterns in _compiled().items():
        harmless = HARMLESS.get(reason)
        for pattern in patterns:
            for match in pattern.finditer(folded):
                if harmless and harmless.search(_sentence(folded, *match.span())):
                    continue
                yield reason, match.start(), match.end()
                break
    yield from private.find(folded)
    yield from orders.find(folded)


def _sentence(folded: str, start: int, end: int) -> str:
    """The sentence that a match stands in."""
    first = max(folded.rfind(mark, 0, start) for mark in ".!?\n") + 1
    ends = [at for mark in ".!?\n" if (at := folded.find(mark, end)) >= 0]
    return folded[first : min(ends, default=len(folded))]


@cache
def _compiled() -> Mapping[Reason, tuple[re.Pattern[str], ...]]:
    """Each pack's patterns of a reason as one, which is quicker than one after the other."""
    return {
        reason: tuple(
            re.compile(rf"(?<!\w)(?:{'|'.join(pack[reason])})(?!\w)")
            for pack in PACKS
            if pack.get(reason)
        )
        for reason in REASONS
    }
