"""A family at work: a chest, its people and links, made over HTTP so that a test begins in the
middle of things."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from playwright.sync_api import Browser

from tests.app_server import AppServer
from tests.browser.screens import DESK, Person, person

PASSWORD = "a short sentence"
UNDERSTOOD_WITHIN = 90  # seconds


@dataclass
class Family:
    """One chest and the client of the account that keeps it."""

    app: AppServer
    keeper: httpx.Client
    name: str
    chest_id: str = field(init=False)
    clients: list[httpx.Client] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chest_id = str(self.ask("POST", "/api/chests", {"name": self.name})["id"])

    def ask(
        self, method: str, path: str, body: object = None, *, by: httpx.Client | None = None
    ) -> Any:
        """What the API answers to the keeper (or to `by`); any refusal raises."""
        answer = (by or self.keeper).request(method, path, json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def add(self, path: Path, *, caption: str | None = None) -> str:
        """Add a file and wait until it is understood; its id."""
        content = path.read_bytes()
        begun = self.ask(
            "POST",
            "/api/uploads",
            {
                "chest_id": self.chest_id,
                "name": path.name,
                "size": len(content),
                "caption": caption,
            },
        )
        digest = hashlib.sha256(content).hexdigest()
        parts = f"/api/uploads/{begun['id']}/parts"
        assert begun["parts"] == 1
        [target] = self.ask("POST", parts, [{"n": 1, "sha256": digest}])
        self.keeper.put(
            target["url"], content=content, headers=target["headers"]
        ).raise_for_status()
        self.ask("POST", f"/api/uploads/{begun['id']}/complete")
        until = time.monotonic() + UNDERSTOOD_WITHIN
        while self.asset(begun["asset_id"])["state"] != "ready":
            assert time.monotonic() < until, "the worker did not get to it in time"
            time.sleep(0.3)
        return str(begun["asset_id"])

    def asset(self, asset_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", f"/api/assets/{asset_id}")
        return found

    def memories(self) -> set[str]:
        """The ids of all memories that the keeper may see, waiting ones too."""
        page = self.ask("GET", f"/api/chests/{self.chest_id}/assets?limit=200")
        return {item["id"] for item in page["items"]}

    def waiting(self) -> list[dict[str, Any]]:
        page = self.ask("GET", f"/api/chests/{self.chest_id}/contributions?state=pending")
        return list(page["items"])

    def make_link(self, *, permission: str = "add") -> tuple[str, str]:
        """A link with which one may do this ("add" or "look"): its id and its address."""
        made = self.ask(
            "POST",
            f"/api/chests/{self.chest_id}/share-links",
            {"permission": permission, "audience": "family", "label": "Graça"},
        )
        return made["id"], made["url"]

    def invite(self, name: str, *, role: str) -> httpx.Client:
        """A new account that belongs to this chest, signed in."""
        invitations = f"/api/chests/{self.chest_id}/invitations"
        url = self.ask("POST", invitations, {"role": role})["url"]
        client = httpx.Client(base_url=self.app.url, timeout=90, headers={"Origin": self.app.url})
        self.clients.append(client)
        account = {
            "email": f"{uuid4().hex}@example.org",
            "password": PASSWORD,
            "name": name,
            "invitation": url.partition("invitation=")[2],
        }
        self.ask("POST", "/api/auth/signup", account, by=client)
        return client

    def at_the_desk(
        self, chromium: Browser, client: httpx.Client | None = None, like: Any = None
    ) -> Person:
        """A browser that is signed in as the keeper, or as the account of `client`."""
        someone = person(chromium, self.app.url, like or DESK)
        value = (client or self.keeper).cookies["chest_session"]
        someone.context.add_cookies(
            [{"name": "chest_session", "value": value, "url": self.app.url, "httpOnly": True}]
        )
        return someone


def give_consent(relative: Person, link: str, name: str) -> None:
    """Through the link up to the words, as Graça."""
    relative.visit(link)
    relative.press("Continue")
    relative.heading("Who are you?")
    relative.write("Your name", "Graça")
    relative.write(f"How you knew {name}", "her sister")
    relative.press("Go on")
    relative.touch_or_click(relative.page.get_by_text("Yes, that is all right"))
    relative.press("Go on")
    relative.heading("Is there something you would like to say?")


def go_on_to_the_files(relative: Person) -> None:
    relative.press("Go on")
    relative.heading("Do you have pictures, or would you rather speak?")


def send_without_telling(relative: Person) -> None:
    """From one file to the last screen, saying nothing about it."""
    relative.press("Go on")
    relative.heading("What do you know about this picture?")
    relative.press("Skip this one")
    relative.heading("Shall we send this?")
