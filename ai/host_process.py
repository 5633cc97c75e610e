"""The process that holds models, as the one sees it that started it, and what goes between them."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import selectors
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from ai.base import ProviderError
from language import N_

DIED = N_("The model stopped in the middle of this. It is tried again by itself.")
TOO_LARGE = N_("There was not enough memory for the model. A smaller one can be chosen.")
TOO_SLOW = N_("The model took too long over this.")
NOT_STARTED = N_("The process that holds the models does not start.")

IDLE = 75  # the exit status of one that nobody asked for a while

_STARTING_SECONDS = 120.0
_ROOT = Path(__file__).resolve().parents[1]
# As for files: the process sees no password and no key of ours, only where its libraries are.
_PASSED_ON = (
    *("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    *("TMPDIR", "LANG", "LC_ALL", "HOME", "TESSDATA_PREFIX"),
)
_OUT_OF_MEMORY = (b"bad_alloc", b"Out of memory", b"out of memory", b"MemoryError")
_HEADER = struct.Struct("<Q")


@dataclass(frozen=True)
class Provided:
    """Which provider: a function by its name ("module:function") and what it is called with."""

    factory: str
    arguments: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Question:
    """One call of a provider's method; without a method, what it tells of itself is answered."""

    provider: Provided
    method: str | None = None
    arguments: tuple[Any, ...] = ()
    options: Mapping[str, Any] | None = None


class WentIdle(Exception):
    """Raised when the process ended because nobody had asked."""


class Ended(Exception):
    """Raised when the process answers no more."""

    def __init__(self, error: ProviderError) -> None:
        super().__init__(str(error))
        self.error = error


class Process:
    """The process and the pipes to it."""

    def __init__(self, memory_bytes: int, idle_seconds: float) -> None:
        self._remarks = tempfile.TemporaryFile()  # noqa: SIM115  closed by end()
        self._ended = False
        listening, self._lifeline = os.pipe()
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment |= {"OMP_WAIT_POLICY": "PASSIVE", "HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"}
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        told = [str(memory_bytes), str(listening), str(idle_seconds)]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ai.hosting", *told],
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
        except (Ended, WentIdle) as error:
            self.end()
            raise ProviderError("bug", NOT_STARTED) from error

    @property
    def pid(self) -> int:
        return self._process.pid

    def alive(self) -> bool:
        return not self._ended and self._process.poll() is None

    def ask(self, question: Question, seconds: float) -> Any:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it says so when it is listened to
            send(self._process.stdin, question)
        kind, value = self._receive(seconds)
        if kind == "error":
            error_kind, message, retry_after = value
            raise ProviderError(error_kind, message, retry_after=retry_after)
        if kind == "memory":
            raise Ended(ProviderError("bug", TOO_LARGE))
        return value

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        """Kills it, waits for it and closes what belongs to it."""
        if self._ended:
            return
        self._ended = True
        self._process.kill()
        self._process.wait()
        os.close(self._lifeline)
        self._remarks.close()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):  # a question that it never read
                pipe.close()

    def _receive(self, seconds: float) -> tuple[str, Any]:
        until = time.monotonic() + seconds
        (length,) = _HEADER.unpack(self._read(_HEADER.size, until))
        kind, value = pickle.loads(self._read(length, until))
        return kind, value

    def _read(self, count: int, until: float) -> bytes:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        parts = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while len(parts) < count:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise Ended(ProviderError("timeout", TOO_SLOW))
                part = os.read(descriptor, count - len(parts))
                if not part:
                    raise self._death()
                parts += part
        return bytes(parts)

    def _death(self) -> Exception:
        code = self._process.wait()
        if code == IDLE:
            return WentIdle()
        size = os.fstat(self._remarks.fileno()).st_size
        remarks = os.pread(self._remarks.fileno(), 2000, max(0, size - 2000))
        if any(sign in remarks for sign in _OUT_OF_MEMORY):
            return Ended(ProviderError("bug", TOO_LARGE))
        name = signal.Signals(-code).name if code < 0 else f"exit {code}"
        error = ProviderError("overloaded", DIED)
        error.add_note(f"{name}: {remarks.decode('utf-8', 'replace').strip()}")
        return Ended(error)


def send(pipe: IO[bytes], value: Any) -> None:
    """One message; arrays are not copied on their way out of memory."""
    body = io.BytesIO()
    pickle.dump(value, body, protocol=5)
    pipe.write(_HEADER.pack(body.tell()))
    pipe.write(body.getbuffer())
    pipe.flush()


class Readable(Protocol):
    def read(self, count: int, /) -> bytes: ...


def receive(pipe: Readable) -> Any:
    """The next message; None where the pipe has ended."""
    head = pipe.read(_HEADER.size)
    if len(head) < _HEADER.size:
        return None
    (length,) = _HEADER.unpack(head)
    body = pipe.read(length)
    return pickle.loads(body) if len(body) == length else None
