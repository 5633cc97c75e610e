"""A phrase about a date, cut into words of known meaning.

One unknown word makes the whole phrase unknown: half an understood sentence is no date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from chest.dates.words.vocabulary import LEXICON, Kind

DAY_FIRST = "the day comes before the month"
MONTH_FIRST = "the month comes before the day"
FIRST_YEAR, LAST_YEAR = 1000, 2200
# Two digits that no day of a month has can only be a year; "'30" says so with its apostrophe.
LAST_DAY_OF_ANY_MONTH = 31

# Nobody needs more to say when; it also keeps the cost of any input small.
_LONGEST_PHRASE = 200
_LONGEST_LEXEME = 4


class Token(NamedTuple):
    """One understood word, phrase or number.

    `fields` holds year, month and perhaps day of a date written in numbers; `note` says what had to
    be assumed to read it; `is_short` tells that the year had two digits.
    """

    text: str
    kinds: Mapping[Kind, int]
    fields: tuple[int, ...] = ()
    note: str = ""
    is_short: bool = False


_APOSTROPHES = "'’‘ʼ´`′‛"
_IGNORED = '"“”„«»ºª°*'
_LEXEME = re.compile(
    r"(?<![0-9a-z])(?:[0-9]{3}[-x_?]|[0-9]{2}(?:--|xx|__|\?\?))(?![0-9a-z])"
    r"|'[0-9]{2}(?![0-9])"
    r"|[0-9]+(?:[-/.:][0-9]+)*"
    r"|[a-z]+"
    r"|\.\.+"
    r"|\S"
)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")


def normalise(text: str) -> str | None:
    """Lower case, no accents, plain spaces, dashes and apostrophes; None if too long for a date."""
    text = " ".join(text.replace("\x00", " ").split())
    if len(text) > 10 * _LONGEST_PHRASE:
        return None
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", text).casefold():
        category = unicodedata.category(char)
        if category == "Mn" and kept and kept[-1].isalpha():
            continue
        if category == "Cf":
            continue
        if category == "Cc" or category[0] == "Z" or char in _IGNORED:
            kept.append(" ")
        elif category == "Pd" or char == "−":
            kept.append("-")
        elif char in _APOSTROPHES:
            kept.append("'")
        else:
            kept.append(char)
    plain = "".join(kept)
    plain = re.sub(r"'(?![0-9]{2}(?![0-9]))", " ", plain)
    plain = " ".join(plain.split())
    plain = plain.replace("-ish", " ish")
    plain = re.sub(r"(?<=[0-9]) ?/ ?(?=[0-9])", "/", plain)
    plain = re.sub(r"(?:(?<=[0-9]{4})|(?<= ))--+", "-", plain)
    return plain if len(plain) <= _LONGEST_PHRASE else None


def read_tokens(text: str, *, day_first: bool) -> list[Token] | None:
    """Tokens of a normalised phrase, or None when one of its words is unknown or impossible."""
    lexemes = _LEXEME.findall(text)
    tokens: list[Token] = []
    position = 0
    while position < len(lexemes):
        lexeme = lexemes[position]
        if lexeme[0] in "0123456789":
            numeric = _read_number(lexeme, day_first=day_first)
            if numeric is None:
                return None
            tokens += numeric
            position += 1
        elif lexeme[0] == "'":
            tokens.append(Token(lexeme, {Kind.SHORT_YEAR: int(lexeme[1:])}))
            position += 1
        else:
            known = _longest_known(lexemes, position)
            if known is None:
                return None
            token, position = known
            tokens.append(token)
    return _join_spelled_years(tokens)


def _longest_known(lexemes: list[str], start: int) -> tuple[Token, int] | None:
    entries = LEXICON.get(lexemes[start])
    if entries is None:
        return None
    words, ends = [lexemes[start]], [start + 1]
    position = start + 1
    while position < len(lexemes) and len(words) < _LONGEST_LEXEME:
        if lexemes[position] != "-":  # "peut-être", "twenty-first"
            words.append(lexemes[position])
            ends.append(position + 1)
        position += 1
    for phrase, kinds in entries:
        if tuple(words[: len(phrase)]) == phrase:
            return Token(" ".join(phrase), kinds), ends[len(phrase) - 1]
    return None


def _read_number(text: str, *, day_first: bool) -> list[Token] | None:
    """Tokens of a lexeme that begins with a digit: a number, a date, a clock time or a range."""
    if text[-1] in "-x_?":
        digits = text.rstrip("-x_?")
        return [Token(text, {Kind.UNSPECIFIED: int(digits)})]
    if text.isdigit():
        if len(text) == 8:
            return _date_token(text, int(text[:4]), int(text[4:6]), int(text[6:]))
        return [Token(text, {Kind.NUMBER: 1})] if len(text) in (1, 2, 4) else None
    if clock := _CLOCK.fullmatch(text):
        hour, minute, second = clock.groups()
        return [Token(f"{hour:0>2}:{minute}:{second}" if second else "", {Kind.TIME: 1})]
    for separator in "-/":
        if separator in text and any(other in text for other in "-/.:" if other != separator):
            return _read_around(text, separator, day_first=day_first)
    numbers = re.split(r"[-/.:]", text)
    if len(numbers) == 3:
        return _read_three_numbers(text, numbers, day_first=day_first)
    if len(numbers) != 2 or ":" in text:
        return None
    first, second = numbers
    if len(second) == 4 and len(first) <= 2:
        return _month_token(text, int(second), int(first))
    if len(first) == 4 and len(second) <= 2:
        # "1901/05" can be May or four years; the years hold both, so they claim no more.
        if int(second) > int(first) % 10 ** len(second) and "." not in text:
            return _read_around(text, text[4], day_first=day_first)
        return _month_token(text, int(first), int(second)) if len(second) == 2 else None
    return None if "." in text else _read_around(text, text[len(first)], day_first=day_first)


def _read_around(text: str, separator: str, *, day_first: bool) -> list[Token] | None:
    tokens: list[Token] = []
    for number, part in enumerate(text.split(separator)):
        read = _read_number(part, day_first=day_first)
        if read is None:
            return None
        if number:
            tokens.append(Token(separator, LEXICON[separator][0][1]))
        tokens += read
    return tokens


def _read_three_numbers(text: str, numbers: list[str], *, day_first: bool) -> list[Token] | None:
    lengths = [len(number) for number in numbers]
    if lengths[0] == 4 and max(lengths[1:]) <= 2:
        return _date_token(text, int(numbers[0]), int(numbers[1]), int(numbers[2]))
    if lengths[2] == 4 and max(lengths[:2]) <= 2 and ":" not in text:
        day, month, note = order_day_and_month(int(numbers[0]), int(numbers[1]), day_first)
        return _date_token(text, int(numbers[2]), month, day, note)
    if max(lengths) == 2 and int(numbers[2]) > LAST_DAY_OF_ANY_MONTH and ":" not in text:
        day, month, note = order_day_and_month(int(numbers[0]), int(numbers[1]), day_first)
        tokens = _date_token(text, 1900 + int(numbers[2]), month, day, note)
        return [token._replace(is_short=True) for token in tokens] if tokens else None
    return None


def order_day_and_month(first: int, second: int, day_first: bool) -> tuple[int, int, str]:
    """Day, month and what was assumed, for the two numbers before a year."""
    ambiguous = first <= 12 and second <= 12 and first != second
    if second > 12 or (ambiguous and not day_first):
        return second, first, MONTH_FIRST if ambiguous else ""
    return first, second, DAY_FIRST if ambiguous else ""


def _date_token(text: str, year: int, month: int, day: int, note: str = "") -> list[Token] | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return [Token(text, {Kind.DATE: 1}, (year, month, day), note)]


def _month_token(text: str, year: int, month: int) -> list[Token] | None:
    return [Token(text, {Kind.DATE: 1}, (year, month))] if 1 <= month <= 12 else None


def _join_spelled_years(tokens: list[Token]) -> list[Token]:
    """Turn "nineteen fifty-two" into 1952 and "nineteen-fifties" into the 1950s."""
    joined: list[Token] = []
    position = 0
    while position < len(tokens):
        century = tokens[position].kinds.get(Kind.CARDINAL, 0)
        after, following = _after_dash(tokens, position)
        if not (10 <= century <= 20 and after):
            joined.append(tokens[position])
            position += 1
            continue
        decade = after.kinds.get(Kind.DECADE, 0)
        years = after.kinds.get(Kind.CARDINAL, 0)
        if 0 < decade < 100:
            joined.append(Token(after.text, {Kind.DECADE: 100 * century + decade}))
        elif years >= 10:
            unit, beyond = _after_dash(tokens, following - 1)
            ones = unit.kinds.get(Kind.CARDINAL, 0) if unit else 0
            if years % 10 == 0 and 0 < ones < 10:
                years, following = years + ones, beyond
            joined.append(Token(str(100 * century + years), {Kind.NUMBER: 1}))
        else:
            joined.append(tokens[position])
            following = position + 1
        position = following
    return joined


def _after_dash(tokens: list[Token], position: int) -> tuple[Token | None, int]:
    """The next token, past one dash, and the position behind it."""
    position += 1
    if position < len(tokens) and tokens[position].text == "-":
        position += 1
    return (tokens[position], position + 1) if position < len(tokens) else (None, position)
