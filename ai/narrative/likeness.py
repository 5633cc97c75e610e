"""Whether a sentence of a new telling says again what one of an earlier telling said.

Narrators word things anew, rest them on more or fewer memories, join two sentences and part one.
What two sentences rest on decides how their words are compared. Of the same memories, other words
are mostly another wording, unless they are names or numbers. Of different memories, one other word
is mostly another thing: two captions that differ by a name.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

from ai.narrative.base import CHEST
from ai.narrative.spans import fold
from ai.narrative.wordings import Wording, read_wording

_FEW = 3  # memories: a sentence that rests on more than these counts or sums up
_SAME = 85.0  # of 100: passages that differ by where a narrator cut them
_MOST = 0.6  # of a sentence's words: it is mostly that
_TELLING = 3  # words that claim something: with fewer, two sentences are alike by chance


class Kind(IntEnum):
    """How one told sentence stands to another; the higher, the surer it says the same."""

    different = 0
    near = 1  # it may say it
    within = 2  # it says it, and more
    part = 3  # it says a part of it, and nothing more
    same = 4
    exact = 5  # word for word


@dataclass(frozen=True, slots=True)
class Likeness:
    kind: Kind
    score: float = 0.0
    """From 0 to about 1, to tell the likelier of several."""
    sharing: bool = False
    """Whether they rest on something in common, or the first on nothing."""


DIFFERENT = Likeness(Kind.different)


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A sentence as it is compared: its words, what it rests on, and the passages in there."""

    text: str
    sources: tuple[str, ...] = ()
    quote: str | None = None
    spans: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    rests_on: frozenset[str] = field(init=False)
    memories: frozenset[str] = field(init=False)
    passages: tuple[tuple[frozenset[str], str], ...] = field(init=False)
    """Each passage as it is compared, and the memories in which it may stand."""

    def __post_init__(self) -> None:
        # Counts rest on thousands of memories, and are compared with every sentence.
        object.__setattr__(self, "rests_on", frozenset(self.sources))
        object.__setattr__(self, "memories", frozenset(map(memory_of, self.sources)))
        found = [(frozenset([memory_of(source)]), words) for source, words in self.spans]
        if self.quote and not any(self.quote in words for _, words in found):
            found.append((self.memories, self.quote))
        read = ((memories, _passage(words)) for memories, words in found)
        object.__setattr__(self, "passages", tuple(one for one in read if one[1]))


def memory_of(source: str) -> str:
    """The memory that a source is, or is said in ("a17#3" is said in "a17")."""
    return source.partition("#")[0]


