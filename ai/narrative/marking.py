"""A family's material as a model is shown it: each piece between tags of its own, as data.

Nothing within can end a tag or begin one, and nothing is there that a person would not see. Pieces
are called by short names, "m1" and so on: a model writes them with every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ai.narrative.base import CHEST, Doubtful, LifeDate, Segment, Subject
from ai.narrative.spans import strip_hidden

_KINDS = {"transcript": "words spoken in a recording", "contribution": "message"}
_BRACKETS = str.maketrans({"<": "＜", ">": "＞"})
_LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """One source of a question. `name` is what the model calls it, `id` what it is cited by;
    `fields` is all that it says, by the tag between which each stands."""

    name: str
    id: str
    kind: str
    fields: Mapping[str, str]

    def mark(self) -> str:
        """It between its tags."""
        told = "\n".join(f"<{tag}>{_safe(text)}</{tag}>" for tag, text in self.fields.items())
        return f'<source id="{self.name}" kind="{self.kind}">\n{told}\n</source>'


def list_pieces(subject: Subject, segments: Iterable[Segment]) -> tuple[Piece, ...]:
    """What the family entered of the person, then each segment that says anything, in order."""
    person = Piece(CHEST, CHEST, "what the family entered", _of_person(subject))
    pieces = [person]
    for segment in segments:
        fields = _of_segment(segment)
        if fields:
            kind = _KINDS.get(segment.kind, segment.kind)
            pieces.append(Piece(f"m{len(pieces)}", segment.id, kind, fields))
    return tuple(pieces)


def mark_all(pieces: Sequence[Piece]) -> str:
    """All of them, between their tags."""
    return "<sources>\n" + "\n".join(piece.mark() for piece in pieces) + "\n</sources>"


def mark_drafts(doubtful: Iterable[Doubtful]) -> str:
    """Sentences that are to be written anew, each between its tags with what is said against it."""
    told = (
        f"<draft>\n<text>{_safe(one.text)}</text>\n"
        f"<why>{_safe(' '.join(one.reasons))}</why>\n</draft>"
        for one in doubtful
    )
    return "\n".join(told)


def _of_person(subject: Subject) -> dict[str, str]:
    told = {
        "name": subject.name,
        "called": ", ".join(filter(None, (subject.nick, *subject.also_known_as))),
        "maiden-name": subject.maiden,
        "born": _life_date(subject.born),
        "died": _life_date(subject.died),
        "places": ", ".join(subject.places),
        "words": subject.words,
    }
    return {tag: text for tag, text in told.items() if text and text.strip()}


def _life_date(date: LifeDate | None) -> str:
    if date is None:
        return ""
    where = f"in {date.place}" if date.place else ""
    return " ".join(filter(None, (date.when or date.date, where)))


def _of_segment(segment: Segment) -> dict[str, str]:
    labels = {
        "date": segment.when or segment.date,
        "told-later": segment.recorded,
        "place": segment.place,
        "by": segment.who,
        "who-is": segment.relation,
    }
    told = {tag: " ".join(text.split())[:_LONGEST_LABEL] for tag, text in labels.items() if text}
    for tag, words in (("caption", segment.caption), ("words", segment.text)):
        if words and words.strip():
            told[tag] = words
    return told


def _safe(text: str) -> str:
    return strip_hidden(text).translate(_BRACKETS).strip()
