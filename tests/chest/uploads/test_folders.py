"""Folders brought in: what is found in them, what comes in, and what a second run adds."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.access.viewers import Viewer
from chest.database import Database
from chest.errors import NotFound, Unavailable
from chest.models import Asset, AssetState, Kind, Review, Upload, UploadState, utc_now
from chest.settings import Settings
from chest.uploads.folders import FolderImport, Imported, Outcome, iter_files
from chest.uploads.manager import UploadManager
from storage.base import BlobStore, PartTarget, StorageUnavailable
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
from tests.conftest import missing
from tests.servers.s3 import S3Server, moto_server

PART = 8 * 1024 * 1024


class WatchedUploads(UploadManager):
    """Remembers which parts were asked for, and can be interrupted after one of them."""

    def __init__(self, **dependencies: Any) -> None:
        super().__init__(**dependencies)
        self.asked: list[int] = []

    def sign_parts(
        self, viewer: Viewer, upload_id: UUID, parts: Sequence[tuple[int, str]]
    ) -> list[PartTarget]:
        self.asked += [n for n, _ in parts]
        return super().sign_parts(viewer, upload_id, parts)


class DeadStore(LocalStore):
    """A labelled fake: a store that takes nothing."""

    def begin_parts(self, key: str, *, size: int, part_size: int) -> str:
        raise StorageUnavailable("The disk is gone.", key=key)


class Importing:
    """A family that brings in folders."""

    def __init__(
        self, database: Database, folder: Path, store: BlobStore | None = None, **settings: Any
    ) -> None:
        self.database = database
        self.family: Family = add_family(database)
        self.folder = folder
        self.folder.mkdir(exist_ok=True)
        self.blobs = store or LocalStore(folder.parent / "blobs", secret=b"s" * 32)
        self.uploads = WatchedUploads(
            database=database,
            blobs=self.blobs,
            jobs=RecordingQueue(),
            settings=Settings(_env_file=None, **{"keep_free_bytes": 0, **settings}),
        )

    def file(self, name: str | bytes, data: bytes = b"a letter") -> Path:
        path = Path(os.fsdecode(os.path.join(os.fsencode(self.folder), os.fsencode(name))))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def add(self, path: Path, *, viewer: Viewer | None = None, **how: Any) -> Imported:
        return FolderImport(
            database=self.database,
            uploads=self.uploads,
            viewer=viewer or self.family.keeper,
            chest_id=self.family.chest_id,
        ).add(path, **how)

    def assets(self) -> list[Asset]:
        with self.database.read() as session:
            query = select(Asset).where(col(Asset.chest_id) == self.family.chest_id)
            return list(session.exec(query.order_by(col(Asset.id))))

    def upload(self) -> Upload:
        with self.database.read() as session:
            return session.exec(select(Upload)).one()

    def bytes_of(self, asset: Asset) -> bytes:
        assert asset.storage_key
        return b"".join(self.blobs.iter_range(asset.storage_key))


@pytest.fixture
def importing(database: Database, tmp_path: Path) -> Importing:
    return Importing(database, tmp_path / "folder")


def find(*paths: Path, **how: Any) -> tuple[list[Path], list[Imported]]:
    """What is found under the paths, and what is told about the rest."""
    told: list[Imported] = []
    return list(iter_files(paths, tell=told.append, **how)), told


@contextmanager
def ordinary_user(*readable: Path) -> Iterator[None]:
    """The rights of somebody who is not root, for whom rights would not count."""
    if os.geteuid() != 0:
        yield
        return
    for path in readable:
        path.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that everybody reaches; pytest's own are for their owner alone."""
    folder = Path(tempfile.mkdtemp(prefix="chest-import-"))
    yield folder
    for path in folder.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(folder)


# ---- what is found ----


