"""Requests that nobody meant: every one gets a sentence, none is a failure of ours, and what cannot
be kept (NUL, half a character, a number without end) is refused or left out, on both databases."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.app_server import AppServer, wait_for_setup
from tests.callers import PASSWORD, begin, join, refused

pytestmark = pytest.mark.slow

SECRET = "for tests only, and long enough to be taken"


@dataclass
class House:
    """The running application without a worker, its keeper, and one chest with a note in it."""

    server: AppServer
    keeper: httpx.Client
    chest_id: str

    @property
    def chest(self) -> str:
        return f"/api/chests/{self.chest_id}"

    def note(self, body: str = "She carried the bread.") -> dict[str, Any]:
        made = self.keeper.post(f"{self.chest}/posts", json={"body": body}).raise_for_status()
        note: dict[str, Any] = made.json()
        return note

    def link(self, **terms: Any) -> dict[str, Any]:
        wanted = {"permission": "add", **terms}
        made = self.keeper.post(f"{self.chest}/share-links", json=wanted).raise_for_status()
        link: dict[str, Any] = made.json()
        return link

    def browser(self) -> httpx.Client:
        """Somebody without an account or a cookie."""
        origin = {"Origin": self.server.url}
        return httpx.Client(base_url=self.server.url, timeout=30, headers=origin)


@pytest.fixture(scope="module")
def house(
    empty_database: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    env = {"CHEST_WORKER": "external", "CHEST_SECRET_KEY": SECRET, **empty_database}
    server = AppServer(tmp_path_factory.mktemp("house") / "data", env=env).start()
    with closing(wait_for_setup(server)) as keeper:
        made = keeper.post("/api/chests", json={"name": "Rosa Almeida"}).raise_for_status()
        yield House(server, keeper, made.json()["id"])
    server.stop()


# ---- what people write ----


@pytest.mark.parametrize("words", ["a while ago", "31 February 1964", "?" * 5_000, "1964-13-45"])
def test_a_date_that_is_none_changes_nothing(house: House, words: str) -> None:
    note = house.note()
    changes = {"version": note["version"], "caption": "The ferry", "taken": words}
    problem = refused(house.keeper.patch(f"/api/assets/{note['id']}", json=changes), 422)
    assert "could not be read as a date" in problem["detail"]
    assert "Try “12 April 1931”" in problem["detail"]
    assert problem["field"] == "taken"
    now = house.keeper.get(f"/api/assets/{note['id']}").json()
    assert (now["version"], now["caption"], now["taken"]) == (note["version"], None, None)


def test_of_two_who_write_one_caption_the_second_is_shown_the_firsts(house: House) -> None:
    note = house.note()
    address = f"/api/assets/{note['id']}"
    with closing(join(house.server, house.keeper, house.chest_id, name="bea")) as other:
        first = {"version": note["version"], "caption": "On the ferry"}
        assert other.patch(address, json=first).status_code == 200
    second = {"version": note["version"], "caption": "At the sea"}
    problem = refused(house.keeper.patch(address, json=second), 409)
    assert problem["current"]["caption"] == "On the ferry"
    assert "Nothing is lost" in problem["detail"]
    again = second | {"version": problem["current"]["version"]}
    assert house.keeper.patch(address, json=again).json()["caption"] == "At the sea"


@pytest.mark.parametrize(
    ("field", "longest"), [("caption", 10_000), ("place", 300), ("alt_text", 2_000)]
)
def test_words_that_are_too_many_are_refused_whole(house: House, field: str, longest: int) -> None:
    note = house.note()
    changes = {"version": note["version"], field: "ã" * (longest + 1)}
    problem = refused(house.keeper.patch(f"/api/assets/{note['id']}", json=changes), 422)
    assert f"at most {longest:,} are kept" in problem["detail"]
    changes[field] = "ã" * longest
    assert house.keeper.patch(f"/api/assets/{note['id']}", json=changes).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"Rosa", b"\xff\xfe\x00", b"[" * 100_000, b'{"version": NaN', b"\xed\xa0\x80"],
    ids=["nothing", "half", "word", "bytes", "deep", "cut", "surrogate"],
)
def test_a_body_that_is_no_json_is_said_so(house: House, body: bytes) -> None:
    note = house.note()
    for method, path in (
        ("PATCH", f"/api/assets/{note['id']}"),
        ("POST", "/api/auth/login"),
        ("POST", "/api/share-links/unlock"),
    ):
        headers = {"Content-Type": "application/json"}
        answer = house.keeper.request(method, path, content=body, headers=headers)
        assert answer.status_code in (400, 422)
        problem = refused(answer, answer.status_code)
        assert "JSON" in problem["detail"], problem


@pytest.mark.parametrize(
    "known", ["0193" * 8, "01930193-0193-7193-8193-019301930193", "0", "rosa", "-" * 500]
)
def test_an_id_that_is_unknown_or_none_leads_nowhere(house: House, known: str) -> None:
    for path in (
        "/api/chests/{}",
        "/api/chests/{}/assets",
        "/api/assets/{}",
        "/api/posts/{}",
        "/api/uploads/{}",
        "/api/share-links/{}",
        "/api/contributions/{}",
        "/api/stories/{}",
        "/api/receipts/{}",
        "/m/{}/original?e=99999999999&s=abc",
    ):
        answer = house.keeper.get(path.format(known))
        assert answer.status_code in (404, 422), (path, answer.text)
        refused(answer, answer.status_code)


def test_a_body_without_end_is_not_read_to_its_end(house: House) -> None:
    def without_end() -> Iterator[bytes]:
        yield b'{"email": "'
        for _ in range(5):
            yield b"a" * 1024**2
        yield b'"}'

    headers = {"Content-Type": "application/json"}
    for path in ("/api/auth/login", "/api/auth/refresh-token", f"{house.chest}/posts"):
        for content in (b"[" + b" " * 5 * 1024**2 + b"]", without_end()):
            answer = house.keeper.post(path, content=content, headers=headers)
            assert "as files" in refused(answer, 413)["detail"]


# ---- links ----


def readable(answer: httpx.Response) -> str:
    """The words of a whole page for somebody to whom no page of the chest is open."""
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script" not in answer.text
    words = re.search(r"<h1>(.+)</h1>\s*<p>(.+)</p>", answer.text)
    assert words, answer.text
    return " ".join(words.groups())


def test_a_forged_token_is_not_found(house: House) -> None:
    token = house.link()["token"]
    for forged in ("rosa", token[:-2] + "xx", token + "A", "é" * 40, "." * 300):
        with house.browser() as browser:
            answer = browser.get(f"/c/{forged}")
            assert answer.status_code == 404
            is_whole = len(forged.rstrip(".")) >= len(token)
            title = "There is a mistake in this link" if is_whole else "This link is not complete"
            assert title in readable(answer)
            assert "set-cookie" not in answer.headers
    with house.browser() as browser:
        headers = {"X-Share-Token": token[:-2] + "xx"}
        body = {"name": "Graça", "consent": True}
        refused(browser.post("/api/contributions", json=body, headers=headers), 404)
    for receipt in ("rosa", token, "é"):
        with house.browser() as browser:
            refused(browser.get(f"/api/receipts/{receipt}"), 404)
            answer = browser.get(f"/r/{receipt}")
            assert answer.status_code == 404
            assert readable(answer)


def ended_link(house: House, how: str) -> tuple[dict[str, Any], str]:
    """A genuine link that has ended, and what is said of it."""
    if how == "expired":
        soon = datetime.now(UTC) + timedelta(seconds=1.5)
        link = house.link(expires_at=soon.isoformat())
        time.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds()) + 0.1)
        return link, "open for a time that is now over"
    if how == "revoked":
        link = house.link()
        house.keeper.delete(f"/api/share-links/{link['id']}").raise_for_status()
        return link, "The family has closed this link"
    link = house.link(max_uses=1)
    with house.browser() as first:
        assert first.get(f"/c/{link['token']}").status_code == 303
        first.post("/api/link/continue").raise_for_status()
        assert first.get(f"/c/{link['token']}").status_code == 303, "whoever is in stays in"
    return link, "used as often as it was meant to be"


@pytest.mark.parametrize("how", ["expired", "revoked", "used up"])
def test_a_link_that_has_ended_says_why_and_what_to_do(house: House, how: str) -> None:
    link, sentence = ended_link(house, how)
    with house.browser() as browser:
        answer = browser.get(f"/c/{link['token']}")
        assert answer.status_code == 410
        assert sentence in readable(answer)
        assert "Ask the person who sent it to you for a new one" in readable(answer)
        headers = {"X-Share-Token": link["token"]}
        body = {"name": "Graça", "consent": True}
        for asked in (
            browser.post("/api/contributions", json=body, headers=headers),
            browser.get(f"{house.chest}/assets", headers=headers),
            browser.post("/api/link/continue", headers=headers),
        ):
            problem = refused(asked, 410)
            assert sentence in problem["detail"]
            assert problem["reason"] == how.replace(" ", "_")


# ---- what no database keeps ----

HALF = "\ud83c"  # the first half of a flower
NUL = "\x00"


def post(client: httpx.Client, method: str, path: str, body: Any) -> httpx.Response:
    # Escaped, as a program would send it: half a character has no bytes of its own.
    headers = {"Content-Type": "application/json"}
    return client.request(method, path, content=json.dumps(body).encode(), headers=headers)


@pytest.mark.parametrize("what", [NUL, HALF], ids=["nul", "half"])
def test_what_no_database_keeps_is_left_out_of_names_and_words(house: House, what: str) -> None:
    def mixed(words: str) -> str:
        return what + words[:2] + what + words[2:] + what

    fields = {
        "name": "Rosa Almeida",
        "born": "12 April 1931",
        "words": "Naturalist",
        "long_words": "She counted anemones.",
        "places": ["Setúbal"],
    }
    sent = {
        k: [mixed(p) for p in v] if isinstance(v, list) else mixed(v) for k, v in fields.items()
    }
    sent["names"] = {"maiden": mixed("Costa")}
    made = post(house.keeper, "POST", "/api/chests", sent)
    assert made.status_code == 201, made.text
    chest = made.json()
    assert {k: chest[k] for k in fields} == fields | {"born": "1931-04-12"}
    assert chest["names"]["maiden"] == "Costa"

    note = post(house.keeper, "POST", f"{house.chest}/posts", {"body": mixed("Bread")}).json()
    assert note["body"] == "Bread"
    changes = {"version": note["version"], "caption": mixed("On the ferry"), "place": mixed("Faro")}
    changes["taken"] = mixed("summer 1964")
    edited = post(house.keeper, "PATCH", f"/api/assets/{note['id']}", changes)
    assert edited.status_code == 200, edited.text
    assert (edited.json()["caption"], edited.json()["place"]) == ("On the ferry", "Faro")
    assert edited.json()["taken"]["edtf"] == "1964-22"

    link = post(
        house.keeper,
        "POST",
        f"{house.chest}/share-links",
        {"permission": "add", "label": mixed("Aunt Graça")},
    )
    assert link.json()["label"] == "Aunt Graça"
    with house.browser() as aunt:
        aunt.headers["X-Share-Token"] = link.json()["token"]
        given = {"name": mixed("Graça"), "relation": mixed("sister"), "consent": True}
        draft = post(aunt, "POST", "/api/contributions", given)
        assert (draft.json()["name"], draft.json()["relation"]) == ("Graça", "sister")
        aunt.headers["X-Receipt"] = draft.json()["receipt"]
        path = f"/api/contributions/{draft.json()['id']}"
        words = post(aunt, "PATCH", path, {"message": mixed("We walked.")})
        assert words.json()["message"] == "We walked."


@pytest.mark.parametrize("what", [NUL, HALF], ids=["nul", "half"])
def test_what_no_database_keeps_is_refused_where_people_sign_in(house: House, what: str) -> None:
    with house.browser() as browser:
        known = {"email": "ana@example.org", "password": PASSWORD}
        for wrong in ("email", "password"):
            body = known | {wrong: what + known[wrong]}
            answer = post(browser, "POST", "/api/auth/login", body)
            # No account has it, or nothing can have it: which one, only the database can say.
            refused(answer, 422 if answer.status_code == 422 else 401)
        answer = post(browser, "POST", "/api/auth/refresh-token", {"refresh_token": what})
        refused(answer, 401 if what == NUL else 422)
        body = {"email": "cid@example.org", "password": PASSWORD + what, "name": "Cid"}
        answer = post(browser, "POST", "/api/auth/signup", body | {"invitation": what})
        refused(answer, 404 if what == NUL else 422)
    body = {"role": "member", "email": f"a{what}@example.org"}
    refused(post(house.keeper, "POST", f"{house.chest}/invitations", body), 422)
    locked = house.link(password="the blue door")
    with house.browser() as browser:
        browser.headers["X-Share-Token"] = locked["token"]
        answer = post(browser, "POST", "/api/share-links/unlock", {"password": what})
        refused(answer, 401 if what == NUL else 422)


def test_an_upload_of_nobody_is_begun_by_nobody(house: House) -> None:
    with house.browser() as browser:
        body = {"chest_id": house.chest_id, "name": "a.jpg", "size": 3}
        refused(browser.post("/api/uploads", json=body), 401)
    ticket = begin(house.keeper, b"abc", chest_id=house.chest_id)
    with house.browser() as browser:
        refused(browser.get(f"/api/uploads/{ticket['id']}"), 401)
