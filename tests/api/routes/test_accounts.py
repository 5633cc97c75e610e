"""One's own account, its devices, and who may come into a chest, over HTTP."""

from __future__ import annotations

import json
import threading
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import Session
from starlette.requests import Request

from api.http.origins import address_of
from chest.access.viewers import AccountViewer
from chest.jobs.queue import Job
from chest.models import LinkPermission, Role
from chest.sharing.links import LinkTerms
from tests.api.conftest import PASSWORD, House
from tests.mailing import list_letters
from tests.waiting import wait_until

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
NEW = "another long enough password"


def browser(house: House, name: str = "keeper") -> httpx.Client:
    """Somebody who signed in by the page's form, with a cookie and nothing else."""
    client = house.client(user_agent=FIREFOX)
    sent = {"email": f"{name}@example.org", "password": PASSWORD, "next": "/"}
    answer = client.post("/api/auth/login", data=sent)
    assert answer.status_code == 303, answer.text
    assert "chest_session" in client.cookies
    return client


def sentence(answer: httpx.Response) -> str:
    """What the page that a form leads to will say."""
    assert answer.status_code == 303, answer.text
    return str(json.loads(unquote(answer.cookies["chest_flash"]))["sentence"])


def devices(client: httpx.Client) -> list[dict[str, Any]]:
    answer = client.get("/api/auth/sessions")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_ones_own_name_is_changed(house: House) -> None:
    answer = house.keeper.patch("/api/users/me", json={"name": " Ana  Almeida "})
    assert answer.status_code == 200
    assert answer.json() == house.keeper.get("/api/users/me").json()
    assert answer.json()["name"] == "Ana Almeida"
    assert house.keeper.patch("/api/users/me", json={"name": " "}).status_code == 422
    assert house.client().patch("/api/users/me", json={"name": "Nobody"}).status_code == 401


def test_devices_are_listed_and_one_is_signed_out(house: House) -> None:
    here, lost = browser(house), browser(house)
    listed = devices(here)
    assert [each["is_this"] for each in listed] == [True, False, False]
    assert [each["device"] for each in listed[:2]] == ["Firefox on Windows"] * 2
    assert listed[0]["signed_in_at"].endswith("Z")
    gone = next(each["id"] for each in devices(lost) if each["is_this"])
    assert here.delete(f"/api/auth/sessions/{gone}").status_code == 204
    assert lost.get("/api/users/me").status_code == 401
    assert here.get("/api/users/me").status_code == 200
    assert here.delete(f"/api/auth/sessions/{gone}").status_code == 404


def test_a_programs_cookie_and_tokens_are_one_device(house: House) -> None:
    client = house.client()
    sent = {"email": "keeper@example.org", "password": PASSWORD}
    pair = client.post("/api/auth/login", json=sent).json()
    bearer = house.client(authorization=f"Bearer {pair['access_token']}")
    (this,) = [each for each in devices(bearer) if each["is_this"]]
    assert this["device"] == "A program"
    assert [each["id"] for each in devices(client) if each["is_this"]] == [this["id"]]
    assert bearer.delete(f"/api/auth/sessions/{this['id']}").status_code == 204
    for somebody in (client, bearer):
        assert somebody.get("/api/users/me").status_code == 401
    sent = {"refresh_token": pair["refresh_token"]}
    assert house.client().post("/api/auth/refresh-token", json=sent).status_code == 401


def test_devices_of_others_are_not_there(house: House) -> None:
    stranger = house.stranger()
    for each in devices(house.keeper):
        assert stranger.delete(f"/api/auth/sessions/{each['id']}").status_code == 404
    assert house.keeper.delete(f"/api/auth/sessions/{uuid4()}").status_code == 404
    assert house.client().get("/api/auth/sessions").status_code == 401
    assert house.client().delete(f"/api/auth/sessions/{uuid4()}").status_code == 401
    assert house.keeper.get("/api/users/me").status_code == 200


# ---- the password ----


