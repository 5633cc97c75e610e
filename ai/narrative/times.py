"""How a sentence names a time: the patterns that find days, months, seasons, decades and years.

What reads as a time must be borne out by a source; a name in which the same pattern is found must
not be read as one. Both sides look here, so that no pattern is known to one of them only.
"""

from __future__ import annotations

import re

from ai.narrative.english.phrases import MONTHS, SEASONS

DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b")
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})(?: (\d{{4}}))?\b")
SEASON = re.compile(
    rf"\b({'|'.join(SEASONS)})s?\b(?: of (\d{{4}})(?:[–/-](\d{{2,4}}))?)?", re.IGNORECASE
)
DECADE = re.compile(r"\b(\d{3})0s\b")
YEAR = re.compile(r"(?<![\d,])(1[5-9]\d\d|20\d\d)(?![\d,]*\d)")
REACH = re.compile(r"\bfrom (\d{4}) to (\d{4})\b", re.IGNORECASE)
GAP = re.compile(r"\bbetween (\d{4}) and (\d{4})\b")

_ALONE = re.compile(rf"(?:{'|'.join((*MONTHS, *SEASONS))})s?", re.IGNORECASE)


def names_a_time(text: str) -> bool:
    """Whether any of the patterns would find a time in the text, in whatever case it is written."""
    return any(p.search(text) or p.search(text.title()) for p in (DATE, MONTH, SEASON, DECADE))


def is_a_time(text: str) -> bool:
    """Whether the text is nothing but a month or a season, as the names of some people are."""
    return bool(_ALONE.fullmatch(text.strip()))
