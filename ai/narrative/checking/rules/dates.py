"""Dates: vaguer than the sources perhaps, never sharper, and those of the same event."""

from __future__ import annotations

from dataclasses import dataclass

from ai.narrative.checking.case import Aligned, Case, Findings, Source
from ai.narrative.checking.edtf import Bounds, widened
from ai.narrative.checking.rules.numbers import is_an_age
from ai.narrative.checking.times import Time

_FAR = 60  # so many years "later" a source may count


@dataclass(frozen=True, slots=True)
class Dated:
    """A time in the evidence: whose source and which of its sentences (None: the whole source)."""

    bounds: Bounds
    source: Source | None
    sentence: int | None
    yearless: bool = False
    stretch: bool = False
    doubtful: bool = False


def check_dates(case: Case, found: Findings) -> None:
    """Each time that the sentence names."""
    evidence = list_evidence(case)
    for aligned in case.aligned:
        for time in aligned.clause.times:
            if time.short and time.bounds.days > 300:
                continue
            _check(case, aligned, time, evidence, found)


def list_evidence(case: Case) -> list[Dated]:
    """The times of the sources and of the person's life. When something was recorded is none."""
    found: list[Dated] = []
    for source in case.sources:
        if source.when is not None:
            stretch = bool(source.edtf and "/" in source.edtf)
            found.append(Dated(source.when, source, None, stretch=stretch))
        for clause in source.reading.clauses:
            for time in clause.times:
                found += _of_text(source, clause.sentence, time)
    for life in (case.born, case.died):
        if life is not None:
            found.append(Dated(life, None, None))
    return found


def _of_text(source: Source, sentence: int, time: Time) -> list[Dated]:
    bounds = time.bounds
    if not time.hedged:
        return [Dated(bounds, source, sentence, time.yearless)]
    guessed = Bounds(bounds.first, bounds.last, guessed=True)
    return [Dated(guessed, source, sentence, time.yearless)]


def _check(
    case: Case, aligned: Aligned, time: Time, evidence: list[Dated], found: Findings
) -> None:
    text = case.body.text[time.at : time.end]
    fits = [e for e in evidence if _fits(time, e)]
    if fits:
        _check_moved(case, aligned, time, fits, evidence, found, text)
        return
    if time.yearless:
        found.wrong.append(f"The date {text} is not in its sources.")
        return
    if _is_derived(case, time, evidence):
        found.doubts.append(f"The date {text} was worked out.")
        return
    near = [e for e in evidence if e.bounds.meets(time.bounds) and not e.yearless]
    if near and (time.hedged or time.edge or any(e.stretch for e in near)):
        found.doubts.append(f"The date {text} is not as sure in its sources.")
    elif near:
        found.wrong.append(f"The date {text} is not in its sources, or not as surely.")
    else:
        recorded = any(s.recorded and time.bounds.meets(s.recorded) for s in case.sources)
        why = (
            "is when it was recorded, not when it happened" if recorded else "is not in its sources"
        )
        found.wrong.append(f"The date {text} {why}.")


def _fits(time: Time, known: Dated) -> bool:
    ours, theirs = time.bounds, known.bounds
    if time.yearless or known.yearless:
        if ours.days > 31 or theirs.days > 31:
            return False
        if ours.days == 1:
            return theirs.days == 1 and (ours.first.month, ours.first.day) == (
                theirs.first.month, theirs.first.day)  # fmt: skip
        return ours.first.month == theirs.first.month and (known.yearless or time.yearless)
    if theirs.guessed:
        if time.decade:
            middle = theirs.first + (theirs.last - theirs.first) / 2
            return ours.first <= middle <= ours.last
        return time.hedged and ours.meets(widened(theirs))
    if ours.covers(theirs):
        return True
    ends = {theirs.first.year, theirs.last.year}
    if ours.first.year == ours.last.year and ours.days > 300 and ours.first.year in ends:
        # "From 1951": an end of a stretch, or a winter that lies in two years.
        return bool(time.edge) or theirs.days < 200 or known.stretch
    return time.decade and known.stretch and theirs.covers(ours)


