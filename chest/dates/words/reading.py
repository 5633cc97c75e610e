"""Reads the words of one date, in turn, into its fields."""

from __future__ import annotations

from collections.abc import Callable

from chest.dates.words.fields import Fields, Refused
from chest.dates.words.tokens import LAST_DAY_OF_ANY_MONTH, Token, order_day_and_month
from chest.dates.words.vocabulary import (
    A_DAY,
    A_MONTH,
    A_YEAR,
    EASTER,
    NEW_YEAR,
    TIME_OF_DAY,
    Kind,
)

HUNDREDS_ASSUMED = "the hundreds are read as a century"

_FURTHEST_FROM_EASTER = 100
_MOST_WEEKDAYS_OF_A_MONTH = 5
_SAY_LITTLE = {Kind.FILLER, Kind.APPROXIMATE, Kind.UNCERTAIN, Kind.YEARS, Kind.PART}
_NUMBERS = {Kind.NUMBER, Kind.ORDINAL, Kind.ORDINAL_SUFFIX}
_YEAR_NAMES = {Kind.NUMBER, Kind.SHORT_YEAR, Kind.UNSPECIFIED}
_THERE_ARE_MANY = {Kind.SEASON, Kind.MONTH, Kind.WEEKDAY, Kind.FEAST, Kind.NOUN}


def read_fields(tokens: list[Token], *, day_first: bool) -> Fields | None:
    """What the words say of one date; None when they clash or speak of more than one."""
    if not tokens or "-" in (tokens[0].text, tokens[-1].text):
        return None
    try:
        return _Reader(tokens, day_first=day_first).read()
    except Refused:
        return None


