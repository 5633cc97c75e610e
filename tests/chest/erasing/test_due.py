"""What was taken back is kept for thirty days, and then nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from chest.access.viewers import Viewer
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.contributions.views import ContributionView
from chest.database import Database
from chest.erasing.due import list_taken_back_due, list_unsent_due
from chest.errors import Gone
from chest.jobs.queue import JobClient
from chest.models import (
    Asset,
    AuditEvent,
    BlobTrash,
    Contribution,
    ContributionState,
    Derivative,
    Review,
    utc_now,
)
from chest.upkeep.sweep import Sweep
from storage.local import LocalStore
from tests.builders import (
    Family,
    add_asset,
    add_chest,
    add_family,
    add_link,
    open_link_session,
)

State = ContributionState
MoveClock = Callable[..., None]


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


@pytest.fixture
def move_clock(monkeypatch: pytest.MonkeyPatch) -> MoveClock:
    """From now on it is so much later, for all that says when something goes."""

    def move(**later: float) -> None:
        monkeypatch.setattr("chest.erasing.due.utc_now", lambda: utc_now() + timedelta(**later))

    return move


def give(
    contributions: ContributionManager, database: Database, aunt: Viewer, *, key: str = "1"
) -> ContributionView:
    """A photograph and a message, sent."""
    draft = contributions.open_draft(aunt, name="Aunt Graça", consent=True)
    photo = add_asset(
        database,
        draft.chest_id,
        contribution_id=draft.id,
        review=Review.draft,
        storage_key=f"v1/c/o/{key}",
    )
    with database.write() as session:
        session.add(
            Derivative(
                asset_id=photo,
                kind="thumb",
                storage_key=f"v1/c/d/{key}/thumb-1",
                media_type="image/webp",
                bytes=1,
            )
        )
    contributions.update(aunt, draft.id, message="The summer we painted the boat.")
    return contributions.submit(aunt, draft.id)


def kept_rows(database: Database) -> int:
    with database.read() as session:
        return sum(
            len(session.exec(select(table)).all()) for table in (Contribution, Asset, Derivative)
        )


@pytest.mark.parametrize("decided", ["pending", "approved", "declined", "held"])
def test_what_was_taken_back_goes_after_thirty_days_with_its_bytes(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
    move_clock: MoveClock,
    decided: str,
) -> None:
    sent = give(contributions, database, aunt)
    assert sent.receipt
    if decided == "approved":
        moderation.approve(family.curator, sent.id)
    elif decided == "declined":
        moderation.decline(family.curator, sent.id)
    elif decided == "held":
        moderation.hold(family.curator, sent.id, until=utc_now() + timedelta(days=90))
    receipts.withdraw(sent.receipt)
    move_clock(days=29, hours=23)
    assert contributions.purge_withdrawn() == 0
    assert receipts.receipt(sent.receipt).can_undo_withdrawal
    move_clock(days=30, hours=1)
    assert contributions.purge_withdrawn() == 1
    assert contributions.purge_withdrawn() == 0
    assert kept_rows(database) == 0
    with database.read() as session:
        trash = set(session.exec(select(BlobTrash.storage_key)).all())
        actions = session.exec(
            select(AuditEvent.action).where(col(AuditEvent.subject_id) == str(sent.id))
        ).all()
    assert trash == {"v1/c/o/1", "v1/c/d/1/thumb-1"}
    assert "contribution.purged" in actions
    for call in (receipts.receipt, receipts.withdraw, receipts.unwithdraw):
        with pytest.raises(Gone, match="erased"):
            call(sent.receipt)
    assert receipts.find_viewer_by_receipt(sent.receipt) is None


def test_the_sweep_then_deletes_the_bytes(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    aunt: Viewer,
    move_clock: MoveClock,
    tmp_path: Path,
) -> None:
    blobs = LocalStore(tmp_path / "blobs", secret=b"0" * 32)
    for key in ("v1/c/o/1", "v1/c/d/1/thumb-1"):
        blobs.put(key, [b"bytes"])
    sent = give(contributions, database, aunt)
    assert sent.receipt
    receipts.withdraw(sent.receipt)
    sweep = Sweep(
        database,
        blobs,
        jobs=JobClient(database),
        handlers={},
        chores={"erase": contributions.purge_withdrawn},
    )
    sweep.run()
    assert blobs.exists("v1/c/o/1")
    move_clock(days=31)
    sweep.run()
    assert not blobs.exists("v1/c/o/1")
    assert not blobs.exists("v1/c/d/1/thumb-1")


def test_thirty_days_begin_anew_when_it_is_taken_back_again(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    aunt: Viewer,
    move_clock: MoveClock,
) -> None:
    sent = give(contributions, database, aunt)
    assert sent.receipt
    receipts.withdraw(sent.receipt)
    backdate_history(database, days=20)
    receipts.unwithdraw(sent.receipt)
    move_clock(days=400)
    assert contributions.purge_withdrawn() == 0
    receipts.withdraw(sent.receipt)
    move_clock(days=29)
    assert contributions.purge_withdrawn() == 0
    move_clock(days=31)
    assert contributions.purge_withdrawn() == 1


def backdate_history(database: Database, *, days: float) -> None:
    with database.write() as session:
        for event in session.exec(select(AuditEvent)):
            event.at -= timedelta(days=days)
            session.add(event)
        for row in session.exec(select(Contribution)):
            row.created_at -= timedelta(days=days)
            session.add(row)


def test_one_gift_that_goes_takes_nothing_else_along(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
    move_clock: MoveClock,
) -> None:
    gone, kept = (give(contributions, database, aunt, key=key) for key in ("1", "2"))
    assert gone.receipt
    assert kept.receipt
    moderation.approve(family.curator, kept.id)
    receipts.withdraw(gone.receipt)
    about = add_asset(database, family.chest_id, attached_to=gone.message_asset_id)
    elsewhere = add_chest(database, family.stranger)
    add_asset(database, elsewhere)
    move_clock(days=31)
    assert contributions.purge_withdrawn() == 1
    assert receipts.receipt(kept.receipt).state is State.approved
    assert moderation.get(family.curator, kept.id).message
    with database.read() as session:
        row = session.get(Asset, about)
        assert row
        assert row.attached_to is None
        assert session.exec(select(Asset).where(col(Asset.chest_id) == elsewhere)).one()


def test_what_was_declined_stays_until_somebody_asks_for_it_to_go(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
    move_clock: MoveClock,
) -> None:
    sent = give(contributions, database, aunt)
    assert sent.receipt
    moderation.decline(family.curator, sent.id)
    backdate_history(database, days=500)
    move_clock(days=500)
    assert contributions.purge_withdrawn() == contributions.purge_drafts() == 0
    receipt = receipts.receipt(sent.receipt)
    assert receipt.erased_at is None
    assert "If you take it back, it is erased 30 days later." in receipt.words
    assert moderation.undo(family.curator, sent.id).state is State.pending


@pytest.mark.parametrize(
    ("time_zone", "day"),
    [("UTC", "21 December 2026"), ("Pacific/Auckland", "22 December 2026")],
)
def test_the_receipt_says_on_which_day_it_is_erased_where_the_chest_is_at_home(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    time_zone: str,
    day: str,
) -> None:
    family = add_family(database, time_zone=time_zone)
    aunt = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    sent = give(contributions, database, aunt)
    assert sent.receipt
    receipts.withdraw(sent.receipt)
    with database.write() as session:
        event = session.exec(
            select(AuditEvent).where(col(AuditEvent.action) == "contribution.withdrawn")
        ).one()
        event.at = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
        session.add(event)
    receipt = receipts.receipt(sent.receipt)
    assert receipt.erased_at == datetime(2026, 12, 21, 15, 0, tzinfo=UTC)
    assert receipt.words == (
        "You took this back. Nobody else can see it. "
        f"It is erased on {day}; until then you can put it back."
    )
    returned = receipts.unwithdraw(sent.receipt)
    assert returned.erased_at is None
    assert "erased" not in returned.words


def test_the_receipt_of_something_unsent_says_when_it_goes_and_it_goes_then(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    aunt: Viewer,
    move_clock: MoveClock,
) -> None:
    draft = contributions.open_draft(aunt, name="Aunt Graça", consent=True)
    assert draft.receipt
    late = draft.created_at + timedelta(days=3)
    add_asset(
        database,
        draft.chest_id,
        contribution_id=draft.id,
        review=Review.draft,
        created_at=late,
    )
    receipt = receipts.receipt(draft.receipt)
    assert receipt.erased_at == late + timedelta(days=7)
    assert f"What is not sent is erased on {receipt.erased_at.day} " in receipt.words
    withdrawn = receipts.withdraw(draft.receipt)
    assert withdrawn.erased_at == receipt.erased_at
    move_clock(days=9, hours=23)
    assert contributions.purge_drafts() == 0
    move_clock(days=10, hours=1)
    assert contributions.purge_withdrawn() == 0
    assert contributions.purge_drafts() == 1


def test_what_no_history_knows_of_is_never_erased(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    aunt: Viewer,
    move_clock: MoveClock,
) -> None:
    sent = give(contributions, database, aunt)
    assert sent.receipt
    receipts.withdraw(sent.receipt)
    with database.write() as session:
        for event in session.exec(select(AuditEvent)):
            session.delete(event)
    move_clock(days=400)
    assert contributions.purge_withdrawn() == 0
    receipt = receipts.receipt(sent.receipt)
    assert receipt.erased_at is None
    assert receipt.words == "You took this back. Nobody else can see it."


def test_what_was_put_back_and_taken_back_while_the_sweep_ran_has_its_thirty_days(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    aunt: Viewer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = give(contributions, database, aunt)
    receipt = sent.receipt
    assert receipt
    receipts.withdraw(receipt)
    backdate_history(database, days=31)

    def list_then_change(session: Session) -> Sequence[UUID]:
        due = list_taken_back_due(session)
        session.rollback()
        receipts.unwithdraw(receipt)
        receipts.withdraw(receipt)
        return due

    monkeypatch.setattr("chest.contributions.manager.list_taken_back_due", list_then_change)
    assert contributions.purge_withdrawn() == 0
    assert receipts.receipt(receipt).can_undo_withdrawal


def begin_long_ago(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> ContributionView:
    draft = contributions.open_draft(aunt, name="Aunt Graça", consent=True)
    add_asset(database, draft.chest_id, contribution_id=draft.id, review=Review.draft)
    contributions.update(aunt, draft.id, message="half a sent")
    backdate_history(database, days=8)
    with database.write() as session:
        for asset in session.exec(select(Asset)):
            asset.created_at -= timedelta(days=8)
            session.add(asset)
    return contributions.list_own(aunt)[0]


@pytest.mark.parametrize("activity", ["words", "name", "back", "file out", "put back"])
def test_a_draft_that_its_giver_is_at_is_kept_as_long_again(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    aunt: Viewer,
    move_clock: MoveClock,
    activity: str,
) -> None:
    draft = begin_long_ago(contributions, database, aunt)
    assert draft.receipt
    if activity == "words":
        contributions.update(aunt, draft.id, message="half a sentence, and now the whole of it")
    elif activity == "name":
        contributions.update(aunt, draft.id, name="Graça Almeida")
    elif activity == "back":
        contributions.open_draft(aunt, name="Aunt Graça", consent=True)
    elif activity == "file out":
        photo = next(item for item in draft.items if item.id != draft.message_asset_id)
        contributions.remove_file(aunt, draft.id, photo.id)
    else:
        receipts.withdraw(draft.receipt)
        receipts.unwithdraw(draft.receipt)
    assert contributions.purge_drafts() == 0
    ends = receipts.receipt(draft.receipt).erased_at
    assert ends
    assert timedelta(days=6, hours=23) < ends - utc_now() <= timedelta(days=7)
    move_clock(days=6, hours=22)
    assert contributions.purge_drafts() == 0
    move_clock(days=7, hours=1)
    assert contributions.purge_drafts() == 1


def test_a_draft_written_at_while_the_sweep_ran_stays(
    contributions: ContributionManager,
    database: Database,
    aunt: Viewer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = begin_long_ago(contributions, database, aunt)

    def list_then_write(session: Session) -> Sequence[UUID]:
        due = list_unsent_due(session)
        session.rollback()
        contributions.update(aunt, draft.id, message="a whole sentence")
        return due

    monkeypatch.setattr("chest.contributions.manager.list_unsent_due", list_then_write)
    assert contributions.purge_drafts() == 0
    assert contributions.list_own(aunt)[0].message == "a whole sentence"


def test_typing_fills_no_history(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin_long_ago(contributions, database, aunt)
    for n in range(10):
        contributions.update(aunt, draft.id, message=f"a whole sentence {n}")
    with database.read() as session:
        actions = session.exec(
            select(AuditEvent.action).where(col(AuditEvent.subject_id) == str(draft.id))
        ).all()
    assert sorted(actions) == ["contribution.opened", "contribution.saved"]
