"""A client for an ASGI application in this process: real requests and cookies, no socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx


class AppClient(httpx.Client):
    """An httpx client whose requests go straight into the application; use it in a `with` block.

    It keeps cookies, follows no redirect unless asked to, and asks from `address`.
    """

    def __init__(
        self,
        app: Any,
        *,
        base_url: str = "http://chest.test",
        address: str = "127.0.0.1",
        **options: Any,
    ) -> None:
        super().__init__(transport=_AppTransport(app, address), base_url=base_url, **options)


class _AppTransport(httpx.BaseTransport):
    def __init__(self, app: Any, address: str) -> None:
        self._transport = httpx.ASGITransport(app, client=(address, 50_000))
        # One loop for all requests: the application's threads live as long as it does.
        self._runner = asyncio.Runner()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._runner.run(self._send(request))

    def close(self) -> None:
        self._runner.close()

    async def _send(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        body = await answer.aread()
        return httpx.Response(answer.status_code, headers=answer.headers, content=body)
