"""Tags: reading, giving, taking away, bringing back; and what looks alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select, update

from ai.tagging.vocabulary import LONGEST, MOST_OWN, clean, label_called, the_vocabulary
from chest.access.audit import record
from chest.access.memories import get_editable, get_visible
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require, require_to_see
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound
from chest.models import (
    Asset,
    AssetTag,
    ChestUnderstanding,
    Step,
    StepState,
    TagBy,
    Understanding,
    utc_now,
)
from chest.tags.rows import TagView, load_tags, ordered, view_of
from chest.tags.similar import LookAlikes, find_look_alikes
from language import _, current, number

MOST = 50
"""Tags of one memory that people give."""


@dataclass(frozen=True)
class Tags:
    """Those of one memory; `rejected` are those that were taken away and can be brought back, for
    whoever may change it."""

    items: tuple[TagView, ...]
    rejected: tuple[TagView, ...]
    editable: bool


@dataclass(frozen=True)
class Labels:
    """The words of a chest: its own, those it does not want, and all that are offered, by key."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    offered: Mapping[str, str]

    @classmethod
    def of(cls, choices: Mapping[str, Any] | None) -> Labels:
        known = choices or {}
        offered = {one.key: one.called(current()) for one in the_vocabulary().labels}
        return cls(tuple(known.get("added", ())), tuple(known.get("removed", ())), offered)


