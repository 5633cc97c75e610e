"""A worker is killed in the middle of telling: the next one goes on, and tells the same story."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete
from sqlmodel import select

from ai.narrative.providers import compatible
from chest.database import Database
from chest.models import StoryState, ToldChapter
from chest.stories.manager import StoryManager
from tests.builders import Family, RecordingQueue, add_family
from tests.chest.stories.by_models import add_dated
from tests.servers.narrators import NarratorServer
from tests.telling_worker import open_at

ROOT = Path(__file__).parents[3]
CHAPTERS = 6


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[NarratorServer]:
    monkeypatch.setattr(compatible, "_forms_known", {})
    with closing(NarratorServer()) as made:
        yield made


@pytest.fixture
def family(database: Database) -> Family:
    family = add_family(database, name="Rosa Almeida", born="1931", pronoun="she")
    for year in (1938, 1947, 1955, 1979, 1996, 2015):
        add_dated(database, family, year, f"Rosa planted a pear tree in {year}.")
        add_dated(database, family, year, f"Rosa mended the boat before the winter of {year}.")
    return family


class Worker:
    """A process that tells one story, and is killed a moment after its server was asked so often;
    what it asked is counted."""

    def __init__(self, database: Database, story: UUID, server: NarratorServer) -> None:
        self._command = [
            sys.executable, "-m", "tests.telling_worker", database.url, str(story), server.address,
        ]  # fmt: skip
        self._server = server

    def run(self, *, kill_at: int | None = None, after: float = 0.0) -> int:
        retell, process, asked = self._server.answer, [None], [0]
        started = threading.Event()

        def answer(one: Any) -> str:
            asked[0] += 1
            if asked[0] == kill_at:
                started.wait()
                threading.Timer(after, os.kill, (process[0].pid, signal.SIGKILL)).start()
            return retell(one)

        self._server.answer = answer
        try:
            process[0] = subprocess.Popen(self._command, cwd=ROOT)
            started.set()
            status = process[0].wait(timeout=120)
        finally:
            self._server.answer = retell
        assert status in ((0,) if kill_at is None else (0, -signal.SIGKILL))
        return asked[0]


def read_whole(stories: StoryManager, family: Family, story: UUID) -> list[Any]:
    told = stories.get(family.keeper, story)
    assert told.state is StoryState.ready
    assert told.fallbacks == ()
    return [
        (chapter.title, [(s.text, s.sources, s.verdict, s.spans) for s in chapter.sentences])
        for chapter in told.chapters
    ]


@pytest.mark.parametrize(
    "kills", [3, pytest.param(50, marks=[pytest.mark.hold, pytest.mark.timeout(3600)])]
)
def test_killed_again_and_again_it_ends_in_the_same_story(
    database: Database, family: Family, server: NarratorServer, kills: int
) -> None:
    if database.url.startswith("postgres") and kills < 50:
        pytest.skip("make hold kills it there as well")
    stories = StoryManager(
        database=database, jobs=RecordingQueue(), narrators=open_at(server.address)
    )

    def begin() -> UUID:
        with database.write() as session:
            session.execute(delete(ToldChapter))
        asked = stories.begin(family.keeper, family.chest_id, provider="openai-compatible")
        return asked.id

    dice = random.Random(kills)
    whole = begin()
    assert Worker(database, whole, server).run() == CHAPTERS
    expected = read_whole(stories, family, whole)
    killed = 0
    while killed < kills:
        story = begin()
        worker = Worker(database, story, server)
        kept = 0
        for _ in range(min(3, kills - killed)):
            at = dice.randint(1, 2)
            worker.run(kill_at=at, after=dice.choice((0.0, 0.02, 0.2)))
            killed += 1
            with database.read() as session:
                now = len(session.exec(select(ToldChapter.id)).all())
            assert now >= max(kept, at - 1), "what was answered is kept"
            kept = now
        assert worker.run() <= CHAPTERS - kept, "only what is missing is asked for"
        assert read_whole(stories, family, story) == expected
