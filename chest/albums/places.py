"""Places in an order: decimal fractions as text, without the point and without closing zeros.
Between any two there is room for as many as one likes, and nobody else has to move."""

from __future__ import annotations

_DIGITS = 12  # of those that follow each other at the end of a list


def places_between(low: str | None, high: str | None, count: int) -> list[str]:
    """So many places in order, after `low` and before `high`; None for the beginning and the
    end."""
    digits = max(_DIGITS, len(low or ""), len(high or ""))
    while True:
        first = _as_number(low or "", digits)
        last = _as_number(high, digits) if high is not None else 10**digits
        if high is None and last - first > count:
            step = max(1, min(10 ** (digits - _DIGITS), (last - first) // (count + 1)))
            begin = first if low is not None else last // 10
            if begin + step * count < last:
                return [_as_text(begin + step * n, digits) for n in range(1, count + 1)]
        if last - first > count:
            step = (last - first) // (count + 1)
            return [_as_text(first + step * n, digits) for n in range(1, count + 1)]
        digits += len(str(count + 1))


def _as_number(place: str, digits: int) -> int:
    return int(place.ljust(digits, "0") or "0")


def _as_text(number: int, digits: int) -> str:
    return str(number).rjust(digits, "0").rstrip("0")
