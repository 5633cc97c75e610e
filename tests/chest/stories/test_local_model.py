"""A chapter by a text model on this computer: a tiny one, which knows that chapter by heart."""

from __future__ import annotations

from pathlib import Path

import pytest

from ai.host import ModelHost
from ai.narrative.base import NarrativeProvider
from ai.narrative.providers.hosted import HostedNarrator
from ai.registry import Entry, Registry
from chest.database import Database
from tests.builders import add_contribution, add_family
from tests.chest.stories.models import Telling, add_dated
from tests.models import tiny_narrator


def test_a_chapter_comes_from_it_and_bears_looking_at(database: Database, tmp_path: Path) -> None:
    if database.url.startswith("postgres"):
        pytest.skip("what writes is the model")
    family = add_family(database, name="Rosa Alves", pronoun="she", born="1931")
    ana = add_contribution(database, family.chest_id, by=family.member, name="Ana")
    choir, bees = tiny_narrator.SEGMENTS
    add_dated(database, family, 1950, choir.text, taken_sort="19500101")
    add_dated(database, family, 1950, bees.text, taken_sort="19500102", contribution_id=ana)
    folder = tiny_narrator.lay_out(tmp_path)
    with ModelHost(tmp_path) as host:

        def make(model: str) -> NarrativeProvider:
            return HostedNarrator(host, folder)

        narrators = Registry("narrative", {"local": Entry(make=make, models=(folder.name,))})
        story = Telling(database, narrators).tell(family, provider="local", consent=False)
    assert story.fallbacks == ()
    assert story.who == "tiny-narrator on this computer"
    told = [s for c in story.chapters for s in c.sentences if s.origin == "model"]
    assert tuple(one.text for one in told) == tiny_narrator.TOLD
    assert [(one.verdict, bool(one.spans)) for one in told] == [("green", True)] * 2
