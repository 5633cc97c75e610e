"""What is left of a story for a reader who may not see everything that it rests on."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import col, select, update

from ai.narrative.composer import compose
from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.errors import NotFound
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Chapter,
    Kind,
    Review,
    Story,
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


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, name="Rosa Almeida", pronoun="she")


@pytest.fixture
def link(database: Database, family: Family) -> Viewer:
    """Somebody with a link, who sees what is for everyone."""
    made = add_link(database, family.chest_id, family.keeper, audience=Audience.everyone)
    return open_link_session(database, made)


def add_note(
    database: Database, family: Family, body: str, year: int | None = None, **fields: object
) -> UUID:
    dated = {
        "taken": str(year),
        "taken_earliest": f"{year}-01-01",
        "taken_latest": f"{year}-12-31",
        "taken_sort": f"{year}",
    }
    return add_asset(
        database,
        family.chest_id,
        **{
            "kind": Kind.note,
            "body": body,
            "original_name": None,
            "audience": Audience.everyone,
            **(dated if year else {}),
            **fields,
        },
    )


def change(database: Database, asset_id: UUID, **fields: object) -> None:
    with database.write() as session:
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(**fields))


def tell(stories: StoryManager, family: Family, audience: Audience = Audience.everyone) -> UUID:
    asked = stories.begin(family.keeper, family.chest_id, audience=audience)
    TellStory(database=family.database).tell(asked.id)
    return asked.id


def write(database: Database, story_id: UUID, title: str, *told: tuple[str, list[UUID]]) -> None:
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
                    verdict="green" if sources else "frame",
                )
            )


def titles(story: StoryView) -> list[str]:
    return [chapter.title for chapter in story.chapters]


def everything_in(story: StoryView) -> str:
    sentences = [s.text for chapter in story.chapters for s in chapter.sentences]
    return "\n".join([*titles(story), *sentences])


HIDDEN = [
    {"audience": Audience.family},
    {"deleted_at": utc_now()},
    {"visible_from": utc_now() + timedelta(days=400)},
    {"review": Review.withdrawn},
]


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda hidden: "-".join(hidden))
def test_a_chapter_of_which_nothing_is_left_is_gone_with_its_title(
    stories: StoryManager,
    family: Family,
    link: Viewer,
    database: Database,
    hidden: dict[str, object],
) -> None:
    gone = add_note(database, family, "She learned to swim at Cova Gala.", 1951)
    add_note(database, family, "She sewed for half the street.", 1963)
    story_id = tell(stories, family)
    assert {"The 1950s", "The 1960s"} <= set(titles(stories.get(link, story_id)))
    change(database, gone, **hidden)
    after = stories.get(link, story_id)
    assert "The 1960s" in titles(after)
    assert "The 1950s" not in titles(after)
    assert "Cova Gala" not in everything_in(after)


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda hidden: "-".join(hidden))
def test_no_count_tells_of_a_memory_that_may_not_be_seen(
    stories: StoryManager,
    family: Family,
    link: Viewer,
    database: Database,
    hidden: dict[str, object],
) -> None:
    photographs = [
        add_asset(
            database, family.chest_id, audience=Audience.everyone, taken="1961",
            taken_earliest="1961-01-01", taken_latest="1961-12-31", taken_sort="1961",
        )
        for _ in range(8)
    ]  # fmt: skip
    story_id = tell(stories, family)
    assert "eight photographs" in everything_in(stories.get(link, story_id))
    change(database, photographs[3], **hidden)
    after = everything_in(stories.get(link, story_id))
    assert "eight" not in after
    assert "photographs" not in after


def test_a_purged_memory_takes_its_sentences_with_it(
    stories: StoryManager, family: Family, database: Database
) -> None:
    gone = add_note(database, family, "She learned to swim at Cova Gala.", 1951)
    add_note(database, family, "She sewed for half the street.", 1963)
    story_id = tell(stories, family)
    with database.write() as session:
        session.delete(session.get_one(Asset, gone))
    after = stories.get(family.keeper, story_id)
    assert "Cova Gala" not in everything_in(after)
    assert "half the street" in everything_in(after)
    assert after.withheld >= 1


def test_a_title_that_tells_of_what_is_withheld_gives_way_to_the_years(
    stories: StoryManager, family: Family, link: Viewer, database: Database
) -> None:
    wedding = add_note(database, family, "They married in Sintra.", 1952)
    shop = add_note(database, family, "She rented the shop.", 1955)
    sign = add_note(database, family, "The sign was blue.", 1961)
    story_id = tell(stories, family)
    told = [("They married in Sintra.", [wedding]), ("She rented the shop.", [shop])]
    write(database, story_id, "Married in Sintra", *told, ("The sign was blue.", [sign]))
    assert titles(stories.get(link, story_id))[-1] == "Married in Sintra"
    change(database, wedding, audience=Audience.keepers)
    after = stories.get(link, story_id)
    assert titles(after)[-1] == "1955 to 1961"
    assert [s.text for s in after.chapters[-1].sentences] == [text for text, _ in told[1:]] + [
        "The sign was blue."
    ]
    assert "Sintra" not in everything_in(after)
    assert titles(stories.get(family.keeper, story_id))[-1] == "Married in Sintra"
    change(database, sign, deleted_at=utc_now())
    assert titles(stories.get(link, story_id))[-1] == "1955"
    change(database, shop, taken_earliest=None, taken_latest=None)
    assert titles(stories.get(link, story_id))[-1] == "Without a date"


def test_words_that_only_link_do_not_stay_behind_alone(
    stories: StoryManager, family: Family, database: Database
) -> None:
    swim = add_note(database, family, "She learned to swim.", 1951)
    story_id = tell(stories, family)
    write(database, story_id, "Swim", ("And then the sea.", []), ("She learned to swim.", [swim]))
    assert titles(stories.get(family.keeper, story_id))[-1] == "Swim"
    change(database, swim, deleted_at=utc_now())
    assert "And then the sea" not in everything_in(stories.get(family.keeper, story_id))


def test_only_the_memories_that_are_cited_are_asked_for(
    stories: StoryManager, family: Family, database: Database
) -> None:
    """However much else the chest holds, reading a story does not look at it."""
    add_note(database, family, "She hemmed every coat in the street.", 1951)
    story_id = tell(stories, family)
    asked: list[str] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: asked.append(statement),
    )
    assert "every coat" in everything_in(stories.get(family.keeper, story_id))
    of_assets = [statement for statement in asked if "FROM asset" in statement]
    assert of_assets
    assert all("asset.id IN (" in statement for statement in of_assets)


def test_more_sources_than_one_question_can_ask_for_are_all_checked(
    stories: StoryManager, family: Family, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.stories.citing._AT_ONCE", 2)
    notes = [add_note(database, family, f"She hemmed coat {n} here.", 1951 + n) for n in range(5)]
    story_id = tell(stories, family)
    assert stories.get(family.keeper, story_id).withheld == 0
    for gone in range(5):
        change(database, notes[gone], deleted_at=utc_now())
        after = everything_in(stories.get(family.keeper, story_id))
        assert [f"coat {n} " in after for n in range(5)] == [n > gone for n in range(5)]


# ---- what people changed since it was told ----


def add_photo(database: Database, family: Family, **fields: object) -> UUID:
    dated = {"taken": "1964", "taken_earliest": "1964-01-01", "taken_latest": "1964-12-31"}
    return add_asset(
        database,
        family.chest_id,
        **{"audience": Audience.everyone, "taken_sort": "1964", **dated, **fields},
    )


def edit(database: Database, family: Family, asset_id: UUID, **changes: object) -> None:
    """As a keeper does it on the memory's page."""
    assets = AssetManager(database=database, jobs=RecordingQueue())
    version = assets.get(family.keeper, asset_id).version
    assets.edit(family.keeper, asset_id, version=version, changes=changes)


