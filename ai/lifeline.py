"""How a child process ends with the one that started it, whatever ended that one."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import sys


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
