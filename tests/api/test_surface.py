"""Every route: how it refuses, what lists take, whose words addresses are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.middleware import Middleware

from ai.media import Decoder
from api.application import build_routes
from api.http.origins import own_address
from api.http.security import RefuseForeignDoors
from chest.ingest.job import Ingest
from chest.ingest.link_copies import LinkCopies
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Kind,
    LinkPermission,
    Membership,
    ProcessingStep,
    Role,
    Step,
)
from tests.api.conftest import House
from tests.arrivals import once
from tests.asgi import AppClient
from tests.builders import add_member
from tests.mailing import list_letters
from tests.waiting import wait_until


def is_problem(answer: httpx.Response, status: int) -> bool:
    return (
        answer.status_code == status
        and answer.headers["content-type"] == "application/problem+json"
        and {"type", "title", "status", "detail"} <= set(answer.json())
        and answer.json()["status"] == status
    )


# ---- problems ----


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/c/x", "/r/x", "/api/chests", "/m/x/y"])
def test_a_method_that_is_not_taken_is_refused_as_a_problem(house: House, path: str) -> None:
    answer = house.keeper.request("TRACE", path)
    assert is_problem(answer, 405)
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("path", ["/metrics", "/api", "/m", "/api/nothing"])
def test_where_nothing_is_there_is_no_page_either(house: House, path: str) -> None:
    assert is_problem(house.keeper.get(path), 404)
    assert house.keeper.post(path).status_code == 404


def test_foreign_doors_say_why(house: House) -> None:
    app = Starlette(routes=build_routes(house.library), middleware=[Middleware(RefuseForeignDoors)])
    with AppClient(app) as client:
        assert is_problem(client.get("/_stcore/metrics"), 404)
        assert is_problem(client.post("/_stcore/upload_file/x"), 404)


def test_what_is_no_id_names_nothing(house: House) -> None:
    known = house.keeper.get(f"/api/assets/{uuid4()}")
    for path in ("assets/x", "chests/1/assets", "chests/x", "stories/%00", "share-links/x"):
        answer = house.keeper.get(f"/api/{path}")
        assert is_problem(answer, 404), path
        assert answer.json()["detail"] == known.json()["detail"]
    assert is_problem(house.keeper.put("/api/uploads/x/parts/y?e=1&h=x&s=x"), 404)


def test_a_wrong_password_answers_401(house: House) -> None:
    body = {"email": "keeper@example.org", "password": "not that one"}
    client = house.client(origin=house.url)
    answer = client.post("/api/auth/login", json=body)
    assert is_problem(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "password is not right" in answer.json()["detail"]
    unknown = client.post("/api/auth/login", json=body | {"email": "nobody@example.org"})
    assert (unknown.status_code, unknown.json()) == (401, answer.json())
    assert client.post("/api/auth/login", data=body).status_code == 303
    assert is_problem(client.post("/api/auth/login", json={"email": "x"}), 422)


def test_a_change_from_an_old_version_is_told_what_get_tells(house: House) -> None:
    chest = f"/api/chests/{house.chest_id}"
    post = house.keeper.post(f"{chest}/posts", json={"body": "She sang."}).json()
    for path, change in (
        (chest, {"words": "She sang while she cooked."}),
        (f"/api/assets/{post['id']}", {"caption": "In the kitchen"}),
    ):
        version = house.keeper.get(path).json()["version"]
        changed = house.keeper.patch(path, json=change | {"version": version})
        assert changed.status_code == 200
        stale = house.keeper.patch(path, json=change | {"version": version})
        assert is_problem(stale, 409)
        assert stale.json()["current"] == house.keeper.get(path).json()
    stale = house.keeper.put(f"/api/posts/{post['id']}", json={"body": "x", "version": 1})
    assert stale.json()["current"] == house.keeper.get(f"/api/posts/{post['id']}").json()


def test_a_model_that_is_not_there_is_refused_with_those_that_are(house: House) -> None:
    path = f"/api/chests/{house.chest_id}/stories"
    for model in ("gpt-9", "", "3:x"):
        answer = house.keeper.post(path, json={"provider": "composer", "model": model})
        assert is_problem(answer, 422), model
        assert "composer:3" in answer.json()["detail"]
    told = house.keeper.post(path, json={"provider": "composer", "model": "3"})
    assert (told.status_code, told.json()["model"]) == (202, "3")


# ---- lists ----


def walk(client: httpx.Client, path: str, limit: int, key: str = "id") -> list[Any]:
    """What the pages of a list hold, one after the other."""
    found: list[Any] = []
    cursor = None
    while True:
        asked: dict[str, Any] = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        answer = client.get(path, params=asked)
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["items"]) <= limit
        found += [item[key] for item in answer.json()["items"]]
        cursor = answer.json()["next"]
        if cursor is None:
            return found


def test_every_list_is_read_a_page_at_a_time(house: House) -> None:
    chest = f"/api/chests/{house.chest_id}"
    for n in range(4):
        house.keeper.post("/api/chests", json={"name": f"Rui {n}"})
        house.keeper.post(f"{chest}/stories", json={})
        house.keeper.post(f"{chest}/invitations", json={"role": "viewer"})
    for role in (Role.viewer, Role.member, Role.curator):
        house.join(role)
    for path, key in (
        ("/api/chests", "id"),
        (f"{chest}/stories", "id"),
        (f"{chest}/invitations", "id"),
        (f"{chest}/members", "account_id"),
    ):
        whole = [item[key] for item in house.keeper.get(path).json()["items"]]
        assert len(whole) >= 4
        for limit in (1, 2, len(whole), 200):
            assert walk(house.keeper, path, limit, key) == whole, (path, limit)
        assert is_problem(house.keeper.get(path, params={"limit": 201}), 422)


LISTS = ["assets", "timeline", "search", "contributions", "share-links", "stories", "members"]


@pytest.mark.parametrize("name", [*LISTS, "invitations", "audit", ""])
def test_a_cursor_that_a_list_did_not_give_is_refused_in_the_same_words(
    house: House, name: str
) -> None:
    path = f"/api/chests/{house.chest_id}/{name}" if name else "/api/chests"
    for wrong in ("x", "W10x", "é", "WzFd", "W" * 4_000):
        answer = house.keeper.get(path, params={"cursor": wrong})
        assert is_problem(answer, 422), wrong
        assert answer.json()["detail"] == (
            "This place in the list is not known. Start from the beginning."
        )
    assert house.keeper.get(path, params={"cursor": ""}).status_code == 200


def test_members_stand_on_the_page_as_in_the_list_even_when_they_came_together(
    house: House,
) -> None:
    for n in range(6):
        _, viewer = house.sign_up(f"cousin{n}")
        add_member(house.library.database, house.chest_id, viewer, Role.viewer)
    with house.library.database.write() as session:
        for row in session.exec(select(Membership)).all():
            row.created_at = datetime(2026, 1, 1, tzinfo=UTC)
            session.add(row)
    shown = house.library.members.list_members(house.keeper_viewer, house.chest_id)
    path = f"/api/chests/{house.chest_id}/members"
    assert walk(house.keeper, path, 2, "account_id") == [str(one.account_id) for one in shown]


def test_the_list_of_stories_tells_none(house: House) -> None:
    path = f"/api/chests/{house.chest_id}/stories"
    asked = house.keeper.post(path, json={}).json()
    (listed,) = house.keeper.get(path).json()["items"]
    assert listed["id"] == asked["id"]
    assert "chapters" not in listed
    assert "chapters" in house.keeper.get(f"/api/stories/{asked['id']}").json()


# ---- addresses ----


def base(server: Any, public_url: str = "", scheme: str = "http") -> str:
    return own_address({"server": server, "scheme": scheme}, public_url)


def test_addresses_are_made_of_where_the_request_was_taken() -> None:
    assert base(("192.0.2.7", 8501)) == "http://192.0.2.7:8501"
    assert base(("192.0.2.7", 8501), scheme="wss") == "https://192.0.2.7:8501"
    assert base(("::1", 80)) == "http://[::1]"
    assert base(("::ffff:192.0.2.7", 443), scheme="https") == "https://192.0.2.7"
    assert base(None) == "http://localhost"
    assert base(("/run/chest.sock", None)) == "http://localhost"


def test_a_public_address_counts_before_all() -> None:
    assert base(("127.0.0.1", 8501), public_url="https://rosa.example/") == "https://rosa.example"


def test_no_letter_and_no_link_leads_where_the_host_header_says(house: House) -> None:
    evil = {"Host": "evil.example"}
    asked = house.client(origin="http://evil.example").post(
        "/api/auth/forgot-password", json={"email": "keeper@example.org"}, headers=evil
    )
    assert asked.status_code == 202
    house.client().get("/healthz")
    wait_until(lambda: list_letters(house.library.database) != [])
    (letter,) = list_letters(house.library.database)
    assert letter.data["address"].startswith(f"{house.url}/?reset=")
    chest = f"/api/chests/{house.chest_id}"
    invited = house.keeper.post(f"{chest}/invitations", json={"role": "viewer"}, headers=evil)
    assert invited.json()["url"].startswith(f"{house.url}/?invitation=")
    shared = house.keeper.post(
        f"{chest}/share-links", json={"permission": LinkPermission.add.value}, headers=evil
    )
    assert shared.json()["url"].startswith(f"{house.url}/c/")


# ---- what is kept by whoever asked, and what is told to links ----


def test_nothing_of_an_answer_is_kept_but_lists_which_are_asked_for_anew(house: House) -> None:
    chest = f"/api/chests/{house.chest_id}"
    for path in (chest, "/api/users/me", f"{chest}/version", "/api/openapi.json", "/api/nothing"):
        assert house.keeper.get(path).headers["cache-control"] == "no-store", path
    made = house.keeper.post(f"{chest}/posts", json={"body": "She sang."})
    assert made.headers["cache-control"] == "no-store"
    for path in (f"{chest}/assets", f"{chest}/timeline", "/api/chests", f"{chest}/invitations"):
        first = house.keeper.get(path)
        assert first.headers["cache-control"] == "private, no-cache", path
        tag = first.headers["etag"]
        again = house.keeper.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == tag
    old = house.keeper.get(f"{chest}/assets").headers["etag"]
    house.keeper.post(f"{chest}/posts", json={"body": "She danced."})
    new = house.keeper.get(f"{chest}/assets", headers={"If-None-Match": old})
    assert new.status_code == 200
    assert len(new.json()["items"]) == 2


def test_a_picture_for_keepers_is_named_to_nobody_else(house: House) -> None:
    hero = house.send(house.keeper, b"a picture")["id"]
    chest = f"/api/chests/{house.chest_id}"
    version = house.keeper.get(chest).json()["version"]
    with house.library.database.write() as session:
        asset = session.get_one(Asset, UUID(hero))
        asset.kind, asset.state = Kind.photo, AssetState.ready
    shown = {"hero": {"asset_id": hero, "crop": [0, 0, 1, 1]}, "version": version}
    assert house.keeper.patch(chest, json=shown).status_code == 200
    link = house.keeper.post(f"{chest}/share-links", json={"permission": "look"}).json()
    guest = house.client(x_share_token=link["token"])
    readers = {"viewer": house.join(Role.viewer), "curator": house.join(Role.curator)}
    for client in (*readers.values(), guest):
        assert client.get(chest).json()["hero"]["asset_id"] == hero
    with house.library.database.write() as session:
        session.get_one(Asset, UUID(hero)).audience = Audience.keepers
    assert house.keeper.get(chest).json()["hero"]["asset_id"] == hero
    for client in (*readers.values(), guest):
        assert client.get(chest).json()["hero"] is None
    assert readers["viewer"].get("/api/chests").json()["items"][0]["hero"] is None
    told = guest.get(chest).json()
    assert {told[name] for name in ("created_at", "version", "trusts_members", "role")} == {None}


def test_a_memory_that_was_put_away_is_no_different_from_none(house: House) -> None:
    note = house.keeper.post(f"/api/chests/{house.chest_id}/posts", json={"body": "x"}).json()
    house.keeper.delete(f"/api/posts/{note['id']}")
    unknown = "00000000-0000-7000-8000-000000000000"
    for role in (Role.viewer, Role.member):
        client = house.join(role)
        answers = [
            client.post(f"/api/assets/{asset_id}/restore") for asset_id in (note["id"], unknown)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].json() == answers[1].json()
    assert house.keeper.post(f"/api/assets/{note['id']}/restore").status_code == 200


@pytest.mark.parametrize("password", ["", "    ", " abc ", "x" * 1025])
def test_a_link_is_never_open_because_its_password_was_none(house: House, password: str) -> None:
    links = f"/api/chests/{house.chest_id}/share-links"
    refused = house.keeper.post(links, json={"permission": "look", "password": password})
    assert refused.status_code == 422
    assert ("at most" in refused.json()["detail"]) == (len(password) > 100)
    assert house.keeper.get(links).json()["items"] == []


def test_what_a_link_is_told_of_a_file_is_true_of_what_it_gets(house: House, media: Path) -> None:
    asset_id = UUID(
        house.send(house.keeper, (media / "silhouettes-orientation-6.jpg").read_bytes())["id"]
    )
    library = house.library
    parts: dict[str, Any] = {"database": library.database, "blobs": library.blobs}
    with Decoder() as decoder:
        Ingest(**parts, decoder=decoder).run(asset_id, once)
    link = house.keeper.post(
        f"/api/chests/{house.chest_id}/share-links", json={"permission": "look"}
    ).json()
    guest = house.client(x_share_token=link["token"])
    told = guest.get(f"/api/assets/{asset_id}").json()
    assert (told["bytes"], told["sha256"]) == (None, None)
    with library.database.write() as session:
        session.add(ProcessingStep(asset_id=asset_id, step=Step.without_place))
    with Decoder() as decoder:
        LinkCopies(**parts, decoder=decoder).run(asset_id, once)
    told = guest.get(f"/api/assets/{asset_id}").json()
    given = guest.get(told["urls"]["original"]).content
    assert (told["bytes"], told["sha256"]) == (len(given), sha256(given).hexdigest())
    own = house.keeper.get(f"/api/assets/{asset_id}").json()
    assert (
        own["sha256"] == sha256((media / "silhouettes-orientation-6.jpg").read_bytes()).hexdigest()
    )
    assert own["sha256"] != told["sha256"]


# ---- what the description says is so ----


def test_what_may_be_done_at_an_address_is_told_of_that_address_alone(house: House) -> None:
    for path, methods in (
        ("/api/uploads/progress", "GET"),
        ("/api/share-links/unlock", "POST"),
        (f"/api/uploads/{uuid4()}", "DELETE, GET"),
        (f"/api/assets/{uuid4()}/copies", "GET"),
        (f"/api/assets/{uuid4()}/reading", "GET, PUT"),
        (f"/api/assets/{uuid4()}/apart", "POST"),
        (f"/api/assets/{uuid4()}/together", "POST"),
        (f"/api/chests/{uuid4()}/assets/bulk", "POST"),
        (f"/api/chests/{uuid4()}/assets/bulk/undo", "POST"),
    ):
        assert house.keeper.options(path).headers["allow"] == methods
    for method, path in (("DELETE", "uploads/progress"), ("GET", "share-links/unlock")):
        refused = house.keeper.request(method, f"/api/{path}")
        assert is_problem(refused, 405)
        assert method not in refused.headers["allow"]


@pytest.mark.parametrize("number", [True, "3", "", 1.5])
def test_a_number_is_no_word_and_no_truth(house: House, number: Any) -> None:
    links = f"/api/chests/{house.chest_id}/share-links"
    body = {"permission": "look", "max_uses": number}
    assert house.keeper.post(links, json=body).status_code == 422
    for truth in (1, "yes", 0):
        said = {"permission": "look", "allow_download": truth}
        assert house.keeper.post(links, json=said).status_code == 422


@pytest.mark.parametrize("moment", [0, 1_800_000_000, "1800000000", 1.5, True, "2026-12-21T18:00"])
def test_a_moment_is_written_in_words_with_its_zone(house: House, moment: Any) -> None:
    review = f"/api/chests/{house.chest_id}/contributions/review"
    body = {"decision": "hold", "ids": [], "versions": {}, "until": moment}
    assert house.keeper.post(review, json=body).status_code == 422
    ahead = {**body, "until": "2999-12-21T18:00:00Z"}
    assert house.keeper.post(review, json=ahead).status_code == 200


def test_an_address_with_a_line_break_is_none(house: House) -> None:
    app = Starlette(routes=build_routes(house.library), middleware=[Middleware(RefuseForeignDoors)])
    with AppClient(app) as client:
        for path in ("/api/chests/a%0A", "/api%0A/chests", "/m/a%0Ab/original", "/c/%0d", "/%00"):
            assert is_problem(client.get(path), 404), path
