"""Tags: reading, giving, taking away, bringing back; and the words of a chest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from ai.tagging.vocabulary import clean
from chest.access.audit import record
from chest.access.locks import lock_contribution_of
from chest.access.memories import get_editable, get_visible
from chest.access.reapproval import look_again
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require, require_to_see
from chest.database import Database
from chest.errors import Conflict, NotFound
from chest.models import (
    Asset,
    AssetTag,
    Chest,
    ChestUnderstanding,
    Role,
    utc_now,
)
from chest.tags.giving import TagChange, called_off, change_tags, label_of, tags_of
from chest.tags.labels import Labels, read_choices, rename_tags, weigh_anew
from chest.tags.rows import TagView, load_tags, ordered, view_of


@dataclass(frozen=True)
class Tags:
    """Those of one memory; `rejected` are those that were taken away and can be brought back, for
    whoever may change it."""

    items: tuple[TagView, ...]
    rejected: tuple[TagView, ...]
    editable: bool


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
        wanted = tuple(dict.fromkeys(label_of(word) for word in words))

        def change(rows: Mapping[str, AssetTag]) -> TagChange:
            new = [label for label in wanted if label not in rows or rows[label].rejected]
            return TagChange(tuple(new), called_off(rows, wanted))

        return self._change(viewer, asset_id, change)

    def add(self, viewer: Viewer, asset_id: UUID, word: str) -> Tags:
        """Give it this tag, whichever language the word is in. A suggestion becomes a family's own
        word, and one that was taken away is there again; twice is no error."""
        return self.change(viewer, asset_id, added=[word], removed=[])

    def reject(self, viewer: Viewer, asset_id: UUID, label: str) -> Tags:
        """Take a tag away, so that no model brings it back. One that it has not is no error."""
        return self.change(viewer, asset_id, added=[], removed=[label])

    def change(
        self, viewer: Viewer, asset_id: UUID, *, added: Sequence[str], removed: Sequence[str]
    ) -> Tags:
        """Give it some and take some away, in one step; what others did meanwhile stays. Where
        members are not trusted, what they change waits for approval again."""
        change = TagChange.of(added, removed)
        return self._change(viewer, asset_id, lambda _rows: change)

    def restore(self, viewer: Viewer, asset_id: UUID, label: str) -> Tags:
        """Bring back one that was taken away, as whoever gave it gave it. Raises NotFound for one
        that never was there."""
        require_account(viewer)
        with self._database.write() as session:
            asset, chest, role = self._lock(session, viewer, asset_id)
            row = tags_of(session, asset_id).get(clean(label))
            if row is None:
                raise NotFound
            if row.rejected:
                look_again(session, viewer, asset, {"tags"}, chest=chest, role=role)
                row.rejected = False
                session.add(row)
                _tell(session, viewer, asset)
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
        """Let these be the chest's own words, and these the others that it does not want. All its
        pictures are weighed anew, without being looked at again. For curators."""
        return self._choose(viewer, chest_id, lambda _now: (added, removed))

    def add_label(self, viewer: Viewer, chest_id: UUID, word: str) -> Labels:
        """Give the chest a word of its own; one that it knows and did not want is wanted again.
        Twice is no error. For curators."""
        label = label_of(word)
        return self._choose(
            viewer,
            chest_id,
            lambda now: ([*now.added, label], [one for one in now.removed if one != label]),
        )

    def drop_label(self, viewer: Viewer, chest_id: UUID, label: str) -> Labels:
        """Take a word of the chest's own out of those that are suggested. What the family said of
        pictures with it stays."""
        return self._choose(
            viewer,
            chest_id,
            lambda now: ([one for one in now.added if one != label], now.removed),
        )

    def switch_off_labels(self, viewer: Viewer, chest_id: UUID, labels: Sequence[str]) -> Labels:
        """Let these, by their keys, be those of the known words that nobody here wants to read."""
        return self._choose(viewer, chest_id, lambda now: (now.added, labels))

    def rename_label(self, viewer: Viewer, chest_id: UUID, label: str, word: str) -> Labels:
        """Call a word of the chest's own otherwise, on its pictures too. Raises NotFound for one
        that is not its own."""
        new = label_of(word)

        def rename(now: Labels) -> tuple[list[str], Sequence[str]]:
            if label not in now.added:
                raise NotFound
            return [new if one == label else one for one in now.added], now.removed

        return self._choose(viewer, chest_id, rename, renamed=(label, new))

    def _choose(
        self,
        viewer: Viewer,
        chest_id: UUID,
        of: Callable[[Labels], tuple[Sequence[str], Sequence[str]]],
        *,
        renamed: tuple[str, str] | None = None,
    ) -> Labels:
        account_id = require_account(viewer)
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.edit_any)
            row = session.get(ChestUnderstanding, chest_id, with_for_update=True)
            row = row or ChestUnderstanding(chest_id=chest_id)
            choices = read_choices(*of(Labels.of(row.labels)))
            if renamed is not None and renamed[0] != renamed[1]:
                rename_tags(session, chest_id, *renamed)
            if choices == (row.labels or read_choices((), ())):
                return Labels.of(choices)
            row.labels, row.updated_by, row.updated_at = choices, account_id, utc_now()
            session.add(row)
            weigh_anew(session, chest_id)
            record(
                session,
                viewer,
                "chest.labels_chosen",
                subject=("chest", chest_id),
                chest_id=chest_id,
            )
        return Labels.of(choices)

    # ---- within one transaction ----

    def _change(
        self, viewer: Viewer, asset_id: UUID, of: Callable[[Mapping[str, AssetTag]], TagChange]
    ) -> Tags:
        require_account(viewer)
        with self._database.write() as session:
            asset, chest, role = self._lock(session, viewer, asset_id)
            rows = tags_of(session, asset_id)
            if change_tags(session, viewer, asset, rows, of(rows), chest=chest, role=role):
                _tell(session, viewer, asset)
            session.flush()
            return self._tags(session, viewer, asset_id)

    @staticmethod
    def _lock(session: Session, viewer: Viewer, asset_id: UUID) -> tuple[Asset, Chest, Role | None]:
        lock_contribution_of(session, asset_id)
        return get_editable(session, viewer, asset_id, lock=True)

    @staticmethod
    def _tags(session: Session, viewer: Viewer, asset_id: UUID) -> Tags:
        items = load_tags(session, viewer, [asset_id]).get(asset_id, ())
        try:
            get_editable(session, viewer, asset_id)
        except (NotFound, Conflict):
            return Tags(items, (), editable=False)
        gone = [row for row in tags_of(session, asset_id).values() if row.rejected]
        return Tags(items, tuple(view_of(row) for row in ordered(gone)), editable=True)


def _tell(session: Session, viewer: Viewer, asset: Asset) -> None:
    record(session, viewer, "asset.tagged", subject=("asset", asset.id), chest_id=asset.chest_id)
