"""Where a request came from and what it was sent to."""

from __future__ import annotations

from fastapi import Request

from chest.security.addresses import base_url, host_and_port, is_near
from chest.security.throttle import household
from chest.settings import Settings


def address_of(request: Request) -> str:
    """Where whoever asks counts as being, for throttles (see `household`); "" where the server does
    not know it."""
    return household(request.client.host) if request.client else ""


def base_url_of(request: Request, settings: Settings) -> str:
    """What addresses that are passed on are made of, without a final slash: CHEST_PUBLIC_URL, or
    where that is not set, what the request was sent to.

    Whoever asks chooses the Host header, and a letter would carry somebody else's token to their
    server. So it counts only where it names this computer or one of its own network, and otherwise
    the address does at which the server took the request.
    """
    host, port = host_and_port(request.headers.get("host", ""))
    if not is_near(host):
        host, port = request.scope.get("server") or ("localhost", None)
        if host.startswith("/"):  # a socket in the file system
            host, port = "localhost", None
    return base_url(settings.public_url, scheme=request.url.scheme, host=host, port=port)


def is_secure(request: Request, settings: Settings) -> bool:
    """Whether cookies may be kept from unencrypted connections."""
    return request.url.scheme == "https" or settings.public_url.startswith("https://")
