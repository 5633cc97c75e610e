"""What is set into the text of the story: chosen from what its sentences rest on."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from chest.access.viewers import Viewer
from chest.library import Library
from chest.models import Audience, Derivative, Kind, Role, StoryState
from chest.stories.views import ChapterView, Heard, SentenceView, StoryView
from pages.components.reader.reader import Inset
from pages.parts import items, session
from pages.parts.story_insets import MOST_LOOKED_AT, choose_scenes, list_insets
from tests.builders import account_of, add_account, add_asset, add_chest, add_member

LONG = "She went to the harbour when the ferry came in and carried bread to the men who " * 5


def sentence(*sources: UUID, text: str = LONG, **more: Any) -> SentenceView:
    told: dict[str, Any] = {
        "from_chest": False,
        "quote": None,
        "origin": "composer",
        "verdict": "green",
        "opens_paragraph": True,
    }
    return SentenceView(id=uuid4(), text=text, sources=sources, **(told | more))


def chapter(*sentences: SentenceView, **more: Any) -> ChapterView:
    return ChapterView(id=uuid4(), title="Childhood", sentences=sentences, **more)


def story(*chapters: ChapterView, **more: Any) -> StoryView:
    return StoryView(
        id=uuid4(),
        chest_id=uuid4(),
        state=StoryState.ready,
        audience=Audience.family,
        provider="composer",
        model="2",
        tone="plain",
        language="en",
        mode="narrative",
        reason=None,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        finished_at=None,
        chapters=chapters,
        **more,
    )


def named(told: StoryView) -> list[UUID]:
    return [
        memory
        for scenes in choose_scenes(told)
        for scene in scenes
        for memory, _sentence in scene.candidates
    ]


# ---- what is looked at ----


def test_a_sentence_shows_what_it_rests_on() -> None:
    memory = uuid4()
    assert named(story(chapter(sentence(memory)))) == [memory]


def test_one_that_counts_many_shows_none_of_them() -> None:
    assert named(story(chapter(sentence(*(uuid4() for _ in range(40)))))) == []


def test_what_waits_shows_nothing() -> None:
    assert named(story(chapter(sentence(uuid4(), verdict="amber", waits=True)))) == []


def test_lists_and_counts_at_the_end_show_nothing() -> None:
    assert named(story(chapter(sentence(uuid4()), is_appendix=True))) == []


def test_of_what_is_held_back_nothing_is_shown() -> None:
    held, open_one = uuid4(), uuid4()
    told = story(chapter(sentence(held, open_one)), unshown=frozenset({held}))
    assert named(told) == [open_one]


def test_what_is_heard_comes_before_what_is_seen() -> None:
    picture, voice = uuid4(), uuid4()
    told = sentence(picture, voice, heard=(Heard(voice, 42.0, "I never knew."),))
    assert named(story(chapter(told))) == [voice, picture]


@pytest.mark.parametrize(("chapters", "paragraphs"), [(1, 5_000), (70, 70), (5_000, 1)])
def test_a_long_story_asks_for_few(chapters: int, paragraphs: int) -> None:
    told = story(
        *(chapter(*(sentence(uuid4()) for _ in range(paragraphs))) for _ in range(chapters))
    )
    found = named(told)
    assert 0 < len(found) <= MOST_LOOKED_AT
    # Not only of how it begins.
    assert {told.chapters[0].sentences[0].sources[0]} <= set(found)
    if paragraphs > 1:
        assert set(told.chapters[0].sentences[1].sources).isdisjoint(found)


# ---- what is set in ----


@pytest.fixture
def ana(library: Library, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    monkeypatch.setattr(session, "shared_library", lambda: library)
    return add_account(library.database, "Ana")


@pytest.fixture
def chest(library: Library, ana: Viewer) -> UUID:
    return add_chest(library.database, ana)


def picture(library: Library, chest: UUID, **fields: Any) -> UUID:
    asset_id = add_asset(
        library.database, chest, **{"caption": "On the ferry", "width": 400, "height": 300} | fields
    )
    with library.database.write() as rows:
        for kind in ("thumb", "preview"):
            rows.add(
                Derivative(
                    asset_id=asset_id,
                    kind=kind,
                    storage_key=f"{asset_id}-{kind}",
                    media_type="image/webp",
                    bytes=1,
                )
            )
    return asset_id


def look(viewer: Viewer, told: StoryView) -> list[Inset]:
    return list_insets(
        viewer, told, tile=partial(items.link_item, viewer, southern=False), southern=False
    )


def test_a_picture_is_set_below_its_paragraph_with_its_words(
    library: Library, ana: Viewer, chest: UUID
) -> None:
    asset_id = picture(library, chest, taken="1964", taken_sort="1964", alt_text="Two on a bench")
    told = sentence(asset_id)
    (inset,) = look(ana, story(chapter(told)))
    assert (inset.sentence, inset.tile.id) == (told.id, str(asset_id))
    assert (inset.caption, inset.when, inset.tile.alt) == ("On the ferry", "1964", "Two on a bench")
    assert inset.tile.thumb
    assert inset.large


def test_a_caption_that_the_text_quotes_is_not_said_twice(
    library: Library, ana: Viewer, chest: UUID
) -> None:
    told = sentence(picture(library, chest), text=f"The caption says “on the Ferry.” {LONG}")
    (inset,) = look(ana, story(chapter(told)))
    assert inset.caption is None


def test_no_two_stand_close_to_each_other_and_none_twice(
    library: Library, ana: Viewer, chest: UUID
) -> None:
    one, two, three = (picture(library, chest) for _ in range(3))
    short = [sentence(memory, text="She went there.") for memory in (one, two, three)]
    assert [inset.tile.id for inset in look(ana, story(chapter(*short)))] == [str(one)]
    long = [sentence(memory) for memory in (one, one, two)]
    assert [inset.tile.id for inset in look(ana, story(chapter(*long)))] == [str(one), str(two)]


def test_what_cannot_be_shown_leaves_its_place_to_the_next(
    library: Library, ana: Viewer, chest: UUID
) -> None:
    letter = add_asset(library.database, chest, kind=Kind.note, body="It rained.")
    shown = picture(library, chest)
    (inset,) = look(ana, story(chapter(sentence(letter, shown))))
    assert inset.tile.id == str(shown)


def test_nobody_is_shown_what_they_may_not_see(library: Library, ana: Viewer, chest: UUID) -> None:
    tom = add_account(library.database, "Tom")
    add_member(library.database, chest, tom, Role.viewer)
    asset_id = picture(library, chest, audience=Audience.keepers, added_by=account_of(ana))
    told = story(chapter(sentence(asset_id)))
    assert len(look(ana, told)) == 1
    assert look(tom, told) == []


def test_a_voice_begins_at_its_second(library: Library, ana: Viewer, chest: UUID) -> None:
    voice = add_asset(
        library.database,
        chest,
        kind=Kind.audio,
        media_type="audio/mpeg",
        storage_key="voice",
        bytes=3,
        sha256="0" * 64,
        duration=90.0,
        plays_in_browser=True,
    )
    told = sentence(voice, heard=(Heard(voice, 42.0, "I never knew."),))
    (inset,) = look(ana, story(chapter(told)))
    assert (inset.second, inset.at) == (42.0, "from 0:42 on")
    assert inset.voice
    assert inset.voice["src"]
