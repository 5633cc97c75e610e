"""True sentences made untrue, one thing at a time: what the sources say of another, in another
place, otherwise often, later, or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ai.narrative.checking.case import Case, Findings, align, deed_of
from ai.narrative.checking.command import read_question
from ai.narrative.checking.judging import make_case
from ai.narrative.checking.mentions import Mention
from ai.narrative.checking.packs.base import fold
from ai.narrative.checking.splitting import ANDS

NEVER = {"en": "never", "pt": "nunca", "es": "nunca", "fr": "jamais", "de": "nie", "it": "mai"}
WITH = {"en": "with", "pt": "com", "es": "con", "fr": "avec", "de": "mit", "it": "con"}
TURNED = {
    "en": {"before": "after", "after": "before"},
    "pt": {"antes": "depois", "depois": "antes"},
    "es": {"antes": "después", "después": "antes"},
    "fr": {"avant": "après", "après": "avant"},
    "de": {"vor": "nach", "nach": "vor", "bevor": "nachdem", "nachdem": "bevor"},
    "it": {"prima": "dopo", "dopo": "prima"},
}
KIN = {
    "en": ("mother", "sister", "aunt", "niece", "father", "brother", "uncle", "nephew"),
    "pt": ("mãe", "irmã", "tia", "sobrinha", "pai", "irmão", "tio", "sobrinho"),
    "es": ("madre", "hermana", "tía", "sobrina", "padre", "hermano", "tío", "sobrino"),
    "fr": ("mère", "sœur", "tante", "nièce", "père", "frère", "oncle", "neveu"),
    "de": ("Mutter", "Schwester", "Tante", "Nichte", "Vater", "Bruder", "Onkel", "Neffe"),
    "it": ("madre", "sorella", "zia", "nipote", "padre", "fratello", "zio", "cugino"),
}
"""Four of women, four of men."""
TIES = {
    "en": {"to": "from", "from": "to", "with": "without", "for": "against", "on": "under"},
    "pt": {"com": "sem", "para": "contra", "de": "para", "sobre": "sob"},
    "es": {"con": "sin", "para": "contra", "a": "de", "sobre": "bajo"},
    "fr": {"avec": "sans", "pour": "contre", "sur": "sous", "chez": "sans"},
    "de": {"mit": "ohne", "für": "gegen", "auf": "unter", "von": "zu"},
    "it": {"con": "senza", "per": "contro", "da": "a", "su": "sotto"},
}
"""Prepositions that say something else before the same word."""


def perturb(pair: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each untrue sentence that a true pair gives, with what was done to it."""
    case = _read(pair)
    text = case.body.text
    if case.quotes:
        return
    seen = {text}
    for kind, made in _variants(case, text):
        if made not in seen:
            seen.add(made)
            yield kind, {**pair, "sentence": made, "supported": False}


def _read(pair: dict[str, Any]) -> Case:
    sentence, segments, subject, roster = read_question(json.dumps(pair))
    case = make_case(sentence, segments, subject, roster, (), Findings())
    align(case)
    return case


def _variants(case: Case, text: str) -> Iterator[tuple[str, str]]:
    yield from _people(case, text)
    yield from _denied(case, text)
    yield from _numbers(case, text)
    yield from _times(case, text)
    yield from _places(case, text)
    yield from _words(case, text)
    yield from _things(case, text)


def _span(case: Case, first: int, last: int) -> tuple[int, int]:
    words = case.body.words
    return words[first].at, words[last].at + len(words[last].text)


def _put(text: str, *changes: tuple[tuple[int, int], str]) -> str:
    for (start, end), new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _named(case: Case) -> list[Mention]:
    """Those who are named by a name: a pronoun in their place would be another change."""
    return [
        m for m in case.body.mentions
        if isinstance(m.who, int) and case.body.words[m.at].is_capital
        and case.body.words[m.at].low not in case.body.pack.kin
    ]  # fmt: skip


def _people(case: Case, text: str) -> Iterator[tuple[str, str]]:
    named, people = _named(case), case.roster.people
    for one, other in pairwise(named):
        between = case.body.words[one.last + 1 : other.at]
        if one.who == other.who or any(w.folded in ANDS for w in between):
            continue
        if any(_is_mutual(w.folded) for w in case.body.words):
            continue
        first, second = _span(case, one.at, one.last), _span(case, other.at, other.last)
        yield "swapped", _put(text, (first, text[slice(*second)]), (second, text[slice(*first)]))
    told = {m.who for s in case.sources for m in s.reading.mentions}
    told |= {s.reading.who for s in case.sources if s.reading.who is not None}
    for mention in named[:1]:
        if mention.role == "owner" or len({m.who for m in named}) > 2:
            continue
        for who, person in enumerate(people):
            if who in told and who not in {m.who for m in named} and not _is_of_both(case, who):
                at = _span(case, mention.at, mention.last)
                yield "another", _put(text, (at, person.name.split()[0]))
    there = {m.who for m in case.body.mentions}
    absent = [p for n, p in enumerate(people) if n not in told and n not in there]
    if text.endswith(".") and absent and not any(c.agents & {"we"} for c in case.body.clauses):
        joined = f" {WITH[case.body.pack.code]} {absent[0].name.split()[0]}."
        yield "joined", text[:-1] + joined


