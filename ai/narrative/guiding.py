"""A small model held to the form of an answer, letter by letter: only sources that are there are
named, and only words that stand in them are copied.

A model on a family's own computer is too small to be trusted with either. What it may still choose
is what to say of which words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ai.narrative.marking import Piece
from ai.narrative.spans import fold

# What stands between the parts that a model chooses, and what comes after it.
_FIRST = '{"sentences":[{"clauses":[{"text":"'
_AFTER: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "text": {'"': (',"sources":[{"id":"', "id")},
    "id": {'"': (',"span":"', "span")},
    "span": {'"': ("}", "source")},
    "source": {",": ('{"id":"', "id"), "]": ("}", "clause")},
    "clause": {",": ('{"text":"', "text"), "]": (',"quote":"","opens":', "opens")},
    "opens": {"t": ("rue}", "sentence"), "f": ("alse}", "sentence")},
    "sentence": {",": ('{"clauses":[{"text":"', "text"), "]": ("}", "end")},
}
_GOES_ON = {"source": ",", "clause": ",", "sentence": ","}

# Letters of more than one byte that may be written beside those of the sources.
_LETTERS = "".join(map(chr, range(0xC0, 0x180))) + "–—‘’“”„«»…"

_LONGEST_TEXT = 240
_SHORTEST_SPAN, _LONGEST_SPAN = 12, 200
_MOST_SOURCES, _MOST_CLAUSES, _MOST_SENTENCES = 2, 3, 40


@dataclass(frozen=True, slots=True)
class State:
    """Where in an answer somebody is. `literal` is what must be written next, and `then` the part
    that comes after; `written` is of the part itself, `at` where in the fields of source `piece`
    the span could stand that ends here. `counts` are sources, clauses and sentences so far."""

    literal: str = _FIRST
    then: str = "text"
    written: str = ""
    piece: str = ""
    at: frozenset[tuple[int, int]] = frozenset()
    counts: tuple[int, int, int] = (1, 1, 1)

    @property
    def is_end(self) -> bool:
        """Whether the answer is whole."""
        return self.then == "end" and not self.literal


class Guide:
    """Says which letter may come next."""

    def __init__(self, pieces: Sequence[Piece], alphabet: Iterable[str] | None = None) -> None:
        """`alphabet` is every letter that the model can write by itself, None for all that there
        are; words with others are not copied."""
        known = None if alphabet is None else frozenset(alphabet)
        self._fields = {piece.name: _list_runs(piece, known) for piece in pieces}
        self._fields = {name: fields for name, fields in self._fields.items() if fields}
        letters = {*_LETTERS, *"".join(run for runs in self._fields.values() for run in runs)}
        self._begun = {
            c.encode()[:count] for c in letters for count in range(1, len(c.encode()))
        }  # fmt: skip

    def write(self, state: State, text: str, *, closing: bool = False) -> State | None:
        """Where the text leads, or None where it may not be written. `closing` takes the shortest
        way to the end."""
        now: State | None = state
        for c in text:
            if now is None:
                return None
            now = self._step(now, c, closing)
        return now

    def may_begin(self, state: State, rest: bytes, *, closing: bool = False) -> bool:
        """Whether a letter may come next of which these are the first bytes."""
        if state.literal:
            return False
        if state.then == "text":
            return rest in self._begun and self._text(state, "é", closing) is not None
        fields = self._fields.get(state.piece, ())
        return state.then == "span" and any(
            fields[number][end].encode().startswith(rest)
            for number, end in state.at
            if end < len(fields[number])
        )

    def _step(self, state: State, c: str, closing: bool) -> State | None:
        if state.literal:
            if c != state.literal[0]:
                return None
            return replace(state, literal=state.literal[1:])
        leads = _AFTER.get(state.then, {}).get(c)
        if leads is not None:
            return self._leave(state, c, leads) if self._may_leave(state, c, closing) else None
        if state.then == "text":
            return self._text(state, c, closing)
        if state.then == "id":
            written = state.written + c
            there = any(name.startswith(written) for name in self._fields)
            return replace(state, written=written) if there else None
        if state.then == "span":
            return self._span(state, c, closing)
        return None

    def _may_leave(self, state: State, c: str, closing: bool) -> bool:
        if c == _GOES_ON.get(state.then):
            most = {"source": _MOST_SOURCES, "clause": _MOST_CLAUSES, "sentence": _MOST_SENTENCES}
            number = state.counts[("source", "clause", "sentence").index(state.then)]
            return not closing and number < most[state.then]
        if state.then == "text":
            return any(letter.isalnum() for letter in state.written)
        if state.then == "id":
            return state.written in self._fields
        if state.then == "span":
            return self._is_span(state, closing)
        return True

    def _leave(self, state: State, c: str, leads: tuple[str, str]) -> State:
        literal, then = leads
        sources, clauses, sentences = state.counts
        if c == ",":
            counts = {
                "source": (sources + 1, clauses, sentences),
                "clause": (1, clauses + 1, sentences),
                "sentence": (1, 1, sentences + 1),
            }[state.then]
        else:
            counts = state.counts
        piece = state.written if state.then == "id" else state.piece
        return State(literal, then, "", piece, frozenset(), counts)

    def _text(self, state: State, c: str, closing: bool) -> State | None:
        has_words = any(letter.isalnum() for letter in state.written)
        if c == "\\" or not c.isprintable() or len(state.written) >= _LONGEST_TEXT:
            return None
        if (closing and has_words) or (c == " " and state.written[-1:] in ("", " ")):
            return None
        return replace(state, written=state.written + c)

    def _span(self, state: State, c: str, closing: bool) -> State | None:
        fields = self._fields[state.piece]
        if len(state.written) >= _LONGEST_SPAN and self._is_span(state, closing):
            return None
        if not state.written:
            at = {
                (number, place + 1)
                for number, field in enumerate(fields)
                for place, letter in enumerate(field)
                if letter == c and c.isalnum() and _is_edge(field, place)
            }
        else:
            at = {(n, e + 1) for n, e in state.at if e < len(fields[n]) and fields[n][e] == c}
        return replace(state, written=state.written + c, at=frozenset(at)) if at else None

    def _is_span(self, state: State, closing: bool) -> bool:
        if not any(c.isalnum() for c in state.written):
            return False
        fields, enough = self._fields[state.piece], closing or len(state.written) >= _SHORTEST_SPAN
        return any(
            end == len(fields[number]) or (enough and _is_edge(fields[number], end))
            for number, end in state.at
        )


def _list_runs(piece: Piece, alphabet: frozenset[str] | None) -> tuple[str, ...]:
    """The runs of whole words of a source that can be written, and stand in JSON as they are."""
    runs: list[str] = []
    for field in piece.fields.values():
        run: list[str] = []
        for word in [*fold(field).replace('"', "”").split(" "), "\\"]:
            if "\\" not in word and (alphabet is None or alphabet.issuperset(word)):
                run.append(word)
                continue
            if any(c.isalnum() for c in "".join(run)):
                runs.append(" ".join(run))
            run = []
    return tuple(runs)


def _is_edge(text: str, place: int) -> bool:
    """Whether no word goes on across this place."""
    return not (0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum())
