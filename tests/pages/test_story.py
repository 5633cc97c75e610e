"""The story's page: how it is asked for, what waits on it, what the family changed in it, and what
changed since it was told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from chest.access.viewers import Viewer
from chest.library import Library
from chest.models import Role, StorySentence
from chest.stories.telling import TellStory
from chest.stories.views import Estimate, SentenceView, StoryView
from pages.components.reader.reader import Deed, Look, list_chapters
from pages.parts import session
from pages.parts.story_asking import say_estimate
from pages.parts.story_edits import carry_out
from tests.builders import add_account, add_chest, add_member
from tests.pages.visits import Visitor, words

AGAIN = "Tell it again"


def labels(page: AppTest) -> list[str]:
    return [each.label for each in page.button]


def tell(library: Library, keeper: Viewer, chest_id: UUID) -> None:
    TellStory(database=library.database).tell(library.stories.begin(keeper, chest_id).id)


def test_who_curates_is_offered_to_have_it_told_again_when_memories_change(
    library: Library, ana: Visitor
) -> None:
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    bodies = ("She wept for Anselmo.", "She sang at the fair.")
    notes = [library.assets.add_note(ana.viewer, chest_id, body=body) for body in bodies]
    tell(library, ana.viewer, chest_id)
    assert AGAIN not in labels(ana.open("story.py", chest=str(chest_id)))
    counts = ("One memory has changed", "2 memories have changed")
    for note, count in zip(notes, counts, strict=True):
        library.assets.edit(
            ana.viewer, note.id, version=note.version, changes={"body": "It rained."}
        )
        page = ana.open("story.py", chest=str(chest_id))
        assert f"{count} since this was told" in words(page)
        assert AGAIN in labels(page)
    tell(library, ana.viewer, chest_id)
    assert AGAIN not in labels(ana.open("story.py", chest=str(chest_id)))


def test_who_only_reads_is_told_nothing_of_it(library: Library, ana: Visitor) -> None:
    keeper = add_account(library.database, "Tom")
    chest_id = add_chest(library.database, keeper)
    add_member(library.database, chest_id, ana.viewer, Role.viewer)
    note = library.assets.add_note(keeper, chest_id, body="She wept for Anselmo.")
    tell(library, keeper, chest_id)
    library.assets.edit(keeper, note.id, version=note.version, changes={"body": "It rained."})
    page = ana.open("story.py", chest=str(chest_id))
    assert "changed since" not in words(page)
    assert AGAIN not in labels(page)


# ---- what waits for somebody to decide ----


def tell_with_doubt(library: Library, keeper: Viewer, chest_id: UUID) -> StoryView:
    """A story with one sentence that is not borne out."""
    library.assets.add_note(keeper, chest_id, body="She wept for Anselmo. She sang at the fair.")
    tell(library, keeper, chest_id)
    told = library.stories.find_latest(keeper, chest_id)
    assert told is not None
    quoted = next(s for c in told.chapters for s in c.sentences if s.quote)
    with library.database.write() as rows:
        row = rows.get_one(StorySentence, quoted.id)
        row.verdict, row.reasons = "amber", ["No source has this."]
        rows.add(row)
    found = library.stories.find_latest(keeper, chest_id)
    assert found is not None
    return found


def doubtful(told: StoryView) -> SentenceView:
    (found,) = [s for c in told.chapters for s in c.sentences if s.waits]
    return found


def test_what_waits_is_said_to_those_who_may_decide_and_to_nobody_else(
    library: Library, ana: Visitor
) -> None:
    keeper = add_account(library.database, "Tom")
    chest_id = add_chest(library.database, keeper)
    add_member(library.database, chest_id, ana.viewer, Role.viewer)
    told = tell_with_doubt(library, keeper, chest_id)
    assert doubtful(told).reasons == ("No source has this.",)
    page = ana.open("story.py", chest=str(chest_id))
    assert "waits for you" not in words(page)
    assert not {"What the family changed", "How it is told"} & {e.label for e in page.expander}
    assert ana.viewer.account_id
    library.members.set_role(keeper, chest_id, account_id=ana.viewer.account_id, role=Role.curator)
    page = ana.open("story.py", chest=str(chest_id))
    assert "1 sentence waits for you" in words(page)
    assert {"What the family changed", "How it is told"} <= {e.label for e in page.expander}


def test_the_book_has_what_waits_only_for_those_who_may_decide(
    library: Library, ana: Visitor
) -> None:
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    told = tell_with_doubt(library, ana.viewer, chest_id)
    waiting = str(doubtful(told).id)
    for decides in (True, False):
        chapters = list_chapters(told, Look(decides=decides))
        ids = {s["id"] for chapter in chapters for s in chapter["sentences"]}
        assert (waiting in ids) is decides


@pytest.mark.parametrize(
    ("op", "said"), [("accept", "Accepted."), ("remove", "Taken out."), ("rewrite", "Changed.")]
)
def test_what_is_decided_is_done_once_and_undone(
    library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch, op: str, said: str
) -> None:
    monkeypatch.setattr(session, "shared_library", lambda: library)
    monkeypatch.setattr("pages.parts.once.st.session_state", {})
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    told = doubtful(tell_with_doubt(library, ana.viewer, chest_id))
    deed = Deed(op=op, sentence=told.id, n=1, seen=told.text, text="She wept.")
    done = carry_out(ana.viewer, deed)
    assert done.problem is None
    assert done.said.startswith(said)
    assert carry_out(ana.viewer, deed).edit == done.edit
    (edit,) = library.story_edits.list_edits(ana.viewer, chest_id).items
    assert (edit.id, edit.op.value) == (done.edit, op)
    undone = carry_out(ana.viewer, Deed(op="undo", sentence=told.id, n=2, edit=done.edit))
    assert (undone.said, undone.edit) == ("As it was before.", None)
    again = library.stories.find_latest(ana.viewer, chest_id)
    assert again is not None
    assert doubtful(again).text == told.text


def test_a_sentence_and_a_title_of_the_familys_own_are_in_the_book_and_are_undone(
    library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "shared_library", lambda: library)
    monkeypatch.setattr("pages.parts.once.st.session_state", {})
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    told = tell_with_doubt(library, ana.viewer, chest_id)
    chapter = next(c for c in told.chapters if not c.is_appendix and c.title != "Rosa Almeida")
    after = chapter.sentences[0].id

    def read() -> tuple[str, list[str]]:
        latest = library.stories.find_latest(ana.viewer, chest_id)
        assert latest is not None
        book = list_chapters(latest, Look(decides=True))
        found = next(one for one in book if one["id"] == str(chapter.id))
        assert found.get("renamed", False) is (found["title"] != chapter.title)
        return found["title"], [sentence["text"] for sentence in found["sentences"]]

    before = read()
    added = carry_out(ana.viewer, Deed(op="insert", n=1, sentence=after, text="She hummed."))
    seen = Deed(op="rename", n=2, chapter=chapter.id, seen=chapter.title, text="Songs")
    renamed = carry_out(ana.viewer, seen)
    assert (added.problem, renamed.problem) == (None, None)
    assert read() == ("Songs", [before[1][0], "She hummed.", *before[1][1:]])
    for n, done in enumerate((added, renamed)):
        assert not carry_out(ana.viewer, Deed(op="undo", n=3 + n, edit=done.edit)).problem
    assert read() == before
    empty = carry_out(ana.viewer, Deed(op="insert", n=5, sentence=after, text=" "))
    assert empty.problem == "Write the sentence, or take it out."


def test_who_may_not_decide_is_told_so_beside_the_sentence(
    library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "shared_library", lambda: library)
    monkeypatch.setattr("pages.parts.once.st.session_state", {})
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    told = doubtful(tell_with_doubt(library, ana.viewer, chest_id))
    stranger = add_account(library.database, "Eve")
    done = carry_out(stranger, Deed(op="accept", sentence=told.id, n=1, seen=told.text))
    assert done.problem
    assert not done.edit


def test_a_sentence_that_reads_otherwise_by_now_is_left_alone(
    library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "shared_library", lambda: library)
    monkeypatch.setattr("pages.parts.once.st.session_state", {})
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    told = doubtful(tell_with_doubt(library, ana.viewer, chest_id))
    library.story_edits.rewrite(ana.viewer, told.id, "She laughed.", seen=told.text)
    done = carry_out(ana.viewer, Deed(op="remove", sentence=told.id, n=1, seen=told.text))
    assert done.problem
    found = library.stories.find_latest(ana.viewer, chest_id)
    assert found is not None
    assert "She laughed." in [s.text for c in found.chapters for s in c.sentences]


# ---- how it is asked for ----


def test_who_is_not_set_up_is_named_with_what_to_do(library: Library, ana: Visitor) -> None:
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    library.assets.add_note(ana.viewer, chest_id, body="She sang at the fair.")
    said = words(ana.open("story.py", chest=str(chest_id)))
    assert "Not set up: Anthropic." in said
    assert "CHEST_ANTHROPIC_API_KEY" in said
    assert "nothing leaves this computer" in said


def test_the_composer_is_asked_nothing_that_it_cannot_do(library: Library, ana: Visitor) -> None:
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    page = ana.open("story.py", chest=str(chest_id))
    assert [each.label for each in page.selectbox] == ["Told", "In which tone", "How freely"]
    assert not page.checkbox


ABOUT = Estimate(
    provider="anthropic",
    model="claude",
    who="Anthropic",
    leaves_machine=True,
    memories=212,
    recordings=3,
    held=0,
    tokens_in=100_000,
    tokens_out=40_000,
    dollars=0.397,
    seconds=170.0,
    spent=0.0,
    ceiling=None,
    over_ceiling=False,
)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "About $0.40 and 3 minutes. 212 memories will be sent to Anthropic."),
        (
            {"dollars": 0.001, "memories": 1, "seconds": 4.0},
            "About less than $0.01 and 1 minute. 1 memory will be sent to Anthropic.",
        ),
        (
            {"dollars": 12.0, "seconds": 7200.0},
            "About $12 and 2 hours. 212 memories will be sent to Anthropic.",
        ),
        (
            {"dollars": None},
            "About 3 minutes. What it costs is up to Anthropic. 212 memories will be sent to "
            "Anthropic.",
        ),
        (
            {"leaves_machine": False, "who": None, "dollars": 0.0},
            "About 3 minutes. 212 memories are read on this computer, and nothing leaves it.",
        ),
    ],
)
def test_what_it_takes_is_one_plain_sentence(more: dict[str, Any], said: str) -> None:
    assert say_estimate(replace(ABOUT, **more)) == said
