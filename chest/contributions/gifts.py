"""Gifts as whoever decides about them goes through them: told in short, and piece by piece.

A gift may hold thousands of pieces. Its short form counts them, and they are read a page at a time;
`Moderation` decides about the whole, here single pieces are left out of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, cast, func
from sqlmodel import Session, col, select

from chest.access.standing import leave_out
from chest.access.viewers import Viewer
from chest.access.visibility import Action, require, visible_to
from chest.assets.views import AssetView, load_views
from chest.contributions.queue import UNDECIDED, find_moderated, list_decided, list_queue
from chest.contributions.states import overtaken, record_move
from chest.contributions.views import names_for_moderators
from chest.database import Database
from chest.errors import Invalid
from chest.ingest.pairs import pair_gift
from chest.models import Asset, Contribution, ContributionState, Kind, Review, utc_now
from chest.paging import Page, read_id
from language import N_, _

MAX_AT_ONCE = 200
_BEING_WRITTEN = timedelta(hours=1)

_NOTHING_LEFT = N_("That would leave nothing of it. To keep all of it out, decline it.")
_NOT_PART = N_("One of these is not part of this contribution.")


@dataclass(frozen=True)
class GiftView:
    """A gift in short, for whoever decides about it. `counts` are its pieces by kind, those that
    are left out among them; `left_out` is how many those are."""

    id: UUID
    chest_id: UUID
    state: ContributionState
    name: str
    relation: str
    contact_email: str | None
    link_label: str | None
    created_at: datetime
    submitted_at: datetime | None
    held_until: datetime | None
    decided_at: datetime | None
    decided_by_name: str | None
    decision_note: str | None
    counts: Mapping[str, int]
    left_out: int
    version: int

    @property
    def size(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class PieceView:
    """One piece of a gift: its memory, and whether it is left out."""

    asset: AssetView
    left_out: bool


class Gifts:
    """Every call asks for `Action.moderate`, if it says nothing else."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_waiting(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        state: ContributionState = ContributionState.pending,
        after: str | None = None,
        limit: int = 20,
    ) -> Page[GiftView]:
        """What waits (`pending`, or `held`), the oldest first."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.moderate)
            rows = list_queue(session, chest_id, state=state, after=after, limit=limit)
            return _page(session, viewer, rows, limit)

    def list_decided(
        self, viewer: Viewer, chest_id: UUID, *, after: str | None = None, limit: int = 20
    ) -> Page[GiftView]:
        """What was approved or declined, the newest decision first."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.moderate)
            rows = list_decided(session, chest_id, after=after, limit=limit)
            return _page(session, viewer, rows, limit)

    def count_begun(self, viewer: Viewer, chest_id: UUID) -> int:
        """How many gifts somebody began through a link, more than an hour ago, and has not sent:
        their number and nothing else, for keepers. What is in them is seen only by who writes it
        until it is sent."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_chest)
            begun = select(func.count()).where(
                col(Contribution.chest_id) == chest_id,
                col(Contribution.state) == ContributionState.draft,
                col(Contribution.link_id).is_not(None),
                col(Contribution.created_at) < utc_now() - _BEING_WRITTEN,
            )
            return session.exec(begun).one()

    def get(self, viewer: Viewer, contribution_id: UUID) -> GiftView:
        """One gift in short, in whatever state moderators know of."""
        with self._database.read() as session:
            contribution, *_more = find_moderated(session, viewer, contribution_id)
            return _views(session, viewer, [contribution])[0]

    def list_pieces(
        self, viewer: Viewer, contribution_id: UUID, *, after: str | None = None, limit: int = 20
    ) -> Page[PieceView]:
        """Its pieces in the order in which they were given, after the words that came with them."""
        with self._database.read() as session:
            contribution, *_more = find_moderated(session, viewer, contribution_id)
            last, words = read_id(after), contribution.message_asset_id
            query = select(Asset).where(_pieces_of(viewer, [contribution.id]))
            if words is not None:
                query = query.where(col(Asset.id) != words)
            if last is not None:
                query = query.where(col(Asset.id) > last)
            rows = list(session.exec(query.order_by(col(Asset.id)).limit(limit + 1)))
            more = len(rows) > limit
            rows = rows[:limit]
            end = str(rows[-1].id) if more else None
            if words is not None and last is None:
                theirs = session.exec(
                    select(Asset).where(
                        col(Asset.id) == words, _pieces_of(viewer, [contribution.id])
                    )
                ).all()
                rows = [*theirs, *rows]
            views = load_views(session, viewer, rows)
            pieces = [PieceView(view, row.left_out) for row, view in zip(rows, views, strict=True)]
            return Page(pieces, end)

    def leave_out(
        self,
        viewer: Viewer,
        contribution_id: UUID,
        ids: Collection[UUID],
        *,
        version: int | None = None,
    ) -> GiftView:
        """Leave these pieces out: approving the gift declines them by themselves, and one that is
        approved already no longer shows them. Twice is not an error.

        Raises Invalid for what is no piece of it, and where nothing would be left.
        """
        return self._mark(viewer, contribution_id, ids, out=True, version=version)

    def take_in(
        self,
        viewer: Viewer,
        contribution_id: UUID,
        ids: Collection[UUID],
        *,
        version: int | None = None,
    ) -> GiftView:
        """Take in again what was left out, at once where the gift is approved already."""
        return self._mark(viewer, contribution_id, ids, out=False, version=version)

    def _mark(
        self,
        viewer: Viewer,
        contribution_id: UUID,
        ids: Collection[UUID],
        *,
        out: bool,
        version: int | None,
    ) -> GiftView:
        asked = set(ids)
        if len(asked) > MAX_AT_ONCE:
            raise Invalid(_("Choose at most {number} at once.", number=MAX_AT_ONCE))
        with self._database.write() as session:
            contribution, *_more = find_moderated(session, viewer, contribution_id, lock=True)
            if contribution.state not in UNDECIDED | {ContributionState.approved} or (
                version is not None and version != contribution.version
            ):
                raise overtaken(session, contribution)
            pieces = _pieces_of(viewer, [contribution.id])
            found = session.exec(select(Asset.id).where(col(Asset.id).in_(asked), pieces)).all()
            if len(found) < len(asked):
                raise Invalid(_NOT_PART)
            if leave_out(session, contribution, asked, out=out):
                if out and not _count_kept(session, pieces):
                    raise Invalid(_NOTHING_LEFT)
                contribution.version += 1
                session.add(contribution)
                action = "piece_left_out" if out else "piece_taken_in"
                record_move(session, viewer, action, contribution)
                session.flush()
                if not out and contribution.state is ContributionState.approved:
                    pair_gift(session, contribution)
            return _views(session, viewer, [contribution])[0]


def _pieces_of(viewer: Viewer, contributions: Sequence[UUID]) -> ColumnElement[bool]:
    """What was sent with these: a file taken out before sending is nobody's to decide about."""
    return and_(
        col(Asset.contribution_id).in_(contributions),
        col(Asset.review) != Review.draft,
        visible_to(viewer),
    )


