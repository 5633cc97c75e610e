"""Which of this computer's addresses the other devices of a home can open."""

from __future__ import annotations

import re
import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network

import psutil

from chest.security.addresses import read_address

# What routers give out at home (RFC 1918), and what IPv6 keeps for the same (RFC 4193). In this
# order: 192.168 is nearly always a home, 172.16 nearly always something else.
_HOME = [ip_network(n) for n in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "fc00::/7")]

# Networks that exist within this computer, or lead through a tunnel to another place: containers,
# virtual machines, VPNs, what a Mac keeps for itself, and Windows' inner ones.
_ELSEWHERE = re.compile(
    r"docker|br-[0-9a-f]{6}|veth|virbr|vmnet|vboxnet|podman|cni|flannel|cali|lxc|lxd|incus|kube"
    r"|tun|tap|utun|wg|tailscale|zt|ppp|ipsec|nordlynx|proton|gpd|vpn"
    r"|bridge\d|awdl|llw|anpi|ap\d|vEthernet|VMware|VirtualBox",
    re.IGNORECASE,
)

# Kept for examples (RFC 5737, RFC 3849): nobody has them, so they lie wherever all else does.
_OUTSIDE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


@dataclass(frozen=True)
class Interface:
    """A way from this computer into one network, with its own addresses there."""

    name: str
    addresses: tuple[str, ...]
    is_up: bool = True
    is_tunnel: bool = False


@dataclass(frozen=True)
class Choice:
    """The address to serve; None where there is none, and then a sentence says why. `others` are
    its addresses in other home networks."""

    address: str | None
    others: tuple[str, ...] = ()
    why_not: str = ""


_NO_NETWORK = "This computer is on no network, so only this computer can open the chest."
_ONLY_ELSEWHERE = (
    "This computer is on no home network, only on networks of its own or of a VPN, so only this "
    "computer can open the chest. If one of their addresses is meant, name it: {those}."
)
_ONLY_PUBLIC = (
    "This computer is on the internet itself, on no home network. Without https everything could "
    "be read on the way, so only this computer can open the chest; the folder deploy says how to "
    "give it an address of its own."
)


def choose_address(interfaces: Iterable[Interface], *, outgoing: Collection[str]) -> Choice:
    """The address at which other devices of the home find this computer.

    Only private addresses count, never one that the whole internet may reach. Tunnels and networks
    within this computer are left out. IPv4 goes before IPv6, because people can type it; then the
    address from which this computer goes out (`outgoing`), which is where the router is.
    """
    known = [(i, a) for i in interfaces if i.is_up for a in map(read_address, i.addresses) if a]
    outside = [(i, a) for i, a in known if not (a.is_loopback or a.is_link_local)]
    home = [(i, a) for i, a in outside if _is_home(a) and not _leads_elsewhere(i)]
    if home:
        best: dict[str, str] = {}  # of each interface, the best first
        for interface, address in sorted(home, key=lambda found: _rank(found[1], outgoing)):
            best.setdefault(interface.name, str(address))
        first, *others = best.values()
        return Choice(first, others=tuple(others))
    elsewhere = [str(a) for _, a in outside if not a.is_global]
    if elsewhere:
        return Choice(None, why_not=_ONLY_ELSEWHERE.format(those=" or ".join(elsewhere)))
    return Choice(None, why_not=_ONLY_PUBLIC if outside else _NO_NETWORK)


def check_address(named: str, interfaces: Iterable[Interface]) -> Choice:
    """The address that somebody named, if this computer has it and the world does not."""
    address = read_address(named.strip("[]"))
    own = {a for i in interfaces if i.is_up for a in map(read_address, i.addresses) if a}
    if address is None or address not in own:
        those = ", ".join(str(a) for a in own if not (a.is_loopback or a.is_link_local))
        has = f"It has {those}" if those else "It is on no network"
        return Choice(None, why_not=f"This computer has no address {named}. {has}.")
    if address.is_loopback or address.is_link_local:
        return Choice(None, why_not=f"Other devices cannot open {address}.")
    return Choice(None, why_not=_ONLY_PUBLIC) if address.is_global else Choice(str(address))


def list_interfaces() -> list[Interface]:
    """The interfaces of this computer, as its system tells them."""
    stats = psutil.net_if_stats()
    found = []
    for name, addresses in psutil.net_if_addrs().items():
        told = stats.get(name)
        found.append(
            Interface(
                name=name,
                addresses=tuple(
                    a.address for a in addresses if a.family in (socket.AF_INET, socket.AF_INET6)
                ),
                is_up=told is None or told.isup,
                is_tunnel=told is not None and "pointopoint" in told.flags.split(","),
            )
        )
    return found


def list_outgoing() -> list[str]:
    """The addresses from which this computer goes out into the world. Nothing is sent: the system
    is only asked which way it would take."""
    found = []
    for family, outside in _OUTSIDE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as way:
                way.connect((outside, 9))
                found.append(str(way.getsockname()[0]))
        except OSError:
            continue  # there is no way out by this family
    return found


def _is_home(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in _HOME)


def _leads_elsewhere(interface: Interface) -> bool:
    return interface.is_tunnel or _ELSEWHERE.match(interface.name) is not None


def _rank(address: IPv4Address | IPv6Address, outgoing: Collection[str]) -> tuple[int, bool, int]:
    network = next(number for number, home in enumerate(_HOME) if address in home)
    return address.version, str(address) not in outgoing, network
