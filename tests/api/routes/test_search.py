"""Searching over HTTP: what is answered, and to whom."""

from __future__ import annotations

import pytest

from chest.models import TranscriptSegment
from tests.api.conftest import House
from tests.builders import add_asset


def test_what_is_found_is_told_with_its_words_marked(house: House) -> None:
    chest = f"/api/chests/{house.chest_id}"
    post = house.keeper.post(f"{chest}/posts", json={"body": "She carried the bread."}).json()
    answer = house.keeper.get(f"{chest}/search", params={"q": "bread"}).json()
    (item,) = answer["items"]
    assert item["asset"]["id"] == post["id"]
    (why,) = item["why"]
    assert (why["field"], why["second"]) == ("body", None)
    assert [why["text"][a:b] for a, b in why["marks"]] == ["bread"]
    assert item["score"] > 0
    assert answer["next"] is None


def test_a_sentence_of_a_recording_is_told_with_its_second(house: House) -> None:
    database = house.library.database
    voice = add_asset(database, house.chest_id, kind="audio")
    with database.write() as session:
        session.add(
            TranscriptSegment(asset_id=voice, position=0, start=65.5, end=70, text="The bread.")
        )
    answer = house.keeper.get(f"/api/chests/{house.chest_id}/search", params={"q": "bread"})
    assert answer.json()["items"][0]["why"][0]["second"] == 65.5


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=bread&kind=sculpture", 422),
        ("q=bread&from=yesterday", 422),
        ("q=bread&from=1960&to=1969", 200),
        ("q=%22&tag=%22", 200),
        (f"q={'a' * 201}", 422),
        ("limit=201", 422),
        ("", 200),
    ],
)
def test_what_is_asked_is_read_or_refused(house: House, query: str, status: int) -> None:
    answer = house.keeper.get(f"/api/chests/{house.chest_id}/search?{query}")
    assert answer.status_code == status


def test_suggestions_and_what_is_alike_are_lists(house: House) -> None:
    chest = f"/api/chests/{house.chest_id}"
    asset_id = add_asset(house.library.database, house.chest_id, place="Setúbal")
    told = house.keeper.get(f"{chest}/suggest", params={"q": "set"}).json()
    assert told == {"items": [{"kind": "place", "text": "Setúbal", "id": None}], "next": None}
    alike = house.keeper.get(f"/api/assets/{asset_id}/similar").json()
    assert alike == {"items": [], "next": None}
