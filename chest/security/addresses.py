"""Networks: this computer, the home, the world; what the addresses begin with that people are sent,
and who could open them at all, before any link is looked at. The only place that knows which
network is which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from language import N_, _


class Scope(StrEnum):
    this_computer = "only this computer"
    home_network = "your home network"
    everyone = "everyone"


@dataclass(frozen=True)
class Reach:
    """Who could open an address, and the sentence that says so on the share page."""

    scope: Scope
    sentence: str


_REACH = {
    Scope.this_computer: N_(
        "Only this computer can open this link. To let others in, start the chest with make run "
        "HOST=lan, or give it an address of its own; the README says how."
    ),
    Scope.home_network: N_(
        "Devices on your home network can open this link, while the computer with the chest is "
        "awake. For someone elsewhere, give the chest an address of its own; the README says how."
    ),
    Scope.everyone: N_("Everyone who has this link can open it, wherever they are."),
}
_USUAL_PORTS = {"http": 80, "https": 443}

# Names that a router or the devices themselves give out, and that mean nothing outside.
_HOME_SUFFIXES = (".local", ".lan", ".home", ".internal", ".home.arpa")

OWN_ADDRESS = "x-chest-address"
"""The header in which whoever takes a request tells pages at which address; nobody else can."""


def read_address(host: str) -> IPv4Address | IPv6Address | None:
    """The address without its zone, and an IPv4 one where IPv6 only wraps it; None for a name."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def base_url(public_url: str, *, scheme: str, host: str, port: int | None) -> str:
    """What links begin with, without a final slash: CHEST_PUBLIC_URL, or where that is not set,
    scheme, host and port. A port that goes without saying is not said, so that the same place
    always has the same address."""
    if public_url:
        return public_url.rstrip("/")
    shown = f"[{host}]" if ":" in host else host
    is_usual = port is None or port == _USUAL_PORTS.get(scheme)
    return f"{scheme}://{shown}" if is_usual else f"{scheme}://{shown}:{port}"


def gives_microphone(base_url: str) -> bool:
    """Whether browsers let pages under `base_url` listen: with https, and on this very computer."""
    return base_url.startswith("https:") or who_can_reach(base_url).scope is Scope.this_computer


def who_can_reach(base_url: str) -> Reach:
    """Who could open addresses under `base_url`, judged by its host alone.

    Nothing is asked of the network: a public name behind a closed router still says "everyone".
    """
    host = (urlsplit(base_url).hostname or "").rstrip(".").lower()
    scope = _scope_of(host)
    return Reach(scope=scope, sentence=_(_REACH[scope]))


def _scope_of(host: str) -> Scope:
    if not host or host == "localhost" or host.endswith(".localhost"):
        return Scope.this_computer
    address = read_address(host)
    if address is None:
        is_home = "." not in host or host.endswith(_HOME_SUFFIXES)
        return Scope.home_network if is_home else Scope.everyone
    if address.is_loopback or address.is_unspecified:
        return Scope.this_computer
    # More than the networks above: what carriers keep for themselves is not everyone's either.
    return Scope.everyone if address.is_global else Scope.home_network
