"""Days and months in words."""

from __future__ import annotations

from datetime import date
from functools import cache

from language.speaking import ENGLISH, current

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def write_day(day: date) -> str:
    """ "21 March 2019"."""
    language = current()
    if language != ENGLISH:
        from babel import UnknownLocaleError
        from babel.dates import format_date

        try:
            return format_date(day, "long", locale=language)
        except (UnknownLocaleError, ValueError):
            pass
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def name_months() -> tuple[str, ...]:
    """January to December, as they stand by themselves before a year ("March 2019")."""
    return _months_of(current())


@cache
def _months_of(language: str) -> tuple[str, ...]:
    if language == ENGLISH:
        return _MONTHS
    from babel import UnknownLocaleError
    from babel.dates import get_month_names

    try:
        names = get_month_names("wide", "stand-alone", locale=language)
    except (UnknownLocaleError, ValueError):
        return _MONTHS
    return tuple(names[month] for month in range(1, 13))
