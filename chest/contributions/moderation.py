"""Moderation: what curators and keepers decide about contributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from chest.access.viewers import WORKER, Viewer
from chest.access.visibility import ALLOWED, Action, require, require_to_see, visible_to
from chest.assets.edits import apply_changes, clean_changes
from chest.contributions.queue import UNDECIDED, find_moderated, read_decided, read_queue
from chest.contributions.states import decide, overtaken, return_to_queue
from chest.contributions.views import ContributionPage, ContributionView, moderated_views
from chest.database import Database
from chest.dates.days import day_begins
from chest.errors import ChestError, Invalid, NotFound
from chest.models import (
    Asset,
    Audience,
    Chest,
    Contribution,
    ContributionState,
    Review,
    Role,
    utc_now,
)
from chest.texts import clean_text
from language import _

MAX_NOTE = 2_000
MAX_AT_ONCE = 200

Edits = Mapping[UUID, Mapping[str, Any]]


class Decision(StrEnum):
    approve = "approve"
    decline = "decline"
    hold = "hold"
    undo = "undo"


@dataclass(frozen=True)
class ReviewOutcome:
    """What became of one contribution of several: its new state and version, or why it stayed as it
    was."""

    id: UUID
    state: ContributionState | None
    problem: ChestError | None = None
    version: int | None = None


# What can be undone.
_DECIDED = frozenset(
    {ContributionState.approved, ContributionState.declined, ContributionState.held}
)


class Moderation:
    """Every call asks for `Action.moderate`. A decision is made once: of two moderators the second
    gets Conflict, which says who decided what; the same one pressing twice changes nothing."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_contributions(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        state: ContributionState | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> ContributionPage:
        """The chest's contributions, with what is in them.

        What waits (pending, held) comes oldest first, everything else newest first. Drafts and
        what was withdrawn are not moderators' business and never here.
        """
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.moderate)
            return read_queue(session, viewer, chest_id, state=state, after=after, limit=limit)

    def count_waiting(self, viewer: Viewer, chest_id: UUID) -> int:
        """How many contributions wait for a decision now, those on hold not among them."""
        with self._database.read() as session:
            # As every page asks it for its menu: in one question, the role being known.
            if Action.moderate not in ALLOWED[require_to_see(session, viewer, chest_id)]:
                raise NotFound
            return session.exec(
                select(func.count()).where(
                    col(Contribution.chest_id) == chest_id,
                    col(Contribution.state) == ContributionState.pending,
                )
            ).one()

    def list_decided(
        self, viewer: Viewer, chest_id: UUID, *, after: str | None = None, limit: int = 50
    ) -> ContributionPage:
        """What was approved or declined, the newest decision first."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.moderate)
            return read_decided(session, viewer, chest_id, after=after, limit=limit)

    def get(self, viewer: Viewer, contribution_id: UUID) -> ContributionView:
        """One contribution as a moderator sees it."""
        with self._database.read() as session:
            contribution, *_more = find_moderated(session, viewer, contribution_id)
            return moderated_views(session, viewer, [contribution])[0]

    def approve(
        self,
        viewer: Viewer,
        contribution_id: UUID,
        *,
        version: int | None = None,
        edits: Edits | None = None,
        audience: Audience | None = None,
    ) -> ContributionView:
        """Publish it to the family, or to `audience`.

        `edits` are {asset id: {"caption" | "body" | "taken" | "place" | …: words}}, the fields of
        `chest.assets.edits`: the contributor's own words stay in each memory's history. Raises
        Invalid for edits that cannot be made; nothing is then published.
        """
        if audience in (Audience.keepers, Audience.only_me):
            raise Invalid(_("What is approved is for the family or for everyone."))
        with self._database.write() as session:
            contribution, chest, role = find_moderated(session, viewer, contribution_id, lock=True)
            if not edits and _repeats(contribution, ContributionState.approved, viewer):
                return moderated_views(session, viewer, [contribution])[0]
            _check_from(session, contribution, UNDECIDED)
            _edit(session, viewer, contribution, chest, role, edits or {})
            session.flush()
            decide(
                session, contribution, ContributionState.approved, viewer=viewer, version=version
            )
            if audience is not None:
                session.exec(
                    update(Asset)
                    .where(
                        col(Asset.contribution_id) == contribution.id,
                        col(Asset.review) == Review.published,
                    )
                    .values(audience=audience)
                    .execution_options(synchronize_session="fetch")
                )
            return moderated_views(session, viewer, [contribution])[0]

    def decline(
        self,
        viewer: Viewer,
        contribution_id: UUID,
        *,
        note: str | None = None,
        version: int | None = None,
    ) -> ContributionView:
        """Do not publish it. The contributor reads the note with their receipt; files are kept."""
        words = clean_text(note, label=_("The note"), longest=MAX_NOTE)
        with self._database.write() as session:
            contribution, *_more = find_moderated(session, viewer, contribution_id, lock=True)
            if not _repeats(contribution, ContributionState.declined, viewer):
                _check_from(session, contribution, UNDECIDED)
                decide(
                    session,
                    contribution,
                    ContributionState.declined,
                    viewer=viewer,
                    version=version,
                    note=words,
                )
            return moderated_views(session, viewer, [contribution])[0]

    def hold(
        self,
        viewer: Viewer,
        contribution_id: UUID,
        *,
        until: datetime | date,
        version: int | None = None,
    ) -> ContributionView:
        """Put it aside until a moment that lies ahead, or a day, which begins where the chest is at
        home; it then waits for a decision again. Holding what is held already moves the moment."""
        with self._database.write() as session:
            contribution, chest, _role = find_moderated(session, viewer, contribution_id, lock=True)
            moment = until if isinstance(until, datetime) else day_begins(until, chest.time_zone)
            if moment.tzinfo is None or moment <= utc_now():
                raise Invalid(_("Choose a day ahead on which this should come back to you."))
            _check_from(session, contribution, UNDECIDED)
            decide(
                session,
                contribution,
                ContributionState.held,
                viewer=viewer,
                version=version,
                until=moment,
            )
            return moderated_views(session, viewer, [contribution])[0]

    def undo(
        self, viewer: Viewer, contribution_id: UUID, *, version: int | None = None
    ) -> ContributionView:
        """Let it wait for a decision again, whoever decided. Edits made while approving stay."""
        with self._database.write() as session:
            contribution, *_more = find_moderated(session, viewer, contribution_id, lock=True)
            if contribution.state in _DECIDED:
                return_to_queue(session, contribution, viewer, "undone", version=version)
            return moderated_views(session, viewer, [contribution])[0]

    def review(
        self,
        viewer: Viewer,
        chest_id: UUID,
        ids: Sequence[UUID],
        decision: Decision,
        *,
        note: str | None = None,
        until: datetime | date | None = None,
        audience: Audience | None = None,
        versions: Mapping[UUID, int] | None = None,
    ) -> list[ReviewOutcome]:
        """One decision about several contributions of a chest, each for itself: what cannot be
        decided is told and keeps none of the others. At most 200 at once.

        `versions` are those that the moderator has seen, {contribution id: version}: what changed
        since is not decided, and its problem is Stale.
        """
        if len(ids) > MAX_AT_ONCE:
            raise Invalid(_("Choose at most {number} at once.", number=MAX_AT_ONCE))
        if decision is Decision.hold and until is None:
            raise Invalid(_("Choose a day ahead on which these should come back to you."))
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.moderate)
            here = set(
                session.exec(
                    select(Contribution.id).where(
                        col(Contribution.chest_id) == chest_id, col(Contribution.id).in_(ids)
                    )
                ).all()
            )

        def review_one(one: UUID) -> ContributionView:
            if one not in here:
                raise NotFound
            version = (versions or {}).get(one)
            if decision is Decision.approve:
                return self.approve(viewer, one, version=version, audience=audience)
            if decision is Decision.decline:
                return self.decline(viewer, one, version=version, note=note)
            if decision is Decision.hold and until is not None:
                return self.hold(viewer, one, version=version, until=until)
            return self.undo(viewer, one, version=version)

        outcomes: list[ReviewOutcome] = []
        for one in dict.fromkeys(ids):
            try:
                view = review_one(one)
                outcomes.append(ReviewOutcome(id=one, state=view.state, version=view.version))
            except ChestError as error:
                outcomes.append(ReviewOutcome(id=one, state=None, problem=error))
        return outcomes

    def release_held(self) -> int:
        """For the sweep: let what was held until now wait for a decision again; answers how
        many."""
        with self._database.write() as session:
            due = session.exec(
                select(Contribution)
                .where(
                    col(Contribution.state) == ContributionState.held,
                    col(Contribution.held_until) <= utc_now(),
                )
                .with_for_update(skip_locked=True)
            ).all()
            for contribution in due:
                return_to_queue(session, contribution, WORKER, "released")
            return len(due)


def _repeats(contribution: Contribution, to: ContributionState, viewer: Viewer) -> bool:
    return contribution.state is to and contribution.decided_by == viewer.account_id


def _check_from(
    session: Session, contribution: Contribution, allowed: frozenset[ContributionState]
) -> None:
    if contribution.state not in allowed:
        raise overtaken(session, contribution)


def _edit(
    session: Session,
    viewer: Viewer,
    contribution: Contribution,
    chest: Chest,
    role: Role,
    edits: Edits,
) -> None:
    rows = session.exec(
        select(Asset)
        .where(
            col(Asset.id).in_(edits),
            col(Asset.contribution_id) == contribution.id,
            visible_to(viewer),
        )
        .with_for_update()
    ).all()
    if len(rows) < len(edits):
        raise Invalid(_("One of the edited memories is not part of this contribution."))
    for asset in rows:
        columns = clean_changes(edits[asset.id], asset=asset, chest=chest, role=role, is_own=False)
        if columns:
            apply_changes(session, asset, columns, by=viewer.account_id)
