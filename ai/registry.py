"""Names to providers: `"composer"`, `"composer:3"`; `"anthropic:…"`; `"whisper:base"`.

Importing this module imports no provider: a factory imports what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from ai.base import Provider, UnknownProviderError
from ai.narrative.base import NarrativeProvider
from ai.transcription.base import Transcriber

if TYPE_CHECKING:
    from ai.host import ModelHost

P = TypeVar("P", bound=Provider)


@dataclass(frozen=True, slots=True)
class Entry(Generic[P]):
    """One provider. `models` are the names it answers to, the first being its default.

    `missing` says of a model what is to be done before it can be used, where it is not set up.
    `any_model` says that it may have models besides, which nobody here can list. `local` says that
    what it is given stays on this machine; else it goes to `who`.
    """

    make: Callable[[str], P]
    models: tuple[str, ...]
    missing: Callable[[str], str | None] | None = None
    any_model: bool = False
    local: bool = True
    who: str = ""

    def describe(self, provider: str, model: str) -> Offer:
        reason = self.missing(model) if self.missing else None
        return Offer(provider, model, self.local, self.who, reason)


@dataclass(frozen=True, slots=True)
class Offer:
    """A provider that can be named, without making it. What it is given goes to `who`, unless it is
    `local`. `reason` says what is to be done first where it is not `ready`."""

    provider: str
    model: str
    local: bool
    who: str = ""
    reason: str | None = None

    @property
    def name(self) -> str:
        return f"{self.provider}:{self.model}" if self.model else self.provider

    @property
    def ready(self) -> bool:
        return self.reason is None


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

    def list_offers(self) -> list[Offer]:
        """Every provider and model, whether or not it is set up, defaults first. Makes none."""
        return [
            entry.describe(provider, model)
            for provider, entry in self._entries.items()
            for model in entry.models or ("",)
        ]

    def find(self, name: str) -> Offer:
        """What `get` would make, without making it: for whoever only names it to people.

        Raises UnknownProviderError, which says what was probably meant.
        """
        provider, model = self._split(name)
        return self._entries[provider].describe(provider, model)

    def get(self, name: str) -> P:
        """The provider called `provider` or `provider:model`, made anew.

        Raises UnknownProviderError, which says what was probably meant; another ProviderError for
        one that is not set up, which says what is to be done.
        """
        provider, model = self._split(name)
        return self._entries[provider].make(model)

    def _split(self, name: str) -> tuple[str, str]:
        provider, colon, model = name.strip().partition(":")
        entry = self._entries.get(provider)
        if entry is None or (
            colon and model not in entry.models and not (model and entry.any_model)
        ):
            raise self._unknown(name.strip())
        return provider, model or (entry.models[0] if entry.models else "")

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


_COMPOSER: Entry[NarrativeProvider] = Entry(make=_composer, models=("3",))

narrators: Registry[NarrativeProvider] = Registry("narrative", {"composer": _COMPOSER})
"""Those that need nothing to be set up."""


@dataclass(frozen=True, slots=True)
class NarratorSetup:
    """What an installation has for narrators. The addresses are the providers' own where they are
    empty, and those of another server in tests."""

    anthropic_key: str = ""
    openai_key: str = ""
    address: str = ""
    address_model: str = ""
    address_key: str = ""
    address_window: int = 8192
    folder: Path | None = None
    threads: int = 1
    anthropic_address: str = ""
    openai_address: str = ""


def list_narrators(
    setup: NarratorSetup, *, host: ModelHost | None = None
) -> Registry[NarrativeProvider]:
    """All that can tell a story: `composer`, `anthropic:…`, `openai:…`, `openai-compatible:…` and
    `local:…`, with those that are not set up.

    `host` is the process in which the local one runs; without it, it runs where it is asked. Making
    one loads no library and no model.
    """
    from ai.narrative import offering

    return Registry("narrative", {"composer": _COMPOSER, **offering.list_entries(setup, host)})


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
