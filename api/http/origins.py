"""Where a request came from and what it was sent to."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from socket import gethostname

from fastapi import Request

from chest.security.addresses import base_url, host_and_port
from chest.security.throttle import household
from chest.settings import Settings

_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_LAN: tuple[IPv4Network | IPv6Network, ...] = (
    IPv4Network("10.0.0.0/8"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.168.0.0/16"),
    IPv6Network("fc00::/7"),
)


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
    if not _is_near(host):
        host, port = request.scope.get("server") or ("localhost", None)
        if host.startswith("/"):  # a socket in the file system
            host, port = "localhost", None
    return base_url(settings.public_url, scheme=request.url.scheme, host=host, port=port)


def _is_near(host: str) -> bool:
    """Whether a host is this computer, or an address that only its own network can be meant by."""
    try:
        address = ip_address(host)
    except ValueError:
        own = gethostname().lower()
        name = host.lower()
        if _NAME.fullmatch(name) is None:
            return False
        return name in ("localhost", own, f"{own}.local") or name.endswith((".localhost", ".local"))
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_unspecified or "%" in host:
        return False
    return address.is_loopback or address.is_link_local or any(address in one for one in _LAN)


def is_secure(request: Request, settings: Settings) -> bool:
    """Whether cookies may be kept from unencrypted connections."""
    return request.url.scheme == "https" or settings.public_url.startswith("https://")
