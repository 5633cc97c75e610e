"""Which address is served where somebody says `make run HOST=lan`."""

from __future__ import annotations

import pytest

from chest.security.addresses import read_address
from chest.security.home_network import (
    Choice,
    Interface,
    check_address,
    choose_address,
    list_interfaces,
    list_outgoing,
)

LO = Interface("lo", ("127.0.0.1", "::1"))
WIFI = Interface("wlan0", ("192.168.1.20", "2a02:8070::20", "fd12::20", "fe80::1%wlan0"))
CABLE = Interface("eth0", ("10.0.0.5",))
VPN = Interface("tun0", ("10.8.0.2",), is_tunnel=True)
MAC_VPN = Interface("utun4", ("192.168.77.2",))
TAILNET = Interface("tailscale0", ("100.101.1.2", "fd7a:115c:a1e0::1"))
DOCKER = Interface("docker0", ("172.17.0.1",))
BRIDGE = Interface("br-3f2a91c07d11", ("192.168.112.1",))
MACHINES = Interface("virbr0", ("192.168.122.1",))
CAFE = Interface("en0", ("172.20.10.3",))


def chosen(*interfaces: Interface, outgoing: tuple[str, ...] = ()) -> Choice:
    return choose_address([LO, *interfaces], outgoing=outgoing)


@pytest.mark.parametrize(
    ("interfaces", "outgoing", "address"),
    [
        ([WIFI], ["192.168.1.20"], "192.168.1.20"),
        ([CAFE], [], "172.20.10.3"),
        # The router is where this computer goes out, whatever comes first or sounds more like it.
        ([WIFI, CABLE], ["10.0.0.5"], "10.0.0.5"),
        ([CABLE, WIFI], ["192.168.1.20"], "192.168.1.20"),
        ([CABLE, WIFI], [], "192.168.1.20"),
        # A VPN that takes everything, and networks within this computer, are no home.
        ([VPN, WIFI], ["10.8.0.2"], "192.168.1.20"),
        ([MAC_VPN, WIFI], ["192.168.77.2"], "192.168.1.20"),
        ([TAILNET, CABLE], ["100.101.1.2"], "10.0.0.5"),
        ([DOCKER, BRIDGE, MACHINES, CABLE], [], "10.0.0.5"),
        # People can type IPv4; IPv6 only where there is nothing else, and never the world's.
        ([Interface("eth0", ("2a02:8070::5", "fd12::5"))], ["2a02:8070::5"], "fd12::5"),
        ([Interface("eth0", ("fd12::5", "10.0.0.5"))], ["fd12::5"], "10.0.0.5"),
    ],
)
def test_the_address_of_the_home_network_is_chosen(
    interfaces: list[Interface], outgoing: list[str], address: str
) -> None:
    assert chosen(*interfaces, outgoing=tuple(outgoing)).address == address


def test_other_home_networks_are_named() -> None:
    choice = chosen(WIFI, CABLE, DOCKER, outgoing=("10.0.0.5",))
    assert choice == Choice("10.0.0.5", others=("192.168.1.20",))


@pytest.mark.parametrize(
    ("interfaces", "words"),
    [
        ([], "on no network"),
        ([Interface("eth0", ("169.254.7.7", "fe80::7%eth0"))], "on no network"),
        ([Interface("wlan0", ("192.168.1.20",), is_up=False)], "on no network"),
        ([VPN, DOCKER], "name it: 10.8.0.2 or 172.17.0.1"),
        ([TAILNET], "name it: 100.101.1.2"),
        ([Interface("eth0", ("8.8.8.8", "2a02:8070::5"))], "on the internet itself"),
    ],
)
def test_without_a_home_network_a_sentence_says_why(
    interfaces: list[Interface], words: str
) -> None:
    choice = chosen(*interfaces)
    assert choice.address is None
    assert words in choice.why_not
    assert choice.why_not.endswith(".")


def test_an_address_that_somebody_names_is_served_if_it_is_ours_and_not_the_worlds() -> None:
    own = [LO, WIFI, VPN, Interface("eth1", ("8.8.8.8",))]
    assert check_address("10.8.0.2", own) == Choice("10.8.0.2")
    assert check_address("[fd12::20]", own) == Choice("fd12::20")
    for named, words in (
        ("192.168.1.21", "no address 192.168.1.21"),
        ("0.0.0.0", "no address"),
        ("chest.lan", "no address"),
        ("127.0.0.1", "cannot open"),
        ("fe80::1", "cannot open"),
        ("8.8.8.8", "on the internet itself"),
    ):
        choice = check_address(named, own)
        assert choice.address is None
        assert words in choice.why_not
    assert "It is on no network." in check_address("10.0.0.5", [LO]).why_not


def test_this_computer_knows_itself() -> None:
    interfaces = list_interfaces()
    assert any("127.0.0.1" in one.addresses for one in interfaces)
    assert all(read_address(one) for interface in interfaces for one in interface.addresses)
    own = {read_address(one) for interface in interfaces for one in interface.addresses}
    assert {read_address(address) for address in list_outgoing()} <= own
