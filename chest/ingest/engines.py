"""The models of a worker: all of them in one process beside it, opened when they are needed.

A handler that asks for one is refused with "missing" for as long as its files are not here, which
costs a look into a folder and no start of anything.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from ai.base import ProviderError
from ai.host import ModelHost
from ai.reading.base import Reader
from ai.reading.readers import open_reader
from ai.registry import open_transcriber
from ai.tagging.base import Embedder
from ai.tagging.catalogue import QUANTIZED
from ai.tagging.opening import has_model
from ai.transcription.base import Transcriber
from ai.weights.folder import WeightsFolder
from chest.jobs.runner import Checkpoint, JobHandler
from language import N_

LOCAL = "local"
NO_MODEL = N_("The model {name} is not on this computer.")

_CLIP = "clip-onnx"
_READERS = ("rapidocr", "tesseract")


class Engines:
    """`choose_transcriber` answers who hears on this machine, say "whisper:base"; `key` and
    `base_url` are those of OpenAI, or of a server that speaks as it does."""

    def __init__(
        self,
        host: ModelHost,
        folder: Path,
        *,
        choose_transcriber: Callable[[], str],
        key: str = "",
        base_url: str | None = None,
    ) -> None:
        self._host = host
        self._folder = folder
        self._weights = WeightsFolder(folder)
        self._choose_transcriber = choose_transcriber
        self._key = key
        self._base_url = base_url

    def open_transcriber(self, asked: str) -> Transcriber:
        """Who hears "local"ly, or by "openai". Raises ProviderError."""
        if asked != LOCAL:
            # Here and not in the process beside, which knows no key.
            return open_transcriber(asked, self._folder, key=self._key, base_url=self._base_url)
        name = self._choose_transcriber()
        provider, _, model = name.partition(":")
        entry = f"whisper-{model or 'base'}"
        if provider == "whisper" and self._weights.find(entry) is None:
            is_damaged = self._weights.state(entry) == "damaged"
            raise ProviderError("damaged" if is_damaged else "missing", NO_MODEL.format(name=name))
        if provider == "openai":
            raise ProviderError("missing", NO_MODEL.format(name=LOCAL))
        return self._host.transcriber(name)

    def has_embedder(self) -> bool:
        return has_model(_CLIP, self._folder / QUANTIZED.name)

    def open_embedder(self) -> Embedder:
        """CLIP. Raises ProviderError."""
        if not self.has_embedder():
            raise ProviderError("missing", NO_MODEL.format(name=QUANTIZED.name))
        return self._host.embedder(_CLIP, folder=self._folder / QUANTIZED.name)

    def open_reader(self) -> Reader:
        """The first reader that is on this machine. Raises what the first one raised."""
        refusal: ProviderError | None = None
        for name in _READERS:
            try:
                open_reader(name)  # looks whether it is here, and loads nothing
            except ProviderError as error:
                refusal = refusal or error
            else:
                return self._host.reader(name)
        assert refusal is not None
        raise refusal


class Restable:
    """A job that rests while an operator wants it to: what waits goes on waiting."""

    def __init__(self, handler: JobHandler, *, rests: Callable[[], bool]) -> None:
        self._handler = handler
        self._rests = rests

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        if not self._rests():
            self._handler.run(subject_id, step)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        self._handler.give_up(subject_id, reason)

    def list_unfinished(self) -> list[UUID]:
        return [] if self._rests() else self._handler.list_unfinished()
