"""Where a request came from and what it was sent to."""

from __future__ import annotations

from fastapi import Request
from starlette.types import Scope

from chest.security.addresses import base_url, read_address
from chest.security.throttle import household
from chest.settings import Settings


def address_of(request: Request) -> str:
    """Where whoever asks counts as being, for throttles (see `household`); "" where the server does
    not know it."""
    return household(request.client.host) if request.client else ""


def base_url_of(request: Request, settings: Settings) -> str:
    """What addresses that are passed on are made of; see `own_address`."""
    return own_address(request.scope, settings.public_url)


def own_address(scope: Scope, public_url: str) -> str:
    """What this server calls itself to others, without a final slash: CHEST_PUBLIC_URL, or where
    that is not set, the address at which it took the connection.

    Never the Host header: whoever asks chooses it, and a letter would carry somebody else's token
    to their server.
    """
    host, port = scope.get("server") or ("localhost", None)
    if host.startswith("/"):  # a socket in the file system
        host, port = "localhost", None
    address = read_address(host)  # one that IPv6 only wraps is written as people know it
    host = str(address) if address is not None else host
    return base_url(public_url, scheme=scheme_of(scope), host=host, port=port)


def scheme_of(scope: Scope) -> str:
    """How a request or a websocket came: "http" or "https"."""
    scheme: str = scope.get("scheme", "http")
    return {"ws": "http", "wss": "https"}.get(scheme, scheme)


def is_secure(request: Request, settings: Settings) -> bool:
    """Whether cookies may be kept from unencrypted connections."""
    return request.url.scheme == "https" or settings.public_url.startswith("https://")