class Comparing:
    """Compares sentences with those of one telling. A word that many of them have counts little.

    `names` has, for other names of people in small letters, the one that they go by.
    """

    def __init__(self, telling: Iterable[Said], *, names: Mapping[str, str] | None = None) -> None:
        self._names = frozenset((names or {}).items())
        self._often: dict[str, int] = {}
        self._found: dict[tuple[Said, Said], tuple[float, float] | None] = {}
        for said in telling:
            for word in self.wording(said).content:
                self._often[word] = self._often.get(word, 0) + 1

    def wording(self, said: Said) -> Wording:
        return read_wording(said.text, said.language, self._names)

    def count(self, word: str) -> int:
        """How many sentences of the telling have the word."""
        return self._often.get(word, 0)

    def score(self, base: Said, told: Said) -> float:
        """How near two sentences are, in words and in what they rest on, from 0 to 1."""
        one, other = self.wording(base), self.wording(told)
        first, second = one.content, other.content
        if base.language != told.language:
            first, second = one.abroad, other.abroad
        whole = self._weigh(first) + self._weigh(second)
        shared = self._weigh(first & second)
        words = 2 * shared / whole if whole else float(one.folded == other.folded)
        passages = min(self._passages(base, told) or (0.0, 0.0))
        return 0.75 * max(words, passages) + 0.25 * overlap(base, told)

    def compare(self, base: Said, told: Said, beside: Iterable[Said] = ()) -> Likeness:
        """How `told` stands to `base`. `beside` are sentences that stood with `base` and are not
        it: what is nearer to one of them is different."""
        level = sharing(base, told)
        shares = level > 0 or not base.rests_on
        one, other = self.wording(base), self.wording(told)
        if one.folded == other.folded and one.folded:
            return Likeness(Kind.exact if shares else Kind.same, 1.0, shares)
        kind = self._compare(base, told, level)
        if kind is Kind.different:
            return DIFFERENT
        score = self.score(base, told)
        neighbours = [near for near in beside if sharing(near, told)]
        if any(self.wording(near).folded == other.folded for near in neighbours):
            return DIFFERENT
        nearer = [near for near in neighbours if self.score(near, told) > score]
        if nearer and not self._holds_all(base, told):
            return (
                Likeness(Kind.within, score, shares)
                if self._adds(base, told, nearer)
                else DIFFERENT
            )
        return Likeness(kind, score, shares)

    def repeats(self, base: Said, told: Said) -> bool:
        """Whether two sentences of one telling say the same. The narrator wrote both, so it takes
        more than it does between two tellings: every word that claims something, or passage."""
        one, other = self.wording(base), self.wording(told)
        if one.folded == other.folded:
            return True
        if not sharing(base, told) or _are_apart(one, other):
            return False
        passages = self._passages(base, told)
        if passages is not None and min(passages) >= 0.9:
            return one.numbers == other.numbers and one.names == other.names
        return min(self._covers(one.content, other.content)) >= 0.9 and len(one.content) >= _TELLING

    def _compare(self, base: Said, told: Said, level: int) -> Kind:
        one, other = self.wording(base), self.wording(told)
        if level == 0:
            return Kind.same if _says_afar(one, other) else Kind.different
        first, second = one.content, other.content
        counts = _counts_alike(base, told)
        if counts:
            first, second = _without_numbers(first), _without_numbers(second)
        of_base, of_told = self._covers(first, second)
        shared = len(first & second)
        apart = _are_apart(one, other) and not counts
        passages = self._passages(base, told)
        if passages is not None and not apart:
            in_told, in_base = passages
            if in_told >= _MOST:
                return Kind.same if in_base >= _MOST else Kind.within
            if in_base >= _MOST:
                return Kind.part
        if base.language != told.language and passages is None:
            return self._compare_abroad(base, told, level)
        if apart:
            if level == 2 and of_base >= 0.5 and shared >= 2 and len(second) > len(first):
                return Kind.within  # the other name may have come with what it was joined with
            is_likely = level == 2 and (_are_few(base, told) or min(of_base, of_told) >= 0.5)
            return Kind.near if is_likely else Kind.different
        # Passages of which none is the same count against it, and words may still say so.
        same, most = (0.75, 0.85) if passages is not None else (0.5, 0.5)
        if min(of_base, of_told) >= same:
            return Kind.same
        if of_told >= max(most, 0.7) and shared >= 2:
            return Kind.part
        if of_base >= most and shared >= 2:
            return Kind.within
        if passages is not None:
            return Kind.different
        if level == 2 and _are_few(base, told):
            return Kind.near
        return Kind.near if max(of_base, of_told) >= 0.4 and shared >= 2 else Kind.different

    def _compare_abroad(self, base: Said, told: Said, level: int) -> Kind:
        """In another language only names and numbers can be compared."""
        if level == 2 and (_are_few(base, told) or _counts_alike(base, told)):
            return Kind.near
        one, other = self.wording(base), self.wording(told)
        if level < 2 or _are_apart(one, other):
            return Kind.different
        shared = one.abroad & other.abroad
        return Kind.near if len(shared) >= 2 and one.abroad <= other.abroad else Kind.different

    def _passages(self, base: Said, told: Said) -> tuple[float, float] | None:
        """How much of the passages of each is among those of the other; None where one has none."""
        if not base.passages or not told.passages:
            return None
        pair = (base, told)
        if pair not in self._found:
            self._found[pair] = (
                _found(base.passages, told.passages),
                _found(told.passages, base.passages),
            )
        return self._found[pair]

    def _holds_all(self, base: Said, told: Said) -> bool:
        """Whether `told` has all that `base` claims, whatever else it has."""
        passages = self._passages(base, told)
        if passages is not None and passages[0] >= 0.9:
            return True
        one, other = self.wording(base), self.wording(told)
        return len(one.content) >= _TELLING and self._covers(one.content, other.content)[0] >= 0.9

    def _adds(self, base: Said, told: Said, nearer: Iterable[Said]) -> bool:
        """Whether `told`, which is nearer to these others, has besides most of what `base` alone
        claims: a narrator joined them."""
        alone = self.wording(base).content.difference(*(self.wording(n).content for n in nearer))
        shared = alone & self.wording(told).content
        return len(shared) >= 2 and self._weigh(shared) >= 0.5 * self._weigh(alone)

    def _covers(self, one: Set[str], other: Set[str]) -> tuple[float, float]:
        """How much of each the other has."""
        shared = self._weigh(one & other)
        return shared / (self._weigh(one) or 1), shared / (self._weigh(other) or 1)

    def _weigh(self, words: Iterable[str]) -> float:
        # Sets have no order, and a sum of rounded numbers has: this one has none either.
        return math.fsum(1 / (1 + math.log2(max(1, self._often.get(word, 0)))) for word in words)


