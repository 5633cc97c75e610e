"""Stories: asked for, told from what their audience may see, read by whom they are for."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, func, select

from chest.access.viewers import ANONYMOUS
from chest.chests.manager import ChestManager
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.jobs.queue import Job
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Chapter,
    Chest,
    Kind,
    Review,
    StorySentence,
    StoryState,
    utc_now,
)
from chest.stories.manager import StoryManager
from chest.stories.telling import TellStory
from chest.stories.views import StoryView
from tests.builders import (
    Family,
    RecordingQueue,
    add_asset,
    add_family,
    add_link,
    open_link_session,
)

NOTE = "She walked to the bakery every morning, even in the rain."


@pytest.fixture
def queue() -> RecordingQueue:
    return RecordingQueue()


@pytest.fixture
def stories(database: Database, queue: RecordingQueue) -> StoryManager:
    return StoryManager(database=database, jobs=queue)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, name="Rosa Almeida", born="1931-04-12", died="2019-11-02")


def add_note(database: Database, family: Family, body: str = NOTE, **fields: object) -> UUID:
    return add_asset(
        database, family.chest_id, kind=Kind.note, body=body, original_name=None, **fields
    )


def told(stories: StoryManager, family: Family, **how: object) -> StoryView:
    asked = stories.begin(family.keeper, family.chest_id, **how)  # type: ignore[arg-type]  # a test's words
    TellStory(database=family.database).tell(asked.id)
    return stories.get(family.keeper, asked.id)


def text_of(story: StoryView) -> str:
    return " ".join(s.text for chapter in story.chapters for s in chapter.sentences)


def test_asking_puts_a_job_in_the_queue(
    stories: StoryManager, family: Family, queue: RecordingQueue
) -> None:
    asked = stories.begin(family.curator, family.chest_id)
    assert asked.state is StoryState.waiting
    assert [(job, subject) for job, subject in queue.jobs] == [(Job.tell_story, asked.id)]


def test_a_story_cites_the_memories_it_rests_on(
    stories: StoryManager, family: Family, database: Database
) -> None:
    note = add_note(database, family)
    story = told(stories, family)
    assert story.state is StoryState.ready
    quoting = [s for c in story.chapters for s in c.sentences if NOTE.rstrip(".") in s.text]
    assert [s.sources for s in quoting] == [(note,)]
    born = [s for c in story.chapters for s in c.sentences if "1931" in s.text]
    assert born
    assert all(s.from_chest for s in born)
    for chapter in story.chapters:
        for sentence in chapter.sentences:
            assert sentence.sources or sentence.from_chest or sentence.verdict == "frame"


@pytest.mark.parametrize(
    "hidden",
    [
        {"review": Review.pending},
        {"review": Review.draft},
        {"review": Review.held},
        {"review": Review.declined},
        {"review": Review.withdrawn},
        {"audience": Audience.keepers},
        {"deleted_at": utc_now()},
        {"visible_from": utc_now() + timedelta(days=400)},
        {"state": AssetState.processing},
    ],
    ids=lambda hidden: "-".join(f"{k}" for k in hidden),
)
def test_what_the_audience_may_not_see_is_not_told(
    stories: StoryManager, family: Family, database: Database, hidden: dict[str, object]
) -> None:
    add_note(database, family, body="The bread was still warm when we came home.")
    add_note(database, family, **hidden)
    text = text_of(told(stories, family))
    assert "still warm" in text
    assert "bakery" not in text


def test_a_sentence_goes_when_its_memory_goes(
    stories: StoryManager, family: Family, database: Database
) -> None:
    note = add_note(database, family)
    story = told(stories, family)
    assert "bakery" in text_of(story)
    with database.write() as session:
        asset = session.get(Asset, note)
        assert asset is not None
        asset.deleted_at = utc_now()
        session.add(asset)
    after = stories.get(family.keeper, story.id)
    assert "bakery" not in text_of(after)
    assert after.withheld >= 1


def test_telling_twice_leaves_one_telling(
    stories: StoryManager, family: Family, database: Database
) -> None:
    add_note(database, family)
    asked = stories.begin(family.keeper, family.chest_id)
    TellStory(database=family.database).tell(asked.id)
    with database.write() as session:
        from chest.models import Story

        story = session.get(Story, asked.id)
        assert story is not None
        story.state = StoryState.telling  # as if the worker had died before the last word
        session.add(story)
    with database.read() as session:
        before = session.exec(select(func.count()).select_from(StorySentence)).one()
    TellStory(database=family.database).tell(asked.id)
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(StorySentence)).one() == before
        positions = session.exec(select(Chapter.position).order_by(col(Chapter.position))).all()
    assert list(positions) == list(range(len(positions)))


def test_only_curators_ask_and_only_the_chests_own_read(
    stories: StoryManager, family: Family, database: Database
) -> None:
    for viewer in (family.member, family.viewer, family.stranger):
        with pytest.raises(NotFound):
            stories.begin(viewer, family.chest_id)
    story = told(stories, family)
    assert stories.get(family.viewer, story.id).id == story.id
    for viewer in (family.stranger, ANONYMOUS):
        with pytest.raises(NotFound):
            stories.get(viewer, story.id)
        with pytest.raises(NotFound):
            stories.list_stories(viewer, family.chest_id)


def test_a_story_for_keepers_is_read_by_keepers_only(
    stories: StoryManager, family: Family, database: Database
) -> None:
    add_note(database, family, audience=Audience.keepers)
    with pytest.raises(NotFound):
        stories.begin(family.curator, family.chest_id, audience=Audience.keepers)
    story = told(stories, family, audience=Audience.keepers)
    assert "bakery" in text_of(story)
    for viewer in (family.curator, family.viewer):
        with pytest.raises(NotFound):
            stories.get(viewer, story.id)
        assert stories.find_latest(viewer, family.chest_id) is None


def test_a_link_reads_only_the_stories_of_its_audience(
    stories: StoryManager, family: Family, database: Database
) -> None:
    add_note(database, family)
    story = told(stories, family)
    wide = open_link_session(
        database,
        add_link(database, family.chest_id, family.keeper, audience=Audience.everyone),
    )
    near = open_link_session(
        database, add_link(database, family.chest_id, family.keeper, audience=Audience.family)
    )
    with pytest.raises(NotFound):
        stories.get(wide, story.id)
    assert "bakery" in text_of(stories.get(near, story.id))


def test_a_deleted_chest_has_no_stories(
    stories: StoryManager, family: Family, database: Database
) -> None:
    story = told(stories, family)
    ChestManager(database=database).delete(family.keeper, family.chest_id)
    with pytest.raises(NotFound):
        stories.get(family.keeper, story.id)


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"provider": "compser"}, "composer"),
        ({"tone": "jolly"}, "plain or sober"),
        ({"language": "tlh"}, "en"),
        ({"mode": "wild"}, "narrative"),
    ],
)
def test_what_is_not_there_is_named(
    stories: StoryManager, family: Family, how: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        stories.begin(family.keeper, family.chest_id, **how)  # type: ignore[arg-type]  # a test's words


def test_an_empty_chest_gets_a_short_kind_story(stories: StoryManager, database: Database) -> None:
    empty = add_family(database, name="Tom")
    story = told(stories, empty)
    assert story.state is StoryState.ready
    assert text_of(story)


def test_no_first_person_outside_quotations(
    stories: StoryManager, family: Family, database: Database
) -> None:
    add_note(database, family, body="I was eight, carrying the baskets with my mother.")
    with database.read() as session:
        assert session.get(Chest, family.chest_id) is not None
    text = text_of(told(stories, family))
    outside = "".join(part.split("”")[-1] for part in text.split("“"))
    assert " I " not in f" {outside} "
    assert "my mother" not in outside
