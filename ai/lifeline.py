"""What every child process of the worker does first: it ends with the one that started it, whatever
ended that one, and where its work may wait, it comes last."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import sys
from pathlib import Path


def die_with_parent(lifeline: int) -> None:
    """Asks the kernel for SIGIO, whose default is death, when the other end of a pipe closes.

    A thread that waits for it would do only until a decoder keeps the interpreter's lock, and
    PR_SET_PDEATHSIG fires already when the thread ends that happened to start this process.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC | os.O_NONBLOCK)
    if select.select([lifeline], [], [], 0)[0]:  # it closed before anybody listened
        sys.exit(0)


def come_last() -> None:
    """Take only what of the processor nobody else wants.

    A session of its own is a group of its own to Linux, which shares the processor among groups
    first and looks at what is "nice" only within each: so the group is nice as well.
    """
    os.nice(19)
    with contextlib.suppress(OSError):  # of other systems, and kernels without such groups
        Path("/proc/self/autogroup").write_text("19")
