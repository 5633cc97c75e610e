"""What givers are asked about their texts, and what they answer: with the receipt of a gift, or as
a member of the family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.viewers import ReceiptViewer, Viewer, require_account
from chest.access.visibility import require_to_see, visible_to
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.models import Asset, HeldState, HeldText, utc_now
from chest.texts import clean_text
from language import _

LONGEST = 2_000
_WAITING = (HeldState.open, HeldState.asked)


@dataclass(frozen=True)
class Question:
    """May this be told? `quote` are the giver's own words."""

    id: UUID
    asset_id: UUID
    quote: str


class QuestionManager:
    """For members; what a receipt is asked, `Receipts` tells."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_own(self, viewer: Viewer, chest_id: UUID) -> list[Question]:
        """What this member is asked about their own texts."""
        with self._database.read() as session:
            require_to_see(session, viewer, chest_id)
            return list_questions(session, _of_member(viewer, chest_id), viewer)

    def answer(self, viewer: Viewer, held_id: UUID, words: str) -> None:
        """Answer in words; the keeper reads them, and decides. NotFound for what nobody asked."""
        with self._database.write() as session:
            row = session.get(HeldText, held_id)
            if row is None:
                raise NotFound
            require_to_see(session, viewer, row.chest_id)
            answer_in(session, viewer, _of_member(viewer, row.chest_id), held_id, words)


def _of_member(viewer: Viewer, chest_id: UUID) -> ColumnElement[bool]:
    return (col(Asset.added_by) == require_account(viewer)) & (col(Asset.chest_id) == chest_id)


def of_gift(viewer: ReceiptViewer) -> ColumnElement[bool]:
    return col(Asset.contribution_id) == viewer.contribution_id


def list_questions(session: Session, theirs: ColumnElement[bool], viewer: Viewer) -> list[Question]:
    """What the givers of these memories are asked."""
    rows = session.exec(
        select(HeldText)
        .join(Asset, col(Asset.id) == col(HeldText.asset_id))
        .where(theirs, visible_to(viewer), col(HeldText.state) == HeldState.asked)
        .order_by(col(HeldText.id))
        .limit(50)
    ).all()
    return [Question(row.id, row.asset_id, _quote(row.findings)) for row in rows]


def count_waiting_of(session: Session, theirs: ColumnElement[bool], viewer: Viewer) -> int:
    """How many texts of these memories wait for a decision."""
    return session.exec(
        select(func.count())
        .select_from(HeldText)
        .join(Asset, col(Asset.id) == col(HeldText.asset_id))
        .where(theirs, visible_to(viewer), col(HeldText.state).in_(_WAITING))
    ).one()


def answer_in(
    session: Session, viewer: Viewer, theirs: ColumnElement[bool], held_id: UUID, words: str
) -> None:
    """Keep the answer, and let the text wait for the keeper again. The same answer twice is no
    error."""
    answer = clean_text(words, label=_("Your answer"), longest=LONGEST)
    if answer is None:
        raise Invalid(_("Write a few words first."), field="words")
    row = session.exec(
        select(HeldText)
        .join(Asset, col(Asset.id) == col(HeldText.asset_id))
        .where(col(HeldText.id) == held_id, theirs, visible_to(viewer))
        .with_for_update(of=HeldText)
        .execution_options(populate_existing=True)
    ).first()
    if row is None or (row.state is not HeldState.asked and row.answer != answer):
        raise NotFound
    if row.state is HeldState.asked:
        row.state, row.answer, row.answered_at = HeldState.open, answer, utc_now()
        session.add(row)
        session.flush()
        record(
            session, viewer, "text.answered", subject=("held_text", row.id), chest_id=row.chest_id
        )


def _quote(findings: Sequence[dict[str, str]]) -> str:
    return " … ".join(dict.fromkeys(one["words"] for one in findings))
