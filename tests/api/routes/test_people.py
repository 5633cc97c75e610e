"""People over HTTP: told apart, merged, put on memories, found by, and told to no link."""

from __future__ import annotations

from typing import Any

from chest.models import Audience, Role
from chest.people.reading import PeopleReader
from tests.api.conftest import House
from tests.builders import add_asset


def add(house: House, **fields: Any) -> dict[str, Any]:
    answer = house.keeper.post(f"/api/chests/{house.chest_id}/people", json=fields)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_people_are_added_read_and_changed(house: House) -> None:
    tom = add(house, name="Tom Marsden", relation="filho")
    assert (tom["relation"], tom["pronoun"], tom["living"]) == ("son", "he", None)
    joe = add(
        house,
        name="Joe Marsden",
        aka=["Joey"],
        called_by=[{"who": tom["id"], "as": "Dad"}, {"who": "Sue", "as": "Pops"}],
        relation="husband",
        living=False,
        died="1987",
    )
    assert joe["aka"] == ["Joey"]
    assert joe["called_by"] == [{"who": tom["id"], "as": "Dad"}, {"who": "Sue", "as": "Pops"}]
    assert (joe["living"], joe["died"]) == (False, "1987")
    path = f"/api/people/{joe['id']}"
    changed = house.keeper.patch(path, json={"aka": [], "version": joe["version"]}).json()
    assert changed["aka"] == []
    assert len(changed["called_by"]) == 2  # what is not sent stays
    stale = house.keeper.patch(path, json={"name": "J.", "version": joe["version"]})
    assert stale.status_code == 409
    items = house.keeper.get(f"/api/chests/{house.chest_id}/people").json()["items"]
    assert [one["is_honoree"] for one in items] == [True, False, False]
    assert house.keeper.get(f"/api/people/{house.chest_id}").json()["relation"] == "self"
    wrong = house.keeper.post(f"/api/chests/{house.chest_id}/people", json={"relation": "son"})
    assert wrong.status_code == 422


