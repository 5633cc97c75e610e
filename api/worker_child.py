"""The worker as a child of the web process, on a single machine: started with it, restarted when it
dies, gone when it goes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

WORKER = Path(__file__).resolve().parents[1] / "worker.py"
_STOP_SECONDS = 10


class WorkerChild:
    """Keeps one `worker.py --child` running.

    The child holds the reading end of a pipe on its stdin. When this process ends, however it
    ends, the pipe closes and the child leaves by itself.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Close the pipe, wait for the child to finish its step, end it if it does not."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        process = self._process
        if process is None or process.poll() is not None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.to_thread(process.wait, _STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            await asyncio.to_thread(process.wait)

    def wake(self) -> None:
        """Tell a worker that waits for the disk that it can be written again."""
        process = self._process
        if process is not None and process.stdin is not None and process.poll() is None:
            with contextlib.suppress(OSError):  # it ended this instant, and another is started
                os.write(process.stdin.fileno(), b"\n")

    async def _keep(self) -> None:
        pause = 1.0
        while True:
            self._process = process = subprocess.Popen(
                [sys.executable, str(WORKER), "--child"], stdin=subprocess.PIPE
            )
            started = asyncio.get_running_loop().time()
            while process.poll() is None:
                await asyncio.sleep(0.5)
            lived = asyncio.get_running_loop().time() - started
            # One that dies at once (a second process beside a running one, a broken setting) is
            # tried again ever more slowly; one that lived is replaced at once.
            pause = 1.0 if lived > 60 else min(pause * 2, 30.0)
            log.warning("worker ended", code=process.returncode, lived=round(lived), pause=pause)
            await asyncio.sleep(pause)
