"""Whose word counts for where a request came from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import uvicorn.config
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware


class TrustedProxies:
    """Believes X-Forwarded-For and X-Forwarded-Proto of these proxies alone, and of nobody where
    none is named. The rule for reading them is uvicorn's."""

    def __init__(self, app: ASGIApp, *, addresses: Sequence[str]) -> None:
        believing: Any = partial(ProxyHeadersMiddleware, trusted_hosts=list(addresses))
        self.app: ASGIApp = believing(app) if addresses else app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


def ignore_what_the_runner_trusts() -> None:
    """Let uvicorn hand on what it took, however it was started.

    By itself it believes whatever comes from this machine, which is every program on it, a tunnel,
    and a proxy that passes on what strangers wrote: each made-up address would be a place of its
    own to every throttle. It wraps an application only after importing it, so this is in time.
    """
    # Set by its name: the module does not offer it for use.
    setattr(uvicorn.config, "ProxyHeadersMiddleware", _hand_on)  # noqa: B010


def _hand_on(app: Any, trusted_hosts: list[str] | str = "") -> Any:
    return app
