"""The language of each request: the first that the browser asks for and we have."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from language import choose, speaking


class Speaking:
    """Answers in the language that Accept-Language asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with speaking(choose(Headers(scope=scope).get("accept-language"))):
            await self.app(scope, receive, send)
