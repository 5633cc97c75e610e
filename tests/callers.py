"""Somebody who talks to the real application over HTTP, and what every refusal owes them."""

from __future__ import annotations

import time
from hashlib import sha256
from typing import Any

import httpx

from tests.app_server import AppServer

PASSWORD = "a short sentence"
PATIENCE = 120.0  # seconds; only how long a test is willing to wait
ENDED = ("ready", "failed")


def refused(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The problem document of a refusal, which says in a sentence what happened and what to do."""
    assert answer.status_code == status, answer.text
    check_problem(answer)
    problem: dict[str, Any] = answer.json()
    assert problem["detail"].rstrip().endswith((".", "?")), problem
    assert " " in problem["detail"], problem
    return problem


def check_problem(answer: httpx.Response) -> None:
    """Whatever was asked, the answer is no failure of ours, and a refusal has the one shape."""
    assert answer.status_code < 500 or answer.status_code == 507, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem["type"]
        assert problem["title"]
        assert problem["detail"]


def begin(client: httpx.Client, data: bytes, **body: Any) -> dict[str, Any]:
    """An upload that has begun; `body` names the chest, and the file where that matters."""
    answer = client.post("/api/uploads", json={"name": "a.bin", "size": len(data), **body})
    assert answer.status_code == 201, answer.text
    ticket: dict[str, Any] = answer.json()
    return ticket


def sign(client: httpx.Client, ticket: dict[str, Any], n: int, part: bytes) -> dict[str, Any]:
    """Where to send a part."""
    wanted = [{"n": n, "sha256": sha256(part).hexdigest()}]
    answer = client.post(f"/api/uploads/{ticket['id']}/parts", json=wanted)
    assert answer.status_code == 200, answer.text
    (target,) = answer.json()
    assert isinstance(target, dict)
    return target


def send(client: httpx.Client, data: bytes, **body: Any) -> dict[str, Any]:
    """Upload a file the whole way; the answer to its completion."""
    ticket = begin(client, data, **body)
    for n in range(1, ticket["parts"] + 1):
        part = data[(n - 1) * ticket["part_size"] : n * ticket["part_size"]]
        target = sign(client, ticket, n, part)
        client.request(target["method"], target["url"], content=part).raise_for_status()
    answer = client.post(f"/api/uploads/{ticket['id']}/complete")
    assert answer.status_code == 202, answer.text
    asset: dict[str, Any] = answer.json()
    return asset


def understood(client: httpx.Client, asset_id: str) -> dict[str, Any]:
    """The memory once the worker has done with it."""
    until = time.monotonic() + PATIENCE
    while True:
        asset: dict[str, Any] = client.get(f"/api/assets/{asset_id}").raise_for_status().json()
        if asset["state"] in ENDED:
            return asset
        assert time.monotonic() < until, asset
        time.sleep(0.1)


def reasons(asset: dict[str, Any]) -> str:
    """What the steps of a memory have to say for themselves."""
    return " ".join(step["reason"] for step in asset["steps"] if step["reason"])


def join(
    server: AppServer, keeper: httpx.Client, chest_id: str, *, name: str, role: str = "curator"
) -> httpx.Client:
    """Somebody else who was invited, with a browser of their own."""
    invited = keeper.post(f"/api/chests/{chest_id}/invitations", json={"role": role})
    invitation = invited.raise_for_status().json()["url"].split("invitation=")[1]
    client = httpx.Client(base_url=server.url, timeout=90, headers={"Origin": server.url})
    body = {"email": f"{name}@example.org", "password": PASSWORD, "name": name}
    client.post("/api/auth/signup", json=body | {"invitation": invitation}).raise_for_status()
    return client
