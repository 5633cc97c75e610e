"""What looks alike, over HTTP: pairs, and what is decided about them."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.models import LookAlike, Role
from tests.api.conftest import House
from tests.builders import add_asset


def add_pair(house: House) -> list[str]:
    database = house.library.database
    hashes = ["a" * 64, "b" * 64]
    ids = [add_asset(database, house.chest_id, sha256=one, bytes=5) for one in hashes]
    with database.write() as session:
        session.add(
            LookAlike(chest_id=house.chest_id, first=hashes[0], second=hashes[1], nearness=0.97)
        )
    return [str(one) for one in ids]


def listed(house: House) -> set[str]:
    told = house.keeper.get(f"/api/chests/{house.chest_id}/assets").json()
    return {item["id"] for item in told["items"]}


def test_a_pair_is_listed_and_decided_about(house: House) -> None:
    first, second = add_pair(house)
    path = f"/api/chests/{house.chest_id}/look-alikes"
    (pair,) = house.keeper.get(path).json()["items"]
    assert {pair["first"], pair["second"]} == {first, second}
    body = {"ids": [first, second], "decision": "fold", "shown": second}
    assert house.keeper.post(path, json=body).json()["changed"] > 0
    assert house.keeper.post(path, json=body).json()["changed"] == 0
    assert listed(house) == {second}
    assert house.keeper.get(path).json()["items"] == []
    back = {"ids": [first, second], "decision": "reopen"}
    house.keeper.post(path, json=back)
    assert listed(house) == {first, second}
    keep = {"ids": [first, second], "decision": "keep"}
    assert house.keeper.post(path, json=keep).json()["changed"] == 1
    assert house.keeper.get(path).json()["items"] == []


def test_only_curators_ask_and_decide(house: House) -> None:
    ids = add_pair(house)
    path = f"/api/chests/{house.chest_id}/look-alikes"
    body = {"ids": ids, "decision": "keep"}
    for client in (house.join(Role.viewer), house.join(Role.member), house.stranger()):
        assert client.get(path).status_code == 404
        assert client.post(path, json=body).status_code == 404
    assert house.client().post(path, json=body).status_code == 401
    assert house.join(Role.curator).post(path, json=body).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"decision": "keep"},
        {"ids": ["x", "y"], "decision": "keep"},
        {"ids": [str(UUID(int=1))], "decision": "keep"},
        {"ids": None, "decision": "fold"},
        {"ids": None, "decision": "keep", "shown": str(UUID(int=1))},
        {"ids": None, "decision": "merge"},
    ],
)
def test_what_says_no_one_thing_is_refused(house: House, wrong: dict[str, object]) -> None:
    ids = add_pair(house)
    body = {**wrong, "ids": ids} if "ids" in wrong and wrong["ids"] is None else wrong
    answer = house.keeper.post(f"/api/chests/{house.chest_id}/look-alikes", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]
