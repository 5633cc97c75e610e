"""Receipts: what they tell, and taking back what was given."""

from __future__ import annotations

import threading

import pytest

from chest.access.standing import REVIEW_OF
from chest.access.viewers import LinkViewer, ReceiptViewer, Viewer
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.errors import ChestError, Conflict, NotFound
from chest.models import (
    ContributionState,
    Review,
    ShareLink,
    utc_now,
)
from chest.security.signing import Signer
from tests.builders import (
    Family,
)
from tests.chest.contributions.giving import (
    add_file,
    asset_of,
    begin,
    bring_to,
    give,
    reviews,
)

State = ContributionState


def test_a_receipt_tells_what_was_given_and_what_became_of_it(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, photo = give(contributions, database, aunt)
    assert sent.receipt
    receipt = receipts.receipt(sent.receipt)
    assert receipt.state is State.pending
    assert receipt.words == "Thank you. The person who keeps this chest will see it first."
    assert receipt.chest_name == "Rosa Almeida"
    assert receipt.message == "The summer we painted the boat."
    assert [item.id for item in receipt.items] == [photo]
    assert receipt.can_withdraw
    assert not receipt.can_undo_withdrawal
    moderation.decline(family.curator, sent.id, note="We would rather keep this to us.")
    receipt = receipts.receipt(sent.receipt)
    assert receipt.state is State.declined
    assert receipt.decision_note == "We would rather keep this to us."
    moderation.undo(family.curator, sent.id)
    assert receipts.receipt(sent.receipt).decision_note is None


def test_a_receipt_outlives_its_link(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    assert sent.receipt
    assert isinstance(aunt, LinkViewer)
    with database.write() as session:
        link = session.get(ShareLink, aunt.link_id)
        assert link
        link.revoked_at, link.generation = utc_now(), 2
        session.add(link)
    assert receipts.receipt(sent.receipt).state is State.pending
    assert receipts.withdraw(sent.receipt).state is State.withdrawn


def test_receipts_cannot_be_guessed(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    receipt = sent.receipt
    assert receipt
    payload, _, signature = receipt.partition(".")
    assert len(signature) * 6 >= 128
    other = Signer(b"y" * 32).receipt_token(sent.id)
    link_token = Signer(b"x" * 32).link_token(sent.id, 0)
    for forged in ("", "x", payload, payload + "." + "A" * len(signature), other, link_token):
        for call in (receipts.receipt, receipts.withdraw, receipts.unwithdraw):
            with pytest.raises(NotFound):
                call(forged)
        assert receipts.find_viewer_by_receipt(forged) is None
    assert receipts.find_viewer_by_receipt(None) is None
    assert receipts.find_viewer_by_receipt(receipt) == ReceiptViewer(contribution_id=sent.id)
    assert reviews(database, sent.id) == {Review.pending}


def test_two_receipts_share_no_signature(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    receipts = [give(contributions, database, aunt)[0].receipt for _ in range(20)]
    signatures = {str(receipt).partition(".")[2] for receipt in receipts}
    assert len(signatures) == 20


@pytest.mark.parametrize("state", [s for s in State if s is not State.withdrawn])
def test_a_gift_is_taken_back_from_every_state_and_returned_to_it(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
    state: State,
) -> None:
    draft = begin(contributions, aunt)
    receipt = draft.receipt
    assert receipt
    photo = add_file(database, draft)
    removed = add_file(database, draft)
    contributions.remove_file(aunt, draft.id, removed)
    if state is not State.draft:
        bring_to(moderation, family, contributions.submit(aunt, draft.id), state)
    before = receipts.receipt(receipt)
    for _ in range(2):
        withdrawn = receipts.withdraw(receipt)
        assert withdrawn.state is State.withdrawn
        assert not withdrawn.can_withdraw
        assert withdrawn.can_undo_withdrawal
        assert [item.id for item in withdrawn.items] == [photo]
    assert asset_of(database, photo).review is Review.withdrawn
    assert moderation.list_contributions(family.keeper, family.chest_id).items == []
    with pytest.raises(ChestError):
        moderation.undo(family.keeper, draft.id)
    for _ in range(2):
        assert receipts.unwithdraw(receipt).state is state
    assert asset_of(database, photo).review is REVIEW_OF[state]
    assert asset_of(database, removed).review is Review.draft
    after = receipts.receipt(receipt)
    assert (after.state, after.decision_note) == (before.state, before.decision_note)


def test_what_was_taken_back_is_not_sent_by_accident(
    contributions: ContributionManager, receipts: Receipts, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    assert draft.receipt
    add_file(database, draft)
    receipts.withdraw(draft.receipt)
    with pytest.raises(Conflict):
        contributions.submit(aunt, draft.id)
    receipts.unwithdraw(draft.receipt)
    assert contributions.submit(aunt, draft.id).state is State.pending


def test_taking_back_and_approving_at_the_same_moment_ends_taken_back_or_refused(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    receipt = sent.receipt
    assert receipt
    start = threading.Barrier(2)
    refused: list[ChestError] = []

    def withdraw() -> None:
        start.wait()
        receipts.withdraw(receipt)

    def approve() -> None:
        start.wait()
        try:
            moderation.approve(family.curator, sent.id)
        except NotFound as error:
            refused.append(error)

    threads = [threading.Thread(target=withdraw), threading.Thread(target=approve)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert receipts.receipt(receipt).state is State.withdrawn
    assert reviews(database, sent.id) == {Review.withdrawn}
    returned = receipts.unwithdraw(receipt).state
    assert returned is (State.pending if refused else State.approved)
