"""A text that waits, as somebody decides about it: the words, what stands around them, whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.viewers import Viewer
from chest.gate.held import is_note
from chest.gate.texts import TextOfMemory, load_texts
from chest.models import (
    Account,
    Asset,
    Audience,
    Contribution,
    HeldState,
    HeldText,
    Membership,
    TextField,
)

_AROUND = 240  # characters before and after, of a long text
_SENTENCES_AROUND = 2  # of a recording
_MORE = "…"


@dataclass(frozen=True)
class Piece:
    """A part of the text; `found` are the words because of which it waits."""

    text: str
    found: bool


@dataclass(frozen=True)
class Finding:
    reason: str
    quote: str


@dataclass(frozen=True)
class HeldView:
    """`context` is the text around what was found, in pieces; `findings` in their order. `is_note`
    says that it is nothing but a word to whoever puts the story together: only that sentence is
    left out. `by` wrote it, as far as it is known. `wording` changes with the text; `second` is
    when it is said."""

    id: UUID
    chest_id: UUID
    asset_id: UUID
    contribution_id: UUID | None
    field: TextField
    second: float | None
    findings: tuple[Finding, ...]
    context: tuple[Piece, ...]
    is_note: bool
    state: HeldState
    audience: Audience | None
    by: str | None
    can_ask: bool
    answer: str | None
    answered_at: datetime | None
    decided_by: UUID | None
    decided_by_name: str | None
    decided_at: datetime | None
    found_at: datetime
    wording: str

    @property
    def quote(self) -> str:
        return self.findings[0].quote

    @property
    def reason(self) -> str:
        return self.findings[0].reason


def view_held(session: Session, viewer: Viewer, rows: Sequence[HeldText]) -> list[HeldView]:
    """The rows, in their order. A handful of queries, however many."""
    if not rows:
        return []
    ids = list({row.asset_id for row in rows})
    memories = {
        asset.id: (asset, gift, account)
        for asset, gift, account in session.exec(
            select(Asset, Contribution, Account)
            .join(Contribution, col(Contribution.id) == col(Asset.contribution_id), isouter=True)
            .join(Account, col(Account.id) == col(Asset.added_by), isouter=True)
            .where(col(Asset.id).in_(ids))
        )
    }
    deciders = {row.decided_by for row in rows if row.decided_by}
    names = dict(
        session.exec(select(Account.id, Account.name).where(col(Account.id).in_(deciders))).all()
    )
    members = _members(session, rows, memories.values())
    texts = load_texts(session, ids)
    views = []
    for row in rows:
        asset, gift, account = memories[row.asset_id]
        of_this = texts.get(row.asset_id, [])
        text = next((one for one in of_this if one.key == (row.field, row.said_id)), None)
        findings = tuple(Finding(one["reason"], one["words"]) for one in row.findings)
        views.append(
            HeldView(
                id=row.id,
                chest_id=row.chest_id,
                asset_id=row.asset_id,
                contribution_id=asset.contribution_id,
                field=row.field,
                second=text.second if text else None,
                findings=findings,
                context=_context(row, text, of_this) or _quotes(findings),
                is_note=is_note(row),
                state=row.state,
                audience=row.audience,
                by=gift.name if gift else account.name if account else None,
                can_ask=_can_ask(viewer, asset, gift, members),
                answer=row.answer,
                answered_at=row.answered_at,
                decided_by=row.decided_by,
                decided_by_name=names.get(row.decided_by) if row.decided_by else None,
                decided_at=row.decided_at,
                found_at=row.found_at,
                wording=row.wording,
            )
        )
    return views


def has_giver_to_ask(session: Session, viewer: Viewer, row: HeldText) -> bool:
    """Whether whoever gave the memory reads what they are asked: with their receipt, or as a
    member, unless it is the one who asks."""
    asset = session.get_one(Asset, row.asset_id)
    gift = session.get(Contribution, asset.contribution_id) if asset.contribution_id else None
    return _can_ask(viewer, asset, gift, _members(session, [row], [(asset, gift, None)]))


def _members(
    session: Session,
    rows: Sequence[HeldText],
    memories: Iterable[tuple[Asset, Contribution | None, Account | None]],
) -> frozenset[tuple[UUID, UUID]]:
    """Who of those that added these memories belongs to the chest."""
    givers = {asset.added_by for asset, _gift, _account in memories if asset.added_by}
    found = session.exec(
        select(Membership.chest_id, Membership.account_id).where(
            col(Membership.chest_id).in_({row.chest_id for row in rows}),
            col(Membership.account_id).in_(givers),
        )
    ).all()
    return frozenset(found)


def _can_ask(
    viewer: Viewer,
    asset: Asset,
    gift: Contribution | None,
    members: frozenset[tuple[UUID, UUID]],
) -> bool:
    if gift is not None and gift.link_session_id is not None:
        return True
    giver = asset.added_by
    return giver is not None and giver != viewer.account_id and (asset.chest_id, giver) in members


def _context(
    row: HeldText, text: TextOfMemory | None, of_this: Sequence[TextOfMemory]
) -> tuple[Piece, ...]:
    """Nothing where the text is no longer the one that was read."""
    if text is None or text.wording.hex() != row.wording:
        return ()
    words = text.words
    spans = sorted((one["start"], one["end"]) for one in row.findings)
    first, last = max(0, spans[0][0] - _AROUND), min(len(words), spans[-1][1] + _AROUND)
    if row.said_id is not None:
        return (
            *_said_around(text, of_this, before=True),
            *_cut(words, spans, 0, len(words)),
            *_said_around(text, of_this, before=False),
        )
    pieces = _cut(words, spans, first, last)
    return (
        *([Piece(_MORE, False)] if first > 0 else []),
        *pieces,
        *([Piece(_MORE, False)] if last < len(words) else []),
    )


def _cut(words: str, spans: Sequence[tuple[int, int]], first: int, last: int) -> tuple[Piece, ...]:
    pieces, at = [], first
    for start, end in spans:
        if start > at:
            pieces.append(Piece(words[at:start], False))
        if end > at:
            pieces.append(Piece(words[max(start, at) : end], True))
        at = max(at, end)
    if at < last:
        pieces.append(Piece(words[at:last], False))
    return tuple(pieces)


def _said_around(
    text: TextOfMemory, of_this: Sequence[TextOfMemory], *, before: bool
) -> tuple[Piece, ...]:
    said = [one for one in of_this if one.said_id is not None]
    place = said.index(text)
    near = (
        said[max(0, place - _SENTENCES_AROUND) : place]
        if before
        else said[place + 1 : place + 1 + _SENTENCES_AROUND]
    )
    words = " ".join(one.words for one in near)
    if not words:
        return ()
    return (Piece(f"{words} " if before else f" {words}", False),)


def _quotes(findings: Sequence[Finding]) -> tuple[Piece, ...]:
    return tuple(Piece(f"{one.quote} ", True) for one in findings)
