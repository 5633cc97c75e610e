"""An album is found by its name, by whom it is there for; and memories are found within one."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from chest.access.viewers import Viewer
from chest.albums.manager import AlbumManager
from chest.database import Database
from chest.errors import NotFound
from chest.models import Album, AlbumItem, Audience, utc_now
from chest.search.asking import Wanted
from chest.search.manager import SearchManager
from tests.builders import Family, add_asset, add_family, add_link, open_link_session


@pytest.fixture
def manager(database: Database, tmp_path: Path) -> SearchManager:
    return SearchManager(database=database, folder=tmp_path / "search")


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def lay(family: Family, name: str, *memories: UUID, **fields: object) -> UUID:
    with family.database.write() as session:
        album = Album(chest_id=family.chest_id, name=name, **fields)
        session.add(album)
        session.flush()
        session.add_all(
            AlbumItem(album_id=album.id, asset_id=memory, place=f"{n:04}1")
            for n, memory in enumerate(memories)
        )
        return album.id


def names(manager: SearchManager, viewer: Viewer, family: Family, typed: str) -> list[str]:
    """As they are found, and suggested: which agree."""
    found = [
        one.name
        for one in AlbumManager(database=family.database).find(
            viewer, family.chest_id, typed, limit=3
        )
    ]
    suggested = manager.suggest(viewer, family.chest_id, typed)
    assert [one.text for one in suggested if one.kind == "album"] == found
    return found


def test_an_album_is_found_by_the_words_of_its_name_as_they_are_typed(
    manager: SearchManager, family: Family
) -> None:
    photo = add_asset(family.database, family.chest_id, caption="A ship")
    for name in ("Viagem à Madeira", "The ship to Madeira, 1961", "Christmas"):
        lay(family, name, photo)
    for typed, found in {
        "mad": ["The ship to Madeira, 1961", "Viagem à Madeira"],
        "viagem a mad": ["Viagem à Madeira"],
        "madeira ship": ["The ship to Madeira, 1961"],
        "1961": ["The ship to Madeira, 1961"],
        "CHRIST": ["Christmas"],
        "adeira": [],
        "mad ship": [],
        "m": [],
        "": [],
        "“": [],
    }.items():
        assert names(manager, family.viewer, family, typed) == found, typed


def test_one_that_begins_so_comes_first_and_names_of_people_before_albums(
    manager: SearchManager, family: Family
) -> None:
    photo = add_asset(family.database, family.chest_id, who="Rosa Pinto")
    for name in ("Rosa at home", "With Rosa", "More of Rosa", "Again Rosa"):
        lay(family, name, photo)
    told = manager.suggest(family.viewer, family.chest_id, "rosa")
    assert [(one.kind, one.text) for one in told] == [
        ("person", "Rosa Pinto"),
        ("album", "Rosa at home"),
        ("album", "Again Rosa"),
        ("album", "More of Rosa"),
    ]
    assert [one.id is not None for one in told] == [False, True, True, True]


def test_an_album_is_found_by_nobody_for_whom_it_is_not_there(
    manager: SearchManager, family: Family
) -> None:
    shared = add_asset(family.database, family.chest_id)
    open_to_all = add_asset(family.database, family.chest_id, audience=Audience.everyone)
    secret = add_asset(family.database, family.chest_id, audience=Audience.keepers)
    lay(family, "Sea for all", open_to_all, audience=Audience.everyone)
    lay(family, "Sea of the family", shared)
    lay(family, "Sea of keepers", shared, audience=Audience.keepers)
    lay(family, "Sea of secrets", secret)
    lay(family, "Sea that is gone", shared, deleted_at=utc_now())
    link = open_link_session(
        family.database,
        add_link(family.database, family.chest_id, family.keeper, audience=Audience.family),
    )
    sees = {
        family.viewer: {"Sea for all", "Sea of the family"},
        link: {"Sea for all"},
    }
    for viewer, found in sees.items():
        assert set(names(manager, viewer, family, "sea")) == found
    every = AlbumManager(database=family.database).find(family.keeper, family.chest_id, "sea")
    assert {one.name for one in every} == {
        "Sea for all", "Sea of the family", "Sea of keepers", "Sea of secrets"
    }  # fmt: skip
    with pytest.raises(NotFound):
        AlbumManager(database=family.database).find(family.stranger, family.chest_id, "sea")


def test_what_is_searched_for_can_be_only_in_an_album(
    manager: SearchManager, family: Family
) -> None:
    ship, other = (
        add_asset(family.database, family.chest_id, caption=f"A ship {n}") for n in range(2)
    )
    album = lay(family, "Madeira", ship, audience=Audience.keepers)
    for viewer, found in {family.keeper: [ship], family.viewer: []}.items():
        for text in ("ship", ""):
            answer = manager.search(viewer, family.chest_id, text, Wanted(album=album))
            assert [one.card.id for one in answer.items] == found
    assert other not in found
