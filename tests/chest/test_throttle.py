"""How often something may be tried, counted in memory and, by many processes together, in Redis."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from chest.errors import TooMany
from chest.throttle import RATES, WindowThrottle, household
from tests.app_server import free_port
from tests.conftest import missing

NAME = "reset-password"
ALLOWED = RATES[NAME].amount


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Redis of this run's own, on loopback, keeping nothing on disk."""
    program = shutil.which("redis-server")
    if program is None:
        missing("No redis-server here, so counting tries across processes was not tried.")
    folder: Path = tmp_path_factory.mktemp("redis")
    port = free_port()
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    try:
        with redis.Redis(host="127.0.0.1", port=port) as client:
            until = time.monotonic() + 20
            while True:
                try:
                    client.ping()
                    break
                except redis.ConnectionError:
                    assert server.poll() is None, "redis-server ended at once"
                    assert time.monotonic() < until, "redis-server did not answer"
                    time.sleep(0.1)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


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
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_place_is_an_address_or_a_network(address: str, place: str) -> None:
    assert household(address) == place
