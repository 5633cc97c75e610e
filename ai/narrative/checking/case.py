"""A sentence beside its sources: which of their sentences each of its clauses is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ai.narrative.checking.edtf import Bounds
from ai.narrative.checking.packs.base import Kin
from ai.narrative.checking.reading import Clause, Reading
from ai.narrative.checking.roster import Roster
from ai.narrative.checking.words import are_alike


class Stems:
    """Stems to look up others in, also by their beginnings."""

    def __init__(self, stems: Iterable[str]) -> None:
        self.all = set(stems)
        self._begin: dict[str, list[str]] = defaultdict(list)
        for stem in self.all:
            self._begin[stem[:4]].append(stem)

    def find(self, stem: str) -> str | None:
        if stem in self.all:
            return stem
        if len(stem) < 4:
            return None
        return next((s for s in self._begin.get(stem[:4], ()) if are_alike(s, stem)), None)

    def count(self, stems: Iterable[str]) -> int:
        return sum(self.find(stem) is not None for stem in stems)


@dataclass(slots=True)
class Source:
    """One source taken apart. `given` holds the sentences that may be used (all, or the spans)."""

    id: str
    reading: Reading
    when: Bounds | None = None
    edtf: str | None = None
    recorded: Bounds | None = None
    as_it_was: bool = False
    """Whether it may have been recorded while it happened."""
    place: str | None = None
    givers: tuple[str, ...] = ()
    """Who added the memory that it is of, as they sign."""
    sentences: list[Stems] = field(default_factory=list)
    clauses: list[Stems] = field(default_factory=list)
    given: frozenset[int] | None = None

    def __post_init__(self) -> None:
        last = max((c.sentence for c in self.reading.clauses), default=-1)
        self.sentences = [Stems(self.reading.stems_of((n,))) for n in range(last + 1)]
        self.clauses = [Stems(c.stems) for c in self.reading.clauses]


@dataclass(frozen=True, slots=True)
class Window:
    """At most two sentences of a source, one after the other."""

    source: Source
    first: int
    last: int

    def holds(self, clause: Clause) -> bool:
        return self.first <= clause.sentence <= self.last

    @property
    def clauses(self) -> list[Clause]:
        return [c for c in self.source.reading.clauses if self.holds(c)]


@dataclass(frozen=True, slots=True)
class Near:
    """A clause of a source that shares words with one of the sentence; `weight` says how many."""

    source: Source
    clause: Clause
    weight: float

    def place_of(self, stem: str) -> tuple[str, int] | None:
        """The form that the stem has in the clause, and where."""
        for there, at in self.clause.stems.items():
            if are_alike(there, stem):
                return there, at
        return None


@dataclass(slots=True)
class Aligned:
    """A clause of the sentence with the windows that fit it best, equally well."""

    clause: Clause
    windows: list[Window]
    score: float
    nearest: list[Near] = field(default_factory=list)
    """Clauses of the sources that share most with it."""


@dataclass(slots=True)
class Findings:
    """What speaks against a sentence (red) and what is left in doubt (amber)."""

    wrong: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """Everything that a rule may look at."""

    body: Reading
    sources: list[Source]
    roster: Roster
    born: Bounds | None
    died: Bounds | None
    lived: tuple[int, int]
    aligned: list[Aligned] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    extra: frozenset[str] = frozenset()
    """Stems and folded words that stand beside the sources: names, places, the entry of the
    chest."""
    signed: tuple[tuple[int, Kin], ...] = ()
    """What those who gave the sources say that they are to the person."""
    attributes: bool = False
    """Whether the sentence is known to say no more than who gave which words, when and where."""

    @property
    def same_language(self) -> bool:
        return all(s.reading.pack is self.body.pack for s in self.sources)


def align(case: Case) -> None:
    """Finds for each clause of the sentence the places in the sources that it is about."""
    for clause in case.body.clauses:
        case.aligned.append(find_windows(case, clause))


def find_windows(case: Case, clause: Clause, *, without: frozenset[str] = frozenset()) -> Aligned:
    """The windows that hold most of the clause's words, leaving some words out of account."""
    stems = [stem for stem in clause.stems if stem not in without]
    people = {m.who for m in clause.mentions}
    scored = [
        (_score(source, first, last, stems, people), Window(source, first, last))
        for source in case.sources
        for first, last in _spans(source)
    ]
    best = max((score for score, _ in scored), default=0.0)
    windows = [window for score, window in scored if score >= best - 0.05] if best > 0 else []
    return Aligned(clause, windows, best, _nearest(case, clause, stems))


