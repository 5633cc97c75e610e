"""Albums: named, ordered sets of memories with an audience.

An album shows nobody more than they see anyway (`chest.access.albums`): whoever looks into it sees
those of its memories that they may see, counts them, and knows of no others. What lies in it for
others stays where it is, whatever they do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, String, Uuid, bindparam, delete, tuple_
from sqlmodel import Session, col, select

from chest.access.albums import album_seen_by, get_album, get_own_album, shown_in_albums
from chest.access.audiences import choose_audience
from chest.access.audit import record
from chest.access.prepared import Prepared
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require
from chest.albums import rows
from chest.albums.fields import (
    LONGEST_NAME,
    Which,
    clean_description,
    clean_name,
    find_memories,
    named,
    read_changes,
)
from chest.albums.views import AlbumView, pulse_of, view_albums
from chest.assets.cards import read_card, select_cards
from chest.assets.pages import AssetPage, require_chest
from chest.database import Database
from chest.erasing.periods import RESTORABLE_FOR, UNDONE_WITHIN, say_gone
from chest.errors import Conflict, Invalid, NotFound, Stale
from chest.models import (
    Album,
    AlbumChange,
    AlbumDeed,
    AlbumItem,
    Asset,
    Audience,
    utc_now,
)
from chest.paging import MAX_PAGE, Page, read_cursor, read_id, unknown_place, write_cursor
from chest.search.albums import FoundAlbum, find_albums
from language import _, number


@dataclass(frozen=True)
class AlbumResult:
    """How many memories were taken in, taken out or moved, how many were left out because nothing
    was to do or the viewer does not see them, and what undoes it."""

    changed: int
    left_out: int
    undo: UUID | None


class AlbumManager:
    """Every call takes the viewer first; what they may not see does not exist for them."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    # ---- looking ----

    def list_page(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        deleted: bool = False,
        cursor: str | None = None,
        limit: int = 60,
    ) -> Page[AlbumView]:
        """The albums of a chest that are there for the viewer, newest first; with `deleted`, those
        that they may bring back."""
        limit = max(1, min(limit, MAX_PAGE))
        last = read_id(cursor)
        with self._database.read() as session:
            require_chest(session, viewer, chest_id)
            query = (
                select(Album)
                .where(col(Album.chest_id) == chest_id, album_seen_by(viewer, deleted=deleted))
                .order_by(col(Album.id).desc())
                .limit(limit + 1)
            )
            if last is not None:
                query = query.where(col(Album.id) < last)
            if deleted:
                query = query.where(col(Album.deleted_at) > utc_now() - RESTORABLE_FOR)
            found = session.execute(query, {"now": utc_now()}).scalars().all()
            items = view_albums(session, viewer, found[:limit])
        if deleted:
            items = [one for one in items if one.editable]
        return Page(items, str(found[limit - 1].id) if len(found) > limit else None)

    def get(self, viewer: Viewer, album_id: UUID) -> AlbumView:
        """One album. Raises NotFound."""
        with self._database.read() as session:
            return view_albums(session, viewer, [get_album(session, viewer, album_id)])[0]

    def find(
        self, viewer: Viewer, chest_id: UUID, typed: str, *, limit: int = 8
    ) -> list[FoundAlbum]:
        """Those that have these words in their name, the last one perhaps only begun."""
        with self._database.read() as session:
            require_chest(session, viewer, chest_id)
            return find_albums(session, viewer, chest_id, typed[:LONGEST_NAME], limit=limit)

    def pulse(self, viewer: Viewer, album_id: UUID) -> str:
        """A short text that changes when a memory that the viewer sees is put into the album or
        taken out. Raises NotFound."""
        with self._database.read() as session:
            album = get_album(session, viewer, album_id)
            return pulse_of(session, viewer, album.id)

    def list_memories(
        self, viewer: Viewer, album_id: UUID, *, cursor: str | None = None, limit: int = 60
    ) -> AssetPage:
        """Those of its memories that the viewer sees, in the album's order."""
        count = max(1, min(limit, MAX_PAGE))
        values: dict[str, Any] = {"album": album_id, "limit": count + 1}
        if cursor:
            values["last_place"], values["last_id"] = _read_place(cursor)
        with self._database.read() as session:
            get_album(session, viewer, album_id)
            found = _MEMORIES.ask(session, viewer, bool(cursor), **values)
            cards = [read_card(tuple(row)[:-1]) for row in found[:count]]
            if len(found) <= count:
                return Page(cards, None)
            return Page(cards, write_cursor(str(found[count - 1][-1]), cards[-1].id.hex))

    # ---- changing ----

    def create(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        name: str,
        description: str | None = None,
        audience: Audience | str = Audience.family,
        which: Which = (),
    ) -> AlbumView:
        """A new album, with these memories in this order. For whoever may add to the chest. Raises
        Invalid without a name."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            _chest, role = require(session, viewer, chest_id, Action.add)
            album = Album(
                chest_id=chest_id,
                name=clean_name(name),
                description=clean_description(description),
                audience=choose_audience(audience, current=Audience.family, role=role, is_own=True),
                made_by=account_id,
            )
            session.add(album)
            session.flush()
            ids = find_memories(session, viewer, album, which)
            rows.put_at_end(
                session, album.id, rows.list_shown(session, viewer, chest_id, ids), by=account_id
            )
            _tell(session, viewer, "album.made", album)
            return view_albums(session, viewer, [album])[0]

    def edit(
        self, viewer: Viewer, album_id: UUID, changes: Mapping[str, Any], *, version: int | None
    ) -> AlbumView:
        """Change `name`, `description`, `audience` and `cover`, the id of one of its memories or
        None. Raises Stale where somebody changed it since `version`."""
        with self._database.write() as session:
            album, role = get_own_album(session, viewer, album_id)
            if version is not None and version != album.version:
                raise Stale({"version": album.version, "name": album.name})
            for field, value in read_changes(session, viewer, album, role, changes).items():
                setattr(album, field, value)
            album.version += 1
            session.add(album)
            session.flush()
            _tell(session, viewer, "album.edited", album)
            return view_albums(session, viewer, [album])[0]

    def delete(self, viewer: Viewer, album_id: UUID) -> None:
        """Put the album away; it can be restored for 30 days. No memory goes."""
        with self._database.write() as session:
            album, _role = get_own_album(session, viewer, album_id)
            album.deleted_at, album.deleted_by = utc_now(), viewer.account_id
            session.add(album)
            _tell(session, viewer, "album.deleted", album)

    def restore(self, viewer: Viewer, album_id: UUID) -> AlbumView:
        """Bring it back. Raises Conflict after 30 days. What is there stays: no error."""
        with self._database.write() as session:
            try:
                album, _role = get_own_album(session, viewer, album_id, deleted=True)
            except NotFound:
                album, _role = get_own_album(session, viewer, album_id)
                return view_albums(session, viewer, [album])[0]
            assert album.deleted_at is not None
            if album.deleted_at < utc_now() - RESTORABLE_FOR:
                raise Conflict(say_gone(_("This album")))
            album.deleted_at = album.deleted_by = None
            session.add(album)
            session.flush()
            _tell(session, viewer, "album.restored", album)
            return view_albums(session, viewer, [album])[0]

    # ---- what lies in it ----

    def put(
        self, viewer: Viewer, album_id: UUID, *, add: Which = (), remove: Sequence[UUID] = ()
    ) -> AlbumResult:
        """Take memories in, which then come last, and others out. Raises Invalid for too many."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            album, _role = get_own_album(session, viewer, album_id)
            wanted = find_memories(session, viewer, album, add)
            asked = len(set(wanted) | set(named(remove)))
            known = rows.places_of(session, album.id, wanted)
            fresh = [i for i in wanted if i not in known]
            fresh = rows.list_shown(session, viewer, album.chest_id, fresh)
            gone = rows.list_shown(session, viewer, album.chest_id, remove)
            gone_places = rows.places_of(session, album.id, gone)
            rows.take_out(session, album.id, list(gone_places))
            if rows.count_all(session, album.id) + len(fresh) > rows.MOST_IN_ONE:
                raise Invalid(
                    _("An album holds at most {number} memories.", number=number(rows.MOST_IN_ONE))
                )
            places = rows.put_at_end(session, album.id, fresh, by=account_id)
            before: dict[UUID, str | None] = {**gone_places, **dict.fromkeys(places)}
            after: dict[UUID, str | None] = {**dict.fromkeys(gone_places), **places}
            return _keep(session, viewer, album, AlbumDeed.put, before, after, asked)

    def move(
        self, viewer: Viewer, album_id: UUID, ids: Sequence[UUID], *, before: UUID | None
    ) -> AlbumResult:
        """Let these memories of the album stand before that one, or last where it is None, in the
        order given. Raises NotFound where that one is not seen in the album."""
        require_account(viewer)
        with self._database.write() as session:
            album, _role = get_own_album(session, viewer, album_id)
            seen = rows.list_shown(session, viewer, album.chest_id, named(ids))
            were = rows.places_of(session, album.id, seen)
            moved = [i for i in seen if i in were and i != before]
            if before is not None and not rows.places_of(session, album.id, [before]):
                raise NotFound(_("This memory is no longer in the album."))
            places = rows.move(session, album.id, moved, before=before) if moved else {}
            was: dict[UUID, str | None] = {i: were[i] for i in places}
            return _keep(session, viewer, album, AlbumDeed.move, was, {**places}, len(set(ids)))

    def undo(self, viewer: Viewer, album_id: UUID, change_id: UUID) -> AlbumResult:
        """Let its memories lie as they lay, but for those that somebody took in, out or elsewhere
        since. Twice is no error. Raises Conflict after 30 days."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            album, _role = get_own_album(session, viewer, album_id)
            change = session.get(AlbumChange, change_id, with_for_update=True)
            if change is None or change.album_id != album.id:
                raise NotFound
            if change.made_at < utc_now() - UNDONE_WITHIN:
                raise Conflict(
                    _("This was done more than 30 days ago and can no longer be undone.")
                )
            if change.undone_at is not None:
                return AlbumResult(0, 0, None)
            were = {UUID(i): place for i, place in change.before.items()}
            asked = rows.list_shown(session, viewer, album.chest_id, list(were))
            now = rows.places_of(session, album.id, asked)
            same = [i for i in asked if now.get(i) == change.after[str(i)]]
            rows.take_out(session, album.id, [i for i in same if were[i] is None])
            back = {i: place for i in same if (place := were[i]) is not None}
            rows.write_places(session, album.id, {i: p for i, p in back.items() if i in now})
            missing = {i: p for i, p in back.items() if i not in now}
            rows.put_back(session, album.id, missing, by=account_id)
            change.undone_at = utc_now()
            session.add(change)
            _tell(session, viewer, "album.undone", album)
            return AlbumResult(len(same), len(were) - len(same), None)

    def purge(self) -> int:
        """Erase albums that were deleted more than 30 days ago, and forget what can no longer be
        undone; returns how many albums went. For the sweep."""
        with self._database.write() as session:
            old = delete(AlbumChange).where(col(AlbumChange.made_at) < utc_now() - UNDONE_WITHIN)
            session.connection().execute(old)
            due = delete(Album).where(col(Album.deleted_at) < utc_now() - RESTORABLE_FOR)
            return session.connection().execute(due).rowcount


def _memories(viewer: Viewer, after: bool) -> Select[Any]:
    query = (
        select_cards()
        .add_columns(col(AlbumItem.place).label("place_in_it"))
        .join(AlbumItem, col(AlbumItem.asset_id) == col(Asset.id))
        .where(col(AlbumItem.album_id) == bindparam("album"), shown_in_albums(viewer))
        .order_by(col(AlbumItem.place), col(AlbumItem.asset_id))
        .limit(bindparam("limit", type_=Integer()))
    )
    if not after:
        return query
    here = tuple_(col(AlbumItem.place), col(AlbumItem.asset_id))
    there = tuple_(bindparam("last_place", type_=String()), bindparam("last_id", type_=Uuid()))
    return query.where(here > there)


_MEMORIES = Prepared(_memories)


def _read_place(cursor: str) -> tuple[str, UUID]:
    try:
        place, asset_id = read_cursor(cursor)
        return place, UUID(asset_id)
    except ValueError as error:
        raise unknown_place() from error


def _keep(
    session: Session,
    viewer: Viewer,
    album: Album,
    deed: AlbumDeed,
    before: Mapping[UUID, str | None],
    after: Mapping[UUID, str | None],
    asked: int,
) -> AlbumResult:
    if not before:
        return AlbumResult(0, asked, None)
    change = AlbumChange(
        album_id=album.id,
        account_id=require_account(viewer),
        deed=deed,
        before={str(i): place for i, place in before.items()},
        after={str(i): place for i, place in after.items()},
    )
    session.add(change)
    session.flush()
    _tell(session, viewer, f"album.{deed.value}", album)
    return AlbumResult(len(before), asked - len(before), change.id)


def _tell(session: Session, viewer: Viewer, action: str, album: Album) -> None:
    record(session, viewer, action, subject=("album", album.id), chest_id=album.chest_id)