class TagManager:
    """Every call takes the viewer first. Only members of a family read and write tags."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def get(self, viewer: Viewer, asset_id: UUID) -> Tags:
        """The tags of a memory that the viewer sees. Raises NotFound."""
        require_account(viewer)
        with self._database.read() as session:
            get_visible(session, viewer, asset_id)
            return self._tags(session, viewer, asset_id)

    def put(self, viewer: Viewer, asset_id: UUID, words: Sequence[str]) -> Tags:
        """Let these be its tags, and no others. What a model suggested and is named stays a
        suggestion; what is not named any more is taken away, and no model brings it back."""
        require_account(viewer)
        with self._database.write() as session:
            asset, rows = self._lock(session, viewer, asset_id)
            wanted = dict.fromkeys(_label(word) for word in words)
            for label in wanted:
                if label not in rows or rows[label].rejected:
                    give(session, viewer, asset, rows, label)
            for label, row in rows.items():
                if label not in wanted and not row.rejected:
                    reject(session, row)
            _tell(session, viewer, "asset.tagged", asset)
            session.flush()
            return self._tags(session, viewer, asset_id)

    def add(self, viewer: Viewer, asset_id: UUID, word: str) -> Tags:
        """Give it this tag, whichever language the word is in. A suggestion becomes a family's own
        word, and one that was taken away is there again; twice is no error."""
        require_account(viewer)
        with self._database.write() as session:
            asset, rows = self._lock(session, viewer, asset_id)
            if give(session, viewer, asset, rows, _label(word)):
                _tell(session, viewer, "asset.tagged", asset)
            session.flush()
            return self._tags(session, viewer, asset_id)

    def reject(self, viewer: Viewer, asset_id: UUID, label: str) -> Tags:
        """Take a tag away, so that no model brings it back. One that it has not is no error."""
        require_account(viewer)
        with self._database.write() as session:
            asset, rows = self._lock(session, viewer, asset_id)
            row = rows.get(clean(label))
            if row is not None and not row.rejected:
                reject(session, row)
                _tell(session, viewer, "asset.untagged", asset)
            session.flush()
            return self._tags(session, viewer, asset_id)

    def change(
        self, viewer: Viewer, asset_id: UUID, *, added: Sequence[str], removed: Sequence[str]
    ) -> Tags:
        """Give it some and take some away, in one step; what others did meanwhile stays."""
        require_account(viewer)
        with self._database.write() as session:
            asset, rows = self._lock(session, viewer, asset_id)
            for word in added:
                give(session, viewer, asset, rows, _label(word))
            for label in removed:
                if label in rows:
                    reject(session, rows[label])
            _tell(session, viewer, "asset.tagged", asset)
            session.flush()
            return self._tags(session, viewer, asset_id)

    def restore(self, viewer: Viewer, asset_id: UUID, label: str) -> Tags:
        """Bring back one that was taken away, as whoever gave it gave it. Raises NotFound for one
        that never was there."""
        require_account(viewer)
        with self._database.write() as session:
            asset, rows = self._lock(session, viewer, asset_id)
            row = rows.get(clean(label))
            if row is None:
                raise NotFound
            row.rejected = False
            session.add(row)
            _tell(session, viewer, "asset.tagged", asset)
            session.flush()
            return self._tags(session, viewer, asset_id)

    # ---- the words of a chest ----

    def get_labels(self, viewer: Viewer, chest_id: UUID) -> Labels:
        """Which words the chest's pictures are labelled with. Raises NotFound."""
        with self._database.read() as session:
            require_to_see(session, viewer, chest_id)
            row = session.get(ChestUnderstanding, chest_id)
            return Labels.of(row.labels if row else None)

    def choose_labels(
        self, viewer: Viewer, chest_id: UUID, *, added: Sequence[str], removed: Sequence[str]
    ) -> Labels:
        """Which words of its own the chest has, and which of the others it does not want. All its
        pictures are weighed anew, without being looked at again. For curators."""
        own = list(dict.fromkeys(_label(word) for word in added))
        if len(own) > MOST_OWN:
            raise Invalid(
                _("A chest can have at most {number} words of its own.", number=number(MOST_OWN))
            )
        known = {label.key for label in the_vocabulary().labels}
        choices: dict[str, Any] = {
            "added": [word for word in own if word not in known],
            "removed": sorted({_label(word) for word in removed} & known),
        }
        account_id = require_account(viewer)
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.edit_any)
            row = session.get(ChestUnderstanding, chest_id, with_for_update=True)
            row = row or ChestUnderstanding(chest_id=chest_id)
            if row.labels == choices:
                return Labels.of(choices)
            row.labels, row.updated_by, row.updated_at = choices, account_id, utc_now()
            session.add(row)
            here = select(Asset.id).where(col(Asset.chest_id) == chest_id)
            session.exec(
                update(Understanding)
                .where(
                    col(Understanding.step) == Step.tag,
                    col(Understanding.state) == StepState.done,
                    col(Understanding.asset_id).in_(here),
                )
                .values(state=StepState.waiting, updated_at=utc_now())
            )
        return Labels.of(choices)

    # ---- what looks alike ----

    def look_alikes(self, viewer: Viewer, chest_id: UUID, *, limit: int = 100) -> list[LookAlikes]:
        """Pairs of pictures that may be the same one, such as two scans of one print: for somebody
        to decide about; nothing is merged. For curators."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_any)
            return find_look_alikes(session, viewer, chest_id, limit=limit)

    # ---- within one transaction ----

    @staticmethod
    def _lock(
        session: Session, viewer: Viewer, asset_id: UUID
    ) -> tuple[Asset, dict[str, AssetTag]]:
        asset, _chest, _role = get_editable(session, viewer, asset_id, lock=True)
        return asset, tags_of(session, asset_id)

    @staticmethod
    def _tags(session: Session, viewer: Viewer, asset_id: UUID) -> Tags:
        items = load_tags(session, viewer, [asset_id]).get(asset_id, ())
        try:
            get_editable(session, viewer, asset_id)
        except (NotFound, Conflict):
            return Tags(items, (), editable=False)
        gone = [row for row in tags_of(session, asset_id).values() if row.rejected]
        return Tags(items, tuple(view_of(row) for row in ordered(gone)), editable=True)


def tags_of(session: Session, asset_id: UUID) -> dict[str, AssetTag]:
    rows = session.exec(
        select(AssetTag).where(col(AssetTag.asset_id) == asset_id).with_for_update()
    ).all()
    return {row.label: row for row in rows}


def give(
    session: Session, viewer: Viewer, asset: Asset, rows: dict[str, AssetTag], label: str
) -> bool:
    """Let the family say it of the memory, which is locked; whether anything changed."""
    row = rows.get(label)
    if row is not None and row.by is TagBy.person and not row.rejected:
        return False
    given = sum(one.by is TagBy.person and not one.rejected for one in rows.values())
    if given >= MOST:
        raise Invalid(_("One memory can have at most {number} tags.", number=number(MOST)))
    if row is None:
        row = rows[label] = AssetTag(
            asset_id=asset.id, label=label, chest_id=asset.chest_id, by=TagBy.person
        )
    row.by, row.rejected, row.score = TagBy.person, False, None
    row.created_by, row.created_at = viewer.account_id, utc_now()
    session.add(row)
    return True


def reject(session: Session, row: AssetTag) -> None:
    row.rejected = True
    session.add(row)


def _tell(session: Session, viewer: Viewer, action: str, asset: Asset) -> None:
    record(session, viewer, action, subject=("asset", asset.id), chest_id=asset.chest_id)


def _label(word: str) -> str:
    """The key of what somebody wrote. Raises Invalid for what says nothing."""
    if len(word) > LONGEST:
        raise Invalid(_("A tag can have at most {number} letters.", number=number(LONGEST)))
    label = label_called(word, current())
    if not label:
        raise Invalid(_("Write what is in the picture, in a word or two."))
    return label