def _is_mutual(folded: str) -> bool:
    """What two do to each other alike."""
    return bool(re.match(r"marr|met|cas|conhec|conoc|rencontr|heirat|geheirat|traf|spos|incontr"
                         r"|sister|brother|irma|herman|soeur|frere|schwester|bruder|sorell|fratell"
                         r"|cousin|prim|cugin", folded))  # fmt: skip


def _is_of_both(case: Case, who: int) -> bool:
    """Whether a source says "we", or names the two together: then it may be true of either."""
    return any(
        m.who == "we" or len(c.agents) > 1 or who in c.agents
        for s in case.sources
        for c in s.reading.clauses
        for m in [*c.mentions, Mention("", 0, 0)]
    )


def _denied(case: Case, text: str) -> Iterator[tuple[str, str]]:
    code = case.body.pack.code
    for clause in case.body.clauses:
        verb = deed_of(case.body, clause)
        if verb is None or any(c.negated or c.excepted for c in case.body.clauses):
            continue
        at, end = _span(case, clause.stems[verb], clause.stems[verb])
        place = end if code in ("fr", "de") else at
        said = f" {NEVER[code]}" if code in ("fr", "de") else f"{NEVER[code]} "
        yield "denied", _put(text, ((place, place), said))


def _numbers(case: Case, text: str) -> Iterator[tuple[str, str]]:
    told = {n.value for s in case.sources for n in s.reading.numbers}
    for number in case.body.numbers:
        for value in (number.value + 1, number.value + 10, *(n for n in told if n > 1)):
            elided = text[_span(case, number.first, number.last)[1] :].startswith("'")
            if number.value > 1 and not number.ordinal and not elided and value != number.value:
                yield "number", _put(text, (_span(case, number.first, number.last), str(value)))


def _times(case: Case, text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"\b(?:1[89]|20)\d\d\b", text):
        others = {int(match[0]) + 3, int(match[0]) - 1}
        others |= {t.bounds.first.year for s in case.sources for t in s.reading.times
                   if not t.yearless}  # fmt: skip
        for year in others - {int(y) for y in re.findall(r"\b\d{4}\b", text)}:
            edge = any(t.at <= match.start() < t.end and (t.edge or t.hedged or t.decade)
                       for t in case.body.times)  # fmt: skip
            if not edge:
                yield "year", _put(text, (match.span(), str(year)))


def _places(case: Case, text: str) -> Iterator[tuple[str, str]]:
    words, pack = case.body.words, case.body.pack
    named = {at for m in case.body.mentions for at in range(m.at, m.last + 1)}
    others = {
        s.reading.words[at].text
        for s in case.sources
        for at in range(1, len(s.reading.words))
        if _is_place(s.reading.words, at, s.reading.pack.place_words)
        and not any(m.at <= at <= m.last for m in s.reading.mentions)
        and not any(t.at <= s.reading.words[at].at < t.end for t in s.reading.times)
    }
    others |= {(s.place or "").split()[0] for s in case.sources if s.place}
    for at in range(1, len(words)):
        timed = any(t.at <= words[at].at < t.end for t in case.body.times)
        if (
            pack.nouns_are_capitals
            or at in named
            or timed
            or not _is_place(words, at, pack.place_words)
        ):
            continue
        for other in {*others, "Reykjavík"} - {words[at].text}:
            if fold(other) not in fold(text) and case.body.words[at].folded not in fold(other):
                yield "place", _put(text, (_span(case, at, at), other))


def _things(case: Case, text: str) -> Iterator[tuple[str, str]]:
    """A word of the sentence exchanged for another that the sources have of something else."""
    ours = {stem for c in case.body.clauses for stem in c.stems}
    others = [
        s.reading.words[at].text
        for s in case.sources
        for c in s.reading.clauses
        for stem, at in c.stems.items()
        if stem not in ours and s.reading.pack is case.body.pack
    ]
    for clause in case.body.clauses:
        for n, at in enumerate(sorted(clause.stems.values())[:_WORDS]):
            for other in others[n :: max(1, len(others) // _WORDS)][:_WORDS]:
                yield "thing", _put(text, (_span(case, at, at), other))


_WORDS = 3  # words that are exchanged in a clause, each for as many


def _is_article(case: Case, at: int) -> bool:
    words = case.body.words
    return at < len(words) and words[at].folded in case.body.pack.articles


def _is_place(words: list[Any], at: int, before: frozenset[str]) -> bool:
    word = words[at]
    return word.is_capital and len(word.text) > 3 and words[at - 1].folded in before


def _words(case: Case, text: str) -> Iterator[tuple[str, str]]:
    pack = case.body.pack
    claimed = {at for c in case.body.clauses for at in c.stems.values()}
    for at, word in enumerate(case.body.words):
        tied = TIES[pack.code].get(word.low)
        follows = {at + 1, at + 2} if _is_article(case, at + 1) else {at + 1}
        if tied is not None and follows & claimed:
            yield "tied", _put(text, (_span(case, at, at), tied))
        turned = TURNED[pack.code].get(word.low)
        after = case.body.words[at + 1 : at + 2]
        ranks = pack.code == "it" and not any(w.low in ("di", "che", "del") for w in after)
        if turned is not None and not ranks:
            yield "order", _put(text, (_span(case, at, at), turned))
        kin = pack.kin.get(word.low)
        if kin is None or word.owned:
            continue
        for other in KIN[pack.code]:
            known = pack.kin[other.casefold()]
            if known.gender == kin.gender and not set(known.relations) & set(kin.relations):
                yield "kinship", _put(text, (_span(case, at, at), other))
