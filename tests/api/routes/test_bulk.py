"""Many memories at once over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest

from chest.models import Kind, Review, Role
from tests.api.conftest import House
from tests.builders import add_asset
from tests.chest.dates.dated import add_dated


def add_several(house: House, number: int = 3, **fields: object) -> list[str]:
    return [str(add_asset(house.library.database, house.chest_id, **fields)) for _ in range(number)]


def test_many_are_changed_put_away_brought_back_and_undone(house: House) -> None:
    ids = add_several(house)
    chest = f"/api/chests/{house.chest_id}"
    curator, viewer = house.join(Role.curator), house.join(Role.viewer)

    def post(**body: Any) -> dict[str, Any]:
        told: dict[str, Any] = (
            curator.post(f"{chest}/assets/bulk", json=body).raise_for_status().json()
        )
        return told

    changed = post(ids=[*ids, str(uuid4())], changes={"taken": "1964", "place": "Tróia"})
    assert (changed["changed"], changed["left_out"]) == (3, 1)
    assert UUID(changed["undo"])
    listed = viewer.get(f"{chest}/assets?from=1964&to=1964").json()["items"]
    assert {item["place"] for item in listed} == {"Tróia"}
    assert viewer.post(f"{chest}/assets/bulk", json={"ids": ids, "delete": True}).json() == {
        "changed": 0,
        "left_out": 3,
        "not_allowed": 3,
        "undo": None,
    }

    gone = post(filter={"kind": "photo", "from": "1964"}, delete=True)
    assert gone["changed"] == 3
    assert viewer.get(chest).json()["counts"] == {}
    assert post(ids=ids[:1], restore=True)["changed"] == 1
    undo = {"undo": gone["undo"]}
    assert viewer.post(f"{chest}/assets/bulk/undo", json=undo).status_code == 404
    back = curator.post(f"{chest}/assets/bulk/undo", json=undo).raise_for_status().json()
    assert back == {"changed": 2, "left_out": 1, "not_allowed": 0, "undo": None}
    curator.post(f"{chest}/assets/bulk/undo", json={"undo": changed["undo"]}).raise_for_status()
    listed = viewer.get(f"{chest}/assets").json()["items"]
    assert [(item["taken"], item["place"]) for item in listed] == [(None, None)] * 3


def test_a_request_that_is_sent_twice_is_done_once(house: House) -> None:
    add_several(house, 2, kind=Kind.video)
    add_several(house, 2)
    path = f"/api/chests/{house.chest_id}/assets/bulk"
    body = {"filter": {"kind": "video"}, "changes": {"caption": "The beach"}}
    key = {"idempotency-key": "again"}
    first, second = (house.keeper.post(path, json=body, headers=key).json() for _ in range(2))
    assert first == second
    assert first["changed"] == 2
    assert house.keeper.post(path, json=body).json()["changed"] == 0
    other = house.keeper.post(path, json=body | {"filter": {}}, headers=key)
    assert other.status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ids": []},
        {"delete": True},
        {"ids": [], "filter": {}, "delete": True},
        {"ids": [], "delete": True, "restore": True},
        {"ids": [], "delete": False},
        {"filter": {}, "restore": True},
        {"ids": [], "changes": {}},
        {"ids": [], "changes": {"body": "x"}},
        {"ids": [], "changes": {"tags": []}},
        {"ids": [], "changes": {"tags": {}}},
        {"ids": [], "changes": {"tags": {"add": [" "]}}},
        {"ids": [], "changes": {"tags": {"add": ["garden"], "remove": ["jardim"]}}},
        {"ids": [], "changes": {"tags": {"add": ["x"] * 21}}},
        {"ids": [], "changes": {"people": ["Ana"]}},
        {"ids": [str(uuid4()) for _ in range(501)], "delete": True},
        {"filter": {"kind": "dream"}, "delete": True},
        {"filter": {"state": "dreamt"}, "delete": True},
        {"filter": {"from": "once"}, "delete": True},
        {"filter": {"colour": "red"}, "delete": True},
    ],
)
def test_what_says_no_one_thing_is_refused(house: House, body: dict[str, Any]) -> None:
    refused = house.keeper.post(f"/api/chests/{house.chest_id}/assets/bulk", json=body)
    assert refused.status_code == 422
    assert refused.json()["detail"]


def test_tags_are_given_and_taken_away_once_however_often_sent(house: House) -> None:
    ids = add_several(house, 3)
    path = f"/api/chests/{house.chest_id}/assets/bulk"
    body = {"ids": ids, "changes": {"tags": {"add": ["Garten", "Tia Amélia"]}}}
    key = {"idempotency-key": "tags"}
    first, second = (house.keeper.post(path, json=body, headers=key).json() for _ in range(2))
    assert first == second
    assert first["changed"] == 3

    def labels(asset_id: str) -> list[str]:
        told = house.keeper.get(f"/api/assets/{asset_id}/tags").json()
        return [tag["label"] for tag in told["tags"]]

    assert [labels(one) for one in ids] == [["Tia Amélia", "garden"]] * 3
    gone = {"ids": ids[:2], "changes": {"tags": {"remove": ["jardin"]}}}
    taken = house.keeper.post(path, json=gone).json()
    assert [labels(one) for one in ids] == [["Tia Amélia"]] * 2 + [["Tia Amélia", "garden"]]
    back = {"undo": taken["undo"]}
    assert house.keeper.post(f"{path}/undo", json=back).json()["changed"] == 2
    house.keeper.post(f"{path}/undo", json={"undo": first["undo"]})
    assert [labels(one) for one in ids] == [[]] * 3


def test_nothing_is_tagged_yet_so_a_tag_finds_nothing(house: House) -> None:
    add_several(house)
    path = f"/api/chests/{house.chest_id}/assets/bulk"
    for one in ({"tag": "garden"}, {"person": str(uuid4())}):
        told = house.keeper.post(path, json={"filter": one, "delete": True}).json()
        assert told["changed"] == 0
    for client in (house.stranger(), house.client()):
        answer = client.post(path, json={"filter": {}, "delete": True})
        assert answer.status_code in (401, 404)


def dated(house: House, *dates: str, **fields: object) -> list[str]:
    database = house.library.database
    return [str(add_dated(database, house.chest_id, edtf, **fields)) for edtf in dates]


def test_stretches_of_the_timeline_hold_what_it_shows_and_no_more(house: House) -> None:
    in_year = dated(house, "1964", "1964-07-02", "1964~")
    elsewhere = dated(house, "196X", "1963/1966", "../1950", "1965", "1974")
    # A list would show it to those who decide; the timeline does not.
    waits = dated(house, "1964", review=Review.pending)
    undated = add_several(house, 2, taken_sort="9" * 29)
    chest = f"/api/chests/{house.chest_id}"
    keeper = house.keeper

    def post(*stretches: dict[str, Any], without: Sequence[str] = (), **body: Any) -> int:
        timeline = {"stretches": stretches, "without": without}
        answer = keeper.post(f"{chest}/assets/bulk", json={"timeline": timeline, **body})
        return int(answer.raise_for_status().json()["changed"])

    def told(query: str) -> list[str]:
        return [item["id"] for item in keeper.get(f"{chest}/tiles?{query}").json()["items"]]

    assert sorted(told("year=1964")) == sorted(in_year)
    assert sorted(told("decade=1960&yearless=true")) == sorted(elsewhere[:2])
    assert keeper.get(f"{chest}/timeline/count?year=1964").json() == {"count": 3}
    assert post({"year": 1964}, without=in_year[:1], changes={"place": "Tróia"}) == 2
    assert post({"decade": 1960, "yearless": True}, changes={"place": "Lisboa"}) == 2
    assert post({"undated": True}, {"year": 1974}, {"decade": 1970}, delete=True) == 3
    places = {i: keeper.get(f"/api/assets/{i}").json()["place"] for i in [*in_year, *elsewhere[:4]]}
    assert list(places.values()) == [None, "Tróia", "Tróia", "Lisboa", "Lisboa", None, None]
    assert keeper.get(f"/api/assets/{waits[0]}").json()["place"] is None
    for gone in [*undated, elsewhere[4]]:
        assert keeper.get(f"/api/assets/{gone}").status_code == 404


def test_a_stretch_of_one_person_holds_only_what_they_are_on(house: House) -> None:
    theirs, other = dated(house, "1964", "1964-07-02")
    chest = f"/api/chests/{house.chest_id}"
    keeper = house.keeper
    person = keeper.post(f"{chest}/people", json={"name": "Joe"}).json()["id"]
    keeper.put(f"/api/assets/{theirs}/people", json=[{"person": person}])
    asked = {"person": person, "decade": 1960}
    timeline = keeper.get(f"{chest}/timeline", params={"person": person}).json()
    assert [item["id"] for item in timeline["items"]] == [theirs]
    assert (timeline["decades"], timeline["undated"]) == (
        [{"decade": 1960, "count": 1}],
        {"count": 0},
    )
    tiles = keeper.get(f"{chest}/tiles", params=asked).json()["items"]
    assert [tile["id"] for tile in tiles] == [theirs]
    assert keeper.get(f"{chest}/timeline/count", params=asked).json() == {"count": 1}
    body = {"timeline": {"stretches": [asked]}, "changes": {"place": "Tróia"}}
    assert keeper.post(f"{chest}/assets/bulk", json=body).json()["changed"] == 1
    assert keeper.get(f"/api/assets/{other}").json()["place"] is None
    assert house.stranger().get(f"{chest}/timeline", params={"person": person}).status_code == 404


@pytest.mark.parametrize(
    "timeline",
    [
        {"stretches": []},
        {"stretches": [{"year": 1964, "decade": 1960}]},
        {"stretches": [{"yearless": True}]},
        {"stretches": [{"year": 20000}]},
        {"stretches": [{"month": 3}]},
    ],
)
def test_a_stretch_that_is_none_is_refused(house: House, timeline: dict[str, Any]) -> None:
    path = f"/api/chests/{house.chest_id}/assets/bulk"
    body = {"timeline": timeline, "delete": True}
    assert house.keeper.post(path, json=body).status_code == 422


def test_what_one_may_not_change_is_told_apart_from_what_is_so_already(house: House) -> None:
    member = house.join(Role.member)
    mine = UUID(member.get("/api/users/me").json()["id"])
    own = add_several(house, 2, added_by=mine)
    already = add_several(house, 1, added_by=mine, place="Tróia")
    theirs = add_several(house, 3)
    path = f"/api/chests/{house.chest_id}/assets/bulk"
    body = {"ids": [*own, *already, *theirs], "changes": {"place": "Tróia"}}
    told = member.post(path, json=body).json()
    assert (told["changed"], told["left_out"], told["not_allowed"]) == (2, 4, 3)


def test_a_date_is_read_before_it_is_written_to_many(house: House) -> None:
    path = f"/api/chests/{house.chest_id}/date"
    read = house.keeper.get(path, params={"words": "summer of 1964"}).json()
    assert read == {"words": "summer 1964", "edtf": "1964-22"}
    wrong = house.keeper.get(path, params={"words": "once upon a time"})
    assert wrong.status_code == 422
    assert "could not be read as a date" in wrong.json()["detail"]
    assert house.keeper.get(path, params={"words": " "}).status_code == 422
    assert house.stranger().get(path, params={"words": "1964"}).status_code == 404
