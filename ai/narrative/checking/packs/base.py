"""What a language pack holds, and how one is put together from plain lists of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

LETTERS = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i"}


@lru_cache(maxsize=65536)  # families use few words, again and again
def fold(word: str) -> str:
    """Lower case without accents: "Vó" and "vo" are one."""
    low = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(c for c in low if not unicodedata.combining(c))
    return "".join(LETTERS.get(c, c) for c in bare)


@dataclass(frozen=True, slots=True)
class Kin:
    """What a word of kinship says: the relation without its gender, and the gender if it has one
    ("cousin" has none, a French "cousine" has)."""

    relations: tuple[str, ...]
    gender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One language. All words are folded, except those of kinship, negation and birth, where an
    accent makes another word: "avó" and "avô", "né" and "ne"."""

    code: str
    common: frozenset[str]
    """Words that carry no claim of their own, and by which the language is known."""
    negators: frozenset[str]
    exceptions: frozenset[str]
    """"except", "only", "until": what a negation beside them denies is not said so simply."""
    numerals: Mapping[str, int]
    ordinals: Mapping[str, int]
    months: Mapping[str, int]
    seasons: Mapping[str, int]
    decades: Mapping[str, int]
    """"fifties": 50."""
    decade_marks: re.Pattern[str]
    """How a decade is named with a number in it or beside it; the group `tens` holds it."""
    calendar: frozenset[str]
    """Weekdays and feasts: capitalised here and there, and no names."""
    kin: Mapping[str, Kin]
    mine: frozenset[str]
    theirs: Mapping[str, str]
    """Possessives of a third person, with the gender of the owner if the word tells it."""
    me: frozenset[str]
    me_object: frozenset[str]
    us: frozenset[str]
    subjects: Mapping[str, str]
    """Pronouns for who does something, with their gender."""
    objects: Mapping[str, str]
    """Pronouns for whom something is done to."""
    of: frozenset[str]
    to: frozenset[str]
    """What stands before the one to whom something is done, or with whom, or for whom."""
    by: frozenset[str]
    """What stands before the one who does it in a passive."""
    passive: frozenset[str]
    articles: frozenset[str]
    splits: frozenset[str]
    """Conjunctions and relatives with which a clause begins."""
    links: frozenset[str]
    """Of these, and of others, those that claim a reason or a time in common: because, while."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    first: tuple[str, ...]
    later: tuple[str, ...]
    hedges: tuple[str, ...]
    until: frozenset[str]
    since: frozenset[str]
    years: frozenset[str]
    ages: re.Pattern[str]
    """What makes of a number an age; the group `n` holds the number as `#`."""
    speech: frozenset[str]
    """Stems of verbs of saying, writing, remembering."""
    birth: frozenset[str]
    death: frozenset[str]
    loaded: Mapping[str, str]
    """Stems of words for feelings, praise and "always", each with its family: "joy" stands behind
    happy, happiness and delighted, so that one is borne out by another."""
    strongest: re.Pattern[str]
    """Superlatives."""
    maternal: re.Pattern[str]
    paternal: re.Pattern[str]
    place_words: frozenset[str]
    """What stands before a place."""
    suffixes: tuple[str, ...]
    irregular: Mapping[str, str]
    nouns_are_capitals: bool = False


def words(text: str) -> frozenset[str]:
    """The folded words of a list."""
    return frozenset(fold(word) for word in text.split())


def lows(text: str) -> frozenset[str]:
    """The words of a list as they are written, where an accent tells two words apart: French "né"
    and "ne", Italian "né" and "ne"."""
    return frozenset(text.casefold().split())


def phrases(text: str) -> tuple[str, ...]:
    """The folded phrases of a list with "|" between them, the longest first."""
    folded = {" ".join(fold(part).split()) for part in text.split("|") if part.strip()}
    return tuple(sorted(folded, key=lambda p: (-len(p), p)))


def table(text: str) -> dict[str, str]:
    """ "she: her hers | he: him" as each word with what stands before its colon."""
    found: dict[str, str] = {}
    for group in text.split("|"):
        head, _, rest = group.partition(":")
        for word in rest.split():
            found[fold(word)] = fold(head.strip())
    return found


def kinship(text: str) -> dict[str, Kin]:
    """ "mother f: mum mam | parent: parents" as each word with what it says."""
    found: dict[str, Kin] = {}
    for group in text.split("|"):
        head, _, rest = group.partition(":")
        relation, _, gender = head.strip().partition(" ")
        for word in rest.split():
            word = word.replace("_", " ")
            known = found.get(word)
            relations = (*known.relations, relation) if known else (relation,)
            found[word] = Kin(relations, gender.strip())
    return found


def counted(text: str, start: int = 0) -> dict[str, int]:
    """Words in their order as numbers; "_" skips one, "/" stands between spellings."""
    found: dict[str, int] = {}
    for n, spellings in enumerate(text.split(), start=start):
        for word in spellings.split("/"):
            if word != "_":
                found[fold(word)] = n
    return found


def either(pattern: str) -> re.Pattern[str]:
    """A pattern that is looked for in folded text, between words."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")
