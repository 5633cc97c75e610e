"""The family's edits over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from chest.models import LinkPermission, Role
from chest.sharing.links import LinkTerms
from chest.stories.telling import TellStory
from tests.api.conftest import House

WEPT = "She wept for Anselmo."


@pytest.fixture
def story(house: House) -> str:
    house.library.assets.add_note(house.keeper_viewer, house.chest_id, body=WEPT)
    asked = house.keeper.post(f"/api/chests/{house.chest_id}/stories", json={}).json()
    TellStory(database=house.library.database).tell(UUID(asked["id"]))
    return f"/api/stories/{asked['id']}"


def find(client: httpx.Client, story: str, words: str) -> dict[str, Any]:
    chapters = client.get(story).json()["chapters"]
    found: list[dict[str, Any]] = [
        s for c in chapters for s in c["sentences"] if words in s["text"]
    ]
    assert len(found) == 1, words
    return found[0]


def test_one_press_accepts_rewrites_or_drops_a_sentence(house: House, story: str) -> None:
    told = find(house.keeper, story, WEPT)
    address = f"{story}/sentences/{told['id']}"
    accepted = house.keeper.post(address, json={"verdict": "accept"})
    assert (accepted.status_code, accepted.json()["op"]) == (200, "accept")
    body = {"verdict": "rewrite", "text": "She missed Anselmo.", "seen": told["text"]}
    made = house.keeper.post(address, json=body).json()
    assert (made["op"], made["before"], made["placed"]) == ("rewrite", told["text"], True)
    shown = find(house.keeper, story, "missed")
    assert (shown["origin"], shown["verdict"], shown["edit"]["id"]) == (
        "family", "family", made["id"]
    )  # fmt: skip
    reader = house.join(Role.viewer)
    assert find(reader, story, "missed")["edit"] is None
    stale = house.keeper.post(address, json=body | {"text": "Another one."})
    assert stale.status_code == 409
    assert stale.json()["current"]["text"] == "She missed Anselmo."
    assert house.keeper.post(address, json={"verdict": "drop"}).json()["text"] is None
    assert "Anselmo" not in reader.get(story).text
    undone = house.keeper.post(f"/api/story-edits/{made['id']}/undo")
    assert undone.json()["undone_at"]
    assert house.keeper.post(f"/api/story-edits/{made['id']}/redo").json()["undone_at"] is None


def test_every_kind_of_edit_has_a_name(house: House, story: str) -> None:
    read = house.keeper.get(story).json()
    told = find(house.keeper, story, WEPT)["id"]
    address = f"{story}/edits"
    for body in (
        {"op": "lock", "sentence": told},
        {"op": "unlock", "sentence": told},
        {"op": "rewrite", "sentence": told, "text": "She missed him."},
        {"op": "insert", "sentence": told, "text": "He was away."},
        {"op": "rename", "chapter": read["chapters"][0]["id"], "text": "Beginnings"},
    ):
        answer = house.keeper.post(address, json=body)
        assert answer.status_code == 200, answer.text
    own = find(house.keeper, story, "He was away.")
    assert house.keeper.post(address, json={"op": "remove", "sentence": own["id"]}).is_success
    edits = f"/api/chests/{house.chest_id}/story-edits"
    listed = house.keeper.get(edits, params={"limit": 2}).json()
    rest = house.keeper.get(edits, params={"cursor": listed["next"]}).json()
    assert [one["op"] for one in (*listed["items"], *rest["items"])] == [
        "remove", "rename", "insert", "rewrite", "lock"
    ]  # fmt: skip
    assert house.keeper.get(story).json()["chapters"][0]["title"] == "Beginnings"


def test_an_edit_names_what_it_changes(house: House, story: str) -> None:
    told = find(house.keeper, story, WEPT)["id"]
    other = house.keeper.post(f"/api/chests/{house.chest_id}/stories", json={}).json()["id"]
    for body, status in (
        ({"op": "remove"}, 422),
        ({"op": "rename", "sentence": told, "text": "A"}, 422),
        ({"op": "burn", "sentence": told}, 422),
        ({"op": "rewrite", "sentence": told}, 422),
        ({"op": "remove", "sentence": str(uuid4())}, 404),
    ):
        assert house.keeper.post(f"{story}/edits", json=body).status_code == status, body
    wrong = house.keeper.post(f"/api/stories/{other}/sentences/{told}", json={"verdict": "drop"})
    assert wrong.status_code == 404


def test_who_may_not_tell_stories_edits_none(house: House, story: str) -> None:
    told = find(house.keeper, story, WEPT)["id"]
    link = house.library.sharing.create(
        house.keeper_viewer, house.chest_id, LinkTerms(permission=LinkPermission.look)
    )
    made = house.keeper.post(f"{story}/edits", json={"op": "lock", "sentence": told}).json()
    for reader in (
        house.join(Role.member),
        house.join(Role.viewer),
        house.stranger(),
        house.client(x_share_token=link.token or ""),
        house.client(),
    ):
        for answer in (
            reader.post(f"{story}/edits", json={"op": "remove", "sentence": told}),
            reader.post(f"{story}/sentences/{told}", json={"verdict": "drop"}),
            reader.post(f"/api/story-edits/{made['id']}/undo"),
            reader.get(f"/api/chests/{house.chest_id}/story-edits"),
        ):
            assert answer.status_code in (401, 403, 404)
    assert find(house.keeper, story, WEPT)["edit"]["undone_at"] is None
    assert house.join(Role.curator).post(f"/api/story-edits/{made['id']}/undo").is_success
