"""What has no words: counted, and placed in time as exactly as its dates allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ai.narrative.english.phrases import (
    Options,
    at,
    capital,
    core,
    count,
    count_all,
    ended,
    from_,
    from_place,
    join,
    lower,
    number,
    taken,
)

# What has no words: counted.


def holds(n: int, span: str, where: Sequence[tuple[str, int]], *, more: bool) -> Options:
    """ "There are 212 photographs from 1961 to 1968, 40 of them from Lisbon"."""
    places = _places(n, where)
    if more:
        return (
            ended(f"Another {count(n, 'photograph')} {_are(n)} {span}{places}"),
            ended(f"{capital(span)} there {_are(n)} {number(n)} more{places}"),
        )
    return (
        ended(f"There {_are(n)} {count(n, 'photograph')} {span}{places}"),
        ended(f"{capital(span)} there {_are(n)} {count(n, 'photograph')}{places}"),
    )


def holds_undated(n: int, where: Sequence[tuple[str, int]]) -> str:
    """Under the title that says the same of all of them."""
    return ended(f"{capital(count(n, 'photograph'))} {_have(n)} no date yet{_places(n, where)}")


def holds_loosely(
    groups: Sequence[tuple[str, int]], where: Sequence[tuple[str, int]], *, more: bool
) -> str:
    """Photographs whose year is not certain, by their dates in words.

    `where` is for a single group only.
    """
    listed = [f"{number(n)}{from_(when)}" for when, n in groups]
    if more:
        return ended(f"Less closely dated {_are(sum(n for _, n in groups))} {join(listed)}")
    first, n = groups[0]
    held = join([count(n, "photograph") + from_(first), *listed[1:]])
    return ended(f"There {_are(n)} {held}{_places(n, where)}")


def _places(n: int, where: Sequence[tuple[str, int]]) -> str:
    if not where:
        return ""
    first, k = where[0]
    if k == n:
        return (
            f", {'both' if n == 2 else 'all'} {from_place(first)}"
            if n > 1
            else f", taken{at(first)}"
        )
    rest = [f"{number(m)} {from_place(place)}" for place, m in where[1:]]
    return f", {join([f'{number(k)} of them {from_place(first)}', *rest])}"


def fullest_year(year: int, n: int) -> str:
    return ended(f"The fullest of these years is {year}, with {count(n, 'photograph')}")


def fullest_day(when: str, n: int, place: str | None) -> str:
    photographs = count(n, "photograph")
    return ended(f"On {core(lower(when))} alone, {photographs} were taken{at(place)}")


def alike_silent(
    noun: str, n: int, *, place: str | None, when: str | None, dated: bool, also: bool
) -> str:
    """One without words, or several of one kind, time and place."""
    if not dated:
        where = at(place) if noun in ("photograph", "film", "recording") else ""
        which = f", {'taken' if noun == 'photograph' else 'made'}{where}," if where else ""
        return _undated(count(n, noun) + which, n, also=also)
    made = taken(noun, place, when) if noun in ("photograph", "film", "recording") else from_(when)
    made = made or " from these years"
    what = f"a {noun}" if n == 1 else count(n, noun)
    return ended(f"There {_are(n)} {'also ' if also else ''}{what}{made}")


def some_silent(counts: Mapping[str, int], *, span: str | None, dated: bool, also: bool) -> str:
    """Several of different kinds, times or places; `span` is that of their years, where all have
    one."""
    n = sum(counts.values())
    if not dated:
        return _undated(count_all(counts), n, also=also)
    which = span or "from these years"
    return ended(f"There {_are(n)} {'also ' if also else ''}{count_all(counts)} {which}")


def _undated(what: str, n: int, *, also: bool) -> str:
    """Under the title that says the same of all of them."""
    return ended(f"{capital(what)} {'also ' if also else ''}{_have(n)} no date yet")


def left_over(counts: Mapping[str, int], *, dated: bool) -> str:
    """What a long chapter has no room to tell one by one."""
    which = "from these years" if dated else "without a date"
    parts = [f"{number(n)} more {noun}{'' if n == 1 else 's'}" for noun, n in counts.items() if n]
    return ended(f"The chest also holds {join(parts)} {which}")


def _have(n: int) -> str:
    return "has" if n == 1 else "have"


def _are(n: int) -> str:
    return "is" if n == 1 else "are"
