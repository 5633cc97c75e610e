"""What came first and what came after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ai.narrative.checking.case import Case, Findings, Source, Stems, in_year
from ai.narrative.checking.edtf import Bounds
from ai.narrative.checking.reading import Clause, Reading


@dataclass(frozen=True, slots=True)
class Ordered:
    """The words of two events of which one came first."""

    early: frozenset[str]
    late: frozenset[str]


def check_order(case: Case, found: Findings) -> None:
    """An order that the sentence states, against those of the sources and their dates."""
    claimed = list_orders(case.body)
    if not claimed or not case.same_language:
        if claimed:
            found.doubts.append("What came first could not be compared.")
        return
    told = [order for source in case.sources for order in list_orders(source.reading)]
    for order in claimed:
        _check(case, order, told, found)


def _check(case: Case, order: Ordered, told: list[Ordered], found: Findings) -> None:
    right = max((_fit(order.early, t.early) * _fit(order.late, t.late) for t in told), default=0.0)
    wrong = max((_fit(order.early, t.late) * _fit(order.late, t.early) for t in told), default=0.0)
    by_date = _by_date(case, order)
    if by_date == "right" and wrong <= right:
        return
    if (wrong > right and wrong >= 0.2) or (by_date == "wrong" and right == 0):
        found.wrong.append("What came first came later in its sources.")
    elif right == 0 or wrong:
        found.doubts.append("Its sources do not say plainly what came first.")


def _fit(ours: frozenset[str], theirs: frozenset[str]) -> float:
    if not ours or not theirs:
        return 0.0
    return Stems(theirs).count(ours) / len(ours)


def list_orders(reading: Reading) -> list[Ordered]:
    """The orders that a text states: "A before B", "after B, A", "first A, then B"."""
    found: list[Ordered] = []
    count = max((c.sentence for c in reading.clauses), default=-1) + 1
    for sentence in range(count):
        clauses = [c for c in reading.clauses if c.sentence == sentence]
        if clauses:
            found += _in_sentence(reading, clauses)
    return found


def _in_sentence(reading: Reading, clauses: list[Clause]) -> list[Ordered]:
    pack = reading.pack
    first, last = clauses[0].first, clauses[-1].last
    found: list[Ordered] = []
    before = _find(reading, first, last, pack.before)
    after = _find(reading, first, last, pack.after)
    # "après on est partis", "dopo siamo partiti": afterwards, and not "after".
    then = [at for at in after if _is_then(reading, at)]
    after = [at for at in after if at not in then]
    # "depois de" is no "later", nor is a "depois" before what it follows upon.
    taken = {*before, *after} | {
        at for at in range(first, last) if reading.words[at + 1].folded in pack.of | _THAT
    }
    for at, later_first in [(a, False) for a in before] + [(a, True) for a in after]:
        here, rest = _around(reading, clauses, at)
        if here and rest:
            found.append(Ordered(here, rest) if later_first else Ordered(rest, here))
    starts = _find(reading, first, last, pack.first)
    ends = [at for at in _find(reading, first, last, pack.later) if at not in taken] + then
    for at in ends:
        early = _stems_between(reading, clauses, first, at - 1)
        late = _stems_between(reading, clauses, at, last)
        # "and moved away the following spring": later stands behind its own clause.
        own = next((c for c in clauses if c.first <= at <= c.last), None)
        if own is not None and own is not clauses[0] and own.first > first:
            early = _stems_between(reading, clauses, first, own.first - 1)
            late = _stems_between(reading, clauses, own.first, last)
        if early and late:
            found.append(Ordered(early - late, late - early))
    if starts and not found and len(clauses) > 1:
        own = next((c for c in clauses if c.first <= starts[0] <= c.last), clauses[0])
        rest = frozenset(s for c in clauses if c is not own for s in c.stems)
        found.append(Ordered(frozenset(own.stems), rest))
    return [o for o in found if o.early and o.late]


def _is_then(reading: Reading, at: int) -> bool:
    following = reading.words[at + 1 : at + 2]
    alone = reading.words[at].folded in ("apres", "dopo", "after")
    pronouns = frozenset(reading.pack.subjects) | reading.pack.us | reading.pack.me
    if reading.pack.code == "en":
        return alone and any(word.text == "," for word in following)
    return alone and any(w.text == "," or w.folded in pronouns or w.folded in _WERE
                         for w in following)  # fmt: skip


_WERE = frozenset("siamo sono era erano ha hanno abbiamo a ont".split())  # noqa: SIM905
_THAT = frozenset(("que", "q", "che", "qu"))


def _find(reading: Reading, first: int, last: int, phrases: tuple[str, ...]) -> list[int]:
    """Where one of the phrases stands, in words."""
    words = reading.words[first : last + 1]
    text = " " + " ".join(w.folded for w in words) + " "
    starts: list[int] = []
    taken: list[tuple[int, int]] = []
    for phrase in phrases:
        for match in re.finditer(rf"(?<= ){re.escape(phrase)}(?= )", text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append((match.start(), match.end()))
            starts.append(first + text[: match.start()].count(" ") - 1)
    return sorted(starts)


def _around(
    reading: Reading, clauses: list[Clause], at: int
) -> tuple[frozenset[str], frozenset[str]]:
    """What follows a "before" or "after" up to the end of its clause, and everything else."""
    own = next((c for c in clauses if c.first <= at <= c.last), clauses[0])
    end = own.last
    for n in range(at + 1, own.last + 1):
        if reading.words[n].text in (",", ";"):
            end = n
            break
    here = frozenset(s for s, n in own.stems.items() if at <= n <= end)
    if not here:
        following = next((c for c in clauses if c.first > own.last), None)
        here = frozenset(following.stems) if following is not None else here
    rest = frozenset(s for c in clauses for s, n in c.stems.items() if s not in here)
    return here, rest


def _stems_between(
    reading: Reading, clauses: list[Clause], first: int, last: int
) -> frozenset[str]:
    return frozenset(s for c in clauses for s, n in c.stems.items() if first <= n <= last)


def _by_date(case: Case, order: Ordered) -> str:
    """Whether the dates of what the two are about bear the order out, or contradict it."""
    early, late = _dates_of(case, order.early), _dates_of(case, order.late)
    if not early or not late:
        return ""
    if max(b for _, b in early) < min(a for a, _ in late):
        return "right"
    if min(a for a, _ in early) > max(b for _, b in late):
        return "wrong"
    return ""


def _times_of(source: Source, clause: Clause) -> list[Bounds]:
    """With the year of the time named before, where a month stands without one."""
    found: list[Bounds] = []
    for time in clause.times:
        if not time.yearless:
            found.append(time.bounds)
            continue
        before = [t for t in source.reading.times if t.at < time.at and not t.yearless]
        if before:
            known = before[-1].bounds
            year = known.first.year + (time.bounds.first.month < known.first.month)
            found.append(in_year(time.bounds, year))
    return found


def _dates_of(case: Case, stems: frozenset[str]) -> list[tuple[date, date]]:
    """The times of the clauses that hold most of the words."""
    best, found = 0, list[tuple[date, date]]()
    for source in case.sources:
        for clause, own in zip(source.reading.clauses, source.clauses, strict=True):
            count = own.count(stems)
            times = _times_of(source, clause)
            if not count or count < best or not times:
                continue
            if count > best:
                best, found = count, []
            found += [(b.first, b.last) for b in times]
    return found if best * 2 >= len(stems) else []
