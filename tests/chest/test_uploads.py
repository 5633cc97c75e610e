"""Files on their way in, on both databases and in a real folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select, update

from chest.database import Database
from chest.errors import (
    Conflict,
    Full,
    Gone,
    Invalid,
    NotFound,
    NotSignedIn,
    TooLarge,
)
from chest.jobs import Job
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Chest,
    Contribution,
    ContributionState,
    Derivative,
    Kind,
    LinkPermission,
    Membership,
    ProcessingStep,
    Review,
    ShareLink,
    StepState,
    Upload,
    UploadState,
    utc_now,
)
from chest.settings import Settings
from chest.uploads import UploadManager, UploadTicket
from chest.visibility import ANONYMOUS, Viewer
from storage.local import LocalStore
from tests.builders import (
    Family,
    RecordingQueue,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)

PART = 8 * 1024 * 1024


@pytest.fixture
def blobs(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "blobs", secret=b"s" * 32)


@pytest.fixture
def jobs() -> RecordingQueue:
    return RecordingQueue()


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def make_manager(
    database: Database, blobs: LocalStore, jobs: RecordingQueue, **settings: Any
) -> UploadManager:
    return UploadManager(
        database=database,
        blobs=blobs,
        jobs=jobs,
        settings=Settings(_env_file=None, **settings),
    )


@pytest.fixture
def uploads(database: Database, blobs: LocalStore, jobs: RecordingQueue) -> UploadManager:
    return make_manager(database, blobs, jobs, keep_free_bytes=0)


def send(uploads: UploadManager, viewer: Viewer, ticket: UploadTicket, data: bytes) -> None:
    """What the page does: ask where each part goes, and send it there."""
    for n in range(1, ticket.parts + 1):
        part = data[(n - 1) * ticket.part_size : n * ticket.part_size]
        send_part(uploads, viewer, ticket.id, n, part)


def send_part(uploads: UploadManager, viewer: Viewer, upload_id: UUID, n: int, part: bytes) -> None:
    (target,) = uploads.sign_parts(viewer, upload_id, [(n, sha256(part).hexdigest())])
    put(uploads, upload_id, n, target.url, part)


def put(uploads: UploadManager, upload_id: UUID, n: int, url: str, part: bytes) -> None:
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}

    async def chunks() -> AsyncIterator[bytes]:
        yield part

    asyncio.run(
        uploads.write_part(
            upload_id,
            n,
            expires=int(query["e"]),
            sha256=query["h"],
            signature=query["s"],
            chunks=chunks(),
        )
    )


def load(database: Database, asset_id: UUID) -> Asset:
    with database.read() as session:
        asset = session.get(Asset, asset_id)
        assert asset is not None
        return asset


def set_contribution(database: Database, contribution_id: UUID, state: ContributionState) -> None:
    with database.write() as session:
        session.exec(
            update(Contribution).where(col(Contribution.id) == contribution_id).values(state=state)
        )


@pytest.fixture
def contributor(database: Database, family: Family) -> tuple[Viewer, UUID]:
    """Someone who opened a link and agreed to what happens with what they give."""
    viewer = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    draft = ContributionState.draft
    return viewer, add_contribution(database, family.chest_id, by=viewer, state=draft)


# ---- the way of a file ----


def test_a_file_of_two_parts_arrives_whole_and_is_handed_to_ingest(
    database: Database,
    blobs: LocalStore,
    jobs: RecordingQueue,
    uploads: UploadManager,
    family: Family,
) -> None:
    data = bytes(range(256)) * (PART // 256) + b"the end"
    ticket = uploads.begin(
        family.curator, chest_id=family.chest_id, name="film.mp4", size=len(data)
    )
    assert (ticket.part_size, ticket.parts) == (PART, 2)
    assert load(database, ticket.asset_id).state is AssetState.uploading

    send(uploads, family.curator, ticket, data)
    assert uploads.status(family.curator, ticket.id).done == (1, 2)
    assert jobs.jobs == []

    assert uploads.complete(family.curator, ticket.id) == ticket.asset_id
    asset = load(database, ticket.asset_id)
    assert asset.storage_key is not None
    assert b"".join(blobs.iter_range(asset.storage_key)) == data
    assert (asset.state, asset.bytes) == (AssetState.processing, len(data))
    assert jobs.jobs == [(Job.ingest, ticket.asset_id)]


def test_finishing_twice_enqueues_once(
    jobs: RecordingQueue, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name="a.txt", size=3)
    send(uploads, family.keeper, ticket, b"abc")
    first = uploads.complete(family.keeper, ticket.id)
    assert uploads.complete(family.keeper, ticket.id) == first
    assert jobs.jobs == [(Job.ingest, ticket.asset_id)]
    assert uploads.status(family.keeper, ticket.id).done == (1,)


def test_a_file_of_no_bytes_has_no_parts_and_completes(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name="empty.jpg", size=0)
    assert ticket.parts == 0
    uploads.complete(family.keeper, ticket.id)
    assert load(database, ticket.asset_id).state is AssetState.processing


def test_finishing_too_early_names_the_missing_parts_and_leaves_the_upload_open(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    data = b"x" * (PART + 1)
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=len(data))
    send_part(uploads, family.keeper, ticket.id, 2, data[PART:])
    with pytest.raises(Conflict) as refused:
        uploads.complete(family.keeper, ticket.id)
    assert refused.value.data["missing"] == [1]
    send_part(uploads, family.keeper, ticket.id, 1, data[:PART])
    uploads.complete(family.keeper, ticket.id)
    assert load(database, ticket.asset_id).state is AssetState.processing


def test_a_part_with_other_bytes_is_refused_and_not_counted(
    uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=3)
    (target,) = uploads.sign_parts(family.keeper, ticket.id, [(1, sha256(b"abc").hexdigest())])
    for wrong, reason in ((b"abd", "checksum"), (b"ab", "too_short"), (b"abcd", "too_long")):
        with pytest.raises(Invalid) as refused:
            put(uploads, ticket.id, 1, target.url, wrong)
        assert refused.value.data["reason"] == reason
    assert uploads.status(family.keeper, ticket.id).done == ()
    for digest in ("", "A" * 64, "0" * 63):
        with pytest.raises(Invalid):
            uploads.sign_parts(family.keeper, ticket.id, [(1, digest)])
    with pytest.raises(Invalid):
        uploads.sign_parts(family.keeper, ticket.id, [(2, "0" * 64)])


def test_an_address_for_a_part_is_good_for_that_part_of_that_upload_only(
    uploads: UploadManager, family: Family
) -> None:
    first, second = (
        uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=3) for _ in range(2)
    )
    (target,) = uploads.sign_parts(family.keeper, first.id, [(1, sha256(b"abc").hexdigest())])
    with pytest.raises(NotFound):
        put(uploads, second.id, 1, target.url, b"abc")
    with pytest.raises(NotFound):
        put(uploads, uuid4(), 1, target.url, b"abc")
    with pytest.raises(NotFound):
        put(uploads, first.id, 1, target.url.replace("s=", "s=0"), b"abc")
    put(uploads, first.id, 1, target.url, b"abc")


# ---- whose it is ----


def test_an_upload_exists_for_nobody_but_whoever_began_it(
    database: Database,
    uploads: UploadManager,
    family: Family,
    contributor: tuple[Viewer, UUID],
) -> None:
    link_viewer, contribution_id = contributor
    tickets = {
        family.member: uploads.begin(family.member, chest_id=family.chest_id, name="a", size=1),
        link_viewer: uploads.begin(link_viewer, contribution_id=contribution_id, name="a", size=1),
    }
    other_link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    everyone = [
        family.keeper,
        family.curator,
        family.member,
        family.viewer,
        family.stranger,
        link_viewer,
        other_link,
        Viewer(receipt_id=contribution_id),
        ANONYMOUS,
    ]
    for owner, ticket in tickets.items():
        for other in everyone:
            if other is owner:
                continue
            for call in (
                lambda v, i: uploads.status(v, i),
                lambda v, i: uploads.sign_parts(v, i, [(1, "0" * 64)]),
                lambda v, i: uploads.complete(v, i),
                lambda v, i: uploads.abort(v, i),
                lambda v, i: uploads.owner([v], i),
            ):
                with pytest.raises(NotFound):
                    call(other, ticket.id)
        assert uploads.owner([family.stranger, owner], ticket.id) == owner
        assert uploads.status(owner, ticket.id).state is UploadState.open
    with pytest.raises(NotSignedIn):
        uploads.owner([], tickets[family.member].id)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("viewer", NotFound), ("stranger", NotFound), ("nobody", NotSignedIn)],
)
def test_whoever_may_not_add_cannot_begin(
    uploads: UploadManager, family: Family, who: str, refusal: type[Exception]
) -> None:
    viewer = ANONYMOUS if who == "nobody" else getattr(family, who)
    with pytest.raises(refusal):
        uploads.begin(viewer, chest_id=family.chest_id, name="a", size=1)


def test_a_link_that_only_looks_cannot_begin_nor_can_another_browser(
    database: Database, uploads: UploadManager, family: Family, contributor: tuple[Viewer, UUID]
) -> None:
    _, contribution_id = contributor
    look = add_link(database, family.chest_id, family.keeper, permission=LinkPermission.look)
    looking = open_link_session(database, look)
    draft = add_contribution(database, family.chest_id, by=looking, state=ContributionState.draft)
    other = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    for viewer, target in (
        (looking, draft),
        (other, contribution_id),
        (family.keeper, contribution_id),
        (ANONYMOUS, contribution_id),
    ):
        with pytest.raises(NotFound):
            uploads.begin(viewer, contribution_id=target, name="a", size=1)


def test_a_curator_publishes_and_an_untrusted_members_files_wait_together(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    def begin(viewer: Viewer) -> Asset:
        ticket = uploads.begin(viewer, chest_id=family.chest_id, name="a.jpg", size=1)
        return load(database, ticket.asset_id)

    published = begin(family.curator)
    assert (published.review, published.contribution_id) == (Review.published, None)
    first, second = begin(family.member), begin(family.member)
    assert first.review is second.review is Review.pending
    assert first.contribution_id is not None
    assert first.contribution_id == second.contribution_id
    with database.write() as session:
        row = session.get_one(Contribution, first.contribution_id)
        assert (row.state, row.account_id, row.name) == (
            ContributionState.pending,
            family.member.account_id,
            "Member",
        )
        row.created_at = utc_now() - timedelta(minutes=61)
        session.add(row)
    assert begin(family.member).contribution_id != first.contribution_id
    with database.write() as session:
        session.get_one(Chest, family.chest_id).trusts_members = True
    assert begin(family.member).review is Review.published


def test_what_a_contributor_adds_lies_in_their_draft(
    database: Database, uploads: UploadManager, contributor: tuple[Viewer, UUID]
) -> None:
    viewer, contribution_id = contributor
    ticket = uploads.begin(viewer, contribution_id=contribution_id, name="a.jpg", size=1)
    asset = load(database, ticket.asset_id)
    assert (asset.review, asset.contribution_id) == (Review.draft, contribution_id)
    assert (asset.audience, asset.added_by) == (Audience.family, None)


@pytest.mark.parametrize("end", ["revoked", "expired", "replaced", "chest deleted"])
def test_a_link_that_ended_takes_no_more_bytes(
    database: Database,
    uploads: UploadManager,
    family: Family,
    contributor: tuple[Viewer, UUID],
    end: str,
) -> None:
    viewer, contribution_id = contributor
    ticket = uploads.begin(viewer, contribution_id=contribution_id, name="a", size=3)
    (target,) = uploads.sign_parts(viewer, ticket.id, [(1, sha256(b"abc").hexdigest())])
    assert viewer.link is not None
    with database.write() as session:
        link = session.get_one(ShareLink, viewer.link.link_id)
        if end == "revoked":
            link.revoked_at = utc_now()
        elif end == "expired":
            link.expires_at = utc_now()
        elif end == "replaced":
            link.generation += 1
        else:
            session.get_one(Chest, family.chest_id).deleted_at = utc_now()
    with pytest.raises(Gone):
        put(uploads, ticket.id, 1, target.url, b"abc")
    with pytest.raises(Gone):
        uploads.complete(viewer, ticket.id)


def test_a_member_who_was_removed_sends_no_more(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.member, chest_id=family.chest_id, name="a", size=3)
    (target,) = uploads.sign_parts(family.member, ticket.id, [(1, sha256(b"abc").hexdigest())])
    with database.write() as session:
        session.delete(session.get_one(Membership, (family.chest_id, family.member.account_id)))
    with pytest.raises(NotFound):
        put(uploads, ticket.id, 1, target.url, b"abc")
    with pytest.raises(NotFound):
        uploads.sign_parts(family.member, ticket.id, [(1, "0" * 64)])


# ---- nothing is published that nobody looked at ----


def test_a_file_that_arrives_after_its_contribution_was_decided_is_refused(
    database: Database, uploads: UploadManager, contributor: tuple[Viewer, UUID]
) -> None:
    viewer, contribution_id = contributor
    ticket = uploads.begin(viewer, contribution_id=contribution_id, name="a", size=3)
    set_contribution(database, contribution_id, ContributionState.pending)
    send(uploads, viewer, ticket, b"abc")
    set_contribution(database, contribution_id, ContributionState.approved)
    with pytest.raises(Conflict):
        uploads.complete(viewer, ticket.id)
    assert load(database, ticket.asset_id).state is AssetState.uploading
    with pytest.raises(Conflict):
        uploads.begin(viewer, contribution_id=contribution_id, name="b", size=3)


def test_a_members_file_that_arrives_after_approval_waits_again(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.member, chest_id=family.chest_id, name="a", size=3)
    first = load(database, ticket.asset_id).contribution_id
    assert first is not None
    set_contribution(database, first, ContributionState.approved)
    send(uploads, family.member, ticket, b"abc")
    uploads.complete(family.member, ticket.id)
    asset = load(database, ticket.asset_id)
    assert asset.review is Review.pending
    assert asset.contribution_id not in (None, first)


# ---- limits ----


def test_a_link_takes_no_more_bytes_than_its_limit_and_gets_back_what_was_given_up(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    link = add_link(database, family.chest_id, family.keeper, max_bytes=10)
    viewer = open_link_session(database, link)
    draft = add_contribution(database, family.chest_id, by=viewer, state=ContributionState.draft)
    ticket = uploads.begin(viewer, contribution_id=draft, name="a", size=7)
    with pytest.raises(TooLarge) as refused:
        uploads.begin(viewer, contribution_id=draft, name="b", size=4)
    assert refused.value.data["left_bytes"] == 3
    uploads.abort(viewer, ticket.id)
    uploads.abort(viewer, ticket.id)
    uploads.begin(viewer, contribution_id=draft, name="b", size=10)
    with database.read() as session:
        assert session.get_one(ShareLink, link.id).used_bytes == 10


def test_a_refused_upload_leaves_no_row_no_reservation_and_no_parts(
    database: Database, blobs: LocalStore, uploads: UploadManager, family: Family
) -> None:
    link = add_link(database, family.chest_id, family.keeper, max_bytes=1)
    viewer = open_link_session(database, link)
    draft = add_contribution(database, family.chest_id, by=viewer, state=ContributionState.draft)
    with pytest.raises(TooLarge):
        uploads.begin(viewer, contribution_id=draft, name="a", size=2)
    with database.read() as session:
        assert session.exec(select(Upload)).all() == []
        assert session.exec(select(Asset)).all() == []
    assert list(blobs.iter_stale_parts(older_than_seconds=-1)) == []


def test_a_file_larger_than_the_installation_takes_is_refused(
    database: Database, blobs: LocalStore, jobs: RecordingQueue, family: Family
) -> None:
    uploads = make_manager(database, blobs, jobs, max_upload_bytes=100, keep_free_bytes=0)
    uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=100)
    with pytest.raises(TooLarge):
        uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=101)
    with pytest.raises(Invalid):
        uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=-1)


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
        return uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=size)

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
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name="a.mp4", size=size)
    assert ticket.parts <= 10_000
    assert ticket.parts * ticket.part_size >= size


# ---- what is written beside a file ----


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("IMG_2682.heic", "IMG_2682.heic"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ana\\Avó 🌻.jpg", "Avó 🌻.jpg"),
        ("a\x00b\nc\u202egpj.exe", "abcgpj.exe"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("👨\u200d👩\u200d👧.png", "👨\u200d👩\u200d👧.png"),
        ("x" * 300 + ".jpeg", "x" * 250 + ".jpeg"),
        ("\ud800broken.jpg", "broken.jpg"),
    ],
)
def test_a_name_is_shown_without_paths_and_what_cannot_be_shown(
    database: Database, uploads: UploadManager, family: Family, sent: str, shown: str
) -> None:
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name=sent, size=1)
    asset = load(database, ticket.asset_id)
    assert asset.original_name == shown
    assert asset.storage_key is not None
    assert asset.storage_key.isascii()


def test_caption_and_date_are_kept_and_a_date_that_is_none_is_said_so(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(
        family.keeper,
        chest_id=family.chest_id,
        name="garden.jpg",
        size=1,
        media_type="image/jpeg; charset=x",
        caption="  In the garden  ",
        taken="summer 1964",
    )
    asset = load(database, ticket.asset_id)
    assert (asset.caption, asset.taken, asset.taken_source) == ("In the garden", "1964-22", "user")
    assert (asset.taken_earliest, asset.media_type) == ("1964-06-01", "image/jpeg")
    assert asset.kind is Kind.photo
    with pytest.raises(Invalid, match="could not be read as a date"):
        uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=1, taken="blurple 12")
    with pytest.raises(Invalid):
        uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=1, sha256="x")
    with pytest.raises(Invalid):
        uploads.begin(family.keeper, name="a", size=1)


# ---- giving up, and what a kill leaves ----


def test_a_given_up_upload_takes_no_parts_and_its_memory_is_gone(
    database: Database, blobs: LocalStore, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=3)
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
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=0)
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
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=3)
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
    ticket = uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=3)
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
        uploads.begin(family.keeper, chest_id=family.chest_id, name="a", size=3) for _ in range(2)
    )
    with database.write() as session:
        row = session.get_one(Upload, old.id)
        row.created_at = utc_now() - timedelta(days=7, minutes=1)
        session.add(row)
    assert uploads.abort_stale() == 1
    assert uploads.status(family.keeper, old.id).state is UploadState.aborted
    assert uploads.status(family.keeper, young.id).state is UploadState.open
    assert len(list(blobs.iter_stale_parts(older_than_seconds=-1))) == 1


# ---- progress ----


def test_progress_is_told_to_the_uploader_alone_and_duplicates_never_to_a_link(
    database: Database, uploads: UploadManager, family: Family, contributor: tuple[Viewer, UUID]
) -> None:
    viewer, contribution_id = contributor
    known = add_asset(database, family.chest_id)
    secret = add_asset(database, family.chest_id, audience=Audience.keepers)
    mine = uploads.begin(family.member, chest_id=family.chest_id, name="mine.jpg", size=1)
    hers = uploads.begin(viewer, contribution_id=contribution_id, name="hers.jpg", size=1)
    with database.write() as session:
        session.get_one(Asset, mine.asset_id).duplicate_of = known
        session.get_one(Asset, hers.asset_id).duplicate_of = known
        session.add(
            ProcessingStep(
                asset_id=mine.asset_id, step="tag", state=StepState.skipped, reason="No model."
            )
        )
        session.add(
            Derivative(
                asset_id=mine.asset_id,
                kind="thumb",
                version=2,
                storage_key="k",
                media_type="image/webp",
                bytes=1,
            )
        )
    ids = [hers.asset_id, known, mine.asset_id, uuid4(), mine.asset_id]
    (seen,) = uploads.progress([family.member], ids)
    assert (seen.asset_id, seen.duplicate_of, seen.thumb_version) == (mine.asset_id, known, 2)
    assert [(s.step, s.state, s.reason) for s in seen.steps] == [("tag", "skipped", "No model.")]
    (seen,) = uploads.progress([viewer], ids)
    assert (seen.asset_id, seen.duplicate_of) == (hers.asset_id, None)
    both = uploads.progress([family.member, viewer], ids)
    assert [(p.asset_id, p.viewer) for p in both] == [
        (hers.asset_id, viewer),
        (mine.asset_id, family.member),
    ]
    assert uploads.progress([family.keeper], ids) == []
    with database.write() as session:
        session.get_one(Asset, mine.asset_id).duplicate_of = secret
    (seen,) = uploads.progress([family.member], ids)
    assert seen.duplicate_of is None
