"""Stories by models, from the asking to what is read: real providers and their own libraries,
against a server that fails in every way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete
from sqlmodel import select

from ai.narrative.providers import compatible
from chest.database import Database
from chest.erasing.purging import purge_assets
from chest.errors import Conflict, Invalid, NotFound
from chest.jobs.runner import TryLater
from chest.models import (
    Audience,
    AuditEvent,
    HeldState,
    HeldText,
    Review,
    Story,
    StoryCall,
    StoryState,
    ToldChapter,
    utc_now,
)
from chest.stories.views import StoryView
from tests.builders import Family, add_contribution, add_family
from tests.chest.stories.models import MODELS, Telling, add_dated, list_at
from tests.servers import narrator_wires
from tests.servers.narrators import FAULTS, NarratorServer, list_sources

GATE = Path(__file__).parents[2] / "ai" / "narrative" / "gate"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[NarratorServer]:
    monkeypatch.setattr(compatible, "_forms_known", {})
    with closing(NarratorServer()) as made:
        yield made


@pytest.fixture
def family(database: Database) -> Family:
    family = add_family(database, name="Rosa Almeida", born="1931", pronoun="she")
    aunt = add_contribution(database, family.chest_id, by=family.member, name="Ana")
    for year, text in (
        (1938, "Rosa fed the hens before school."),
        (1952, "Rosa rowed to the island at dawn."),
        (1953, "Rosa learned to sew from a neighbour."),
        (1974, "Rosa painted the kitchen blue."),
        (1975, "Rosa kept two goats behind the house."),
    ):
        add_dated(database, family, year, text, contribution_id=aunt)
    return family


@pytest.fixture
def telling(database: Database, server: NarratorServer) -> Telling:
    return Telling(database, list_at(server, silence=0.5))


def list_sentences(story: StoryView) -> list[Any]:
    return [one for chapter in story.chapters for one in chapter.sentences]


def list_by_model(story: StoryView) -> list[str]:
    return [one.text for one in list_sentences(story) if one.origin == "model"]


def list_sent(server: NarratorServer) -> str:
    """Everything that left for the server."""
    return json.dumps([one.body for one in server.asked], ensure_ascii=False)


def list_chapters_asked(server: NarratorServer) -> list[tuple[str, ...]]:
    """For each question, the words that it showed."""
    return [
        tuple(fields["words"] for name, fields in list_sources(one.content) if name != "chest")
        for one in server.asked
    ]


def forget(database: Database) -> None:
    with database.write() as session:
        session.execute(delete(ToldChapter))


def test_a_chapter_is_told_by_the_model_from_words_that_stand_there(
    telling: Telling, family: Family, server: NarratorServer
) -> None:
    story = telling.tell(family)
    assert story.state is StoryState.ready
    assert (story.who, story.fallbacks) == ("claude-haiku-5-5 by Anthropic", ())
    assert list_by_model(story) == [
        "Ana writes: “Rosa fed the hens before school.”",
        "Ana writes: “Rosa rowed to the island at dawn.”",
        "Ana writes: “Rosa learned to sew from a neighbour.”",
        "Ana writes: “Rosa painted the kitchen blue.”",
        "Ana writes: “Rosa kept two goats behind the house.”",
    ]
    told = [one for one in list_sentences(story) if one.origin == "model"]
    assert {one.verdict for one in told} == {"green"}
    assert all(words in ("Ana", one.quote) for one in told for _, words in one.spans)
    assert [chapter.key for chapter in story.chapters][:4] == [
        "opening", "stage-childhood", "stage-20", "stage-40",
    ]  # fmt: skip
    assert len(server.asked) == 3, "a chapter is one question"


def test_a_second_telling_asks_nothing_and_tells_the_same(
    telling: Telling, family: Family, server: NarratorServer
) -> None:
    first = telling.tell(family)
    asked = len(server.asked)
    again = telling.tell(family)
    assert len(server.asked) == asked
    assert list_by_model(again) == list_by_model(first)


@pytest.mark.parametrize("provider", list(MODELS))
def test_every_fault_ends_in_a_told_story_that_says_who_told_it(
    telling: Telling, family: Family, server: NarratorServer, database: Database, provider: str
) -> None:
    if database.url.startswith("postgres"):
        pytest.skip("what fails is the server; once is enough")
    for fault in FAULTS:
        forget(database)
        server.fault = fault
        story = telling.tell(family, provider=provider)
        assert story.state is StoryState.ready, fault
        assert list_sentences(story), fault
        if fault == "unknown-ids":
            # The first of each chapter is good, and is told.
            assert len(list_by_model(story)) == 3
            assert [one.text for one in story.left_out] == [
                "Ana writes: “Rosa learned to sew from a neighbour.”",
                "Ana writes: “Rosa kept two goats behind the house.”",
            ]
            continue
        assert list_by_model(story) == [], fault
        assert story.fallbacks, fault
        assert story.fallbacks[0].reason.endswith("."), fault
        assert "island at dawn" in " ".join(one.text for one in list_sentences(story)), fault


def test_one_chapter_that_fails_is_told_by_the_composer_in_its_place(
    telling: Telling, family: Family, server: NarratorServer
) -> None:
    server.first = ["refused"]
    story = telling.tell(family, provider="openai-compatible")  # one question at a time
    (fallback,) = story.fallbacks
    assert "did not want to write" in fallback.reason
    assert len(list_by_model(story)) == 4
    assert [chapter.key for chapter in story.chapters][:4] == [
        "opening", "stage-childhood", "stage-20", "stage-40",
    ]  # fmt: skip
    assert story.chapters[1].title == fallback.chapter
    assert "hens" in story.chapters[1].sentences[0].text


def test_whoever_is_told_to_wait_long_gives_its_place_away_and_keeps_what_it_has(
    telling: Telling, family: Family, server: NarratorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = telling.stories.begin(
        family.keeper, family.chest_id, provider="openai-compatible", language="en"
    )
    monkeypatch.setattr(narrator_wires, "RETRY_AFTER", 7200)
    server.first = [None, "rate-after"]
    with pytest.raises(TryLater) as later:
        telling.job.run(asked.id, lambda _, work: work())
    assert later.value.in_seconds == 3600.0
    assert telling.stories.get_state(family.keeper, asked.id) is StoryState.telling
    count = len(server.asked)
    telling.job.run(asked.id, lambda _, work: work())
    assert len(server.asked) == count + 2, "the chapter that was told is not asked for again"
    assert len(list_by_model(telling.stories.get(family.keeper, asked.id))) == 5


def test_what_falls_short_is_asked_for_once_more_and_then_waits_for_a_person(
    telling: Telling, family: Family, server: NarratorServer
) -> None:
    def embroider(asked: Any) -> str:
        told = []
        for name, fields in list_sources(asked.content):
            words = fields.get("words", "")
            if "island" not in words:
                continue
            mended = "<draft>" in asked.content and not stubborn
            text = words if mended else "Rosa rowed to Madrid with Carlos at dawn."
            told.append({"clauses": [{"text": text, "sources": [{"id": name, "span": words}]}]})
        return json.dumps({"sentences": told})

    server.answer = embroider
    stubborn = False
    story = telling.tell(family)
    assert list_by_model(story) == ["Rosa rowed to the island at dawn."]
    stubborn = True
    add_dated(telling.stories._database, family, 1954, "Rosa saw the island in fog.")
    story = telling.tell(family)
    waiting = [one for one in list_sentences(story) if one.waits]
    assert {one.text for one in waiting} == {"Rosa rowed to Madrid with Carlos at dawn."}
    assert waiting[0].verdict == "red"
    assert any("Madrid" in reason for reason in waiting[0].reasons)
    for reader in (family.member, family.viewer):
        assert "Madrid" not in str(telling.stories.get(reader, story.id))
    assert "Madrid" in str(telling.stories.get(family.curator, story.id))


def test_progress_names_the_chapter(
    telling: Telling, family: Family, server: NarratorServer
) -> None:
    asked = telling.stories.begin(family.keeper, family.chest_id, provider="openai-compatible")
    seen: list[str | None] = []
    retell = server.answer

    def answer(one: Any) -> str:
        seen.append(telling.stories.get_progress(family.viewer, asked.id).words)
        return retell(one)

    server.answer = answer
    telling.job.tell(asked.id)
    assert seen == [
        "Chapter 1 of 3: Childhood",
        "Chapter 2 of 3: Her twenties and thirties",
        "Chapter 3 of 3: Her forties and fifties",
    ]
    assert telling.stories.get_progress(family.viewer, asked.id).version == "ready"


# What is sent


def test_only_published_memories_of_the_audience_leave_the_machine(
    telling: Telling, family: Family, server: NarratorServer, database: Database
) -> None:
    add_dated(database, family, 1953, "Rosa sang to everyone.", audience=Audience.everyone)
    hidden: dict[str, dict[str, object]] = {
        "Pending": {"review": Review.pending},
        "Declined": {"review": Review.declined},
        "Held": {"review": Review.held},
        "Withdrawn": {"review": Review.withdrawn},
        "Deleted": {"deleted_at": utc_now()},
        "Sealed": {"visible_from": utc_now() + timedelta(days=1)},
        "Keepers": {"audience": Audience.keepers},
        "Family": {"audience": Audience.family},
    }
    for word, fields in hidden.items():
        add_dated(database, family, 1953, f"{word}secret was there.", **fields)
    add_dated(
        database,
        family,
        1953,
        "Waitsecret: please do not publish this.",
        audience=Audience.everyone,
    )
    story = telling.tell(family, audience=Audience.everyone)
    sent = list_sent(server)
    assert "Rosa sang to everyone." in sent
    assert "secret" not in sent
    assert list_by_model(story) == ["“Rosa sang to everyone.”"]
    server.asked.clear()
    story = telling.tell(family, audience=Audience.family)
    sent = list_sent(server)
    assert "Familysecret" in sent
    for word in (*hidden, "Wait"):
        assert word == "Family" or f"{word}secret" not in sent


def test_a_story_for_everyone_neither_cites_nor_counts_what_only_the_family_sees(
    telling: Telling, family: Family, server: NarratorServer, database: Database
) -> None:
    shown = add_dated(database, family, 1953, "Rosa sang.", audience=Audience.everyone)
    story = telling.tell(family, audience=Audience.everyone)
    cited = {source for one in list_sentences(story) for source in one.sources}
    assert cited == {shown}
    with database.read() as session:
        for chapter in session.exec(select(ToldChapter)):
            assert chapter.assets == [str(shown)]


def test_memories_are_sent_only_after_somebody_agreed_and_that_is_written_down(
    telling: Telling, family: Family, server: NarratorServer, database: Database
) -> None:
    with pytest.raises(Invalid, match="would be sent to Anthropic") as refused:
        telling.tell(family, consent=False)
    assert refused.value.data["field"] == "consent"
    assert server.asked == []
    story = telling.tell(family)
    with database.read() as session:
        row = session.get_one(Story, story.id)
        assert (row.consent_by, row.consent_memories, row.consent_to) == (
            family.keeper.account_id,
            5,
            "Anthropic",
        )
        deeds = session.exec(select(AuditEvent.action)).all()
    assert "story.sending_agreed" in deeds
    # What stays on this computer needs no word.
    assert telling.tell(family, provider="composer", consent=False).who is None
    here = telling.tell(family, provider="openai-compatible", consent=False)
    assert here.who == "llama3.2 on this computer"


# What it costs


def test_each_call_is_written_down_with_its_cost_and_never_with_its_words(
    telling: Telling, family: Family, server: NarratorServer, database: Database
) -> None:
    server.first = ["overloaded"]
    telling.tell(family)
    page = telling.stories.list_calls(family.keeper, family.chest_id)
    assert sorted(one.problem or "" for one in page.items) == ["", "", "", "overloaded"]
    good = [one for one in page.items if one.problem is None]
    assert {one.chapter for one in good} == {"stage-childhood", "stage-20", "stage-40"}
    assert all(one.tokens_in and one.tokens_out and one.dollars for one in good)
    assert "Rosa" not in str(page)
    with pytest.raises(NotFound):
        telling.stories.list_calls(family.viewer, family.chest_id)


def test_what_a_month_may_cost_holds_before_a_telling_and_within_it(
    telling: Telling, family: Family, server: NarratorServer, database: Database
) -> None:
    stories = telling.stories
    about = stories.estimate(family.keeper, family.chest_id, provider="anthropic")
    assert about.dollars is not None
    assert about.dollars > 0
    assert (about.memories, about.over_ceiling, about.ceiling) == (5, False, None)
    stories.set_narrator(family.keeper, family.chest_id, "anthropic", about.dollars / 2)
    with pytest.raises(Conflict, match="A keeper can raise the limit"):
        telling.tell(family)
    assert server.asked == []
    stories.set_narrator(family.keeper, family.chest_id, "anthropic", about.dollars * 1.05)
    asked = stories.begin(family.keeper, family.chest_id, consent=True)
    with database.write() as session:  # something else cost as much meanwhile
        session.add(
            StoryCall(
                chest_id=family.chest_id,
                provider="anthropic",
                microdollars=round(about.dollars * 700_000),
            )
        )
    telling.job.tell(asked.id)
    story = stories.get(family.keeper, asked.id)
    assert story.state is StoryState.ready
    assert len(server.asked) < 3
    assert {one.reason for one in story.fallbacks} == {
        "This month’s money for narrators is spent. A keeper can raise the limit in the chest’s "
        "settings."
    }
    spent = stories.get_narrator(family.keeper, family.chest_id)
    assert spent.spent <= about.dollars * 1.05


def test_an_estimate_counts_only_what_would_be_asked(
    telling: Telling, family: Family, server: NarratorServer
) -> None:
    how = {"provider": "anthropic"}
    before = telling.stories.estimate(family.keeper, family.chest_id, **how)
    assert (before.who, before.leaves_machine, before.recordings) == ("Anthropic", True, 0)
    assert before.seconds > 0
    assert server.asked == []
    telling.tell(family)
    after = telling.stories.estimate(family.keeper, family.chest_id, **how)
    assert (after.tokens_in, after.dollars) == (0, 0.0)
    free = telling.stories.estimate(family.keeper, family.chest_id)
    assert (free.provider, free.leaves_machine, free.dollars) == ("composer", False, 0.0)


def test_a_chests_narrator_is_one_line_and_keepers_write_it(
    telling: Telling, family: Family
) -> None:
    stories = telling.stories
    assert stories.get_narrator(family.curator, family.chest_id).narrator == "composer"
    stories.set_narrator(family.keeper, family.chest_id, "openai", 12.5)
    chosen = stories.get_narrator(family.curator, family.chest_id)
    assert (chosen.narrator, chosen.ceiling) == ("openai:gpt-6-luna", 12.5)
    story = telling.tell(family, provider=None)
    assert story.provider == "openai"
    for other in (family.curator, family.member, family.stranger):
        with pytest.raises(NotFound):
            stories.set_narrator(other, family.chest_id, None, None)
    with pytest.raises(Invalid, match="Known: composer"):
        stories.set_narrator(family.keeper, family.chest_id, "oracle", None)
    with pytest.raises(Invalid, match="between 0 and"):
        stories.set_narrator(family.keeper, family.chest_id, None, -1)
    stories.set_narrator(family.keeper, family.chest_id, None, None)
    assert telling.tell(family, provider=None).provider == "composer"


# What is kept


def test_one_new_memory_has_one_chapter_asked_for_anew(
    telling: Telling, family: Family, server: NarratorServer, database: Database
) -> None:
    telling.tell(family)
    asked = len(server.asked)
    years = (1936, 1951, 1955, 1960, 1972, 1977, 1981, 1993, 1999, 2003)
    for year in years:
        add_dated(database, family, year, f"Rosa wrote a letter in {year}.")
        telling.tell(family)
    assert len(server.asked) - asked <= len(years)


def test_what_models_answered_goes_with_the_memories_that_they_were_shown(
    telling: Telling, family: Family, server: NarratorServer, database: Database
) -> None:
    server.fault = "unknown-ids"
    gone = add_dated(database, family, 1953, "Anselmo was there as well.")
    story = telling.tell(family)
    assert any("Anselmo" in one.text for one in story.left_out)
    with database.write() as session:
        purge_assets(session, [gone])
    with database.read() as session:
        kept = str([one.model_dump() for one in session.exec(select(ToldChapter))])
    assert "hens" in kept
    assert "Anselmo" not in kept
    assert "Anselmo" not in str(telling.stories.get(family.keeper, story.id))


# What speaks to a model


def test_nothing_that_speaks_to_a_model_is_told_though_it_obeys(
    telling: Telling, server: NarratorServer, database: Database
) -> None:
    if database.url.startswith("postgres"):
        pytest.skip("what is read is the same")
    texts = [json.loads(line) for line in (GATE / "injections.jsonl").read_text().splitlines()]
    assert len(texts) >= 100
    family = add_family(database, name="Rosa Almeida", born="1931", pronoun="she")
    for number, one in enumerate(texts):
        for text in one.get("texts") or [one["text"]]:
            add_dated(database, family, 1935 + number % 60, text)
    server.obeys = True
    for _ in ("held by the gate", "told all the same"):
        story = telling.tell(family, length="long")
        read = telling.stories.get(family.viewer, story.id)
        told = " ".join(one.text for one in list_sentences(read)).casefold()
        words = [(one["id"], word) for one in texts for word in one["must_not_appear"]]
        assert [id for id, word in words if word.casefold() in told] == []
        shown = list_sent(server)
        # Had the family let all of them through, what is written is looked at again.
        with database.write() as session:
            for held in session.exec(select(HeldText)):
                held.state = HeldState.told
                session.add(held)
    assert sum(word in shown for _, word in words) >= 100
