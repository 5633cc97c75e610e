"""What the addresses begin with that people are sent, and who could open them at all, before any
link is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit


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
    Scope.this_computer: "Only this computer can open this link. To let others in, give the chest "
    "an address of its own; the README says how.",
    Scope.home_network: "Devices on your home network can open this link. For someone elsewhere, "
    "give the chest an address of its own; the README says how.",
    Scope.everyone: "Everyone who has this link can open it, wherever they are.",
}
_USUAL_PORTS = {"http": 80, "https": 443}
_HOME_SUFFIXES = (".local", ".lan", ".home", ".internal", ".home.arpa")


def base_url(public_url: str, *, scheme: str, host: str, port: int | None) -> str:
    """What links begin with, without a final slash: CHEST_PUBLIC_URL, or where that is not set, the
    address that was asked for; "" where that is not known either.

    Whether the host may be believed is for the caller to say. A port that goes without saying is
    not said, so that the same place always has the same address.
    """
    if public_url:
        return public_url.rstrip("/")
    if not host:
        return ""
    shown = f"[{host}]" if ":" in host else host
    is_usual = port is None or port == _USUAL_PORTS.get(scheme)
    return f"{scheme}://{shown}" if is_usual else f"{scheme}://{shown}:{port}"


def host_and_port(address: str) -> tuple[str, int | None]:
    """The host, in small letters, and the port that an address names after its scheme, or a Host
    header; ("", None) for what is no address."""
    try:
        named = urlsplit(f"//{address}")
        return (named.hostname or "").rstrip("."), named.port
    except ValueError:
        return "", None


def who_can_reach(base_url: str) -> Reach:
    """Who could open addresses under `base_url`, judged by its host alone.

    Nothing is asked of the network: a public name behind a closed router still says "everyone".
    """
    host = (urlsplit(base_url).hostname or "").rstrip(".").lower()
    scope = _scope_of(host)
    return Reach(scope=scope, sentence=_REACH[scope])


def _scope_of(host: str) -> Scope:
    if not host or host == "localhost" or host.endswith(".localhost"):
        return Scope.this_computer
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        is_home = "." not in host or host.endswith(_HOME_SUFFIXES)
        return Scope.home_network if is_home else Scope.everyone
    address = getattr(address, "ipv4_mapped", None) or address
    if address.is_loopback or address.is_unspecified:
        return Scope.this_computer
    return Scope.everyone if address.is_global else Scope.home_network
