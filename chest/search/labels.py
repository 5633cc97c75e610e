"""What pictures are labelled with, by what it is called in the reader's language.

The index has labels by their keys, and whoever puts words beside pictures reads English.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ai.tagging.vocabulary import label_named
from chest.search.folding import Term, words_of

_LONGEST = 4  # words of a label's name


@dataclass(frozen=True)
class Named:
    """The terms, of which those that name a label may be its key instead, and the text with the
    keys in it."""

    terms: tuple[Term, ...]
    text: str


def name_labels(
    text: str, terms: Sequence[Term], language: str, *, is_name: Callable[[str], bool]
) -> Named | None:
    """None where nothing names a label, or only by its key. What is written like a name, and is one
    here, names a person: Rosa is no rose."""
    words = words_of(text)
    told: list[str] = []
    meant = list(terms)
    end = at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            first, last = words[at], words[at + length - 1]
            said = text[first.start : last.end]
            key = label_named(said, language)
            if key is None or (length == 1 and said[0].isupper() and is_name(said)):
                continue
            folded = tuple(word.folded for word in words[at : at + length])
            put = " ".join(word.folded for word in words_of(key))
            if put != " ".join(folded):
                meant = _with_key(meant, folded, put)
                told += [text[end : first.start], key]
                end = last.end
            at += length
            break
        else:
            at += 1
    return Named(tuple(meant), "".join([*told, text[end:]])) if meant != list(terms) else None


def _with_key(terms: list[Term], folded: tuple[str, ...], key: str) -> list[Term]:
    """The same, where the words may be the key instead: a phrase, or words that stand one after the
    other."""
    for at, term in enumerate(terms):
        if term.words == folded:
            return [*terms[:at], replace(term, near=(*term.near, key)), *terms[at + 1 :]]
    for at in range(len(terms) - len(folded) + 1):
        if folded == tuple(word for term in terms[at : at + len(folded)] for word in term.words):
            return [*terms[:at], Term(folded, near=(key,)), *terms[at + len(folded) :]]
    return terms
