"""A test server: the upload routes over a folder, and pages that show every component.

Not the product's API. It keeps what it is sent as files under HARNESS_FOLDER, checks each part's
hash as the API does, and lets a file's name ask for trouble: `refuse-413-….jpg` is answered with
that status, `shaky-….bin` loses its first two parts, `unreadable-….jpg` arrives and is not read.
A number in `hold-files`, `hold-parts` or `hold-archives` in that folder lets so many through. The
next ones wait until that file is gone: a test looks at what would be over too soon.
Run: HARNESS_FOLDER=/tmp/h uvicorn tests.pages.components.harness:app
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
import time
import uuid
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.first_page import FirstPage
from pages.components.theme import theme
from tests.pages.components.many_tiles import page, told

PROJECT = Path(__file__).parents[3]
FOLDER = Path(os.environ["HARNESS_FOLDER"])
PART = int(os.environ.get("HARNESS_PART", 8 * 1024 * 1024))
SLOW = float(
    os.environ.get("HARNESS_SLOW", "0")
)  # seconds a part takes, so that a test can interfere
CSP = (
    "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' blob: 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='; "
    "connect-src 'self'; worker-src 'self' blob:"
)

uploads: dict[str, dict[str, Any]] = {}
sent: list[dict[str, Any]] = []  # what was asked to be done to many memories
answered: dict[str, dict[str, Any]] = {}
undoing: dict[str, str] = {}
NOTHING = {"parts": 0, "bytes": 0, "created": 0, "progress": 0, "rerun": 0}
counts = dict(NOTHING)


def problem(status: int, detail: str) -> JSONResponse:
    return JSONResponse(
        {"type": "about:blank", "title": "Test", "status": status, "detail": detail},
        status,
        media_type="application/problem+json",
    )


async def let_through(what: str, number: int) -> None:
    """Returns once a test lets the one of this number through."""
    while not lets_through(what, number):
        await asyncio.sleep(0.05)


def lets_through(what: str, number: int) -> bool:
    try:
        return number <= int((FOLDER / f"hold-{what}").read_text() or 0)
    except FileNotFoundError:
        return True


async def forget(request: Request) -> Response:
    """As a server to which nobody has sent anything."""
    for kept in (uploads, sent, answered, undoing):
        kept.clear()
    counts.clear()
    counts.update(NOTHING)
    return Response(status_code=204)


async def create(request: Request) -> Response:
    body = await request.json()
    if asked := re.match(r"refuse-(\d+)", body["name"]):
        return problem(int(asked[1]), f"The chest refused {body['name']} for a test.")
    counts["created"] += 1
    await let_through("files", counts["created"])
    upload_id, asset_id = uuid.uuid4().hex, uuid.uuid4().hex
    uploads[upload_id] = body | {
        "id": upload_id,
        "asset_id": asset_id,
        "state": "open",
        "done": set(),
        "lost": 0,
        "at": 0.0,
    }
    path = FOLDER / upload_id
    path.touch()
    answer = {
        "id": upload_id,
        "asset_id": asset_id,
        "part_size": PART,
        "parts": -(-body["size"] // PART),
    }
    return JSONResponse(answer, 201)


async def parts(request: Request) -> Response:
    upload = uploads.get(request.path_params["upload"])
    if upload is None:
        return problem(404, "There is no such upload.")
    upload_id = upload["id"]
    return JSONResponse(
        [
            {
                "n": part["n"],
                "method": "PUT",
                "url": f"/parts/{upload_id}/{part['n']}?sha256={part['sha256']}",
                "headers": {"x-test": "1"},
                "expires_at": "2099-01-01T00:00:00Z",
            }
            for part in await request.json()
        ]
    )


async def put_part(request: Request) -> Response:
    upload = uploads[request.path_params["upload"]]
    n = int(request.path_params["n"])
    body = await request.body()
    await asyncio.sleep(SLOW)
    await let_through("parts", n)
    if upload["name"].startswith("shaky") and upload["lost"] < 2:
        upload["lost"] += 1
        return problem(503, "Lost for a test.")
    if hashlib.sha256(body).hexdigest() != request.query_params["sha256"]:
        return problem(400, "These bytes arrived different from what was sent.")
    with (FOLDER / upload["id"]).open("r+b") as file:
        file.seek((n - 1) * PART)
        file.write(body)
    upload["done"].add(n)
    counts["parts"] += 1
    counts["bytes"] += len(body)
    return Response(status_code=200)


async def status(request: Request) -> Response:
    upload = uploads.get(request.path_params["upload"])
    if upload is None:
        return problem(404, "There is no such upload.")
    if request.method == "DELETE":
        upload["state"] = "aborted"
        return Response(status_code=204)
    answer = {"state": upload["state"], "done": sorted(upload["done"]), "part_size": PART}
    return JSONResponse(answer | {"size": upload["size"]})


async def complete(request: Request) -> Response:
    upload = uploads[request.path_params["upload"]]
    if len(upload["done"]) != -(-upload["size"] // PART):
        return problem(409, "Some parts are missing.")
    upload |= {"state": "complete", "at": time.monotonic()}
    return JSONResponse({"id": upload["asset_id"], "state": "processing"}, 202)


async def progress(request: Request) -> Response:
    counts["progress"] += 1
    wanted = request.query_params["ids"].split(",")
    return JSONResponse(
        {"items": [entry(upload) for upload in uploads.values() if upload["asset_id"] in wanted]}
    )


def entry(upload: dict[str, Any]) -> dict[str, Any]:
    age = time.monotonic() - upload["at"]
    name = upload["name"]
    answer: dict[str, Any] = {"asset_id": upload["asset_id"], "kind": "photo", "thumb": None}
    answer |= {"state": "processing", "duplicate_of": None, "steps": []}
    if age < 1:
        answer["steps"] = [{"step": "derivatives", "state": "running", "reason": None}]
    elif name.startswith("unreadable"):
        reason = "This file is not a picture we can read."
        answer["steps"] = [{"step": "derivatives", "state": "failed", "reason": reason}]
        answer["state"] = "failed"
    else:
        answer["state"] = "ready"
        if name.lower().endswith((".jpg", ".webp", ".png")):
            answer["thumb"] = f"/harness/{upload['id']}"
        if name.startswith("again"):
            answer["duplicate_of"] = "known"
        if name.startswith("odd"):
            answer["kind"] = "other"
        if name.endswith(".zip"):
            answer |= {"kind": "other", "thumb": None, "archive": archive(upload)}
    return answer


def archive(upload: dict[str, Any]) -> dict[str, Any]:
    """An archive of 212 files; `locked` is one with a password."""
    told = {"state": "offered", "files": 212, "bytes": 900_000_000, "done": 0, "added": 0}
    told |= {"had": 0, "beside": 0, "left_out": 0, "put_away": False, "reason": None}
    if upload["name"].startswith("locked"):
        return told | {"state": "refused", "reason": "This archive is locked with a password."}
    if "unpacked" in upload:
        told |= {"state": "unpacking", "done": 40, "added": 40}
        if lets_through("archives", 1):
            told |= {"state": "done", "done": 212, "added": 190, "had": 10, "beside": 12}
            told["put_away"] = True
    return told


async def unpack(request: Request) -> Response:
    upload = next(u for u in uploads.values() if u["asset_id"] == request.path_params["asset"])
    counts["unpacked"] = counts.get("unpacked", 0) + 1
    if upload["name"].startswith("decided"):
        return problem(409, "What you sent was looked at before this was unpacked.")
    upload["unpacked"] = True
    return JSONResponse({"id": upload["asset_id"]}, 202)


async def stored(request: Request) -> Response:
    upload = uploads[request.path_params["upload"]]
    return FileResponse(FOLDER / upload["id"], media_type=upload["media_type"])


async def picture(request: Request) -> Response:
    """One of the pictures drawn for the harness."""
    path = FOLDER / "pictures" / request.path_params["name"]
    return FileResponse(path) if path.is_file() else Response(status_code=404)


async def report(request: Request) -> Response:
    digests = {
        upload["name"]: hashlib.sha256((FOLDER / upload["id"]).read_bytes()).hexdigest()
        for upload in uploads.values()
        if upload["state"] == "complete"
    }
    bodies = [
        {name: value for name, value in upload.items() if name != "done"}
        for upload in uploads.values()
    ]
    told = {"counts": counts, "sha256": digests, "uploads": bodies, "bulk": sent}
    return JSONResponse(told)


async def version(request: Request) -> Response:
    path = FOLDER / "version"
    return JSONResponse({"version": path.read_text() if path.exists() else "1"})


async def tiles(request: Request) -> Response:
    """Memories of one decade, or undated ones, a page at a time; `fail` in the folder refuses."""
    if (FOLDER / "fail").exists():
        return problem(503, "Refused for a test.")
    counts["tiles"] = counts.get("tiles", 0) + 1
    items, following = page(int(request.path_params["size"]), dict(request.query_params))
    return JSONResponse({"items": items, "next": following})


async def count(request: Request) -> Response:
    """How many memories a stretch holds."""
    items, _ = page(int(request.path_params["size"]), dict(request.query_params))
    return JSONResponse({"count": len(items)})


async def bulk(request: Request) -> Response:
    """Many memories at once: what was sent is kept, what was deleted is gone, and `mine` in the
    folder says how many of those that were sent are not."""
    if (FOLDER / "fail").exists():
        return problem(503, "Refused for a test.")
    body, key = await request.json(), request.headers["idempotency-key"]
    if key in answered:
        return JSONResponse(answered[key])
    sent.append(body)
    ids = chosen(int(request.path_params["size"]), body)
    gone = FOLDER / "gone"
    before = gone.read_text() if gone.exists() else ""
    name = f"u{len(undoing)}"
    undoing[name] = before
    if body.get("delete"):
        gone.write_text(f"{before} {' '.join(ids)}")
    left = int((FOLDER / "left").read_text()) if (FOLDER / "left").exists() else 0
    answered[key] = {"changed": len(ids) - left, "left_out": left, "not_allowed": left} | {
        "undo": name
    }
    step_version()
    return JSONResponse(answered[key])


async def labels(_: Request) -> Response:
    offered = {"dog": "Hund", "garden": "Garten", "horse": "Pferd"}
    return JSONResponse({"added": ["Tia Amélia"], "removed": ["horse"], "offered": offered})


async def bulk_undo(request: Request) -> Response:
    body = await request.json()
    sent.append(body)
    (FOLDER / "gone").write_text(undoing[body["undo"]])
    step_version()
    return JSONResponse({"changed": 1, "left_out": 0, "not_allowed": 0, "undo": None})


def chosen(size: int, body: dict[str, Any]) -> list[str]:
    """The ids that a body means."""
    if "ids" in body:
        return list(body["ids"])
    said = body["timeline"]
    asked = [{name: str(value) for name, value in one.items()} for one in said["stretches"]]
    items = [item["id"] for one in asked for item in page(size, one)[0]]
    return [item for item in items if item not in said["without"]]


def step_version() -> None:
    """As a change in the chest would."""
    path = FOLDER / "version"
    path.write_text(f"{path.read_text() if path.exists() else '1'}.")


async def read_date(request: Request) -> Response:
    words = request.query_params["words"]
    if not words[:4].isdigit():
        return problem(422, f"“{words}” could not be read as a date.")
    return JSONResponse({"words": f"in {words[:4]}", "edtf": words[:4]})


async def asset(request: Request) -> Response:
    """One memory as the API tells it, for the viewer."""
    counts["assets"] = counts.get("assets", 0) + 1
    return JSONResponse(told(request.path_params["asset"]))


class SecurityHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", CSP.encode()),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        await self.app(scope, receive, guarded)


def prepared_script() -> Path:
    """The Streamlit script in a folder of its own, with the project's fonts where it looks."""
    pages = FOLDER / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    static = pages / "static"
    if not static.exists():
        static.symlink_to(PROJECT / "pages" / "static", target_is_directory=True)
    script = pages / "index.py"
    script.write_text(
        "from tests.pages.components.harness_pages import draw\n\ndraw()\n", encoding="utf-8"
    )
    (FOLDER / "settings.json").write_text(json.dumps({"part": PART}), encoding="utf-8")
    return script


