"""Tags over HTTP: reading, changing, finding by them, and what looks alike."""

from __future__ import annotations

from uuid import UUID

import numpy as np

from chest.models import AssetTag, Embedding, Role, TagBy
from tests.api.conftest import House
from tests.builders import add_asset


def suggest(house: House, asset_id: UUID, label: str, score: float = 0.8) -> None:
    with house.library.database.write() as session:
        session.add(
            AssetTag(
                asset_id=asset_id,
                label=label,
                chest_id=house.chest_id,
                by=TagBy.model,
                score=score,
                provider="clip-onnx",
                model="tiny",
            )
        )


def test_tags_are_read_and_changed(house: House) -> None:
    asset_id = add_asset(house.library.database, house.chest_id)
    suggest(house, asset_id, "garden")
    suggest(house, asset_id, "dog", 0.9)
    path = f"/api/assets/{asset_id}/tags"
    told = house.keeper.get(path).json()
    assert [(tag["label"], tag["by"]) for tag in told["tags"]] == [
        ("dog", "clip"),
        ("garden", "clip"),
    ]
    assert told["editable"] is True
    german = house.keeper.get(path, headers={"Accept-Language": "de"}).json()
    assert {tag["label"] for tag in german["tags"]} == {"dog", "garden"}
    after = house.keeper.put(path, json={"labels": ["garden", "cavalo", "Tia Amélia"]}).json()
    assert [(tag["label"], tag["by"]) for tag in after["tags"]] == [
        ("Tia Amélia", "person"),
        ("horse", "person"),
        ("garden", "clip"),
    ]
    assert [tag["label"] for tag in after["rejected"]] == ["dog"]
    asset = house.keeper.get(f"/api/assets/{asset_id}").json()
    assert [tag["label"] for tag in asset["tags"]] == ["Tia Amélia", "horse", "garden"]
    assert house.keeper.put(path, json={"labels": ["x" * 101]}).status_code == 422
    assert house.keeper.put(path, json={"labels": [" "]}).status_code == 422


def test_who_may_not_change_may_only_read(house: House) -> None:
    asset_id = add_asset(house.library.database, house.chest_id)
    suggest(house, asset_id, "garden")
    path = f"/api/assets/{asset_id}/tags"
    viewer, stranger = house.join(Role.viewer), house.stranger()
    told = viewer.get(path).json()
    assert (told["editable"], told["rejected"]) == (False, [])
    assert viewer.put(path, json={"labels": []}).status_code == 404
    assert stranger.get(path).status_code == 404
    assert house.client().get(path).status_code == 401
    assert [tag["label"] for tag in house.keeper.get(path).json()["tags"]] == ["garden"]


def test_a_list_is_filtered_by_a_tag_in_any_language(house: House) -> None:
    ids = [add_asset(house.library.database, house.chest_id) for _n in range(3)]
    suggest(house, ids[0], "garden")
    house.keeper.put(f"/api/assets/{ids[1]}/tags", json={"labels": ["Garten"]})
    suggest(house, ids[2], "garden")
    house.keeper.put(f"/api/assets/{ids[2]}/tags", json={"labels": []})
    path = f"/api/chests/{house.chest_id}/assets"

    def asked(tag: str) -> set[str]:
        return {item["id"] for item in house.keeper.get(path, params={"tag": tag}).json()["items"]}

    assert asked("garden") == asked("jardim") == {str(ids[0]), str(ids[1])}
    assert asked("dog") == set()
    body = {"filter": {"tag": "garden"}, "changes": {"place": "Porto"}}
    assert house.keeper.post(f"{path}/bulk", json=body).json()["changed"] == 2
    paged = house.keeper.get(path, params={"tag": "garden", "limit": 1}).json()
    rest = house.keeper.get(
        path, params={"tag": "garden", "limit": 1, "cursor": paged["next"]}
    ).json()
    assert {paged["items"][0]["id"], rest["items"][0]["id"]} == asked("garden")


def add_vector(house: House, asset_id: UUID, *numbers: float) -> None:
    row = np.array(numbers, np.float32)
    row /= np.linalg.norm(row)
    with house.library.database.write() as session:
        session.add(
            Embedding(
                asset_id=asset_id,
                kind="picture",
                model="tiny",
                chest_id=house.chest_id,
                size=len(row),
                vector=row.astype("<f2").tobytes(),
            )
        )


def test_what_looks_alike_comes_nearest_first(house: House) -> None:
    database = house.library.database
    ids = [add_asset(database, house.chest_id) for _n in range(4)]
    for asset_id, direction in zip(ids, [(1, 0), (0.9, 0.1), (0.8, 0.5), (-1, 0)], strict=True):
        add_vector(house, asset_id, *direction)
    path = f"/api/assets/{ids[0]}/similar"
    assert [item["id"] for item in house.keeper.get(path).json()["items"]] == [
        str(ids[1]),
        str(ids[2]),
    ]
    house.keeper.delete(f"/api/assets/{ids[1]}")
    assert [item["id"] for item in house.keeper.get(path).json()["items"]] == [str(ids[2])]
    alone = add_asset(database, house.chest_id)
    assert house.keeper.get(f"/api/assets/{alone}/similar").json()["items"] == []
    assert house.stranger().get(path).status_code == 404