def test_files_are_found_in_order_of_name_in_folders_within_folders(tmp_path: Path) -> None:
    for name in ("b/2.jpg", "b/1.jpg", "a.jpg", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found, told = find(tmp_path)
    names = [str(path.relative_to(tmp_path)) for path in found]
    assert names == ["a.jpg", "b/1.jpg", "b/2.jpg", "c/d/e.txt"]
    assert told == []


def test_links_are_not_followed_and_are_told(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_bytes(b"x")
    (inside / "file.txt").write_bytes(b"x")
    (inside / "folder").symlink_to(outside)
    (inside / "round").symlink_to(inside)
    (inside / "to-file").symlink_to(outside / "secret.txt")
    found, told = find(inside, inside / "to-file")
    assert found == [inside / "file.txt"]
    assert {one.path.name for one in told} == {"folder", "round", "to-file"}
    assert {one.outcome for one in told} == {Outcome.left_out}
    assert all("link" in (one.reason or "") for one in told)


def test_what_file_managers_leave_behind_is_no_memory(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "._photo.jpg", "photo.jpg"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "@eaDir").mkdir()
    (tmp_path / "@eaDir" / "thumb.jpg").write_bytes(b"x")
    assert find(tmp_path) == ([tmp_path / "photo.jpg"], [])


def test_a_hidden_folder_is_left_out_unless_it_is_named(tmp_path: Path) -> None:
    hidden = tmp_path / ".trash"
    hidden.mkdir()
    (hidden / "old.jpg").write_bytes(b"x")
    (tmp_path / ".hidden.jpg").write_bytes(b"x")
    found, told = find(tmp_path)
    assert found == [tmp_path / ".hidden.jpg"]
    assert [(one.path, one.outcome) for one in told] == [(hidden, Outcome.left_out)]
    assert find(hidden) == ([hidden / "old.jpg"], [])


def test_the_folder_in_which_the_chest_keeps_its_files_is_not_added_to_itself(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "chest.db").write_bytes(b"x")
    (tmp_path / "photo.jpg").write_bytes(b"x")
    found, told = find(tmp_path, leave_out=[data])
    assert found == [tmp_path / "photo.jpg"]
    assert [one.path for one in told] == [data]
    # Not even when named: opening and closing the database's file would undo SQLite's locks on it.
    found, told = find(data / "chest.db", data, leave_out=[data])
    assert (found, [one.outcome for one in told]) == ([], [Outcome.left_out] * 2)


def test_a_path_with_nothing_there_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    found, told = find(tmp_path / "nowhere", tmp_path / "photo.jpg" / "below", tmp_path)
    assert found == [tmp_path / "photo.jpg"]
    assert [one.outcome for one in told] == [Outcome.not_added, Outcome.not_added]
    assert told[0].reason == "There is nothing here of this name."


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found, told = find(tmp_path)
    assert found == []
    assert [one.outcome for one in told] == [Outcome.left_out]


def test_a_folder_that_may_not_be_read_is_told_and_the_others_go_on(public_folder: Path) -> None:
    for name in ("closed", "open"):
        (public_folder / name).mkdir()
        (public_folder / name / "photo.jpg").write_bytes(b"x")
    (public_folder / "closed").chmod(0)
    with ordinary_user(public_folder):
        found, told = find(public_folder)
    assert found == [public_folder / "open" / "photo.jpg"]
    assert [(one.path.name, one.outcome) for one in told] == [("closed", Outcome.not_added)]
    assert "may not read" in (told[0].reason or "")


# ---- what comes in ----


def test_a_file_comes_in_whole_with_its_words_and_its_day(importing: Importing) -> None:
    data = os.urandom(PART + 100)
    path = importing.file("beach.jpg", data)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    done = importing.add(path, caption="At the beach", taken="summer 1964")
    (asset,) = importing.assets()
    assert done == Imported(path, Outcome.added, asset.id)
    assert importing.bytes_of(asset) == data
    assert (asset.original_name, asset.kind) == ("beach.jpg", Kind.photo)
    assert (asset.caption, asset.taken) == ("At the beach", "1964-22")
    assert (asset.state, asset.review) == (AssetState.processing, Review.published)
    assert importing.upload().file_modified == datetime.fromtimestamp(1_000_000_000, UTC)


def test_how_much_is_done_is_told_from_nothing_to_all(importing: Importing) -> None:
    told: list[float] = []
    importing.add(importing.file("film.mov", os.urandom(2 * PART + 5)), progress=told.append)
    assert told == sorted(told)
    assert told[0] < 0.1
    assert told[-1] == 1
    assert len(told) > 10


@pytest.mark.parametrize("name", ["empty.txt", "empty.jpg"])
def test_an_empty_file_is_told_and_makes_no_memory(importing: Importing, name: str) -> None:
    done = importing.add(importing.file(name, b""))
    assert done.outcome is Outcome.not_added
    assert done.reason == "This file is empty: nothing of it could be kept."
    assert importing.assets() == []


def test_a_file_that_is_not_what_its_name_says_is_kept(importing: Importing) -> None:
    program = b"MZ\x90\x00" + os.urandom(200)
    assert importing.add(importing.file("holiday.jpg", program)).outcome is Outcome.added
    assert importing.bytes_of(importing.assets()[0]) == program


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("--help", "--help"),
        ("two\nlines.txt", "twolines.txt"),
        ("\x1b[31mred.txt", "[31mred.txt"),
        ("Graça 🌹 & João.txt", "Graça 🌹 & João.txt"),
        (b"caf\xe9.txt", "caf.txt"),
        ("x" * 250 + ".jpg", "x" * 250 + ".jpg"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
    ],
)
def test_odd_names_come_in(importing: Importing, name: str | bytes, shown: str) -> None:
    assert importing.add(importing.file(name)).outcome is Outcome.added
    assert importing.assets()[0].original_name == shown


@pytest.mark.parametrize("moment", [-86_400, 0, 4_000_000_000])
def test_a_clock_that_was_never_right_does_not_keep_a_file_out(
    importing: Importing, moment: int
) -> None:
    path = importing.file("old.jpg")
    os.utime(path, (moment, moment))
    assert importing.add(path).outcome is Outcome.added


def test_a_file_that_may_not_be_read_is_told(importing: Importing, public_folder: Path) -> None:
    path = public_folder / "closed.jpg"
    path.write_bytes(b"x")
    path.chmod(0)
    with ordinary_user(public_folder):
        done = importing.add(path)
    assert done.outcome is Outcome.not_added
    assert "may not read" in (done.reason or "")
    assert importing.assets() == []


def test_a_file_on_a_damaged_disk_is_told(importing: Importing) -> None:
    # The kernel answers a read at its beginning with an input/output error, as a bad disk does.
    path = Path("/proc/self/mem")
    if not path.exists():
        missing("There is no /proc here, so no file that fails while it is read.")
    done = importing.add(path)
    assert done.outcome is Outcome.not_added
    assert "could not be read" in (done.reason or "")


def test_a_file_that_is_gone_meanwhile_is_told(importing: Importing) -> None:
    done = importing.add(importing.folder / "gone.jpg")
    assert (done.outcome, importing.assets()) == (Outcome.not_added, [])


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(b"y" * (PART + 10)),
        lambda path: path.write_bytes(b"x" * 10),
        lambda path: path.write_bytes(b"x" * (PART + 10) + b"more"),
    ],
    ids=["other bytes", "shorter", "longer"],
)
def test_a_file_that_changes_while_it_is_read_is_not_added_in_two_halves(
    importing: Importing, change: Callable[[Path], object]
) -> None:
    path = importing.file("growing.mov", b"x" * (PART + 10))
    changed = False

    def meanwhile(part: float) -> None:
        nonlocal changed
        if not changed and part > 0.3:  # its first part is sent, the second one is not
            changed = True
            change(path)

    done = importing.add(path, progress=meanwhile)
    assert changed
    assert done.outcome is Outcome.not_added
    assert "changed while it was read" in (done.reason or "")
    assert importing.upload().state is UploadState.aborted
    assert importing.add(path).outcome is Outcome.added
    assert importing.bytes_of(importing.assets()[-1]) == path.read_bytes()