def test_a_client_changes_the_password_and_stays_signed_in(house: House) -> None:
    other = browser(house)
    body = {"current_password": PASSWORD, "password": NEW}
    answer = house.keeper.post("/api/auth/change-password", json=body)
    assert answer.status_code == 204, answer.text
    assert house.keeper.get("/api/users/me").status_code == 200
    assert other.get("/api/users/me").status_code == 401
    sent = {"email": "keeper@example.org", "password": NEW}
    assert house.client().post("/api/auth/login", json=sent).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"current_password": "wrong", "password": NEW}, 422),
        ({"current_password": PASSWORD, "password": "short"}, 422),
        ({"password": NEW}, 422),
        ({"current_password": "\ud83c", "password": NEW}, 422),
    ],
)
def test_a_password_that_is_refused_is_not_changed(
    house: House, body: dict[str, str], status: int
) -> None:
    answer = house.keeper.post(
        "/api/auth/change-password",
        content=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    browser(house)


def test_a_form_leads_back_to_the_page_with_what_came_of_it(house: House) -> None:
    here, other = browser(house), browser(house)
    form = {"current_password": "wrong", "password": NEW, "back": "/account"}
    refused = here.post("/api/auth/change-password", data=form)
    assert "current password is not right" in sentence(refused)
    assert refused.headers["location"] == "/account"
    assert NEW not in str(refused.headers)
    done = here.post("/api/auth/change-password", data=form | {"current_password": PASSWORD})
    assert "new password is set" in sentence(done)
    assert here.get("/api/users/me").status_code == 200
    assert other.get("/api/users/me").status_code == 401


def test_a_form_leads_nowhere_else_and_nobody_changes_nothing(house: House) -> None:
    form = {"current_password": PASSWORD, "password": NEW, "back": "https://evil.example.com"}
    answer = house.client().post("/api/auth/change-password", data=form)
    assert answer.headers["location"] == "/account"
    assert "sign in" in sentence(answer)
    body = {"current_password": PASSWORD, "password": NEW}
    assert house.client().post("/api/auth/change-password", json=body).status_code == 401


def test_guessing_the_current_password_answers_429(house: House) -> None:
    body = {"current_password": "wrong", "password": NEW}
    answers = [house.keeper.post("/api/auth/change-password", json=body) for _ in range(11)]
    assert {answer.status_code for answer in answers[:10]} == {422}
    assert answers[10].status_code == 429
    assert answers[10].json()["retry_after"] > 0


# ---- a forgotten password ----


class SlowQueue:
    """A queue that takes no letter before it is told to."""

    def __init__(self) -> None:
        self.may_answer = threading.Event()
        self.taken: list[UUID] = []

    def enqueue(
        self, session: Session, job: Job, subject_id: UUID, *, delay_seconds: float = 0
    ) -> None:
        assert self.may_answer.wait(60)
        self.taken.append(subject_id)


def test_the_answer_does_not_wait_for_the_letter(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = SlowQueue()
    monkeypatch.setattr(house.library.letters, "_jobs", queue)
    answers = []
    for email in ("keeper@example.org", "nobody@example.org"):
        answers.append(house.client().post("/api/auth/forgot-password", json={"email": email}))
    form = {"email": "keeper@example.org"}
    by_form = house.client().post("/api/auth/forgot-password", data=form)
    assert "No mail server is set up here" in sentence(by_form)
    assert queue.taken == []
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.text for answer in answers}) == 1
    queue.may_answer.set()
    wait_until(lambda: len(list_letters(house.library.database)) == 2)
    letters = list_letters(house.library.database)
    assert {letter.to for letter in letters} == {"keeper@example.org"}
    assert {letter.id for letter in letters} == set(queue.taken)


def test_the_answer_says_how_the_letter_goes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    body = {"email": "nobody@example.org"}
    without = house.client().post("/api/auth/forgot-password", json=body)
    assert "lies in a folder on the computer on which the chest runs" in without.json()["detail"]
    monkeypatch.setattr(house.library.letters, "goes_by_mail", True)
    by_mail = house.client().post("/api/auth/forgot-password", json=body)
    assert by_mail.json()["detail"].endswith("a letter is on its way.")


# ---- who may come, and who goes ----


