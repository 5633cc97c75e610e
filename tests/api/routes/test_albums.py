"""Albums over HTTP: made, filled, put in order, found by, and told to links for everyone alone."""

from __future__ import annotations

from typing import Any

from chest.models import Audience, Role
from tests.api.conftest import House
from tests.builders import add_asset


def add(house: House, count: int, **fields: Any) -> list[str]:
    return [str(add_asset(house.library.database, house.chest_id, **fields)) for _ in range(count)]


def make(house: House, **body: Any) -> dict[str, Any]:
    answer = house.keeper.post(f"/api/chests/{house.chest_id}/albums", json=body)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def lies(house: House, album: dict[str, Any]) -> list[str]:
    found: list[str] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        page = house.keeper.get(f"/api/albums/{album['id']}/assets", params=query).json()
        found += [one["id"] for one in page["items"]]
        if page["next"] is None:
            return found
        query["cursor"] = page["next"]


def test_an_album_is_made_filled_and_put_in_order(house: House) -> None:
    a, b, c, d = add(house, 4)
    album = make(house, name="Angola 1961", description="The ship", assets=[b, a, c])
    path = f"/api/albums/{album['id']}"
    assert (album["count"], album["cover_id"], album["editable"]) == (3, b, True)
    done = house.keeper.put(f"{path}/assets", json={"add": [d], "remove": [a]}).json()
    assert (done["changed"], done["left_out"]) == (2, 0)
    assert lies(house, album) == [b, c, d]
    moved = house.keeper.post(f"{path}/order", json={"assets": [d], "before": b}).json()
    assert lies(house, album) == [d, b, c]
    assert house.keeper.post(f"{path}/undo", json={"undo": moved["undo"]}).json()["changed"] == 1
    assert lies(house, album) == [b, c, d]
    for where in (f"/api/chests/{house.chest_id}/assets", f"/api/chests/{house.chest_id}/search"):
        found = house.keeper.get(where, params={"album": album["id"]}).json()["items"]
        assert {one.get("asset", one)["id"] for one in found} == {b, c, d}, where
    assert house.keeper.put(f"{path}/assets", json={}).status_code == 422
    assert house.keeper.get(f"{path}/assets", params={"cursor": "x"}).status_code == 422


def test_an_album_is_changed_deleted_and_brought_back(house: House) -> None:
    (a,) = add(house, 1)
    album = make(house, name="Angola", assets=[a])
    path, listed = f"/api/albums/{album['id']}", f"/api/chests/{house.chest_id}/albums"
    body = {"name": "Luanda", "audience": "keepers", "cover": a, "version": album["version"]}
    changed = house.keeper.patch(path, json=body).json()
    assert (changed["name"], changed["audience"], changed["cover_id"]) == ("Luanda", "keepers", a)
    assert house.keeper.patch(path, json=body).status_code == 409
    assert house.join(Role.viewer).get(path).status_code == 404
    assert house.keeper.delete(path).status_code == 204
    assert house.keeper.get(path).status_code == 404
    assert house.keeper.get(listed).json()["items"] == []
    (gone,) = house.keeper.get(listed, params={"deleted": True}).json()["items"]
    assert gone["deleted_at"]
    assert house.keeper.post(f"{path}/restore").json()["count"] == 1


def test_a_second_press_makes_no_second_album(house: House) -> None:
    key = {"Idempotency-Key": "one-press"}
    listed = f"/api/chests/{house.chest_id}/albums"
    for _press in range(2):
        house.keeper.post(listed, json={"name": "Angola"}, headers=key)
    assert len(house.keeper.get(listed).json()["items"]) == 1


def test_a_link_is_told_of_albums_for_everyone_and_of_no_names(house: House) -> None:
    ids = add(house, 2, audience=Audience.everyone) + add(house, 1)
    open_one = make(house, name="For all", audience="everyone", assets=ids)
    make(house, name="For us", assets=ids)
    client, _gift = house.contributor(audience=Audience.everyone)
    (told,) = client.get(f"/api/chests/{house.chest_id}/albums").json()["items"]
    assert (told["id"], told["count"], told["made_by"]) == (open_one["id"], 2, None)
    assert len(client.get(f"/api/albums/{open_one['id']}/assets").json()["items"]) == 2
    wrong = client.post(f"/api/chests/{house.chest_id}/albums", json={"name": "Mine"})
    assert wrong.status_code in (401, 404)
