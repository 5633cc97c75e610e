"""Times as the API says them; days, moments and numbers as it takes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def rfc3339(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC with a Z, or None."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _only_a_day(value: Any) -> Any:
    # A moment without a zone would otherwise pass for the day that it begins with.
    is_day = isinstance(value, str) and _DAY.fullmatch(value) is not None
    if not is_day:
        raise ValueError("A day is written as 2026-12-21, a moment with its zone.")
    return value


def _only_words(value: Any) -> Any:
    # A number would pass for the seconds since 1970.
    if not isinstance(value, datetime) and not (isinstance(value, str) and _MOMENT.match(value)):
        raise ValueError("A moment is written as 2026-12-21T18:00:00Z, with its zone.")
    return value


SentMoment = Annotated[AwareDatetime, BeforeValidator(_only_words)]
Day = Annotated[date, BeforeValidator(_only_a_day)]


def _only_a_number(value: Any) -> Any:
    # What is true, and "1", would pass for 1.
    if isinstance(value, bool | str):
        raise ValueError("A number is written without quotation marks.")
    return value


SentNumber = Annotated[int, BeforeValidator(_only_a_number)]
