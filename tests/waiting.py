"""Waiting for what another process or thread does."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import psutil

PATIENCE = 120.0  # seconds; only how long a test is willing to wait


def wait_until(condition: Callable[[], bool], *, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def is_gone(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    return True
