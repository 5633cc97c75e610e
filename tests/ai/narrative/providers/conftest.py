"""The providers that the contract suite runs against, and a server that they ask. To prove another
provider, add it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from ai.narrative.narrator import ModelNarrator
from ai.narrative.providers import compatible
from ai.narrative.providers.anthropic import AnthropicNarrator
from ai.narrative.providers.compatible import CompatibleNarrator
from ai.narrative.providers.openai import OpenAINarrator
from tests.servers.narrators import NarratorServer

Ask = Callable[..., ModelNarrator]

WHO = {"anthropic": "Anthropic", "openai": "OpenAI", "openai-compatible": "127.0.0.1"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[NarratorServer]:
    # What somebody set for other programs is none of ours.
    for name in ("ANTHROPIC", "OPENAI"):
        monkeypatch.setenv(f"{name}_API_KEY", "of-another-program")
        monkeypatch.setenv(f"{name}_BASE_URL", "http://127.0.0.1:9/of-another-program")
    monkeypatch.setenv("OPENAI_ORG_ID", "of-another-program")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "of-another-program")
    monkeypatch.setattr(compatible, "_forms_known", {})
    with closing(NarratorServer()) as made:
        yield made


@pytest.fixture(params=list(WHO))
def open_narrator(request: pytest.FixtureRequest, server: NarratorServer) -> Ask:
    """Opens each provider that asks over a network, at the server."""
    return openers(server)[request.param]


def openers(server: NarratorServer) -> dict[str, Ask]:
    def anthropic(seconds: float = 20.0, silence: float = 10.0) -> ModelNarrator:
        return AnthropicNarrator(
            "claude-haiku-5-5",
            key="key-of-ours",
            address=server.address,
            seconds=seconds,
            silence=silence,
        )

    def openai(seconds: float = 20.0, silence: float = 10.0) -> ModelNarrator:
        return OpenAINarrator(
            "gpt-6-luna",
            key="key-of-ours",
            address=f"{server.address}/v1",
            seconds=seconds,
            silence=silence,
        )

    def server_of_ours(seconds: float = 20.0, silence: float = 10.0) -> ModelNarrator:
        return CompatibleNarrator(
            "llama3.2",
            address=f"{server.address}/v1",
            key="key-of-ours",
            seconds=seconds,
            silence=silence,
        )

    return {"anthropic": anthropic, "openai": openai, "openai-compatible": server_of_ours}
