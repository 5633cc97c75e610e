"""One decoding process: how it is started, asked, judged and ended, on the side of who asks.

What it does on its own side is in `ai.media.process`.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from ai.media import wire
from ai.media.types import DecoderUnavailable, MediaError, MediaErrorKind

_STARTING_SECONDS = 120.0
_FILES_PER_PROCESS = 500
_GROWN_BYTES = 300 * 1024 * 1024  # in use between two files
_OUT_OF_MEMORY = (b"bad_alloc", b"Out of memory", b"out of memory", b"MemoryError")
_ROOT = Path(__file__).resolve().parents[2]
# The process sees no password and no key of ours, only where its libraries are.
_PASSED_ON = (
    *("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    *("TMPDIR", "LANG", "LC_ALL"),
)


class Child:
    """One decoding process and the pipes to it. Raises DecoderUnavailable where none starts."""

    def __init__(self, memory_bytes: int) -> None:
        self._files = 0
        self._remarks = tempfile.TemporaryFile()  # noqa: SIM115  closed by end()
        listening, self._lifeline = os.pipe()
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        # One heap for all threads: each further one reserves 64 MiB of the address space.
        environment.update(MALLOC_ARENA_MAX="1", PYTHONUTF8="1", PYTHONDONTWRITEBYTECODE="1")
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ai.media.process", str(memory_bytes), str(listening)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._remarks,
                cwd=_ROOT,
                env=environment,
                pass_fds=[listening],
                start_new_session=True,  # Ctrl-C is for the one who started us, who tells us
            )
        except BaseException:
            os.close(self._lifeline)
            self._remarks.close()
            raise
        finally:
            os.close(listening)
        try:
            self._receive(_STARTING_SECONDS)
        except MediaError as error:
            self.end()
            raise DecoderUnavailable(
                "The decoder does not start. Is everything in requirements-web.txt installed? "
                f"{error.detail}"
            ) from error

    def alive(self) -> bool:
        return self._process.poll() is None

    def still_fit(self, answer: dict[str, Any]) -> bool:
        """Whether it can take another file: no limit or surprise was in the way of its answer."""
        resident = answer.get("resident")
        spent = answer.get("spent") or "unavailable" in answer
        small = isinstance(resident, int) and resident < _GROWN_BYTES
        return small and not spent and self._files < _FILES_PER_PROCESS

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        self._files += 1
        assert self._process.stdin is not None
        # A process that died since the last answer says so at the next one.
        with contextlib.suppress(BrokenPipeError):
            wire.send(self._process.stdin, request)
        return self._receive(seconds)

    def kill(self) -> None:
        """Makes whoever waits for an answer find the pipe at its end."""
        self._process.kill()

    def end(self) -> None:
        """Kills it, waits for it and closes what belongs to it. To be called once."""
        self._process.kill()
        self._process.wait()
        os.close(self._lifeline)
        self._remarks.close()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):  # a request that it never read
                pipe.close()

    def _receive(self, seconds: float) -> dict[str, Any]:
        until = time.monotonic() + seconds
        (length,) = wire.HEADER.unpack(self._read(wire.HEADER.size, until))
        if length > wire.LONGEST:
            raise wire.GarbledAnswer(f"{length} bytes")
        return wire.parsed(self._read(length, until))

    def _read(self, count: int, until: float) -> bytes:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        parts = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while len(parts) < count:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise MediaError(MediaErrorKind.timeout, "the clock limit")
                part = os.read(descriptor, count - len(parts))
                if not part:
                    raise self._death()
                parts += part
        return bytes(parts)

    def _death(self) -> MediaError:
        """Why the process is gone. One that only closed its pipe is ended here."""
        self._process.kill()
        code = self._process.wait()
        size = os.fstat(self._remarks.fileno()).st_size
        remarks = os.pread(self._remarks.fileno(), 2000, max(0, size - 2000))
        name = signal.Signals(-code).name if code < 0 else f"exit {code}"
        detail = f"{name}: {remarks.decode('utf-8', 'replace').strip()}"
        if code == -signal.SIGXCPU:
            return MediaError(MediaErrorKind.timeout, "the processor limit")
        if any(sign in remarks for sign in _OUT_OF_MEMORY):
            return MediaError(MediaErrorKind.too_large, detail)
        return MediaError(MediaErrorKind.crashed, detail)
