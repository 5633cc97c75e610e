"""The words that a picture may be labelled with: those of a family's life, in six languages.

A label's key is its English word. A family adds words of its own, which have no translation, and
takes away what it does not want to read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "pt", "es", "fr", "de", "it")
OWN = "own"
"""The group of what a family added."""

LONGEST = 100
MOST_OWN = 100


@dataclass(frozen=True, slots=True)
class Label:
    """`words` are what it is called, by language, the first shown and the others found too."""

    key: str
    group: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def called(self, language: str | None) -> str:
        """What it is called in this language ("pt", "pt-BR"); its key where it has no word."""
        words = self.words.get(_code(language) or "en")
        return words[0] if words else self.key


@dataclass(frozen=True, slots=True)
class Vocabulary:
    labels: tuple[Label, ...]

    def of_family(self, choices: Mapping[str, Any] | None) -> Vocabulary:
        """With what `ChestUnderstanding.labels` adds and without what it takes away."""
        if not choices:
            return self
        added = [clean(word) for word in choices.get("added", []) if isinstance(word, str)]
        removed = {clean(word) for word in choices.get("removed", []) if isinstance(word, str)}
        known = {label.key for label in self.labels}
        own = [Label(word, OWN) for word in dict.fromkeys(added) if word and word not in known]
        kept = [label for label in self.labels if label.key not in removed]
        return Vocabulary((*kept, *own[:MOST_OWN]))

    def only(self, keys: Iterable[str]) -> Vocabulary:
        wanted = set(keys)
        return Vocabulary(tuple(label for label in self.labels if label.key in wanted))


@cache
def the_vocabulary() -> Vocabulary:
    """The one that stands in labels.txt."""
    labels = []
    group = ""
    for line in (Path(__file__).parent / "labels.txt").read_text("utf-8").splitlines():
        if line.startswith(":"):
            group = line[1:].strip()
        elif line and not line.startswith("#"):
            cells = [tuple(w.strip() for w in cell.split(";")) for cell in line.split("|")]
            words = dict(zip(LANGUAGES, cells, strict=True))
            labels.append(Label(cells[0][0], group, words))
    return Vocabulary(tuple(labels))


def find_labels(word: str, language: str | None = None) -> list[str]:
    """The keys of the labels that this word names, in any of the six languages or only in
    `language`; what is written without accents is found too. A word of a longer name finds it when
    nothing is called by the word alone."""
    asked = _folded(word)
    if not asked:
        return []
    code = _code(language)
    called = _index().get(asked, ())
    exact = [key for of, key in called if code is None or of == code]
    if exact or " " in asked:
        return list(dict.fromkeys(exact))
    within = [
        key
        for name, found in _index().items()
        if asked in name.split()
        for of, key in found
        if code is None or of == code
    ]
    return list(dict.fromkeys(within))


def label_called(word: str, language: str | None = None) -> str:
    """The key for a word that somebody typed: of the label that is called so, in their language
    before the others; else the word itself."""
    named = clean(word)
    asked = _folded(named)
    code = _code(language) or "en"
    found = _index().get(asked, ())
    return next((key for of, key in found if of == code), found[0][1] if found else named)


def label_named(words: str, language: str | None) -> str | None:
    """The key of the label that is called exactly so in this language; None for none."""
    code = _code(language) or "en"
    return next((key for of, key in _index().get(_folded(words), ()) if of == code), None)


def called(key: str, language: str | None) -> str:
    """What a label is called for people; a family's own word is its own name."""
    label = _by_key().get(key)
    return label.called(language) if label else key


def clean(word: str) -> str:
    """A label as it is kept: one line, single spaces, at most 100 characters."""
    printed = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", word))
    return " ".join(printed.split())[:LONGEST].strip()


def _code(language: str | None) -> str | None:
    """ "pt" of "pt-BR" and "pt_BR"."""
    return language.replace("_", "-").partition("-")[0].lower() if language else None


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", clean(word).replace("’", "'").casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def _by_key() -> dict[str, Label]:
    return {label.key: label for label in the_vocabulary().labels}


@cache
def _index() -> dict[str, list[tuple[str, str]]]:
    """By the folded word: (language, key) of what is called so."""
    found: dict[str, list[tuple[str, str]]] = {}
    for label in the_vocabulary().labels:
        for language, words in label.words.items():
            for word in words:
                entry = (language, label.key)
                if entry not in found.setdefault(_folded(word), []):
                    found[_folded(word)].append(entry)
    return found