def test_a_keeper_lists_invitations_and_takes_one_back(house: House) -> None:
    path = f"/api/chests/{house.chest_id}/invitations"
    made = house.keeper.post(path, json={"role": "curator", "email": "tom@example.org"}).json()
    (listed,) = house.keeper.get(path).json()["items"]
    assert listed["id"] == made["id"]
    assert (listed["role"], listed["email"]) == ("curator", "tom@example.org")
    assert listed["invited_by"] == "Keeper"
    assert listed["expires_at"] == made["expires_at"]
    assert made["url"].split("invitation=")[1] not in house.keeper.get(path).text
    curator = house.join(Role.curator)
    for client, status in ((curator, 404), (house.stranger(), 404), (house.client(), 401)):
        assert client.get(path).status_code == status
        assert client.delete(f"{path}/{made['id']}").status_code == status
    assert house.keeper.delete(f"{path}/{uuid4()}").status_code == 404
    assert house.keeper.delete(f"{path}/{made['id']}").status_code == 204
    assert house.keeper.get(path).json() == {"items": [], "next": None}


@pytest.mark.parametrize("close", [True, False])
def test_a_member_is_removed_with_or_without_their_links(house: House, close: bool) -> None:
    client = house.join(Role.curator)
    everyone = house.library.members.list_members(house.keeper_viewer, house.chest_id)
    (member,) = [each for each in everyone if each.role is Role.curator]
    link = house.library.sharing.create(
        AccountViewer(account_id=member.account_id),
        house.chest_id,
        LinkTerms(permission=LinkPermission.look),
    )
    path = f"/api/chests/{house.chest_id}/members/{member.account_id}"
    query = {"close_links": "true"} if close else {}
    assert house.keeper.delete(path, params=query).status_code == 204
    assert client.get(f"/api/chests/{house.chest_id}").status_code == 404
    assert link.token
    opened = house.client(x_share_token=link.token).get(f"/api/chests/{house.chest_id}/assets")
    assert opened.status_code == (410 if close else 200), opened.text


def test_an_only_keeper_cannot_go(house: House) -> None:
    me = UUID(house.keeper.get("/api/users/me").json()["id"])
    path = f"/api/chests/{house.chest_id}/members/{me}"
    for answer in (
        house.keeper.delete(path),
        house.keeper.delete(path, params={"close_links": "true"}),
        house.keeper.put(path, json={"role": "viewer"}),
    ):
        assert answer.status_code == 409
        assert "Make someone else a keeper first" in answer.json()["detail"]


def test_every_route_of_the_account_is_described(house: House) -> None:
    paths = house.client().get("/api/openapi.json").json()["paths"]
    for path, methods in {
        "/users/me": {"get", "patch"},
        "/auth/change-password": {"post"},
        "/auth/sessions": {"get"},
        "/auth/sessions/{session_id}": {"delete"},
        "/chests/{chest_id}/invitations": {"get", "post"},
        "/chests/{chest_id}/invitations/{invitation_id}": {"delete"},
    }.items():
        assert methods <= set(paths[path]), path


@pytest.mark.parametrize(
    ("client", "place"),
    [(("2001:db8::7", 1), "2001:db8::/64"), (("192.0.2.7", 1), "192.0.2.7"), (None, "")],
)
def test_what_is_counted_of_a_request_is_its_household(client: object, place: str) -> None:
    assert address_of(Request({"type": "http", "client": client})) == place


def test_a_client_signs_up_and_its_tokens_are_renewed_once(house: House) -> None:
    client = house.client()
    body = {"email": "rui@example.org", "password": PASSWORD, "name": "Rui"}
    made = client.post("/api/auth/signup", json=body)
    assert made.status_code == 201
    assert set(made.json()) == {"id", "email", "name"}
    body.pop("name")
    pair = house.client().post("/api/auth/login", json=body).json()
    assert set(pair) == {"access_token", "refresh_token", "expires_in", "token_type"}
    refresh = {"refresh_token": pair["refresh_token"]}
    renewed = house.client().post("/api/auth/refresh-token", json=refresh)
    assert set(renewed.json()) == set(pair)
    assert renewed.json()["refresh_token"] != pair["refresh_token"]
    assert house.client().post("/api/auth/refresh-token", json=refresh).status_code == 401
