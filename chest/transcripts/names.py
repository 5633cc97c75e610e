"""A name that was written wrongly in one place is put right everywhere: in what is said in
recordings, in captions and notes, in what is written on pictures; at once, and undone at once.

What of it this person may change is what they may change by itself. It is remembered, so that
recordings that are heard later have it right from the beginning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_
from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.locks import lock_contributions_of
from chest.access.memories import may_edit
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import ALLOWED, Action, require, visible_to
from chest.assets.deeds import change
from chest.assets.reapproval import look_again
from chest.database import Database
from chest.erasing.periods import UNDONE_WITHIN
from chest.errors import ChestError, Conflict, Invalid, NotFound
from chest.ingest.right_names import has_words, replace_words
from chest.models import (
    Asset,
    Chest,
    ChestUnderstanding,
    NameChange,
    NameChangePlace,
    PictureText,
    Role,
    Transcript,
    TranscriptSegment,
    utc_now,
)
from chest.texts import clean_text
from chest.transcripts.edits import Kept, SegmentChange, change_segments, write_down
from language import N_, _, number

LONGEST_NAME = 200
MOST_PLACES = 5_000

_FIELDS = ("caption", "body", "alt_text", "who")
_SEGMENT, _PICTURE = "segment", "picture_text"
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


@dataclass(frozen=True)
class _Place:
    asset_id: UUID
    field: str
    place: UUID
    text: str


@dataclass
class _Scene:
    session: Session
    viewer: Viewer
    chest: Chest
    role: Role
    assets: dict[UUID, Asset] = field(default_factory=dict)


class NameManager:
    def __init__(self, *, database: Database) -> None:
        self._database = database

    def find(self, viewer: Viewer, chest_id: UUID, old: str) -> NamePlaces:
        """Where this name stands, as whole words, in whatever this person may change."""
        old = _clean(old)
        with self._database.read() as session:
            scene = _enter(session, viewer, chest_id)
            places = list(_places(scene, old, lock=False))
        kinds = Counter(
            place.field if place.field in (_SEGMENT, _PICTURE) else "writing" for place in places
        )
        return NamePlaces(
            recordings=kinds[_SEGMENT],
            writings=kinds["writing"],
            pictures=kinds[_PICTURE],
            examples=[_around(place.text, old) for place in places[:5]],
        )

    def change(self, viewer: Viewer, chest_id: UUID, *, old: str, new: str) -> NameResult:
        """Write `new` wherever `old` stands and this person may change it. Curators' corrections
        are remembered for what is heard later. Raises Invalid for a name that is none."""
        old, new = _clean(old), _clean(new)
        if old == new:
            raise Invalid(_("Both names are the same."), field="new")
        account_id = require_account(viewer)
        with self._database.write() as session:
            scene = _enter(session, viewer, chest_id)
            places = list(_places(scene, old, lock=True))
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
            scene = _enter(session, viewer, chest_id)
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
            _lock(scene, {row.asset_id for row in rows})
            now = _texts_of(scene, rows)
            wanted = {
                (row.field, row.place): (
                    _Place(row.asset_id, row.field, row.place, row.after),
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


def _enter(session: Session, viewer: Viewer, chest_id: UUID) -> _Scene:
    chest, role = require(session, viewer, chest_id, Action.edit_own)
    return _Scene(session, viewer, chest, role)


def _places(scene: _Scene, old: str, *, lock: bool) -> Iterator[_Place]:
    """Every place in which the name stands and that this person may change, by memory."""
    session, chest_id, viewer = scene.session, scene.chest.id, scene.viewer
    seen = (col(Asset.chest_id) == chest_id, visible_to(viewer))
    found: list[_Place] = []
    for row in session.exec(
        select(TranscriptSegment.asset_id, TranscriptSegment.id, TranscriptSegment.text)
        .join(Asset, col(Asset.id) == col(TranscriptSegment.asset_id))
        .where(*seen, _may_hold(TranscriptSegment.text, old))
        .order_by(col(TranscriptSegment.asset_id), col(TranscriptSegment.position))
        .limit(MOST_PLACES + 1)
    ):
        found.append(_Place(row[0], _SEGMENT, row[1], row[2]))
    for picture in session.exec(
        select(PictureText.asset_id, PictureText.text)
        .join(Asset, col(Asset.id) == col(PictureText.asset_id))
        .where(*seen, _may_hold(PictureText.text, old))
        .limit(MOST_PLACES + 1)
    ):
        found.append(_Place(picture[0], _PICTURE, picture[0], picture[1]))
    columns = [getattr(Asset, name) for name in _FIELDS]
    for asset in session.exec(
        select(Asset)
        .where(*seen, or_(*(_may_hold(column, old) for column in columns)))
        .limit(MOST_PLACES + 1)
    ):
        for name in _FIELDS:
            if getattr(asset, name):
                found.append(_Place(asset.id, name, asset.id, getattr(asset, name)))
    found = [place for place in found if has_words(place.text, old)]
    if len(found) > MOST_PLACES:
        raise Invalid(
            _("This stands in more than {number} places.", number=number(MOST_PLACES)), field="old"
        )
    _lock(scene, {place.asset_id for place in found}, lock=lock)
    yield from (place for place in found if place.asset_id in scene.assets)


def _may_hold(column: Any, words: str) -> ColumnElement[bool]:
    """Finds more than stands there, and nothing less: SQLite knows only the small letters of
    English."""
    longest = max(words.split(), key=len)
    forms = {longest, longest.lower(), longest.upper(), longest.capitalize()}
    return or_(*(col(column).icontains(form, autoescape=True) for form in sorted(forms)))


def _lock(scene: _Scene, ids: set[UUID], *, lock: bool = True) -> None:
    """Of these memories, those that this person may change, into the scene."""
    session, viewer = scene.session, scene.viewer
    contributions = lock_contributions_of(session, ids)
    query = (
        select(Asset)
        .where(col(Asset.id).in_(ids), col(Asset.chest_id) == scene.chest.id, visible_to(viewer))
        .order_by(col(Asset.id))
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    for asset in session.exec(query):
        draft = contributions.get(asset.contribution_id) if asset.contribution_id else None
        if may_edit(viewer, asset, role=scene.role, draft=draft):
            scene.assets[asset.id] = asset


def _texts_of(scene: _Scene, rows: Sequence[NameChangePlace]) -> dict[tuple[str, UUID], str | None]:
    """What stands in these places now."""
    session = scene.session
    segments = [row.place for row in rows if row.field == _SEGMENT]
    pictures = [row.place for row in rows if row.field == _PICTURE]
    now: dict[tuple[str, UUID], str | None] = {}
    for segment in session.exec(
        select(TranscriptSegment.id, TranscriptSegment.text).where(
            col(TranscriptSegment.id).in_(segments)
        )
    ):
        now[_SEGMENT, segment[0]] = segment[1]
    for picture in session.exec(
        select(PictureText.asset_id, PictureText.text).where(
            col(PictureText.asset_id).in_(pictures)
        )
    ):
        now[_PICTURE, picture[0]] = picture[1]
    for row in rows:
        if row.field in _FIELDS and row.asset_id in scene.assets:
            now[row.field, row.place] = getattr(scene.assets[row.asset_id], row.field)
    return now


def _write(
    scene: _Scene, wanted: Mapping[tuple[str, UUID], tuple[_Place, str]]
) -> list[tuple[_Place, str]]:
    """Write these texts; those that were written. What is refused stays as it is."""
    by_asset: dict[UUID, list[tuple[_Place, str]]] = {}
    for place, after in wanted.values():
        if place.asset_id in scene.assets:
            by_asset.setdefault(place.asset_id, []).append((place, after))
    done: list[tuple[_Place, str]] = []
    for asset_id in sorted(by_asset):
        asset = scene.assets[asset_id]
        try:
            _write_asset(scene, asset, by_asset[asset_id])
        except ChestError:
            continue  # a text that would grow too long; nothing of this memory has changed
        done += by_asset[asset_id]
    return done


def _write_asset(scene: _Scene, asset: Asset, texts: Sequence[tuple[_Place, str]]) -> None:
    session, viewer = scene.session, scene.viewer
    written = {place.field: after for place, after in texts if place.field in _FIELDS}
    said = [(place, after) for place, after in texts if place.field == _SEGMENT]
    read = [(place, after) for place, after in texts if place.field == _PICTURE]
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


def _remember(scene: _Scene, old: str, new: str) -> bool:
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


def _forget(scene: _Scene, deed: NameChange) -> None:
    row = scene.session.get(ChestUnderstanding, scene.chest.id, with_for_update=True)
    if row is None or not row.names:
        return
    pair = {"heard": deed.old, "right": deed.new}
    row.names = [one for one in row.names if one != pair]
    scene.session.add(row)


def _around(text: str, words: str, width: int = 60) -> str:
    """The name where it stands, with a few words on either side."""
    at = max(0, text.casefold().find(words.split()[0].casefold()))
    first, last = max(0, at - width), min(len(text), at + len(words) + width)
    return (
        ("… " if first else "")
        + " ".join(text[first:last].split())
        + (" …" if last < len(text) else "")
    )
