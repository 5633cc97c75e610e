"""What was purged is gone from the stories too: the rows of a telling hold its words."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select, update

from chest.assets.manager import AssetManager
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.models import Asset, Chapter, Kind, StorySentence, utc_now
from chest.security.signing import Signer
from chest.stories.manager import StoryManager
from chest.stories.telling import TellStory
from tests.builders import (
    Family,
    RecordingQueue,
    add_asset,
    add_family,
    add_link,
    open_link_session,
)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, name="Rosa Almeida", pronoun="she")


def add_note(database: Database, family: Family, body: str, year: int) -> UUID:
    return add_asset(
        database,
        family.chest_id,
        kind=Kind.note,
        body=body,
        original_name=None,
        taken=str(year),
        taken_earliest=f"{year}-01-01",
        taken_latest=f"{year}-12-31",
        taken_sort=str(year),
    )


def tell(stories: StoryManager, family: Family) -> UUID:
    asked = stories.begin(family.keeper, family.chest_id)
    TellStory(database=family.database).tell(asked.id)
    return asked.id


def write(
    database: Database, story_id: UUID, title: str, *told: tuple[str, list[UUID | str]]
) -> None:
    """A chapter such as another narrator might have written, at the end of the story."""
    with database.write() as session:
        chapter = Chapter(story_id=story_id, position=99, title=title)
        session.add(chapter)
        session.flush()
        for position, (text, sources) in enumerate(told):
            session.add(
                StorySentence(
                    chapter_id=chapter.id,
                    position=position,
                    text=text,
                    sources=[str(source) for source in sources],
                )
            )


def purge(database: Database, *asset_ids: UUID) -> None:
    """They were deleted long ago; what comes to clear up finds them."""
    long_ago = utc_now() - timedelta(days=31)
    with database.write() as session:
        session.exec(update(Asset).where(col(Asset.id).in_(asset_ids)).values(deleted_at=long_ago))
    assert AssetManager(database=database, jobs=RecordingQueue()).purge_due() == len(asset_ids)


def stored(database: Database) -> str:
    """Every word that the tables of the stories hold."""
    with database.read() as session:
        titles = session.exec(select(Chapter.title)).all()
        rows = session.exec(select(StorySentence)).all()
        told = [" ".join([row.text, row.quote or "", *row.reasons]) for row in rows]
        return "\n".join([*titles, *told])


def test_nothing_of_a_gift_that_was_taken_back_stays_in_a_story(
    stories: StoryManager, family: Family, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    contributions = ContributionManager(database=database, signer=Signer(b"x" * 32))
    moderation = Moderation(database=database)
    receipts = Receipts(database=database, signer=Signer(b"x" * 32))
    niece = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    draft = contributions.open_draft(niece, name="Zeferina", relation="niece", consent=True)
    contributions.update(niece, draft.id, message="She swam to the Black Rock with Anselmo.")
    sent = contributions.submit(niece, draft.id)
    assert sent.receipt
    moderation.approve(family.keeper, sent.id)
    add_note(database, family, "She sewed for half the street.", 1963)
    for _ in range(2):  # older tellings stay readable, so they are cleared as well
        tell(stories, family)
    assert stored(database).count("Anselmo") >= 2
    receipts.withdraw(sent.receipt)
    monkeypatch.setattr("chest.erasing.due.utc_now", lambda: utc_now() + timedelta(days=31))
    assert contributions.purge_withdrawn() == 1
    left = stored(database)
    assert "half the street" in left
    for word in ("Anselmo", "Zeferina", "niece", "Black Rock"):
        assert word not in left


def test_a_deleted_memory_takes_its_sentences_and_no_others(
    stories: StoryManager, family: Family, database: Database
) -> None:
    swim = add_note(database, family, "She learned to swim at Cova Gala.", 1951)
    add_note(database, family, "She sewed for half the street.", 1963)
    others = add_family(database, name="Tom Almeida")
    add_note(database, others, "He kept bees at Cova Gala.", 1951)
    tell(stories, family)
    tell(stories, others)
    purge(database, swim)
    left = stored(database)
    assert "learned to swim" not in left
    assert "The 1950s" in left  # of the other chest
    assert "half the street" in left
    assert "bees at Cova Gala" in left
    with database.read() as session:
        assert all(str(swim) not in row.sources for row in session.exec(select(StorySentence)))


def test_a_title_that_told_of_it_gives_way_to_the_years_of_what_is_left(
    stories: StoryManager, family: Family, database: Database
) -> None:
    wedding = add_note(database, family, "They married in Sintra.", 1952)
    shop = add_note(database, family, "She rented the shop.", 1955)
    sign = add_note(database, family, "The sign was blue.", 1961)
    story_id = tell(stories, family)
    write(
        database,
        story_id,
        "Married in Sintra",
        ("They married in Sintra.", [wedding]),
        ("She rented the shop.", [shop]),
        ("The sign was blue.", [sign]),
    )
    purge(database, wedding)
    assert "Sintra" not in stored(database)
    assert stories.get(family.keeper, story_id).chapters[-1].title == "1955 to 1961"


def test_a_chapter_of_which_only_links_are_left_goes(
    stories: StoryManager, family: Family, database: Database
) -> None:
    swim = add_note(database, family, "She learned to swim.", 1951)
    story_id = tell(stories, family)
    write(
        database, story_id, "Anselmo", ("And then the sea.", []), ("She learned to swim.", [swim])
    )
    purge(database, swim)
    left = stored(database)
    assert "Anselmo" not in left
    assert "And then the sea" not in left
    assert "This chest is kept for Rosa Almeida" in left


def test_what_the_family_entered_keeps_its_chapter(
    stories: StoryManager, family: Family, database: Database
) -> None:
    swim = add_note(database, family, "She learned to swim.", 1951)
    story_id = tell(stories, family)
    told: list[tuple[str, list[UUID | str]]] = [
        ("She was born.", ["chest"]),
        ("She learned to swim.", [swim]),
    ]
    write(database, story_id, "Rosa", *told)
    purge(database, swim)
    last = stories.get(family.keeper, story_id).chapters[-1]
    assert (last.title, [s.text for s in last.sentences]) == ("Rosa", ["She was born."])


def test_more_sentences_than_one_question_takes_all_go(
    stories: StoryManager, family: Family, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.erasing.purging._AT_ONCE", 2)
    notes = [add_note(database, family, f"She hemmed coat {n} here.", 1951 + n) for n in range(7)]
    tell(stories, family)
    purge(database, *notes[:6])
    left = stored(database)
    assert [f"coat {n} " in left for n in range(7)] == [False] * 6 + [True]