def _says_afar(one: Wording, other: Wording) -> bool:
    """They rest on nothing in common: only what has all of its words, and no others, says the same.
    Whoever joins two sentences brings along what they rest on, so there is no more to look for."""
    return len(one.content) >= _TELLING and one.content == other.content


def _are_apart(one: Wording, other: Wording) -> bool:
    """Whether each has a number, or a name, that the other has not."""
    return bool(
        (one.numbers - other.numbers and other.numbers - one.numbers)
        or (one.names - other.names and other.names - one.names)
    )


def _without_numbers(words: Set[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0] != "#")


def _counts_alike(base: Said, told: Said) -> bool:
    """Whether both count, and mostly the same memories: "39 photographs from 1995 to 2011" are 40
    to 2012 when one is added."""
    return min(len(base.rests_on), len(told.rests_on)) > _FEW and overlap(base, told) >= 0.5


def sharing(base: Said, told: Said) -> int:
    """2 where they rest on a source in common, 1 where on two of one memory, on what the family
    entered, or where the second rests on nothing, else 0."""
    if base.rests_on and not told.rests_on:
        return 1
    common = base.rests_on & told.rests_on
    if common - {CHEST}:
        return 2
    return int(bool(common) or not base.memories.isdisjoint(told.memories))


def overlap(base: Said, told: Said) -> float:
    """How much of what they rest on they have in common."""
    whole = len(base.rests_on | told.rests_on)
    return len(base.rests_on & told.rests_on) / whole if whole else 0.0


def _are_few(base: Said, told: Said) -> bool:
    """Whether they rest on so few memories that they may well say the same of the common one."""
    return len(base.rests_on) <= _FEW and len(told.rests_on) <= 2 * _FEW


@lru_cache(maxsize=32768)
def _passage(words: str) -> str:
    return fold(words).casefold().strip(" .,;:!?…\"'")


def _found(
    wanted: Sequence[tuple[frozenset[str], str]], among: Sequence[tuple[frozenset[str], str]]
) -> float:
    """The share of the wanted passages, by their length, that stand among the others."""
    whole = sum(len(words) for _, words in wanted)
    there = sum(
        len(words)
        for memories, words in wanted
        if any(not memories.isdisjoint(of) and _stands_in(words, other) for of, other in among)
    )
    return there / whole if whole else 0.0


def _stands_in(words: str, other: str) -> bool:
    if words in other:
        return True
    if len(words) > len(other) * 1.3:
        return False
    return len(words) >= 12 and fuzz.partial_ratio(words, other, score_cutoff=_SAME) >= _SAME
