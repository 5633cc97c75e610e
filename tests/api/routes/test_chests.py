"""Chests, who belongs to them and what was done in them, over HTTP."""

from __future__ import annotations

from chest.models import Role
from tests.api.conftest import House


def test_a_chest_that_was_deleted_is_brought_back_as_it_was(house: House) -> None:
    path = f"/api/chests/{house.chest_id}"
    before = house.keeper.get(path).json()
    assert house.keeper.delete(path).status_code == 204
    assert house.keeper.get(path).status_code == 404
    (deleted,) = house.keeper.get("/api/chests", params={"deleted": True}).json()["items"]
    assert deleted["deleted_at"].endswith("Z")
    restored = house.keeper.post(f"{path}/restore")
    assert restored.status_code == 200
    assert restored.json()["deleted_at"] is None
    assert restored.json()["name"] == before["name"]


def test_the_version_of_a_chest_changes_with_what_is_in_it(house: House) -> None:
    path = f"/api/chests/{house.chest_id}"
    before = house.keeper.get(f"{path}/version").json()
    assert set(before) == {"version"}
    assert house.keeper.get(f"{path}/version").json() == before
    house.keeper.post(f"{path}/posts", json={"body": "She sang."})
    assert house.keeper.get(f"{path}/version").json() != before


def test_one_member_is_told_as_in_the_list_and_addresses_to_keepers_alone(house: House) -> None:
    viewer = house.join(Role.viewer)
    path = f"/api/chests/{house.chest_id}/members"
    for one in house.keeper.get(path).json()["items"]:
        assert set(one) == {"account_id", "name", "email", "role", "since"}
        assert house.keeper.get(f"{path}/{one['account_id']}").json() == one
        seen = viewer.get(f"{path}/{one['account_id']}").json()
        assert seen == one | {"email": None}


def test_what_was_done_is_told_newest_first_a_page_at_a_time(house: House) -> None:
    chest = f"/api/chests/{house.chest_id}"
    for _ in range(3):
        house.keeper.post(f"{chest}/share-links", json={"permission": "look"})
    whole = house.keeper.get(f"{chest}/audit").json()
    assert whole["next"] is None
    assert [one["action"] for one in whole["items"][:3]] == ["link.created"] * 3
    assert set(whole["items"][0]) == {"id", "at", "actor", "action", "subject_type", "subject_id"}
    first = house.keeper.get(f"{chest}/audit", params={"limit": 2}).json()
    asked = {"limit": 200, "cursor": first["next"]}
    rest = house.keeper.get(f"{chest}/audit", params=asked).json()
    assert first["items"] + rest["items"] == whole["items"]