def test_a_file_too_large_for_the_installation_is_told(database: Database, tmp_path: Path) -> None:
    importing = Importing(database, tmp_path / "folder", max_upload_bytes=10)
    done = importing.add(importing.file("film.mov", b"x" * 11))
    assert done.outcome is Outcome.not_added
    assert "at most 10 bytes" in (done.reason or "")


def test_a_file_for_which_there_is_no_room_is_told(database: Database, tmp_path: Path) -> None:
    importing = Importing(database, tmp_path / "folder", keep_free_bytes=2**62)
    done = importing.add(importing.file("film.mov"))
    assert done.outcome is Outcome.not_added
    assert "no room" in (done.reason or "")


def test_a_store_that_does_not_answer_ends_the_run_at_once(
    database: Database, tmp_path: Path
) -> None:
    store = DeadStore(tmp_path / "blobs", secret=b"s" * 32)
    importing = Importing(database, tmp_path / "folder", store)
    with pytest.raises(Unavailable):
        importing.add(importing.file("film.mov"))


def test_somebody_who_may_not_add_adds_nothing(importing: Importing) -> None:
    path = importing.file("photo.jpg")
    for viewer in (importing.family.viewer, importing.family.stranger):
        with pytest.raises(NotFound):
            importing.add(path, viewer=viewer)
    assert importing.assets() == []


# ---- a second run ----


def test_a_second_run_adds_nothing_though_nobody_has_looked_at_the_file_yet(
    importing: Importing,
) -> None:
    path = importing.file("photo.jpg")
    first = importing.add(path)
    assert importing.add(path) == Imported(path, Outcome.already_there, first.asset_id)
    assert len(importing.assets()) == 1


def test_a_file_that_has_moved_or_has_a_twin_is_already_there(importing: Importing) -> None:
    importing.add(importing.file("photo.jpg", b"the same"))
    assert importing.add(importing.file("b/copy.jpg", b"the same")).outcome is Outcome.already_there


