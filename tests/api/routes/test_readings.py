"""The words in pictures over HTTP: read by whoever sees them, put right by whoever may."""

from __future__ import annotations

from uuid import uuid4

from chest.models import PictureText, Role
from tests.api.conftest import House
from tests.builders import add_asset


def test_words_are_read_and_put_right(house: House) -> None:
    database = house.library.database
    asset_id = add_asset(database, house.chest_id)
    address = f"/api/assets/{asset_id}/reading"
    viewer = house.join(Role.viewer)
    assert viewer.get(address).raise_for_status().json()["version"] == 0
    line = {"text": "Cova Gola", "confidence": 0.62, "box": [0.1, 0.2, 0.5, 0.3]}
    with database.write() as session:
        session.add(PictureText(asset_id=asset_id, text="Cova Gola", confidence=0.62, lines=[line]))
    told = viewer.get(address).raise_for_status().json()
    assert told == {
        "asset_id": str(asset_id),
        "text": "Cova Gola",
        "version": 1,
        "by_person": False,
        "confidence": 0.62,
        "language": None,
        "seen": None,
        "lines": [line | {"page": None}],
    }
    assert viewer.put(address, json={"version": 1, "text": "Mine"}).status_code == 404
    right = house.keeper.put(address, json={"version": 1, "text": "Cova Gala"})
    assert right.raise_for_status().json()["text"] == "Cova Gala"
    stale = house.keeper.put(address, json={"version": 1, "text": "Another"})
    assert stale.status_code == 409
    assert stale.json()["current"] == {"text": "Cova Gala", "version": 2}
    assert house.keeper.get(f"/api/assets/{uuid4()}/reading").status_code == 404
