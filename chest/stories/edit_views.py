"""What the family changed about what is told, as those who may tell stories see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.models import Account, EditOp, StoryEdit
from chest.stories.edited import Edited


@dataclass(frozen=True)
class EditView:
    """One change. `before` is how the sentence, or the title, read until then, of an insertion the
    sentence before it; `text` how it reads since, None where it was taken out. `chapter` is the
    title that it stood under.

    `placed` says whether it holds in a telling that is read now: False for one that was undone or
    followed by another, and for words whose sentence or memory is in no such telling. They are
    listed all the same, and come back with it.
    """

    id: UUID
    op: EditOp
    before: str
    text: str | None
    by_name: str | None
    made_at: datetime
    undone_at: datetime | None
    placed: bool
    chapter: str


def view_edits(
    session: Session, edits: Iterable[StoryEdit], *, placed: Collection[UUID]
) -> list[EditView]:
    """The rows as views, in their order; `placed` are the ids of those that hold."""
    rows = list(edits)
    names = _names(session, {row.made_by for row in rows if row.made_by})
    return [
        EditView(
            id=row.id,
            op=row.op,
            before=row.before,
            text=row.text,
            by_name=names.get(row.made_by) if row.made_by else None,
            made_at=row.made_at,
            undone_at=row.undone_at,
            placed=row.id in placed,
            chapter=row.chapter_title,
        )
        for row in rows
    ]


def view_edits_in(session: Session, edited: Edited) -> Mapping[UUID, EditView]:
    """The edits of a telling, by the ids of the sentences that read as they say."""
    heads = {row.id: row for row in edited.by_row.values()}
    views = {view.id: view for view in view_edits(session, heads.values(), placed=heads)}
    return {id: views[row.id] for id, row in edited.by_row.items()}


def _names(session: Session, accounts: Collection[UUID]) -> dict[UUID, str]:
    if not accounts:
        return {}
    rows = session.exec(select(Account.id, Account.name).where(col(Account.id).in_(accounts)))
    return dict(rows.all())