def test_the_list_of_people_is_told_in_pages(house: House) -> None:
    for letter in "CAB":
        add(house, name=f"Person {letter}")
    names, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = house.keeper.get(f"/api/chests/{house.chest_id}/people", params=query).json()
        names += [one["name"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert names[1:] == ["Person A", "Person B", "Person C"]
    bad = house.keeper.get(f"/api/chests/{house.chest_id}/people?cursor=nonsense")
    assert bad.status_code == 422


def test_two_are_merged_and_parted_split_deleted_and_restored(house: House) -> None:
    one, other = add(house, name="Joaquim"), add(house, name="Quim", aka=["Quinzinho"])
    merged = house.keeper.post(f"/api/people/{other['id']}/merge", json={"into": one["id"]}).json()
    assert merged["merged"] == [{"id": other["id"], "name": "Quim"}]
    assert merged["aka"] == ["Quim", "Quinzinho"]
    parted = house.keeper.post(f"/api/people/{other['id']}/part").json()
    assert (parted["id"], parted["aka"]) == (other["id"], ["Quinzinho"])
    split = house.keeper.post(
        f"/api/people/{other['id']}/split", json={"name": "Quinzinho", "aka": ["Quinzinho"]}
    )
    assert split.status_code == 201
    assert house.keeper.get(f"/api/people/{other['id']}").json()["aka"] == []
    path = f"/api/people/{one['id']}"
    assert house.keeper.delete(path).status_code == 204
    assert house.keeper.get(path).status_code == 404
    assert house.keeper.post(f"{path}/restore").json()["name"] == "Joaquim"


def test_people_are_put_on_a_memory_and_memories_found_by_them(house: House) -> None:
    photo = add_asset(house.library.database, house.chest_id, caption="At the sea")
    add_asset(house.library.database, house.chest_id, caption="At the sea")
    path = f"/api/assets/{photo}/people"
    on = house.keeper.put(
        path, json=[{"person": "Ana", "box": [0.1, 0.2, 0.3, 0.4]}, {"person": str(house.chest_id)}]
    ).json()
    assert (on[0]["name"], on[0]["box"]) == ("Ana", [0.1, 0.2, 0.3, 0.4])
    assert house.keeper.get(path).json() == on
    assert house.keeper.get(f"/api/assets/{photo}").json()["people"] == on
    chest = f"/api/chests/{house.chest_id}"
    found = house.keeper.get(f"{chest}/assets?person={on[0]['id']}").json()["items"]
    assert [one["id"] for one in found] == [str(photo)]
    hits = house.keeper.get(f"{chest}/search?q=sea&person={on[0]['id']}").json()["items"]
    assert [one["asset"]["id"] for one in hits] == [str(photo)]
    alone = house.keeper.get(f"{chest}/search?person={on[0]['id']}").json()["items"]
    assert [one["asset"]["id"] for one in alone] == [str(photo)]
    bad = house.keeper.put(path, json=[{"person": "Ana", "box": [0.9, 0.9, 0.5, 0.5]}])
    assert bad.status_code == 422
    assert house.keeper.get(path).json() == on


def test_names_wait_and_are_decided_about(house: House) -> None:
    add_asset(house.library.database, house.chest_id, who="Kath Brennan, Con Hanlon")
    PeopleReader(database=house.library.database).read()
    path = f"/api/chests/{house.chest_id}/people/proposals"
    waiting = {one["name"]: one for one in house.keeper.get(path).json()["items"]}
    assert {"Kath Brennan", "Con Hanlon"} <= set(waiting)
    kath, con = waiting["Kath Brennan"], waiting["Con Hanlon"]
    assert kath["evidence"][0]["place"] == "who"
    made = house.keeper.post(
        f"/api/people/proposals/{kath['id']}/confirm", json={"relation": "her best friend"}
    ).json()
    person = house.keeper.get(f"/api/people/{made['person_id']}").json()
    assert (person["name"], person["relation"]) == ("Kath Brennan", "friend")
    dismissed = house.keeper.post(f"/api/people/proposals/{con['id']}/dismiss")
    assert dismissed.status_code == 204
    left = [one["name"] for one in house.keeper.get(path).json()["items"]]
    assert not {"Kath Brennan", "Con Hanlon"} & set(left)
    aside = house.keeper.get(f"{path}?state=dismissed").json()["items"]
    assert [one["name"] for one in aside] == ["Con Hanlon"]
    assert house.keeper.post(f"/api/people/proposals/{con['id']}/undo").status_code == 204
    assert "Con Hanlon" in [one["name"] for one in house.keeper.get(path).json()["items"]]


def test_whoever_belongs_says_what_they_are(house: House) -> None:
    viewer = house.join(Role.viewer)
    said = viewer.put(f"/api/chests/{house.chest_id}/me", json={"relation": "sobrinha"})
    assert said.json()["relation"] == "niece"
    assert (
        viewer.post(f"/api/chests/{house.chest_id}/people", json={"name": "A"}).status_code == 404
    )
    assert viewer.get(f"/api/chests/{house.chest_id}/people/proposals").status_code == 404
    me = said.json()["id"]
    assert viewer.patch(f"/api/people/{me}", json={"name": "A"}).status_code == 404


def test_links_and_strangers_are_told_of_nobody(house: House) -> None:
    photo = add_asset(house.library.database, house.chest_id, audience=Audience.everyone)
    house.keeper.put(f"/api/assets/{photo}/people", json=[{"person": "Zimbro"}])
    person = house.keeper.get(f"/api/assets/{photo}").json()["people"][0]["id"]
    link, _draft = house.contributor()
    chest = f"/api/chests/{house.chest_id}"
    told = link.get(f"/api/assets/{photo}")
    assert told.json()["people"] == []
    assert "Zimbro" not in told.text
    assert link.get(f"{chest}/assets?person={person}").json()["items"] == []
    assert link.get(f"{chest}/search?person={person}").json()["items"] == []
    stranger = house.stranger()
    for path in (f"{chest}/people", f"/api/people/{person}", f"/api/assets/{photo}/people"):
        assert link.get(path).status_code == 401, path
        assert stranger.get(path).status_code == 404, path
