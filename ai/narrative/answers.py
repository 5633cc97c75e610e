"""What a model answers, read: sentences that rest on words which are there, and those that fall.

A sentence that names a source it was not given, or words that do not stand in it, falls by itself:
the others are told all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from ai.base import ProviderError
from ai.narrative.base import Clause, Draft, Fallen, FallenBecause, Sentence, Span
from ai.narrative.marking import Piece
from ai.narrative.spans import LONGEST_SPAN, find_span, fold, strip_hidden
from language import N_

NO_JSON = N_("What came back is not in the form of a story. It is asked again by itself.")
WRONG_SHAPE = N_("What came back is no story with sources. It is asked again by itself.")

WHY_FALLEN: Mapping[FallenBecause, str] = {
    "no-source": N_("It names no memory that it rests on."),
    "unknown-source": N_("It names a memory that is not there."),
    "span-not-there": N_("The words it rests on do not stand in the memory it names."),
    "span-too-long": N_("It rests on so many words at once that nobody can check it."),
    "quote-not-there": N_("What it quotes does not stand in the memories it names."),
    "not-a-sentence": N_("It is no sentence."),
}
"""Each reason in words, for whoever looks at what was not told."""

LONGEST_SENTENCE = 1000  # characters

_TEXT = {"type": "string"}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


SCHEMA: dict[str, Any] = _object(
    sentences=_list(
        _object(
            clauses=_list(_object(text=_TEXT, sources=_list(_object(id=_TEXT, span=_TEXT)))),
            quote=_TEXT,
            opens={"type": "boolean"},
        )
    )
)
"""The form of an answer, as every provider that can hold a model to one is told it."""


class _Source(BaseModel):
    id: str
    span: str


class _Clause(BaseModel):
    text: str
    sources: list[_Source]


class _Sentence(BaseModel):
    clauses: list[_Clause]
    quote: str | None = None
    opens: bool = False


class _Answer(BaseModel):
    sentences: list[_Sentence]


class _Falls(Exception):
    def __init__(self, because: FallenBecause) -> None:
        super().__init__(because)
        self.because = because


def read(text: str, pieces: Sequence[Piece]) -> Draft:
    """The draft that an answer holds, though there be words around it, a fence, or thoughts.

    Sources are named by the pieces' names or ids. Raises ProviderError ("malformed") for an answer
    in another form.
    """
    told = _find_object(text)
    if told is None:
        raise ProviderError("malformed", NO_JSON)
    try:
        answer = _Answer.model_validate(told)
    except ValidationError as error:
        raise ProviderError("malformed", WRONG_SHAPE) from error
    known = {piece.id: piece for piece in pieces} | {piece.name: piece for piece in pieces}
    sentences: list[Sentence] = []
    fallen: list[Fallen] = []
    for one in answer.sentences:
        try:
            sentences.append(_sentence(one, known))
        except _Falls as falls:
            fallen.append(Fallen(_joined(one)[:LONGEST_SENTENCE], falls.because))
    return Draft(tuple(sentences), tuple(fallen))


def _find_object(text: str) -> Any:
    """The first JSON object in the text that speaks of sentences, else the first of all."""
    decoder, first = json.JSONDecoder(), None
    text = re.sub(r"<think>.*?</think>", "", text, flags=re.DOTALL)
    start, looked = text.find("{"), 0
    while start >= 0 and looked < 100:
        looked += 1
        try:
            told, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            if "sentences" in told:
                return told
            first = told if first is None else first
        start = text.find("{", end)
    return first


def _joined(one: _Sentence) -> str:
    text = " ".join(" ".join(strip_hidden(clause.text).split()) for clause in one.clauses)
    return re.sub(r" +(?=[,.;:!?…)\]’”»])", "", text).strip()


def _sentence(one: _Sentence, known: Mapping[str, Piece]) -> Sentence:
    text = _joined(one)
    if not any(c.isalnum() for c in text) or len(text) > LONGEST_SENTENCE:
        raise _Falls("not-a-sentence")
    clauses = tuple(_clause(clause, known) for clause in _with_their_points(one.clauses))
    sources = tuple(dict.fromkeys(span.source for clause in clauses for span in clause.spans))
    return Sentence(
        text=text,
        sources=sources,
        quote=_quotation(one.quote, text, [known[source] for source in sources]),
        opens=one.opens,
        clauses=clauses,
    )


def _with_their_points(clauses: Sequence[_Clause]) -> list[_Clause]:
    """The clauses; a full stop or a bracket that came by itself goes to the one before it."""
    whole: list[_Clause] = []
    for clause in clauses:
        if any(c.isalnum() for c in clause.text) or not whole:
            whole.append(clause)
        else:
            last = whole[-1]
            whole[-1] = _Clause(text=last.text + clause.text.strip(), sources=last.sources)
    return whole


def _clause(clause: _Clause, known: Mapping[str, Piece]) -> Clause:
    if not clause.sources:
        raise _Falls("no-source")
    spans = tuple(_span(source, known) for source in clause.sources)
    return Clause(" ".join(strip_hidden(clause.text).split()), spans)


def _span(source: _Source, known: Mapping[str, Piece]) -> Span:
    piece = known.get(source.id.strip())
    if piece is None:
        raise _Falls("unknown-source")
    if len(source.span) > LONGEST_SPAN:
        raise _Falls("span-too-long")
    for field in piece.fields.values():
        words = find_span(source.span, field)
        if words is not None:
            return Span(piece.id, words)
    raise _Falls("span-not-there")


def _quotation(quote: str | None, text: str, pieces: Sequence[Piece]) -> str | None:
    """What the sentence quotes, as it stands in its source."""
    if quote is None or not quote.strip():
        return None
    if _softly(quote) in _softly(text):
        for piece in pieces:
            for field in piece.fields.values():
                words = find_span(quote, field)
                if words is not None:
                    return words
    raise _Falls("quote-not-there")


def _softly(text: str) -> str:
    """As it is compared with a quotation, within which double marks became single."""
    return fold(text).replace('"', "'")