def _check_moved(
    case: Case,
    aligned: Aligned,
    time: Time,
    fits: list[Dated],
    evidence: list[Dated],
    found: Findings,
    text: str,
) -> None:
    """A date of the sources, but of another event."""
    if not case.same_language or aligned.score < 1 or not aligned.windows:
        found.doubts.append(f"Whether it happened in {text} could not be compared.")
        return
    if any(e.source is None for e in fits):
        return _check_life(case, aligned, time, fits, found, text)
    for window in aligned.windows:
        for e in fits:
            if e.source is window.source and (
                e.sentence is None or window.first <= e.sentence <= window.last
            ):
                if e.sentence is None and _says_other(
                    window.source, window.first, window.last, time
                ):
                    continue
                return None
    owned = all(
        _says_other(w.source, w.first, w.last, time) or _is_dated_otherwise(w.source, time)
        for w in aligned.windows
    )
    if owned and aligned.score >= 1.9:
        found.wrong.append(f"Its sources tell this of another time than {text}.")
    else:
        found.doubts.append(f"Its sources do not say plainly that it happened in {text}.")
    return None


def _check_life(
    case: Case, aligned: Aligned, time: Time, fits: list[Dated], found: Findings, text: str
) -> None:
    pack = case.body.pack
    words = {w.low for w in case.body.words[aligned.clause.first : aligned.clause.last + 1]}
    whole = {w.low for w in case.body.words} | {w.folded for w in case.body.words}
    if words & (pack.birth | pack.death) or whole & (pack.birth | pack.death):
        wrong_end = (case.born is not None and words & pack.birth
                     and not _fits(time, Dated(case.born, None, None)))  # fmt: skip
        if wrong_end and all(e.source is None for e in fits):
            found.wrong.append(f"The date {text} is not that of the birth.")
        return
    if all(e.source is None for e in fits):
        found.doubts.append(f"Its sources do not say that it happened in {text}.")


def _says_other(source: Source, first: int, last: int, time: Time) -> bool:
    """Whether those sentences of the source name a year, and not this one."""
    named = [
        t.bounds
        for c in source.reading.clauses
        if first <= c.sentence <= last
        for t in c.times
        if not t.yearless
    ]
    return bool(named) and not any(b.meets(time.bounds) for b in named)


def _is_dated_otherwise(source: Source, time: Time) -> bool:
    named = any(not t.yearless for t in source.reading.times)
    return source.when is not None and not named and not source.when.meets(time.bounds)


def _is_derived(case: Case, time: Time, evidence: list[Dated]) -> bool:
    """ "Two years later", "at fifty-two", "the following June": a year that can be worked out."""
    first, last = time.bounds.first.year, time.bounds.last.year
    years = {e.bounds.first.year for e in evidence if not e.yearless and e.source is not None}
    years |= {e.bounds.last.year for e in evidence if not e.yearless and e.source is not None}
    counted = {1} | {n.value for s in case.sources for n in s.reading.numbers if n.value <= _FAR}
    later = any(
        first <= year + k * way <= last for year in years for k in counted for way in (1, -1)
    )
    if later and any(_counts_years(source) for source in case.sources):
        return True
    if case.born is None:
        return False
    born = {case.born.first.year, case.born.last.year}
    told = {
        n.value
        for s in case.sources
        for c in s.reading.clauses
        for n in c.numbers
        if is_an_age(s.reading, c, n) or n.ordinal
    }
    return any(
        first <= year + age + plus <= last for year in born for age in told for plus in (0, 1)
    )


def _counts_years(source: Source) -> bool:
    pack, words = source.reading.pack, [w.folded for w in source.reading.words]
    text = " ".join(words)
    return any(w in pack.years for w in words) or any(
        f" {phrase} " in f" {text} " for phrase in (*pack.later, *pack.after, *_NEXT)
    )


_NEXT = (
    "following", "next", "seguinte", "siguiente", "suivant", "suivante", "seguente", "folgenden",
    "folgende", "nachsten",
)  # fmt: skip