class _Reader:
    """Takes the words of one date in turn."""

    def __init__(self, tokens: list[Token], *, day_first: bool) -> None:
        self._tokens = tokens
        self._position = 0
        self._day_first = day_first
        self._fields = Fields()
        self._after_years_word = False
        self._is_century = False
        self._roman: int | None = None
        self._numbers_before_year = 0
        self._takers: dict[Kind, Callable[[Token, int], None]] = {
            Kind.NUMBER: self._take_number,
            Kind.DATE: self._take_date,
            Kind.TIME: self._take_time,
            Kind.MONTH: self._take_month,
            Kind.FEAST: self._take_feast,
            Kind.SEASON: self._take_season,
            Kind.SHORT_YEAR: self._take_short_year,
            Kind.UNSPECIFIED: self._take_unspecified,
            Kind.DECADE: self._take_decade,
            Kind.TENS: self._take_tens,
            Kind.ORDINAL: self._take_ordinal,
            Kind.ROMAN: self._take_roman,
            Kind.CENTURY: self._take_century_word,
            Kind.CENTURY_NAME: self._take_century_name,
            Kind.YEARS: self._take_years_word,
            Kind.PART: self._take_part,
            Kind.WEEKDAY: self._take_weekday,
            Kind.APPROXIMATE: self._take_approximate,
            Kind.UNCERTAIN: self._take_uncertain,
            Kind.SOME: self._take_some,
            Kind.NOUN: self._take_noun,
            Kind.FILLER: self._take_filler,
        }

    def read(self) -> Fields:
        while self._position < len(self._tokens):
            token = self._tokens[self._position]
            self._position += 1
            for kind, take in self._takers.items():
                if kind in token.kinds:
                    take(token, token.kinds[kind])
                    break
            else:
                raise Refused
        self._settle_century()
        self._settle_numbers()
        return self._fields

    def _next_is(self, kind: Kind) -> bool:
        """Whether the next word is of a kind; it is then used up."""
        if self._position < len(self._tokens) and kind in self._tokens[self._position].kinds:
            self._position += 1
            return True
        return False

    def _next(self) -> Token | None:
        """The next word, whatever it is."""
        return self._tokens[self._position] if self._position < len(self._tokens) else None

    def _next_that_says_something(self) -> Token | None:
        """The next word that is neither a filling word nor a doubt."""
        for token in self._tokens[self._position :]:
            kinds = token.kinds.keys()
            if kinds & {Kind.FEAST, Kind.SEASON} or not kinds & _SAY_LITTLE:
                return token
        return None

    def _take_number(self, token: Token, _: int) -> None:
        number = int(token.text)
        digits = len(token.text)
        decade_follows = self._after_years_word and digits > 1 and number % 10 == 0
        if decade_follows or (token.text != "1" and self._next_is(Kind.PLURAL)):
            self._take_plural(number, digits=digits)
        elif digits == 4:
            self._set_year(number)
        elif self._is_short_year(number, digits):
            self._set_short_year(number)
        elif number <= 12 and self._next_is(Kind.MERIDIEM):
            self._fields.set_clock("")  # "4 pm" is no time that EDTF can hold
        else:
            if number <= 31:
                self._next_is(Kind.ORDINAL_SUFFIX)
            self._fields.add_number(token.text)

    def _is_short_year(self, number: int, digits: int) -> bool:
        """Whether it is the year of "June 44" and "Christmas 58", as if it had an apostrophe."""
        fields = self._fields
        may_be_a_year = digits == 2 and number > LAST_DAY_OF_ANY_MONTH
        return may_be_a_year and fields.has_calendar and not fields.has_year

    def _take_plural(self, number: int, *, digits: int) -> None:
        if number % 10:
            raise Refused
        if digits == 2:
            self._take_decade(None, number)
        elif number % 100 == 0 and number != 2000:
            self._fields.set_century(number // 100)
            self._fields.notes.append(HUNDREDS_ASSUMED)
        else:
            self._fields.set_decade(number)

    def _take_date(self, token: Token, _: int) -> None:
        year, month, *days = token.fields
        self._set_year(year)
        self._fields.set_month(month)
        for day in days:
            self._fields.set_day(day)
        self._fields.century_assumed |= token.is_short
        if token.note:
            self._fields.notes.append(token.note)

    def _take_time(self, token: Token, _: int) -> None:
        self._fields.set_clock("" if self._next_is(Kind.MERIDIEM) else token.text)

    def _take_month(self, _: Token, month: int) -> None:
        self._fields.set_month(month)

    def _take_feast(self, token: Token, feast: int) -> None:
        if self._fields.is_feast:
            raise Refused
        self._fields.is_feast = True
        self._fields.is_new_year = feast == NEW_YEAR
        if abs(feast - EASTER) < _FURTHEST_FROM_EASTER:
            self._fields.easter = feast - EASTER
        else:
            self._fields.set_month(feast // 100)
            self._fields.set_day(feast % 100)
        if Kind.APPROXIMATE in token.kinds:
            self._fields.approximate = True

    def _take_season(self, token: Token, season: int) -> None:
        if self._fields.season is not None:
            raise Refused
        self._fields.season = season
        if Kind.APPROXIMATE in token.kinds:
            self._fields.approximate = True

    def _take_short_year(self, _: Token, years: int) -> None:
        if self._next_is(Kind.PLURAL) or (self._after_years_word and years % 10 == 0):
            self._take_plural(years, digits=2)
        elif years < 30:  # '14 is as likely to be 2014
            raise Refused
        else:
            self._set_short_year(years)

    def _set_short_year(self, years: int) -> None:
        self._set_year(1900 + years)
        self._fields.century_assumed = True

    def _take_unspecified(self, _: Token, digits: int) -> None:
        if digits < 100:
            self._fields.set_century(digits)
        else:
            self._fields.set_decade(10 * digits)

    def _take_decade(self, _: Token | None, decade: int) -> None:
        if decade >= 100:
            self._fields.set_decade(decade)
        elif decade < 20:  # "the tens", "the 00s"
            raise Refused
        else:
            self._fields.set_decade(1900 + decade)
            self._fields.century_assumed = True

    def _take_tens(self, _: Token, tens: int) -> None:
        if not (self._after_years_word or self._fields.parts):
            raise Refused
        self._take_decade(None, tens)

    def _take_ordinal(self, _: Token, ordinal: int) -> None:
        self._fields.add_number(str(ordinal))

    def _take_roman(self, _: Token, number: int) -> None:
        self._roman = number

    def _take_century_word(self, _: Token, __: int) -> None:
        self._is_century = True

    def _take_century_name(self, _: Token, century: int) -> None:
        self._fields.set_century(century)

    def _take_years_word(self, _: Token, makes_decades: int) -> None:
        if makes_decades:
            self._after_years_word = True
            return
        named = self._next_that_says_something()
        is_named = named is not None and bool(named.kinds.keys() & _YEAR_NAMES)
        if self._fields.decade is None and not (is_named and not self._fields.numbers):
            raise Refused  # "3 Jahre" is no date, "die Jahre 1950 bis 1955" and "40er Jahre" are

    def _take_part(self, _: Token, part: int) -> None:
        of = self._next_that_says_something()
        if of and of.kinds.get(Kind.NOUN) == TIME_OF_DAY:
            return  # "early morning" is early in the day
        self._fields.parts.append(part)
        named = (Kind.MONTH, Kind.SEASON, Kind.FEAST, Kind.WEEKDAY, Kind.DATE)
        self._fields.part_of = next((kind for kind in named if of and kind in of.kinds), None)

    def _take_weekday(self, _: Token, weekday: int) -> None:
        if self._fields.weekday is not None or self._counts_weekdays():
            raise Refused
        self._fields.weekday = weekday

    def _counts_weekdays(self) -> bool:
        """Whether a number stands right before it: "the second Sunday" is not the second."""
        before = self._tokens[self._position - 2] if self._position > 1 else None
        if before is None or not before.kinds.keys() & _NUMBERS:
            return False
        counted = int(self._fields.numbers[-1]) if self._fields.numbers else 0
        return 0 < counted <= _MOST_WEEKDAYS_OF_A_MONTH

    def _take_approximate(self, _: Token, __: int) -> None:
        self._fields.approximate = True

    def _take_uncertain(self, _: Token, __: int) -> None:
        self._fields.uncertain = True

    def _take_some(self, _: Token, __: int) -> None:
        """Let "one summer in the fifties" be, but neither "one 1950" nor "one after 1950"."""
        named = self._next()
        if self._fields.numbers or named is None or not named.kinds.keys() & _THERE_ARE_MANY:
            raise Refused

    def _take_noun(self, _: Token, noun: int) -> None:
        named, following = self._next_that_says_something(), self._next()
        if noun == TIME_OF_DAY:
            if following and Kind.MONTH in following.kinds:
                raise Refused
            return
        if named is None:
            raise Refused
        if noun == A_MONTH:
            is_named = Kind.MONTH in named.kinds
        elif noun == A_YEAR:
            is_named = bool(named.kinds.keys() & _YEAR_NAMES) and len(named.text) > 2
        else:
            is_named = noun == A_DAY and self._may_be_a_day_of(named, apart=named is not following)
        if not is_named:
            raise Refused

    def _may_be_a_day_of(self, named: Token, *, apart: bool) -> bool:
        """Whether a day is named or left open: "the day of 3 March", "a summer day in 1964"."""
        fields = self._fields
        if fields.has_year or fields.month or fields.is_feast or Kind.NOUN in named.kinds:
            return False
        is_number = bool(named.kinds.keys() & _NUMBERS) and len(named.text) != 4
        return apart or is_number or bool(named.kinds.keys() & {Kind.WEEKDAY, Kind.DATE})

    def _take_filler(self, _: Token, __: int) -> None:
        pass

    def _set_year(self, year: int) -> None:
        self._fields.set_year(year)
        self._numbers_before_year = len(self._fields.numbers)

    def _settle_century(self) -> None:
        """Let "19th" or "XIX" before "century" name it."""
        fields = self._fields
        if self._after_years_word and fields.decade is None and fields.century is None:
            raise Refused
        if self._is_century:
            if fields.numbers and self._roman is None:
                ordinal = int(fields.numbers.pop())
            else:
                ordinal, self._roman = self._roman or 0, None
            self._fields.set_century(ordinal - 1)
        if self._roman is not None or (self._is_century and fields.numbers):
            raise Refused

    def _settle_numbers(self) -> None:
        """Let the numbers beside a month or a year be its day and month."""
        fields = self._fields
        if len(fields.numbers) == 2:
            if fields.year is None or fields.month is not None:
                raise Refused
            first, second = map(int, fields.numbers)
            if self._numbers_before_year == 2:
                fields.day, fields.month, note = order_day_and_month(first, second, self._day_first)
                fields.notes += [note] if note else []
            elif self._numbers_before_year == 0:
                fields.month, fields.day = first, second
            else:
                raise Refused
            fields.numbers = []
        elif fields.numbers and fields.month is not None:
            self._fields.set_day(int(fields.numbers.pop()))
