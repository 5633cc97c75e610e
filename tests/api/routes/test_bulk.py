"""Many memories at once over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from chest.models import Kind, Role
from tests.api.conftest import House
from tests.builders import add_asset


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
        "undo": None,
    }

    gone = post(filter={"kind": "photo", "from": "1964"}, delete=True)
    assert gone["changed"] == 3
    assert viewer.get(chest).json()["counts"] == {}
    assert post(ids=ids[:1], restore=True)["changed"] == 1
    undo = {"undo": gone["undo"]}
    assert viewer.post(f"{chest}/assets/bulk/undo", json=undo).status_code == 404
    back = curator.post(f"{chest}/assets/bulk/undo", json=undo).raise_for_status().json()
    assert back == {"changed": 2, "left_out": 1, "undo": None}
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


def test_nothing_is_tagged_yet_so_a_tag_finds_nothing(house: House) -> None:
    add_several(house)
    path = f"/api/chests/{house.chest_id}/assets/bulk"
    for one in ({"tag": "garden"}, {"person": str(uuid4())}):
        told = house.keeper.post(path, json={"filter": one, "delete": True}).json()
        assert told["changed"] == 0
    for client in (house.stranger(), house.client()):
        answer = client.post(path, json={"filter": {}, "delete": True})
        assert answer.status_code in (401, 404)
