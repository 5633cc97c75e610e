"""Understands a phrase about a date and writes it as an EDTF string."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from chest.dates.words.expressions import (
    follows,
    write_after,
    write_alone,
    write_before,
    write_beside,
    write_between,
    write_choice,
    write_interval,
    write_limits,
    write_since,
    write_until,
)
from chest.dates.words.fields import Fields
from chest.dates.words.pairs import complete_each_other, season_across_years
from chest.dates.words.pieces import Piece, make_piece
from chest.dates.words.reading import read_fields
from chest.dates.words.tokens import Token, normalise, read_tokens
from chest.dates.words.vocabulary import Kind

Reading = tuple[str, tuple[str, ...]]

_MOST_TOKENS = 40
_TIMESTAMP = re.compile(
    r"(?P<date>[0-9]{4}(?P<sep>[-:/.])[0-9]{2}(?P=sep)[0-9]{2})[ t]"
    r"(?P<clock>(?:[01][0-9]|2[0-3]):[0-5][0-9](?P<second>:[0-5][0-9])?)(?:[.,][0-9]{1,9})?"
    r" ?(?P<offset>z|[+-][0-9]{2}:?[0-9]{2})?"
)
_GEDCOM_CALENDAR = re.compile(r"@#dgregorian@ ?")
_GEDCOM_INTERPRETED = re.compile(r"int\.? ([^(]+) \(.*\)")


def read_phrase(text: str, *, southern: bool = False, day_first: bool = True) -> Reading | None:
    """EDTF for a phrase and what was assumed, or None for what is not wholly understood.

    The EDTF is well formed; whether it runs backwards ("from 1955 to 1950") is for the reader.
    """
    plain = normalise(text)
    if plain is None:
        return None
    plain = _GEDCOM_CALENDAR.sub("", plain, count=1)
    if stamp := _TIMESTAMP.fullmatch(plain):
        return _read_timestamp(stamp)
    interpreted = _GEDCOM_INTERPRETED.fullmatch(plain)
    tokens = read_tokens(interpreted[1] if interpreted else plain, day_first=day_first)
    if not tokens or len(tokens) > _MOST_TOKENS:
        return None
    phrase = _Phrase(southern=southern, day_first=day_first)
    return phrase.read(tokens, interpreted=interpreted is not None)


def _read_timestamp(stamp: re.Match[str]) -> Reading:
    day = re.sub(r"[:/.]", "-", stamp["date"])
    if stamp["second"] is None:
        return day, ()  # EDTF has no time without seconds
    offset = (stamp["offset"] or "").upper().replace(":", "")
    if offset in ("+0000", "-0000"):
        offset = "Z"
    elif len(offset) == 5:
        offset = f"{offset[:3]}:{offset[3:]}"
    return f"{day}T{stamp['clock']}{offset}", ()


class _Phrase:
    """Takes a phrase apart: before and after, from and to, between and and, one or the other."""

    def __init__(self, *, southern: bool, day_first: bool) -> None:
        self._southern = southern
        self._day_first = day_first
        self._approximate = False
        self._uncertain = False

    def read(self, tokens: list[Token], *, interpreted: bool) -> Reading | None:
        self._uncertain = interpreted
        tokens = self._peel(tokens)
        if not tokens:
            return None
        opening, closing, rest = tokens[0].kinds, tokens[-1].kinds, tokens[1:]
        if tokens[0].text in ("pre", "post") and rest and rest[0].text == "-":
            rest = rest[1:]
        if Kind.BETWEEN in opening:
            return self._read_pair(rest, Kind.AND, write_between) or self._read_pair(
                rest, Kind.TO, write_between
            )
        if Kind.BEFORE in opening:
            limits = self._read_pair(rest, Kind.AFTER, lambda end, start: write_limits(start, end))
            return limits or self._read_one(rest, write_before)
        if Kind.AFTER in opening:
            limits = self._read_pair(rest, Kind.BEFORE, write_limits)
            return limits or self._read_one(rest, write_after)
        if Kind.DAY_BESIDE in opening:
            days = opening[Kind.DAY_BESIDE]
            return self._read_one(rest, lambda piece: write_beside(piece, days))
        if Kind.SINCE in opening:
            if rest and Kind.OR_LATER in rest[-1].kinds:
                return self._read_one(rest[:-1], write_since)
            stretch = self._read_pair(rest, Kind.TO, write_interval)
            return stretch or self._read_one(rest, write_since)
        if Kind.UNTIL in opening:
            return self._read_one(rest, write_until)
        if Kind.OR_LATER in closing:
            return self._read_one(tokens[:-1], write_since)
        if Kind.OR_EARLIER in closing:
            return self._read_one(tokens[:-1], write_until)
        return (
            self._read_one(tokens, write_alone)
            or self._read_pair(tokens, Kind.OR, write_choice)
            or self._read_pair(tokens, Kind.TO, write_interval)
            or self._read_pair(tokens, Kind.AND, _write_neighbours)
        )

    def _peel(self, tokens: list[Token]) -> list[Token]:
        """Take qualifiers and filling words off both ends; the qualifiers hold for everything."""
        start, end = 0, len(tokens)
        while start < end and (
            self._takes_qualifier(tokens[start])
            or (Kind.FILLER in tokens[start].kinds and (start or tokens[0].text != "-"))
        ):
            start += 1
        while end > start and (
            self._takes_qualifier(tokens[end - 1]) or tokens[end - 1].kinds.keys() == {Kind.FILLER}
        ):
            end -= 1
        return tokens[start:end]

    def _takes_qualifier(self, token: Token) -> bool:
        if token.kinds.keys() & {Kind.FEAST, Kind.SEASON}:
            return False
        approximate, uncertain = Kind.APPROXIMATE in token.kinds, Kind.UNCERTAIN in token.kinds
        self._approximate |= approximate
        self._uncertain |= uncertain
        return approximate or uncertain

    def _fields(self, tokens: list[Token]) -> Fields | None:
        fields = read_fields(tokens, day_first=self._day_first)
        if fields is None or fields.is_empty:
            return None
        fields.approximate |= self._approximate
        fields.uncertain |= self._uncertain
        return fields

    def _read_one(
        self, tokens: list[Token], write: Callable[[Piece], str | None]
    ) -> Reading | None:
        fields = self._fields(tokens)
        piece = make_piece(fields, southern=self._southern) if fields else None
        edtf = write(piece) if piece else None
        return (edtf, piece.notes) if piece and edtf else None

    def _read_pair(
        self, tokens: list[Token], joined_by: Kind, write: Callable[[Piece, Piece], str | None]
    ) -> Reading | None:
        """Two dates around a joining word; None unless one such word has a date on each side."""
        for position in range(1, len(tokens) - 1):
            if joined_by not in tokens[position].kinds:
                continue
            left, right = self._fields(tokens[:position]), self._fields(tokens[position + 1 :])
            reading = self._join(left, right, write) if left and right else None
            if reading:
                return reading
        return None

    def _join(
        self, left: Fields, right: Fields, write: Callable[[Piece, Piece], str | None]
    ) -> Reading | None:
        if left.parts and not (left.has_year or left.has_calendar or left.numbers):
            if not right.parts:
                return None
            right.parts = left.parts + right.parts  # "early to mid 1950s"
            whole = make_piece(right, southern=self._southern)
            return (write_alone(whole), whole.notes) if whole else None
        if not complete_each_other(left, right, southern=self._southern):
            return None
        across = season_across_years(left, right, southern=self._southern)
        if across:
            return write_alone(across), across.notes
        one = make_piece(left, southern=self._southern)
        other = make_piece(right, southern=self._southern)
        if one is None or other is None:
            return None
        names_one_thing_twice = replace(one, notes=()) == replace(other, notes=())  # "autumn/fall"
        edtf = write_alone(one) if names_one_thing_twice else write(one, other)
        if edtf is None:
            return None
        return edtf, tuple(dict.fromkeys(one.notes + other.notes))


def _write_neighbours(left: Piece, right: Piece) -> str | None:
    """ "March and April 1950" is one stretch; "1950 and 1960" is not."""
    return write_interval(left, right) if follows(left, right) else None
