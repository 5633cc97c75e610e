"""What is said plainly: one grammar a reason, filled with the words of each language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ai.narrative.gate.words.plain import deeds, deeds_inland, wishes, wishes_inland
from ai.narrative.gate.words.turns.phrases import lines

_GRAMMARS = (
    (wishes.WISHES, {**wishes.SLOTS, **wishes_inland.SLOTS}),
    (deeds.DEEDS, {**deeds.SLOTS, **deeds_inland.SLOTS}),
)


@cache
def plain(language: str) -> Mapping[str, tuple[str, ...]]:
    """Each reason's plain ways in a language."""
    return {
        reason: lines(written, **slots[language])
        for grammar, slots in _GRAMMARS
        for reason, written in grammar.items()
    }
