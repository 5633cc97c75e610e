"""A Redis server for tests, a process of its own on a free port of 127.0.0.1."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.app_server import free_port
from tests.conftest import missing

_SECONDS_TO_START = 20


@contextmanager
def redis_server(folder: Path, *, port: int | None = None) -> Iterator[str]:
    """The URL of a real Redis that keeps nothing on disk."""
    program = shutil.which("redis-server")
    if program is None:
        missing("No redis-server here, so counting tries across processes was not tried.")
    assert program
    port = port or free_port()
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    try:
        with redis.Redis(host="127.0.0.1", port=port) as client:
            until = time.monotonic() + _SECONDS_TO_START
            while not _answers(client):
                assert server.poll() is None, "redis-server ended at once"
                assert time.monotonic() < until, "redis-server did not answer"
                time.sleep(0.1)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
