"""Numbers in figures and in words, in six languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ai.narrative.checking.packs.base import Pack
from ai.narrative.checking.words import Word

_FIGURES = re.compile(r"(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:st|nd|rd|th|º|ª)?")
_JOINTS = {"en": {"and"}, "pt": {"e"}, "es": {"y"}, "fr": {"et"}, "de": set(), "it": set()}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: which words it takes, and what is counted (the stem after it)."""

    value: int
    first: int
    last: int
    ordinal: bool = False
    in_figures: bool = False


def find_numbers(words: Sequence[Word], pack: Pack) -> list[Number]:
    """The numbers among the words. One is none: it is an article or a pronoun too often."""
    found: list[Number] = []
    at = 0
    while at < len(words):
        number = _read(words, at, pack)
        if number is None:
            at += 1
            continue
        found.append(number)
        at = number.last + 1
    return found


def _read(words: Sequence[Word], at: int, pack: Pack) -> Number | None:
    word = words[at]
    if word.text[0].isdigit():
        return _read_figures(words, at, pack)
    if (value := pack.ordinals.get(word.folded)) is not None:
        return Number(value, at, at, ordinal=True)
    parts = _parts(word.folded, pack)
    if parts is None:
        return None
    last = at
    while last + 1 < len(words):
        step = 2 if words[last + 1].folded in _JOINTS[pack.code] and last + 2 < len(words) else 1
        more = _parts(words[last + step].folded, pack, after=parts[-1])
        if more is None or not _fits(parts[-1], more[0]):
            break
        parts, last = parts + more, last + step
    return Number(_sum(parts), at, last)


def _parts(folded: str, pack: Pack, *, after: int = 0) -> list[int] | None:
    if folded in pack.numerals:
        return [pack.numerals[folded]]
    pieces = folded.split("-")
    ones = {"one", "un", "une", "um", "uma", "uno", "una"}
    values = [pack.numerals.get(piece, 1 if piece in ones else None) for piece in pieces]
    if folded in ones:
        return [1] if after >= 20 else None
    if len(pieces) > 1 and "et" in pieces:
        values = [v for piece, v in zip(pieces, values, strict=True) if piece != "et"]
    if len(pieces) < 2 or any(value is None for value in values):
        return None
    return [value for value in values if value is not None]


def _fits(before: int, more: int) -> bool:
    """Whether a number word goes on after another: "twenty" "five", "two" "hundred"."""
    if more in (100, 1000, 1_000_000):
        return before != more
    return (before in range(20, 100, 10) and more < 20) or before >= 100


def _sum(parts: list[int]) -> int:
    total, current = 0, 0
    for part in parts:
        if part == 20 and current == 4:
            current = 80
        elif part in (100, 1000, 1_000_000) and current:
            current *= part
            if part > 100:
                total, current = total + current, 0
        else:
            current += part
    return total + current


def _read_figures(words: Sequence[Word], at: int, pack: Pack) -> Number | None:
    word = words[at]
    match = _FIGURES.fullmatch(word.text)
    if match is None:
        return None
    value = int(re.sub(r"\D", "", match[1])[:15])
    last, text = at, word.text
    # "45 000 francs"
    while (
        pack.code in ("fr", "de", "it", "es", "pt")
        and last + 1 < len(words)
        and len(words[last + 1].text) == 3
        and words[last + 1].text.isdigit()
        and len(text) <= 3
    ):
        value, last = value * 1000 + int(words[last + 1].text), last + 1
    ordinal = text[-1:] in "ºª" or text.lower().endswith(("st", "nd", "rd", "th"))
    if not ordinal and pack.code == "de" and last + 2 < len(words) and words[last + 1].text == ".":
        follows = words[last + 2]
        ordinal = follows.at == words[last + 1].at + 2 and follows.is_word
    if last + 1 < len(words) and words[last + 1].folded in ("million", "millions", "millionen"):
        value, last = value * 1_000_000, last + 1
    return Number(value, at, last, ordinal, in_figures=True)
