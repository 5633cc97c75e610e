"""Gifts piece by piece: some are left out, the rest is approved."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.access.viewers import ReceiptViewer, Viewer
from chest.access.visibility import visible_to
from chest.contributions.gifts import Gifts
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.contributions.views import ContributionView
from chest.database import Database
from chest.errors import ChestError, Conflict, Invalid, NotFound, Stale
from chest.models import Asset, Contribution, ContributionState, Kind, Review, new_id, utc_now
from tests.builders import Family, add_asset
from tests.chest.contributions.giving import add_file, asset_of, begin, give

State = ContributionState


@pytest.fixture
def gifts(database: Database) -> Gifts:
    return Gifts(database=database)


@pytest.fixture
def sent(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> tuple[ContributionView, list[UUID]]:
    """Three photographs and some words."""
    draft = begin(contributions, aunt, relation="aunt")
    photos = [add_file(database, draft, caption=f"number {n}") for n in range(3)]
    contributions.update(aunt, draft.id, message="The summer we painted the boat.")
    return contributions.submit(aunt, draft.id), photos


def sees(database: Database, viewer: Viewer, asset_id: UUID) -> bool:
    with database.read() as session:
        query = select(Asset.id).where(col(Asset.id) == asset_id, visible_to(viewer))
        return session.exec(query).first() is not None


def test_what_is_left_out_is_declined_alone_and_the_rest_is_published(
    gifts: Gifts,
    moderation: Moderation,
    database: Database,
    family: Family,
    sent: tuple[ContributionView, list[UUID]],
) -> None:
    gift, (first, second, third) = sent
    seen = gifts.leave_out(family.curator, gift.id, [second])
    assert (seen.size, seen.left_out, seen.counts) == (4, 1, {"photo": 3, "note": 1})
    assert asset_of(database, second).review is Review.pending
    moderation.approve(family.curator, gift.id, version=seen.version)
    assert asset_of(database, first).review is Review.published
    assert asset_of(database, third).review is Review.published
    assert asset_of(database, second).review is Review.declined
    assert not sees(database, family.member, second)
    assert sees(database, family.curator, second)
    assert sees(database, ReceiptViewer(contribution_id=gift.id), second)


def test_a_piece_is_taken_in_again_after_all(
    gifts: Gifts,
    moderation: Moderation,
    database: Database,
    family: Family,
    sent: tuple[ContributionView, list[UUID]],
) -> None:
    gift, (first, *_) = sent
    gifts.leave_out(family.curator, gift.id, [first])
    moderation.approve(family.curator, gift.id)
    back = gifts.take_in(family.keeper, gift.id, [first])
    assert back.left_out == 0
    assert asset_of(database, first).review is Review.published
    out = gifts.leave_out(family.keeper, gift.id, [first])
    assert out.left_out == 1
    assert asset_of(database, first).review is Review.declined


def test_the_receipt_tells_of_it(
    gifts: Gifts,
    moderation: Moderation,
    receipts: Receipts,
    family: Family,
    sent: tuple[ContributionView, list[UUID]],
) -> None:
    gift, (first, second, _) = sent
    assert gift.receipt
    gifts.leave_out(family.curator, gift.id, [first])
    assert "left out" not in receipts.receipt(gift.receipt).words
    moderation.approve(family.curator, gift.id)
    told = receipts.receipt(gift.receipt)
    assert told.words.startswith("Thank you. It is in the chest. One piece of it was left out.")
    assert [item.review for item in told.items].count(Review.declined) == 1
    gifts.leave_out(family.curator, gift.id, [second])
    assert "2 pieces of it were left out" in receipts.receipt(gift.receipt).words


def test_taking_back_and_giving_again_publishes_nothing_that_was_left_out(
    gifts: Gifts,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    sent: tuple[ContributionView, list[UUID]],
) -> None:
    gift, (first, second, _) = sent
    assert gift.receipt
    gifts.leave_out(family.curator, gift.id, [first])
    moderation.approve(family.curator, gift.id)
    receipts.withdraw(gift.receipt)
    assert asset_of(database, first).review is Review.withdrawn
    receipts.unwithdraw(gift.receipt)
    assert asset_of(database, first).review is Review.declined
    assert asset_of(database, second).review is Review.published


def test_an_undone_decision_keeps_what_is_left_out(
    gifts: Gifts,
    moderation: Moderation,
    database: Database,
    family: Family,
    sent: tuple[ContributionView, list[UUID]],
) -> None:
    gift, (first, *_) = sent
    gifts.leave_out(family.curator, gift.id, [first])
    moderation.approve(family.curator, gift.id)
    moderation.undo(family.curator, gift.id)
    assert asset_of(database, first).review is Review.pending
    assert gifts.get(family.keeper, gift.id).left_out == 1
    moderation.decline(family.curator, gift.id)
    assert asset_of(database, first).review is Review.declined
    with pytest.raises(Conflict):
        gifts.take_in(family.curator, gift.id, [first])


def test_twice_is_not_an_error_and_counts_no_version(
    gifts: Gifts, family: Family, sent: tuple[ContributionView, list[UUID]]
) -> None:
    gift, (first, *_) = sent
    once = gifts.leave_out(family.curator, gift.id, [first])
    assert once.version == gift.version + 1
    assert gifts.leave_out(family.curator, gift.id, [first]) == once
    assert gifts.take_in(family.curator, gift.id, [first]).version == once.version + 1


def test_who_saw_it_before_decides_nothing_and_leaves_out_nothing(
    gifts: Gifts,
    moderation: Moderation,
    family: Family,
    sent: tuple[ContributionView, list[UUID]],
) -> None:
    gift, (first, second, _) = sent
    gifts.leave_out(family.curator, gift.id, [first], version=gift.version)
    with pytest.raises(Stale):
        moderation.approve(family.keeper, gift.id, version=gift.version)
    with pytest.raises(Stale):
        gifts.leave_out(family.keeper, gift.id, [second], version=gift.version)


def test_nothing_is_left_of_no_gift(
    gifts: Gifts, database: Database, family: Family, sent: tuple[ContributionView, list[UUID]]
) -> None:
    gift, photos = sent
    assert gift.message_asset_id
    with pytest.raises(Invalid, match="decline it"):
        gifts.leave_out(family.curator, gift.id, [*photos, gift.message_asset_id])
    assert gifts.get(family.curator, gift.id).left_out == 0
    foreign = add_asset(database, family.chest_id)
    for stranger in (foreign, new_id()):
        with pytest.raises(Invalid, match="not part"):
            gifts.leave_out(family.curator, gift.id, [stranger])


@pytest.mark.parametrize("who", ["member", "viewer"])
def test_who_does_not_decide_leaves_out_nothing_and_sees_no_pieces(
    gifts: Gifts, family: Family, sent: tuple[ContributionView, list[UUID]], who: str
) -> None:
    gift, photos = sent
    viewer: Viewer = getattr(family, who)
    for call in (
        lambda: gifts.leave_out(viewer, gift.id, photos),
        lambda: gifts.take_in(viewer, gift.id, photos),
        lambda: gifts.list_pieces(viewer, gift.id),
        lambda: gifts.get(viewer, gift.id),
        lambda: gifts.list_waiting(viewer, family.chest_id),
        lambda: gifts.list_decided(viewer, family.chest_id),
    ):
        with pytest.raises(NotFound):
            call()


def test_pieces_come_a_page_at_a_time_after_the_words(
    gifts: Gifts, family: Family, sent: tuple[ContributionView, list[UUID]]
) -> None:
    gift, photos = sent
    found: list[UUID] = []
    after = None
    sizes = []
    while True:
        page = gifts.list_pieces(family.curator, gift.id, after=after, limit=2)
        found += [piece.asset.id for piece in page.items]
        sizes.append(len(page.items))
        after = page.next
        if after is None:
            break
    assert found == [gift.message_asset_id, *photos]
    assert sizes == [3, 1]


def test_a_file_that_was_removed_before_sending_is_no_piece(
    gifts: Gifts,
    contributions: ContributionManager,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    draft = begin(contributions, aunt)
    kept, removed = add_file(database, draft), add_file(database, draft, kind=Kind.video)
    contributions.remove_file(aunt, draft.id, removed)
    gift = contributions.submit(aunt, draft.id)
    assert [p.asset.id for p in gifts.list_pieces(family.curator, gift.id).items] == [kept]
    assert gifts.get(family.curator, gift.id).counts == {"photo": 1}
    with pytest.raises(ChestError):
        gifts.leave_out(family.curator, gift.id, [removed])


def test_lists_are_as_the_moderators_lists(
    gifts: Gifts,
    moderation: Moderation,
    contributions: ContributionManager,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    given = [give(contributions, database, aunt)[0].id for _ in range(3)]
    assert [g.id for g in gifts.list_waiting(family.curator, family.chest_id).items] == given
    page = gifts.list_waiting(family.curator, family.chest_id, limit=2)
    after = gifts.list_waiting(family.curator, family.chest_id, after=page.next)
    assert [g.id for g in (*page.items, *after.items)] == given
    moderation.approve(family.curator, given[0])
    moderation.decline(family.keeper, given[2], note="Not now.")
    decided = gifts.list_decided(family.curator, family.chest_id).items
    assert [(g.id, g.state) for g in decided] == [
        (given[2], State.declined),
        (given[0], State.approved),
    ]
    assert decided[0].decision_note == "Not now."
    assert decided[0].decided_by_name == "Keeper"


def test_of_what_was_begun_and_not_sent_keepers_are_told_the_number(
    gifts: Gifts,
    contributions: ContributionManager,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    draft = begin(contributions, aunt, relation="aunt")
    assert gifts.count_begun(family.keeper, family.chest_id) == 0  # it is being written
    with database.write() as session:
        row = session.get(Contribution, draft.id)
        assert row is not None
        row.created_at = utc_now() - timedelta(hours=2)
        session.add(row)
    assert gifts.count_begun(family.keeper, family.chest_id) == 1
    with pytest.raises(ChestError):
        gifts.count_begun(family.curator, family.chest_id)
    with pytest.raises(NotFound):
        gifts.count_begun(family.stranger, family.chest_id)
    with pytest.raises(NotFound):
        gifts.get(family.keeper, draft.id)  # and nothing of what is in it
    contributions.update(aunt, draft.id, message="The summer we painted the boat.")
    contributions.submit(aunt, draft.id)
    assert gifts.count_begun(family.keeper, family.chest_id) == 0
