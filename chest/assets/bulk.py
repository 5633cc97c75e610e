"""Many memories at once: their date, place, words, tags and audience; putting away and bringing
back. All of it, or what of it may be done, in one transaction, and undone in one.

What may be done to each is what may be done to it by itself (`chest.assets.deeds`); what may not is
left out, and counted. Rows are locked before anything is written, in the order of
`chest.access.locks`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from chest.access.locks import lock_contributions_of
from chest.access.memories import may_edit
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import ALLOWED, Action, require, visible_to
from chest.assets.bulk_deeds import TAGS, Deed, Scene, back_again, make_change, take_out
from chest.assets.deeds import put_away
from chest.assets.pages import Filter, list_ids
from chest.assets.years import Stretch
from chest.database import Database
from chest.erasing.periods import UNDONE_WITHIN
from chest.errors import ChestError, Conflict, Invalid, NotFound
from chest.models import (
    Asset,
    BulkChange,
    BulkDeed,
    BulkMemory,
    utc_now,
)
from chest.tags.giving import tags_of_many
from language import _, number

NAMED_AT_ONCE = 500
FOUND_AT_ONCE = 5_000  # by a filter: more would keep everybody else from writing for too long

CHANGEABLE = frozenset({"taken", "place", "audience", "caption", "tags"})


@dataclass(frozen=True)
class OfTimeline:
    """All that the timeline shows of these stretches, but for some."""

    stretches: tuple[Stretch, ...]
    without: frozenset[UUID] = frozenset()


Which: TypeAlias = Sequence[UUID] | Filter | OfTimeline


@dataclass(frozen=True)
class BulkResult:
    """How many memories were changed, how many were left out because this viewer may not or nothing
    was to do, and what undoes it: None where nothing was changed. `not_allowed` says of how many of
    those left out it was because they may not."""

    changed: int
    left_out: int
    undo: UUID | None
    not_allowed: int = 0


class BulkManager:
    def __init__(self, *, database: Database) -> None:
        self._database = database

    def change(
        self,
        viewer: Viewer,
        chest_id: UUID,
        which: Which,
        changes: Mapping[str, Any],
    ) -> BulkResult:
        """Change `taken`, `place`, `audience` and `caption`, read as in `AssetManager.edit`, and
        `tags`, a TagChange, of these memories, or of what a list of this filter or the timeline
        shows. Raises Invalid for a value that could be given to none of them, with nothing
        changed."""
        unknown = set(changes) - CHANGEABLE
        if unknown or not changes:
            raise Invalid(
                _("Of many memories the date, place, caption, tags and audience can be changed.")
            )
        return self._do(
            viewer,
            chest_id,
            which,
            BulkDeed.change,
            make_change(changes),
            with_tags=TAGS in changes,
        )

    def delete(self, viewer: Viewer, chest_id: UUID, which: Which) -> BulkResult:
        """Put them away; they can be restored for 30 days."""
        now = utc_now()

        def deed(scene: Scene, asset: Asset) -> dict[str, Any]:
            put_away(scene.session, viewer, asset, at=now)
            return {}

        return self._do(viewer, chest_id, which, BulkDeed.delete, deed)

    def restore(self, viewer: Viewer, chest_id: UUID, asset_ids: Sequence[UUID]) -> BulkResult:
        """Bring back those of these memories that this viewer may bring back."""
        return self._do(viewer, chest_id, asset_ids, BulkDeed.restore, take_out)

    def undo(self, viewer: Viewer, chest_id: UUID, bulk_id: UUID) -> BulkResult:
        """Let every memory be as it was before; what somebody changed since stays as it is, and is
        counted as left out. For whoever did it, and curators; twice is no error.

        Raises NotFound for everybody else, and Conflict after 30 days.
        """
        require_account(viewer)
        with self._database.write() as session:
            chest, role = require(session, viewer, chest_id, Action.see)
            bulk = session.get(BulkChange, bulk_id, with_for_update=True)
            is_own = bulk is not None and bulk.account_id == viewer.account_id
            if bulk is None or bulk.chest_id != chest_id:
                raise NotFound
            if not is_own and Action.edit_any not in ALLOWED[role]:
                raise NotFound
            if bulk.made_at < utc_now() - UNDONE_WITHIN:
                raise Conflict(
                    _("This was done more than 30 days ago and can no longer be undone.")
                )
            if bulk.undone_at is not None:
                return BulkResult(0, 0, None)
            rows = {
                row.asset_id: row
                for row in session.exec(select(BulkMemory).where(BulkMemory.bulk_id == bulk_id))
            }
            scene = Scene(session, viewer, chest, role)
            deed = back_again(bulk, rows)
            was_put_away = bulk.deed is BulkDeed.delete
            assets = _lock(scene, list(rows), deleted=was_put_away)
            if any(TAGS in row.before for row in rows.values()):
                scene.tags.update(tags_of_many(session, [asset.id for asset in assets]))
            done, _left = _each(scene, assets, deed)
            bulk.undone_at = utc_now()
            session.add(bulk)
        return BulkResult(len(done), len(rows) - len(done), None)

    def purge(self) -> int:
        """Forget what can no longer be undone; returns how much that was. For the sweep."""
        with self._database.write() as session:
            due = delete(BulkChange).where(col(BulkChange.made_at) < utc_now() - UNDONE_WITHIN)
            return session.connection().execute(due).rowcount

    def _do(
        self,
        viewer: Viewer,
        chest_id: UUID,
        which: Which,
        name: BulkDeed,
        deed: Deed,
        *,
        with_tags: bool = False,
    ) -> BulkResult:
        account_id = require_account(viewer)
        with self._database.write() as session:
            chest, role = require(session, viewer, chest_id, Action.see)
            scene = Scene(session, viewer, chest, role)
            ids = _ids(scene, which)
            assets = _lock(scene, ids, deleted=name is BulkDeed.restore)
            if with_tags:
                scene.tags.update(tags_of_many(session, [asset.id for asset in assets]))
            done, refused = _each(scene, assets, deed)
            if not done and refused and isinstance(refused[0], Invalid):
                raise refused[0]
            not_allowed = len(ids) - len(assets) + len(refused)
            if not done:
                return BulkResult(0, len(ids), None, not_allowed)
            bulk = BulkChange(chest_id=chest_id, account_id=account_id, deed=name)
            session.add(bulk)
            session.flush()
            session.add_all(
                BulkMemory(bulk_id=bulk.id, asset_id=asset.id, version=asset.version, before=before)
                for asset, before in done
            )
        return BulkResult(len(done), len(ids) - len(done), bulk.id, not_allowed)


def _ids(scene: Scene, which: Which) -> list[UUID]:
    def find(wanted: Filter | Stretch, limit: int) -> list[UUID]:
        return list_ids(scene.session, scene.viewer, scene.chest.id, wanted, limit=limit)

    if isinstance(which, Filter | OfTimeline):
        limit = FOUND_AT_ONCE + 1
        if isinstance(which, Filter):
            found = find(which, limit)
        else:
            all_of = [find(one, limit + len(which.without)) for one in which.stretches]
            found = [i for i in dict.fromkeys(chain(*all_of)) if i not in which.without]
        if len(found) > FOUND_AT_ONCE:
            raise Invalid(
                _(
                    "These are more than {number} memories. Choose fewer, such as a few years, "
                    "and then the next.",
                    number=number(FOUND_AT_ONCE),
                )
            )
        return found
    if len(which) > NAMED_AT_ONCE:
        raise Invalid(_("Name at most {number} memories at once.", number=NAMED_AT_ONCE))
    return list(dict.fromkeys(which))


def _lock(scene: Scene, ids: Collection[UUID], *, deleted: bool) -> list[Asset]:
    """Those of these memories that the viewer may change, locked; with `deleted`, of those that are
    put away."""
    session, viewer = scene.session, scene.viewer
    contributions = lock_contributions_of(session, ids)
    found = session.exec(
        select(Asset)
        .where(
            col(Asset.id).in_(ids),
            col(Asset.chest_id) == scene.chest.id,
            visible_to(viewer, deleted=deleted),
        )
        .order_by(col(Asset.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return [
        asset
        for asset in found
        if may_edit(
            viewer,
            asset,
            role=scene.role,
            draft=contributions.get(asset.contribution_id) if asset.contribution_id else None,
        )
    ]


def _each(
    scene: Scene, assets: Sequence[Asset], deed: Deed
) -> tuple[list[tuple[Asset, dict[str, Any]]], list[ChestError]]:
    """Do it to each of them: those to which it was done, with how they were, and the refusals there
    were. A deed that refuses has changed nothing."""
    done: list[tuple[Asset, dict[str, Any]]] = []
    refused: list[ChestError] = []
    for asset in assets:
        try:
            before = deed(scene, asset)
        except (Conflict, Invalid, NotFound) as error:
            refused.append(error)
            continue
        if before is not None:
            done.append((asset, before))
    scene.session.flush()
    return done, refused
