"""Drafts: begun with consent, filled, and purged where nobody sends them."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from chest.access.viewers import ANONYMOUS, LinkViewer, Viewer
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.errors import Conflict, Gone, Invalid, NotFound
from chest.models import (
    Asset,
    AssetState,
    Audience,
    BlobTrash,
    Contribution,
    ContributionState,
    Derivative,
    Kind,
    LinkPermission,
    Review,
    Upload,
    UploadState,
    utc_now,
)
from tests.builders import (
    Family,
    add_asset,
    add_link,
    open_link_session,
)
from tests.chest.contributions.giving import (
    add_file,
    add_upload,
    asset_of,
    begin,
    bring_to,
    give,
)

State = ContributionState


def test_nothing_begins_without_consent(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    with pytest.raises(Invalid) as refused:
        begin(contributions, aunt, consent=False)
    assert refused.value.data["field"] == "consent"
    with database.read() as session:
        assert session.exec(select(Contribution)).all() == []


def test_consent_opens_a_draft_with_its_moment_and_receipt(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(
        contributions,
        aunt,
        name="  Aunt   Graça ",
        relation="her sister",
        contact_email="Graca@Example.org",
    )
    assert draft.state is State.draft
    assert (draft.name, draft.relation) == ("Aunt Graça", "her sister")
    assert draft.contact_email == "graca@example.org"
    assert draft.receipt
    with database.read() as session:
        row = session.get(Contribution, draft.id)
    assert row
    assert abs((utc_now() - row.consent_at).total_seconds()) < 60
    assert isinstance(aunt, LinkViewer)
    assert row.link_id == aunt.link_id


@pytest.mark.parametrize(
    "words",
    [
        {"name": "   "},
        {"name": "\x00"},
        {"name": "x" * 201},
        {"relation": "x" * 201},
        {"contact_email": "graca at home"},
    ],
)
def test_who_gives_must_be_told_as_it_can_be_kept(
    contributions: ContributionManager, aunt: Viewer, words: dict[str, str]
) -> None:
    with pytest.raises(Invalid):
        begin(contributions, aunt, **words)


def test_a_browser_that_comes_back_finds_its_draft(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    photo = add_file(database, draft)
    contributions.update(aunt, draft.id, message="half a sent")
    again = begin(contributions, aunt, name="Graça Costa")
    assert again.id == draft.id
    assert again.name == "Graça Costa"
    assert again.message == "half a sent"
    assert [item.id for item in again.items] == [photo, again.message_asset_id]
    assert again.receipt == draft.receipt


def test_a_double_tap_begins_one_draft(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    start = threading.Barrier(4)
    begun: list[UUID] = []

    def tap() -> None:
        start.wait()
        begun.append(begin(contributions, aunt).id)

    threads = [threading.Thread(target=tap) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(begun) == 4
    assert len(set(begun)) == 1


def test_after_sending_one_can_give_more(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    more = begin(contributions, aunt)
    assert more.id != sent.id
    assert [view.id for view in contributions.list_own(aunt)] == [more.id, sent.id]


def test_only_a_link_to_add_begins_a_draft(
    contributions: ContributionManager, database: Database, family: Family
) -> None:
    look = add_link(database, family.chest_id, family.keeper, permission=LinkPermission.look)
    for viewer in (open_link_session(database, look), family.keeper, ANONYMOUS):
        with pytest.raises(NotFound):
            begin(contributions, viewer)


def test_the_message_is_a_note_with_the_files_attached(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    before = add_file(database, draft)
    view = contributions.update(aunt, draft.id, message="  She laughed.\x00 ")
    after = add_file(database, draft)
    contributions.submit(aunt, draft.id)
    assert view.message == "She laughed."
    assert view.message_asset_id
    note = asset_of(database, view.message_asset_id)
    assert (note.kind, note.state, note.body) == (Kind.note, AssetState.ready, "She laughed.")
    assert note.contribution_id == draft.id
    assert note.audience is Audience.family
    assert asset_of(database, before).attached_to == note.id
    assert asset_of(database, after).attached_to == note.id
    assert note.attached_to is None


def test_autosave_keeps_one_note_and_none_for_no_words(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    photo = add_file(database, draft)
    for words in ("S", "She", "She laughed."):
        view = contributions.update(aunt, draft.id, message=words)
    assert view.message == "She laughed."
    with database.read() as session:
        notes = session.exec(select(Asset).where(col(Asset.kind) == Kind.note)).all()
    assert len(notes) == 1
    view = contributions.update(aunt, draft.id, relation="her sister")
    assert view.message == "She laughed."
    view = contributions.update(aunt, draft.id, message="  ")
    assert view.message is view.message_asset_id is None
    assert asset_of(database, photo).attached_to is None
    with database.read() as session:
        assert session.exec(select(Asset).where(col(Asset.kind) == Kind.note)).all() == []


def test_a_file_taken_out_before_sending_is_never_sent(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    draft = begin(contributions, aunt)
    kept, removed = add_file(database, draft), add_file(database, draft)
    for _ in range(2):
        view = contributions.remove_file(aunt, draft.id, removed)
    assert [item.id for item in view.items] == [kept]
    contributions.submit(aunt, draft.id)
    moderation.approve(family.curator, draft.id)
    assert asset_of(database, kept).review is Review.published
    assert asset_of(database, removed).review is Review.draft
    with pytest.raises(Conflict):
        contributions.remove_file(aunt, draft.id, kept)


def test_a_file_of_someone_else_cannot_be_taken_out(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    published = add_asset(database, family.chest_id)
    other = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    theirs = add_file(database, begin(contributions, other))
    for asset_id in (published, theirs, uuid4()):
        with pytest.raises(NotFound):
            contributions.remove_file(aunt, draft.id, asset_id)


def age(database: Database, contribution_id: UUID, days: float, *, files_too: bool = True) -> None:
    with database.write() as session:
        row = session.get(Contribution, contribution_id)
        assert row
        row.created_at -= timedelta(days=days)
        session.add(row)
        if files_too:
            for asset in session.exec(
                select(Asset).where(col(Asset.contribution_id) == contribution_id)
            ):
                asset.created_at -= timedelta(days=days)
                session.add(asset)


def test_drafts_go_after_seven_days_with_their_files(
    contributions: ContributionManager, receipts: Receipts, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    photo = add_file(database, draft, storage_key="v1/c/o/1")
    gone = add_file(database, draft, storage_key="v1/c/o/2")
    contributions.remove_file(aunt, draft.id, gone)
    add_upload(database, photo, UploadState.complete)
    contributions.update(aunt, draft.id, message="half a sent")
    with database.write() as session:
        session.add(
            Derivative(
                asset_id=photo,
                kind="thumb",
                storage_key="v1/c/d/1/thumb-1",
                media_type="image/webp",
                bytes=1,
            )
        )
        session.add(BlobTrash(storage_key="v1/c/o/2"))
    age(database, draft.id, 6.9)
    assert contributions.purge_drafts() == 0
    age(database, draft.id, 0.2)
    assert contributions.purge_drafts() == 1
    assert contributions.purge_drafts() == 0
    with database.read() as session:
        for table in (Contribution, Asset, Upload, Derivative):
            assert session.exec(select(table)).all() == []
        trash = set(session.exec(select(BlobTrash.storage_key)).all())
    assert trash == {"v1/c/o/1", "v1/c/o/2", "v1/c/d/1/thumb-1"}
    assert draft.receipt
    with pytest.raises(Gone):
        receipts.receipt(draft.receipt)
    assert receipts.find_viewer_by_receipt(draft.receipt) is None


def test_a_draft_that_still_grows_stays(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    add_file(database, draft)
    age(database, draft.id, 20, files_too=False)
    assert contributions.purge_drafts() == 0


@pytest.mark.parametrize("state", [State.pending, State.approved, State.declined, State.held])
def test_what_was_sent_is_never_purged_as_a_draft(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
    state: State,
) -> None:
    sent, photo = give(contributions, database, aunt)
    bring_to(moderation, family, sent, state)
    age(database, sent.id, 400)
    assert contributions.purge_drafts() == 0
    assert sent.receipt
    receipts.withdraw(sent.receipt)
    assert contributions.purge_drafts() == 0
    assert asset_of(database, photo)


def test_a_draft_that_was_taken_back_goes_like_any_draft(
    contributions: ContributionManager, receipts: Receipts, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    assert draft.receipt
    receipts.withdraw(draft.receipt)
    age(database, draft.id, 8)
    assert contributions.purge_drafts() == 1
