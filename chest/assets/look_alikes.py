"""Pictures that may be the same one, for a curator to decide about, one group at a time: both are
shown, or one for all, or one is put away. Nothing is merged by itself, and bytes never are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, and_, col, or_, select, update

from chest.access.audit import record
from chest.access.memories import get_visible
from chest.access.repeats import picture_of, stands
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require, visible_to
from chest.assets.views import AssetView, load_views
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.models import Alike, Asset, Kind, LookAlike, Review, utc_now
from language import _

MOST_IN_GROUP = 12
"""What looks alike in a chain may be a whole film of frames: as many are decided at once."""

_LISTED = 50


@dataclass(frozen=True)
class Pair:
    """Two memories that may be one; `nearness` is 1 for the same."""

    first: UUID
    second: UUID
    nearness: float


class LookAlikeManager:
    """For curators, over what they see. Only what is published is decided about: what waits is
    nobody's picture yet."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_pairs(self, viewer: Viewer, chest_id: UUID, *, limit: int = 100) -> list[Pair]:
        """Pairs that nobody decided about, nearest first. Raises NotFound."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_any)
            found = _open_pairs(session, viewer, chest_id, limit=limit)
            hashes = {sha256 for pair in found for sha256 in (pair.first, pair.second)}
            ids = _standing(session, viewer, chest_id, hashes)
            return [
                Pair(ids[pair.first], ids[pair.second], pair.nearness)
                for pair in found
                if pair.first in ids and pair.second in ids
            ]

    def next_group(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        later: Collection[UUID] = (),
        of: UUID | None = None,
    ) -> tuple[AssetView, ...]:
        """The pictures of the nearest pair that nobody decided about, and what else looks like
        them, oldest first; none where nothing is left, and none of a group with one of `later`.
        With `of`, first what looks like that one."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_any)
            asked = session.get(Asset, of) if of is not None else None
            pairs = _open_pairs(session, viewer, chest_id, limit=_LISTED)
            if asked is not None and asked.sha256:
                own = _open_pairs(session, viewer, chest_id, limit=1, of=asked.sha256)
                pairs = [*own, *pairs]
            for pair in pairs:
                ids = _standing(session, viewer, chest_id, _group_of(session, chest_id, pair))
                if len(ids) > 1 and not set(ids.values()) & set(later):
                    break
            else:
                return ()
            rows = session.exec(
                select(Asset).where(col(Asset.id).in_(ids.values())).order_by(col(Asset.id))
            ).all()
            return tuple(load_views(session, viewer, rows))

    def count_open(self, viewer: Viewer, chest_id: UUID) -> int:
        """How many pairs wait for somebody, at most 50."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_any)
            return len(_open_pairs(session, viewer, chest_id, limit=_LISTED))

    def looks_like_others(self, viewer: Viewer, asset_id: UUID) -> bool:
        """Whether somebody should decide about this picture."""
        with self._database.read() as session:
            asset = get_visible(session, viewer, asset_id)
            require(session, viewer, asset.chest_id, Action.edit_any)
            found = asset.sha256 and _open_pairs(
                session, viewer, asset.chest_id, limit=1, of=asset.sha256
            )
            return bool(found)

    def keep(self, viewer: Viewer, chest_id: UUID, asset_ids: Sequence[UUID]) -> int:
        """These are pictures of their own: nobody is asked again. Returns of how many pairs that
        was not said yet; twice is no error."""
        return self._decide(viewer, chest_id, asset_ids, Alike.kept, shown=None)

    def fold(
        self, viewer: Viewer, chest_id: UUID, asset_ids: Sequence[UUID], *, shown: UUID
    ) -> int:
        """These are one picture: `shown` stands for all of them, to whoever sees it, and the others
        are kept beneath it, each as whoever gave it gave it. What is seen by more people than that
        one is shown before it. `CopyManager.show_apart` and `reopen` take it back."""
        return self._decide(viewer, chest_id, asset_ids, Alike.folded, shown=shown)

    def reopen(self, viewer: Viewer, chest_id: UUID, asset_ids: Sequence[UUID]) -> int:
        """Take back what was decided about these, and ask again."""
        return self._decide(viewer, chest_id, asset_ids, Alike.open, shown=None)

    def list_decided(
        self, viewer: Viewer, chest_id: UUID, *, limit: int = 20
    ) -> list[tuple[AssetView, ...]]:
        """What was decided last, by groups, newest first: each can be taken back."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_any)
            pairs = session.exec(
                select(LookAlike)
                .where(col(LookAlike.chest_id) == chest_id, col(LookAlike.decided_at).is_not(None))
                .order_by(col(LookAlike.decided_at).desc())
                .limit(limit * 3)
            ).all()
            groups: dict[Any, set[str]] = {}
            for pair in pairs:
                groups.setdefault(pair.decided_at, set()).update((pair.first, pair.second))
            hashes = {sha for group in groups.values() for sha in group}
            rows = session.exec(
                select(Asset)
                .where(*_published(viewer, chest_id), col(Asset.sha256).in_(hashes))
                .order_by(col(Asset.id))
            ).all()
            views = load_views(session, viewer, rows)
        told = []
        for group in list(groups.values())[:limit]:
            of = [view for view, row in zip(views, rows, strict=True) if row.sha256 in group]
            if len(of) > 1:
                told.append(tuple(of))
        return told

    def _decide(
        self,
        viewer: Viewer,
        chest_id: UUID,
        asset_ids: Sequence[UUID],
        state: Alike,
        *,
        shown: UUID | None,
    ) -> int:
        account_id = require_account(viewer)
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.edit_any)
            if len(asset_ids) > MOST_IN_GROUP:
                raise Invalid(_("Decide about a few pictures at once."))
            named = session.exec(
                select(Asset).where(*_published(viewer, chest_id), col(Asset.id).in_(asset_ids))
            ).all()
            if len(named) < len(set(asset_ids)):
                raise NotFound
            # With each goes what is shown as it already.
            group = session.exec(
                select(Asset)
                .where(
                    *_published(viewer, chest_id),
                    picture_of(Asset).in_([one.same_as or one.sha256 for one in named]),
                )
                .order_by(col(Asset.id))
                .with_for_update()
            ).all()
            chosen = next((asset.sha256 for asset in named if asset.id == shown), None)
            if state is Alike.folded and chosen is None:
                raise Invalid(_("Say which of them is to be shown."))
            changed = _set_states(session, chest_id, group, state, by=account_id)
            if state is not Alike.kept:
                changed += _show_as(session, group, chosen)
            if changed:
                for asset in named:
                    record(
                        session,
                        viewer,
                        f"asset.look_alike_{state.value}",
                        subject=("asset", asset.id),
                        chest_id=chest_id,
                    )
            return changed


