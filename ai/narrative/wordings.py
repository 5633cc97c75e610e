"""What the words of a sentence claim, so that two sentences can be compared: their stems, numbers,
names, and who somebody is to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ai.narrative.checking.numerals import find_numbers
from ai.narrative.checking.packs import PACKS
from ai.narrative.checking.packs.base import Pack
from ai.narrative.checking.words import Word, list_words, tidy


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a sentence that claim something. `folded` are all of its words."""

    folded: str
    content: frozenset[str]
    numbers: frozenset[int]
    names: frozenset[str]

    @property
    def abroad(self) -> frozenset[str]:
        """What reads the same in every language: names, numbers, months, who somebody is."""
        return self.names | {word for word in self.content if word[0] in "#~@"}


@lru_cache(maxsize=32768)  # a story is read again and again
def read_wording(text: str, language: str, names: frozenset[tuple[str, str]]) -> Wording:
    """The sentence's words, cut and stemmed as its language does; `names` are other names of people
    with the one that they go by."""
    pack = PACKS.get(language) or PACKS["en"]
    known = dict(names)
    words = [word for word in list_words(tidy(text), pack) if word.is_word]
    numbers = find_numbers(words, pack)
    counted = {at for number in numbers for at in range(number.first, number.last + 1)}
    content: set[str] = {f"#{number.value}" for number in numbers}
    called: set[str] = set()
    for at, word in enumerate(words):
        if at in counted or (key := _key(word, pack, known)) is None:
            continue
        content.add(key)
        is_name = word.folded in known or (
            at > 0 and word.is_capital and not pack.nouns_are_capitals and key[0] != "~"
        )
        if is_name:
            called.add(key if key[0] == "@" else word.folded)
    return Wording(
        folded=" ".join(word.low for word in words),
        content=frozenset(content),
        numbers=frozenset(number.value for number in numbers),
        names=frozenset(called),
    )


def _key(word: Word, pack: Pack, known: Mapping[str, str]) -> str | None:
    """What a word counts as; None for one that claims nothing."""
    if word.folded in known:
        return f"@{known[word.folded]}"
    kin = pack.kin.get(word.low)
    if kin is not None:
        return f"~{kin.relations[0]}{kin.gender}"
    if word.folded in pack.common or word.low in pack.negators:
        return None
    if word.folded in pack.months:
        return f"~month {pack.months[word.folded]}"
    if len(word.folded) < 2:
        return None
    return word.stem
