"""Which network a host is on."""

from __future__ import annotations

import pytest

from chest.security.addresses import Scope, read_address, who_can_reach
from chest.security.throttle import household

HOME = [
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.20",
    "169.254.1.1",
    "fd00::1",
    "fe80::1",
    "::ffff:192.168.1.20",
    "chest.local",
]


@pytest.mark.parametrize("host", HOME)
def test_what_is_at_home_is_never_said_to_be_open_to_everyone(host: str) -> None:
    shown = f"[{host}]" if ":" in host else host
    assert who_can_reach(f"http://{shown}:8501").scope is Scope.home_network


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "a.localhost"])
def test_only_this_computer_can_open_its_own_address(host: str) -> None:
    shown = f"[{host}]" if ":" in host else host
    assert who_can_reach(f"http://{shown}").scope is Scope.this_computer


def test_an_address_counts_as_the_same_place_bare_wrapped_and_with_a_zone() -> None:
    assert str(read_address("::ffff:192.0.2.7")) == household("::ffff:192.0.2.7") == "192.0.2.7"
    assert household("2001:db8::7%eth0") == household("2001:db8::8")
    assert read_address("chest.local") is None
