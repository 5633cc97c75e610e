"""The timeline narrowed to an album: what it holds, in the order of a life, for each viewer."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.access.viewers import Viewer
from chest.albums.manager import AlbumManager
from chest.assets.manager import AssetManager
from chest.assets.years import DecadeYears, Stretch
from chest.database import Database
from chest.errors import NotFound
from chest.models import Audience, new_id
from chest.people.changes import PersonFields
from chest.people.manager import PeopleManager
from chest.people.pictures import PeopleInPictures, Place
from tests.builders import (
    Family,
    RecordingQueue,
    account_of,
    add_asset,
    add_family,
    add_link,
    open_link_session,
)
from tests.chest.dates.dated import add_dated, add_undated


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


@pytest.fixture
def albums(database: Database) -> AlbumManager:
    return AlbumManager(database=database)


@pytest.fixture
def assets(database: Database) -> AssetManager:
    return AssetManager(database=database, jobs=RecordingQueue())


def read(
    assets: AssetManager, viewer: Viewer, family: Family, album: UUID
) -> tuple[dict[int, int], int, list[UUID]]:
    """How many in each decade, how many undated, and all in order; which agree."""
    counts, years = assets.timeline_of(viewer, family.chest_id, album=album)
    assert years.keys() == counts.decades.keys()
    found: list[UUID] = []
    for decade, number in counts.decades.items():
        wanted = Stretch(decade=decade, album=album)
        assert assets.timeline_count(viewer, family.chest_id, wanted) == number
        page = assets.timeline_page(viewer, family.chest_id, wanted, limit=2)
        found += [card.id for card in page.items]
        while page.next:
            page = assets.timeline_page(viewer, family.chest_id, wanted, cursor=page.next, limit=2)
            found += [card.id for card in page.items]
    drawer = assets.timeline_page(viewer, family.chest_id, Stretch(undated=True, album=album))
    assert len(drawer.items) == counts.undated
    found += [card.id for card in drawer.items]
    everything = assets.timeline_page(viewer, family.chest_id, Stretch(album=album))
    assert [card.id for card in everything.items] == found
    return counts.decades, counts.undated, found


def test_an_album_lies_along_the_years_whatever_its_own_order(
    database: Database, albums: AlbumManager, assets: AssetManager, family: Family
) -> None:
    late, early, vague, other = (
        add_dated(database, family.chest_id, edtf) for edtf in ("1987-05", "1961", "196X", "1964")
    )
    undated = add_undated(database, family.chest_id)
    album = albums.create(
        family.member, family.chest_id, name="By the sea", which=[undated, late, early, vague]
    ).id
    assert read(assets, family.viewer, family, album) == (
        {1960: 2, 1980: 1}, 1, [vague, early, late, undated]
    )  # fmt: skip
    assert assets.timeline_of(family.viewer, family.chest_id, album=album)[1][1960] == DecadeYears(
        (1961,), yearless=True
    )
    assert other not in read(assets, family.keeper, family, album)[2]


def test_each_sees_of_it_there_what_they_may_see_and_nothing_of_an_album_that_is_not_theirs(
    database: Database, albums: AlbumManager, assets: AssetManager, family: Family
) -> None:
    shared = add_dated(database, family.chest_id, "1961")
    everyone = add_dated(database, family.chest_id, "1962", audience=Audience.everyone)
    keepers = add_dated(database, family.chest_id, "1963", audience=Audience.keepers)
    own = {"audience": Audience.only_me, "added_by": account_of(family.keeper)}
    mine = add_dated(database, family.chest_id, "1964", **own)
    ids = [mine, keepers, everyone, shared]
    link = open_link_session(
        database, add_link(database, family.chest_id, family.keeper, audience=Audience.everyone)
    )
    open_to = {
        audience: albums.create(
            family.keeper, family.chest_id, name=audience.value, audience=audience, which=ids
        ).id
        for audience in Audience
    }
    sees = {
        family.keeper: [shared, everyone, keepers, mine],
        family.curator: [shared, everyone],
        family.viewer: [shared, everyone],
        link: [everyone],
    }
    may_open = {
        family.keeper: set(Audience),
        family.curator: {Audience.family, Audience.everyone},
        family.viewer: {Audience.family, Audience.everyone},
        link: {Audience.everyone},
    }
    for viewer, seen in sees.items():
        for audience, album in open_to.items():
            found = read(assets, viewer, family, album)[2]
            assert found == (seen if audience in may_open[viewer] else []), (viewer, audience)
    # One that is away, another chest's or nobody's is like one that never was.
    albums.delete(family.keeper, open_to[Audience.everyone])
    other = add_family(database, name="Somebody else")
    theirs = albums.create(
        other.keeper, other.chest_id, name="Theirs", audience=Audience.everyone, which=()
    ).id
    for album in (open_to[Audience.everyone], theirs, new_id()):
        assert read(assets, family.keeper, family, album) == ({}, 0, [])
    with pytest.raises(NotFound):
        assets.timeline_of(family.stranger, family.chest_id, album=open_to[Audience.family])


def test_a_person_in_an_album_is_both(
    database: Database, albums: AlbumManager, assets: AssetManager, family: Family
) -> None:
    joe = PeopleManager(database=database).add(
        family.keeper, family.chest_id, PersonFields(name="Joe")
    )
    alone, both, neither = (
        add_dated(database, family.chest_id, edtf) for edtf in ("1961", "1962", "1963")
    )
    for one in (alone, both):
        PeopleInPictures(database=database).put_on(family.keeper, one, [Place(joe.person.id)])
    album = albums.create(family.member, family.chest_id, name="A", which=[both, neither]).id
    counts, _years = assets.timeline_of(family.viewer, family.chest_id, joe.person.id, album=album)
    assert counts.decades == {1960: 1}
    page = assets.timeline_page(
        family.viewer, family.chest_id, Stretch(person=joe.person.id, album=album)
    )
    assert [card.id for card in page.items] == [both]


def test_the_pulse_of_an_album_beats_for_what_one_sees_of_it(
    database: Database, albums: AlbumManager, family: Family
) -> None:
    a, b, stays = (add_asset(database, family.chest_id) for _ in range(3))
    keepers = add_asset(database, family.chest_id, audience=Audience.keepers)
    album = albums.create(family.keeper, family.chest_id, name="A", which=[stays, a]).id
    told = [albums.pulse(family.viewer, album)]
    albums.put(family.keeper, album, add=[keepers])
    assert [albums.pulse(family.viewer, album)] == told
    for add, remove in ([b], [a]), ([], [b]):
        done = albums.put(family.keeper, album, add=add, remove=remove)
        told.append(albums.pulse(family.viewer, album))
    assert done.undo
    albums.undo(family.keeper, album, done.undo)
    told.append(albums.pulse(family.viewer, album))
    assert len(set(told)) == 4
    with pytest.raises(NotFound):
        albums.pulse(family.stranger, album)