CAPTION = "Rosa in the clinic for her new glasses, Porto"


@pytest.mark.parametrize("corrected", ["Rosa in Porto", None, "The clinic in Porto, for Rosa"])
def test_words_that_were_taken_out_of_a_memory_are_read_by_nobody(
    stories: StoryManager,
    family: Family,
    link: Viewer,
    database: Database,
    corrected: str | None,
) -> None:
    photo = add_photo(database, family, caption=CAPTION)
    add_note(database, family, "She sewed for half the street.", 1963)
    story_id = tell(stories, family)
    assert "glasses" in everything_in(stories.get(link, story_id))
    edit(database, family, photo, caption=corrected)
    for reader in (family.keeper, family.curator, family.member, family.viewer, link):
        for story in (stories.get(reader, story_id), stories.find_latest(reader, family.chest_id)):
            assert story
            assert "clinic" not in everything_in(story)
            assert not any("clinic" in (s.quote or "") for c in story.chapters for s in c.sentences)
            assert "half the street" in everything_in(story)
            assert story.withheld == 0
            curates = reader in (family.keeper, family.curator)
            assert story.changed == (1 if curates else 0)
    again = stories.get(family.keeper, tell(stories, family))
    assert again.changed == 0
    assert (corrected or "half the street") in everything_in(again)


