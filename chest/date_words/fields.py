"""What a phrase says about one date, which a neighbour may still have to complete.

In "March to June 1950" the first date knows its month only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from chest.date_words.tokens import FIRST_YEAR, LAST_YEAR, Token, order_day_and_month
from chest.date_words.vocabulary import EASTER, Kind

CENTURY_ASSUMED = "the century is taken to be the twentieth"
HUNDREDS_ASSUMED = "the hundreds are read as a century"


@dataclass(slots=True)
class Fields:
    """What was said of one date; `numbers` are those whose meaning is not yet known."""

    year: int | None = None
    decade: int | None = None
    century: int | None = None
    century_assumed: bool = False
    month: int | None = None
    day: int | None = None
    season: int | None = None
    easter: bool = False
    weekday: int | None = None
    parts: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    clock: str | None = None
    approximate: bool = False
    uncertain: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def has_year(self) -> bool:
        return not (self.year is None and self.decade is None and self.century is None)

    @property
    def has_calendar(self) -> bool:
        """Whether it names anything that a year has: a month, a season or a feast."""
        return bool(self.month or self.season or self.easter)

    @property
    def is_empty(self) -> bool:
        return not (self.has_year or self.has_calendar or self.numbers or self.parts)

    @property
    def qualifier(self) -> str:
        """The EDTF sign for what is approximate, uncertain or both."""
        return ("", "~", "?", "%")[self.approximate + 2 * self.uncertain]


class _Refused(Exception):
    """The words are not one date."""


def read_fields(tokens: list[Token], *, day_first: bool) -> Fields | None:
    """What the words say of one date; None when they clash or speak of more than one."""
    if not tokens or "-" in (tokens[0].text, tokens[-1].text):
        return None
    try:
        return _Reader(tokens, day_first=day_first).read()
    except _Refused:
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
                raise _Refused
        self._settle_century()
        self._settle_numbers()
        return self._fields

    def _next_is(self, kind: Kind) -> bool:
        """Whether the next word is of a kind; it is then used up."""
        if self._position < len(self._tokens) and kind in self._tokens[self._position].kinds:
            self._position += 1
            return True
        return False

    def _take_number(self, token: Token, _: int) -> None:
        number = int(token.text)
        digits = len(token.text)
        decade_follows = self._after_years_word and digits > 1 and number % 10 == 0
        if decade_follows or (token.text != "1" and self._next_is(Kind.PLURAL)):
            self._take_plural(number, digits=digits)
        elif digits == 4:
            self._set_year(number)
        elif number <= 12 and self._next_is(Kind.MERIDIEM):
            self._set_clock("")  # "4 pm" is no time that EDTF can hold
        else:
            if number <= 31:
                self._next_is(Kind.ORDINAL_SUFFIX)
            self._add_number(token.text)

    def _take_plural(self, number: int, *, digits: int) -> None:
        if number % 10:
            raise _Refused
        if digits == 2:
            self._take_decade(None, number)
        elif number % 100 == 0 and number != 2000:
            self._set_century(number // 100)
            self._fields.notes.append(HUNDREDS_ASSUMED)
        else:
            self._set_decade(number)

    def _take_date(self, token: Token, _: int) -> None:
        year, month, *days = token.fields
        self._set_year(year)
        self._set_month(month)
        for day in days:
            self._set_day(day)
        if token.note:
            self._fields.notes.append(token.note)

    def _take_time(self, token: Token, _: int) -> None:
        self._set_clock("" if self._next_is(Kind.MERIDIEM) else token.text)

    def _take_month(self, _: Token, month: int) -> None:
        self._set_month(month)

    def _take_feast(self, token: Token, month_and_day: int) -> None:
        if month_and_day == EASTER:
            if self._fields.easter:
                raise _Refused
            self._fields.easter = True
        else:
            self._set_month(month_and_day // 100)
            self._set_day(month_and_day % 100)
        if Kind.APPROXIMATE in token.kinds:
            self._fields.approximate = True

    def _take_season(self, _: Token, season: int) -> None:
        if self._fields.season is not None:
            raise _Refused
        self._fields.season = season

    def _take_short_year(self, _: Token, years: int) -> None:
        if self._next_is(Kind.PLURAL) or (self._after_years_word and years % 10 == 0):
            self._take_plural(years, digits=2)
        elif years < 30:  # '14 is as likely to be 2014
            raise _Refused
        else:
            self._set_year(1900 + years)
            self._fields.century_assumed = True

    def _take_unspecified(self, _: Token, digits: int) -> None:
        if digits < 100:
            self._set_century(digits)
        else:
            self._set_decade(10 * digits)

    def _take_decade(self, _: Token | None, decade: int) -> None:
        if decade >= 100:
            self._set_decade(decade)
        elif decade < 20:  # "the tens", "the 00s"
            raise _Refused
        else:
            self._set_decade(1900 + decade)
            self._fields.century_assumed = True

    def _take_tens(self, _: Token, tens: int) -> None:
        if not (self._after_years_word or self._fields.parts):
            raise _Refused
        self._take_decade(None, tens)

    def _take_ordinal(self, _: Token, ordinal: int) -> None:
        self._add_number(str(ordinal))

    def _take_roman(self, _: Token, number: int) -> None:
        self._roman = number

    def _take_century_word(self, _: Token, __: int) -> None:
        self._is_century = True

    def _take_century_name(self, _: Token, century: int) -> None:
        self._set_century(century)

    def _take_years_word(self, _: Token, makes_decades: int) -> None:
        if makes_decades:
            self._after_years_word = True

    def _take_part(self, _: Token, part: int) -> None:
        self._fields.parts.append(part)

    def _take_weekday(self, _: Token, weekday: int) -> None:
        self._fields.weekday = weekday

    def _take_approximate(self, _: Token, __: int) -> None:
        self._fields.approximate = True

    def _take_uncertain(self, _: Token, __: int) -> None:
        self._fields.uncertain = True

    def _take_filler(self, _: Token, __: int) -> None:
        pass

    def _set_year(self, year: int) -> None:
        self._refuse_a_second_year()
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise _Refused
        self._fields.year = year
        self._numbers_before_year = len(self._fields.numbers)

    def _set_decade(self, decade: int) -> None:
        self._refuse_a_second_year()
        if not FIRST_YEAR <= decade <= LAST_YEAR - 9:
            raise _Refused
        self._fields.decade = decade

    def _set_century(self, century: int) -> None:
        self._refuse_a_second_year()
        if not FIRST_YEAR <= 100 * century <= LAST_YEAR - 99:
            raise _Refused
        self._fields.century = century

    def _refuse_a_second_year(self) -> None:
        if self._fields.has_year:
            raise _Refused

    def _set_month(self, month: int) -> None:
        if self._fields.month is not None:
            raise _Refused
        self._fields.month = month

    def _set_day(self, day: int) -> None:
        if self._fields.day is not None:
            raise _Refused
        self._fields.day = day

    def _set_clock(self, clock: str) -> None:
        if self._fields.clock is not None:
            raise _Refused
        self._fields.clock = clock

    def _add_number(self, number: str) -> None:
        self._fields.numbers.append(number)
        if len(self._fields.numbers) > 2:
            raise _Refused

    def _settle_century(self) -> None:
        """Let "19th" or "XIX" before "century" name it."""
        fields = self._fields
        if self._after_years_word and fields.decade is None and fields.century is None:
            raise _Refused
        if self._is_century:
            if fields.numbers and self._roman is None:
                ordinal = int(fields.numbers.pop())
            else:
                ordinal, self._roman = self._roman or 0, None
            self._set_century(ordinal - 1)
        if self._roman is not None or (self._is_century and fields.numbers):
            raise _Refused

    def _settle_numbers(self) -> None:
        """Let the numbers beside a month or a year be its day and month."""
        fields = self._fields
        if len(fields.numbers) == 2:
            if fields.year is None or fields.month is not None:
                raise _Refused
            first, second = map(int, fields.numbers)
            if self._numbers_before_year == 2:
                fields.day, fields.month, note = order_day_and_month(first, second, self._day_first)
                fields.notes += [note] if note else []
            elif self._numbers_before_year == 0:
                fields.month, fields.day = first, second
            else:
                raise _Refused
            fields.numbers = []
        elif fields.numbers and fields.month is not None:
            self._set_day(int(fields.numbers.pop()))
