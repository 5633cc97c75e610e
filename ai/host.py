"""One process beside the worker that holds the models and answers, with the least of the machine.

It starts with the first question and ends when nobody has asked for a while, so that its memory is
given back. A model may die of a file without taking the worker along.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np

from ai.base import ProviderError
from ai.host_process import DIED, Ended, Process, Provided, Question, WentIdle
from ai.pace import Pace, Pacer, sort_of
from ai.reading.base import Reading
from ai.tagging.base import Directions, Picture
from ai.transcription.base import SAMPLE_RATE, Heard, Waveform

MEMORY_BYTES = 6 * 1024**3
SECONDS = 3600.0

# Seconds that a question may be overtaken for: a short voice waits for nothing but what runs, and
# nothing waits forever.
_SHORT, _PICTURE, _LONG = 0.0, 30.0, 120.0
_SHORT_VOICE = 60.0

_TELL_EVERY_SECONDS = 20.0


class ModelHost:
    """Providers that live in another process, which is started when one is first asked.

    A context manager; threads may share it. Questions are answered one by one, short voices before
    pictures before long recordings. Every method of a provider raises ProviderError; after a crash,
    a time-out or the memory limit the next question starts the process anew. `memory_bytes` limits
    what it may take, `seconds` each question. `tell` hears now and then how long questions take, by
    their sort (see `ai.pace.sort_of`).
    """

    def __init__(
        self,
        folder: Path,
        *,
        idle_seconds: float = 300.0,
        memory_bytes: int = MEMORY_BYTES,
        seconds: float = SECONDS,
        threads: int = 1,
        tell: Callable[[Mapping[str, Pace]], None] | None = None,
    ) -> None:
        self._folder = folder
        self._idle_seconds = idle_seconds
        self._memory_bytes = memory_bytes
        self._seconds = seconds
        self._threads = threads
        self._turns = _Turns()
        self._process: Process | None = None
        self._closed = False
        self._pacer = Pacer()
        self._tell = tell
        self._told_at = float("-inf")
        self._known: set[Provided] = set()  # whom the process has been asked for before

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process at once; a question under way raises ProviderError."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()  # whoever waits for an answer finds the pipe at its end
            with self._turns.turn(0.0):
                process.end()

    @property
    def pid(self) -> int | None:
        """Of the process, while it lives."""
        process = self._process
        return process.pid if process is not None and process.alive() else None

    def transcriber(self, name: str) -> HostedTranscriber:
        """As `ai.registry.open_transcriber`, which is called there when it is first asked."""
        provided = self._provided("ai.registry:open_transcriber", name)
        return HostedTranscriber(self, provided, by=name)

    def embedder(
        self,
        name: str,
        factory: str = "ai.tagging.opening:open_embedder",
        *,
        folder: Path | None = None,
    ) -> HostedEmbedder:
        """As `factory`, which is called there with the name, the folder and the threads."""
        return HostedEmbedder(self, self._provided(factory, name, folder))

    def reader(
        self, name: str, factory: str = "ai.reading.readers:open_reader", **arguments: Any
    ) -> HostedReader:
        """As `factory`, which is called there with the name and these arguments."""
        return HostedReader(self, Provided(factory, (("name", name), *arguments.items())))

    def ask(
        self, question: Question, *, patience: float = _LONG, sort: str = "", units: float = 0.0
    ) -> Any:
        """What the provider answers. `patience` are the seconds that others may overtake it; the
        question counts, under its `sort`, for so many `units`."""
        came = time.monotonic()
        with self._turns.turn(came + patience):
            began = time.monotonic()
            answer = self._ask(question)
            # The first one waits for the model to be read from the disk.
            if sort and question.provider in self._known:
                ended = time.monotonic()
                self._pacer.note(sort, units=units, came=came, began=began, ended=ended)
            self._known.add(question.provider)
        now = time.monotonic()
        if self._tell is not None and sort and now - self._told_at >= _TELL_EVERY_SECONDS:
            pace = self._pacer.tell()
            if pace:
                self._told_at = now
                self._tell(pace)
        return answer

    def _ask(self, question: Question) -> Any:
        while True:
            if self._closed:
                raise ProviderError("network", DIED)
            process = self._process
            if process is None or not process.alive():
                if process is not None:
                    process.end()
                process = self._process = Process(self._memory_bytes, self._idle_seconds)
                self._known.clear()
            try:
                return process.ask(question, self._seconds)
            except WentIdle:
                continue  # in the very moment in which it was asked
            except Ended as ended:
                process.end()
                self._process = None
                raise ended.error from None

    def _provided(self, factory: str, name: str, folder: Path | None = None) -> Provided:
        told = (("name", name), ("folder", folder or self._folder), ("threads", self._threads))
        return Provided(factory, told)


class _Hosted:
    """What every provider tells of itself, asked once, when somebody first wants to know: whoever
    only opens one starts nothing."""

    def __init__(self, host: ModelHost, provided: Provided, *, by: str = "") -> None:
        self._host = host
        self._provided = provided
        self._by = by

    @cached_property
    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = self._host.ask(Question(self._provided), patience=_SHORT)
        return told

    @property
    def name(self) -> str:
        return str(self._told["name"])

    @property
    def model(self) -> str:
        return str(self._told["model"])

    @property
    def local(self) -> bool:
        return bool(self._told["local"])

    @property
    def version(self) -> str:
        return str(self._told["version"])

    @property
    def languages(self) -> Sequence[str] | None:
        known: Sequence[str] | None = self._told.get("languages")
        return known

    @property
    def size(self) -> int:
        return int(self._told.get("size") or 0)

    def _ask(
        self, method: str, *arguments: Any, patience: float, units: float = 0.0, **options: Any
    ) -> Any:
        question = Question(self._provided, method, arguments, options)
        sort = sort_of(method, by=self._by) if units else ""
        return self._host.ask(question, patience=patience, sort=sort, units=units)


class HostedTranscriber(_Hosted):
    """A `Transcriber` in the other process."""

    def transcribe(
        self,
        waveform: Waveform,
        *,
        language: str | None = None,
        likely: Sequence[str] = (),
        names: Sequence[str] = (),
    ) -> Heard:
        sound = np.asarray(waveform, dtype=np.float32)
        patience = _SHORT if sound.size <= _SHORT_VOICE * SAMPLE_RATE else _LONG
        heard: Heard = self._ask(
            "transcribe",
            sound,
            patience=patience,
            units=sound.size / SAMPLE_RATE,
            language=language,
            likely=tuple(likely),
            names=tuple(names),
        )
        return heard


class HostedEmbedder(_Hosted):
    """An `Embedder` in the other process."""

    def embed_texts(self, texts: Sequence[str]) -> Directions:
        found: Directions = self._ask("embed_texts", list(texts), patience=_SHORT)
        return found

    def embed_pictures(self, pictures: Sequence[Picture]) -> Directions:
        found: Directions = self._ask(
            "embed_pictures", list(pictures), patience=_PICTURE, units=len(pictures)
        )
        return found


class HostedReader(_Hosted):
    """A `Reader` in the other process."""

    def read(self, picture: Picture, *, languages: Sequence[str] = ()) -> Reading:
        found: Reading = self._ask(
            "read", picture, patience=_PICTURE, units=1, languages=tuple(languages)
        )
        return found


class _Turns:
    """One at a time, whoever can wait least first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int]] = []
        self._count = itertools.count()
        self._busy = False

    @contextmanager
    def turn(self, due: float) -> Iterator[None]:
        with self._changed:
            mine = (due, next(self._count))
            heapq.heappush(self._waiting, mine)
            while self._busy or self._waiting[0] != mine:
                self._changed.wait()
            heapq.heappop(self._waiting)
            self._busy = True
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