def _spans(source: Source) -> list[tuple[int, int]]:
    count = len(source.sentences)
    allowed = range(count) if source.given is None else sorted(source.given)
    spans = [(n, n) for n in allowed]
    return spans + [(n, n + 1) for n in allowed if n + 1 < count and n + 1 in allowed]


def _score(
    source: Source, first: int, last: int, stems: Sequence[str], people: set[int | str]
) -> float:
    found = 0.0
    for stem in stems:
        if any(source.sentences[n].find(stem) for n in range(first, last + 1)):
            found += 1.0
    if not found:
        return 0.0
    there = {
        m.who for c in source.reading.clauses if first <= c.sentence <= last for m in c.mentions
    }
    return found + 0.2 * len(people & there) - 0.1 * (last - first)


def _nearest(case: Case, clause: Clause, stems: Sequence[str]) -> list[Near]:
    """The verb counts for more than the rest, and so do a time and a number in common."""
    verb = verb_of(clause)
    scored = [
        Near(source, there, _weight(clause, there, own, stems, verb))
        for source in case.sources
        for there, own in zip(source.reading.clauses, source.clauses, strict=True)
        if source.given is None or there.sentence in source.given
    ]
    best = max((near.weight for near in scored), default=0)
    return [near for near in scored if near.weight == best] if best >= 1 else []


def _weight(
    clause: Clause, there: Clause, own: Stems, stems: Sequence[str], verb: str | None
) -> float:
    weight = float(own.count(stems))
    if not weight:
        return 0.0
    if verb is not None and own.find(verb):
        weight += 0.5
    if any(a.bounds.meets(b.bounds) for a in clause.times for b in there.times):
        weight += 0.5
    if {n.value for n in clause.numbers} & {n.value for n in there.numbers}:
        weight += 0.5
    return weight


def verb_of(clause: Clause) -> str | None:
    """The first word that claims something after whoever does it."""
    agent = next((m for m in clause.mentions if m.who in clause.agents), None)
    if agent is None:
        return None
    # "Ida was taught by Nora": it stands before who does it.
    start = clause.mentions[0].last if agent.role == "by" and clause.passive else agent.last
    after = sorted((at, stem) for stem, at in clause.stems.items() if at > start)
    return after[0][1] if after else None


def deed_of(reading: Reading, clause: Clause) -> str | None:
    """The verb of a clause, where the word that looks like it is no noun: nothing that makes one
    stands before it."""
    if reading.pack.nouns_are_capitals:
        start = next((m.last for m in clause.mentions if m.who in clause.agents), None)
        small = sorted(
            (at, stem)
            for stem, at in clause.stems.items()
            if not reading.words[at].is_capital and not is_noun(reading, at)
        )
        return next((stem for at, stem in small if start is not None and at > start), None)
    verb = verb_of(clause)
    if verb is None or is_noun(reading, clause.stems[verb]):
        return None
    return verb


def is_noun(reading: Reading, at: int) -> bool:
    """Whether an article, a possessive or a preposition stands before a word."""
    if not at:
        return False
    before, pack = reading.words[at - 1], reading.pack
    if before.low in _BEFORE_VERBS:
        return False
    return before.folded in (
        pack.articles | pack.of | pack.mine | frozenset(pack.theirs) | pack.place_words
    )


_BEFORE_VERBS = frozenset({"to", "zu", "a"})
"""What may stand before a noun and before a verb: "to", French "a", Portuguese "a dançar"."""


def day_after(day: date, years: int) -> date:
    """The same day some years later (28 February for the 29th), within the calendar."""
    year = min(max(day.year + years, date.min.year), date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def in_year(bounds: Bounds, year: int) -> Bounds:
    """The same days in another year."""
    years = year - bounds.first.year
    return Bounds(day_after(bounds.first, years), day_after(bounds.last, years))
