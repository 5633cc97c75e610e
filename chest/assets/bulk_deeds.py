"""What is done to each of many memories, and what undoes it: in one transaction over all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import Session

from chest.access.audiences import choose_audience
from chest.access.viewers import Viewer
from chest.assets.deeds import (
    bring_back,
    check_restorable,
    put_away,
    read_changes,
    write_columns,
    write_down,
)
from chest.models import (
    Asset,
    AssetTag,
    Audience,
    BulkChange,
    BulkDeed,
    BulkMemory,
    Chest,
    DateOrigin,
    Role,
    utc_now,
)
from chest.tags.giving import TagChange, change_tags, take_back

TAGS = "tags"
_KINDS_OF = {"audience": Audience, "taken_source": DateOrigin, "caption_source": DateOrigin}


@dataclass(frozen=True)
class Scene:
    """Who does what where, in one transaction; `tags` are those of the memories, by label, where
    they are what is changed."""

    session: Session
    viewer: Viewer
    chest: Chest
    role: Role
    tags: dict[UUID, dict[str, AssetTag]] = field(default_factory=dict)


Deed = Callable[[Scene, Asset], dict[str, Any] | None]
"""Does it to one memory and returns how its columns were; None where there was nothing to do."""


def take_out(scene: Scene, asset: Asset) -> dict[str, Any]:
    deleted_at = asset.deleted_at
    assert deleted_at is not None  # locked as one that is put away
    check_restorable(
        scene.viewer, asset, scene.role, deleted_at=deleted_at, deleted_by=asset.deleted_by
    )
    bring_back(scene.session, scene.viewer, asset)
    return {}


def back_again(bulk: BulkChange, rows: Mapping[UUID, BulkMemory]) -> Deed:
    """What undoes it to one memory that nobody changed since."""

    def write_back(scene: Scene, asset: Asset) -> dict[str, Any] | None:
        before = dict(rows[asset.id].before)
        # Tags have no version: of each it is known whether somebody changed it since.
        tagged = before.pop(TAGS, None)
        if asset.version != rows[asset.id].version:
            before = {}
        if "audience" in before:
            choose_audience(
                before["audience"],
                current=asset.audience,
                role=scene.role,
                is_own=asset.added_by == scene.viewer.account_id,
            )
        columns = {
            name: _KINDS_OF[name](value) if name in _KINDS_OF and value is not None else value
            for name, value in before.items()
        }
        write_columns(
            scene.session, scene.viewer, asset, columns, chest=scene.chest, role=scene.role
        )
        is_untagged = tagged is not None and _untag(scene, asset, tagged)
        return {} if columns or is_untagged else None

    def put_back(scene: Scene, asset: Asset) -> dict[str, Any] | None:
        if asset.deleted_at is None or asset.deleted_at > bulk.made_at:
            return None  # brought back meanwhile, and put away for another reason
        return take_out(scene, asset)

    def put_away_again(scene: Scene, asset: Asset) -> dict[str, Any] | None:
        put_away(scene.session, scene.viewer, asset, at=utc_now())
        return {}

    return {
        BulkDeed.change: write_back,
        BulkDeed.delete: put_back,
        BulkDeed.restore: put_away_again,
    }[bulk.deed]


def make_change(changes: Mapping[str, Any]) -> Deed:
    """What changes these fields, and gives and takes the `tags`, a TagChange."""
    fields = {name: value for name, value in changes.items() if name != TAGS}
    tags = changes.get(TAGS, TagChange())

    def deed(scene: Scene, asset: Asset) -> dict[str, Any] | None:
        # Both refuse before anything is written.
        columns = read_changes(scene.viewer, asset, fields, chest=scene.chest, role=scene.role)
        before = {name: getattr(asset, name) for name in columns}
        tagged = _tag(scene, asset, tags)
        write_columns(
            scene.session, scene.viewer, asset, columns, chest=scene.chest, role=scene.role
        )
        return before | ({TAGS: tagged} if tagged else {}) or None

    return deed


def _tag(scene: Scene, asset: Asset, tags: TagChange) -> dict[str, Any]:
    tagged = change_tags(
        scene.session,
        scene.viewer,
        asset,
        scene.tags.get(asset.id, {}),
        tags,
        chest=scene.chest,
        role=scene.role,
    )
    if tagged:
        write_down(scene.session, scene.viewer, "asset.tagged", asset)
    return tagged


def _untag(scene: Scene, asset: Asset, done: Mapping[str, Any]) -> bool:
    """Undo it; whether there was anything that nobody changed since."""
    is_back = take_back(
        scene.session,
        scene.viewer,
        asset,
        scene.tags.get(asset.id, {}),
        done,
        chest=scene.chest,
        role=scene.role,
    )
    if is_back:
        write_down(scene.session, scene.viewer, "asset.tagged", asset)
    return is_back
