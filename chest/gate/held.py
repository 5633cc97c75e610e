"""What a story for an audience must leave out, because nobody decided yet that it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlmodel import Session, col, select

from chest.gate.texts import load_texts, wording_of
from chest.models import (
    Account,
    Asset,
    Audience,
    Chest,
    Contribution,
    HeldState,
    HeldText,
    TextField,
    TranscriptSegment,
)

NOTE = "editor_note"
_WISHES = frozenset({"secrecy", "condition", "doubt"})
_AROUND = 120.0
"""Seconds before and after a wish that is spoken: it is about what was said around it."""

_ENDS = ".!?…\n"

# For whose stories a decision releases a text that is told only to these.
_REACHES = {
    Audience.keepers: (Audience.keepers, Audience.family),
    Audience.family: (Audience.family,),
    Audience.everyone: (),
}


@dataclass(frozen=True)
class Note:
    """A sentence that somebody wrote to whoever puts the story together, and who did."""

    quote: str
    asset_id: UUID
    by: str | None


@dataclass(frozen=True)
class Held:
    """`fields` are texts that are not told at all, by memory and field; `said` are sentences of
    recordings. `notes` are for the list beside the story; they are cut out of their texts by
    `tell`."""

    fields: frozenset[tuple[UUID, str]] = frozenset()
    said: frozenset[UUID] = frozenset()
    notes: tuple[Note, ...] = ()
    cuts: Mapping[tuple[UUID, str], tuple[str, tuple[tuple[int, int], ...]]] = field(
        default_factory=dict
    )

    def tell(self, asset_id: UUID, name: str, words: str | None) -> str | None:
        """What of this text may be told: all of it, what is left without the notes to whoever puts
        the story together, or nothing. `name` is a `TextField`; "body" is also a message."""
        if not words:
            return words
        for key in _keys(asset_id, name):
            if key in self.fields:
                return None
            if key in self.cuts:
                wording, spans = self.cuts[key]
                # Of another wording nobody knows where the note stands.
                return _cut(words, spans) if wording == wording_of(words).hex() else None
        return words


def _keys(asset_id: UUID, name: str) -> list[tuple[UUID, str]]:
    same = ("body", "message") if name in ("body", "message") else (name,)
    return [(asset_id, one) for one in same]


def held_of(session: Session, chest: Chest, audience: Audience) -> Held:
    """What a story for this audience must leave out. What was not read is not known here:
    `read_chest` comes first."""
    rows = session.exec(
        select(HeldText, Contribution.name, Account.name)
        .join(Asset, col(Asset.id) == col(HeldText.asset_id))
        .join(Contribution, col(Contribution.id) == col(Asset.contribution_id), isouter=True)
        .join(Account, col(Account.id) == col(Asset.added_by), isouter=True)
        .where(
            col(HeldText.chest_id) == chest.id,
            # Of this no story tells, and nobody but its giver reads a note in it.
            col(Asset.audience) != Audience.only_me,
            is_held_from(audience),
        )
        .order_by(col(HeldText.id))
    ).all()
    fields: set[tuple[UUID, str]] = set()
    said: set[UUID] = set()
    cuts: dict[tuple[UUID, str], tuple[str, tuple[tuple[int, int], ...]]] = {}
    texts = _texts_of_notes(session, [row for row, _, _ in rows if is_note(row)])
    notes: list[Note] = []
    for row, giver, account in rows:
        words = texts.get(row.id)
        if row.said_id is not None:
            said.add(row.said_id)
        elif words is None:
            fields.add((row.asset_id, row.field.value))
        else:
            spans = tuple(_sentence(words, one["start"], one["end"]) for one in row.findings)
            cuts[row.asset_id, row.field.value] = (row.wording, spans)
        if words is not None and row.state is not HeldState.out:
            notes += [
                Note(quote, row.asset_id, giver or account)
                for quote in dict.fromkeys(
                    words[slice(*_sentence(words, one["start"], one["end"]))].strip()
                    for one in row.findings
                )
            ]
    wishes = [row for row, _, _ in rows if row.said_id is not None and is_wish(row)]
    said |= _around(session, wishes)
    # A message is a note's body.
    fields |= {(id, TextField.body.value) for id, name in fields if name == TextField.message.value}
    return Held(frozenset(fields), frozenset(said), tuple(notes), cuts)


def is_held_from(audience: Audience) -> ColumnElement[bool]:
    """The predicate over `HeldText` for what stories for this audience leave out."""
    return not_(
        or_(
            col(HeldText.state) == HeldState.told,
            and_(
                col(HeldText.state) == HeldState.only,
                col(HeldText.audience).in_(_REACHES.get(audience, ())),
            ),
        )
    )


def held_since(
    session: Session, chest_id: UUID, audience: Audience, told_at: datetime
) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Of which memories a text, and which sentences of recordings, are held back since a story for
    this audience was told: what it told of them before is shown to nobody."""
    rows = session.exec(
        select(HeldText).where(
            col(HeldText.chest_id) == chest_id,
            col(HeldText.since) > told_at,
            is_held_from(audience),
        )
    ).all()
    memories = frozenset(row.asset_id for row in rows if row.said_id is None)
    spoken = [row for row in rows if row.said_id is not None]
    said = frozenset(row.said_id for row in spoken if row.said_id is not None)
    return memories, said | _around(session, [row for row in spoken if is_wish(row)])


def is_note(row: HeldText) -> bool:
    """Whether it is held for nothing but a word to whoever puts the story together."""
    return all(one["reason"] == NOTE for one in row.findings)


def is_wish(row: HeldText) -> bool:
    return any(one["reason"] in _WISHES for one in row.findings)


def _texts_of_notes(session: Session, rows: Sequence[HeldText]) -> dict[UUID, str]:
    """The texts of these, by the ids of the rows, where they are as they were read."""
    texts = load_texts(session, list({row.asset_id for row in rows})) if rows else {}
    found: dict[UUID, str] = {}
    for row in rows:
        for text in texts.get(row.asset_id, ()):
            if text.key == (row.field, row.said_id) and text.wording.hex() == row.wording:
                found[row.id] = text.words
    return found


def _around(session: Session, wishes: Sequence[HeldText]) -> frozenset[UUID]:
    if not wishes:
        return frozenset()
    rows = session.exec(
        select(
            TranscriptSegment.asset_id,
            TranscriptSegment.id,
            TranscriptSegment.start,
            TranscriptSegment.end,
        ).where(col(TranscriptSegment.asset_id).in_({row.asset_id for row in wishes}))
    ).all()
    times = {said_id: (start, end) for _asset_id, said_id, start, end in rows}
    near: set[UUID] = set()
    for wish in wishes:
        if wish.said_id not in times:
            continue
        first, last = times[wish.said_id]
        near |= {
            said_id
            for asset_id, said_id, start, end in rows
            if asset_id == wish.asset_id and end >= first - _AROUND and start <= last + _AROUND
        }
    return frozenset(near)


def _sentence(words: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that these words stand in."""
    first = max(words.rfind(mark, 0, start) for mark in _ENDS) + 1
    ends = [at for mark in _ENDS if (at := words.find(mark, max(end - 1, start))) >= 0]
    return first, min(ends, default=len(words) - 1) + 1


def _cut(words: str, spans: Sequence[tuple[int, int]]) -> str:
    left, at = [], 0
    for first, last in sorted(spans):
        if first > at:
            left.append(words[at:first])
        at = max(at, last)
    left.append(words[at:])
    return " ".join(part for one in left if (part := one.strip()))
