"""Counts, ages and spans of years: those of the sources, or worked out from their dates."""

from __future__ import annotations

import re

from ai.narrative.checking.case import Aligned, Case, Findings, Source
from ai.narrative.checking.edtf import Bounds, widened
from ai.narrative.checking.numerals import Number
from ai.narrative.checking.reading import Clause, Reading
from ai.narrative.checking.words import are_alike

_SOME = 12  # "about five months" of so many may be told by the months between which they lie
_FEW = 4  # so many people a clause may count by naming them


def check_numbers(case: Case, found: Findings) -> None:
    """Each number of the sentence, with what it counts and whose age it is."""
    for aligned in case.aligned:
        for number in aligned.clause.numbers:
            _check(case, aligned, number, found)


def _check(case: Case, aligned: Aligned, number: Number, found: Findings) -> None:
    reading = case.body
    is_age = is_an_age(reading, aligned.clause, number)
    heads = heads_of(reading, aligned.clause, number)
    alike = [
        (source, clause, n)
        for source in case.sources
        for clause in source.reading.clauses
        for n in clause.numbers
        if n.value == number.value
    ]
    if not alike:
        _check_derived(case, aligned, number, is_age, found)
        return
    if is_age:
        _check_age(case, aligned, alike, number, found)
        return
    otherwise = heads and _counts_otherwise(case, aligned, heads, number, alike)
    if otherwise and not aligned.clause.negated:
        found.wrong.append(f"The number {number.value:,} counts something else in its sources.")
    elif number.ordinal and heads and not any(_shares(heads, s.reading, c, n) for s, c, n in alike):
        found.doubts.append(f"What the number {number.value:,} counts is not plain in its sources.")
    elif number.value > 1 and not any(
        _is_near(aligned, source, clause) for source, clause, _ in alike
    ):
        found.doubts.append(f"The number {number.value:,} stands elsewhere in its sources.")


def _is_near(aligned: Aligned, source: Source, clause: Clause) -> bool:
    return any(w.source is source and w.holds(clause) for w in aligned.windows)


def heads_of(reading: Reading, clause: Clause, number: Number) -> list[str]:
    """What a number counts: the first words after it that claim something or measure time."""
    found: list[str] = []
    for at in range(number.last + 1, min(number.last + 4, clause.last + 1)):
        word = reading.words[at]
        if not word.is_word or (at == number.last + 1 and word.folded in _APART):
            break
        counted = word.stem in clause.stems or word.low in reading.pack.kin
        if word.folded in reading.pack.years or counted:
            found.append(word.stem)
            break
    return found


_APART = frozenset(
    """in on at to for with no na nos nas num numa em para pra con en para dans pour sur avec im in
    am auf fur mit nel nella per su""".split()  # noqa: SIM905
)
"""What stands between a number that counts nothing and the next: "the first 200 on a pen"."""


def is_an_age(reading: Reading, clause: Clause, number: Number) -> bool:
    """Whether the number says how old somebody is: "at 35", "mit acht", "tinha 12 anos"."""
    if number.ordinal:
        return False
    pack, words = reading.pack, reading.words
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    years = after is not None and after.folded in pack.years
    before = " ".join(w.folded for w in words[max(clause.first, number.first - 5) : number.first])
    text = f"{before} # {after.folded if after else ''}"
    match = pack.ages.search(text)
    if match is None:
        # "Ida, 24 ans, …"
        comma = number.first > 0 and words[number.first - 1].text == ","
        return years and comma and not _ends_later(reading, number)
    if years or after is None or not after.is_word:
        return True
    if after.folded == "of":
        return False
    # "at six o'clock", "war acht Wochen": it counts what comes after it.
    return after.stem not in clause.stems or (number.in_figures and after.folded in pack.common)


def _ends_later(reading: Reading, number: Number) -> bool:
    """ ", 20 Jahre." at the end says how long rather than how old."""
    after = number.last + 2
    return after >= len(reading.words) or reading.words[after].text != ","


def _counts_otherwise(
    case: Case,
    aligned: Aligned,
    heads: list[str],
    number: Number,
    alike: list[tuple[Source, Clause, Number]],
) -> bool:
    """Another number counts this in the sources, and this number counts something else or is an
    age."""
    if any(_shares(heads, s.reading, c, n) for s, c, n in alike):
        return False
    if number.value > 1 and all(is_an_age(s.reading, c, n) for s, c, n in alike):
        return True
    if not all(heads_of(s.reading, c, n) for s, c, n in alike):
        if number.ordinal:
            return False
        # It counts nothing there; then the clause itself has to count this otherwise.
        if any(_counts_before(s.reading, c, n, heads) for s, c, n in alike):
            return False
        return any(
            _shares(heads, near.source.reading, c, n) and n.ordinal == number.ordinal
            for near in aligned.nearest
            for c in near.source.reading.clauses
            if c.sentence == near.clause.sentence
            for n in c.numbers
            if n.value != number.value
        )
    return _is_counted_as_other(case, heads, number)


