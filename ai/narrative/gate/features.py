"""What the learned part of the gate sees of a sentence: numbers that stand for its words, their
beginnings, ends and middles, and for words that stand near each other."""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

BITS = 18
"""A feature is a number below two to the power of this."""

_WORD = re.compile(r"[^\W_]+|[?!@]")
_STOP = re.compile(r"(?<=[.!?])[\s\")]+|\n+")
_STEM = 5
_REACH = 5  # how many words further a pair of stems is looked for
_COMMON = 3  # words up to this length stand in no far pair


def sentences(folded: str) -> list[tuple[int, int]]:
    """Where each sentence of a folded text begins and ends."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop in [*_STOP.finditer(folded), None]:
        end = stop.start() if stop else len(folded)
        if folded[start:end].strip():
            found.append((start, end))
        start = stop.end() if stop else end
    return found


def features(sentence: str) -> list[int]:
    """The features of one folded sentence, each once."""
    words = ["<", *(_shape(word) for word in _WORD.findall(sentence)), ">"]
    stems = [word[:_STEM] for word in words]
    found: set[int] = set()
    for at, word in enumerate(words):
        found.update(_of_word(word))
        for distance, near in enumerate(stems[at + 1 : at + 1 + _REACH], 1):
            if distance <= 2:
                found.add(_hashed(f"{distance}:{stems[at]} {near}"))
            elif len(word) > _COMMON and len(near) > _COMMON:
                found.add(_hashed(f"f:{stems[at]} {near}"))
        if at + 2 < len(words):
            found.add(_hashed(f"t:{stems[at]} {stems[at + 1]} {stems[at + 2]}"))
    return sorted(found)


def _shape(word: str) -> str:
    """A number is only as long as it is: which one says nothing."""
    if word.isdigit():
        return "0" * min(len(word), 6)
    return "a0" if any(sign.isdigit() for sign in word) else word


@lru_cache(maxsize=16384)
def _of_word(word: str) -> tuple[int, ...]:
    found = [_hashed(f"w:{word}")]
    if len(word) > _COMMON:
        framed = f"_{word}_"
        found += [
            _hashed(f"c:{framed[at : at + size]}")
            for size in (4, 5, 6)
            for at in range(len(framed) - size + 1)
        ]
    return tuple(found)


def _hashed(feature: str) -> int:
    return crc32(feature.encode()) & ((1 << BITS) - 1)
