"""What every answer carries, and what is refused before it reaches anything."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import TOO_LONG, problem_for
from chest.errors import NotFound, TooLarge

# Streamlit's own doors for files: they serve and take anything from anyone who knows an address.
# Ours are /m and /api/uploads. Its metrics would tell a stranger who is here.
REFUSED = ("/media", "/_stcore/upload_file", "/_stcore/metrics", "/_stcore/agent", "/component")
_BREAKS = re.compile(r"[\x00-\x1f\x7f]")
# No form and no JSON of ours comes near it; it would be held in memory.
LONGEST_BODY = 4 * 1024**2
# Parts of files are as long as was agreed, and go to the disk while they come.
_PART = re.compile(r"/api/uploads/[^/]+/parts/[^/]+")


def inline_script_hashes(page: Path) -> list[str]:
    """CSP sources for the inline scripts of a page, so that no other inline script may run."""
    scripts = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", page.read_text(), re.S)
    return [f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in scripts if s]


def content_security_policy(*, script_sources: list[str], store_origin: str = "") -> str:
    """The policy for our pages. `store_origin` is where an S3 store takes and gives files."""
    also = f" {store_origin}" if store_origin else ""
    return "; ".join(
        (
            "default-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "object-src 'none'",
            f"img-src 'self' data: blob:{also}",
            f"media-src 'self' blob:{also}",
            "font-src 'self' data:",
            "style-src 'self' 'unsafe-inline'",
            f"script-src 'self' blob: {' '.join(script_sources)}",
            f"connect-src 'self'{also}",
            "worker-src 'self' blob:",
        )
    )


class RefuseForeignDoors:
    """Answers 404 where Streamlit would serve or take files without asking who it is, and to what
    is no address at all."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = re.sub(r"/+", "/", scope["path"])
            # No address of ours has a line break, and no pattern of a route knows one.
            if _BREAKS.search(path) or any(
                path == door or path.startswith(door + "/") for door in REFUSED
            ):
                await problem_for(NotFound())(scope, receive, send)
                return
        await self.app(scope, receive, send)


class LimitBodies:
    """Answers 413 to whatever is longer than anything that has to be read as a whole."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _PART.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        claimed = Headers(scope=scope).get("content-length", "")
        if claimed.isdecimal() and int(claimed[:20]) > LONGEST_BODY:
            await problem_for(TooLarge(TOO_LONG))(scope, receive, send)
            return
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LONGEST_BODY:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_counted, send)


class SecurityHeaders:
    """Adds the headers that a browser needs to keep our pages ours. What a route set, stays."""

    def __init__(self, app: ASGIApp, *, policy: str, only_tls: bool = False) -> None:
        self.app = app
        self.defaults = {
            "content-security-policy": policy,
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "x-frame-options": "DENY",
            "cross-origin-opener-policy": "same-origin",
            "permissions-policy": "camera=(self), microphone=(self), geolocation=()",
        }
        if only_tls:  # half a year, and this host alone: others of the family's may have no TLS
            self.defaults["strict-transport-security"] = "max-age=15768000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.defaults.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
