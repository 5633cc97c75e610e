"""Where a request came from and what it was sent to."""

from __future__ import annotations

from fastapi import Request

from chest.settings import Settings


def address_of(request: Request) -> str:
    """The address of whoever asks, for throttles; "" where the server does not know it."""
    return request.client.host if request.client else ""


def base_url_of(request: Request) -> str:
    """The scheme and host that the request was sent to, without a final slash."""
    return f"{request.url.scheme}://{request.url.netloc}"


def is_secure(request: Request, settings: Settings) -> bool:
    """Whether cookies may be kept from unencrypted connections."""
    return request.url.scheme == "https" or settings.public_url.startswith("https://")
