"""Seasons and movable feasts."""

from __future__ import annotations

YearMonth = tuple[int, int]

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24  # the numbers that EDTF gives them
DECEMBER = 12
_FIRST_MONTH = {SPRING: 3, SUMMER: 6, AUTUMN: 9, WINTER: DECEMBER}


def first_month(season: int, *, southern: bool) -> int:
    """The month in which a season begins, by the meteorological quarters."""
    month = _FIRST_MONTH[season]
    return (month + 5) % 12 + 1 if southern else month


def season_span(year: int, season: int, *, southern: bool) -> tuple[YearMonth, YearMonth]:
    """First and last month that a season of a year may mean.

    A season over the turn of the year spans both of its year's: "winter 1963" is the one that
    began in December 1962 to some and in December 1963 to others.
    """
    month = first_month(season, southern=southern)
    if month == DECEMBER:
        return (year - 1, 12), (year + 1, 2)
    return (year, month), (year, month + 2)


def easter_sunday(year: int) -> YearMonth:
    """Month and day of Easter in the western churches, by the Gregorian computus."""
    golden = year % 19
    century, years = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leap_years, year_rest = divmod(years, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return month, day + 1
