"""Folders that somebody added become albums, those of today and those of before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from chest.access.viewers import Viewer
from chest.albums.gathering import FolderAlbums
from chest.albums.manager import AlbumManager
from chest.database import Database
from chest.models import Audience, Upload, UploadState
from tests.builders import Family, account_of, add_asset, add_family


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def bring(family: Family, folder: str | None, by: Viewer | None, **fields: Any) -> UUID:
    account_id = account_of(by) if by else None
    asset_id = add_asset(family.database, family.chest_id, added_by=account_id, **fields)
    with family.database.write() as session:
        session.add(
            Upload(
                asset_id=asset_id,
                state=UploadState.complete,
                handle="-",
                size=1,
                part_size=1,
                folder=folder,
                account_id=account_id,
            )
        )
    return asset_id


def told(family: Family, viewer: Viewer) -> dict[str, int]:
    page = AlbumManager(database=family.database).list_page(viewer, family.chest_id)
    return {f"{one.name} ({one.audience})": one.count for one in page.items}


def test_each_persons_folder_is_an_album_in_the_order_in_which_it_came(
    database: Database, family: Family
) -> None:
    ids = [bring(family, "Angola 1961", family.member) for _ in range(5)]
    bring(family, "Weihnachten", family.curator)
    bring(family, "angola 1961", family.curator)
    for folder in ("DCIM", "100APPLE", "Photos from 1964", "Camera Roll", None):
        bring(family, folder, family.member)
    bring(family, "Given", None)
    gathering = FolderAlbums(database=database)
    assert gathering.gather(at_once=3, pages=1) == 3
    gathering.gather(at_once=3, pages=9)
    assert gathering.gather() == 0
    assert told(family, family.viewer) == {
        "Angola 1961 (family)": 5,
        "Weihnachten (family)": 1,
        "angola 1961 (family)": 1,
    }
    albums = AlbumManager(database=database)
    (album,) = [
        one for one in albums.list_page(family.viewer, family.chest_id).items if one.count == 5
    ]
    page = albums.list_memories(family.viewer, album.id)
    assert [card.id for card in page.items] == ids


def test_what_is_brought_later_joins_and_what_was_taken_out_stays_out(
    database: Database, family: Family
) -> None:
    first, second = (bring(family, "Praia", family.member) for _ in range(2))
    gathering, albums = FolderAlbums(database=database), AlbumManager(database=database)
    gathering.gather()
    (album,) = albums.list_page(family.member, family.chest_id).items
    albums.put(family.member, album.id, remove=[first])
    third = bring(family, "Praia", family.member)
    gathering.gather()
    page = albums.list_memories(family.member, album.id)
    assert [card.id for card in page.items] == [second, third]


def test_what_somebody_keeps_for_themselves_names_no_album_to_others(
    database: Database, family: Family
) -> None:
    bring(family, "Letters to no one", family.keeper, audience=Audience.only_me)
    bring(family, "Keepers", family.keeper, audience=Audience.keepers)
    FolderAlbums(database=database).gather()
    assert told(family, family.viewer) == {}
    assert told(family, family.keeper) == {
        "Letters to no one (only_me)": 1,
        "Keepers (family)": 1,
    }
    assert told(family, family.curator) == {"Keepers (family)": 0}


def test_what_an_earlier_release_adds_beside_this_one_is_found_too(
    database: Database, family: Family
) -> None:
    bring(family, "Praia", family.member)
    gathering = FolderAlbums(database=database)
    gathering.gather()
    bring(family, "Luanda", family.member)
    with database.write() as session:
        session.connection().execute(update(Upload).values(gathered=None))
    assert gathering.gather() == 2
    assert told(family, family.member) == {"Praia (family)": 1, "Luanda (family)": 1}