def test_what_counts_pictures_stays_when_only_their_words_change(
    stories: StoryManager, family: Family, database: Database
) -> None:
    """Else one corrected caption would take the counts of thousands of photographs out."""
    photo = add_photo(database, family, caption=CAPTION)
    for _ in range(3):
        add_photo(database, family)
    story_id = tell(stories, family)
    edit(database, family, photo, caption="Rosa in Porto")
    after = everything_in(stories.get(family.keeper, story_id))
    assert "four photographs" in after
    assert "clinic" not in after


@pytest.mark.parametrize(
    "changes", [{"taken": "1958"}, {"taken": None}, {"place": "Lisbon"}, {"place": None}], ids=str
)
def test_a_date_or_a_place_that_was_wrong_is_not_told_on(
    stories: StoryManager, family: Family, database: Database, changes: dict[str, object]
) -> None:
    photo = add_photo(database, family, caption="At the fair", place="Porto")
    story_id = tell(stories, family)
    before = everything_in(stories.get(family.viewer, story_id))
    assert "Porto" in before
    assert "1964" in before
    edit(database, family, photo, **changes)
    after = everything_in(stories.get(family.viewer, story_id))
    assert ("1964" if "taken" in changes else "Porto") not in after
    assert stories.get(family.curator, story_id).changed == 1


@pytest.mark.parametrize(
    "changes",
    [
        [{"alt_text": "A woman at a door"}],
        [{"audience": "family"}, {"audience": "everyone"}],
        [{"caption": "Rosa in the clinic for her new glasses, Porto. With Ana."}],
        [{"caption": "Rosa, in the clinic, for her new glasses, Porto"}],
        [{"caption": "Rosa"}, {"caption": CAPTION}],
        [{"place": "Porto"}],
    ],
    ids=str,
)
def test_a_change_that_takes_nothing_away_withholds_nothing(
    stories: StoryManager,
    family: Family,
    link: Viewer,
    database: Database,
    changes: list[dict[str, object]],
) -> None:
    photo = add_photo(database, family, caption=CAPTION)
    story_id = tell(stories, family)
    before = stories.get(link, story_id).chapters
    for one in changes:
        edit(database, family, photo, **one)
    assert stories.get(link, story_id).chapters == before
    assert stories.get(family.curator, story_id).changed == 0


def test_what_was_corrected_before_the_telling_is_told(
    stories: StoryManager, family: Family, database: Database
) -> None:
    photo = add_photo(database, family, caption=CAPTION)
    edit(database, family, photo, caption="Rosa in Porto")
    story = stories.get(family.curator, tell(stories, family))
    assert "Rosa in Porto" in everything_in(story)
    assert story.changed == 0


