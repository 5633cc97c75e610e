"""What a language says of kin: its words, what stands before and behind them, and how it says whose
somebody is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ai.narrative.kinship.relations import Kin, Relation, Sex

_SHORTEST_PART = 5
_JOINING = re.compile(r"[-‐‑]+")
_WORD = re.compile(r"[^\W_]+'|[^\W_]+")
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*|'s\b|'")

Operator = Callable[[Kin], Kin | None]
Words = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """One language. Words are in small letters; what is written with hyphens is told with spaces.

    `nouns` are relations and the words for them, separated by commas; a word under two relations
    may mean either. `of` says whose somebody is ("tia de", "aunt of"); `owner_first` that owners
    may stand before, as in "mother's sister". `endings` are small forms ("irmãzinha") and what they
    are made of. `sexes` are words before a noun that say of whom it is; `mine` those by which
    somebody speaks of their own kin.
    """

    code: str
    nouns: Mapping[str, str]
    of: frozenset[str]
    before: Mapping[str, Operator] = field(default_factory=dict)
    behind: Mapping[str, Operator] = field(default_factory=dict)
    glued: Mapping[str, Operator] = field(default_factory=dict)
    owner_first: bool = False
    compounds: bool = False
    endings: tuple[tuple[str, Words], ...] = ()
    sexes: Mapping[str, Sex] = field(default_factory=dict)
    mine: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()  # what is read over: articles, and how one speaks of kin
    never: frozenset[str] = frozenset()  # "not"
    rather: frozenset[str] = frozenset()  # "well, …": what follows is meant
    married: re.Pattern[str] | None = None
    side: re.Pattern[str] | None = None  # of the family
    parents: frozenset[str] = frozenset()  # of whom one may have a sibling by one only
    order: frozenset[str] = frozenset()  # nouns that say which of several: "the eldest"

    def tokens(self, text: str) -> Words:
        """The words of a text, as nouns are known by them."""
        plain = _JOINING.sub(" ", fold(text))
        return tuple((_ENGLISH_WORD if self.code == "en" else _WORD).findall(plain))

    @cached_property
    def words(self) -> dict[Words, tuple[Kin, ...]]:
        """Every noun, by its words."""
        found: dict[Words, tuple[Kin, ...]] = {}
        for relation, nouns in self.nouns.items():
            kin = _kin_of(relation)
            for noun in nouns.split(","):
                key = self.tokens(noun)
                if kin not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), kin)
        return found

    @cached_property
    def bare(self) -> dict[Words, tuple[Kin, ...]]:
        """The same without accents, as they are typed in a hurry; where that makes one of two, it
        may be either."""
        found: dict[Words, tuple[Kin, ...]] = {}
        for key, kin in self.words.items():
            plain = tuple(strip_accents(word) for word in key)
            found[plain] = tuple(dict.fromkeys((*found.get(plain, ()), *kin)))
        return found

    @cached_property
    def following(self) -> tuple[tuple[Words, Operator], ...]:
        """What may stand behind a noun, longest first."""
        found = [(self.tokens(words), operator) for words, operator in self.behind.items()]
        return tuple(sorted(found, key=lambda one: -len(one[0])))

    @cached_property
    def prefixes(self) -> tuple[tuple[str, Operator], ...]:
        """What may stand before a noun in one word, longest first."""
        found = [(fold(prefix), operator) for prefix, operator in self.glued.items()]
        return tuple(sorted(found, key=lambda one: -len(one[0])))

    @cached_property
    def suffixes(self) -> tuple[tuple[str, tuple[Kin, ...]], ...]:
        """What a compound may end in, longest first. Shorter words end too much else: a carpenter
        is nobody's "mann"."""
        found = [(key[0], kin) for key, kin in self.words.items() if len(key) == 1]
        found = [one for one in found if len(one[0]) >= _SHORTEST_PART]
        return tuple(sorted(found, key=lambda one: -len(one[0])))

    @cached_property
    def longest(self) -> int:
        return max(len(key) for key in self.words)


def _kin_of(relation: str) -> Kin:
    """A relation by its name, with the sex before it where a word tells more: "m cousin"."""
    sex, _, rest = relation.partition(" ")
    if sex in ("f", "m") and rest:
        kin = Kin.of(Relation(rest))
        return Kin(kin.path, "f" if sex == "f" else "m", kin.kind)
    return Kin.of(Relation(relation))


def fold(text: str) -> str:
    """Small letters, and one sort of apostrophe."""
    return re.sub(r"[’ʼ‘`´]", "'", text).casefold()


def strip_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())
