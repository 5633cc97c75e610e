"""The local narrator in the process that holds models, so that neither the web nor the worker loads
torch, and its memory is given back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ai.base import Result
from ai.host import ModelHost
from ai.host_process import Provided, Question
from ai.narrative.base import Draft, Task
from ai.narrative.narrator import ChapterByChapter
from ai.narrative.providers.local import LocalNarrator

_PATIENCE = 120.0  # seconds for which voices and pictures come first


class HostedNarrator(ChapterByChapter):
    """Asked chapter by chapter, so that between two of them others have their turn."""

    def __init__(self, host: ModelHost, folder: Path | None, *, threads: int = 1) -> None:
        """Starts nothing. Raises ProviderError where the folder holds no model."""
        there = LocalNarrator(folder)
        self.name, self.model, self.local = there.name, there.model, there.local
        self.window, self.who = there.window, there.who
        self._host = host
        arguments = (("folder", folder), ("threads", threads))
        self._provided = Provided("ai.narrative.providers.local:open_local", arguments)

    def run(self, task: Task, on_text: Callable[[str], None] | None = None) -> Result[Draft]:
        """See `NarrativeProvider`; the answer comes in one piece."""
        told: Result[Draft] = self._host.ask(
            Question(self._provided, "run", (task,)), patience=_PATIENCE
        )
        if on_text is not None:
            for sentence in told.value.sentences:
                on_text(sentence.text + " ")
        return told
