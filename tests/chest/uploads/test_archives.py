"""Archives: what is offered, what each file becomes, and for whom. A real decoder unpacks."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select, update

from ai.media import Decoder
from chest.access.viewers import LinkViewer, Viewer
from chest.assets.bulk import BulkManager
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn
from chest.ingest.job import Ingest
from chest.ingest.unpacking import Unpack, Unpacked
from chest.jobs.queue import Job
from chest.models import (
    Archive,
    ArchiveState,
    Asset,
    AssetState,
    Chest,
    Contribution,
    ContributionState,
    Membership,
    Review,
    ShareLink,
    Upload,
)
from chest.settings import Settings
from chest.uploads.archives import ArchiveManager
from chest.uploads.manager import UploadManager
from chest.uploads.offers import FileOffer
from chest.uploads.progress import ArchiveProgress
from tests.arrivals import ShutStore, get_asset, once
from tests.builders import Family, RecordingQueue, account_of
from tests.chest.uploads.sending import make_manager, send, set_contribution

Contents = Mapping[str, bytes]
LETTERS = {"Rosa.txt": b"My dear Rosa", "1964 Setubal/João.txt": b"The boat comes on Thursday"}


def packed(contents: Contents, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return file.getvalue()


class Room:
    """A family, and everything that an archive passes through."""

    def __init__(
        self,
        database: Database,
        blobs: ShutStore,
        jobs: RecordingQueue,
        decoder: Decoder,
        family: Family,
        **settings: int,
    ) -> None:
        limits = {"keep_free_bytes": 0, **settings}
        self.database, self.blobs, self.jobs, self.family = database, blobs, jobs, family
        self.uploads: UploadManager = make_manager(database, blobs, jobs, **limits)
        self.ingest = Ingest(database=database, blobs=blobs, decoder=decoder)
        self.archives = ArchiveManager(
            database=database,
            blobs=blobs,
            jobs=jobs,
            settings=Settings(_env_file=None, **limits),
        )
        self.job = Unpack(database=database, blobs=blobs, decoder=decoder, taker=self.archives)

    def give(
        self,
        data: bytes,
        *,
        by: Viewer | None = None,
        name: str = "pictures.zip",
        contribution_id: UUID | None = None,
    ) -> UUID:
        """Send a file and have it understood."""
        viewer = by or self.family.keeper
        target = {"chest_id": None if contribution_id else self.family.chest_id}
        ticket = self.uploads.begin(
            viewer,
            FileOffer(name=name, size=len(data)),
            contribution_id=contribution_id,
            **target,
        )
        send(self.uploads, viewer, ticket, data)
        self.uploads.complete(viewer, ticket.id)
        self.ingest.run(ticket.asset_id, once)
        return ticket.asset_id

    def unpack(self, archive_id: UUID, *, by: Viewer | None = None) -> ArchiveProgress:
        viewer = by or self.family.keeper
        self.archives.unpack([viewer], archive_id)
        self.job.run(archive_id, once)
        return self.look(archive_id, by=viewer)

    def look(self, archive_id: UUID, *, by: Viewer | None = None) -> ArchiveProgress:
        (progress,) = self.uploads.list_progress([by or self.family.keeper], [archive_id])
        assert progress.archive is not None
        return progress.archive

    def others(self, archive_id: UUID) -> dict[str | None, Asset]:
        with self.database.read() as session:
            rows = session.exec(select(Asset).where(col(Asset.id) != archive_id)).all()
        return {row.original_name: row for row in rows}

    def bytes_of(self, asset: Asset) -> bytes:
        assert asset.storage_key
        return b"".join(self.blobs.iter_range(asset.storage_key))


@pytest.fixture
def room(
    database: Database,
    blobs: ShutStore,
    jobs: RecordingQueue,
    decoder: Decoder,
    family: Family,
) -> Room:
    return Room(database, blobs, jobs, decoder, family)


def test_an_archive_is_offered_with_the_number_of_its_files(room: Room) -> None:
    data = packed({**LETTERS, "__MACOSX/._Rosa.txt": b"x", ".DS_Store": b"x", "IMG_1.AAE": b"x"})
    archive_id = room.give(data)
    told = room.look(archive_id)
    assert (told.state, told.files, told.bytes) == (ArchiveState.offered, 2, 38)
    assert room.others(archive_id) == {}, "nothing is unpacked before somebody asks"


def test_each_file_becomes_a_memory_and_the_archive_is_put_away(room: Room) -> None:
    archive_id = room.give(packed(LETTERS))
    told = room.unpack(archive_id)
    assert (told.state, told.added, told.done, told.put_away) == (ArchiveState.done, 2, 2, True)
    made = room.others(archive_id)
    assert {name: room.bytes_of(asset) for name, asset in made.items()} == {
        "Rosa.txt": b"My dear Rosa",
        "João.txt": b"The boat comes on Thursday",
    }
    for asset in made.values():
        assert (asset.state, asset.review) == (AssetState.processing, Review.published)
        assert asset.added_by == room.family.keeper.account_id
        assert (Job.ingest, asset.id) in room.jobs.jobs
        room.ingest.run(asset.id, once)
    assert get_asset(room.database, made["João.txt"].id).taken == "1964", "its folder says so"
    assert get_asset(room.database, made["Rosa.txt"].id).taken is None
    AssetManager(database=room.database, jobs=room.jobs).restore(room.family.keeper, archive_id)
    assert get_asset(room.database, archive_id).deleted_at is None


def test_a_run_that_comes_twice_or_was_cut_off_doubles_nothing(room: Room) -> None:
    archive_id = room.give(packed({f"{n}.txt": f"letter {n}".encode() for n in range(5)}))
    room.archives.unpack([room.family.keeper], archive_id)
    take, taken = room.archives.take, []

    def take_two(archive: UUID, file: Unpacked) -> None:
        if len(taken) == 2:
            raise OSError("the machine is switched off")
        take(archive, file)
        taken.append(file.n)

    room.archives.take = take_two  # type: ignore[method-assign]  # stands in for a death
    with pytest.raises(Exception, match="disk"):
        room.job.run(archive_id, once)
    assert room.job.list_unfinished() == [archive_id]
    room.archives.take = take  # type: ignore[method-assign]
    for _ in range(2):
        room.job.run(archive_id, once)
    told = room.look(archive_id)
    assert (told.added, told.had, told.done) == (5, 0, 5)
    assert len(room.others(archive_id)) == 5
    assert room.job.list_unfinished() == []
    assert len(list(room.blobs.iter_keys("v1/"))) == 6


def test_what_the_chest_has_is_not_stored_again(room: Room) -> None:
    room.give(b"My dear Rosa", name="the same letter.txt")
    albums = {**LETTERS, "album/Rosa again.txt": b"My dear Rosa", "a/b.txt": b"x", "c/b.txt": b"x"}
    archive_id = room.give(packed(albums))
    told = room.unpack(archive_id)
    assert (told.added, told.had, told.put_away) == (2, 3, True)
    assert len(room.others(archive_id)) == 3


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "/etc/passwd", "C:\\Windows\\passwd", "a/../../passwd", "..\\passwd"],
)
def test_a_path_is_never_followed(room: Room, name: str, tmp_path: Path) -> None:
    archive_id = room.give(packed({name: b"root"}))
    room.unpack(archive_id)
    (asset,) = room.others(archive_id).values()
    assert asset.original_name == "passwd"
    assert room.bytes_of(asset) == b"root"


def test_a_link_in_an_archive_is_a_small_file_and_leads_nowhere(room: Room) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    archive_id = room.give(file.getvalue())
    room.unpack(archive_id)
    (asset,) = room.others(archive_id).values()
    assert room.bytes_of(asset) == b"/etc/passwd"


def test_an_archive_within_is_a_file_and_not_opened(room: Room) -> None:
    archive_id = room.give(packed({"inner.zip": packed(LETTERS)}))
    told = room.unpack(archive_id)
    assert told.added == 1
    (inner,) = room.others(archive_id).values()
    room.ingest.run(inner.id, once)
    assert room.look(inner.id).state is ArchiveState.offered


def lock(data: bytes, *, only: bytes | None = None) -> bytes:
    """The archive with the mark of a password on its files, or on the one of this name."""
    changed = bytearray(data)
    for mark, flags, name in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.find(mark)
        while at >= 0:
            if only is None or data[at + name : at + name + len(only)] == only:
                changed[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(changed)


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def grown(_: bytes) -> bytes:
    return packed({"zeros.bin": bytes(80 * 1024**2)})


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lock, "locked with a password. It is kept as it is. Unpack it on your own computer"),
        (truncated, "is damaged, or a part of it is missing. It is kept as it is."),
        (grown, "holds more than can be unpacked here. It is kept as it is."),
        (lambda _: packed({}), "There is no file in this archive."),
        (lambda _: packed({f"{n}": b"" for n in range(20_001)}), "more than can be unpacked"),
    ],
    ids=["locked", "cut", "bomb", "nothing", "many"],
)
def test_what_cannot_be_unpacked_is_told_in_a_sentence_and_kept(
    room: Room, spoil: Callable[[bytes], bytes], sentence: str
) -> None:
    archive_id = room.give(spoil(packed(LETTERS)))
    told = room.look(archive_id)
    assert told.state is ArchiveState.refused
    assert sentence in (told.reason or "")
    with pytest.raises(Conflict, match=sentence[:20]):
        room.archives.unpack([room.family.keeper], archive_id)
    assert get_asset(room.database, archive_id).deleted_at is None


def test_where_one_file_is_left_out_the_archive_stays(room: Room) -> None:
    contents = {**LETTERS, "secret.txt": b"behind a password", "empty.txt": b""}
    archive_id = room.give(lock(packed(contents), only=b"secret.txt"))
    told = room.unpack(archive_id)
    assert (told.state, told.added, told.left_out) == (ArchiveState.done, 2, 2)
    assert not told.put_away
    assert get_asset(room.database, archive_id).deleted_at is None


def test_a_size_that_is_a_lie_lets_nothing_through(room: Room) -> None:
    data = bytearray(packed({"a.txt": b"a" * 100}))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 7)  # it says 7 bytes, and 100 come
    archive_id = room.give(bytes(data))
    told = room.unpack(archive_id)
    assert (told.added, told.left_out) == (0, 1)


@pytest.mark.parametrize(
    ("raw", "utf8", "name"),
    [
        ("Königin.txt".encode(), True, "Königin.txt"),
        ("Königin.txt".encode(), False, "Königin.txt"),
        ("Königin.txt".encode("cp437"), False, "Königin.txt"),
        ("João.txt".encode("cp850"), False, "João.txt"),
    ],
)
def test_names_are_read_in_the_letters_of_their_time(
    room: Room, raw: bytes, utf8: bool, name: str
) -> None:
    marker = "n" * len(raw)
    data = packed({marker: b"words"}).replace(marker.encode(), raw)
    if utf8:
        changed = bytearray(data)
        changed[data.find(b"PK\x03\x04") + 7] |= 0x8
        changed[data.find(b"PK\x01\x02") + 9] |= 0x8
        data = bytes(changed)
    archive_id = room.give(data)
    room.unpack(archive_id)
    assert list(room.others(archive_id)) == [name]


def test_sidecars_within_are_taken_along(room: Room, media: Path) -> None:
    google = {"photoTakenTime": {"timestamp": "-170000000"}, "description": "Rosa's flowers"}
    archive_id = room.give(
        packed(
            {
                "Takeout/Google Photos/Album/allium.jpg": (media / "allium.jpg").read_bytes(),
                "Takeout/Google Photos/Album/allium.jpg.supplemental-me.json": json.dumps(
                    google
                ).encode(),
                "Takeout/Google Photos/Album/notes.json": b'{"bread": 1}',
            }
        )
    )
    told = room.unpack(archive_id)
    assert (told.added, told.beside, told.put_away) == (2, 1, True)
    made = room.others(archive_id)
    assert set(made) == {"allium.jpg", "notes.json"}
    room.ingest.run(made["allium.jpg"].id, once)
    flowers = get_asset(room.database, made["allium.jpg"].id)
    assert (flowers.taken, flowers.caption) == ("1964-08-12T10:46:40", "Rosa's flowers")


# ---- rights, room and review ----


def test_who_may_not_change_it_may_not_unpack_it(
    room: Room, contributor: tuple[Viewer, UUID]
) -> None:
    archive_id = room.give(packed(LETTERS))
    for viewer in (room.family.member, room.family.viewer, room.family.stranger, contributor[0]):
        with pytest.raises(NotFound):
            room.archives.unpack([viewer], archive_id)
    with pytest.raises(NotSignedIn):
        room.archives.unpack([], archive_id)
    assert room.archives.unpack([room.family.stranger, room.family.curator], archive_id)
    letter = room.give(b"a letter", name="letter.txt")
    with pytest.raises(Invalid):
        room.archives.unpack([room.family.keeper], letter)


def test_what_a_member_unpacks_waits_like_what_they_send(room: Room) -> None:
    with room.database.write() as session:
        session.exec(update(Chest).values(trusts_members=False))
    member = room.family.member
    archive_id = room.give(packed(LETTERS), by=member)
    mine = get_asset(room.database, archive_id).contribution_id
    room.unpack(archive_id, by=member)
    for asset in room.others(archive_id).values():
        assert (asset.review, asset.contribution_id) == (Review.pending, mine)


def test_what_a_member_finds_in_an_approved_archive_waits_for_itself(room: Room) -> None:
    with room.database.write() as session:
        session.exec(update(Chest).values(trusts_members=False))
    member = room.family.member
    archive_id = room.give(packed(LETTERS), by=member)
    approved = get_asset(room.database, archive_id).contribution_id
    assert approved is not None
    set_contribution(room.database, approved, ContributionState.approved)
    with room.database.write() as session:
        session.exec(update(Asset).values(review=Review.published))
    room.unpack(archive_id, by=member)
    made = room.others(archive_id).values()
    assert {asset.review for asset in made} == {Review.pending}
    assert approved not in {asset.contribution_id for asset in made}


def test_what_a_contributor_unpacks_belongs_to_what_they_give(
    room: Room, contributor: tuple[Viewer, UUID]
) -> None:
    viewer, contribution_id = contributor
    archive_id = room.give(packed(LETTERS), by=viewer, contribution_id=contribution_id)
    room.archives.unpack([viewer], archive_id)
    set_contribution(room.database, contribution_id, ContributionState.pending)
    with room.database.write() as session:
        session.exec(update(Asset).values(review=Review.pending))
        before = session.get_one(Contribution, contribution_id).version
    room.job.run(archive_id, once)
    made = room.others(archive_id).values()
    assert [(a.review, a.contribution_id) for a in made] == [(Review.pending, contribution_id)] * 2
    with room.database.read() as session:
        link = session.get_one(ShareLink, viewer.link_id)  # type: ignore[union-attr]  # a LinkViewer
        assert session.get_one(Contribution, contribution_id).version > before
        assert link.used_bytes == len(packed(LETTERS)) + 38
        senders = session.exec(select(Upload.link_session_id)).all()
    assert isinstance(viewer, LinkViewer)
    assert set(senders) == {viewer.session_id}


def test_nothing_joins_what_was_decided_meanwhile(
    room: Room, contributor: tuple[Viewer, UUID]
) -> None:
    viewer, contribution_id = contributor
    archive_id = room.give(packed(LETTERS), by=viewer, contribution_id=contribution_id)
    room.archives.unpack([viewer], archive_id)
    set_contribution(room.database, contribution_id, ContributionState.approved)
    with room.database.write() as session:
        session.exec(update(Asset).values(review=Review.published))
    room.job.run(archive_id, once)
    assert room.others(archive_id) == {}
    with room.database.read() as session:
        archive = session.get_one(Archive, archive_id)
    assert archive.state is ArchiveState.failed
    assert "looked at before" in (archive.reason or "")
    room.archives.unpack([room.family.keeper], archive_id)  # who has looked
    room.job.run(archive_id, once)
    assert {a.review for a in room.others(archive_id).values()} == {Review.published}


def test_a_link_without_room_takes_what_fits_and_says_so(
    room: Room, contributor: tuple[Viewer, UUID]
) -> None:
    viewer, contribution_id = contributor
    data = packed(LETTERS)
    with room.database.write() as session:
        session.exec(update(ShareLink).values(max_bytes=len(data) + 20))
    archive_id = room.give(data, by=viewer, contribution_id=contribution_id)
    told = room.unpack(archive_id, by=viewer)
    assert (told.state, told.added) == (ArchiveState.failed, 1)
    assert "Through this link" in (told.reason or "")
    assert not told.put_away


def test_whoever_left_the_family_meanwhile_adds_nothing(room: Room) -> None:
    archive_id = room.give(packed(LETTERS), by=room.family.member)
    room.archives.unpack([room.family.member], archive_id)
    with room.database.write() as session:
        session.delete(
            session.get_one(Membership, (room.family.chest_id, account_of(room.family.member)))
        )
    room.job.run(archive_id, once)
    assert room.others(archive_id) == {}


def test_one_file_too_large_is_left_out_and_the_rest_comes(
    database: Database,
    blobs: ShutStore,
    jobs: RecordingQueue,
    decoder: Decoder,
    family: Family,
) -> None:
    room = Room(database, blobs, jobs, decoder, family, max_upload_bytes=2000)
    archive_id = room.give(packed({"large.txt": b"a" * 3000, "small.txt": b"b"}))
    told = room.unpack(archive_id)
    assert (told.added, told.left_out) == (1, 1)


def test_an_archive_that_was_put_away_is_left_alone(room: Room) -> None:
    archive_id = room.give(packed(LETTERS))
    room.archives.unpack([room.family.keeper], archive_id)
    AssetManager(database=room.database, jobs=room.jobs).delete(room.family.keeper, archive_id)
    assert room.job.list_unfinished() == []
    room.job.run(archive_id, once)
    assert room.others(archive_id) == {}


def test_what_was_made_of_an_archive_is_known_and_can_be_put_away_and_brought_back(
    room: Room,
) -> None:
    keeper, chest_id = room.family.keeper, room.family.chest_id
    archive_id = room.give(packed(LETTERS))
    before = room.archives.look(keeper, archive_id)
    assert before is not None
    assert (before.progress.state, before.made) == (ArchiveState.offered, ())
    assert room.archives.look(room.family.stranger, archive_id) is None
    room.unpack(archive_id)
    found = room.archives.look(keeper, archive_id)
    assert found is not None
    assert found.progress.put_away
    assert {get_asset(room.database, one).original_name for one in found.made} == {
        "Rosa.txt",
        "João.txt",
    }
    many = BulkManager(database=room.database)
    assert many.delete(keeper, chest_id, found.made).changed == 2
    undone = room.archives.look(keeper, archive_id)
    assert undone is not None
    assert (undone.made, set(undone.put_away)) == ((), set(found.made))
    assert many.restore(keeper, chest_id, undone.put_away).changed == 2
    assert room.archives.look(keeper, archive_id) == found
    assert room.archives.look(keeper, found.made[0]) is None  # that is none
