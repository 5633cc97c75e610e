"""Every route of the API, asked with nonsense: no failure of ours, and every refusal in one shape.

What is sent follows from /api/openapi.json, so that a new route is asked as well."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.app_server import AppServer, free_port, wait_for_setup
from tests.callers import PASSWORD, begin, check_problem

pytestmark = pytest.mark.slow

SECRET = "for tests only, and long enough to be taken"

# Each field is given all of the first and so many of the second, others with another seed.
SEED = int(os.environ.get("CHEST_TEST_SEED", "1964"))
HOW_MANY = int(os.environ.get("CHEST_TEST_NONSENSE", "5"))
ALWAYS = ["Rosa\x00", "Rosa \ud800"]
VALUES: list[Any] = [
    *("\x00", "\udfff", "", " ", "x" * 200_000),
    *("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"),
    *(-1, 0, 2**31, 2**63, 10**30, 1e308, True, None),
    *([], {}, [None], ["\x00\ud800"] * 3, {"\ud800": "\ud800", "\x00": "\x00"}),
    {"asset_id": "\x00", "crop": [1e308, -1, "a", None]},
]
BODIES: list[bytes] = [
    *(b"", b"{", b"null", b"[]", b"{}", b'"Rosa"', b"1e999", b"NaN", b"\xff\xfe", b"[" * 50_000),
    b'{"version": NaN, "size": Infinity, "max_uses": -Infinity}',
    b'{"version": ' + b"9" * 6_000 + b"}",
]
WORDS = [
    *("", " ", "\x00", "x" * 3_000, "-1", "0", "9" * 30, "9" * 5_000, "1.5", "nan", "true", "é"),
    *("1964", "' or 1=1 --", "%F0", "WyJuZXdlc3QiLCAiXHUwMDAwIiwgIjAiXQ"),
    # Cursors whose inside is nonsense: ["newest", "\u0000", id], and half a character.
    *(
        "WyJuZXdlc3QiLCAiXHUwMDAwIiwgIjAxYTFmZDU4NWRiOTdjNmQ5MDliODc0YmNhN2UxZTFmIl0",
        "WyJuZXdlc3QiLCAiXHVkODAwIiwgIjAxYTFmZDU4NWRiOTdjNmQ5MDliODc0YmNhN2UxZTFmIl0",
        "W" * 4_000,
    ),
]
IDS = ["01930193-0193-7193-8193-019301930193", "0", "rosa", "-" * 300, "é", "{}", "9" * 400]

# Asked last, in this order: they change what the others would find.
DECISIONS = ("/hold", "/decline", "/approve")
ENDINGS = ("submit", "hold", "undo", "decline", "approve", "review", "complete", "withdraw")
# They would send everybody home. Asked by nobody in particular.
FAREWELLS = ("/auth/logout", "/auth/logout-everywhere")
# Read without a schema, because a browser's form comes the same way.
FREE = {
    "/auth/signup": {"email": "a@example.org", "password": "long enough", "name": "Ana"},
    "/auth/login": {"email": "a@example.org", "password": "long enough"},
    "/auth/change-password": {"current_password": "not the one", "password": "long enough"},
    "/share-links/unlock": {"password": "the blue door"},
    "/link/continue": {"next": "/contribute"},
}


@dataclass
class World:
    """The application, somebody who may do everything in it, and one of each thing."""

    client: httpx.Client
    api: dict[str, Any]
    ids: dict[str, str]
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))
    versions: dict[str, int] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, **sent: Any) -> None:
        url = f"/api{path}"
        try:
            answer = self.client.request(method, url, **sent)
        except (httpx.InvalidURL, httpx.LocalProtocolError):
            return  # no address and no header at all: it was never sent
        self.answers[answer.status_code // 100] += 1
        shown = (method, path[:200], str(sent)[:300])
        try:
            check_problem(answer)
            assert answer.status_code >= 400 or "\\u0000" not in answer.text
        except AssertionError as error:
            self.failures.append(f"{shown}: {str(error)[:500]}")
        if "json" in answer.headers.get("content-type", ""):
            self._note_version(path, answer.json())

    def version(self, path: str) -> int:
        if path not in self.versions:
            seen = self.client.get(f"/api{path}").json() if path.count("/") == 2 else {}
            self._note_version(path, seen)
        return self.versions.get(path, 1)

    def _note_version(self, path: str, said: Any) -> None:
        if isinstance(said, dict):
            now = said.get("current") or said
            if isinstance(now.get("version"), int):
                self.versions[path] = now["version"]

    # ---- what a route takes ----

    def values(self) -> list[Any]:
        return ALWAYS + self.rng.sample(VALUES, min(HOW_MANY, len(VALUES)))

    def schema(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """The schema itself, behind its references and beside its null."""
        if "$ref" in wanted:
            return self.schema(self.api["components"]["schemas"][wanted["$ref"].split("/")[-1]])
        for one in wanted.get("anyOf", []):
            if one.get("type") != "null":
                return self.schema(one)
        return wanted

    def sample(self, name: str, wanted: dict[str, Any], path: str) -> Any:
        """Something that would be taken there."""
        schema = self.schema(wanted)
        known: dict[str, Any] = {
            "version": self.version(path.rsplit("/", 1)[0] if path.count("/") > 2 else path),
            "consent": True,
            "name": "Rosa",
            "until": "2999-01-01T00:00:00Z",
            "sha256": "0" * 64,
            "chest_id": self.ids["chest_id"],
            "ids": [self.ids["contribution_id"]],
        }
        if name in known:
            return known[name]
        if "enum" in schema:
            return schema["enum"][0]
        if schema.get("type") == "object":
            inside, needed = schema.get("properties", {}), schema.get("required", [])
            wanted = {n: s for n, s in inside.items() if n in needed or n in known}
            return {n: self.sample(n, s, path) for n, s in wanted.items()}
        if schema.get("type") == "array":
            return [self.sample("", schema["items"], path)]
        return {"integer": 1, "number": 1.5, "boolean": True}.get(schema.get("type", ""), "Rosa")

    def bodies(self, wanted: dict[str, Any], path: str) -> Iterator[bytes]:
        """Whole bodies of nonsense, and good ones with nonsense in one of their fields."""
        yield from BODIES
        schema = self.schema(wanted)
        if schema.get("type") == "array":
            for one in self.bodies(schema["items"], path):
                yield b"[" + one + b"]"
            return
        for name, inside in schema.get("properties", {}).items():
            for value in self.values():
                good = self.sample("", schema, path)
                yield pack(good | {name: value})
                if self.schema(inside).get("type") == "object":
                    yield pack(good | {name: {self.ids["note_id"]: {"caption": value}}})
        yield pack({"\ud800": "\ud800", "\x00": "\x00"})

    def routes(self) -> list[tuple[str, str, dict[str, Any]]]:
        found = [
            (method.upper(), path, operation)
            for path, methods in self.api["paths"].items()
            for method, operation in methods.items()
            if path not in FAREWELLS
        ]
        return sorted(found, key=lambda route: (place(route[1]), route[0] == "DELETE"))


def pack(body: Any) -> bytes:
    return json.dumps(body).encode()  # escaped: half a character has no bytes of its own


def place(path: str) -> int:
    ending = path.rsplit("/", 1)[1]
    return ENDINGS.index(ending) + 1 if ending in ENDINGS else 0


@pytest.fixture(scope="module")
def world(
    empty_database: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    env = {
        "CHEST_WORKER": "external",
        "CHEST_SECRET_KEY": SECRET,
        # Nobody is there, and no worker asks.
        "CHEST_SMTP_URL": f"smtp://127.0.0.1:{free_port()}",
        "CHEST_SMTP_FROM": "chest@example.org",
        **empty_database,
    }
    server = AppServer(tmp_path_factory.mktemp("world") / "data", env=env).start()
    with closing(wait_for_setup(server)) as keeper:
        yield make_world(keeper)
    server.stop()


def make_world(keeper: httpx.Client) -> World:
    def make(path: str, **body: Any) -> dict[str, Any]:
        answer = keeper.post(f"/api{path}", json=body)
        assert answer.status_code in (200, 201, 202), answer.text
        made: dict[str, Any] = answer.json()
        return made

    chest = make("/chests", name="Rosa Almeida")["id"]
    link = make(f"/chests/{chest}/share-links", permission="add")
    # From here on also somebody with a link, who has begun to give.
    keeper.headers["X-Share-Token"] = link["token"]
    draft = make("/contributions", name="Graça", consent=True)
    keeper.headers["X-Receipt"] = draft["receipt"]
    keeper.patch(f"/api/contributions/{draft['id']}", json={"message": "We walked."})
    with httpx.Client(base_url=keeper.base_url, timeout=30) as other:
        # Another session than the one that asks: it will be ended.
        account = {"email": "ana@example.org", "password": PASSWORD}
        other.post("/api/auth/login", json=account).raise_for_status()
        (session_id,) = (
            each["id"]
            for each in other.get("/api/auth/sessions").json()["items"]
            if each["is_this"]
        )
    ids = {
        "chest_id": chest,
        "session_id": session_id,
        "invitation_id": make(f"/chests/{chest}/invitations", role="viewer")["id"],
        "account_id": keeper.get("/api/users/me").json()["id"],
        "link_id": link["id"],
        "contribution_id": draft["id"],
        "receipt": draft["receipt"],
        "note_id": make(f"/chests/{chest}/posts", body="She carried the bread.")["id"],
        "upload_id": begin(keeper, b"abc", chest_id=chest)["id"],
        "story_id": make(f"/chests/{chest}/stories")["id"],
        "letter_id": make(f"/chests/{chest}/test-letters")["id"],
        "n": "1",
        "form": "vtt",
        "person_id": make(f"/chests/{chest}/people", name="Graça")["id"],
        "proposal_id": draft["id"],
        "change_id": make(f"/chests/{chest}/names", old="bred", new="bread")["undo"],
    }
    ids |= {"asset_id": ids["note_id"], "post_id": ids["note_id"]}
    return World(keeper, keeper.get("/api/openapi.json").json(), ids)


@pytest.mark.hold
@pytest.mark.timeout(900)
def test_nonsense_never_fails_and_is_always_answered(world: World) -> None:
    asked = set()
    for method, template, operation in world.routes():
        asked.add(template)
        path = template.format(**world.ids)
        for name in (p for p in world.ids if f"{{{p}}}" in template):
            for wrong in IDS:
                world.ask(method, template.format(**world.ids | {name: wrong}))
        if method == "DELETE":
            continue
        ask_with_parameters(world, method, path, operation)
        json_body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        if template in FREE:
            for name in FREE[template]:
                for value in world.values():
                    ask_with_body(world, method, path, pack(FREE[template] | {name: value}))
            for body in BODIES:
                ask_with_body(world, method, path, body)
        elif json_body:
            wanted = json_body["schema"]
            for body in world.bodies(wanted, path):
                ask_with_body(world, method, path, body)
        elif method == "POST":
            for body in BODIES[:4]:
                ask_with_body(world, method, path, body)
    assert len(asked) > 35
    # Taken often enough to know that nonsense gets as far as the database.
    assert world.answers[2] > 200, world.answers
    assert world.answers[4] > 1_000, world.answers
    assert world.failures == [], "\n".join(world.failures[:40])
    for path in FAREWELLS:
        for body in BODIES:
            with httpx.Client(base_url=world.client.base_url, timeout=30) as nobody:
                check_problem(nobody.post(f"/api{path}", content=body))


def ask_with_body(world: World, method: str, path: str, body: bytes) -> None:
    if path.endswith("/submit"):
        # What was written into it last may have been nothing, and that is not sent.
        words = {"message": "We walked."}
        world.client.patch(f"/api{path.rsplit('/', 1)[0]}", json=words)
    if path.endswith(DECISIONS):
        world.client.post(f"/api{path.rsplit('/', 1)[0]}/undo").raise_for_status()
    world.ask(method, path, content=body, headers={"Content-Type": "application/json"})


def ask_with_parameters(world: World, method: str, path: str, operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", []):
        for word in WORDS:
            if parameter["in"] == "query":
                others = {
                    p["name"]: "1"
                    for p in operation["parameters"]
                    if p["in"] == "query" and p["required"]
                }
                world.ask(method, path, params=others | {parameter["name"]: word})
            elif parameter["in"] == "header":
                value = word.encode("utf-8").replace(b"\x00", b"?")
                world.ask(method, path, headers=[(parameter["name"].encode(), value)])


@pytest.mark.parametrize("path", ["/m/{}/original", "/m/{}/vtt", "/c/{}", "/r/{}"])
def test_nonsense_in_an_address_leads_nowhere(world: World, path: str) -> None:
    for word in [*IDS, *WORDS[3:8], "." * 50, "=" * 50]:
        for query in ({}, {"e": word, "s": word}):
            answer = world.client.get(path.format(word), params=query)
            assert answer.status_code in (404, 429), answer.text


@pytest.mark.parametrize("name", ["chest_session", "chest_link", "chest_receipt"])
def test_nonsense_in_a_cookie_is_nobody(world: World, name: str) -> None:
    for word in ("rosa", "é", "=" * 40, "." * 4_000, "%00", '"', "a b; c"):
        cookie = {"Cookie": f"{name}={word}".encode()}
        with httpx.Client(base_url=world.client.base_url, timeout=30, headers=cookie) as nobody:
            for path in ("/api/users/me", "/api/chests", f"/api/chests/{world.ids['chest_id']}"):
                answer = nobody.get(path)
                check_problem(answer)
                assert answer.status_code in (401, 404)
    for header in ("Authorization", "X-Share-Token", "X-Receipt"):
        for word in ("", "Bearer é", "é", "." * 4_000):
            sent = {header: word.encode()}
            with httpx.Client(base_url=world.client.base_url, timeout=30, headers=sent) as nobody:
                check_problem(nobody.get(f"/api/chests/{world.ids['chest_id']}/assets"))
