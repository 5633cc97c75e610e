"""The narrators of an installation, by its settings."""

from __future__ import annotations

from ai.host import ModelHost
from ai.narrative.base import NarrativeProvider
from ai.registry import NarratorSetup, Registry, list_narrators
from chest.settings import Settings


def open_narrators(
    settings: Settings, *, host: ModelHost | None = None
) -> Registry[NarrativeProvider]:
    """All that can tell a story here, with those that are not set up; the local one in `host`.
    Nothing is loaded and nobody is asked."""
    return list_narrators(
        NarratorSetup(
            anthropic_key=settings.anthropic_api_key.get_secret_value().strip(),
            openai_key=settings.openai_api_key.get_secret_value().strip(),
            address=settings.narrator_address,
            address_model=settings.narrator_model,
            address_key=settings.narrator_key.get_secret_value().strip(),
            address_window=settings.narrator_window,
            folder=settings.narrator_folder,
        ),
        host=host,
    )
