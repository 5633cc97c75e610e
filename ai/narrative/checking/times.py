"""The times that a text names: days, months, seasons, years, decades, in six languages.

They are read out of folded text. A year of two figures ("in '62", "im Mai 39") is taken for the one
that the person's life makes likely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ai.narrative.checking.edtf import Bounds, end_of_month
from ai.narrative.checking.feasts import find_feast
from ai.narrative.checking.packs.base import Pack, fold
from ai.narrative.checking.packs.feasts import FEASTS

_SOME_YEAR = 2000
_YEAR = r"1[5-9]\d\d|20\d\d"
_OF = r"(?:of|de|del|dell|do|di|d|the|el)?[ ']*"
_EARLY_LATE = re.compile(
    r"(?:early|late|mid|anfang|ende|mitte|debut|fin|principios|finales|inicio|fim|inizio|fine"
    r"|spate\w*|fruhe\w*)\b[\w ]{0,8}$"
)
_BEFORE_SHORT = re.compile(
    r"(?:\b(?:in|im|en|em|nel|nell|el|del|de|desde|hasta|since|from|until|till|to|by|bis|seit|von"
    r"|vor|nach|dal|al|fino al|depuis|jusqu'en|ate|of|around|about|um|vers|hacia|sommer|winter"
    r"|herbst|fruhling|fruhjahr|year|jahr|noel|natale|natal|navidad|weihnachten|ostern|and|y|e|et"
    r"|or|o|ou|und|a|greve de|de l'ete|winter of|summer of|ano|anno|anni)[ ']*)$"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names, where (in characters of the text), and how.

    `hedged`: with "about", "or". `edge`: "until", "since", which name only an end. `short`: a year
    of two figures, which may be another number. `feast`: the name in `feasts`; where no year stands
    beside it, the bounds are those of some year.
    """

    bounds: Bounds
    at: int
    end: int
    hedged: bool = False
    edge: str = ""
    short: bool = False
    yearless: bool = False
    decade: bool = False
    feast: str = ""


_FEASTS = {f"feast{n}": feast for n, feast in enumerate(FEASTS)}
_FEAST = "|".join(f"(?P<feast{n}>{names})" for n, names in enumerate(FEASTS.values()))


@lru_cache(maxsize=8)
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    from ai.narrative.checking.packs import PACKS

    pack = PACKS[code]
    month = "|".join(sorted(pack.months, key=len, reverse=True))
    season = "|".join(sorted(pack.seasons, key=len, reverse=True))
    decade = "|".join(sorted(pack.decades, key=len, reverse=True)) or "(?!)"
    year = rf"(?P<year>{_YEAR})"
    short = rf"(?:{year}|'?(?P<short>\d\d)(?!\d))"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
    return (
        re.compile(
            rf"(?<![\w-])(?:{_FEAST})(?!\w)(?:,? {_OF}(?:{year}"
            rf"|(?:'|(?<=del )|(?<=de )|(?<=do ))(?P<short>\d\d)(?!\d)))?"
        ),
        re.compile(rf"\b{day} {_OF}(?P<month>{month})\b(?:,? {_OF}{short})?"),
        re.compile(rf"\b(?P<month>{month}) {day},? {year}\b"),
        re.compile(rf"\b(?P<month>{month})\b\.?(?:,? {_OF}{short})?"),
        re.compile(rf"\b(?P<season>{season})\b(?: {_OF}{short})"),
        re.compile(rf"\b(?:the )?(?P<decade>{decade})\b"),
        pack.decade_marks,
        re.compile(rf"(?<![\d.,]){year}(?![\d]|[.,]\d)"),
        re.compile(r"(?<!\w)'(?P<short>\d\d)(?![\w'])"),
        re.compile(r"(?<![\w'.,])(?P<short>\d\d)(?![\w'%]|[.,]\d)"),
    )


def find_times(text: str, pack: Pack, lived: tuple[int, int]) -> list[Time]:
    """The times in a tidied text. `lived` are the years between which a short one may lie."""
    folded = folded_in_place(text)
    found: list[Time] = []
    taken = [False] * (len(folded) + 1)
    *named, short = _patterns(pack.code)
    for pattern in named:
        for match in pattern.finditer(folded):
            if any(taken[match.start() : match.end()]):
                continue
            time = _read(match, text, folded, pack, lived)
            if time is not None:
                found.append(time)
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    for match in short.finditer(folded):
        if not any(taken[match.start() : match.end()]) and _is_year(match, folded, pack):
            time = _read(match, text, folded, pack, lived)
            if time is not None:
                found.append(time)
    return sorted(found, key=lambda t: t.at)


def folded_in_place(text: str) -> str:
    """Folded, with each character where it was."""
    return "".join(fold(c)[:1] or c for c in text)


