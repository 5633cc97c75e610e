"""EDTF expressions: what is written of one piece, or of two that a phrase joins."""

from __future__ import annotations

from datetime import timedelta

from chest.dates.words.calendars import DECEMBER
from chest.dates.words.pieces import Piece, first_day, last_day

_A_DAY = timedelta(days=1)


def write_alone(piece: Piece) -> str:
    """The EDTF of a piece that stands by itself."""
    if not piece.element and not piece.qualifier:
        return _write_set(piece.low, piece.high)
    if not piece.element or (piece.is_season and piece.qualifier):
        # EDTF qualifies sets and seasons only as the ends of an interval.
        return write_interval(piece, piece)
    return piece.element + piece.qualifier


def write_interval(left: Piece, right: Piece) -> str:
    """The EDTF of a stretch of time that lasts from one piece to another."""
    qualified = bool(left.qualifier or right.qualifier)
    start = _interval_end(left, left.low, qualified=qualified)
    return f"{start}/{_interval_end(right, right.high, qualified=qualified)}"


def _interval_end(piece: Piece, bound: str, *, qualified: bool) -> str:
    plain_only = "T" in piece.element or (qualified and "X" in piece.element)
    return (bound if plain_only or not piece.element else piece.element) + piece.qualifier


def write_between(left: Piece, right: Piece) -> str:
    """The EDTF of some moment between two pieces, themselves included."""
    if left.qualifier or right.qualifier:
        return write_interval(left, right)  # a set has no place for a qualifier
    return _write_set(left.low, right.high)


def _write_set(low: str, high: str) -> str:
    """The set from one plain date to another, both written as sharply as the sharper one."""
    if low == high:
        return low
    if len(low) < len(high):
        low = first_day(low).isoformat()[: len(high)]
    elif len(high) < len(low):
        high = last_day(high).isoformat()[: len(low)]
    return f"[{low}..{high}]"


def write_choice(one: Piece, other: Piece) -> str | None:
    """The EDTF of one piece or the other; None when EDTF cannot say it."""
    first, second = sorted((one, other), key=lambda piece: first_day(piece.low))
    members = [piece.element for piece in (first, second)]
    listable = [bool(piece.element) and not piece.is_season for piece in (first, second)]
    if all(listable) and not any("T" in member for member in members):
        return f"[{members[0]}{first.qualifier},{members[1]}{second.qualifier}]"
    if first.qualifier or second.qualifier:
        return None
    if follows(first, second):
        return _write_set(first.low, max(first.high, second.high))
    spans = (
        f"{piece.low}..{piece.high}" if not ok else piece.element
        for piece, ok in zip((first, second), listable, strict=True)
    )
    return f"[{','.join(spans)}]"


def follows(first: Piece, second: Piece) -> bool:
    """Whether no day lies between the end of the first piece and the start of the second."""
    return (first_day(second.low) - last_day(first.high)).days <= 1


def write_before(piece: Piece) -> str:
    """The EDTF of a moment before a piece, which is no part of it.

    Written to the day, so that it differs from `[..1949]`, which is said as "1949 or earlier".
    """
    return f"../{_end_before(piece)}" if piece.qualifier else f"[..{piece.last_day_before}]"


def write_after(piece: Piece) -> str:
    """The EDTF of a moment after a piece, which is no part of it."""
    return f"{_start_after(piece)}/.." if piece.qualifier else f"[{piece.first_day_after}..]"


def write_limits(after: Piece, before: Piece) -> str | None:
    """The EDTF of a moment after one piece and before another; None if no day is left."""
    start, end = _start_after(after), _end_before(before)
    if after.qualifier or before.qualifier:
        return f"{start}/{end}"
    return _write_set(start, end) if after.first_day_after <= before.last_day_before else None


def _end_before(piece: Piece) -> str:
    """The end of what comes before; "before about 1950" does not leave 1950 out."""
    if piece.is_approximate:
        return piece.latest_start + piece.qualifier
    day = piece.last_day_before
    text = day.isoformat()
    if (day + _A_DAY).day > 1:
        return text + piece.qualifier
    return (text[:4] if day.month == DECEMBER else text[:7]) + piece.qualifier


def _start_after(piece: Piece) -> str:
    if piece.is_approximate:
        return piece.earliest_end + piece.qualifier
    day = piece.first_day_after
    text = day.isoformat()
    if day.day > 1:
        return text + piece.qualifier
    return (text[:4] if day.month == 1 else text[:7]) + piece.qualifier


def write_beside(piece: Piece, days: int) -> str | None:
    """The EDTF of the day before or after a day; None where no day is named."""
    if len(piece.element) != len("1958-12-25"):
        return None
    return f"{first_day(piece.element) + days * _A_DAY}{piece.qualifier}"


def write_until(piece: Piece) -> str:
    """The EDTF of time up to and including a piece."""
    return f"../{_interval_end(piece, piece.high, qualified=True)}"


def write_since(piece: Piece) -> str:
    """The EDTF of time from a piece on."""
    return f"{_interval_end(piece, piece.low, qualified=True)}/.."
