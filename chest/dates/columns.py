"""When a memory was made, as its row keeps it."""

from __future__ import annotations

from datetime import date
from typing import Any

from chest.dates.uncertain import UNDATED_SORT_KEY, UncertainDate, from_edtf, parse_date, say_date
from chest.errors import Invalid
from chest.models import DateOrigin
from chest.texts import keepable
from language import _

LONGEST_DATE = 100


def read_date(
    words: str | None, *, southern: bool, what: str = "", field: str = "taken"
) -> UncertainDate | None:
    """The date that a person meant, in free words or EDTF; None for no words at all.

    Raises Invalid, with words that would be understood, for a date that is none, and for one of
    digits that means another day to half of the world; `what` opens its sentence ("The date of
    birth"), `field` names where it was entered.
    """
    asked = keepable(words or "").strip()
    if not asked:
        return None
    named = f"{what} “{asked[:60]}”".lstrip()
    date = None
    if len(asked) <= LONGEST_DATE:
        date = from_edtf(asked, southern=southern) or parse_date(asked, southern=southern)
    if date is None:
        raise Invalid(
            _(
                "{words} could not be read as a date. Everything else you wrote is still here. "
                "Try “12 April 1931”, “summer 1964” or “about 1952”, or leave it empty.",
                words=named,
            ),
            field=field,
        )
    other = _read_otherwise(asked, southern=southern)
    if other is not None and other.edtf != date.edtf:
        raise Invalid(
            _(
                "{words} can be read as {one} or as {other}. Please write the month as a word.",
                words=named,
                one=say_date(date),
                other=say_date(other),
            ),
            field=field,
            readings=[date.edtf, other.edtf],
        )
    return date


def _read_otherwise(words: str, *, southern: bool) -> UncertainDate | None:
    """The date that these words are where the month is written before the day; None where they
    are read in one way only. With dots, the day always comes first."""
    if len(words) > LONGEST_DATE or "." in words or from_edtf(words, southern=southern):
        return None
    return parse_date(words, southern=southern, day_first=False)


def date_columns(date: UncertainDate | None, *, source: DateOrigin | None) -> dict[str, Any]:
    """The asset's columns for this date; for None those of an undated memory."""
    return {
        "taken": date.edtf if date else None,
        "taken_earliest": _day(date.earliest) if date else None,
        "taken_latest": _day(date.latest) if date else None,
        "taken_sort": date.sort_key if date else UNDATED_SORT_KEY,
        "taken_source": source,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
