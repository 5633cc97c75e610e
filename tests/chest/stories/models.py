"""Stories told by models: the real providers, at a server of the tests."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from ai.asking import ask
from ai.narrative.base import NarrativeProvider
from ai.narrative.composer import VERSION, Composer
from ai.registry import Entry, Registry
from chest.database import Database
from chest.jobs.runner import TryLater
from chest.models import Kind
from chest.stories.manager import StoryManager
from chest.stories.telling import TellStory
from chest.stories.views import StoryView
from tests.ai.narrative.providers.conftest import WHO, openers
from tests.builders import Family, RecordingQueue, add_asset
from tests.servers.narrators import NarratorServer

MODELS = {
    "anthropic": "claude-haiku-5-5",
    "openai": "gpt-6-luna",
    "openai-compatible": "llama3.2",
}
AT_ONCE = partial(ask, sleep=lambda _: None)
"""Asked again, without the waits in between."""


def list_at(server: NarratorServer, *, silence: float = 10.0) -> Registry[NarrativeProvider]:
    """The narrators of an installation, all of them at the server."""
    open_all = openers(server)

    def entry(name: str) -> Entry[NarrativeProvider]:
        return Entry(
            make=lambda _: open_all[name](silence=silence),
            models=(MODELS[name],),
            local=name == "openai-compatible",
            who=WHO[name],
        )

    composer: Entry[NarrativeProvider] = Entry(make=lambda _: Composer(), models=(VERSION,))
    return Registry("narrative", {"composer": composer, **{name: entry(name) for name in MODELS}})


def add_dated(database: Database, family: Family, year: int, text: str, **fields: object) -> UUID:
    """A note of that year."""
    dated = {
        "taken": str(year),
        "taken_earliest": f"{year}-01-01",
        "taken_latest": f"{year}-12-31",
        "taken_sort": f"{year}",
    }
    what = {"kind": Kind.note, "body": text, **dated, **fields}
    return add_asset(database, family.chest_id, **what)


class Telling:
    """Asks for stories and tells them, as the worker does."""

    def __init__(self, database: Database, narrators: Registry[NarrativeProvider]) -> None:
        self.stories = StoryManager(database=database, jobs=RecordingQueue(), narrators=narrators)
        self.job = TellStory(database=database, narrators=narrators, again=AT_ONCE)

    def tell(self, family: Family, **how: object) -> StoryView:
        """The story as its keeper reads it, once nothing more is to be hoped for."""
        how = {"provider": "anthropic", "consent": True, **how}
        asked = self.stories.begin(family.keeper, family.chest_id, **how)  # type: ignore[arg-type]  # of the test's own choice
        try:
            self.job.run(asked.id, lambda _, work: work())
        except TryLater as later:
            self.job.give_up(asked.id, str(later))
        return self.stories.get(family.keeper, asked.id)
