"""The states of a contribution, and the standing that its memories take with each."""

from __future__ import annotations

import pytest

from chest.access.standing import REVIEW_OF
from chest.access.viewers import Viewer
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.states import move
from chest.database import Database
from chest.errors import Conflict, NotFound
from chest.models import (
    Asset,
    Contribution,
    ContributionState,
    Review,
    utc_now,
)
from tests.builders import (
    Family,
    add_contribution,
    add_link,
    open_link_session,
)
from tests.chest.contributions.giving import (
    asset_of,
    bring_to,
    give,
    reviews,
)

State = ContributionState


@pytest.mark.parametrize("state", [State.approved, State.declined, State.held])
def test_a_decision_takes_every_memory_along(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
    state: State,
) -> None:
    sent, _ = give(contributions, database, aunt)
    bring_to(moderation, family, sent, state)
    view = moderation.get(family.keeper, sent.id)
    assert view.state is state
    assert view.decided_by == family.curator.account_id
    assert view.decided_by_name == "Curator"
    assert view.decided_at
    assert reviews(database, sent.id) == {REVIEW_OF[state]}


def test_every_state_has_one_review_and_no_two_share_one() -> None:
    assert set(REVIEW_OF) == set(ContributionState)
    assert len(set(REVIEW_OF.values())) == len(Review)


@pytest.mark.parametrize("state", [State.approved, State.declined, State.held])
def test_undo_lets_it_wait_again_whoever_decided(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
    state: State,
) -> None:
    sent, _ = give(contributions, database, aunt)
    bring_to(moderation, family, sent, state)
    for _ in range(2):
        view = moderation.undo(family.keeper, sent.id)
        assert view.state is State.pending
        assert view.decided_by is view.decided_at is None
        assert view.decision_note is view.held_until is None
    assert reviews(database, sent.id) == {Review.pending}


def test_what_a_curator_deleted_follows_its_contribution_and_stays_deleted(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, photo = give(contributions, database, aunt)
    moderation.approve(family.curator, sent.id)
    with database.write() as session:
        row = session.get(Asset, photo)
        assert row
        row.deleted_at = utc_now()
        session.add(row)
    moderation.undo(family.curator, sent.id)
    row = asset_of(database, photo)
    assert row.review is Review.pending
    assert row.deleted_at


@pytest.mark.parametrize("state", [State.draft, State.withdrawn])
def test_drafts_and_what_was_taken_back_cannot_be_moderated(
    moderation: Moderation, database: Database, family: Family, state: State
) -> None:
    browser = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    hidden = add_contribution(database, family.chest_id, by=browser, state=state)
    assert moderation.list_contributions(family.keeper, family.chest_id).items == []
    assert moderation.list_contributions(family.keeper, family.chest_id, state=state).items == []
    for call in (moderation.get, moderation.approve, moderation.undo):
        with pytest.raises(NotFound):
            call(family.keeper, hidden)


def test_a_move_from_where_it_no_longer_stands_moves_nothing(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    with database.read() as session:
        seen_before = session.get(Contribution, sent.id)
        assert seen_before
    moderation.decline(family.keeper, sent.id)
    with database.write() as session:
        session.add(seen_before)
        with pytest.raises(Conflict):
            move(session, seen_before, State.approved, viewer=family.curator, action="approved")
    assert reviews(database, sent.id) == {Review.declined}
