"""In which of the six languages a text is written."""

from __future__ import annotations

import re

from ai.narrative.checking.packs import PACKS
from ai.narrative.checking.packs.base import Pack, fold

_LETTERS = {
    "ã": "pt", "õ": "pt", "ñ": "es", "¿": "es", "¡": "es", "ß": "de", "ä": "de", "ö": "de",
    "ü": "de", "œ": "fr", "û": "fr", "ì": "it", "ò": "it",
}  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]+")


def detect(text: str, *, like: Pack | None = None) -> Pack:
    """The language that most of the short common words of a text belong to.

    A text of a few words may not tell; then it is taken to be `like` the others, or English.
    """
    written = [word.casefold() for word in _WORDS.findall(text)]
    found = [fold(word) for word in written]
    scores = {
        code: sum(word in pack.common for word in found)
        + 0.5 * sum(word in pack.kin for word in written)
        for code, pack in PACKS.items()
    }
    for letter, code in _LETTERS.items():
        scores[code] += 0.5 * text.casefold().count(letter)
    if like is not None:
        scores[like.code] += 1.5
    best = max(scores, key=lambda code: scores[code])
    if scores[best] < 1 and like is not None:
        return like
    return PACKS[best]
