"""Whether the dates, spans and years that a sentence names are those of its sources.

A sentence may be vaguer than its sources, never sharper: of a photograph from the 1960s nobody
knows that it is from 1960.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from ai.narrative.english.phrases import MONTHS, SEASONS
from ai.narrative.evidence import Evidence
from ai.narrative.times import DATE, DECADE, GAP, MONTH, REACH, SEASON, YEAR

_NO_DECADE = re.compile(r"\b\d{3}[1-9]s\b")
_OF_YEARS = r" \((\d{4})(?: to (\d{4}))?\)"
_HEDGE = re.compile(
    r"\b(?:between|around|about|before|after|since|until|till|by)\b[^.;(]{0,16}$|\bto $"
    r"|\bbetween\b[^.;]{0,40}\band $",
    re.IGNORECASE,
)


def check_dates(
    body: str, evidence: Evidence, *, southern: bool, frame: bool
) -> tuple[str, list[str]]:
    """What is left of the sentence without its dates, and which of them no source bears out."""
    wrong = [*_check_homes(body, evidence), *(_check_gaps(body, evidence) if frame else [])]
    left = body
    # "From 1971 to 1972" is a date also where somebody signs as "1972".
    for words in evidence.dates:
        if " " in words and words in left.casefold():
            left = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", left, flags=re.IGNORECASE)
    # June may be an aunt, and a street has a number: neither is a date or a count. What takes their
    # place keeps the words on its two sides from reading as one name.
    for label in evidence.labels:
        left = label.sub(" · ", left)
    wrong += [
        f"The span {m[0]} is not that of its sources."
        for m in REACH.finditer(left)
        if not _is_reach(m, evidence)
    ]
    told = left.casefold()
    for words in evidence.dates:
        if words in told:
            left = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", left, flags=re.IGNORECASE)
    if not evidence.segments or evidence.chest:
        left = _without_text(left, evidence)

    def judge(pattern: re.Pattern[str], text: str) -> str:
        for match in pattern.finditer(text):
            if not _is_borne_out(match, evidence, southern=southern):
                wrong.append(f"The date {match[0]} is not in its sources.")
        return pattern.sub(" ", text)

    wrong += [f"There is no such decade: {m[0]}." for m in _NO_DECADE.finditer(left)]
    for pattern in (DATE, MONTH, SEASON, DECADE):
        left = judge(pattern, left)
    for match in YEAR.finditer(left):
        if not _is_year(int(match[0]), left[: match.start()], evidence):
            wrong.append(f"The year {match[0]} is not in its sources, or not as surely.")
    return YEAR.sub(" ", left), wrong


def _without_text(left: str, evidence: Evidence) -> str:
    for match in list(DATE.finditer(left)):
        if match[0].casefold() in evidence.text:
            left = left.replace(match[0], " ")
    return left


def _is_reach(match: re.Match[str], evidence: Evidence) -> bool:
    if any(match[0].casefold() in date for date in evidence.dates):
        return True
    years = [day.year for span in evidence.spans for day in span]
    return bool(years) and (int(match[1]), int(match[2])) == (min(years), max(years))


def _check_gaps(body: str, evidence: Evidence) -> list[str]:
    """A silence begins in the last year of one source and ends in the first of another."""
    starts = {first.year for first, _ in evidence.spans}
    ends = {last.year for _, last in evidence.spans}
    return [
        f"Its sources do not lie {m[0]}."
        for m in GAP.finditer(body)
        if not any(m[0] in date for date in evidence.dates)
        and (int(m[1]) not in ends or int(m[2]) not in starts)
    ]


def _check_homes(body: str, evidence: Evidence) -> list[str]:
    """ "Leeds (1958 to 1964), then Whitby (1965 to 1979)": each year belongs where it is put."""
    homes = [(m[1], int(m[2]), int(m[3] or m[2])) for m in _find_homes(body, evidence)]
    years = evidence.list_years() if homes else []
    wrong: list[str] = []
    for place, first, last in homes:
        within = [(year, where) for year, where in years if first <= year <= last]
        known = Counter(where for _, where in within if where)
        ends = {min((y for y, _ in within), default=0), max((y for y, _ in within), default=0)}
        if ends != {first, last} or 2 * known[place] <= known.total():
            wrong.append(f"Its sources do not place {first} to {last} in {place}.")
    if any(after[1] <= before[2] for before, after in pairwise(homes)):
        wrong.append("Its spans of years overlap.")
    if any(not any(first <= year <= last for _, first, last in homes) for year, _ in years):
        wrong.append("Its years leave out some of its sources.")
    return wrong


def _find_homes(body: str, evidence: Evidence) -> list[re.Match[str]]:
    """Known places first, which may have commas and brackets of their own; then any other."""
    if "(" not in body:
        return []
    known = "|".join(map(re.escape, sorted(evidence.places, key=len, reverse=True)))
    found = list(re.finditer(rf"\b(?:from|then) ({known}){_OF_YEARS}", body)) if known else []
    for match in found:
        body = body.replace(match[0], " · ")
    for label in evidence.labels:
        body = label.sub(" · ", body)
    return found + list(re.finditer(rf"\b(?:from|then) ([^(),]+(?:, [^(),]+)*){_OF_YEARS}", body))


def _is_borne_out(match: re.Match[str], evidence: Evidence, *, southern: bool) -> bool:
    """Whether a source's time lies wholly within the time that the sentence names."""
    if match[0].casefold() in evidence.text:
        return True
    if match.re is DATE:
        return any(
            a == b and a.day == int(match[1]) and MONTHS[a.month - 1] == match[2]
            and (match[3] is None or a.year == int(match[3]))
            for a, b in evidence.certain
        )  # fmt: skip
    if match.re is MONTH:
        return any(
            (a.year, a.month) == (b.year, b.month) and MONTHS[a.month - 1] == match[1]
            and (match[2] is None or a.year == int(match[2]))
            for a, b in evidence.certain
        )  # fmt: skip
    if match.re is SEASON:
        season = SEASONS.index(match[1].lower())
        return any(
            _season(a, southern) == _season(b, southern) == season
            and (b - a).days < 93
            and _is_year_of_season(match, a, b)
            for a, b in evidence.certain
        )
    decade = int(match[1])
    return any(a.year // 10 == b.year // 10 == decade for a, b in evidence.certain)


def _is_year_of_season(match: re.Match[str], first: date, last: date) -> bool:
    if match[2] is None:
        return True
    if match[3] is None:
        return int(match[2]) in (first.year, last.year)
    return int(match[2]) == first.year and str(last.year).endswith(match[3])


def _season(day: date, southern: bool) -> int:
    """0 spring to 3 winter, as the months run where the person lived."""
    northern = (day.month % 12 // 3 + 3) % 4
    return (northern + 2) % 4 if southern else northern


def _is_year(year: int, before: str, evidence: Evidence) -> bool:
    if re.search(rf"(?<!\d){year}(?!\d)", evidence.text):
        return True
    if _HEDGE.search(before):
        return any(year in (a.year, b.year) for a, b in evidence.spans)
    return any(a.year == b.year == year for a, b in evidence.certain)
