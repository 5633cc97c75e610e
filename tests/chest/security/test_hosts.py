"""Which names and origins are this server's own."""

from __future__ import annotations

from socket import gethostname

import pytest

from chest.security.hosts import Hosts, Origin, read_host, read_origin

SERVER = "192.168.1.20"


@pytest.fixture
def hosts() -> Hosts:
    return Hosts(public_url="https://rosa.example/", others=["chest.lan", "box.tailnet.example"])


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8501",
        "LOCALHOST.:8501",
        "127.0.0.1:8501",
        "[::1]:8501",
        "[0:0:0:0:0:0:0:1]",
        f"{gethostname()}:8501",
        f"{gethostname().partition('.')[0]}.local",
        f"{SERVER}:8501",
        "rosa.example",
        "rosa.example:443",
        "chest.lan:80",
        "box.tailnet.example",
    ],
)
def test_our_own_names_and_the_address_that_took_the_connection_are_ours(
    hosts: Hosts, host: str
) -> None:
    assert hosts.is_own(host, server=SERVER)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.local",
        "evil",
        "192.168.1.21:8501",
        "10.0.0.1",
        "[fd00::bad]",
        "0.0.0.0",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        "evil.local:1@x.local",
        "localhost:8501:8501",
        "localhost:x",
        "localhost:99999",
        "localhost/evil",
        "localhost#evil",
        "localhost evil",
        "[::1",
        "[fe80::1%25evil.example]",
        "a.localhost",
        ".local",
        "xrosa.example",
        "www.rosa.example",
    ],
)
def test_no_other_name_is(hosts: Hosts, host: str) -> None:
    assert not hosts.is_own(host, server=SERVER)


def test_an_address_that_ipv6_only_wraps_is_the_same_address(hosts: Hosts) -> None:
    assert hosts.is_own("192.168.1.20:8501", server="::ffff:192.168.1.20")
    assert hosts.is_own("[2001:db8:0::7]", server="2001:db8::7")
    assert not hosts.is_own("", server="")


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("http://localhost:8501", True),
        ("HTTP://LOCALHOST:8501", True),
        ("https://rosa.example", True),
        ("https://rosa.example:443", True),
        ("http://rosa.example", False),
        ("https://rosa.example:8501", False),
        ("https://localhost:8501", False),
        ("http://localhost", False),
        ("http://localhost:1", False),
        ("http://127.0.0.1:8501", False),
        ("http://localhost:8501/", False),
        ("http://ana@localhost:8501", False),
        ("http://localhost:8501@evil.example", False),
        ("http://localhost:8501.evil.example", False),
        ("ws://localhost:8501", False),
        ("null", False),
        ("", False),
        ("file://", False),
    ],
)
def test_an_origin_is_ours_when_its_scheme_host_and_port_are(
    hosts: Hosts, origin: str, is_ours: bool
) -> None:
    assert hosts.is_same(origin, scheme="http", host="localhost:8501") is is_ours


def test_a_port_that_goes_without_saying_need_not_be_said() -> None:
    assert read_origin("http://rosa.example") == Origin("http", "rosa.example", 80)
    assert read_origin("https://rosa.example:443") == read_origin("https://rosa.example")
    assert read_host("[2001:DB8:0::7]:80") == "2001:db8::7"


def test_without_a_public_address_there_is_none() -> None:
    hosts = Hosts()
    assert hosts.public is None
    assert not hosts.is_own("rosa.example")
    assert not hosts.is_same("null", scheme="http", host="localhost")
