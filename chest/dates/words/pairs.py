"""Two dates in one phrase that lend each other what they share ("3 to 5 March 1950")."""

from __future__ import annotations

from chest.dates.words.calendars import DECEMBER, first_month
from chest.dates.words.fields import Fields
from chest.dates.words.pieces import Piece


def complete_each_other(left: Fields, right: Fields, *, southern: bool) -> bool:
    """Fill in place what one date leaves to the other; False where lending would be a guess."""
    _complete_years_tail(left, right)
    _lend_century_word(left, right)
    _lend_month(left, right)
    if right.has_year and not left.has_year:
        if _is_year_alone(right):
            return False
        _lend_year(right, left)
        if left.year and _comes_later(left, right, southern=southern):
            if right.is_new_year:
                return False  # "Christmas and New Year 1958": the year of which of them?
            left.year -= 1  # "December to February 1963"
    elif left.has_year and not right.has_year:
        if _is_year_alone(left):
            return False
        _lend_year(left, right)
        if right.year and _comes_later(left, right, southern=southern):
            right.year += 1  # "December 1962 to February"
    _lend_century(left, right)
    _lend_century(right, left)
    return True


def _is_year_alone(fields: Fields) -> bool:
    """Whether it names a year and no more: "March to 1950" leaves open of which year March is."""
    return not (fields.has_calendar or fields.parts or fields.numbers)


def _complete_years_tail(left: Fields, right: Fields) -> None:
    """Let "55" after "1950" be 1955, and "5" too."""
    if right.has_year or right.has_calendar or right.parts or left.year is None:
        return
    if left.month is None and len(right.numbers) == 1:
        base = 10 ** len(right.numbers[0])
        tail = int(right.numbers[0])
        if tail > left.year % base:
            right.year, right.numbers = left.year // base * base + tail, []


def _lend_century_word(left: Fields, right: Fields) -> None:
    """Let "19th" before "or 20th century" be a century."""
    is_ordinal_alone = len(left.numbers) == 1 and not left.has_year and not left.has_calendar
    if right.century is not None and is_ordinal_alone and 11 <= int(left.numbers[0]) <= 22:
        left.century = int(left.numbers.pop()) - 1


def _lend_month(left: Fields, right: Fields) -> None:
    """Let "3" before "5 March", or "5, 1950" after "March 3", be days of that March."""
    if len(left.numbers) == 1 and not left.has_year and not left.has_calendar:
        lender, borrower = right, left
    elif len(right.numbers) == 1 and right.has_year and not right.has_calendar:
        lender, borrower = left, right
    else:
        return
    if lender.month and lender.day:
        borrower.month, borrower.day = lender.month, int(borrower.numbers.pop())


def _lend_year(lender: Fields, borrower: Fields) -> None:
    borrower.year, borrower.decade = lender.year, lender.decade
    borrower.century, borrower.century_assumed = lender.century, lender.century_assumed


def _lend_century(lender: Fields, borrower: Fields) -> None:
    """Let the 70s in "1860s and 70s" be the 1870s."""
    known = lender.year or lender.decade
    if borrower.century_assumed and known and not lender.century_assumed:
        if borrower.year is not None:
            borrower.year += known // 100 * 100 - 1900
        if borrower.decade is not None:
            borrower.decade += known // 100 * 100 - 1900
        borrower.century_assumed = False


def _comes_later(left: Fields, right: Fields, *, southern: bool) -> bool:
    first, second = (
        fields.month or (first_month(fields.season, southern=southern) if fields.season else 0)
        for fields in (left, right)
    )
    return first > second > 0


def season_across_years(left: Fields, right: Fields, *, southern: bool) -> Piece | None:
    """ "Winter 1962-63": the one season that begins in one year and ends in the next."""
    if left.season is None or left.year is None or right.year != left.year + 1:
        return None
    if right.has_calendar or first_month(left.season, southern=southern) != DECEMBER:
        return None
    low, high = f"{left.year}-12", f"{right.year}-02"
    left.approximate |= right.approximate
    left.uncertain |= right.uncertain
    return Piece("", low, high, high, low, left.qualifier, tuple(left.notes + right.notes))
