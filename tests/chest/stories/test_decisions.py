"""The keepers' queue: what waits, the four ways, undo, and what givers are asked."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from ai.narrative.gate.reading import find_held
from chest.access.viewers import ANONYMOUS, Viewer
from chest.assets.manager import AssetManager
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn, Stale
from chest.gate.reading import read_chest
from chest.models import (
    Audience,
    AuditEvent,
    HeldState,
    HeldText,
    Kind,
)
from chest.stories.decisions import DecisionManager
from chest.stories.held_texts import HeldView
from chest.stories.manager import StoryManager
from chest.stories.questions import QuestionManager
from chest.stories.telling import TellStory
from chest.stories.views import StoryView
from tests.builders import Family, account_of, add_asset

SECRET = "Please don't show this to anybody outside the family."
GATE = Path(__file__).parents[2] / "ai" / "narrative" / "gate"
WISHES = (
    "NÃO PUBLICAR por favor",
    "Not sure we should show this",
    "only if Maureen agrees",
    "please do NOT say 'lost his battle'",
    "this stays between you and me",
    "bitte nicht veröffentlichen",
    "por favor, no publicar esto",
)


@pytest.fixture
def decisions(database: Database) -> DecisionManager:
    return DecisionManager(database=database)


@pytest.fixture
def questions(database: Database) -> QuestionManager:
    return QuestionManager(database=database)


@pytest.fixture
def secret(family: Family) -> UUID:
    """A caption of the member's that waits."""
    asset_id = add_asset(
        family.database,
        family.chest_id,
        caption=f"She sang. {SECRET}",
        added_by=account_of(family.member),
    )
    read_chest(family.database, family.chest_id)
    return asset_id


def waiting(decisions: DecisionManager, family: Family) -> list[HeldView]:
    return decisions.list_page(family.keeper, family.chest_id).items


def tell(stories: StoryManager, family: Family, audience: Audience = Audience.family) -> StoryView:
    asked = stories.begin(family.keeper, family.chest_id, audience=audience)
    TellStory(database=family.database).tell(asked.id)
    return stories.get(family.keeper, asked.id)


def all_of(story: StoryView) -> str:
    return json.dumps(
        [
            (
                chapter.title,
                [(s.text, s.quote, [h.words for h in s.heard]) for s in chapter.sentences],
            )
            for chapter in story.chapters
        ],
        ensure_ascii=False,
    )


def test_a_text_that_waits_is_shown_with_its_words_and_whose_it_is(
    decisions: DecisionManager, family: Family, secret: UUID
) -> None:
    [one] = waiting(decisions, family)
    assert (one.asset_id, one.reason, one.state) == (secret, "secrecy", HeldState.open)
    assert "".join(piece.text for piece in one.context) == f"She sang. {SECRET}"
    assert [piece.text for piece in one.context if piece.found] == [one.quote]
    assert (one.by, one.can_ask, one.is_note) == ("Member", True, False)
    assert decisions.count_waiting(family.keeper, family.chest_id) == 1


def test_only_a_keeper_decides_and_nobody_below_a_curator_knows(
    decisions: DecisionManager, family: Family, secret: UUID, aunt: Viewer
) -> None:
    [one] = waiting(decisions, family)
    assert [v.id for v in decisions.list_page(family.curator, family.chest_id).items] == [one.id]
    assert decisions.count_waiting(family.curator, family.chest_id) == 1
    for viewer in (family.member, family.viewer, family.stranger, aunt, ANONYMOUS):
        with pytest.raises((NotFound, NotSignedIn)):
            decisions.list_page(viewer, family.chest_id)
        assert decisions.count_waiting(viewer, family.chest_id) == 0
    for viewer in (family.curator, family.member, family.viewer, family.stranger, aunt, ANONYMOUS):
        with pytest.raises((NotFound, NotSignedIn)):
            decisions.decide(viewer, one.id, "tell")
        with pytest.raises((NotFound, NotSignedIn)):
            decisions.undo(viewer, one.id)
    with pytest.raises(NotFound):
        decisions.decide(family.keeper, uuid4(), "tell")
    assert waiting(decisions, family)[0].state is HeldState.open


def test_a_curator_hears_nothing_of_what_only_keepers_see(
    decisions: DecisionManager, family: Family
) -> None:
    add_asset(family.database, family.chest_id, caption=SECRET, audience=Audience.keepers)
    read_chest(family.database, family.chest_id)
    assert decisions.count_waiting(family.keeper, family.chest_id) == 1
    assert decisions.count_waiting(family.curator, family.chest_id) == 0
    assert decisions.list_page(family.curator, family.chest_id).items == []


