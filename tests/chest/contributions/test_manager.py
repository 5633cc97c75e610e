"""Contributions: sent, kept to their contributors, and written down."""

from __future__ import annotations

import pytest
from sqlmodel import select

from chest.access.viewers import ANONYMOUS, ReceiptViewer, Viewer
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn
from chest.models import (
    AuditEvent,
    ContributionState,
    Review,
    UploadState,
)
from tests.builders import (
    Family,
    add_chest,
    add_link,
    open_link_session,
)
from tests.chest.contributions.giving import (
    add_file,
    add_upload,
    begin,
    give,
    reviews,
)

State = ContributionState


def test_sending_takes_along_everything_that_is_in_it(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    add_file(database, draft)
    contributions.update(aunt, draft.id, message="For Rosa")
    sent = contributions.submit(aunt, draft.id)
    assert sent.state is State.pending
    assert sent.submitted_at
    assert reviews(database, draft.id) == {Review.pending}


def test_sending_twice_is_not_an_error(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    again = contributions.submit(aunt, sent.id)
    assert (again.state, again.submitted_at) == (State.pending, sent.submitted_at)
    moderation.approve(family.curator, sent.id)
    assert contributions.submit(aunt, sent.id).state is State.approved


def test_an_empty_draft_is_not_sent(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    with pytest.raises(Invalid):
        contributions.submit(aunt, draft.id)
    removed = add_file(database, draft)
    contributions.remove_file(aunt, draft.id, removed)
    with pytest.raises(Invalid):
        contributions.submit(aunt, draft.id)
    assert contributions.list_own(aunt)[0].state is State.draft


@pytest.mark.parametrize("state", [UploadState.open, UploadState.completing])
def test_nothing_is_sent_while_files_are_on_their_way(
    contributions: ContributionManager, database: Database, aunt: Viewer, state: UploadState
) -> None:
    draft = begin(contributions, aunt)
    done, slow = add_file(database, draft), add_file(database, draft, original_name="film.mp4")
    add_upload(database, done, UploadState.complete)
    add_upload(database, slow, state)
    with pytest.raises(Conflict) as refused:
        contributions.submit(aunt, draft.id)
    assert refused.value.data == {"waiting": 1, "names": ["film.mp4"]}
    assert reviews(database, draft.id) == {Review.draft}
    contributions.remove_file(aunt, draft.id, slow)
    assert contributions.submit(aunt, draft.id).state is State.pending


def test_what_was_sent_stays_as_it_is(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    with pytest.raises(Conflict):
        contributions.update(aunt, sent.id, message="something else")


def test_one_sends_changes_and_sees_only_ones_own(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    photo = add_file(database, draft)
    link = add_link(database, family.chest_id, family.keeper)
    other_chest = add_chest(database, family.keeper)
    others = (
        open_link_session(database, link),
        open_link_session(database, add_link(database, other_chest, family.keeper)),
        family.keeper,
        family.curator,
        family.stranger,
    )
    for viewer in others:
        assert contributions.list_own(viewer) == []
        for call in (
            lambda v: contributions.submit(v, draft.id),
            lambda v: contributions.update(v, draft.id, message="x"),
            lambda v: contributions.remove_file(v, draft.id, photo),
        ):
            with pytest.raises(NotFound):
                call(viewer)
    for nobody in (ANONYMOUS, ReceiptViewer(contribution_id=draft.id)):
        with pytest.raises(NotSignedIn):
            contributions.submit(nobody, draft.id)
    assert contributions.list_own(ANONYMOUS) == []
    assert [v.id for v in contributions.list_own(ReceiptViewer(contribution_id=draft.id))] == [
        draft.id
    ]
    assert reviews(database, draft.id) == {Review.draft}


def test_every_step_is_written_down_with_who_took_it(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    assert sent.receipt
    moderation.approve(family.curator, sent.id)
    moderation.undo(family.keeper, sent.id)
    receipts.withdraw(sent.receipt)
    receipts.unwithdraw(sent.receipt)
    with database.read() as session:
        events = session.exec(select(AuditEvent).order_by(AuditEvent.at, AuditEvent.id)).all()
    receipt = f"receipt:{sent.id}"
    assert [(event.action, event.actor) for event in events] == [
        ("contribution.opened", aunt.key),
        ("contribution.submitted", aunt.key),
        ("contribution.approved", family.curator.key),
        ("contribution.undone", family.keeper.key),
        ("contribution.withdrawn", receipt),
        ("contribution.unwithdrawn", receipt),
    ]
    assert {event.subject_id for event in events} == {str(sent.id)}
