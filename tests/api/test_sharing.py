"""Links, contributions and receipts over HTTP, as browsers and clients use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID
from xml.etree import ElementTree

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.middleware import Middleware

from api.application import build_api, build_routes
from api.http.same_origin import SameOrigin
from chest.access.viewers import Viewer
from chest.database import Database
from chest.jobs.queue import migrate_jobs
from chest.library import Library, open_library
from chest.models import Account, Asset, Contribution, LinkSession, ShareLink, utc_now
from chest.security.hosts import Hosts
from chest.settings import Settings
from tests.api.answers import Description
from tests.asgi import AppClient
from tests.builders import Family, add_asset, add_family

# The managers behind these routes are tested on both kinds of database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PASSWORD = "a password of the family"
ROOT = "http://chest.test"


@pytest.fixture
def library(database: Database, database_url: str, tmp_path: Path) -> Iterator[Library]:
    """Everything, assembled as for a start; `database` is the same database."""
    library = open_library(
        Settings(
            _env_file=None,
            database_url=database_url,
            data_dir=tmp_path / "data",
            secret_key="a secret of at least thirty-two characters",
        )
    )
    yield library
    library.close()


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, words="She sang while she cooked.")


@pytest.fixture
def app(library: Library) -> Starlette:
    return Starlette(
        routes=build_routes(library),
        middleware=[Middleware(SameOrigin, hosts=Hosts(others=["chest.test"]))],
    )


@pytest.fixture
def browser(app: Starlette, description: Description) -> Iterator[AppClient]:
    """A browser that no one has signed in with."""
    hooks = description.hooks
    with AppClient(app, headers={"Origin": ROOT}, event_hooks=hooks) as client:
        yield client


@pytest.fixture
def client(app: Starlette, description: Description) -> Iterator[AppClient]:
    """A program; it sends what it is told to, and no cookies."""
    with AppClient(app, event_hooks=description.hooks) as client:
        yield client


def bearer(library: Library, viewer: Viewer) -> dict[str, str]:
    with library.database.read() as session:
        account = session.get(Account, viewer.account_id)
        assert account
    library.accounts.set_password(email=account.email, password=PASSWORD)
    token = library.accounts.sign_in(email=account.email, password=PASSWORD)
    return {"Authorization": f"Bearer {library.sign_ins.tokens_for(token).access_token}"}


@pytest.fixture
def curator(library: Library, family: Family) -> dict[str, str]:
    return bearer(library, family.curator)


def make_link(
    client: AppClient, family: Family, headers: dict[str, str], **terms: Any
) -> dict[str, Any]:
    body = {"permission": "add", **terms}
    answer = client.post(f"/api/chests/{family.chest_id}/share-links", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def go_in(browser: AppClient, link: dict[str, Any]) -> None:
    assert browser.get(urlsplit(link["url"]).path).status_code == 303
    assert browser.post("/api/link/continue").status_code == 200


def begin(browser: AppClient, **words: Any) -> dict[str, Any]:
    answer = browser.post(
        "/api/contributions", json={"name": "Aunt Graça", "consent": True, **words}
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def give(browser: AppClient, message: str = "She laughed.") -> dict[str, Any]:
    draft = begin(browser)
    path = f"/api/contributions/{draft['id']}"
    assert browser.patch(path, json={"message": message}).status_code == 200
    answer = browser.post(f"{path}/submit")
    assert answer.status_code == 200
    return dict(answer.json())


def is_problem(answer: httpx.Response, status: int) -> bool:
    body = answer.json()
    return (
        answer.status_code == status
        and answer.headers["content-type"] == "application/problem+json"
        and body["status"] == status
        and {"type", "title", "detail"} <= set(body)
    )


# ---- links ----


def test_a_curator_makes_shows_and_closes_a_link(
    client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(
        client,
        family,
        curator,
        audience="everyone",
        label="The choir",
        max_uses=3,
        max_bytes=10_000,
        password="rosinha",
        allow_download=False,
        expires_at="2099-01-01T00:00:00Z",
    )
    assert link["url"] == f"{ROOT}/c/{link['token']}"
    assert link["has_password"] is True
    assert "rosinha" not in json.dumps(link)
    assert link["expires_at"] == "2099-01-01T00:00:00.000Z"
    assert link["reach"]["scope"] == "everyone"
    assert (link["permission"], link["audience"], link["state"]) == ("add", "everyone", "live")
    listed = client.get(f"/api/chests/{family.chest_id}/share-links", headers=curator).json()
    assert listed == {"items": [link], "next": None}
    again = client.get(f"/api/share-links/{link['id']}", headers=curator)
    assert again.json() == link
    qr = client.get(f"/api/share-links/{link['id']}/qr.svg", headers=curator)
    assert qr.headers["content-type"] == "image/svg+xml"
    assert qr.headers["cache-control"] == "no-store"
    assert ElementTree.fromstring(qr.text).tag.endswith("svg")
    assert client.delete(f"/api/share-links/{link['id']}", headers=curator).status_code == 204
    closed = client.get(f"/api/share-links/{link['id']}", headers=curator).json()
    assert (closed["state"], closed["token"], closed["url"]) == ("revoked", None, None)
    assert is_problem(client.get(f"/api/share-links/{link['id']}/qr.svg", headers=curator), 410)


def test_an_idempotency_key_makes_one_link_of_two_requests(
    client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    headers = curator | {"Idempotency-Key": "the-same"}
    assert make_link(client, family, headers) == make_link(client, family, headers)


def test_links_are_none_of_anyone_elses_business(
    client: AppClient, family: Family, library: Library, curator: dict[str, str]
) -> None:
    link = make_link(client, family, curator)
    requests = [
        ("POST", f"/api/chests/{family.chest_id}/share-links", {"permission": "add"}),
        ("GET", f"/api/chests/{family.chest_id}/share-links", None),
        ("GET", f"/api/share-links/{link['id']}", None),
        ("GET", f"/api/share-links/{link['id']}/qr.svg", None),
        ("DELETE", f"/api/share-links/{link['id']}", None),
    ]
    member = bearer(library, family.member)
    for method, path, body in requests:
        assert is_problem(client.request(method, path, json=body, headers=member), 404)
        assert is_problem(client.request(method, path, json=body), 401)
        token = {"X-Share-Token": link["token"]}
        assert is_problem(client.request(method, path, json=body, headers=token), 401)
    assert client.get(f"/api/share-links/{link['id']}", headers=curator).json() == link


@pytest.mark.parametrize(
    "terms",
    [
        {"permission": "moderate"},
        {"audience": "keepers"},
        {"expires_at": "2001-01-01T00:00:00Z"},
        {"expires_at": "2099-01-01T00:00:00"},
        {"max_uses": 0},
        {"tokens": 1},
    ],
)
def test_terms_that_cannot_be_meant_answer_422(
    client: AppClient, family: Family, curator: dict[str, str], terms: dict[str, Any]
) -> None:
    answer = client.post(
        f"/api/chests/{family.chest_id}/share-links",
        json={"permission": "add", **terms},
        headers=curator,
    )
    assert is_problem(answer, 422)


# ---- opening ----


@pytest.mark.parametrize(("permission", "page"), [("add", "/contribute"), ("look", "/shared")])
def test_a_link_leads_to_its_page_without_its_token(
    browser: AppClient,
    family: Family,
    curator: dict[str, str],
    permission: str,
    page: str,
) -> None:
    link = make_link(browser, family, curator, permission=permission)
    answer = browser.get(f"/c/{link['token']}")
    assert answer.status_code == 303
    assert answer.headers["location"] == page
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("chest_link=")
    assert link["token"] not in cookie
    for attribute in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age="):
        assert attribute in cookie
    assert "Secure" not in cookie


def test_over_tls_the_cookie_stays_there(
    app: Starlette, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(client, family, curator)
    with AppClient(app, base_url="https://chest.test") as browser:
        assert "Secure" in browser.get(f"/c/{link['token']}").headers["set-cookie"]


def test_looking_at_a_link_is_no_use_of_it(
    browser: AppClient, family: Family, library: Library, curator: dict[str, str]
) -> None:
    link = make_link(browser, family, curator, max_uses=1)
    for _ in range(5):
        browser.cookies.clear()
        assert browser.get(f"/c/{link['token']}").status_code == 303
    assert is_problem(browser.get(f"/api/chests/{family.chest_id}"), 404)
    assert browser.post("/api/link/continue").json()["state"] == "live"
    assert browser.get(f"/api/chests/{family.chest_id}").status_code == 200
    with library.database.read() as session:
        assert session.exec(select(ShareLink.uses)).one() == 1


@pytest.mark.parametrize("how", ["revoked", "expired", "used_up", "forged"])
def test_a_dead_link_shows_a_page_that_says_why(
    browser: AppClient,
    family: Family,
    library: Library,
    curator: dict[str, str],
    how: str,
) -> None:
    link = make_link(browser, family, curator, max_uses=1)
    token = link["token"]
    if how == "revoked":
        browser.delete(f"/api/share-links/{link['id']}", headers=curator)
    elif how == "forged":
        token = token[:-3] + "AAA"
    else:
        with library.database.write() as session:
            row = session.get(ShareLink, UUID(link["id"]))
            assert row
            if how == "used_up":
                row.uses = 1
            else:
                row.expires_at = utc_now() - timedelta(minutes=1)
            session.add(row)
    answer = browser.get(f"/c/{token}")
    assert answer.status_code == (404 if how == "forged" else 410)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    assert '<html lang="en">' in answer.text
    assert "<h1>" in answer.text
    assert "<script" not in answer.text
    assert token not in answer.text
    with library.database.read() as session:
        assert session.exec(select(LinkSession)).all() == []


def test_a_closed_link_fails_with_the_very_next_call(
    browser: AppClient, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(client, family, curator)
    go_in(browser, link)
    chest = f"/api/chests/{family.chest_id}"
    token = {"X-Share-Token": link["token"]}
    assert browser.get(chest).status_code == client.get(chest, headers=token).status_code == 200
    draft = begin(browser)
    client.delete(f"/api/share-links/{link['id']}", headers=curator)
    for ended in (chest, f"{chest}/assets", f"{chest}/stories", f"/m/{draft['id']}/thumb?e=1&s=x"):
        refused = browser.get(ended)
        assert is_problem(refused, 410), ended
        assert refused.json()["reason"] == "revoked"
    path = f"/api/contributions/{draft['id']}"
    refused = browser.patch(path, json={"message": "x"})
    assert is_problem(refused, 410)
    assert "closed this link" in refused.json()["detail"]
    assert is_problem(browser.post("/api/contributions", json={"name": "A", "consent": True}), 410)
    assert is_problem(browser.post("/api/link/continue"), 410)
    gone = client.get(chest, headers=token)
    assert is_problem(gone, 410)
    assert gone.json()["reason"] == "revoked"


def test_tokens_cannot_be_tried_without_end(
    browser: AppClient, family: Family, curator: dict[str, str]
) -> None:
    answers = [browser.get(f"/c/guess{n}").status_code for n in range(61)]
    assert set(answers[:60]) == {404}
    assert answers[60] == 429
    page = browser.get("/c/another")
    assert int(page.headers["retry-after"]) > 0
    assert "wait" in page.text


def test_the_password_is_asked_for_and_remembered(
    browser: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(browser, family, curator, password="rosinha")
    browser.get(f"/c/{link['token']}")
    assert is_problem(browser.post("/api/link/continue"), 401)
    assert is_problem(browser.post("/api/share-links/unlock", json={"password": "wrong"}), 401)
    assert is_problem(browser.post("/api/share-links/unlock", json={}), 422)
    opened = browser.post("/api/share-links/unlock", json={"password": "rosinha"}).json()
    assert opened["state"] == "needs_continue"
    assert opened["chest"]["name"] == "Rosa Almeida"
    assert browser.post("/api/link/continue").json()["state"] == "live"
    assert browser.get(f"/api/chests/{family.chest_id}").status_code == 200


def test_a_form_is_sent_on_to_the_page_with_what_went_wrong(
    browser: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(browser, family, curator, password="rosinha")
    browser.get(f"/c/{link['token']}")
    wrong = browser.post("/api/share-links/unlock", data={"password": "Rosinha"})
    assert (wrong.status_code, wrong.headers["location"]) == (303, "/contribute")
    flash = json.loads(unquote(browser.cookies["chest_flash"]))
    assert flash["sentence"] == "That is not the password of this link. Check it and try again."
    assert "Rosinha" not in json.dumps(flash)
    right = browser.post(
        "/api/share-links/unlock", data={"password": "rosinha", "next": "https://evil.example"}
    )
    assert (right.status_code, right.headers["location"]) == (303, "/contribute")
    pressed = browser.post("/api/link/continue", data={"next": "/contribute?step=name"})
    assert pressed.headers["location"] == "/contribute?step=name"
    assert browser.get(f"/api/chests/{family.chest_id}").status_code == 200


def test_guessing_a_password_answers_429(
    browser: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(browser, family, curator, password="rosinha")
    for _ in range(10):
        browser.get(f"/c/{link['token']}")
        assert is_problem(browser.post("/api/share-links/unlock", json={"password": "x"}), 401)
        browser.cookies.clear()
    browser.get(f"/c/{link['token']}")
    answer = browser.post("/api/share-links/unlock", json={"password": "rosinha"})
    assert is_problem(answer, 429)
    assert int(answer.headers["retry-after"]) == answer.json()["retry_after"] > 0


def test_another_site_cannot_press_continue(
    browser: AppClient, family: Family, library: Library, curator: dict[str, str]
) -> None:
    link = make_link(browser, family, curator)
    browser.get(f"/c/{link['token']}")
    answer = browser.post("/api/link/continue", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    with library.database.read() as session:
        assert session.exec(select(ShareLink.uses)).one() == 0


def test_nobody_presses_continue_without_a_link(browser: AppClient, family: Family) -> None:
    assert is_problem(browser.post("/api/link/continue"), 404)
    assert is_problem(browser.post("/api/share-links/unlock", json={"password": "x"}), 404)


# ---- giving ----


def test_consent_comes_before_everything(
    browser: AppClient, family: Family, library: Library, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator))
    for body in ({"name": "Graça"}, {"name": "Graça", "consent": False}):
        assert is_problem(browser.post("/api/contributions", json=body), 422)
    upload = {"chest_id": str(family.chest_id), "name": "a.jpg", "size": 1}
    assert browser.post("/api/uploads", json=upload).status_code == 401
    with library.database.read() as session:
        assert session.exec(select(Contribution)).all() == []
        assert session.exec(select(Asset)).all() == []


def test_a_browser_gives_a_message_and_keeps_a_receipt(
    browser: AppClient, family: Family, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator))
    draft = begin(browser, relation="her sister")
    assert draft["state"] == "draft"
    assert draft["receipt_url"] == f"{ROOT}/r/{draft['receipt']}"
    path = f"/api/contributions/{draft['id']}"
    assert is_problem(browser.post(f"{path}/submit"), 422)
    saved = browser.patch(path, json={"message": "She laughed."}).json()
    assert saved["message"] == "She laughed."
    sent = browser.post(f"{path}/submit").json()
    assert sent["state"] == "pending"
    assert browser.post(f"{path}/submit").json()["state"] == "pending"
    assert is_problem(browser.patch(path, json={"message": "More."}), 409)
    assert begin(browser)["id"] != draft["id"]


def test_a_browser_that_was_called_away_finds_its_words(
    browser: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(browser, family, curator)
    other = make_link(browser, family, curator)
    go_in(browser, link)
    draft = begin(browser)
    browser.patch(f"/api/contributions/{draft['id']}", json={"message": "half a sent"})
    go_in(browser, other)
    go_in(browser, link)
    again = begin(browser)
    assert (again["id"], again["message"]) == (draft["id"], "half a sent")


def test_the_link_speaks_even_where_someone_is_signed_in(
    browser: AppClient, family: Family, library: Library, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator))
    browser.headers.update(bearer(library, family.keeper))
    draft = begin(browser)
    path = f"/api/contributions/{draft['id']}"
    assert browser.patch(path, json={"message": "As her sister."}).status_code == 200
    sent = browser.post(f"{path}/submit").json()
    assert (sent["state"], sent["account_id"]) == ("pending", None)


def test_a_link_to_look_takes_nothing(
    browser: AppClient, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(browser, family, curator, permission="look", max_uses=5)
    go_in(browser, link)
    body = {"name": "Graça", "consent": True}
    assert is_problem(browser.post("/api/contributions", json=body), 404)
    token = {"X-Share-Token": link["token"]}
    assert is_problem(client.post("/api/contributions", json=body, headers=token), 404)
    assert client.get(f"/api/share-links/{link['id']}", headers=curator).json()["uses"] == 1


def send_file(
    client: AppClient, contribution_id: str, content: bytes, headers: dict[str, str]
) -> Iterator[None]:
    """Begin an upload, yield while it is open, then send and finish it."""
    begun = client.post(
        "/api/uploads",
        json={"contribution_id": contribution_id, "name": "rosa.txt", "size": len(content)},
        headers=headers,
    )
    assert begun.status_code == 201, begun.text
    upload = begun.json()
    yield
    digest = sha256(content).hexdigest()
    (part,) = client.post(
        f"/api/uploads/{upload['id']}/parts", json=[{"n": 1, "sha256": digest}], headers=headers
    ).json()
    sent = client.request(part["method"], part["url"], content=content, headers=part["headers"])
    assert sent.status_code == 200, sent.text
    done = client.post(f"/api/uploads/{upload['id']}/complete", headers=headers)
    assert done.status_code == 202, done.text
    yield


def test_a_client_gives_a_file_with_token_and_receipt(
    client: AppClient, family: Family, library: Library, curator: dict[str, str]
) -> None:
    migrate_jobs(library.database)
    link = make_link(client, family, curator, max_uses=1)
    token = {"X-Share-Token": link["token"]}
    begun = client.post(
        "/api/contributions", json={"name": "Graça", "consent": True}, headers=token
    )
    assert begun.status_code == 201
    assert "set-cookie" not in begun.headers
    draft = begun.json()
    mine = token | {"X-Receipt": draft["receipt"]}
    path = f"/api/contributions/{draft['id']}"
    sending = send_file(client, draft["id"], b"She was born in Setubal.", mine)
    next(sending)
    waiting = client.post(f"{path}/submit", headers=mine)
    assert is_problem(waiting, 409)
    assert waiting.json()["names"] == ["rosa.txt"]
    next(sending)
    sent = client.post(f"{path}/submit", headers=mine)
    assert sent.json()["state"] == "pending"
    (item,) = sent.json()["items"]
    assert (item["original_name"], item["review"]) == ("rosa.txt", "pending")
    second = {"name": "Someone else", "consent": True}
    assert is_problem(client.post("/api/contributions", json=second, headers=token), 410)
    # Nobody but its contributor and the moderators sees it before it is approved.
    member = bearer(library, family.member)
    asset = f"/api/assets/{item['id']}"
    assert client.get(asset, headers=mine).status_code == 200
    assert client.get(asset, headers=curator).status_code == 200
    assert is_problem(client.get(asset, headers=member), 404)
    assert is_problem(client.get(asset, headers=token), 410)
    approved = client.post(f"{path}/approve", headers=curator)
    assert approved.json()["state"] == "approved"
    assert client.get(asset, headers=member).json()["contributor"]["name"] == "Graça"


def test_one_clients_contribution_is_not_anothers(
    client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    token = {"X-Share-Token": make_link(client, family, curator)["token"]}
    body = {"name": "Graça", "consent": True}
    one = client.post("/api/contributions", json=body, headers=token).json()
    two = client.post("/api/contributions", json=body, headers=token).json()
    assert one["id"] != two["id"]
    path = f"/api/contributions/{one['id']}"
    for headers in (token, token | {"X-Receipt": two["receipt"]}):
        assert is_problem(client.patch(path, json={"message": "x"}, headers=headers), 404)
        assert is_problem(client.post(f"{path}/submit", headers=headers), 404)
        upload = {"contribution_id": one["id"], "name": "a.jpg", "size": 1}
        assert is_problem(client.post("/api/uploads", json=upload, headers=headers), 404)
    forged = token | {"X-Receipt": one["receipt"][:-2]}
    assert is_problem(client.patch(path, json={"message": "x"}, headers=forged), 404)


def test_a_client_of_a_link_with_a_password_unlocks_it_first(
    app: Starlette, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(client, family, curator, password="rosinha")
    token = {"X-Share-Token": link["token"]}
    body = {"name": "Graça", "consent": True}
    assert is_problem(client.get(f"/api/chests/{family.chest_id}", headers=token), 401)
    assert is_problem(client.post("/api/contributions", json=body, headers=token), 401)
    with AppClient(app, headers={"Origin": ROOT}) as other:
        opened = other.post("/api/share-links/unlock", json={"password": "rosinha"}, headers=token)
        assert opened.json()["state"] == "live"
        assert other.post("/api/contributions", json=body, headers=token).status_code == 201


# ---- receipts ----


def test_a_receipt_opens_its_page_without_itself(
    browser: AppClient, family: Family, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator))
    sent = give(browser)
    answer = browser.get(urlsplit(sent["receipt_url"]).path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/receipt")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"chest_receipt={sent['receipt']}")
    assert "HttpOnly" in cookie
    forged = browser.get(f"/r/{sent['receipt'][:-2]}")
    assert forged.status_code == 404
    assert "set-cookie" not in forged.headers


def test_a_gift_is_followed_and_taken_back_with_the_receipt_alone(
    browser: AppClient, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    link = make_link(browser, family, curator)
    go_in(browser, link)
    sent = give(browser)
    path = f"/api/receipts/{sent['receipt']}"
    client.delete(f"/api/share-links/{link['id']}", headers=curator)
    receipt = client.get(path).json()
    assert receipt["state"] == "pending"
    assert receipt["chest"]["name"] == "Rosa Almeida"
    assert receipt["message"] == "She laughed."
    assert receipt["can_withdraw"] is True
    client.post(f"/api/contributions/{sent['id']}/approve", headers=curator)
    posts = f"/api/posts/{sent['message_asset_id']}"
    assert client.get(posts, headers=curator).status_code == 200
    assert client.post(f"{path}/withdraw").json()["state"] == "withdrawn"
    assert is_problem(client.get(posts, headers=curator), 404)
    assert is_problem(client.get(f"/api/contributions/{sent['id']}", headers=curator), 404)
    assert client.post(f"{path}/unwithdraw").json()["state"] == "approved"
    assert client.get(posts, headers=curator).status_code == 200


def test_receipts_cannot_be_tried_without_end(client: AppClient, family: Family) -> None:
    answers = [client.get(f"/api/receipts/guess{n}").status_code for n in range(61)]
    assert set(answers[:60]) == {404}
    assert answers[60] == 429
    assert client.post("/api/receipts/guess/withdraw").status_code == 429
    assert client.get("/r/guess").status_code == 429


# ---- moderating ----


def test_what_waits_is_listed_with_everything_in_it(
    browser: AppClient, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator, label="The choir"))
    sent = [give(browser, message=f"Message {n}") for n in range(3)]
    begin(browser)
    path = f"/api/chests/{family.chest_id}/contributions"
    first = client.get(f"{path}?state=pending&limit=2", headers=curator).json()
    rest = client.get(f"{path}?state=pending&limit=2&cursor={first['next']}", headers=curator)
    items = first["items"] + rest.json()["items"]
    assert [item["id"] for item in items] == [one["id"] for one in sent]
    assert rest.json()["next"] is None
    assert items[0]["link_label"] == "The choir"
    assert items[0]["receipt"] is None
    (note,) = items[0]["items"]
    assert (note["kind"], note["body"]) == ("note", "Message 0")
    for query, status in (("state=nonsense", 422), ("limit=1000", 422), ("cursor=x", 422)):
        assert is_problem(client.get(f"{path}?{query}", headers=curator), status)


def test_a_moderator_approves_with_edits_and_undoes(
    browser: AppClient, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator))
    sent = give(browser)
    path = f"/api/contributions/{sent['id']}"
    edits = {sent["message_asset_id"]: {"body": "How she laughed.", "taken": "summer 1964"}}
    approved = client.post(
        f"{path}/approve",
        json={"edits": edits, "audience": "everyone", "version": sent["version"]},
        headers=curator,
    )
    assert approved.status_code == 200, approved.text
    view = approved.json()
    assert (view["state"], view["message"]) == ("approved", "How she laughed.")
    assert view["decided_by"]["name"] == "Curator"
    assert view["items"][0]["audience"] == "everyone"
    history = client.get(f"/api/assets/{sent['message_asset_id']}/history", headers=curator).json()
    assert history["items"][0]["before"]["body"] == "She laughed."
    undone = client.post(f"{path}/undo", headers=curator).json()
    assert (undone["state"], undone["decided_by"]) == ("pending", None)


def test_declining_tells_the_contributor_why(
    browser: AppClient, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator))
    sent = give(browser)
    path = f"/api/contributions/{sent['id']}"
    note = "We would rather keep this to us."
    declined = client.post(f"{path}/decline", json={"note": note}, headers=curator)
    assert declined.json()["state"] == "declined"
    assert client.get(f"/api/receipts/{sent['receipt']}").json()["decision_note"] == note


def test_holding_needs_a_day_ahead(
    browser: AppClient, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator))
    path = f"/api/contributions/{give(browser)['id']}/hold"
    for body in ({}, {"until": "2001-01-01T00:00:00Z"}, {"until": "2099-01-01T00:00:00"}):
        assert is_problem(client.post(path, json=body, headers=curator), 422)
    held = client.post(path, json={"until": "2099-01-01T08:00:00Z"}, headers=curator).json()
    assert (held["state"], held["held_until"]) == ("held", "2099-01-01T08:00:00.000Z")


def test_the_second_moderator_learns_who_was_first(
    browser: AppClient,
    client: AppClient,
    family: Family,
    library: Library,
    curator: dict[str, str],
) -> None:
    go_in(browser, make_link(browser, family, curator))
    path = f"/api/contributions/{give(browser)['id']}"
    client.post(f"{path}/approve", headers=curator)
    answer = client.post(f"{path}/decline", headers=bearer(library, family.keeper))
    assert is_problem(answer, 409)
    assert answer.json()["decided_by"] == "Curator"
    assert answer.json()["state"] == "approved"


def test_many_are_decided_at_once_each_by_itself(
    browser: AppClient, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator))
    ids = [give(browser)["id"] for _ in range(2)]
    unknown = "0192aaaa-0000-7000-8000-000000000000"
    path = f"/api/chests/{family.chest_id}/contributions/review"
    body = {"ids": [*ids, unknown], "decision": "approve"}
    answer = client.post(path, json=body, headers=curator)
    assert answer.status_code == 200
    items = answer.json()["items"]
    assert [item["state"] for item in items] == ["approved", "approved", None]
    assert items[0]["problem"] is None
    assert items[2]["problem"]["status"] == 404
    for wrong in ({"ids": ids, "decision": "burn"}, {"ids": ids, "decision": "hold"}):
        assert is_problem(client.post(path, json=wrong, headers=curator), 422)


def test_many_are_decided_as_they_were_seen(
    browser: AppClient, client: AppClient, family: Family, curator: dict[str, str]
) -> None:
    go_in(browser, make_link(browser, family, curator))
    seen, changed = (give(browser) for _ in range(2))
    path = f"/api/contributions/{changed['id']}"
    for action in ("decline", "undo"):
        client.post(f"{path}/{action}", headers=curator)
    body = {
        "ids": [seen["id"], changed["id"]],
        "decision": "approve",
        "versions": {one["id"]: one["version"] for one in (seen, changed)},
    }
    review = f"/api/chests/{family.chest_id}/contributions/review"
    first, second = client.post(review, json=body, headers=curator).json()["items"]
    assert (first["state"], first["problem"]) == ("approved", None)
    assert first["version"] == seen["version"] + 1
    assert (second["state"], second["version"]) == (None, None)
    assert second["problem"]["status"] == 409
    now = client.get(path, headers=curator).json()
    assert now["state"] == "pending"
    assert second["problem"]["current"]["version"] == now["version"]


def test_a_member_gets_no_receipt_for_what_they_added(
    client: AppClient, family: Family, library: Library
) -> None:
    member = bearer(library, family.member)
    note = client.post(
        f"/api/chests/{family.chest_id}/posts", json={"body": "kind"}, headers=member
    ).json()
    sent = client.post(f"/api/contributions/{note['contribution_id']}/submit", headers=member)
    assert (sent.status_code, sent.json()["receipt"]) == (200, None)
    assert sent.json()["receipt_url"] is None
    receipt = library.signer.receipt_token(UUID(note["contribution_id"]))
    for method, path in (("GET", ""), ("POST", "/withdraw"), ("POST", "/unwithdraw")):
        assert is_problem(client.request(method, f"/api/receipts/{receipt}{path}"), 410)
    assert client.get(f"/r/{receipt}").status_code == 410


def test_moderating_is_for_curators_and_keepers(
    browser: AppClient,
    client: AppClient,
    family: Family,
    library: Library,
    curator: dict[str, str],
) -> None:
    go_in(browser, make_link(browser, family, curator))
    sent = give(browser)
    member = bearer(library, family.member)
    path = f"/api/contributions/{sent['id']}"
    review = {"ids": [sent["id"]], "decision": "approve"}
    requests: list[tuple[str, str, Any]] = [
        ("GET", f"/api/chests/{family.chest_id}/contributions", None),
        ("POST", f"/api/chests/{family.chest_id}/contributions/review", review),
        ("GET", path, None),
        ("POST", f"{path}/approve", None),
        ("POST", f"{path}/decline", None),
        ("POST", f"{path}/hold", {"until": "2099-01-01T00:00:00Z"}),
        ("POST", f"{path}/undo", None),
    ]
    for method, address, body in requests:
        assert is_problem(client.request(method, address, json=body, headers=member), 404)
        assert is_problem(client.request(method, address, json=body), 401)
        assert is_problem(browser.request(method, address, json=body), 401)


def test_a_link_sees_what_it_may_and_nothing_that_waits(
    browser: AppClient, client: AppClient, family: Family, library: Library, curator: dict[str, str]
) -> None:
    shown = add_asset(library.database, family.chest_id, latitude=38.5, longitude=-8.9)
    link = make_link(client, family, curator)
    go_in(browser, link)
    give(browser)
    other = client.get(
        f"/api/chests/{family.chest_id}/assets", headers={"X-Share-Token": link["token"]}
    )
    (item,) = other.json()["items"]
    assert (item["id"], item["latitude"], item["longitude"]) == (str(shown), None, None)


def test_every_route_of_the_contract_is_described(library: Library, family: Family) -> None:
    paths = build_api(library).openapi()["paths"]
    for path, methods in {
        "/chests/{chest_id}/share-links": {"get", "post"},
        "/share-links/unlock": {"post"},
        "/share-links/{link_id}": {"get", "delete"},
        "/share-links/{link_id}/qr.svg": {"get"},
        "/link/continue": {"post"},
        "/contributions": {"post"},
        "/contributions/{contribution_id}": {"get", "patch"},
        "/contributions/{contribution_id}/submit": {"post"},
        "/contributions/{contribution_id}/approve": {"post"},
        "/contributions/{contribution_id}/decline": {"post"},
        "/contributions/{contribution_id}/hold": {"post"},
        "/contributions/{contribution_id}/undo": {"post"},
        "/receipts/{receipt}": {"get"},
        "/receipts/{receipt}/withdraw": {"post"},
        "/chests/{chest_id}/contributions": {"get"},
        "/chests/{chest_id}/contributions/review": {"post"},
    }.items():
        assert methods <= set(paths[path]), path
