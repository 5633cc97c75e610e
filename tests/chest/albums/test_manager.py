"""An album holds what somebody put into it, and shows each viewer what of it they may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from chest.access.viewers import Viewer
from chest.albums.manager import AlbumManager
from chest.albums.views import AlbumView
from chest.assets.manager import AssetManager
from chest.assets.pages import Filter
from chest.chests.members import MemberManager
from chest.database import Database
from chest.erasing.purging import purge_assets, purge_chest
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn, Stale
from chest.models import (
    Album,
    AlbumItem,
    Audience,
    Chest,
    Review,
    new_id,
    utc_now,
)
from tests.builders import (
    Family,
    RecordingQueue,
    account_of,
    add_asset,
    add_family,
    add_link,
    open_link_session,
)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


@pytest.fixture
def albums(database: Database) -> AlbumManager:
    return AlbumManager(database=database)


def add(family: Family, count: int = 1, **fields: Any) -> list[UUID]:
    return [add_asset(family.database, family.chest_id, **fields) for _ in range(count)]


def make(
    albums: AlbumManager, family: Family, ids: list[UUID], by: Viewer | None = None, **more: Any
) -> AlbumView:
    wanted = {"name": "Angola 1961", **more}
    return albums.create(by or family.member, family.chest_id, which=ids, **wanted)


def lies(albums: AlbumManager, viewer: Viewer, album_id: UUID, limit: int = 2) -> list[UUID]:
    """What the viewer sees in it, page after page."""
    found: list[UUID] = []
    cursor: str | None = None
    while True:
        page = albums.list_memories(viewer, album_id, cursor=cursor, limit=limit)
        found += [card.id for card in page.items]
        cursor = page.next
        if cursor is None:
            return found


def listed(albums: AlbumManager, viewer: Viewer, family: Family) -> list[UUID]:
    return [one.id for one in albums.list_page(viewer, family.chest_id).items]


def test_an_album_keeps_the_order_in_which_it_was_filled(
    albums: AlbumManager, family: Family
) -> None:
    a, b, c, d, e = add(family, 5)
    album = make(albums, family, [c, a, b])
    assert (album.name, album.count, album.cover_id) == ("Angola 1961", 3, c)
    assert lies(albums, family.viewer, album.id) == [c, a, b]
    done = albums.put(family.member, album.id, add=[e, a, d], remove=[c, new_id()])
    assert (done.changed, done.left_out) == (3, 2)
    assert lies(albums, family.viewer, album.id) == [a, b, e, d]


def test_moving_puts_before_or_last_and_undoing_puts_back(
    albums: AlbumManager, family: Family
) -> None:
    a, b, c, d = add(family, 4)
    album = make(albums, family, [a, b, c, d])
    first = albums.move(family.member, album.id, [d, c], before=a)
    assert lies(albums, family.member, album.id) == [d, c, a, b]
    last = albums.move(family.member, album.id, [d], before=None)
    assert lies(albums, family.member, album.id) == [c, a, b, d]
    assert first.undo
    assert last.undo
    # What was moved again since stays.
    back = albums.undo(family.member, album.id, first.undo)
    assert (back.changed, back.left_out) == (1, 1)
    albums.undo(family.member, album.id, last.undo)
    assert albums.undo(family.member, album.id, last.undo).changed == 0
    with pytest.raises(NotFound):
        albums.move(family.member, album.id, [a], before=new_id())


def test_taking_in_and_out_is_undone(albums: AlbumManager, family: Family) -> None:
    a, b, c = add(family, 3)
    album = make(albums, family, [a, b])
    done = albums.put(family.member, album.id, add=[c], remove=[a])
    assert lies(albums, family.member, album.id) == [b, c]
    assert done.undo
    albums.undo(family.curator, album.id, done.undo)
    assert lies(albums, family.member, album.id) == [a, b]


def test_each_sees_of_an_album_what_they_may_see(
    albums: AlbumManager, assets: AssetManager, family: Family
) -> None:
    (shared,), (keepers,) = add(family), add(family, audience=Audience.keepers)
    (everyone,) = add(family, audience=Audience.everyone)
    (pending,) = add(family, review=Review.pending, added_by=account_of(family.member))
    (mine,) = add(family, audience=Audience.only_me, added_by=account_of(family.keeper))
    (declined,) = add(family, review=Review.declined)
    ids = [mine, keepers, pending, shared, everyone, declined]
    album = make(albums, family, ids, family.keeper, audience=Audience.everyone)
    link = open_link_session(
        family.database,
        add_link(family.database, family.chest_id, family.keeper, audience=Audience.everyone),
    )
    for viewer, seen in {
        family.keeper: [mine, keepers, pending, shared, everyone],
        family.curator: [pending, shared, everyone],
        family.member: [pending, shared, everyone],
        family.viewer: [shared, everyone],
        link: [everyone],
    }.items():
        assert lies(albums, viewer, album.id) == seen
        (one,) = albums.list_page(viewer, family.chest_id).items
        assert (one.count, one.cover_id) == (len(seen), seen[0])
        page = assets.list_page(viewer, family.chest_id, Filter(album=album.id))
        assert {card.id for card in page.items} == set(seen)
    # What others put into it and a curator does not see stays where it is.
    albums.move(family.curator, album.id, [everyone], before=pending)
    assert lies(albums, family.keeper, album.id) == [mine, keepers, everyone, pending, shared]


@pytest.fixture
def assets(database: Database) -> AssetManager:
    return AssetManager(database=database, jobs=RecordingQueue())


@pytest.mark.parametrize("audience", list(Audience))
def test_an_album_is_not_there_for_whom_it_is_not_meant(
    albums: AlbumManager, assets: AssetManager, family: Family, audience: Audience
) -> None:
    ids = add(family, 2, audience=Audience.everyone)
    album = make(albums, family, ids, family.keeper, audience=audience)
    links = [
        open_link_session(
            family.database,
            add_link(family.database, family.chest_id, family.keeper, audience=one),
        )
        for one in (Audience.family, Audience.everyone)
    ]
    meant: dict[Audience, list[Viewer]] = {
        Audience.only_me: [],
        Audience.keepers: [],
        Audience.family: [family.curator, family.member, family.viewer],
        Audience.everyone: [family.curator, family.member, family.viewer, *links],
    }
    for viewer in (family.curator, family.member, family.viewer, *links):
        found = assets.list_page(viewer, family.chest_id, Filter(album=album.id)).items
        if viewer in meant[audience]:
            assert listed(albums, viewer, family) == [album.id]
            assert albums.get(viewer, album.id).count == len(found) == 2
            continue
        assert listed(albums, viewer, family) == found == []
        for ask in (albums.get, albums.list_memories):
            with pytest.raises(NotFound):
                ask(viewer, album.id)
        with pytest.raises((NotFound, NotSignedIn)):
            albums.delete(viewer, album.id)
    with pytest.raises(NotFound):
        albums.list_page(family.stranger, family.chest_id)
    with pytest.raises(NotFound):
        albums.get(family.stranger, album.id)


def test_an_album_in_which_one_sees_nothing_is_there_for_whoever_fills_it(
    albums: AlbumManager, family: Family
) -> None:
    (hidden,) = add(family, audience=Audience.keepers)
    album = make(albums, family, [hidden], family.keeper)
    assert listed(albums, family.curator, family) == [album.id]
    assert albums.get(family.curator, album.id).cover_id is None
    assert listed(albums, family.viewer, family) == listed(albums, family.member, family) == []
    # An album beside it in which they see something opens it no more.
    other = make(albums, family, add(family), family.keeper)
    for viewer in (family.viewer, family.member):
        assert listed(albums, viewer, family) == [other.id]
        with pytest.raises(NotFound):
            albums.get(viewer, album.id)


def test_members_change_their_own_and_curators_any(albums: AlbumManager, family: Family) -> None:
    (a,), (other,) = add(family), add(family)
    album = make(albums, family, [a])
    with pytest.raises(NotFound):
        albums.create(family.viewer, family.chest_id, name="Mine")
    for viewer in (family.viewer,):
        with pytest.raises(NotFound, match="whoever made it"):
            albums.put(viewer, album.id, add=[other])
    with pytest.raises(Invalid, match="curator"):
        albums.edit(family.member, album.id, {"audience": "everyone"}, version=None)
    with pytest.raises(Invalid, match="added yourself"):
        albums.edit(family.keeper, album.id, {"audience": "only_me"}, version=None)
    with pytest.raises(Invalid, match="cover"):
        albums.edit(family.member, album.id, {"cover": other}, version=None)
    with pytest.raises(Invalid, match="name"):
        albums.edit(family.member, album.id, {"name": " "}, version=None)
    changed = albums.edit(
        family.curator, album.id, {"name": "Luanda", "audience": "everyone"}, version=album.version
    )
    assert (changed.name, changed.audience) == ("Luanda", Audience.everyone)
    with pytest.raises(Stale):
        albums.edit(family.member, album.id, {"name": "Huambo"}, version=album.version)


def test_the_cover_is_the_chosen_one_while_it_is_seen(albums: AlbumManager, family: Family) -> None:
    (a,), (b,) = add(family), add(family, audience=Audience.keepers)
    album = make(albums, family, [a, b], family.keeper)
    assert albums.edit(family.keeper, album.id, {"cover": b}, version=None).cover_id == b
    assert albums.get(family.viewer, album.id).cover_id == a
    albums.put(family.keeper, album.id, remove=[b])
    assert albums.get(family.keeper, album.id).cover_id == a


def test_a_deleted_album_comes_back_for_thirty_days_and_no_memory_goes(
    albums: AlbumManager, assets: AssetManager, database: Database, family: Family
) -> None:
    ids = add(family, 3)
    album = make(albums, family, ids)
    albums.delete(family.member, album.id)
    assert listed(albums, family.keeper, family) == []
    assert len(assets.list_page(family.viewer, family.chest_id).items) == 3
    gone = albums.list_page(family.member, family.chest_id, deleted=True).items
    assert [one.id for one in gone] == [album.id]
    assert albums.list_page(family.viewer, family.chest_id, deleted=True).items == []
    assert albums.restore(family.member, album.id).count == 3
    assert albums.restore(family.member, album.id).count == 3
    albums.delete(family.curator, album.id)
    with database.write() as session:
        row = session.get_one(Album, album.id)
        row.deleted_at = utc_now() - timedelta(days=31)
        session.add(row)
    with pytest.raises(Conflict):
        albums.restore(family.member, album.id)
    assert albums.list_page(family.member, family.chest_id, deleted=True).items == []
    assert albums.purge() == 1
    with database.read() as session:
        assert session.exec(select(AlbumItem)).all() == []


def test_memories_leave_albums_when_they_are_erased_and_albums_go_with_the_chest(
    albums: AlbumManager, assets: AssetManager, database: Database, family: Family
) -> None:
    a, b = add(family, 2)
    album = make(albums, family, [a, b])
    assets.delete(family.curator, a)
    assert lies(albums, family.member, album.id) == [b]
    assets.restore(family.curator, a)
    assert lies(albums, family.member, album.id) == [a, b]
    with database.write() as session:
        purge_assets(session, [a])
    assert lies(albums, family.member, album.id) == [b]
    with database.write() as session:
        purge_chest(session, session.get_one(Chest, family.chest_id))
    with database.read() as session:
        assert session.exec(select(Album)).all() == []


def test_albums_for_oneself_are_put_away_when_one_leaves(
    albums: AlbumManager, database: Database, family: Family
) -> None:
    alone = make(albums, family, add(family), audience="only_me")
    shared = make(albums, family, add(family))
    MemberManager(database=database).remove(
        family.keeper, family.chest_id, account_id=account_of(family.member)
    )
    assert listed(albums, family.keeper, family) == [shared.id]
    with database.read() as session:
        assert session.get_one(Album, alone.id).deleted_at is not None


def test_albums_are_listed_newest_first_a_page_at_a_time(
    albums: AlbumManager, family: Family
) -> None:
    made = [make(albums, family, add(family), name=f"Album {n}").id for n in range(5)]
    first = albums.list_page(family.viewer, family.chest_id, limit=3)
    rest = albums.list_page(family.viewer, family.chest_id, limit=3, cursor=first.next)
    assert [one.id for one in (*first.items, *rest.items)] == made[::-1]
    assert rest.next is None
    with pytest.raises(Invalid):
        albums.list_memories(family.viewer, made[0], cursor="nonsense")