def test_what_somebody_else_in_the_family_added_is_already_there(importing: Importing) -> None:
    digest = sha256(b"the same").hexdigest()
    known = add_asset(importing.database, importing.family.chest_id, sha256=digest)
    done = importing.add(importing.file("photo.jpg", b"the same"))
    assert (done.outcome, done.asset_id) == (Outcome.already_there, known)


@pytest.mark.parametrize("review", [Review.pending, Review.declined, Review.held])
def test_what_the_family_does_not_have_yet_is_not_already_there(
    importing: Importing, review: Review
) -> None:
    digest = sha256(b"the same").hexdigest()
    add_asset(importing.database, importing.family.chest_id, sha256=digest, review=review)
    assert importing.add(importing.file("photo.jpg", b"the same")).outcome is Outcome.added


def test_what_was_deleted_comes_in_again(importing: Importing) -> None:
    path = importing.file("photo.jpg")
    first = importing.add(path)
    with importing.database.write() as session:
        asset = session.get(Asset, first.asset_id)
        assert asset
        asset.deleted_at = utc_now()
        session.add(asset)
    assert importing.add(path).outcome is Outcome.added


def test_another_chest_knows_nothing_of_it(importing: Importing) -> None:
    path = importing.file("photo.jpg")
    importing.add(path)
    importing.family = add_family(importing.database)
    assert importing.add(path).outcome is Outcome.added


def interrupt_after_first_part(importing: Importing, path: Path) -> None:
    def stop(part: float) -> None:
        if part > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.add(path, progress=stop)
    assert importing.upload().state is UploadState.open


def test_an_interrupted_file_goes_on_where_it_was(importing: Importing) -> None:
    data = os.urandom(2 * PART + 7)
    path = importing.file("film.mov", data)
    interrupt_after_first_part(importing, path)
    assert importing.uploads.asked == [1]
    done = importing.add(path)
    (asset,) = importing.assets()
    assert (done.outcome, done.asset_id) == (Outcome.added, asset.id)
    assert importing.uploads.asked == [1, 2, 3]
    assert importing.bytes_of(asset) == data


def test_an_interrupted_file_of_which_the_store_lost_the_beginning_begins_anew(
    importing: Importing,
) -> None:
    path = importing.file("film.mov", os.urandom(2 * PART + 7))
    interrupt_after_first_part(importing, path)
    importing.blobs.abort_parts(importing.upload().handle)
    assert importing.add(path).outcome is Outcome.added
    alive = [asset for asset in importing.assets() if asset.deleted_at is None]
    assert [importing.bytes_of(asset) for asset in alive] == [path.read_bytes()]


# ---- other doors ----


def test_what_is_given_through_a_link_lies_in_its_contribution(importing: Importing) -> None:
    link = add_link(importing.database, importing.family.chest_id, importing.family.keeper)
    relative = open_link_session(importing.database, link)
    draft = add_contribution(
        importing.database, importing.family.chest_id, by=relative, state="draft"
    )
    path = importing.file("photo.jpg")
    importing.add(path)
    brought = FolderImport(
        database=importing.database,
        uploads=importing.uploads,
        viewer=relative,
        contribution_id=draft,
    )
    # That the family has the same file already is not for them to know.
    assert brought.add(path).outcome is Outcome.added
    given = [asset for asset in importing.assets() if asset.contribution_id == draft]
    assert [asset.review for asset in given] == [Review.draft]


@pytest.fixture(scope="module")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with moto_server(tmp_path_factory.mktemp("moto")) as server:
        yield server


def test_files_go_straight_into_a_bucket_and_go_on_there(
    database: Database, tmp_path: Path, moto: S3Server
) -> None:
    importing = Importing(database, tmp_path / "folder", moto.open(moto.new_bucket()))
    path = importing.file("film.mov", os.urandom(2 * PART + 7))
    interrupt_after_first_part(importing, path)
    assert importing.add(path).outcome is Outcome.added
    assert importing.uploads.asked == [1, 2, 3]
    assert importing.bytes_of(importing.assets()[0]) == path.read_bytes()


def test_a_bucket_that_stops_answering_ends_the_run_and_keeps_what_arrived(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "moto"
    folder.mkdir()
    with moto_server(folder) as server:
        importing = Importing(database, tmp_path / "folder", server.open(server.new_bucket()))
        path = importing.file("film.mov", os.urandom(PART + 7))
        interrupt_after_first_part(importing, path)
        target = importing.uploads.sign_parts(
            importing.family.keeper, importing.upload().id, [(2, "0" * 64)]
        )
    assert target[0].url.startswith(server.url)
    with pytest.raises(Unavailable):
        importing.add(path)
    assert importing.upload().state is UploadState.open
