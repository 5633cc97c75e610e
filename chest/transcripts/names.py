"""A name that was written wrongly in one place is put right everywhere: in what is said in
recordings, in captions and notes, in what is written on pictures; at once, and undone at once.

What of it this person may change is what they may change by itself. It is remembered, so that
recordings that are heard later have it right from the beginning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from chest.access.audit import record
from chest.access.reapproval import look_again
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import ALLOWED, Action
from chest.assets.deeds import change
from chest.database import Database
from chest.erasing.periods import UNDONE_WITHIN
from chest.errors import ChestError, Conflict, Invalid, NotFound
from chest.ingest.right_names import replace_words
from chest.models import (
    Asset,
    ChestUnderstanding,
    NameChange,
    NameChangePlace,
    PictureText,
    Transcript,
    utc_now,
)
from chest.texts import clean_text
from chest.transcripts.edits import Kept, SegmentChange, change_segments, write_down
from chest.transcripts.name_places import (
    FIELDS,
    PICTURE,
    SEGMENT,
    Place,
    Scene,
    enter,
    list_places,
    lock_editable,
    say_around,
    texts_of,
)
from language import N_, _

LONGEST_NAME = 200

_NAME = N_("The name")


@dataclass(frozen=True)
class NamePlaces:
    """In how many places a name stands that this person may change: in recordings, in what is
    written to memories, and in what is written on pictures; and some of them, as they stand."""

    recordings: int
    writings: int
    pictures: int
    examples: Sequence[str]

    @property
    def count(self) -> int:
        return self.recordings + self.writings + self.pictures


@dataclass(frozen=True)
class NameResult:
    """In how many places it was changed, and what undoes it: None where nothing was changed."""

    changed: int
    undo: UUID | None


class NameManager:
    def __init__(self, *, database: Database) -> None:
        self._database = database

    def find(self, viewer: Viewer, chest_id: UUID, old: str) -> NamePlaces:
        """Where this name stands, as whole words, in whatever this person may change."""
        old = _clean(old)
        with self._database.read() as session:
            scene = enter(session, viewer, chest_id)
            places = list(list_places(scene, old, lock=False))
        kinds = Counter(
            place.field if place.field in (SEGMENT, PICTURE) else "writing" for place in places
        )
        return NamePlaces(
            recordings=kinds[SEGMENT],
            writings=kinds["writing"],
            pictures=kinds[PICTURE],
            examples=[say_around(place.text, old) for place in places[:5]],
        )

    def change(self, viewer: Viewer, chest_id: UUID, *, old: str, new: str) -> NameResult:
        """Write `new` wherever `old` stands and this person may change it. Curators' corrections
        are remembered for what is heard later. Raises Invalid for a name that is none."""
        old, new = _clean(old), _clean(new)
        if old == new:
            raise Invalid(_("Both names are the same."), field="new")
        account_id = require_account(viewer)
        with self._database.write() as session:
            scene = enter(session, viewer, chest_id)
            places = list(list_places(scene, old, lock=True))
            deed = NameChange(chest_id=chest_id, account_id=account_id, old=old, new=new)
            session.add(deed)
            session.flush()
            wanted = {
                (place.field, place.place): (place, replace_words(place.text, old, new))
                for place in places
            }
            done = _write(scene, wanted)
            for place, after in done:
                session.add(
                    NameChangePlace(
                        change_id=deed.id,
                        place=place.place,
                        field=place.field,
                        asset_id=place.asset_id,
                        before=place.text,
                        after=after,
                    )
                )
            remembered = _remember(scene, old, new)
            record(session, viewer, "name.changed", subject=("chest", chest_id), chest_id=chest_id)
            if not done and not remembered:
                session.delete(deed)
            session.flush()
            return NameResult(len(done), deed.id if done or remembered else None)

    def undo(self, viewer: Viewer, chest_id: UUID, change_id: UUID) -> NameResult:
        """Let it stand everywhere as it did, except where somebody wrote something else since. For
        whoever did it, and curators; twice is no error. Raises Conflict after 30 days."""
        require_account(viewer)
        with self._database.write() as session:
            scene = enter(session, viewer, chest_id)
            deed = session.get(NameChange, change_id, with_for_update=True)
            if deed is None or deed.chest_id != chest_id:
                raise NotFound
            if deed.account_id != viewer.account_id and Action.edit_any not in ALLOWED[scene.role]:
                raise NotFound
            if deed.made_at < utc_now() - UNDONE_WITHIN:
                raise Conflict(
                    _("This was done more than 30 days ago and can no longer be undone.")
                )
            if deed.undone_at is not None:
                return NameResult(0, None)
            rows = session.exec(
                select(NameChangePlace).where(col(NameChangePlace.change_id) == change_id)
            ).all()
            lock_editable(scene, {row.asset_id for row in rows})
            now = texts_of(scene, rows)
            wanted = {
                (row.field, row.place): (
                    Place(row.asset_id, row.field, row.place, row.after),
                    row.before,
                )
                for row in rows
                if now.get((row.field, row.place)) == row.after
            }
            done = _write(scene, wanted)
            _forget(scene, deed)
            deed.undone_at = utc_now()
            session.add(deed)
            return NameResult(len(done), None)

    def purge(self) -> int:
        """Forget what can no longer be undone; returns how much that was. For the sweep."""
        with self._database.write() as session:
            due = delete(NameChange).where(col(NameChange.made_at) < utc_now() - UNDONE_WITHIN)
            return session.connection().execute(due).rowcount


def _clean(name: str) -> str:
    found = clean_text(name, label=_(_NAME), longest=LONGEST_NAME)
    if found is None:
        raise Invalid(_("Write the name as it stands now, and as it should be."))
    return " ".join(found.split())


def _write(
    scene: Scene, wanted: Mapping[tuple[str, UUID], tuple[Place, str]]
) -> list[tuple[Place, str]]:
    """Write these texts; those that were written. What is refused stays as it is."""
    by_asset: dict[UUID, list[tuple[Place, str]]] = {}
    for place, after in wanted.values():
        if place.asset_id in scene.assets:
            by_asset.setdefault(place.asset_id, []).append((place, after))
    done: list[tuple[Place, str]] = []
    for asset_id in sorted(by_asset):
        asset = scene.assets[asset_id]
        try:
            _write_asset(scene, asset, by_asset[asset_id])
        except ChestError:
            continue  # a text that would grow too long; nothing of this memory has changed
        done += by_asset[asset_id]
    return done


def _write_asset(scene: Scene, asset: Asset, texts: Sequence[tuple[Place, str]]) -> None:
    session, viewer = scene.session, scene.viewer
    written = {place.field: after for place, after in texts if place.field in FIELDS}
    said = [(place, after) for place, after in texts if place.field == SEGMENT]
    read = [(place, after) for place, after in texts if place.field == PICTURE]
    if written:
        change(session, viewer, asset, written, chest=scene.chest, role=scene.role)
    if said or read:
        look_again(session, viewer, asset, {"transcript"}, chest=scene.chest, role=scene.role)
    if said:
        told = session.get(Transcript, asset.id, with_for_update=True)
        if told is None:
            told = Transcript(asset_id=asset.id)
            session.add(told)
        kept = Kept.nothing()
        changes = [SegmentChange(place.place, {"text": after}) for place, after in said]
        change_segments(session, told, changes, (), by=viewer.account_id, kept=kept)
        write_down(session, told, kept, by=viewer.account_id)
    for _place, after in read:
        row = session.get(PictureText, asset.id, with_for_update=True)
        if row is not None:
            row.seen = row.seen if row.seen is not None else row.text
            row.text, row.version = after, row.version + 1
            row.edited_by, row.edited_at = viewer.account_id, utc_now()
            session.add(row)


def _remember(scene: Scene, old: str, new: str) -> bool:
    """For what is heard later; whether that was news."""
    if Action.edit_any not in ALLOWED[scene.role]:
        return False
    session = scene.session
    row = session.get(ChestUnderstanding, scene.chest.id, with_for_update=True)
    row = row or ChestUnderstanding(chest_id=scene.chest.id)
    pair = {"heard": old, "right": new}
    names = [one for one in row.names or () if one["heard"].casefold() != old.casefold()]
    if pair in (row.names or ()):
        return False
    row.names, row.updated_by, row.updated_at = [*names, pair], scene.viewer.account_id, utc_now()
    session.add(row)
    return True


def _forget(scene: Scene, deed: NameChange) -> None:
    row = scene.session.get(ChestUnderstanding, scene.chest.id, with_for_update=True)
    if row is None or not row.names:
        return
    pair = {"heard": deed.old, "right": deed.new}
    row.names = [one for one in row.names if one != pair]
    scene.session.add(row)
