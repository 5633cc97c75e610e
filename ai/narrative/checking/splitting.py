"""Where sentences end and clauses begin."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ai.narrative.checking.mentions import Mention
from ai.narrative.checking.numerals import Number
from ai.narrative.checking.packs.base import Pack
from ai.narrative.checking.words import Word

ANDS = frozenset(("and", "e", "y", "et", "und", "&", "ed"))
"""What joins two who act together, or two clauses."""

_STOPS = frozenset(".!?…")
_PAUSES = frozenset(',;:–—()"“”«»„‟')
_TITLES = frozenset(
    ("mr", "mrs", "ms", "dr", "d", "sr", "sra", "st", "mme", "mlle", "m", "ing", "prof", "fr",
     "sig", "ca", "c", "bzw", "nr")
)  # fmt: skip


def sentence_ends(words: Sequence[Word], numbers: Sequence[Number]) -> list[tuple[int, int]]:
    """The first and last word of each sentence."""
    ordinals = {n.last + 1 for n in numbers if n.ordinal and n.in_figures}
    found: list[tuple[int, int]] = []
    start = 0
    for at, word in enumerate(words):
        if word.text not in _STOPS or at in ordinals:
            continue
        before = words[at - 1].folded if at else ""
        if word.text == "." and (before in _TITLES or (len(before) == 1 and before.isalpha())):
            continue
        found.append((start, at))
        start = at + 1
    if start < len(words):
        found.append((start, len(words) - 1))
    return [(a, b) for a, b in found if any(words[i].is_word for i in range(a, b + 1))]


def find_starts(
    words: Sequence[Word], mentions: Sequence[Mention], pack: Pack, first: int, last: int
) -> list[int]:
    """The words with which the clauses of a sentence begin."""
    starts = [first]
    for at in range(first, last + 1):
        word = words[at]
        if word.text in _PAUSES:
            starts.append(at + 1)
        elif word.folded in pack.splits and at > first and not _joins_people(words, mentions, at):
            starts.append(at)
    found = list(starts)
    for a, b in zip(starts, [*starts[1:], last + 1], strict=True):
        if a < b and (second := _second_clause(words, mentions, pack, a, b)) is not None:
            found.append(second)
    return sorted(set(found))


def _joins_people(words: Sequence[Word], mentions: Sequence[Mention], at: int) -> bool:
    """ "Dad and Uncle Max bought": two who act together are not two clauses."""
    if words[at].folded not in ANDS:
        return False
    before = any(m.last == at - 1 and m.role != "owner" for m in mentions)
    after = next((m for m in mentions if m.at > at), None)
    return before and after is not None and (after.at - at <= 3 or after.kin_at - at in (1, 2))


def _second_clause(
    words: Sequence[Word], mentions: Sequence[Mention], pack: Pack, first: int, end: int
) -> int | None:
    """Where a second clause begins without a comma: "After Ida died Max stopped writing", "Nora
    says Ida was"."""
    openers = pack.splits | {p for p in (*pack.before, *pack.after) if " " not in p}
    opens = words[first].folded in openers and pack.code != "de"
    plain = [m for m in mentions if first <= m.at < end and m.role in ("", "subject")]
    if opens and len(plain) == 1 and pack.code in ("pt", "es", "it"):
        # "Cuando murió el abuelo le regaló": who does the second need not be named.
        before = [w for w in words[first : plain[0].at] if is_content(w, pack)]
        after = [w for w in words[plain[0].last + 1 : end] if is_content(w, pack)]
        if before and after:
            return plain[0].last + 1
    for one, other in pairwise(plain):
        between = [w for w in words[one.last + 1 : other.at] if is_content(w, pack)]
        left = words[other.last + 1 : end]
        says = bool(between) and all(w.folded in pack.speech for w in between)
        tells = says and not opens and _does(left, pack)
        if (tells or (opens and between)) and any(is_content(w, pack) for w in left):
            start = other.kin_at if 0 <= other.kin_at < other.at else other.at
            while start > one.last + 1 and words[start - 1].folded in pack.articles:
                start -= 1
            return start
    return None


def _does(after: Sequence[Word], pack: Pack) -> bool:
    """ "Nora says Ida was …", but not "Nora told Ida the story": what follows is no object."""
    closes = pack.articles | pack.to | pack.of | pack.place_words | pack.mine
    return bool(after) and after[0].is_word and after[0].folded not in closes


def is_content(word: Word, pack: Pack) -> bool:
    """Whether a word claims something: no article, pronoun, numeral, month, verb of saying."""
    folded = word.folded
    if len(folded) < 3 or not folded[0].isalpha():
        return False
    return not (
        folded in pack.common
        or word.low in pack.negators
        or folded in pack.years
        or folded in pack.months
        or folded in pack.calendar
        or folded in pack.numerals
        or folded in pack.ordinals
        or word.low in pack.kin
    )