app = st.App(
    prepared_script(),
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(FirstPage, style=theme.sheet(), script=theme.script()),
    ],
    routes=[
        Route("/api/uploads", create, methods=["POST"]),
        Route("/api/uploads/progress", progress),
        Route("/api/uploads/{upload}", status, methods=["GET", "DELETE"]),
        Route("/api/uploads/{upload}/parts", parts, methods=["POST"]),
        Route("/api/uploads/{upload}/complete", complete, methods=["POST"]),
        Route("/parts/{upload}/{n:int}", put_part, methods=["PUT"]),
        Route("/harness/report", report),
        Route("/harness/forget", forget, methods=["POST"]),
        Route("/harness/version", version),
        Route("/api/assets/{asset}/unpack", unpack, methods=["POST"]),
        Route("/api/assets/{asset}", asset),
        Route("/harness/tiles/{size:int}", tiles),
        Route("/harness/count/{size:int}", count),
        Route("/harness/labels", labels),
        Route("/harness/bulk/{size:int}", bulk, methods=["POST"]),
        Route("/harness/bulk/{size:int}/undo", bulk_undo, methods=["POST"]),
        Route("/harness/date", read_date),
        Route("/harness/pictures/{name}", picture),
        Route("/harness/{upload}", stored),
    ],
)
