"""What is said in recordings is evidence, at its second, for whom the recording is there."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import col, select, update

from chest.database import Database
from chest.erasing.purging import purge_assets
from chest.models import (
    Audience,
    Chest,
    Review,
    StorySentence,
    Transcript,
    TranscriptSegment,
    utc_now,
)
from chest.stories.manager import StoryManager
from chest.stories.spoken import list_spoken
from chest.stories.telling import TellStory
from chest.stories.views import SentenceView, StoryView
from tests.builders import Family
from tests.chest.transcripts.saying import add_recording

SANG = 5  # where she sings
SINGING = [
    *("Well, the tape is running, and the little red light is on.",) * SANG,
    "She sang in the kitchen every single morning before the bakery opened.",
    "And nobody in the house ever asked her to stop.",
]


def test_sentences_are_evidence_at_their_seconds(database: Database, family: Family) -> None:
    open_one = add_recording(
        database, family.chest_id, ["She sang.", "", "Always."], audience=Audience.everyone
    )
    add_recording(database, family.chest_id, ["Ours."], audience=Audience.family)
    add_recording(database, family.chest_id, ["Not yet."], review=Review.pending)
    with database.write() as session:
        always = select(TranscriptSegment).where(TranscriptSegment.text == "Always.")
        for row in session.exec(always):
            row.speaker = "Ana"
    with database.read() as session:
        chest = session.get_one(Chest, family.chest_id)
        everyone = list_spoken(session, chest, audience=Audience.everyone)
        family_hears = list_spoken(session, chest, audience=Audience.family)
    told = [(one.kind, one.asset, one.text, one.t0, one.t1, one.who) for one in everyone]
    assert told == [
        ("transcript", str(open_one), "She sang.", 0.0, 2.0, None),
        ("transcript", str(open_one), "Always.", 6.0, 8.0, "Ana"),
    ]
    assert all(one.id.startswith(f"{open_one}#") for one in everyone)
    assert {one.text for one in family_hears} == {"She sang.", "Always.", "Ours."}


def tell(stories: StoryManager, family: Family) -> StoryView:
    asked = stories.begin(family.keeper, family.chest_id)
    TellStory(database=family.database).tell(asked.id)
    return stories.get(family.keeper, asked.id)


def sentences(story: StoryView) -> list[SentenceView]:
    return [sentence for chapter in story.chapters for sentence in chapter.sentences]


def say(database: Database, asset_id: UUID, position: int, **values: object) -> None:
    with database.write() as session:
        session.exec(
            update(TranscriptSegment)
            .where(
                col(TranscriptSegment.asset_id) == asset_id,
                col(TranscriptSegment.position) == position,
            )
            .values(**values)
        )


def test_a_story_quotes_a_voice_and_knows_the_second(
    stories: StoryManager, database: Database, family: Family
) -> None:
    voice = add_recording(database, family.chest_id, SINGING)
    quoting = [one for one in sentences(tell(stories, family)) if one.heard]
    [sentence] = quoting
    assert "She sang in the kitchen every single morning" in sentence.text
    assert voice in sentence.sources
    [heard] = sentence.heard
    assert (heard.asset_id, heard.second) == (voice, 3.0 * SANG)
    assert heard.words.startswith("She sang in the kitchen")


def test_what_was_heard_unclearly_is_told_once_somebody_confirmed_it(
    stories: StoryManager, database: Database, family: Family
) -> None:
    voice = add_recording(database, family.chest_id, SINGING)
    say(database, voice, SANG, confidence=0.3)
    told = " ".join(one.text for one in sentences(tell(stories, family)))
    assert "She sang" not in told
    with database.read() as session:
        [row] = session.exec(select(TranscriptSegment).where(TranscriptSegment.position == SANG))
        assert not row.is_clear
    say(database, voice, SANG, edited_at=utc_now())
    told = " ".join(one.text for one in sentences(tell(stories, family)))
    assert "She sang in the kitchen" in told


def test_a_quotation_that_is_no_longer_said_is_left_out_and_counted(
    stories: StoryManager, database: Database, family: Family
) -> None:
    voice = add_recording(database, family.chest_id, SINGING)
    story = tell(stories, family)
    say(database, voice, SANG, text=SINGING[SANG].replace("sang", "ran"))
    now = stories.get(family.keeper, story.id)
    assert not any(one.heard for one in sentences(now))
    assert now.changed == 1
    say(database, voice, SANG, text=SINGING[SANG].replace("every", "every,"))
    assert any(one.heard for one in sentences(stories.get(family.keeper, story.id)))


def test_with_the_recording_go_the_sentences_that_cite_what_is_said(
    stories: StoryManager, database: Database, family: Family
) -> None:
    voice = add_recording(database, family.chest_id, SINGING)
    tell(stories, family)
    with database.write() as session:
        purge_assets(session, [voice])
    with database.read() as session:
        cited = [source for row in session.exec(select(StorySentence)) for source in row.sources]
    assert not any(source.startswith(str(voice)) for source in cited)


def test_what_was_written_down_after_the_telling_is_told_of(
    stories: StoryManager, database: Database, family: Family
) -> None:
    voice = add_recording(database, family.chest_id, SINGING)
    story = tell(stories, family)
    assert stories.count_untold(family.keeper, story.id).recordings == 0
    with database.write() as session:
        session.exec(
            update(Transcript).where(col(Transcript.asset_id) == voice).values(made_at=utc_now())
        )
    assert stories.count_untold(family.keeper, story.id).recordings == 1
    assert stories.count_untold(family.viewer, story.id).recordings == 0
    for position in range(len(SINGING)):
        say(database, voice, position, confidence=0.2)
    assert stories.count_untold(family.keeper, story.id).recordings == 0
