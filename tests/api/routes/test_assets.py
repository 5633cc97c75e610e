"""Memories and posts as the API says them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from chest.dates.uncertain import from_edtf
from chest.models import Asset, Audience, Kind, Review, Role, utc_now
from tests.api.conftest import House
from tests.builders import add_asset

SHAPE = {
    *("id", "chest_id", "kind", "state", "original_name", "media_type", "bytes", "sha256"),
    *("body", "taken", "place", "latitude", "longitude", "camera", "caption", "alt_text"),
    *("width", "height", "duration", "tags", "people", "audience", "visible_from"),
    *("contribution_id", "attached_to", "contributor", "likes", "comments", "steps", "urls"),
    *("version", "deleted_at"),
}


def add_dated(house: House, edtf: str, **fields: object) -> str:
    known = from_edtf(edtf)
    assert known is not None
    assert known.earliest is not None
    assert known.latest is not None
    return str(
        add_asset(
            house.library.database,
            house.chest_id,
            taken=edtf,
            taken_sort=known.sort_key,
            taken_earliest=known.earliest.isoformat(),
            taken_latest=known.latest.isoformat(),
            **fields,
        )
    )


def test_a_memory_has_the_shape_of_the_contract(house: House) -> None:
    asset = house.send(house.keeper, b"some bytes", name="a.txt", taken="1964-07-02")
    assert set(asset) >= SHAPE
    assert asset["taken"] == {
        "edtf": "1964-07-02",
        "earliest": "1964-07-02",
        "latest": "1964-07-02",
        "source": "user",
        "offset": None,
    }
    assert set(asset["urls"]) == {"thumb", "preview", "original"}
    assert asset["urls"]["thumb"] is None
    assert asset["urls"]["original"].startswith(f"/m/{asset['id']}/original?e=")
    assert asset["contributor"]["name"] == "Keeper"
    assert asset["editable"] is True
    assert house.keeper.get(f"/api/assets/{asset['id']}").json() == asset


def test_what_one_may_not_know_of_is_not_there(house: House) -> None:
    chest = house.chest_id
    secret = add_asset(house.library.database, chest, audience=Audience.keepers)
    sealed = add_asset(house.library.database, chest, visible_from=utc_now() + timedelta(days=1))
    published = add_asset(house.library.database, chest)
    viewer, stranger = house.join(Role.viewer), house.stranger()
    for asset_id in (secret, sealed, uuid4()):
        path = f"/api/assets/{asset_id}"
        answers = [viewer.get(path), viewer.delete(path), viewer.patch(path, json={"version": 1})]
        answers += [viewer.post(f"{path}/restore"), viewer.post(f"{path}/retry")]
        answers += [viewer.get(f"{path}/history"), viewer.get(f"/api/posts/{asset_id}")]
        assert {answer.status_code for answer in answers} == {404}
        assert {answer.json()["detail"] for answer in answers} == {
            "There is nothing here, or it is not yours to open."
        }
    for path in (
        f"/api/assets/{published}",
        f"/api/chests/{chest}/assets",
        f"/api/chests/{chest}/timeline",
        f"/api/chests/{chest}/duplicates",
    ):
        assert stranger.get(path).status_code == 404
        assert house.client().get(path).status_code in (401, 404)


def test_an_edit_takes_the_version_and_a_stale_one_answers_with_what_is_there(
    house: House,
) -> None:
    asset_id = add_asset(house.library.database, house.chest_id)
    path = f"/api/assets/{asset_id}"
    changed = house.keeper.patch(
        path, json={"version": 1, "caption": "Rosa", "taken": "about 1952"}
    )
    assert changed.status_code == 200
    assert (changed.json()["version"], changed.json()["taken"]["edtf"]) == (2, "1952~")
    stale = house.keeper.patch(path, json={"version": 1, "caption": "Ana"})
    assert stale.status_code == 409
    assert stale.json()["current"]["caption"] == "Rosa"
    emptied = house.keeper.patch(path, json={"version": 2, "caption": None}).json()
    assert (emptied["caption"], emptied["taken"]["edtf"]) == (None, "1952~")
    bad = house.keeper.patch(path, json={"version": 3, "taken": "the day it rained"})
    assert bad.status_code == 422
    assert "summer 1964" in bad.json()["detail"]
    assert house.keeper.patch(path, json={"caption": "x"}).status_code == 422
    assert house.keeper.patch(path, json={"version": 3, "sha256": "x"}).status_code == 422
    items = house.keeper.get(f"{path}/history").json()["items"]
    assert [(item["version"], item["before"]["caption"]) for item in items] == [
        (2, "Rosa"),
        (1, None),
    ]
    assert items[0]["changed_by"]["name"] == "Keeper"


def test_a_memory_is_put_away_and_comes_back(house: House) -> None:
    asset_id = add_asset(house.library.database, house.chest_id)
    path = f"/api/assets/{asset_id}"
    assert house.keeper.delete(path).status_code == 204
    assert house.keeper.get(path).status_code == 404
    assert house.keeper.post(f"{path}/restore").json()["deleted_at"] is None
    assert house.keeper.get(path).status_code == 200


def test_a_list_is_paged_and_filtered(house: House) -> None:
    ids = [add_dated(house, f"{1960 + n}") for n in range(5)]
    note = add_dated(house, "1999", kind="note", body="x")
    path = f"/api/chests/{house.chest_id}/assets"
    seen: list[str] = []
    cursor = None
    while True:
        params = {"limit": 2, "order": "oldest"} | ({"cursor": cursor} if cursor else {})
        page = house.keeper.get(path, params=params).json()
        assert set(page) == {"items", "next"}
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [*ids, note]

    def asked(**params: str) -> list[str]:
        return [item["id"] for item in house.keeper.get(path, params=params).json()["items"]]

    assert asked(kind="note") == [note]
    assert asked(**{"from": "1961", "to": "1962-06"}) == [ids[2], ids[1]]
    assert asked(state="ready") == [note, *ids[::-1]]
    assert asked(state="pending") == []
    assert asked(tag="garden") == []
    for wrong in (
        {"state": "gone"},
        {"from": "yesterday"},
        {"limit": "201"},
        {"cursor": "x"},
        {"kind": "smell"},
    ):
        assert house.keeper.get(path, params=wrong).status_code == 422


def test_the_timeline_counts_decades_and_pages_through_a_life(house: House) -> None:
    young, old = add_dated(house, "1931"), add_dated(house, "1964")
    undated = str(add_asset(house.library.database, house.chest_id, taken_sort="9" * 29))
    path = f"/api/chests/{house.chest_id}/timeline"
    page = house.keeper.get(path, params={"limit": 2}).json()
    assert [item["id"] for item in page["items"]] == [young, old]
    assert page["decades"] == [{"decade": 1930, "count": 1}, {"decade": 1960, "count": 1}]
    assert page["undated"] == {"count": 1}
    rest = house.keeper.get(path, params={"cursor": page["next"]}).json()
    assert ([item["id"] for item in rest["items"]], rest["next"]) == ([undated], None)
    sixties = house.keeper.get(path, params={"decade": 1960}).json()
    assert [item["id"] for item in sixties["items"]] == [old]
    drawer = house.keeper.get(path, params={"undated": True}).json()
    assert [item["id"] for item in drawer["items"]] == [undated]


def test_tiles_are_the_timeline_with_what_a_tile_shows(house: House) -> None:
    young, old = add_dated(house, "1931"), add_dated(house, "1964-21")
    letter = add_asset(
        house.library.database,
        house.chest_id,
        taken_sort="9" * 29,
        kind=Kind.note,
        body="My dear Rosa,\n\nthe boat " + "comes in " * 40,
    )
    waiting = add_dated(house, "1965", review=Review.pending)
    path = f"/api/chests/{house.chest_id}"
    asked = {"limit": 2}
    tiles = house.keeper.get(f"{path}/tiles", params=asked).json()
    shown = house.keeper.get(f"{path}/timeline", params=asked).json()
    assert [tile["id"] for tile in tiles["items"]] == [item["id"] for item in shown["items"]]
    assert tiles["next"] == shown["next"]
    sixties = house.keeper.get(f"{path}/tiles", params={"decade": 1960}).json()["items"]
    assert [(tile["id"], tile["when"]) for tile in sixties] == [(old, "spring 1964")]
    drawer = house.keeper.get(f"{path}/tiles", params={"undated": True}).json()["items"]
    assert [(tile["id"], tile["when"]) for tile in drawer] == [(str(letter), None)]
    assert drawer[0]["first_line"].startswith("My dear Rosa, the boat comes in")
    assert drawer[0]["first_line"].endswith("…")
    contributor, _ = house.contributor()
    seen = contributor.get(f"{path}/tiles").json()["items"]
    assert [tile["id"] for tile in seen] == [young, old, str(letter)]
    assert waiting not in str(seen)
    assert house.stranger().get(f"{path}/tiles").status_code == 404


def test_a_link_sees_what_the_family_published_without_places_and_accounts(
    house: House,
) -> None:
    add_asset(
        house.library.database,
        house.chest_id,
        latitude=64.1,
        longitude=-21.9,
        added_by=house.keeper_viewer.account_id,
        duplicate_of=uuid4(),
        media_type="image/jpeg",
        storage_key="v1/o/x",
    )
    pending = add_asset(house.library.database, house.chest_id, review=Review.pending)
    contributor, _ = house.contributor()
    answer = contributor.get(f"/api/chests/{house.chest_id}/assets")
    (item,) = answer.json()["items"]
    for field in ("latitude", "longitude", "duplicate_of", "contribution_id"):
        assert item[field] is None
    assert item["contributor"] == {"name": "Keeper", "account_id": None}
    assert item["urls"]["original"] is None
    assert "64.1" not in answer.text
    assert str(house.keeper_viewer.account_id) not in answer.text
    assert contributor.get(f"/api/assets/{pending}").status_code == 404


# ---- posts ----


def test_a_post_is_a_note_with_its_files_and_is_made_once(house: House) -> None:
    photo = house.send(house.keeper, b"bytes")
    path = f"/api/chests/{house.chest_id}/posts"
    body = {"body": "She sang.", "taken": "summer 1964", "asset_ids": [photo["id"]]}
    key = {"Idempotency-Key": "one"}
    made = house.keeper.post(path, json=body, headers=key)
    assert made.status_code == 201
    post = made.json()
    assert (post["kind"], post["state"], post["body"]) == ("note", "ready", "She sang.")
    assert [file["id"] for file in post["attachments"]] == [photo["id"]]
    assert house.keeper.post(path, json=body, headers=key).json()["id"] == post["id"]
    assert len(house.keeper.get(f"/api/chests/{house.chest_id}/assets").json()["items"]) == 2

    one = f"/api/posts/{post['id']}"
    changed = house.keeper.put(one, json={"version": 1, "body": "She always sang."})
    assert (changed.json()["body"], changed.json()["version"]) == ("She always sang.", 2)
    assert house.keeper.get(one).json()["body"] == "She always sang."
    assert house.keeper.get(f"/api/posts/{photo['id']}").json()["attachments"] == []
    assert house.keeper.delete(one).status_code == 204
    assert house.keeper.get(one).status_code == 404
    assert house.keeper.get(f"/api/assets/{photo['id']}").status_code == 200


@pytest.mark.parametrize("role", [Role.viewer, None])
def test_whoever_may_not_add_writes_nothing(house: House, role: Role | None) -> None:
    client = house.join(role) if role else house.stranger()
    path = f"/api/chests/{house.chest_id}/posts"
    assert client.post(path, json={"body": "x"}).status_code == 404
    assert house.client().post(path, json={"body": "x"}).status_code == 401
    assert house.keeper.post(path, json={"body": "  "}).status_code == 422


def test_a_members_post_waits_for_a_curator(house: House) -> None:
    member, viewer = house.join(Role.member), house.join(Role.viewer)
    post = member.post(f"/api/chests/{house.chest_id}/posts", json={"body": "I remember"}).json()
    assert post["review"] == "pending"
    assert member.get(f"/api/posts/{post['id']}").status_code == 200
    assert viewer.get(f"/api/posts/{post['id']}").status_code == 404
    with house.library.database.read() as session:
        assert session.get_one(Asset, UUID(post["id"])).contribution_id is not None


def test_the_same_bytes_twice_are_told_by_id(house: House) -> None:
    twice = {"sha256": "a" * 64}
    ids = [str(add_asset(house.library.database, house.chest_id, **twice)) for _ in range(2)]
    add_asset(house.library.database, house.chest_id, sha256="b" * 64)
    found = house.keeper.get(f"/api/chests/{house.chest_id}/duplicates").json()
    assert found == {"items": [ids], "next": None}


def test_what_was_tried_again_is_told_as_a_memory_and_its_progress_as_a_version(
    house: House,
) -> None:
    asset = house.send(house.keeper, b"some bytes", name="a.txt")
    path = f"/api/assets/{asset['id']}"
    assert set(house.keeper.get(f"{path}/progress").json()) == {"version"}
    again = house.keeper.post(f"{path}/retry")
    assert again.status_code == 202
    assert again.json() == house.keeper.get(path).json()
