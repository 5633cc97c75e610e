"""What a relative gives through a link, sent over HTTP so that a test begins where it waits."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from tests.browser.families import UNDERSTOOD_WITHIN, Family


def give(
    family: Family,
    link: str,
    *,
    name: str = "Graça",
    message: str | None = None,
    files: Sequence[Path] = (),
) -> dict[str, Any]:
    """Send these through the link and wait until they are understood; the gift as the keeper is
    told of it, and the receipt of whoever gave it (`kept_receipt`)."""
    with httpx.Client(
        base_url=family.app.url,
        timeout=60,
        headers={"Origin": family.app.url, "X-Share-Token": link.rpartition("/")[2]},
    ) as giver:

        def ask(method: str, path: str, body: object = None) -> Any:
            answer = giver.request(method, path, json=body)
            answer.raise_for_status()
            return answer.json() if answer.content else None

        draft = ask(
            "POST", "/api/contributions", {"name": name, "relation": "her sister", "consent": True}
        )
        giver.headers["X-Receipt"] = draft["receipt"]
        path = f"/api/contributions/{draft['id']}"
        for file in files:
            content = file.read_bytes()
            begun = ask(
                "POST",
                "/api/uploads",
                {"contribution_id": draft["id"], "name": file.name, "size": len(content)},
            )
            digest = hashlib.sha256(content).hexdigest()
            parts = f"/api/uploads/{begun['id']}/parts"
            [target] = ask("POST", parts, [{"n": 1, "sha256": digest}])
            giver.put(target["url"], content=content, headers=target["headers"]).raise_for_status()
            ask("POST", f"/api/uploads/{begun['id']}/complete")
        if message:
            ask("PATCH", path, {"message": message})
        ask("POST", f"{path}/submit")
    until = time.monotonic() + UNDERSTOOD_WITHIN
    while True:
        told: dict[str, Any] = family.ask("GET", path)
        if all(item["state"] in ("ready", "failed") for item in told["items"]):
            return told | {"kept_receipt": draft["receipt"]}
        assert time.monotonic() < until, "the worker did not get to it in time"
        time.sleep(0.3)
