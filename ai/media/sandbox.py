"""Decoding in a process of its own, which may die of a file without taking anybody along.

The process stays for many files, broken ones too, since starting one costs more than most photos
do. It is replaced after a number of files, after a crash, a limit or a time-out, and when it has
grown.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ai.media import wire
from ai.media.types import (
    ArchiveEntry,
    AvFacts,
    DecoderUnavailable,
    Derivatives,
    ImageFacts,
    MediaError,
    MediaErrorKind,
    MediaType,
    Moment,
    Picture,
)

MEMORY_BYTES = 1536 * 1024 * 1024
SECONDS = 60.0
_STARTING_SECONDS = 120.0
_FILES_PER_PROCESS = 500
_GROWN_BYTES = 300 * 1024 * 1024  # in use between two files
_SMALL_OUTPUT = 128 * 1024 * 1024  # all that previews and thumbs may write
_SLOWEST_READING = 2_000_000  # bytes a second where a whole film or recording is read
_OUT_OF_MEMORY = (b"bad_alloc", b"Out of memory", b"out of memory", b"MemoryError")
_ROOT = Path(__file__).resolve().parents[2]
# The process sees no password and no key of ours, only where its libraries are.
_PASSED_ON = (
    *("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    *("TMPDIR", "LANG", "LC_ALL"),
)


class Decoder:
    """Opens media files in a process with limits. A context manager; threads may share it.

    At most `processes` files are open at once, others wait. `memory_bytes` limits the address
    space of each process: the default opens any photo of 200 megapixels, a decoded picture of
    300 needs 2 GiB. `seconds` limits each call, processor and clock alike; calls that read a
    whole film get more with its size.

    Every method raises MediaError when the file is to blame (empty, unreadable, too_large,
    timeout, unsupported, crashed), OSError when the machine is (no such file, disk full), and
    DecoderUnavailable when no process starts. The next call works in each case. Files appear in
    `out_dir`, which must exist, under fixed names that a second call overwrites.
    """

    def __init__(
        self,
        *,
        memory_bytes: int = MEMORY_BYTES,
        seconds: float = SECONDS,
        processes: int = 1,
    ) -> None:
        self._memory_bytes = memory_bytes
        self._seconds = seconds
        self._free = threading.BoundedSemaphore(processes)
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._busy: set[_Process] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends every process at once; calls under way raise RuntimeError. Twice is harmless."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for process in self._busy:
                process.kill()
        for process in idle:
            process.end()

    def sniff(self, path: Path) -> MediaType:
        """As `ai.media.sniff`, with libmagic itself kept inside the process."""
        return wire.media_type(self._call("sniff", path))

    def image(self, path: Path, out_dir: Path) -> tuple[ImageFacts, Derivatives]:
        """Facts and derivatives of a picture: of whatever `sniff` calls a photo.

        A picture whose end is missing comes with `truncated` if at least half of it is left.
        """
        told, made = wire.items(self._call("image", path, out_dir), 2)
        return wire.facts(ImageFacts, told), wire.derivatives(made, out_dir)

    def av(self, path: Path) -> AvFacts:
        """Facts of a film or a recording."""
        return wire.facts(AvFacts, self._call("av", path, long=True))

    def poster(self, path: Path, out_dir: Path) -> Derivatives | None:
        """Derivatives of one telling frame; None where there is only sound."""
        made = self._call("poster", path, out_dir, long=True)
        return None if made is None else wire.derivatives(made, out_dir)

    def moment(self, path: Path, out: Path) -> Moment:
        """What a phone kept with a photo or film beyond it: see `ai.media.motion`. Where the file
        holds a film of its own, it is written to `out`: an MP4 without a place, for any browser."""
        told = wire.facts(Moment, self._call("moment", path, out, long=True))
        return told if told.seconds is None or out.is_file() else Moment(told.content_id, None)

    def waveform(self, path: Path, *, points: int = 200) -> list[float]:
        """`points` peaks from 0 (silence) to 1 (full scale), evenly over the length."""
        peaks = self._call("waveform", path, long=True, points=points)
        return [min(1.0, max(0.0, wire.number(peak))) for peak in wire.items(peaks, points)]

    def pdf(self, path: Path, out_dir: Path) -> tuple[int, str, Derivatives]:
        """(pages, text of at most 200,000 characters, derivatives of the first page)."""
        pages, text, made = wire.items(self._call("pdf", path, out_dir), 3)
        return wire.whole(pages), wire.words(text), wire.derivatives(made, out_dir)

    def text(self, path: Path) -> str:
        """The words of a text, at most 200,000 characters: see `ai.media.records.readable`."""
        return wire.words(self._call("text", path))

    def words(self, path: Path) -> str:
        """What is written in a DOCX, ODT, RTF or DOC, at most 200,000 characters. Raises
        unsupported with `ai.media.types.LOCKED` as the detail for what needs a password."""
        return wire.words(self._call("words", path))

    def without_place(self, path: Path, out: Path) -> Picture | Path:
        """Writes a copy without any place to `out`; answers a Picture for a photo, else `out`.

        See `ai.media.redaction`. The media type may change: HEIC and AVIF become JPEG (see
        `Picture.media_type`), a film of an odd format becomes Matroska (ask `sniff`).
        """
        made = self._call("without_place", path, out, long=True)
        if not isinstance(made, dict):
            return out
        media_type = wire.words(made.get("media_type"))
        return wire.picture(made, out, media_type)

    def archive(self, path: Path) -> list[ArchiveEntry]:
        """The files in a ZIP archive; folders are none. Raises too_large for what holds more than
        can be unpacked, or would grow beyond all measure."""
        told = wire.items(self._call("archive", path))
        return [wire.facts(ArchiveEntry, entry) for entry in told]

    def unpack(self, path: Path, out_dir: Path, entries: Sequence[ArchiveEntry]) -> dict[int, Path]:
        """Writes these files of an archive into `out_dir`; answers where those lie that came out
        whole. What needs a password does not."""
        largest = max((entry.size for entry in entries), default=0)
        numbers = [entry.n for entry in entries]
        whole = self._call("unpack", path, out_dir, long=True, writes=largest, numbers=numbers)
        asked = {wire.whole(n) for n in wire.items(whole)}.intersection(numbers)
        return {n: found for n in asked if (found := out_dir / str(n)).is_file()}

    def _call(
        self,
        call: str,
        path: Path,
        *out: Path,
        long: bool = False,
        writes: int = 0,
        **options: int | list[int],
    ) -> Any:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise MediaError(MediaErrorKind.unsupported, "not a regular file")
        if found.st_size == 0:
            raise MediaError(MediaErrorKind.empty, "0 bytes")
        # `long`: the call may read all of the file, however large it is.
        seconds = self._seconds + (found.st_size / _SLOWEST_READING if long else 0.0)
        if call == "without_place":
            writes = 4 * found.st_size
        request = {
            "call": call,
            "paths": [str(each.absolute()) for each in (path, *out)],
            "options": options,
            "seconds": seconds,
            "file_bytes": _SMALL_OUTPUT + writes,
        }
        with self._free:
            process = self._take()
            fit = False
            try:
                answer = process.ask(request, seconds)
                fit = process.still_fit(answer)
            except MediaError:
                if self._closed:
                    raise RuntimeError("the decoder was closed") from None
                raise
            finally:
                self._give_back(process, fit=fit)
        return _value(answer)

    def _take(self) -> _Process:
        process = None
        with self._lock:
            while self._idle and process is None:
                process = self._idle.pop()
                if not process.alive():
                    process.end()
                    process = None
        process = process or _Process(self._memory_bytes)
        with self._lock:
            self._busy.add(process)
            closed = self._closed
        if closed:
            self._give_back(process, fit=False)
            raise RuntimeError("the decoder was closed")
        return process

    def _give_back(self, process: _Process, *, fit: bool) -> None:
        with self._lock:
            self._busy.discard(process)
            if fit and not self._closed:
                self._idle.append(process)
                return
        process.end()


def _value(answer: dict[str, Any]) -> Any:
    if "value" in answer:
        return answer["value"]
    detail = wire.words(answer.get("detail", ""))
    if "unavailable" in answer:
        raise DecoderUnavailable(wire.words(answer["unavailable"]))
    if "errno" in answer:
        number = wire.whole(answer["errno"])
        raise OSError(number, f"{os.strerror(number)} ({detail})")
    try:
        kind = MediaErrorKind(answer.get("error", ""))
    except ValueError as error:
        raise wire.GarbledAnswer("an error of no known kind") from error
    raise MediaError(kind, detail)


class _Process:
    """One decoding process and the pipes to it."""

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