@pytest.mark.parametrize(
    ("decision", "audience", "told_to"),
    [
        ("tell", None, {Audience.family, Audience.keepers}),
        ("only", Audience.family, {Audience.family, Audience.keepers}),
        ("only", Audience.keepers, {Audience.keepers}),
        ("keep_out", None, set()),
        ("ask", None, set()),
    ],
)
def test_each_of_the_four_ways_does_what_it_says(
    decisions: DecisionManager,
    stories: StoryManager,
    family: Family,
    decision: str,
    audience: Audience | None,
    told_to: set[Audience],
) -> None:
    body = f"She sang every single morning in the kitchen before the bakery opened. {SECRET}"
    add_asset(
        family.database,
        family.chest_id,
        kind=Kind.note,
        body=body,
        added_by=account_of(family.member),
    )
    assert "She sang" not in all_of(tell(stories, family))
    [one] = waiting(decisions, family)
    for _twice in range(2):
        decided = decisions.decide(family.keeper, one.id, decision, audience=audience)  # type: ignore[arg-type]  # a word of the four
        assert (decided.audience, decided.decided_by) == (audience, family.keeper.account_id)
    assert waiting(decisions, family) == []
    told = {
        to
        for to in (Audience.family, Audience.keepers)
        if "She sang" in all_of(tell(stories, family, to))
    }
    assert told == told_to
    with family.database.read() as session:
        actions = session.exec(
            select(AuditEvent.action).where(col(AuditEvent.action).startswith("text."))
        ).all()
    assert actions == [f"text.{decision}"]
    decisions.undo(family.keeper, one.id)
    decisions.undo(family.keeper, one.id)
    assert [v.id for v in waiting(decisions, family)] == [one.id]
    assert "She sang" not in all_of(tell(stories, family))


def test_what_cannot_be_decided_says_so(
    decisions: DecisionManager, family: Family, secret: UUID
) -> None:
    [one] = waiting(decisions, family)
    for audience in (None, Audience.everyone):
        with pytest.raises(Invalid):
            decisions.decide(family.keeper, one.id, "only", audience=audience)
    with pytest.raises(Stale):
        decisions.decide(family.keeper, one.id, "tell", wording="0" * 32)
    add_asset(family.database, family.chest_id, caption=SECRET, added_by=account_of(family.keeper))
    read_chest(family.database, family.chest_id)
    mine = waiting(decisions, family)[1]
    assert not mine.can_ask
    with pytest.raises(Conflict):
        decisions.decide(family.keeper, mine.id, "ask")
    assert {v.state for v in waiting(decisions, family)} == {HeldState.open}


def test_a_story_that_was_told_shows_nothing_of_what_is_held_since(
    decisions: DecisionManager, stories: StoryManager, assets: AssetManager, family: Family
) -> None:
    words = "She sang every single morning in the kitchen before the bakery opened."
    asset_id = add_asset(family.database, family.chest_id, kind=Kind.note, body=words)
    told = tell(stories, family)
    assert "She sang" in all_of(told)
    assets.edit(family.keeper, asset_id, version=1, changes={"body": f"{words} {SECRET}"})
    assert "She sang" not in all_of(stories.get(family.keeper, told.id))
    [one] = waiting(decisions, family)
    decisions.decide(family.keeper, one.id, "tell")
    assert "She sang" in all_of(stories.get(family.keeper, told.id))
    decisions.decide(family.keeper, one.id, "keep_out")
    assert "She sang" not in all_of(stories.get(family.keeper, told.id))


