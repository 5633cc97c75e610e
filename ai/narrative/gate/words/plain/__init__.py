"""What is said plainly: one grammar a reason, filled with the words of each language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ai.narrative.gate.words.plain import wishes, wishes_inland
from ai.narrative.gate.words.turns.phrases import lines

_SLOTS: Mapping[str, Mapping[str, str]] = {**wishes.SLOTS, **wishes_inland.SLOTS}


@cache
def plain(language: str) -> Mapping[str, tuple[str, ...]]:
    """Each reason's plain ways in a language."""
    slots = _SLOTS[language]
    return {reason: lines(written, **slots) for reason, written in wishes.WISHES.items()}
