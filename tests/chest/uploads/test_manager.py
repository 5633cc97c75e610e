"""The way of a file, on both databases and into a real folder."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from chest.access.viewers import Viewer
from chest.contributions.manager import ContributionManager
from chest.database import Database
from chest.errors import (
    Conflict,
    Invalid,
    NotFound,
)
from chest.jobs.queue import Job
from chest.models import (
    Asset,
    AssetState,
    Audience,
    DateOrigin,
    Kind,
    ProcessingStep,
    Review,
    StepState,
    utc_now,
)
from chest.uploads.manager import UploadManager
from chest.uploads.offers import FileOffer
from storage.local import LocalStore
from tests.builders import (
    Family,
    RecordingQueue,
    add_asset,
    add_link,
    open_link_session,
)
from tests.chest.uploads.sending import load, put, send, send_part

PART = 8 * 1024 * 1024


def test_a_file_of_two_parts_arrives_whole_and_is_handed_to_ingest(
    database: Database,
    blobs: LocalStore,
    jobs: RecordingQueue,
    uploads: UploadManager,
    family: Family,
) -> None:
    data = bytes(range(256)) * (PART // 256) + b"the end"
    ticket = uploads.begin(
        family.curator, FileOffer(name="film.mp4", size=len(data)), chest_id=family.chest_id
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
    ticket = uploads.begin(family.keeper, FileOffer(name="a.txt", size=3), chest_id=family.chest_id)
    send(uploads, family.keeper, ticket, b"abc")
    first = uploads.complete(family.keeper, ticket.id)
    assert uploads.complete(family.keeper, ticket.id) == first
    assert jobs.jobs == [(Job.ingest, ticket.asset_id)]
    assert uploads.status(family.keeper, ticket.id).done == (1,)


def test_a_file_of_no_bytes_is_refused_before_there_is_a_memory_of_it(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    with pytest.raises(Invalid) as refused:
        uploads.begin(family.keeper, FileOffer(name="empty.jpg", size=0), chest_id=family.chest_id)
    assert refused.value.sentence == "This file is empty: nothing of it could be kept."
    with database.read() as session:
        assert session.exec(select(Asset)).first() is None


def test_finishing_too_early_names_the_missing_parts_and_leaves_the_upload_open(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    data = b"x" * (PART + 1)
    ticket = uploads.begin(
        family.keeper, FileOffer(name="a", size=len(data)), chest_id=family.chest_id
    )
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
    ticket = uploads.begin(family.keeper, FileOffer(name="a", size=3), chest_id=family.chest_id)
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
        uploads.begin(family.keeper, FileOffer(name="a", size=3), chest_id=family.chest_id)
        for _ in range(2)
    )
    (target,) = uploads.sign_parts(family.keeper, first.id, [(1, sha256(b"abc").hexdigest())])
    with pytest.raises(NotFound):
        put(uploads, second.id, 1, target.url, b"abc")
    with pytest.raises(NotFound):
        put(uploads, uuid4(), 1, target.url, b"abc")
    with pytest.raises(NotFound):
        put(uploads, first.id, 1, target.url.replace("s=", "s=0"), b"abc")
    put(uploads, first.id, 1, target.url, b"abc")


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
    ticket = uploads.begin(family.keeper, FileOffer(name=sent, size=1), chest_id=family.chest_id)
    asset = load(database, ticket.asset_id)
    assert asset.original_name == shown
    assert asset.storage_key is not None
    assert asset.storage_key.isascii()


def test_caption_and_date_are_kept_and_a_date_that_is_none_is_said_so(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(
        family.keeper,
        FileOffer(
            name="garden.jpg",
            size=1,
            media_type="image/jpeg; charset=x",
            caption="  In the garden  ",
            taken="summer 1964",
        ),
        chest_id=family.chest_id,
    )
    asset = load(database, ticket.asset_id)
    assert (asset.caption, asset.taken, asset.taken_source) == ("In the garden", "1964-22", "user")
    assert (asset.taken_earliest, asset.media_type) == ("1964-06-01", "image/jpeg")
    assert asset.kind is Kind.photo
    with pytest.raises(Invalid, match="could not be read as a date"):
        uploads.begin(
            family.keeper, FileOffer(name="a", size=1, taken="blurple 12"), chest_id=family.chest_id
        )
    with pytest.raises(Invalid):
        uploads.begin(
            family.keeper, FileOffer(name="a", size=1, sha256="x"), chest_id=family.chest_id
        )
    with pytest.raises(Invalid):
        uploads.begin(family.keeper, FileOffer(name="a", size=1))


# ---- progress ----


def test_progress_is_told_to_the_uploader_alone_and_duplicates_never_to_a_link(
    database: Database, uploads: UploadManager, family: Family, contributor: tuple[Viewer, UUID]
) -> None:
    viewer, contribution_id = contributor
    known = add_asset(database, family.chest_id)
    secret = add_asset(database, family.chest_id, audience=Audience.keepers)
    mine = uploads.begin(
        family.member, FileOffer(name="mine.jpg", size=1), chest_id=family.chest_id
    )
    hers = uploads.begin(
        viewer, FileOffer(name="hers.jpg", size=1), contribution_id=contribution_id
    )
    with database.write() as session:
        session.get_one(Asset, mine.asset_id).duplicate_of = known
        session.get_one(Asset, hers.asset_id).duplicate_of = known
        session.add(
            ProcessingStep(
                asset_id=mine.asset_id, step="tag", state=StepState.skipped, reason="No model."
            )
        )
    ids = [hers.asset_id, known, mine.asset_id, uuid4(), mine.asset_id]
    (seen,) = uploads.list_progress([family.member], ids)
    assert (seen.asset_id, seen.duplicate_of) == (mine.asset_id, known)
    assert [(s.step, s.state, s.reason) for s in seen.steps] == [("tag", "skipped", "No model.")]
    (seen,) = uploads.list_progress([viewer], ids)
    assert (seen.asset_id, seen.duplicate_of) == (hers.asset_id, None)
    both = uploads.list_progress([family.member, viewer], ids)
    assert [(p.asset_id, p.viewer) for p in both] == [
        (hers.asset_id, viewer),
        (mine.asset_id, family.member),
    ]
    assert uploads.list_progress([family.keeper], ids) == []
    with database.write() as session:
        session.get_one(Asset, mine.asset_id).duplicate_of = secret
    (seen,) = uploads.list_progress([family.member], ids)
    assert seen.duplicate_of is None


def test_what_was_recorded_for_the_chest_is_undated_whatever_its_file_tells(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    offer = FileOffer(name="Voice note 2026-11-21 16.04.webm", size=3, recorded_now=True)
    ticket = uploads.begin(family.keeper, offer, chest_id=family.chest_id)
    asset = load(database, ticket.asset_id)
    # As when somebody took the date away: ingest leaves that alone.
    assert (asset.taken, asset.taken_source) == (None, DateOrigin.user)


def test_a_voice_is_about_a_file_of_the_same_draft_and_of_no_other(
    database: Database, uploads: UploadManager, contributions: ContributionManager, family: Family
) -> None:
    link = add_link(database, family.chest_id, family.keeper)
    aunt, other = open_link_session(database, link), open_link_session(database, link)
    draft = contributions.open_draft(aunt, name="Graça", consent=True)
    theirs = contributions.open_draft(other, name="Inês", consent=True)
    lies = {"contribution_id": draft.id, "review": Review.draft}
    photo = add_asset(database, family.chest_id, **lies)
    wrong = (
        add_asset(database, family.chest_id),
        add_asset(database, family.chest_id, contribution_id=theirs.id, review=Review.draft),
        add_asset(database, family.chest_id, kind=Kind.note, **lies),
        add_asset(database, family.chest_id, deleted_at=utc_now(), **lies),
        uuid4(),
    )
    offer = FileOffer(name="voice.webm", size=3, attached_to=photo, recorded_now=True)
    ticket = uploads.begin(aunt, offer, contribution_id=draft.id)
    assert load(database, ticket.asset_id).attached_to == photo
    for subject in wrong:
        with pytest.raises(Invalid):
            uploads.begin(aunt, replace(offer, attached_to=subject), contribution_id=draft.id)
    with pytest.raises(Invalid):
        uploads.begin(family.keeper, offer, chest_id=family.chest_id)
