"""Which names and addresses are this server's own, and which origins are its pages'.

A Host header is written by whoever asks, and an Origin by the browser for the page that asks. One
rule for both: what is not exactly ours is nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from socket import gethostname
from urllib.parse import urlsplit

from chest.security.addresses import read_address

_USUAL_PORTS = {"http": 80, "https": 443}
_NAMED = re.compile(
    r"(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?)(:(?P<port>\d{1,5}))?"
)


@dataclass(frozen=True)
class Origin:
    """A scheme, host and port, as browsers compare them (RFC 6454)."""

    scheme: str
    host: str
    port: int


def read_origin(text: str) -> Origin | None:
    """The origin that a header names, or an address begins with; None for "null" and for whatever
    is not a scheme, a host and perhaps a port."""
    scheme, _, rest = text.partition("://")
    return _origin(scheme.lower(), rest) if scheme.lower() in _USUAL_PORTS else None


def read_host(header: str) -> str | None:
    """The host that a Host header names, in small letters, an address in its shortest form; None
    for what is none."""
    origin = _origin("http", header)
    return origin.host if origin else None


class Hosts:
    """The names of this server: those of this computer, of CHEST_PUBLIC_URL, and CHEST_HOSTS."""

    def __init__(self, *, public_url: str = "", others: Iterable[str] = ()) -> None:
        own = gethostname().lower()
        self.public = read_origin(_beginning(public_url)) if public_url else None
        named = ["localhost", "127.0.0.1", "[::1]", own, f"{own.partition('.')[0]}.local", *others]
        self._names = {host for name in named if (host := read_host(name)) is not None}
        if self.public is not None:
            self._names.add(self.public.host)

    def is_own(self, host: str, *, server: str = "") -> bool:
        """Whether a Host header names this server: by one of its names, or by the very address at
        which it took the connection (`server`)."""
        named = read_host(host)
        return named is not None and (named in self._names or named == _shortest(server))

    def is_same(self, origin: str, *, scheme: str, host: str) -> bool:
        """Whether a page of `origin` is one of ours, for a request that came by `scheme` and names
        `host`, which is our own (see `is_own`)."""
        theirs = read_origin(origin)
        return theirs is not None and theirs in (self.public, _origin(scheme, host))


def _origin(scheme: str, named: str) -> Origin | None:
    found = _NAMED.fullmatch(named)
    if found is None:
        return None
    port = int(found["port"]) if found["port"] else _USUAL_PORTS[scheme]
    if not 0 < port < 65_536:
        return None
    host = found["host"].lower().rstrip(".")
    if host.startswith("["):
        address = read_address(host[1:-1])
        return Origin(scheme, str(address), port) if address is not None else None
    return Origin(scheme, host, port)


def _beginning(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _shortest(server: str) -> str:
    address = read_address(server)
    return str(address) if address is not None else server.lower()
