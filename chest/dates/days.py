"""Days as they are counted where a chest is at home."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from chest.models import utc_now
from language import write_day


def today_in(time_zone: str) -> date:
    """The date on the calendar there."""
    return utc_now().astimezone(ZoneInfo(time_zone)).date()


def day_begins(day: date, time_zone: str) -> datetime:
    """The day's first moment there, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(time_zone)).astimezone(UTC)


def day_ends(day: date, time_zone: str) -> datetime:
    """The day's last moment there, in UTC."""
    return datetime.combine(day, time.max, ZoneInfo(time_zone)).astimezone(UTC)


def say_day(moment: datetime, time_zone: str) -> str:
    """ "21 December 2026", as the calendar there has it at that moment."""
    return write_day(moment.astimezone(ZoneInfo(time_zone)))
