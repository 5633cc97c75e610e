"""Words as they are compared: in small letters, without diacritics; and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_EACH_MARK = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True)
class Term:
    """One word that is looked for, or several that stand together. `is_beginning` says that the
    last of them may go on. `near` are words that may be meant instead."""

    words: tuple[str, ...]
    is_beginning: bool = False
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Word:
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
    return [
        Word(folded, found.start(), found.end())
        for found in _WORD.finditer(_one_for_one(text))
        if (folded := fold(text[found.start() : found.end()]))
    ]


def find_terms(words: Sequence[Word], terms: Sequence[Term]) -> list[tuple[int, int]]:
    """From where to where in the text any of the terms stand, in order, none over another."""
    places: list[tuple[int, int]] = []
    for at in range(len(words)):
        lengths = [len(term.words) for term in terms if _stands_at(words, at, term)]
        if lengths and (not places or words[at].start >= places[-1][1]):
            places.append((words[at].start, words[at + max(lengths) - 1].end))
    return places


def _stands_at(words: Sequence[Word], at: int, term: Term) -> bool:
    if at + len(term.words) > len(words):
        return False
    here = [word.folded for word in words[at : at + len(term.words)]]
    if tuple(here[:-1]) != term.words[:-1]:
        return False
    last, wanted = here[-1], term.words[-1]
    if last == wanted or (term.is_beginning and last.startswith(wanted)):
        return True
    return len(term.words) == 1 and last in term.near


def _one_for_one(text: str) -> str:
    """The same text with combining marks as letters, so that they part no word: a name from a Mac
    has its accents as characters of their own."""
    return text if text.isascii() else _EACH_MARK.sub("x", text)
