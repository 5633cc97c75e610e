"""Texts that wait until somebody decided whether a story tells them: the keepers' queue.

Curators, who look through what is sent, see what was found; a keeper decides. Whoever gave a text
may be asked (`questions`).
"""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Select, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import ALLOWED, Action, find_role, require, visible_to
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, Stale
from chest.models import Asset, Audience, Contribution, HeldState, HeldText, utc_now
from chest.paging import Page, read_id
from chest.stories.held_texts import HeldView, has_giver_to_ask, view_held
from language import _

Decision = Literal["tell", "only", "keep_out", "ask"]

_STATES: dict[Decision, HeldState] = {
    "tell": HeldState.told,
    "only": HeldState.only,
    "keep_out": HeldState.out,
    "ask": HeldState.asked,
}
_WAITING = (HeldState.open, HeldState.asked)
_RELEASED = (HeldState.told, HeldState.only)
_ONLY = (Audience.keepers, Audience.family)


class DecisionManager:
    """Every call takes the viewer first, and tells only of memories that this viewer sees."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_page(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        state: HeldState = HeldState.open,
        cursor: str | None = None,
        limit: int = 20,
    ) -> Page[HeldView]:
        """The texts of which this was decided: what waits, the oldest first; everything else, the
        newest first. Raises NotFound for whoever does not look through what is sent."""
        limit = max(1, min(limit, 100))
        last = read_id(cursor)
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.moderate)
            key = col(HeldText.id)
            is_queue = state is HeldState.open
            query = self._seen(viewer, chest_id).where(col(HeldText.state) == state)
            if last is not None:
                query = query.where(key > last if is_queue else key < last)
            query = query.order_by(key if is_queue else key.desc()).limit(limit + 1)
            rows = session.execute(query).scalars().all()
            items = view_held(session, viewer, rows[:limit])
        return Page(items, str(items[-1].id) if len(rows) > limit else None)

    def list_of_gift(
        self, viewer: Viewer, contribution_id: UUID, *, limit: int = 20
    ) -> list[HeldView]:
        """What waits of one gift, for whoever looks through it."""
        with self._database.read() as session:
            gift = session.get(Contribution, contribution_id)
            if gift is None:
                raise NotFound
            require(session, viewer, gift.chest_id, Action.moderate)
            query = (
                self._seen(viewer, gift.chest_id)
                .where(
                    col(Asset.contribution_id) == contribution_id,
                    col(HeldText.state).in_(_WAITING),
                )
                .order_by(col(HeldText.id))
                .limit(limit)
            )
            return view_held(session, viewer, session.execute(query).scalars().all())

    def count_waiting(self, viewer: Viewer, chest_id: UUID, *, most: int = 100) -> int:
        """How many texts wait for a keeper; at most `most`, and none for whoever does not see
        them."""
        with self._database.read() as session:
            role = find_role(session, viewer, chest_id)
            if role is None or Action.moderate not in ALLOWED[role]:
                return 0
            waiting = (
                self._seen(viewer, chest_id)
                .where(col(HeldText.state) == HeldState.open)
                .with_only_columns(col(HeldText.id))
                .limit(most)
                .subquery()
            )
            return int(
                session.execute(select_columns(func.count()).select_from(waiting)).scalar_one()
            )

    def decide(
        self,
        viewer: Viewer,
        held_id: UUID,
        decision: Decision,
        *,
        audience: Audience | None = None,
        wording: str | None = None,
    ) -> HeldView:
        """Decide of a text. `only` names for whose stories it is. Twice is no error.

        Raises NotFound for whoever is no keeper; Invalid for `only` without keepers or family;
        Conflict for `ask` where nobody can be asked; Stale where the text is another one by now
        than that of `wording`.
        """
        if decision == "only" and audience not in _ONLY:
            raise Invalid(_("Choose who may read it: keepers or family."), field="audience")
        kept_for = audience if decision == "only" else None
        with self._database.write() as session:
            row = self._lock(session, viewer, held_id)
            if wording is not None and wording != row.wording:
                raise Stale({"wording": row.wording})
            if decision == "ask" and not has_giver_to_ask(session, viewer, row):
                raise Conflict(_("Nobody can be asked here: whoever wrote it cannot be reached."))
            state = _STATES[decision]
            if (row.state, row.audience) != (state, kept_for):
                self._set(viewer, row, state, kept_for)
                self._tell(session, viewer, f"text.{decision}", row)
            return view_held(session, viewer, [row])[0]

    def undo(self, viewer: Viewer, held_id: UUID) -> HeldView:
        """Let it wait again. What waits waits: no error."""
        with self._database.write() as session:
            row = self._lock(session, viewer, held_id)
            if row.state is not HeldState.open:
                self._set(viewer, row, HeldState.open, None)
                row.decided_by, row.decided_at = None, None
                self._tell(session, viewer, "text.reopened", row)
            return view_held(session, viewer, [row])[0]

    @staticmethod
    def _set(viewer: Viewer, row: HeldText, state: HeldState, audience: Audience | None) -> None:
        if row.state in _RELEASED:
            row.since = utc_now()  # it was told until now
        if state is HeldState.asked:
            row.answer, row.answered_at = None, None
        row.state, row.audience = state, audience
        row.decided_by, row.decided_at = require_account(viewer), utc_now()

    @staticmethod
    def _tell(session: Session, viewer: Viewer, action: str, row: HeldText) -> None:
        session.add(row)
        session.flush()
        record(session, viewer, action, subject=("held_text", row.id), chest_id=row.chest_id)

    @staticmethod
    def _seen(viewer: Viewer, chest_id: UUID) -> Select[Any]:
        return (
            select_columns(HeldText)
            .join(Asset, col(Asset.id) == col(HeldText.asset_id))
            .where(col(HeldText.chest_id) == chest_id, visible_to(viewer))
        )

    def _lock(self, session: Session, viewer: Viewer, held_id: UUID) -> HeldText:
        require_account(viewer)
        row = session.exec(
            select(HeldText)
            .where(col(HeldText.id) == held_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).first()
        if row is None:
            raise NotFound
        require(session, viewer, row.chest_id, Action.edit_chest)
        seen = self._seen(viewer, row.chest_id).where(col(HeldText.id) == held_id)
        if session.execute(seen).first() is None:
            raise NotFound
        return row