def _counts_before(reading: Reading, clause: Clause, number: Number, heads: list[str]) -> bool:
    """ "A wage of 640 escudos, and spent 200 of it": what it counts was named before."""
    return any(
        _shares(heads, reading, other, n)
        for other in reading.clauses
        for n in other.numbers
        if other.sentence == clause.sentence and n.first < number.first
    )


def _is_counted_as_other(case: Case, heads: list[str], number: Number) -> bool:
    return any(
        _shares(heads, s.reading, c, n) and n.value != number.value
        and n.ordinal == number.ordinal
        for s in case.sources
        for c in s.reading.clauses
        for n in c.numbers
    )  # fmt: skip


def _shares(heads: list[str], reading: Reading, clause: Clause, number: Number) -> bool:
    there = heads_of(reading, clause, number)
    return any(are_alike(one, other) for one in heads for other in there)


def _check_age(
    case: Case,
    aligned: Aligned,
    alike: list[tuple[Source, Clause, Number]],
    number: Number,
    found: Findings,
) -> None:
    """An age that a source names: of the same person, at the same event."""
    ours = _owner(case.body, aligned.clause, number)
    owners = {_owner(s.reading, c, n) for s, c, n in alike}
    others = {
        n.value
        for s in case.sources
        for c in s.reading.clauses
        for n in c.numbers
        if is_an_age(s.reading, c, n) and _owner(s.reading, c, n) == ours
    }
    if isinstance(ours, int) and ours not in owners and others - {number.value}:
        found.wrong.append(f"At {number.value} it was somebody else in its sources.")
        return
    counted = [(s, c) for s, c, n in alike if _may_be_age(s.reading, c, n)]
    after = case.body.words[number.last + 1 : number.last + 2]
    if not counted and any(w.folded in case.body.pack.years for w in after):
        found.wrong.append(f"The number {number.value:,} is no age in its sources.")
    elif not counted:
        found.doubts.append(f"The number {number.value:,} may be no age in its sources.")
    elif not any(n.source is s and n.clause is c for s, c in counted for n in aligned.nearest):
        _doubt_moved(aligned, number, found)


def _may_be_age(reading: Reading, clause: Clause, number: Number) -> bool:
    after = reading.words[number.last + 1 : number.last + 2]
    return is_an_age(reading, clause, number) or any(w.folded in reading.pack.years for w in after)


def _doubt_moved(aligned: Aligned, number: Number, found: Findings) -> None:
    own = [
        n.value
        for near in aligned.nearest
        for n in near.clause.numbers
        if is_an_age(near.source.reading, near.clause, n)
    ]
    if aligned.nearest and aligned.nearest[0].weight >= 2 and own and number.value not in own:
        found.wrong.append("Its sources tell this of another age.")
    else:
        found.doubts.append(f"The age {number.value} stands elsewhere in its sources.")


def _owner(reading: Reading, clause: Clause, number: Number) -> int | str | None:
    before = [m for m in clause.mentions if m.last < number.first and m.role != "owner"]
    if before:
        return before[-1].who
    return next(iter(clause.agents)) if len(clause.agents) == 1 else None


def _check_derived(
    case: Case, aligned: Aligned, number: Number, is_age: bool, found: Findings
) -> None:
    """A number that no source has: an age or a span worked out from dates, a sum, a count."""
    n = number.value
    hedged = _is_hedged(case.body, number)
    heads = heads_of(case.body, aligned.clause, number)
    years = any(w.folded in case.body.pack.years
                for w in case.body.words[number.last + 1 : number.last + 2])  # fmt: skip
    if is_age or number.ordinal:
        known = ages(case, aligned)
        if n in known:
            return
        if hedged and any(abs(n - age) <= 2 for age in known):
            found.doubts.append(f"The age {n} is about right, by the dates.")
            return
    if n in spans(case) or (hedged and any(abs(n - span) <= 1 for span in spans(case))):
        if is_age or not years:
            found.doubts.append(f"The number {n} was worked out.")
        return
    if years and n in ages(case, aligned):
        found.doubts.append(f"The number {n} was worked out.")
        return
    if aligned.clause.negated:
        found.doubts.append(f"The number {n:,} is not in its sources.")
        return
    told = {m.value for s in case.sources for m in s.reading.numbers}
    if n > _FEW and not n % 2 and n // 2 in told:
        found.doubts.append(f"The number {n:,} was worked out.")
        return
    if heads and _is_counted_as_other(case, heads, number):
        found.wrong.append(f"The number {n:,} is not in its sources.")
        return
    sums = {a + b for a in told for b in told} | {abs(a - b) for a in told for b in told}
    if n in sums or (hedged and n <= _SOME):
        found.doubts.append(f"The number {n:,} was worked out.")
    elif n <= _FEW and (number.ordinal or not (number.in_figures or is_age)):
        found.doubts.append(f"The number {n} was counted.")
    else:
        found.wrong.append(f"The number {n:,} is not in its sources.")


