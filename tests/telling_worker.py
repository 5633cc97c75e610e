"""Tells one story by a model at a server of the tests, in a process that can be killed:

python -m tests.telling_worker DATABASE_URL STORY_ID ADDRESS
"""

from __future__ import annotations

import sys
from uuid import UUID

from ai.narrative.base import NarrativeProvider
from ai.narrative.providers.compatible import CompatibleNarrator
from ai.registry import Entry, Registry
from chest.database import Database
from chest.stories.telling import TellStory

MODEL = "llama3.2"


def open_at(address: str) -> Registry[NarrativeProvider]:
    """The one narrator of such a worker."""

    def make(model: str) -> NarrativeProvider:
        return CompatibleNarrator(model, address=f"{address}/v1", key="of-ours")

    return Registry("narrative", {"openai-compatible": Entry(make=make, models=(MODEL,))})


if __name__ == "__main__":
    url, story, address = sys.argv[1:]
    TellStory(database=Database(url), narrators=open_at(address)).tell(UUID(story))
