"""Programs that hold a share link's token: who they are from one request to the next, how they get
in, and what they may send twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from api.application import build_routes
from api.http.same_origin import SameOrigin
from chest.access.viewers import LinkViewer
from chest.library import Library
from chest.models import Asset, AssetState, Derivative, Kind, LinkPermission, LinkSession, Step
from chest.security.hosts import Hosts
from tests.api.conftest import House
from tests.asgi import AppClient
from tests.builders import add_asset

LETTER = b"Dear Ana, the garden is full of figs."


def show_letter(house: House) -> UUID:
    """A letter in the chest, whose bytes are there."""
    key = f"v1/{house.chest_id}/o/{uuid4().hex}"
    house.library.blobs.put(key, [LETTER])
    asset_id = add_asset(
        house.library.database,
        house.chest_id,
        kind=Kind.document,
        media_type="text/plain",
        storage_key=key,
        bytes=len(LETTER),
    )
    add_copy(house, asset_id)
    return asset_id


def add_copy(house: House, asset_id: UUID) -> None:
    """What links get of it."""
    key = f"v1/{house.chest_id}/d/{uuid4().hex}"
    house.library.blobs.put(key, [LETTER])
    with house.library.database.write() as session:
        session.add(
            Derivative(
                asset_id=asset_id,
                kind=Step.without_place,
                storage_key=key,
                media_type="text/plain",
                bytes=len(LETTER),
            )
        )


def make_link(house: House, **terms: Any) -> dict[str, Any]:
    body = {"permission": "add", **terms}
    answer = house.keeper.post(f"/api/chests/{house.chest_id}/share-links", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def uses(house: House, link: dict[str, Any]) -> int:
    return int(house.keeper.get(f"/api/share-links/{link['id']}").json()["uses"])


# ---- who they are ----


def test_addresses_of_files_are_good_for_the_token_that_asked_for_them(house: House) -> None:
    asset = show_letter(house)
    link, other = make_link(house), make_link(house)
    client = house.client(x_share_token=link["token"])
    urls = client.get(f"/api/assets/{asset}").json()["urls"]
    assert urls["original"]
    assert client.get(f"/api/assets/{asset}").json()["urls"] == urls
    assert client.get(urls["original"]).status_code == 200
    listed = client.get(f"/api/chests/{house.chest_id}/assets").json()["items"]
    assert [item["urls"] for item in listed] == [urls]
    for nobody in (house.client(), house.client(x_share_token=other["token"]), house.keeper):
        assert nobody.get(urls["original"]).status_code == 404
    house.keeper.delete(f"/api/share-links/{link['id']}")
    assert client.get(urls["original"]).status_code == 410


def test_the_token_alone_is_no_session_and_no_contributor(house: House) -> None:
    giver, contribution = house.contributor()
    token = giver.headers["x-share-token"]
    bare = house.library.visits.find_viewer_by_token(token)
    assert isinstance(bare, LinkViewer)
    assert bare == house.library.visits.find_viewer_by_token(token)
    assert bare.session_id.version == 5  # those of sessions are of version 7
    with house.library.database.read() as session:
        assert session.get(LinkSession, bare.session_id) is None
    assert house.library.contributions.list_own(bare) == []
    given = house.send(giver, LETTER, contribution_id=str(contribution))
    assert giver.get(f"/api/assets/{given['id']}").status_code == 200
    for answer in (
        house.client(x_share_token=token).get(f"/api/assets/{given['id']}"),
        house.client(x_share_token=token).patch(f"/api/contributions/{contribution}", json={}),
    ):
        assert answer.status_code == 404


def test_addresses_of_files_in_a_receipt_are_good_for_the_receipt(house: House) -> None:
    giver, contribution = house.contributor()
    given = house.send(giver, LETTER, contribution_id=str(contribution))
    receive(house, given["id"])
    receipt = giver.headers["x-receipt"]
    (item,) = house.client().get(f"/api/receipts/{receipt}").json()["items"]
    address = item["urls"]["original"]
    assert house.client(x_receipt=receipt).get(address).status_code == 200
    assert giver.get(address).status_code == 200
    for nobody in (house.client(), house.client(x_receipt=receipt[:-2])):
        assert nobody.get(address).status_code == 404
    own = giver.get(f"/api/assets/{given['id']}").json()["urls"]["original"]
    assert giver.get(own).status_code == 200


def receive(house: House, asset_id: str) -> None:
    """What the worker would have done, as far as sending the file needs it."""
    key = f"v1/{house.chest_id}/o/{uuid4().hex}"
    house.library.blobs.put(key, [LETTER])
    with house.library.database.write() as session:
        asset = session.get_one(Asset, UUID(asset_id))
        asset.state, asset.kind, asset.media_type = AssetState.ready, Kind.document, "text/plain"
        asset.storage_key, asset.bytes = key, len(LETTER)
        session.add(asset)
    add_copy(house, UUID(asset_id))


# ---- how they get in ----


@pytest.mark.parametrize("permission", list(LinkPermission))
def test_sending_the_password_lets_a_client_in(house: House, permission: LinkPermission) -> None:
    asset = show_letter(house)
    link = make_link(house, permission=permission.value, password="rosinha", max_uses=1)
    chest = f"/api/chests/{house.chest_id}"
    client = house.client(x_share_token=link["token"])
    refused = client.get(chest)
    assert refused.status_code == 401
    assert "/api/share-links/unlock" in refused.json()["detail"]
    wrong = client.post("/api/share-links/unlock", json={"password": "x"})
    assert (wrong.status_code, uses(house, link)) == (401, 0)
    client.cookies.clear()
    opened = client.post("/api/share-links/unlock", json={"password": "rosinha"})
    assert (opened.status_code, opened.json()["state"]) == (200, "live")
    assert "HttpOnly" in opened.headers["set-cookie"]
    assert uses(house, link) == 1
    alone = house.client()
    alone.cookies = client.cookies
    for reader in (client, alone):
        assert reader.get(chest).status_code == 200
        assert reader.get(f"{chest}/assets").status_code == 200
        assert reader.get(f"{chest}/stories").status_code == 200
        address = reader.get(f"/api/assets/{asset}").json()["urls"]["original"]
        assert reader.get(address).status_code == 200
    begun = client.post("/api/contributions", json={"name": "Ana", "consent": True})
    assert begun.status_code == (201 if permission is LinkPermission.add else 404)
    assert client.post("/api/link/continue").json()["state"] == "live"
    assert uses(house, link) == 1
    late = house.client(x_share_token=link["token"])
    assert late.post("/api/share-links/unlock", json={"password": "rosinha"}).status_code == 410


def test_a_client_whose_cookie_was_lost_is_told_what_to_send(house: House) -> None:
    link = make_link(house, password="rosinha")
    forgetful = {"X-Share-Token": link["token"]}
    unlocked = httpx.post(
        f"{house.url}/api/share-links/unlock", json={"password": "rosinha"}, headers=forgetful
    )
    assert unlocked.json()["state"] == "live"
    for method, path in (("GET", f"/api/chests/{house.chest_id}"), ("POST", "/api/link/continue")):
        refused = httpx.request(method, house.url + path, headers=forgetful)
        assert refused.status_code == 401
        assert "send the cookie of the answer" in refused.json()["detail"]


def test_a_link_that_counts_its_uses_says_how_a_client_goes_in(house: House) -> None:
    link = make_link(house, permission="look", max_uses=1)
    chest = f"/api/chests/{house.chest_id}"
    client = house.client(x_share_token=link["token"])
    refused = client.get(chest)
    assert refused.status_code == 409
    assert "POST /api/link/continue" in refused.json()["detail"]
    assert "password" not in refused.json()["detail"]
    assert client.post("/api/link/continue").json()["state"] == "live"
    assert client.get(chest).status_code == 200
    assert uses(house, link) == 1


def test_a_password_given_in_a_browser_is_not_asked_for_again(house: House) -> None:
    link = make_link(house, password="rosinha")
    browser = house.client(origin=house.url)
    browser.get(f"/c/{link['token']}")
    opened = browser.post("/api/share-links/unlock", json={"password": "rosinha"})
    assert (opened.json()["state"], uses(house, link)) == ("needs_continue", 0)
    mixed = browser.get(f"/api/chests/{house.chest_id}", headers={"X-Share-Token": link["token"]})
    assert mixed.status_code == 409
    assert "password" not in mixed.json()["detail"]


def test_a_client_is_no_other_site(house: House) -> None:
    """What no other site can add to a request stands for its origin, but does not outweigh it."""
    link = make_link(house, password="rosinha")
    token = {"X-Share-Token": link["token"]}
    app = Starlette(
        routes=build_routes(house.library),
        middleware=[Middleware(SameOrigin, hosts=Hosts(others=["chest.test"]))],
    )
    body = {"name": "Ana", "consent": True}
    with AppClient(app) as client:
        client.post("/api/share-links/unlock", json={"password": "rosinha"}, headers=token)
        assert client.post("/api/contributions", json=body).status_code == 403
        evil = token | {"Origin": "https://evil.example"}
        assert client.post("/api/contributions", json=body, headers=evil).status_code == 403
        assert client.post("/api/contributions", json=body, headers=token).status_code == 201
        here = {"Origin": "http://chest.test"}
        assert client.post("/api/contributions", json=body, headers=here).status_code == 201


def test_how_a_client_gets_in_is_documented(house: House) -> None:
    paths = house.client().get("/api/openapi.json").json()["paths"]
    unlock = paths["/share-links/unlock"]["post"]["description"]
    press = paths["/link/continue"]["post"]["description"]
    for words in (unlock, press):
        assert "X-Share-Token" in words
        assert "chest_link" in words


# ---- what may be sent twice ----


def test_a_contribution_begun_twice_with_one_key_is_one_and_one_use(house: House) -> None:
    link = make_link(house, max_uses=1)
    client = house.client(x_share_token=link["token"], idempotency_key=str(uuid4()))
    body = {"name": "Ana", "consent": True}
    one, two = (client.post("/api/contributions", json=body) for _ in range(2))
    assert (one.status_code, two.status_code) == (201, 201)
    assert one.json() == two.json()
    assert one.json()["receipt"]
    assert uses(house, link) == 1
    changed = client.post("/api/contributions", json=body | {"name": "Rui"})
    assert changed.status_code == 409
    other = house.client(x_share_token=link["token"], idempotency_key=str(uuid4()))
    assert other.post("/api/contributions", json=body).status_code == 410


def test_people_who_count_their_keys_do_not_get_each_others_receipts(house: House) -> None:
    token = make_link(house)["token"]
    body = {"name": "Ana", "consent": True}
    receipts = set()
    for key in ("1", "1", *["a long key that a program has fixed"] * 2):
        client = house.client(x_share_token=token, idempotency_key=key)
        answer = client.post("/api/contributions", json=body)
        receipts.add(answer.json()["receipt"])
    assert len(receipts) == 4


def test_what_a_keeper_makes_twice_with_one_key_is_made_once(house: House, library: Any) -> None:
    key = {"Idempotency-Key": "once"}
    chest = f"/api/chests/{house.chest_id}"
    for path, body in (
        ("/api/chests", {"name": "Rui"}),
        (f"{chest}/stories", {}),
        (f"{chest}/invitations", {"role": "viewer", "email": "rui@example.org"}),
    ):
        one, two = (house.keeper.post(path, json=body, headers=key) for _ in range(2))
        assert one.status_code == two.status_code, one.text
        assert one.json() == two.json()
        items = house.keeper.get(path).json()["items"]
        assert [item["id"] for item in items].count(one.json()["id"]) == 1
        assert len(items) == (2 if path == "/api/chests" else 1)
    token = one.json()["url"].partition("invitation=")[2]
    assert library.invitations.describe(token)[0]


@pytest.fixture
def library(house: House) -> Library:
    return house.library
