"""SVT-AV1, where it runs as root, makes the thread that calls it one that must never wait
(SCHED_FIFO, 99), and every process that thread starts afterwards inherits that: a browser or a
server that only looks round then leaves nobody else a core."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def as_it_was() -> Iterator[None]:
    """This thread is scheduled afterwards as it was before. Works as a decorator too."""
    if not hasattr(os, "sched_getscheduler"):  # macOS, Windows
        yield
        return
    before = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, *before)
