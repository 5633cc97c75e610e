"""The days of feasts: some stand still, the others are counted from Easter."""

from __future__ import annotations

from datetime import date, timedelta

from ai.narrative.checking.edtf import Bounds

# Month and day of the first day, and how many days somebody means by it.
_FIXED = {
    "new year's eve": (12, 31, 1),
    "new year": (1, 1, 1),
    "epiphany": (1, 6, 1),
    "candlemas": (2, 2, 1),
    "valentine": (2, 14, 1),
    "joseph": (3, 19, 1),
    "st john's eve": (6, 23, 1),
    "st john": (6, 24, 1),
    "assumption": (8, 15, 1),
    "all saints": (11, 1, 1),
    "all souls": (11, 2, 1),
    "martin": (11, 11, 1),
    "nicholas": (12, 6, 1),
    "immaculate": (12, 8, 1),
    "christmas eve": (12, 24, 1),
    "christmas day": (12, 25, 1),
    "stephen": (12, 26, 1),
    "christmas": (12, 24, 3),
}
# Days from Easter Sunday, the first and the last.
_MOVING = {
    "carnival": (-52, -47),
    "shrove tuesday": (-47, -47),
    "ash wednesday": (-46, -46),
    "palm sunday": (-7, -7),
    "maundy thursday": (-3, -3),
    "good friday": (-2, -2),
    "easter": (-3, 1),
    "easter sunday": (0, 0),
    "easter monday": (1, 1),
    "ascension": (39, 39),
    "whitsun": (48, 50),
    "whit monday": (50, 50),
    "corpus christi": (60, 60),
}


def moves(feast: str) -> bool:
    """Whether a feast has another day in each year."""
    return feast in _MOVING


def find_feast(feast: str, year: int) -> Bounds:
    """The days of a feast in a year."""
    if feast in _MOVING:
        first, last = _MOVING[feast]
        easter = find_easter(year)
        return Bounds(easter + timedelta(days=first), easter + timedelta(days=last))
    month, day, days = _FIXED[feast]
    start = date(year, month, day)
    return Bounds(start, start + timedelta(days=days - 1))


def find_easter(year: int) -> date:
    """Easter Sunday of the western churches, by the Gregorian computus."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
