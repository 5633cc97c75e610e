"""Which narrators an installation has: made of what was set up, and of what is still missing.

Making a narrator loads no library and no model, so that whether one is set up is found out by
making it, and its own sentence says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable

from ai.base import ProviderError
from ai.host import ModelHost
from ai.narrative.base import NarrativeProvider
from ai.narrative.prices import list_models
from ai.narrative.providers import anthropic, compatible, edge, hosted, local, openai
from ai.registry import Entry, NarratorSetup

Make = Callable[[str], NarrativeProvider]


def list_entries(
    setup: NarratorSetup, host: ModelHost | None
) -> dict[str, Entry[NarrativeProvider]]:
    """The narrators that are models, by name; see `ai.registry.list_narrators`."""

    def ask_anthropic(model: str) -> NarrativeProvider:
        address = setup.anthropic_address or anthropic.ADDRESS
        return anthropic.AnthropicNarrator(model, key=setup.anthropic_key, address=address)

    def ask_openai(model: str) -> NarrativeProvider:
        address = setup.openai_address or openai.ADDRESS
        return openai.OpenAINarrator(model, key=setup.openai_key, address=address)

    def ask_server(model: str) -> NarrativeProvider:
        return compatible.CompatibleNarrator(
            model, address=setup.address, key=setup.address_key, window=setup.address_window
        )

    def ask_here(model: str) -> NarrativeProvider:
        if host is not None:
            return hosted.HostedNarrator(host, setup.folder, threads=setup.threads)
        return local.LocalNarrator(setup.folder, threads=setup.threads)

    who, local_server = edge.find_server(setup.address) or ("", True)
    return {
        "anthropic": _entry(ask_anthropic, list_models("anthropic"), who="Anthropic"),
        "openai": _entry(ask_openai, list_models("openai"), who="OpenAI"),
        "openai-compatible": _entry(
            ask_server,
            (setup.address_model,) if setup.address_model else (),
            any_model=True,
            local=local_server,
            who=who,
        ),
        "local": _entry(ask_here, (setup.folder.name,) if setup.folder else (), local=True),
    }


def _entry(
    make: Make,
    models: tuple[str, ...],
    *,
    any_model: bool = False,
    local: bool = False,
    who: str = "",
) -> Entry[NarrativeProvider]:
    def missing(model: str) -> str | None:
        try:
            make(model)
        except ProviderError as error:
            return str(error)
        return None

    return Entry(make, models, missing, any_model, local, who)
