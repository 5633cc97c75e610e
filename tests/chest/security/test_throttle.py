"""How often something may be tried, counted in memory and, by many processes together, in Redis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chest.errors import TooMany
from chest.security.throttle import RATES, WindowThrottle, household, wider_networks
from tests.servers.redis import redis_server

NAME = "reset-password"
ALLOWED = RATES[NAME].amount


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(params=["memory", "redis"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "memory":
        return ""
    return str(request.getfixturevalue("redis_url"))


def test_too_many_tries_are_refused_and_the_wait_is_told(url: str) -> None:
    throttle = WindowThrottle(url)
    for _ in range(ALLOWED):
        throttle.check(NAME, f"one-{url}")
    with pytest.raises(TooMany) as caught:
        throttle.check(NAME, f"one-{url}")
    assert 0 < caught.value.data["retry_after"] <= RATES[NAME].get_expiry() + 1
    throttle.check(NAME, f"another-{url}")


def test_a_success_forgets_the_tries_before_it(url: str) -> None:
    throttle = WindowThrottle(url)
    for _ in range(ALLOWED):
        throttle.check(NAME, f"forgotten-{url}")
    throttle.forget(NAME, f"forgotten-{url}")
    throttle.check(NAME, f"forgotten-{url}")


def test_names_are_counted_apart(url: str) -> None:
    throttle = WindowThrottle(url)
    for _ in range(ALLOWED):
        throttle.check(NAME, f"apart-{url}")
    throttle.check("receipt", f"apart-{url}")


def test_processes_that_share_a_redis_count_together(redis_url: str) -> None:
    first, second = WindowThrottle(redis_url), WindowThrottle(redis_url)
    for _ in range(ALLOWED):
        first.check(NAME, "together")
    with pytest.raises(TooMany):
        second.check(NAME, "together")


def test_while_redis_is_gone_each_process_counts_by_itself_and_nobody_is_refused_over_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.security.throttle._ASK_AGAIN_AFTER", 0.0)
    with redis_server(tmp_path) as url:
        throttle, other = WindowThrottle(url), WindowThrottle(url)
        for _ in range(ALLOWED - 1):
            throttle.check(NAME, "gone")
    throttle.check(NAME, "gone")  # what it counted before, it still knows
    with pytest.raises(TooMany) as refused:
        throttle.check(NAME, "gone")
    assert refused.value.data["retry_after"] > 0
    throttle.forget(NAME, "gone")
    throttle.check_only(NAME, "gone")
    for _ in range(ALLOWED):
        other.check(NAME, "gone")
    port = int(url.rpartition(":")[2].partition("/")[0])
    with redis_server(tmp_path, port=port):
        for _ in range(ALLOWED):
            throttle.check(NAME, "back")
        with pytest.raises(TooMany):
            other.check(NAME, "back")


def test_processes_without_a_redis_count_by_themselves() -> None:
    first, second = WindowThrottle(), WindowThrottle()
    for _ in range(ALLOWED):
        first.check(NAME, "alone")
    second.check(NAME, "alone")


def test_asking_alone_counts_nothing_and_is_refused_like_a_try(url: str) -> None:
    throttle = WindowThrottle(url)
    for _ in range(ALLOWED + 5):
        throttle.check_only(NAME, f"asked-{url}")
    for _ in range(ALLOWED):
        throttle.check(NAME, f"asked-{url}")
    with pytest.raises(TooMany) as caught:
        throttle.check_only(NAME, f"asked-{url}")
    assert caught.value.data["retry_after"] > 0


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", ""),
        ("junk17", ""),
        ("192.0.2.7:8501", ""),
        ("", ""),
    ],
)
def test_a_place_is_an_address_or_a_network(address: str, place: str) -> None:
    assert household(address) == place
    assert household(place) == place


@pytest.mark.parametrize(
    ("address", "networks"),
    [
        ("2001:db8:1:2fff::1", {56: "2001:db8:1:2f00::/56", 48: "2001:db8:1::/48"}),
        ("2001:db8:1:2fff::/64", {56: "2001:db8:1:2f00::/56", 48: "2001:db8:1::/48"}),
        ("192.0.2.7", {}),
        ("::ffff:192.0.2.7", {}),
        ("testclient", {}),
        ("no:address", {}),
        ("", {}),
    ],
)
def test_wider_networks_are_those_of_ipv6(address: str, networks: dict[int, str]) -> None:
    assert wider_networks(address) == networks
