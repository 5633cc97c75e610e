"""What whoever asks may keep of an answer."""

from __future__ import annotations

from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOT_CHANGED = {"description": "The list is the one whose ETag was sent as If-None-Match."}
"""How a list may answer too, for OpenAPI."""


class Caching:
    """Lets nothing be kept of an answer that does not say otherwise: in some are tokens and
    receipts, and in most somebody's memories.

    A list (a GET route whose answer says `is_list`) may be kept by whoever asked, with an ETag, and
    is answered with 304 where they have it already. They ask every time: what they may see can
    change. The tag is of the whole answer, so that no address in it is kept past its time.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        held: Message | None = None
        known = Headers(scope=scope).get("if-none-match", "")

        async def send_on(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                if message["status"] == 200 and scope["method"] == "GET" and _is_list(scope):
                    held = message  # until its body is known, which comes in one piece
                    return
                MutableHeaders(scope=message).setdefault("cache-control", "no-store")
            elif held is not None:
                start, held = held, None
                body = message.get("body", b"")
                tag = f'"{sha256(body).hexdigest()[:32]}"'
                headers = MutableHeaders(scope=start)
                headers["etag"], headers["cache-control"] = tag, "private, no-cache"
                if tag in (one.strip().removeprefix("W/") for one in known.split(",")):
                    del headers["content-length"]
                    start, message = {**start, "status": 304}, {**message, "body": b""}
                await send(start)
            await send(message)

        await self.app(scope, receive, send_on)


def _is_list(scope: Scope) -> bool:
    model = getattr(scope.get("route"), "response_model", None)
    return bool(getattr(model, "is_list", False))