def _set_states(
    session: Session, chest_id: UUID, group: Sequence[Asset], state: Alike, *, by: UUID
) -> int:
    hashes = {asset.sha256 for asset in group if asset.sha256}
    pairs = session.exec(
        select(LookAlike)
        .where(_among(chest_id, hashes))
        .order_by(col(LookAlike.first), col(LookAlike.second))
        .with_for_update()
    ).all()
    if not pairs:
        raise Invalid(_("These were not found to look alike."))
    now = utc_now()
    changed = [pair for pair in pairs if pair.state is not state]
    for pair in changed:
        pair.state = state
        pair.decided_by, pair.decided_at = (None, None) if state is Alike.open else (by, now)
        session.add(pair)
    return len(changed)


def _show_as(session: Session, group: Sequence[Asset], chosen: str | None) -> int:
    """Let `chosen` be shown for all of these; with None, each for itself again. Of what the viewer
    does not see nothing changes. Returns how many were not so already."""
    # What was kept apart before is one now; the other way around each goes by its own bytes.
    values = {"same_as": chosen} | ({"stands_apart": False} if chosen else {})
    ids = [
        one.id for one in group if any(getattr(one, name) != new for name, new in values.items())
    ]
    if ids:
        session.exec(
            update(Asset)
            .where(col(Asset.id).in_(ids))
            .values(**values)
            .execution_options(synchronize_session="fetch")
        )
    return len(ids)


def _group_of(session: Session, chest_id: UUID, pair: LookAlike) -> set[str]:
    """What hangs together with this pair by pairs that nobody decided about."""
    group, asked = {pair.first, pair.second}, set[str]()
    while (new := group - asked) and len(group) < MOST_IN_GROUP:
        asked |= new
        beside = session.exec(
            select(LookAlike)
            .where(
                col(LookAlike.chest_id) == chest_id,
                or_(col(LookAlike.first).in_(new), col(LookAlike.second).in_(new)),
                col(LookAlike.state) == Alike.open,
            )
            .order_by(col(LookAlike.nearness).desc())
            .limit(MOST_IN_GROUP * 2)
        ).all()
        for other in beside:
            if len(group | {other.first, other.second}) <= MOST_IN_GROUP:
                group |= {other.first, other.second}
    return group


def _open_pairs(
    session: Session, viewer: Viewer, chest_id: UUID, *, limit: int, of: str | None = None
) -> list[LookAlike]:
    """Those of which the viewer is shown both, nearest first."""
    sides = [_is_shown(viewer, chest_id, side) for side in (LookAlike.first, LookAlike.second)]
    asked = select(LookAlike).where(
        col(LookAlike.chest_id) == chest_id, col(LookAlike.state) == Alike.open, *sides
    )
    if of is not None:
        asked = asked.where(or_(col(LookAlike.first) == of, col(LookAlike.second) == of))
    order = col(LookAlike.nearness).desc(), col(LookAlike.first), col(LookAlike.second)
    return list(session.exec(asked.order_by(*order).limit(limit)).all())


def _is_shown(viewer: Viewer, chest_id: UUID, side: Any) -> ColumnElement[bool]:
    return exists(
        select(col(Asset.id)).where(*_published(viewer, chest_id), col(Asset.sha256) == side)
    )


def _standing(
    session: Session, viewer: Viewer, chest_id: UUID, hashes: Collection[str]
) -> dict[str, UUID]:
    """The memory that the viewer is shown of these bytes."""
    found = session.execute(
        select(col(Asset.sha256), col(Asset.id))
        .where(
            *_published(viewer, chest_id),
            col(Asset.sha256).in_(hashes),
            stands(viewer, utc_now()),
        )
        .order_by(col(Asset.id).desc())
    ).all()
    return {row[0]: row[1] for row in found}


def _published(viewer: Viewer, chest_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Asset.chest_id) == chest_id,
        col(Asset.kind) == Kind.photo,
        col(Asset.review) == Review.published,
        visible_to(viewer),
    )


def _among(chest_id: UUID, hashes: Collection[str]) -> ColumnElement[bool]:
    return and_(
        col(LookAlike.chest_id) == chest_id,
        col(LookAlike.first).in_(hashes),
        col(LookAlike.second).in_(hashes),
    )
