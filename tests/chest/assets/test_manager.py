"""Notes; putting away, bringing back and trying again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from chest.assets.manager import AssetManager
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn
from chest.jobs.queue import Job
from chest.models import (
    Asset,
    AssetRevision,
    AssetState,
    Audience,
    AuditEvent,
    BlobTrash,
    Chest,
    Derivative,
    Kind,
    ProcessingStep,
    Review,
    StepState,
    utc_now,
)
from tests.builders import (
    Family,
    RecordingQueue,
    add_asset,
    add_chest,
    add_link,
    open_link_session,
)


def test_a_note_is_dated_and_lies_with_its_files(
    database: Database, assets: AssetManager, family: Family
) -> None:
    photo = add_asset(database, family.chest_id)
    about = add_asset(database, family.chest_id)
    note = assets.add_note(
        family.curator,
        family.chest_id,
        body="  She sang while she cooked.  ",
        taken="about 1952",
        place="Setúbal",
        attached_to=about,
        asset_ids=[photo],
    )
    assert (note.kind, note.state, note.body) == (
        Kind.note,
        AssetState.ready,
        "She sang while she cooked.",
    )
    assert (note.taken, note.review) == ("1952~", Review.published)
    assert [card.id for card in assets.list_attachments(family.viewer, note.id)] == [photo]
    assert [card.id for card in assets.list_attachments(family.viewer, about)] == [note.id]


def test_a_note_of_an_untrusted_member_waits(
    database: Database, assets: AssetManager, family: Family
) -> None:
    note = assets.add_note(family.member, family.chest_id, body="I remember")
    assert note.review is Review.pending
    assert note.contribution_id is not None
    with pytest.raises(NotFound):
        assets.get(family.viewer, note.id)


def test_a_note_needs_words_a_writer_and_a_memory_of_this_chest(
    database: Database, assets: AssetManager, family: Family
) -> None:
    elsewhere = add_asset(database, add_chest(database, family.keeper))
    hidden = add_asset(database, family.chest_id, audience=Audience.keepers)
    foreign = add_asset(database, family.chest_id, added_by=family.keeper.account_id)
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    chest_id = family.chest_id
    with pytest.raises(Invalid):
        assets.add_note(family.keeper, chest_id, body=" ")
    with pytest.raises(Invalid):
        assets.add_note(family.keeper, chest_id, body="x", attached_to=elsewhere)
    with pytest.raises(Invalid):
        assets.add_note(family.keeper, chest_id, body="x", asset_ids=[elsewhere])
    for who, about, files in (
        (family.viewer, None, []),
        (family.stranger, None, []),
        (family.curator, hidden, []),
        (family.member, None, [foreign]),
    ):
        with pytest.raises(NotFound):
            assets.add_note(who, chest_id, body="x", attached_to=about, asset_ids=files)
    with pytest.raises(NotSignedIn):
        assets.add_note(link, chest_id, body="x")
    with database.read() as session:
        assert session.exec(select(Asset).where(col(Asset.kind) == Kind.note)).all() == []


# ---- putting away, bringing back, trying again ----


def test_what_is_put_away_comes_back_within_thirty_days(
    database: Database, assets: AssetManager, family: Family
) -> None:
    asset_id = add_asset(database, family.chest_id)
    assets.delete(family.curator, asset_id)
    with pytest.raises(NotFound):
        assets.get(family.keeper, asset_id)
    with pytest.raises(NotFound):
        assets.delete(family.curator, asset_id)
    assert assets.restore(family.keeper, asset_id).deleted_at is None
    assert assets.restore(family.keeper, asset_id).id == asset_id
    with database.write() as session:
        session.get_one(Asset, asset_id).deleted_at = utc_now() - timedelta(days=31)
    with pytest.raises(Conflict):
        assets.restore(family.keeper, asset_id)
    with database.read() as session:
        actions = session.exec(select(AuditEvent.action).order_by(col(AuditEvent.id))).all()
    assert actions == ["asset.deleted", "asset.restored"]


def test_members_bring_back_what_they_put_away_themselves_only(
    database: Database, assets: AssetManager, family: Family
) -> None:
    own = add_asset(database, family.chest_id, added_by=family.member.account_id)
    assets.delete(family.member, own)
    assets.restore(family.member, own)
    assets.delete(family.curator, own)
    with pytest.raises(NotFound):
        assets.restore(family.member, own)
    with pytest.raises(NotFound):
        assets.restore(family.viewer, own)
    with pytest.raises(NotFound):
        assets.get(family.keeper, own)


def test_trying_again_sets_failed_and_skipped_steps_waiting_and_asks_ingest(
    database: Database, assets: AssetManager, jobs: RecordingQueue, family: Family
) -> None:
    asset_id = add_asset(database, family.chest_id, state=AssetState.failed)
    assets.retry(family.keeper, asset_id)
    assert jobs.jobs == []
    with database.write() as session:
        for step, state in (
            ("hash", StepState.done),
            ("derivatives", StepState.failed),
            ("tag", StepState.skipped),
        ):
            session.add(
                ProcessingStep(asset_id=asset_id, step=step, state=state, reason="x", attempts=1)
            )
    view = assets.retry(family.keeper, asset_id)
    assert view.state is AssetState.processing
    assert [(s.step, s.state, s.reason, s.attempts) for s in view.steps] == [
        ("hash", "done", "x", 1),
        ("derivatives", "waiting", None, 1),
        ("tag", "waiting", None, 1),
    ]
    assert jobs.jobs == [(Job.ingest, asset_id)]
    with pytest.raises(NotFound):
        assets.retry(family.viewer, asset_id)


def test_after_thirty_days_rows_go_and_bytes_are_in_the_trash(
    database: Database, assets: AssetManager, family: Family
) -> None:
    old = utc_now() - timedelta(days=30, minutes=1)
    gone = add_asset(database, family.chest_id, storage_key="v1/o/gone", deleted_at=old)
    young = add_asset(database, family.chest_id, storage_key="v1/o/young", deleted_at=utc_now())
    note = add_asset(database, family.chest_id, kind=Kind.note, body="x", attached_to=gone)
    with database.write() as session:
        session.add(
            Derivative(
                asset_id=gone, kind="thumb", storage_key="v1/d/gone", media_type="x/y", bytes=1
            )
        )
        session.add(ProcessingStep(asset_id=gone, step="hash"))
        session.add(AssetRevision(asset_id=gone, version=1, before={}))
        session.get_one(Chest, family.chest_id).hero_asset_id = gone
    assert assets.purge_due() == 1
    assert assets.purge_due() == 0
    with database.read() as session:
        assert session.get(Asset, gone) is None
        assert session.get_one(Asset, young).storage_key == "v1/o/young"
        assert session.get_one(Asset, note).attached_to is None
        assert session.get_one(Chest, family.chest_id).hero_asset_id is None
        trash = session.exec(select(BlobTrash.storage_key)).all()
        for table in (Derivative, ProcessingStep, AssetRevision):
            assert session.exec(select(table)).all() == []
    assert sorted(trash) == ["v1/d/gone", "v1/o/gone"]