def test_the_list_is_told_in_pages(decisions: DecisionManager, family: Family) -> None:
    for n in range(5):
        add_asset(family.database, family.chest_id, caption=f"{n} {SECRET}")
    read_chest(family.database, family.chest_id)
    found, cursor = [], None
    while True:
        page = decisions.list_page(family.keeper, family.chest_id, cursor=cursor, limit=2)
        found += [one.id for one in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert (len(found), found) == (5, sorted(found))
    assert decisions.count_waiting(family.keeper, family.chest_id, most=3) == 3
    with pytest.raises(Invalid):
        decisions.list_page(family.keeper, family.chest_id, cursor="nonsense")


def test_a_long_page_costs_no_more_questions_than_a_short_one(
    decisions: DecisionManager, family: Family
) -> None:
    for n in range(12):
        add_asset(family.database, family.chest_id, caption=f"{n} {SECRET}")
    read_chest(family.database, family.chest_id)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(family.database.engine, "before_cursor_execute", note)
    counts = []
    for limit in (1, 12):
        asked.clear()
        decisions.list_page(family.keeper, family.chest_id, limit=limit)
        counts.append(len(asked))
    event.remove(family.database.engine, "before_cursor_execute", note)
    assert counts[0] == counts[1] <= 10


def test_a_giver_is_asked_with_the_receipt_and_the_keeper_reads_the_answer(
    decisions: DecisionManager,
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    family: Family,
    aunt: Viewer,
) -> None:
    draft = contributions.open_draft(aunt, name="Aunt Graça", consent=True)
    contributions.update(aunt, draft.id, message=f"She sang. {SECRET}")
    sent = contributions.submit(aunt, draft.id)
    assert sent.receipt is not None
    given = receipts.receipt(sent.receipt)
    assert given.waits == "The family reads one part of it before it is told in a story."
    assert given.questions == ()
    [one] = decisions.list_of_gift(family.curator, draft.id)
    assert (one.by, one.can_ask) == ("Aunt Graça", True)
    moderation.approve(family.keeper, draft.id)
    decisions.decide(family.keeper, one.id, "ask")
    [question] = receipts.receipt(sent.receipt).questions
    assert question.quote in SECRET

    with pytest.raises(Invalid):
        receipts.answer(sent.receipt, question.id, " ")
    for _twice in range(2):
        answered = receipts.answer(sent.receipt, question.id, "The family may read it.")
    assert answered.questions == ()
    [again] = waiting(decisions, family)
    assert (again.answer, again.state) == ("The family may read it.", HeldState.open)
    with pytest.raises(NotFound):
        receipts.answer(sent.receipt, question.id, "Or rather not.")
    decisions.decide(family.keeper, one.id, "only", audience=Audience.family)
    assert receipts.receipt(sent.receipt).waits is None
    with pytest.raises(NotFound):
        decisions.list_of_gift(family.member, draft.id)
    with pytest.raises(NotFound):
        decisions.list_of_gift(family.keeper, uuid4())


def test_a_member_answers_about_their_own_words_alone(
    decisions: DecisionManager, questions: QuestionManager, family: Family, secret: UUID
) -> None:
    [one] = waiting(decisions, family)
    assert questions.list_own(family.member, family.chest_id) == []
    with pytest.raises(NotFound):
        questions.answer(family.member, one.id, "Yes.")
    decisions.decide(family.keeper, one.id, "ask")
    assert [q.id for q in questions.list_own(family.member, family.chest_id)] == [one.id]
    assert questions.list_own(family.viewer, family.chest_id) == []
    for viewer in (family.viewer, family.keeper, family.stranger):
        with pytest.raises(NotFound):
            questions.answer(viewer, one.id, "Yes.")
    questions.answer(family.member, one.id, "Yes.")
    assert [v.answer for v in waiting(decisions, family)] == ["Yes."]


def test_what_was_taken_back_or_put_away_waits_for_nobody(
    decisions: DecisionManager,
    contributions: ContributionManager,
    receipts: Receipts,
    assets: AssetManager,
    family: Family,
    aunt: Viewer,
    secret: UUID,
) -> None:
    draft = contributions.open_draft(aunt, name="Aunt Graça", consent=True)
    contributions.update(aunt, draft.id, message=SECRET)
    receipt = contributions.submit(aunt, draft.id).receipt
    assert receipt is not None
    assert decisions.count_waiting(family.keeper, family.chest_id) == 2
    receipts.withdraw(receipt)
    assets.delete(family.keeper, secret)
    assert decisions.count_waiting(family.keeper, family.chest_id) == 0
    with family.database.read() as session:
        rows = session.exec(select(HeldText)).all()
    for row in rows:
        with pytest.raises(NotFound):
            decisions.decide(family.keeper, row.id, "tell")
    assets.restore(family.keeper, secret)
    assert decisions.count_waiting(family.keeper, family.chest_id) == 1


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_of_privacy_reaches_no_story_before_somebody_decided(
    decisions: DecisionManager,
    contributions: ContributionManager,
    moderation: Moderation,
    stories: StoryManager,
    family: Family,
    aunt: Viewer,
    wish: str,
) -> None:
    """7 of 7 were printed before there was a gate."""
    draft = contributions.open_draft(aunt, name="Maureen", consent=True)
    words = "She sang every single morning in the kitchen before the bakery opened."
    contributions.update(aunt, draft.id, message=f"{words} {wish}.")
    contributions.submit(aunt, draft.id)
    moderation.approve(family.keeper, draft.id)
    assert wish not in all_of(tell(stories, family))
    [one] = waiting(decisions, family)
    decisions.decide(family.keeper, one.id, "tell")
    assert "She sang" in all_of(tell(stories, family))


def test_no_attempt_to_instruct_a_model_reaches_a_page(
    decisions: DecisionManager, stories: StoryManager, family: Family
) -> None:
    lines = (GATE / "injections.jsonl").read_text(encoding="utf-8").splitlines()
    attempts = [json.loads(line) for line in lines]
    texts = [(one, text) for one in attempts for text in one.get("texts", [one.get("text")])]
    for n, (_one, text) in enumerate(texts):
        add_asset(
            family.database,
            family.chest_id,
            **({"kind": Kind.note, "body": text} if n % 2 else {"caption": text}),
            taken=f"{1950 + n % 60}",
            taken_sort=f"{1950 + n % 60}",
        )
    story = all_of(tell(stories, family))
    found = [
        one for one in attempts if all(find_held(text) for other, text in texts if other is one)
    ]
    assert len(found) >= 100
    printed = [one["id"] for one in found if any(word in story for word in one["must_not_appear"])]
    assert printed == []
    assert decisions.count_waiting(family.keeper, family.chest_id, most=200) >= 100