def _is_year(match: re.Match[str], folded: str, pack: Pack) -> bool:
    """Whether two bare figures are a year: after "in", and not before what they would count."""
    if not _BEFORE_SHORT.search(folded[max(0, match.start() - 16) : match.start()]):
        return False
    rest = re.match(r"[ -]*([^\W\d_]*)", folded[match.end() :])
    after = rest[1] if rest else ""
    return not after or after in pack.common or after in pack.splits


def _read(
    match: re.Match[str], text: str, folded: str, pack: Pack, lived: tuple[int, int]
) -> Time | None:
    groups = match.groupdict()
    feast = next((feast for key, feast in _FEASTS.items() if groups.get(key)), "")
    year = int(groups["year"]) if groups.get("year") else None
    is_short = year is None and bool(groups.get("short"))
    if is_short:
        year = _full_year(int(groups["short"]), lived)
    before = folded[max(0, match.start() - 24) : match.start()]
    after = folded[match.end() : match.end() + 8]
    try:
        bounds = (
            find_feast(feast, year or _SOME_YEAR)
            if feast
            else _bounds(match[0], groups, year, pack)
        )
    except ValueError:
        return None
    if groups.get("decade") and _is_of_life(before, pack):
        return None
    if bounds is None or (groups.get("month") and not _is_month(match, text, before, pack)):
        return None
    decade = any(groups.get(key) for key in ("decade", "tens", "word"))
    return Time(
        bounds=bounds,
        at=match.start(),
        end=match.end(),
        hedged=_is_hedged(before, after, pack) or bool(decade and _EARLY_LATE.search(before)),
        edge=_edge(before, pack),
        short=is_short,
        yearless=year is None and not decade,
        decade=decade,
        feast=feast,
    )


def _is_of_life(before: str, pack: Pack) -> bool:
    """ "In her mid-forties" is an age and no date."""
    words = re.sub(r"\W+", " ", before).split()
    return any(w in pack.theirs or w in pack.mine for w in words[-2:])


def _full_year(two: int, lived: tuple[int, int]) -> int:
    options = [
        year for year in (1800 + two, 1900 + two, 2000 + two) if lived[0] <= year <= lived[1]
    ]
    return options[-1] if len(options) == 1 else (1900 + two if 1900 + two <= lived[1] else 1900)


def _bounds(told: str, groups: dict[str, str], year: int | None, pack: Pack) -> Bounds | None:
    if groups.get("month"):
        month = pack.months[groups["month"]]
        if groups.get("day"):
            day = date(year or _SOME_YEAR, month, int(groups["day"]))
            return Bounds(day, day)
        return Bounds(date(year or _SOME_YEAR, month, 1), end_of_month(year or _SOME_YEAR, month))
    if groups.get("season") and year:
        start = pack.seasons[groups["season"]] * 3 + 3
        return Bounds(
            date(year, start, 1), end_of_month(year + (start == 12), (start + 1) % 12 + 1)
        )
    if tens := _tens(groups, pack):
        stated = re.search(r"\d{4}", told)
        century = 1900 if stated is None else int(stated[0]) // 100 * 100
        return Bounds(date(century + tens, 1, 1), date(century + tens + 9, 12, 31))
    if year is not None:
        return Bounds(date(year, 1, 1), date(year, 12, 31))
    return None


def _tens(groups: dict[str, str], pack: Pack) -> int | None:
    if groups.get("decade"):
        return pack.decades[groups["decade"]]
    if groups.get("tens"):
        return int(groups["tens"]) * 10
    if word := groups.get("word"):
        compound = {"soixante-dix": 70, "quatre-vingt-dix": 90, "quatre-vingt": 80}
        return compound.get(word) or pack.numerals.get(word)
    return None


def _is_month(match: re.Match[str], text: str, before: str, pack: Pack) -> bool:
    """ "May", "June" and "March" are also a verb, a woman and a walk: a month without day or year
    has to be written as one."""
    if match.groupdict().get("day") or match.groupdict().get("year"):
        return True
    written = text[match.start() : match.end()]
    if pack.code in ("en", "de") and not written[:1].isupper():
        return False
    return len(written) > 3 or bool(re.search(r"\b(?:in|im|of|last|early|late|every)\s$", before))


def _is_hedged(before: str, after: str, pack: Pack) -> bool:
    words = re.sub(r"\W+", " ", before).strip()
    near = any(
        re.search(rf"(?<!\w){re.escape(hedge)}(?: (?:the|los|el|al|il|le|de|den|dem))*$", words)
        for hedge in pack.hedges
    )
    return near or bool(
        re.match(r"[ ,]*(?:or|o|ou|oder|circa|ou|sowas|aproximad\w*|mais)\b", after)
    )


def _edge(before: str, pack: Pack) -> str:
    words = re.sub(r"\W+", " ", before).split()[-2:]
    if any(word in pack.until for word in words):
        return "until"
    return "since" if any(word in pack.since for word in words) else ""
