"""Counts and spans: how photographs without words still say where and when a life was lived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from ai.narrative.english import counts as say
from ai.narrative.english.phrases import core, lower, years
from ai.narrative.memories import Memory
from ai.narrative.sentences import Teller, count_nouns

MANY = 3  # fewer photographs than this are named one by one
_MOST_RUNS = 6  # more changes of place than this in one chapter are told as one span
_MOST_PLACES = 3
_MOST_GROUPS = 4
_MANY_ON_A_DAY = 8
_MANY_FOR_A_YEAR = 20


def tell_photographs(teller: Teller, photographs: Sequence[Memory]) -> None:
    """Counts all photographs of a chapter: by runs of years in one place, then loosely dated."""
    exact = [p for p in photographs if p.year is not None]
    loose = [p for p in photographs if p.year is None]
    runs = _runs(exact)
    for index, run in enumerate(runs):
        first, last = _years(run)
        span = years(first, last)
        options = say.holds(len(run), span, top_places(run), more=index > 0)
        teller.frame(options, [p.id for p in run], key=run[0].id)
        teller.mention(f"in {first}" if first == last else None)
        _tell_fullest_year(teller, run)
        tell_fullest_days(teller, run)
    _tell_loose(teller, loose, more=bool(runs))


def find_homes(photographs: Sequence[Memory]) -> list[tuple[str, int, int, list[Memory]]]:
    """The places that most photographs come from, one after the other, with first and last year.

    Empty where the photographs move about too much to say.
    """
    homes: list[tuple[str, int, int, list[Memory]]] = []
    runs = _runs([p for p in photographs if p.year is not None])
    for run in runs if len(runs) > 1 else []:
        home = _home(run)
        if home is None:
            return []
        homes.append((home, *_years(run), run))
    return homes


def tell_undated_photographs(teller: Teller, photographs: Sequence[Memory]) -> None:
    """Counts photographs that nobody has dated."""
    text = say.holds_undated(len(photographs), top_places(photographs))
    teller.frame(text, [p.id for p in photographs])


def tell_few(
    teller: Teller, memories: Sequence[Memory], *, dated: bool, also: bool | None = None
) -> None:
    """Memories without words: one by itself, several by their number."""
    if not memories:
        return
    also = bool(teller.sentences) if also is None else also
    first = memories[0]
    if len({(m.noun, m.when, m.where) for m in memories}) == 1:
        when, where, n = teller.date_once(first), first.where, len(memories)
        text = say.alike_silent(first.noun, n, place=where, when=when, dated=dated, also=also)
    else:
        known = [m.year for m in memories if m.year is not None]
        span = years(min(known), max(known)) if len(known) == len(memories) else None
        text = say.some_silent(count_nouns(memories), span=span, dated=dated, also=also)
    teller.frame(text, [m.id for m in memories])


def _years(run: Sequence[Memory]) -> tuple[int, int]:
    years = [p.year for p in run if p.year is not None]
    return min(years), max(years)


def _runs(photographs: Sequence[Memory]) -> list[list[Memory]]:
    """Consecutive years in which most photographs come from one place, as one run each."""
    ordered = sorted(photographs, key=lambda p: (p.year or 0, p.sort))
    runs: list[list[Memory]] = []
    homes: list[str | None] = []
    for _, group in groupby(ordered, key=lambda p: p.year):
        year = list(group)
        home = _home(year)
        if runs and (home is None or homes[-1] is None or home == homes[-1]):
            runs[-1].extend(year)
            homes[-1] = homes[-1] or home
        else:
            runs.append(year)
            homes.append(home)
    return runs if len(runs) <= _MOST_RUNS else [ordered]


def _home(year: Sequence[Memory]) -> str | None:
    places = Counter(p.where for p in year if p.where)
    if not places:
        return None
    place, n = min(places.items(), key=lambda item: (-item[1], item[0]))
    return place if n >= MANY and 2 * n > places.total() else None


def top_places(photographs: Sequence[Memory]) -> list[tuple[str, int]]:
    """The places that most photographs come from, with how many do."""
    n = len(photographs)
    places = Counter(p.where for p in photographs if p.where)
    ranked = sorted(places.items(), key=lambda item: (-item[1], item[0]))
    enough = max(2, n // 50) if n > 2 else 1
    return [(place, k) for place, k in ranked[:_MOST_PLACES] if k >= enough]


def _tell_fullest_year(teller: Teller, photographs: Sequence[Memory]) -> None:
    years = Counter(p.year for p in photographs if p.year is not None).most_common(2)
    if len(photographs) < _MANY_FOR_A_YEAR or len(years) < 2:
        return
    (year, most), (_, second) = years
    first, last = _years(photographs)
    stands_out = most >= 2 * len(photographs) / (last - first + 1)
    if most > second and (stands_out or 4 * most >= len(photographs)):
        chosen = [p.id for p in photographs if p.year == year]
        teller.frame(say.fullest_year(year, most), chosen)
        teller.mention(f"in {year}")


def tell_fullest_days(teller: Teller, photographs: Sequence[Memory]) -> None:
    """The days on which most photographs were taken, where those are many."""
    days = Counter(p.day for p in photographs if p.day and p.when)
    fullest = sorted(days.items(), key=lambda item: (-item[1], item[0]))[:2]
    for day, n in sorted(fullest):
        if n < _MANY_ON_A_DAY or n == len(photographs):
            continue
        taken = [p for p in photographs if p.day == day]
        when = taken[0].when or ""
        places = {p.where for p in taken}
        place = next(iter(places)) if len(places) == 1 else None
        teller.frame(say.fullest_day(when, n, place), [p.id for p in taken])
        teller.mention(when)


def _tell_loose(teller: Teller, photographs: Sequence[Memory], *, more: bool) -> None:
    """Photographs of an uncertain year, by the words in which their dates are given."""
    groups: dict[str, list[Memory]] = {}
    for photograph in photographs:
        if photograph.when:
            groups.setdefault(core(lower(photograph.when)), []).append(photograph)
    # Where every one has a caption, each is told by it, and there is nothing to count.
    counted = [group for group in groups.values() if any(p.silent for p in group)]
    largest = sorted(counted, key=lambda g: (-len(g), g[0].sort))[:_MOST_GROUPS]
    told = sorted(largest, key=lambda g: g[0].sort)
    if told:
        sizes = [(group[0].when or "", len(group)) for group in told]
        where = top_places(told[0]) if len(told) == 1 else []
        text = say.holds_loosely(sizes, where, more=more)
        teller.frame(text, [p.id for group in told for p in group])
        teller.mention(told[0][0].when if len(told) == 1 else None)
    chosen = {p.id for group in told for p in group}
    rest = [p for p in photographs if p.silent and p.id not in chosen]
    tell_few(teller, rest, dated=True)