def _is_hedged(reading: Reading, number: Number) -> bool:
    pack = reading.pack
    before = " ".join(w.folded for w in reading.words[max(0, number.first - 4) : number.first])
    after = " ".join(w.folded for w in reading.words[number.last + 1 : number.last + 3])
    return any(re.search(rf"(?<!\w){re.escape(h)}$", before) for h in pack.hedges) or any(
        after.startswith(h) for h in pack.hedges
    )


def is_sure_age(case: Case, clause: Clause) -> bool:
    """Whether a clause says only how old the person was ("Ida was 27 when she left, in 1962"), and
    the time that the sentence names beside it leaves no other age."""
    mine = {m.who for m in clause.mentions}
    if len(clause.numbers) != 1 or clause.stems or clause.negated or case.born is None:
        return False
    if mine != {case.roster.honoree} or not is_an_age(case.body, clause, clause.numbers[0]):
        return False
    beside = [
        time.bounds
        for other in case.body.clauses
        if other.sentence == clause.sentence
        for time in other.times
        if not time.yearless
    ]
    beside = beside or _times_beside(case, clause)
    # The source may know the day of what the sentence puts into a summer.
    times = [
        next((s.when for s in case.sources if s.when and time.covers(s.when)), time)
        for time in beside
    ]
    only = {clause.numbers[0].value}
    return bool(times) and all(ages_at(case.born, time) == only for time in times)


def _times_beside(case: Case, clause: Clause) -> list[Bounds]:
    """When that happened which the sentence tells with an age, where its source has one date and
    its text begins with it: "Ida was 24 when she married"."""
    beside = [a for a in case.aligned if a.clause.sentence == clause.sentence]
    told = [a for a in beside if a.clause is not clause]
    if len(told) != 1 or not told[0].clause.stems or told[0].clause.times or told[0].clause.negated:
        return []
    found: list[Bounds] = []
    for near in told[0].nearest:
        source, times = near.source, near.source.reading.times
        first = near.clause is source.reading.clauses[0] or bool(near.clause.times)
        if source.when is None or source.when.guessed or not first:
            return []
        if any(not t.yearless and not t.bounds.meets(source.when) for t in times):
            return []
        found.append(source.when)
    return found


def ages(case: Case, aligned: Aligned | None = None) -> set[int]:
    """How old the person was at the times of the sources."""
    if case.born is None:
        return set()
    found: set[int] = set()
    times = [s.when for s in case.sources if s.when is not None]
    times += [t.bounds for s in case.sources for t in s.reading.times if not t.yearless]
    times += [t.bounds for t in case.body.times if not t.yearless]
    times += [case.died] if case.died is not None else []
    for time in times:
        found |= ages_at(case.born, time)
    return found


def ages_at(born: Bounds, time: Bounds) -> set[int]:
    """The ages possible at a time, where it is known to a year or so."""
    wide = widened(time)
    if (wide.last - wide.first).days > 3 * 366:
        ends = [time.first, time.last]
    else:
        ends = [wide.first, wide.last]
    found: set[int] = set()
    for day in ends:
        for birth in (born.first, born.last):
            found.add(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))
    low, high = min(found), max(found)
    return {age for age in range(low, high + 1) if age >= 0} if high - low <= 3 else found


def spans(case: Case) -> set[int]:
    """Whole years between the times of the sources."""
    years: set[int] = set()
    for source in case.sources:
        if source.when is not None:
            years |= {source.when.first.year, source.when.last.year}
        years |= {t.bounds.first.year for t in source.reading.times if not t.yearless}
    for life in (case.born, case.died):
        years |= {life.first.year} if life is not None else set()
    return {abs(a - b) for a in years for b in years if a != b}
