"""Whoever is on a picture is found by any name of theirs, also where no caption names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chest.access.viewers import Viewer
from chest.database import Database
from chest.models import Audience
from chest.people.changes import PersonFields
from chest.people.manager import PeopleManager
from chest.people.pictures import PeopleInPictures, Place
from chest.people.roster import AlsoKnownAs
from chest.search.asking import Wanted
from chest.search.manager import SearchManager
from tests.builders import Family, add_asset, add_family, add_link, open_link_session

BOX = (0.1, 0.1, 0.2, 0.2)


@pytest.fixture
def manager(database: Database, tmp_path: Path) -> SearchManager:
    return SearchManager(database=database, folder=tmp_path / "search")


@pytest.fixture
def people(database: Database) -> PeopleManager:
    return PeopleManager(database=database)


@pytest.fixture
def pictures(database: Database) -> PeopleInPictures:
    return PeopleInPictures(database=database)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def found(manager: SearchManager, viewer: Viewer, family: Family, text: str) -> list[object]:
    answer = manager.search(viewer, family.chest_id, text, Wanted())
    return [one.card.id for one in answer.items]


def test_by_every_name_that_all_call_them(
    manager: SearchManager, people: PeopleManager, pictures: PeopleInPictures, family: Family
) -> None:
    also = [AlsoKnownAs("Lulu"), AlsoKnownAs("Vó", who="Júlia")]
    fields = PersonFields(name="Maria de Lourdes Pinto", called="Lourdes", also=also)
    lourdes = people.add(family.keeper, family.chest_id, fields).person
    beach = add_asset(family.database, family.chest_id, caption="On the beach")
    named = add_asset(family.database, family.chest_id, caption="Lourdes cooks")
    other = add_asset(family.database, family.chest_id, caption="On the beach again")
    pictures.put_on(family.keeper, beach, [Place(lourdes.id, box=BOX)])
    viewer = family.viewer
    assert found(manager, viewer, family, "Lourdes") == [named, beach]
    for name in ("lulu", "maria de lourdes", "Maria de Lourdes Pinto", "Lourdes beach"):
        assert found(manager, viewer, family, name) == [beach]
    assert found(manager, viewer, family, "Vó") == []  # only Júlia says so
    assert other in found(manager, viewer, family, "beach")
    [one] = manager.search(viewer, family.chest_id, "lulu").items
    assert [(why.field, why.text) for why in one.why] == [("who", "Lulu")]
    suggested = manager.suggest(viewer, family.chest_id, "lul")
    assert [(one.kind, one.text) for one in suggested] == [("person", "Lulu")]
    pictures.put_on(family.keeper, beach, [])
    assert found(manager, viewer, family, "lulu") == []


def test_what_is_not_to_be_seen_is_found_by_no_name(
    manager: SearchManager, people: PeopleManager, pictures: PeopleInPictures, family: Family
) -> None:
    lulu = people.add(family.keeper, family.chest_id, PersonFields(name="Lulu")).person
    hidden = add_asset(family.database, family.chest_id, audience=Audience.keepers)
    shared = add_asset(family.database, family.chest_id, audience=Audience.everyone)
    for asset_id in (hidden, shared):
        pictures.put_on(family.keeper, asset_id, [Place(lulu.id)])
    assert set(found(manager, family.keeper, family, "lulu")) == {hidden, shared}
    assert found(manager, family.viewer, family, "lulu") == [shared]
    # Whoever comes with a link does not know who is who.
    link = add_link(family.database, family.chest_id, family.keeper)
    guest = open_link_session(family.database, link)
    assert found(manager, guest, family, "lulu") == []
    assert manager.suggest(guest, family.chest_id, "lul") == []
    people.delete(family.keeper, lulu.id)
    assert found(manager, family.keeper, family, "lulu") == []
    assert manager.suggest(family.keeper, family.chest_id, "lul") == []
