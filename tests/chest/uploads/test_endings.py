"""Limits, giving up, and what a kill leaves behind."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlmodel import select

from chest.database import Database
from chest.errors import (
    Conflict,
    Full,
    Invalid,
    TooLarge,
)
from chest.jobs.queue import Job
from chest.models import (
    Asset,
    AssetState,
    ContributionState,
    ShareLink,
    Upload,
    UploadState,
    utc_now,
)
from chest.uploads.manager import UploadManager, UploadTicket
from chest.uploads.offers import FileOffer
from storage.local import LocalStore
from tests.builders import (
    Family,
    RecordingQueue,
    add_contribution,
    add_link,
    open_link_session,
)
from tests.chest.uploads.sending import load, make_manager, put, send, send_part


def test_a_link_takes_no_more_bytes_than_its_limit_and_gets_back_what_was_given_up(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    link = add_link(database, family.chest_id, family.keeper, max_bytes=10)
    viewer = open_link_session(database, link)
    draft = add_contribution(database, family.chest_id, by=viewer, state=ContributionState.draft)
    ticket = uploads.begin(viewer, FileOffer(name="a", size=7), contribution_id=draft)
    with pytest.raises(TooLarge) as refused:
        uploads.begin(viewer, FileOffer(name="b", size=4), contribution_id=draft)
    assert refused.value.data["left_bytes"] == 3
    uploads.abort(viewer, ticket.id)
    uploads.abort(viewer, ticket.id)
    uploads.begin(viewer, FileOffer(name="b", size=10), contribution_id=draft)
    with database.read() as session:
        assert session.get_one(ShareLink, link.id).used_bytes == 10


def test_a_refused_upload_leaves_no_row_no_reservation_and_no_parts(
    database: Database, blobs: LocalStore, uploads: UploadManager, family: Family
) -> None:
    link = add_link(database, family.chest_id, family.keeper, max_bytes=1)
    viewer = open_link_session(database, link)
    draft = add_contribution(database, family.chest_id, by=viewer, state=ContributionState.draft)
    with pytest.raises(TooLarge):
        uploads.begin(viewer, FileOffer(name="a", size=2), contribution_id=draft)
    with database.read() as session:
        assert session.exec(select(Upload)).all() == []
        assert session.exec(select(Asset)).all() == []
    assert list(blobs.iter_stale_parts(older_than_seconds=-1)) == []


def test_a_file_larger_than_the_installation_takes_is_refused(
    database: Database, blobs: LocalStore, jobs: RecordingQueue, family: Family
) -> None:
    uploads = make_manager(database, blobs, jobs, max_upload_bytes=100, keep_free_bytes=0)
    uploads.begin(family.keeper, FileOffer(name="a", size=100), chest_id=family.chest_id)
    with pytest.raises(TooLarge):
        uploads.begin(family.keeper, FileOffer(name="a", size=101), chest_id=family.chest_id)
    with pytest.raises(Invalid):
        uploads.begin(family.keeper, FileOffer(name="a", size=-1), chest_id=family.chest_id)


class NarrowStore(LocalStore):
    """A folder on a disk of which only `free` bytes are left; what arrives takes some."""

    free = 100

    def free_bytes(self) -> int | None:
        return self.free


def test_a_full_disk_is_said_before_the_first_byte_and_promised_room_counts(
    database: Database, tmp_path: Path, jobs: RecordingQueue, family: Family
) -> None:
    blobs = NarrowStore(tmp_path / "narrow", secret=b"s" * 32)
    uploads = make_manager(database, blobs, jobs, keep_free_bytes=20)

    def begin(size: int) -> UploadTicket:
        return uploads.begin(
            family.keeper, FileOffer(name="a", size=size), chest_id=family.chest_id
        )

    with pytest.raises(Full):
        begin(81)
    first = begin(50)
    with pytest.raises(Full):
        begin(31)
    send(uploads, family.keeper, first, b"x" * 50)
    blobs.free = 50  # the fifty bytes lie there now
    begin(30)
    with pytest.raises(Full):
        begin(1)


def test_a_very_large_file_has_no_more_than_ten_thousand_parts(
    database: Database, tmp_path: Path, jobs: RecordingQueue, family: Family
) -> None:
    blobs = NarrowStore(tmp_path / "wide", secret=b"s" * 32)
    blobs.free = 10**15
    size = 300 * 1024**3
    uploads = make_manager(database, blobs, jobs, max_upload_bytes=size, keep_free_bytes=0)
    ticket = uploads.begin(
        family.keeper, FileOffer(name="a.mp4", size=size), chest_id=family.chest_id
    )
    assert ticket.parts <= 10_000
    assert ticket.parts * ticket.part_size >= size


def test_a_given_up_upload_takes_no_parts_and_its_memory_is_gone(
    database: Database, blobs: LocalStore, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.keeper, FileOffer(name="a", size=3), chest_id=family.chest_id)
    (target,) = uploads.sign_parts(family.keeper, ticket.id, [(1, sha256(b"abc").hexdigest())])
    uploads.abort(family.keeper, ticket.id)
    assert uploads.status(family.keeper, ticket.id).state is UploadState.aborted
    assert load(database, ticket.asset_id).deleted_at is not None
    with pytest.raises(Conflict):
        put(uploads, ticket.id, 1, target.url, b"abc")
    with pytest.raises(Conflict):
        uploads.complete(family.keeper, ticket.id)
    assert list(blobs.iter_stale_parts(older_than_seconds=-1)) == []


def test_a_complete_upload_cannot_be_given_up(uploads: UploadManager, family: Family) -> None:
    ticket = uploads.begin(family.keeper, FileOffer(name="a", size=1), chest_id=family.chest_id)
    send_part(uploads, family.keeper, ticket.id, 1, b"a")
    uploads.complete(family.keeper, ticket.id)
    with pytest.raises(Conflict):
        uploads.abort(family.keeper, ticket.id)


@pytest.mark.parametrize("joined", [False, True])
def test_the_sweep_finishes_what_a_killed_process_left_completing(
    database: Database,
    blobs: LocalStore,
    jobs: RecordingQueue,
    uploads: UploadManager,
    family: Family,
    joined: bool,
) -> None:
    ticket = uploads.begin(family.keeper, FileOffer(name="a", size=3), chest_id=family.chest_id)
    send(uploads, family.keeper, ticket, b"abc")
    with database.write() as session:
        upload = session.get_one(Upload, ticket.id)
        upload.state = UploadState.completing
        session.add(upload)
    if joined:
        blobs.complete_parts(upload.handle)
    assert uploads.finish_stuck() == 1
    assert uploads.finish_stuck() == 0
    assert load(database, ticket.asset_id).state is AssetState.processing
    assert jobs.jobs == [(Job.ingest, ticket.asset_id)]


def test_an_upload_that_the_store_has_lost_is_given_up_and_said_so(
    database: Database, blobs: LocalStore, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.keeper, FileOffer(name="a", size=3), chest_id=family.chest_id)
    send(uploads, family.keeper, ticket, b"abc")
    with database.read() as session:
        blobs.abort_parts(session.get_one(Upload, ticket.id).handle)
    with pytest.raises(Conflict):
        uploads.complete(family.keeper, ticket.id)
    assert uploads.status(family.keeper, ticket.id).state is UploadState.aborted


def test_after_seven_days_an_unfinished_upload_is_given_up(
    database: Database, blobs: LocalStore, uploads: UploadManager, family: Family
) -> None:
    old, young = (
        uploads.begin(family.keeper, FileOffer(name="a", size=3), chest_id=family.chest_id)
        for _ in range(2)
    )
    with database.write() as session:
        row = session.get_one(Upload, old.id)
        row.created_at = utc_now() - timedelta(days=7, minutes=1)
        session.add(row)
    assert uploads.abort_stale() == 1
    assert uploads.status(family.keeper, old.id).state is UploadState.aborted
    assert uploads.status(family.keeper, young.id).state is UploadState.open
    assert len(list(blobs.iter_stale_parts(older_than_seconds=-1))) == 1