def _count_kept(session: Session, pieces: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).where(pieces, col(Asset.left_out).is_(False))).one()


def _page(
    session: Session, viewer: Viewer, rows: Sequence[Contribution], limit: int
) -> Page[GiftView]:
    items = _views(session, viewer, rows[:limit])
    return Page(items, str(items[-1].id) if len(rows) > limit else None)


def _views(session: Session, viewer: Viewer, rows: Sequence[Contribution]) -> list[GiftView]:
    """A handful of queries, however many gifts."""
    if not rows:
        return []
    counts: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    left_out: defaultdict[UUID, int] = defaultdict(int)
    counted = session.exec(
        select(
            col(Asset.contribution_id),
            col(Asset.kind),
            func.count(),
            func.sum(cast(col(Asset.left_out), Integer)),
        )
        .where(_pieces_of(viewer, [row.id for row in rows]))
        .group_by(col(Asset.contribution_id), col(Asset.kind))
    )
    for contribution_id, kind, number, out in counted:
        assert contribution_id is not None  # it is what is asked for
        counts[contribution_id][Kind(kind).value] = number
        left_out[contribution_id] += out
    deciders, labels = names_for_moderators(session, rows)
    return [
        GiftView(
            **{name: getattr(row, name) for name in _OWN_COLUMNS},
            link_label=labels.get(row.link_id) if row.link_id else None,
            decided_by_name=deciders.get(row.decided_by) if row.decided_by else None,
            counts=counts[row.id],
            left_out=left_out[row.id],
        )
        for row in rows
    ]


_OWN_COLUMNS = [
    name
    for name in GiftView.__dataclass_fields__
    if name not in ("link_label", "decided_by_name", "counts", "left_out")
]