def test_what_is_corrected_while_it_is_being_told_is_not_told(
    stories: StoryManager, family: Family, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = add_photo(database, family, caption=CAPTION)

    def compose_slowly(*what: object, **how: object) -> object:
        edit(database, family, photo, caption="Rosa in Porto")
        return compose(*what, **how)  # type: ignore[arg-type]  # what it was called with

    monkeypatch.setattr("ai.narrative.composer.compose", compose_slowly)
    story = stories.get(family.curator, tell(stories, family))
    assert "clinic" not in everything_in(story)
    assert story.changed == 1


def test_a_quotation_stays_while_its_words_stand_in_the_note(
    stories: StoryManager, family: Family, link: Viewer, database: Database
) -> None:
    kept, dropped = "She hemmed every coat in the street.", "She wept for Anselmo all winter."
    note = add_note(database, family, f"{kept} {dropped}", 1951)
    story_id = tell(stories, family)
    told = {f"“{kept}” stands in it.": kept, f"“{dropped}” stands in it.": dropped}
    write(database, story_id, "Coats", *((text, [note]) for text in told))
    with database.write() as session:
        for row in session.exec(select(StorySentence).where(col(StorySentence.text).in_(told))):
            row.quote = told[row.text]
            session.add(row)
    edit(database, family, note, body=f"{kept} It was a long winter.")
    last = stories.get(link, story_id).chapters[-1]
    assert [s.text for s in last.sentences] == [f"“{kept}” stands in it."]
    assert "Anselmo" not in everything_in(stories.get(family.keeper, story_id))
    # Another narrator may say more of a text than it quotes.
    with database.write() as session:
        session.exec(update(StorySentence).values(origin="model"))
    assert "every coat" not in everything_in(stories.get(link, story_id))


def test_a_changed_memory_that_is_gone_counts_once_as_gone(
    stories: StoryManager, family: Family, database: Database
) -> None:
    photo = add_photo(database, family, caption=CAPTION)
    story_id = tell(stories, family)
    edit(database, family, photo, caption="Rosa in Porto")
    change(database, photo, deleted_at=utc_now())
    story = stories.get(family.curator, story_id)
    assert story.changed == 0
    assert story.withheld >= 1


# ---- what only those learn who have stories told ----


def fail(database: Database, story_id: UUID) -> None:
    with database.write() as session:
        story = session.get_one(Story, story_id)
        story.state, story.reason = StoryState.failed, "The provider’s key is out of credit."
        session.add(story)


def test_why_a_telling_failed_is_for_those_who_may_ask_again(
    stories: StoryManager, family: Family, link: Viewer, database: Database
) -> None:
    good = tell(stories, family)
    failed = stories.begin(family.keeper, family.chest_id, audience=Audience.everyone).id
    fail(database, failed)
    for viewer in (family.keeper, family.curator):
        listed = stories.list_stories(viewer, family.chest_id)
        assert [(s.id, s.state) for s in listed] == [(failed, "failed"), (good, "ready")]
        assert "credit" in (listed[0].reason or "")
        in_progress = stories.find_in_progress(viewer, family.chest_id)
        assert in_progress
        assert in_progress.reason == listed[0].reason
        assert stories.get(viewer, failed).reason == listed[0].reason
    for viewer in (family.member, family.viewer, link):
        listed = stories.list_stories(viewer, family.chest_id)
        assert [(s.id, s.reason, s.withheld) for s in listed] == [(good, None, 0)]
        assert stories.find_in_progress(viewer, family.chest_id) is None
        with pytest.raises(NotFound):
            stories.get(viewer, failed)
        with pytest.raises(NotFound):
            stories.count_untold(viewer, failed)


def test_a_reason_that_stayed_on_a_told_story_is_not_shown_to_readers(
    stories: StoryManager, family: Family, link: Viewer, database: Database
) -> None:
    story_id = tell(stories, family)
    with database.write() as session:
        session.exec(update(Story).where(col(Story.id) == story_id).values(reason="Tried twice."))
    assert stories.get(family.curator, story_id).reason == "Tried twice."
    for viewer in (family.viewer, link):
        assert stories.get(viewer, story_id).reason is None
        assert stories.list_stories(viewer, family.chest_id)[0].reason is None


def test_how_much_is_withheld_is_for_those_who_may_have_it_retold(
    stories: StoryManager, family: Family, link: Viewer, database: Database
) -> None:
    gone = add_note(database, family, "She learned to swim at Cova Gala.", 1951)
    story_id = tell(stories, family)
    change(database, gone, deleted_at=utc_now())
    assert stories.get(family.curator, story_id).withheld >= 1
    for viewer in (family.member, family.viewer, link):
        story = stories.find_latest(viewer, family.chest_id)
        assert story
        assert story.withheld == 0
        assert "Cova Gala" not in everything_in(story)


def test_the_chests_own_people_learn_that_a_telling_goes_on_and_ended_a_link_does_not(
    stories: StoryManager, family: Family, link: Viewer, database: Database
) -> None:
    asked = stories.begin(family.keeper, family.chest_id, audience=Audience.everyone).id
    in_progress = stories.find_in_progress(family.viewer, family.chest_id)
    assert in_progress
    assert in_progress.id == asked
    assert stories.get_state(family.viewer, asked) is StoryState.waiting
    assert stories.list_stories(link, family.chest_id) == []
    fail(database, asked)
    assert stories.get_state(family.viewer, asked) is StoryState.failed
    for nobody in (link, family.stranger):
        with pytest.raises(NotFound):
            stories.get_state(nobody, asked)
    stories_again = tell(stories, family)
    assert stories.get_state(link, stories_again) is StoryState.ready


# ---- what came since ----


def test_memories_that_came_after_the_telling_are_counted(
    stories: StoryManager, family: Family, database: Database
) -> None:
    add_note(database, family, "She sewed for half the street.", 1963)
    waiting = add_note(database, family, "She sang.", 1964, review=Review.pending)
    kept = add_note(database, family, "She wept.", 1965, audience=Audience.keepers)
    story_id = tell(stories, family, Audience.family)
    assert stories.count_untold(family.keeper, story_id).memories == 0
    add_note(database, family, "She learned to swim.", 1951)
    change(database, waiting, review=Review.published)
    assert stories.count_untold(family.curator, story_id).memories == 2
    change(database, kept, audience=Audience.family)
    assert stories.count_untold(family.curator, story_id).memories == 3
    # What a story cannot rest on is not missed by it.
    add_note(database, family, "Only for keepers.", 1970, audience=Audience.keepers)
    add_asset(database, family.chest_id, state=AssetState.processing)
    add_asset(database, family.chest_id, kind=Kind.other)
    assert stories.count_untold(family.keeper, story_id).memories == 3
    assert stories.count_untold(family.viewer, story_id).memories == 0
    again = tell(stories, family, Audience.family)
    assert stories.count_untold(family.keeper, again).memories == 0


def test_a_memory_that_left_is_not_counted_as_one_that_came(
    stories: StoryManager, family: Family, database: Database
) -> None:
    gone = add_note(database, family, "She learned to swim.", 1951)
    story_id = tell(stories, family)
    change(database, gone, deleted_at=utc_now())
    assert stories.count_untold(family.keeper, story_id).memories == 0
    add_note(database, family, "She sewed.", 1952)
    assert stories.count_untold(family.keeper, story_id).memories == 1
    with database.read() as session:
        assert len(session.exec(select(Asset.id)).all()) == 2


def test_a_file_that_came_twice_is_told_of_once(
    stories: StoryManager, family: Family, database: Database
) -> None:
    def add_picture(year: int, **fields: object) -> UUID:
        picture = add_note(database, family, "", year, kind=Kind.photo, **fields)
        change(database, picture, body=None)
        return picture

    ferry, scar, walk = ({"sha256": letter * 64} for letter in "abc")
    first = add_picture(1963, caption="On the ferry to Tróia", **ferry)
    copy = add_picture(1963, **ferry)
    spoken = add_picture(1963, caption="Joaquim rowed, nobody else would", **ferry)
    hidden = add_picture(1971, audience=Audience.keepers, caption="The scar", **scar)
    shown = add_picture(1971, **scar)
    plain = add_picture(1980, **walk)
    again = add_picture(1980, **walk)

    def cited(audience: Audience) -> set[UUID]:
        story_id = tell(stories, family, audience)
        assert stories.count_untold(family.keeper, story_id).memories == 0
        story = stories.get(family.keeper, story_id)
        return {s for chapter in story.chapters for one in chapter.sentences for s in one.sources}

    told = cited(Audience.everyone)
    assert {first, spoken} <= told
    assert copy not in told
    # The first one is not for these readers, so its copy is no copy to them.
    assert shown in told
    assert shown not in cited(Audience.keepers)
    assert hidden in cited(Audience.keepers)
    assert len({plain, again} & told) == 1
    for gone in (first, spoken):
        change(database, gone, deleted_at=utc_now())
    assert copy in cited(Audience.everyone)
    change(database, again, stands_apart=True)
    assert {plain, again} <= cited(Audience.everyone)
