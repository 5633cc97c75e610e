"""Words as they are compared: in small letters, without diacritics; and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_EACH_MARK = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True)
class Term:
    """One word that is looked for, or several that stand together. `is_beginning` says that the
    last of them may go on. `near` are words that may be meant instead."""

    words: tuple[str, ...]
    is_beginning: bool = False
    near: tuple[str, ...] = ()


class Word(NamedTuple):
    """A word as it is compared, and where in the text it was found."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text in small letters and without diacritics, as the index has it."""
    if text.isascii():
        return text.lower()
    bare = _EACH_MARK.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).lower()


def words_of(text: str) -> list[Word]:
    """The words of a text in order."""
    if text.isascii():  # as most are: small letters are made of all of them at once
        return [
            Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text.lower())
        ]
    return [
        Word(folded, found.start(), found.end())
        for found in _WORD.finditer(_one_for_one(text))
        if (folded := fold(text[found.start() : found.end()]))
    ]


def find_terms(words: Sequence[Word], terms: Sequence[Term]) -> list[tuple[int, int]]:
    """From where to where in the text any of the terms stand, in order, none over another."""
    meant = [Term(tuple(near.split())) for term in terms for near in term.near]
    singles = [term for term in (*terms, *meant) if len(term.words) == 1]
    phrases = [term for term in (*terms, *meant) if len(term.words) > 1]
    whole = {term.words[0] for term in singles}
    begun = tuple(term.words[0] for term in singles if term.is_beginning)
    places: list[tuple[int, int]] = []
    for at, (folded, start, end) in enumerate(words):
        length = int(folded in whole or folded.startswith(begun))
        for phrase in phrases:
            if len(phrase.words) > length and _stands_at(words, at, phrase):
                length = len(phrase.words)
        if length and (not places or start >= places[-1][1]):
            places.append((start, words[at + length - 1].end if length > 1 else end))
    return places


def _stands_at(words: Sequence[Word], at: int, phrase: Term) -> bool:
    here = tuple(word.folded for word in words[at : at + len(phrase.words)])
    if len(here) < len(phrase.words) or here[:-1] != phrase.words[:-1]:
        return False
    last, wanted = here[-1], phrase.words[-1]
    return last == wanted or (phrase.is_beginning and last.startswith(wanted))


def _one_for_one(text: str) -> str:
    """The same text with combining marks as letters, so that they part no word: a name from a Mac
    has its accents as characters of their own."""
    return text if text.isascii() else _EACH_MARK.sub("x", text)
