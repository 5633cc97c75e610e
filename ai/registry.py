"""Names to providers: `"composer"`, `"composer:2"`; `"whisper:base"`; later `"anthropic:…"`.

Importing this module imports no provider: a factory imports what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Generic, TypeVar

from ai.base import Provider, UnknownProviderError
from ai.narrative.base import NarrativeProvider
from ai.transcription.base import Transcriber

P = TypeVar("P", bound=Provider)


@dataclass(frozen=True, slots=True)
class Entry(Generic[P]):
    """One provider. `models` are the names it answers to, the first being its default."""

    make: Callable[[str], P]
    models: tuple[str, ...]


class Registry(Generic[P]):
    """The providers of one task, by name."""

    def __init__(self, task: str, entries: Mapping[str, Entry[P]]) -> None:
        self._task = task
        self._entries = dict(entries)

    def list_names(self) -> list[str]:
        """Every name that `get` understands, as `provider:model`, defaults first."""
        return [
            f"{provider}:{model}"
            for provider, entry in self._entries.items()
            for model in entry.models
        ]

    def get(self, name: str) -> P:
        """The provider called `provider` or `provider:model`, made anew.

        Raises UnknownProviderError, which says what was probably meant.
        """
        provider, colon, model = name.strip().partition(":")
        entry = self._entries.get(provider)
        if entry is None or (colon and model not in entry.models):
            raise self._unknown(name.strip())
        return entry.make(model or entry.models[0])

    def _unknown(self, name: str) -> UnknownProviderError:
        full = self.list_names()
        provider = name.partition(":")[0].lower()
        near = (
            get_close_matches(name.lower(), full + list(self._entries), n=1, cutoff=0.6)
            or get_close_matches(provider, list(self._entries), n=1, cutoff=0.6)
        )  # fmt: skip
        return UnknownProviderError(
            name, task=self._task, known=tuple(full), suggestion=near[0] if near else None
        )


def _composer(model: str) -> NarrativeProvider:
    from ai.narrative.composer import Composer

    return Composer()


narrators: Registry[NarrativeProvider] = Registry(
    "narrative", {"composer": Entry(make=_composer, models=("2",))}
)


WHISPERS = ("base", "tiny", "tiny.en", "small", "medium", "large-v3")


def list_transcribers(
    folder: Path, *, threads: int = 1, key: str = "", base_url: str | None = None
) -> Registry[Transcriber]:
    """Those that hear, with the models of this folder; `key` and `base_url` are for OpenAI, or for
    a server that speaks as it does."""

    def whisper(model: str) -> Transcriber:
        from ai.transcription.faster import FasterWhisper
        from ai.weights.folder import WeightsFolder

        return FasterWhisper(WeightsFolder(folder), model, threads=threads)

    def reference(model: str) -> Transcriber:
        from ai.transcription.reference import ReferenceWhisper

        return ReferenceWhisper(folder, model, threads=threads)

    def openai(model: str) -> Transcriber:
        from ai.transcription.openai_api import OpenAITranscriber

        return OpenAITranscriber(model, key=key, base_url=base_url)

    return Registry(
        "transcription",
        {
            "whisper": Entry(make=whisper, models=WHISPERS),
            "openai-whisper": Entry(make=reference, models=WHISPERS),
            "openai": Entry(make=openai, models=("whisper-1",)),
        },
    )


def open_transcriber(
    name: str,
    folder: Path,
    threads: int = 1,
    *,
    key: str = "",
    base_url: str | None = None,
) -> Transcriber:
    """The one called `name`, say "whisper:base", loaded. Raises ProviderError: "missing" where its
    model is not in the folder."""
    return list_transcribers(folder, threads=threads, key=key, base_url=base_url).get(name)
