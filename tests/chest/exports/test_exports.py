"""What is taken out: whole, named, and for nobody more than they see."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
import unicodedata
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import bagit
import pytest
from sqlmodel import col, select, update

from chest.chests.manager import ChestManager
from chest.database import Database
from chest.errors import Conflict, Full, Invalid, NotFound, NotSignedIn
from chest.exports.bags import Bag
from chest.exports.manager import ExportManager
from chest.models import (
    Asset,
    AssetState,
    AuditEvent,
    BlobTrash,
    Chest,
    Export,
    ExportFormat,
    ExportPiece,
    ExportState,
    Kind,
    Membership,
    Role,
    utc_now,
)
from storage.base import BlobMissing
from tests.arrivals import ShutStore
from tests.builders import (
    Family,
    RecordingQueue,
    add_account,
    add_asset,
    add_link,
    add_member,
    open_link_session,
)
from tests.chest.exports.conftest import Exporting, add_file


def unpack(path: Path, to: Path) -> Path:
    """The folder of the bag, unpacked by a program of others."""
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(path), str(to)], check=True)
    (folder,) = to.iterdir()
    return folder


def sums_hold(folder: Path, *lists: str) -> bool:
    command = ["sha256sum", "--check", "--strict", "--quiet", *lists]
    return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0


def list_told(path: Path) -> dict[str, dict[str, object]]:
    """The memories in a bag, by their ids."""
    with ZipFile(path) as file:
        told = [
            json.loads(file.read(name))
            for name in file.namelist()
            if "/data/memories/" in name and name.endswith(".json")
        ]
    return {one["id"]: one for one in told if "rows" in one}


# ---- whole ----


def test_a_bag_is_one_for_everybody_elses_programs_and_a_changed_byte_is_noticed(
    exporting: Exporting, filled: Family, tmp_path: Path
) -> None:
    made = exporting.take(filled.keeper, filled.chest_id)
    assert (made.state, made.done, made.problems) == (ExportState.ready, 5, 0)
    path = exporting.fetch(filled.keeper, made.id, tmp_path / made.name)
    folder = unpack(path, tmp_path / "unpacked")
    assert bagit.Bag(str(folder)).validate()
    assert sums_hold(folder, "manifest-sha256.txt", "tagmanifest-sha256.txt")
    crate = json.loads((folder / "data/ro-crate-metadata.json").read_text())
    root = next(one for one in crate["@graph"] if one["@id"] == "./")
    files = {path for path in (folder / "data").rglob("*") if path.is_file()}
    assert len(root["hasPart"]) == len(files) - 1  # all but the catalogue itself
    assert "Chest" in (folder / "README.txt").read_text()
    with Bag(path) as whole, Bag(folder) as unpacked:
        assert whole.id == unpacked.id
        whole.verify(tell=lambda *_: None)
        unpacked.verify(tell=lambda *_: None)
    changed = next((folder / "data/memories").rglob("*.jpg"))
    data = bytearray(changed.read_bytes())
    data[100] ^= 1
    changed.write_bytes(data)
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()
    assert not sums_hold(folder, "manifest-sha256.txt")
    with Bag(folder) as bag, pytest.raises(Invalid, match=changed.name):
        bag.verify(tell=lambda *_: None)


def test_a_file_beside_the_list_and_one_that_is_missing_are_noticed(
    exporting: Exporting, filled: Family, tmp_path: Path
) -> None:
    made = exporting.take(filled.keeper, filled.chest_id)
    path = exporting.fetch(filled.keeper, made.id, tmp_path / made.name)
    folder = unpack(path, tmp_path / "unpacked")
    (folder / "data/more.txt").write_text("not of this bag")
    with Bag(folder) as bag, pytest.raises(Invalid, match=r"data/more\.txt"):
        bag.verify(tell=lambda *_: None)
    (folder / "data/more.txt").unlink()
    gone = next((folder / "data/memories").rglob("*.jpg"))
    gone.unlink()
    with Bag(folder) as bag, pytest.raises(Invalid, match=gone.name):
        bag.verify(tell=lambda *_: None)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(Invalid, match="another copy"):
        Bag(path)


def test_a_stretch_of_the_file_is_what_it_is_in_the_whole(
    exporting: Exporting, filled: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.exports.job.PIECE_MEMORIES", 1)
    made = exporting.take(filled.keeper, filled.chest_id)
    whole = exporting.fetch(filled.keeper, made.id, tmp_path / "whole").read_bytes()
    file = exporting.manager.open_file(filled.keeper, made.id)
    assert len(file.pieces) == 5 + 2
    edge = file.pieces[0][1]
    for start, stop in ((0, 1), (edge - 1, edge + 1), (5, len(whole) - 5), (edge, edge)):
        read = b"".join(exporting.manager.read_file(file, start=start, stop=stop))
        assert read == whole[start:stop]


def test_what_is_missing_or_damaged_is_named_and_the_rest_is_there(
    database: Database, exporting: Exporting, filled: Family, blobs: ShutStore, tmp_path: Path
) -> None:
    with database.read() as session:
        missing, damaged = session.exec(select(Asset).order_by(col(Asset.id)).limit(2)).all()
    assert missing.storage_key
    assert damaged.storage_key
    blobs.delete(missing.storage_key)
    blobs.put(damaged.storage_key, [b"picture 1" * 999 + b"picture !"])
    made = exporting.take(filled.keeper, filled.chest_id)
    assert (made.state, made.done, made.problems) == (ExportState.ready, 5, 2)
    path = exporting.fetch(filled.keeper, made.id, tmp_path / made.name)
    folder = unpack(path, tmp_path / "unpacked")
    assert bagit.Bag(str(folder)).validate()
    problems = json.loads((folder / "data/problems.json").read_text())
    assert [one["asset"] for one in problems] == [str(missing.id), str(damaged.id)]
    assert "damaged" in problems[1]["why"]
    told = list_told(path)
    assert len(told) == 5
    assert told[str(missing.id)]["file"] is None
    assert told[str(missing.id)]["problem"] == problems[0]["why"]
    assert len(list((folder / "data/memories").rglob("*.jpg"))) == 3
    assert "2 files could not be packed" in (folder / "README.txt").read_text()


def test_a_folder_has_the_files_by_year_with_what_is_said_beside_them(
    database: Database, exporting: Exporting, filled: Family, blobs: ShutStore, tmp_path: Path
) -> None:
    add_file(database, blobs, filled.chest_id, b"x", caption="Sem data", original_name="a.jpg")
    made = exporting.take(filled.keeper, filled.chest_id, ExportFormat.folder)
    path = exporting.fetch(filled.keeper, made.id, tmp_path / made.name)
    folder = unpack(path, tmp_path / "unpacked")
    assert sums_hold(folder, "sha256sums.txt")
    assert (folder / "undated/Sem data.jpg").read_bytes() == b"x"
    assert len(list((folder / "1964").glob("*.jpg"))) == 5
    assert "In the garden, 3" in (folder / "1964/1964-05-12 In the garden, 3.jpg.xmp").read_text()
    assert not list(folder.rglob("*.json"))


def test_an_empty_chest_can_be_taken_out_too(
    exporting: Exporting, family: Family, tmp_path: Path
) -> None:
    made = exporting.take(family.viewer, family.chest_id)
    path = exporting.fetch(family.viewer, made.id, tmp_path / made.name)
    assert bagit.Bag(str(unpack(path, tmp_path / "unpacked"))).validate()


# ---- names ----


def test_names_are_what_people_know_and_every_file_system_takes(
    database: Database, exporting: Exporting, family: Family, blobs: ShutStore, tmp_path: Path
) -> None:
    captions = (
        'Na praia: São João? <1931> a/b\\c|d*e"f',
        'na PRAIA: são joão? <1931> a/b\\c|d*e"f',
        "CON",
        "nul.txt",
        "ends with dots ...",
        "e\u0301 decomposed",
        "\u202egpj.exe",
        "100% and more",
        "x" * 300,
        "写真" * 60,
        "x.jpg",
        "\x01\x02",
        "🕯",
    )
    for number, caption in enumerate(captions):
        data = str(number).encode()
        add_file(database, blobs, family.chest_id, data, caption=caption, original_name="a.jpg")
    add_file(database, blobs, family.chest_id, b"{}", original_name="x.json", media_type=None)
    add_asset(
        database, family.chest_id, kind=Kind.note, original_name=None, body="x.jpg", caption=None
    )
    made = exporting.take(family.keeper, family.chest_id)
    path = exporting.fetch(family.keeper, made.id, tmp_path / made.name)
    with ZipFile(path) as file:
        names = file.namelist()
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert unicodedata.is_normalized("NFC", name)
        for part in name.split("/"):
            assert len(part.encode()) <= 120
            assert not set(part) & set('<>:"\\|?*%\x01\u202e')
            assert not part.endswith((".", " "))
            stem = part.partition(".")[0].lower()
            assert stem not in ("con", "nul", "aux", "prn")
    assert any("São João" in name for name in names)
    folder = unpack(path, tmp_path / "unpacked")
    assert bagit.Bag(str(folder)).validate()
    assert len(list_told(path)) == len(captions) + 2


# ---- who sees what ----


def test_an_export_is_for_whoever_asked_while_they_see_what_is_in_it(
    database: Database, exporting: Exporting, filled: Family
) -> None:
    second = add_account(database, "Inês")
    add_member(database, filled.chest_id, second, Role.keeper)
    made = exporting.take(second, filled.chest_id)
    link = open_link_session(database, add_link(database, filled.chest_id, filled.keeper))
    for other in (filled.keeper, filled.viewer, filled.stranger, link):
        for ask in (
            exporting.manager.get,
            exporting.manager.open_file,
            exporting.manager.cancel,
        ):
            with pytest.raises((NotFound, NotSignedIn)):
                ask(other, made.id)
    assert not exporting.manager.list_page(filled.keeper, filled.chest_id).items
    for role in (Role.viewer, None):
        with database.write() as session:
            membership = session.get_one(Membership, (filled.chest_id, second.account_id))
            if role is None:
                session.delete(membership)
            else:
                membership.role = role
                session.add(membership)
        with pytest.raises(NotFound):
            exporting.manager.open_file(second, made.id)


def test_who_lost_their_role_meanwhile_gets_nothing(
    database: Database, exporting: Exporting, filled: Family
) -> None:
    begun = exporting.manager.begin(filled.curator, filled.chest_id, ExportFormat.bagit)
    with database.write() as session:
        row = session.get_one(Membership, (filled.chest_id, filled.curator.account_id))
        row.role = Role.viewer
        session.add(row)
    exporting.manager.open_job().pack(begun.id)
    with database.read() as session:
        assert session.get_one(Export, begun.id).state is ExportState.failed
        assert not session.exec(select(ExportPiece)).all()


# ---- how it goes ----


def test_asking_again_while_it_is_packed_is_the_same_export(
    exporting: Exporting, filled: Family, jobs: RecordingQueue
) -> None:
    first = exporting.manager.begin(filled.viewer, filled.chest_id, ExportFormat.bagit)
    again = exporting.manager.begin(filled.viewer, filled.chest_id, ExportFormat.bagit)
    other = exporting.manager.begin(filled.viewer, filled.chest_id, ExportFormat.folder)
    assert first.id == again.id != other.id
    assert [subject for _, subject in jobs.jobs] == [first.id, other.id]
    assert (first.memories, first.bytes) == (5, 5 * 9000)


def test_without_room_nothing_is_begun(
    exporting: Exporting, filled: Family, blobs: ShutStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "free_bytes", lambda: 1000)
    with pytest.raises(Full):
        exporting.manager.begin(filled.viewer, filled.chest_id, ExportFormat.bagit)


def test_a_cancelled_export_ends_and_its_bytes_go(
    database: Database, exporting: Exporting, filled: Family
) -> None:
    made = exporting.take(filled.viewer, filled.chest_id)
    keys = {key for key, _ in exporting.manager.open_file(filled.viewer, made.id).pieces}
    cancelled = exporting.manager.cancel(filled.viewer, made.id)
    assert (cancelled.state, cancelled.url) == (ExportState.cancelled, None)
    assert exporting.manager.cancel(filled.viewer, made.id) == cancelled
    with pytest.raises(Conflict):
        exporting.manager.open_file(filled.viewer, made.id)
    with database.read() as session:
        assert {row.storage_key for row in session.exec(select(BlobTrash))} == keys
        assert not session.exec(select(ExportPiece)).all()
        actions = [row.action for row in session.exec(select(AuditEvent).order_by(AuditEvent.id))]  # type: ignore[arg-type]  # a column
    assert actions == ["export.begun", "export.cancelled"]
    exporting.manager.open_job().pack(made.id)  # a late worker finds nothing to do
    assert exporting.manager.get(filled.viewer, made.id).state is ExportState.cancelled


def test_an_export_is_gone_after_its_days(
    database: Database, exporting: Exporting, filled: Family
) -> None:
    made = exporting.take(filled.viewer, filled.chest_id)
    assert made.finished_at
    assert made.expires_at == made.finished_at + timedelta(days=14)
    assert exporting.manager.expire() == 0
    past = utc_now() - timedelta(seconds=1)
    with database.write() as session:
        session.exec(update(Export).values(expires_at=past))
    assert exporting.manager.expire() == 1
    assert exporting.manager.expire() == 0
    gone = exporting.manager.get(filled.viewer, made.id)
    assert (gone.state, gone.url) == (ExportState.expired, None)
    with database.read() as session:
        assert session.exec(select(BlobTrash)).all()
        assert not session.exec(select(ExportPiece)).all()


def test_what_was_taken_out_goes_with_its_chest(
    database: Database, exporting: Exporting, filled: Family
) -> None:
    made = exporting.take(filled.keeper, filled.chest_id)
    keys = {key for key, _ in exporting.manager.open_file(filled.keeper, made.id).pieces}
    with database.write() as session:
        long_ago = utc_now() - timedelta(days=31)
        session.exec(update(Chest).values(deleted_at=long_ago))
    assert ChestManager(database=database).purge_due() == 1
    with database.read() as session:
        assert keys <= {row.storage_key for row in session.exec(select(BlobTrash))}


def test_a_store_that_stops_answering_is_gone_on_with_and_nothing_is_packed_twice(
    exporting: Exporting,
    filled: Family,
    blobs: ShutStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chest.exports.job.PIECE_MEMORIES", 2)
    begun = exporting.manager.begin(filled.keeper, filled.chest_id, ExportFormat.bagit)
    real, written = blobs.put, 0

    def put(key: str, chunks: object) -> object:
        nonlocal written
        written += 1
        if written == 2:
            raise BlobMissing.at(key)
        return real(key, chunks)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(blobs, "put", put)
    with pytest.raises(BlobMissing):
        exporting.manager.open_job().pack(begun.id)
    half = exporting.manager.get(filled.keeper, begun.id)
    assert (half.state, half.done) == (ExportState.making, 2)
    exporting.manager.open_job().pack(begun.id)
    exporting.manager.open_job().pack(begun.id)
    made = exporting.manager.get(filled.keeper, begun.id)
    assert (made.state, made.done, made.done_bytes) == (ExportState.ready, 5, 45_000)
    path = exporting.fetch(filled.keeper, begun.id, tmp_path / made.name)
    with ZipFile(path) as file:
        assert len(set(file.namelist())) == len(file.namelist())
        assert file.testzip() is None
    assert len(list_told(path)) == 5


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_many_memories_need_no_more_memory_than_a_few(
    database: Database, manager: ExportManager, family: Family, blobs: ShutStore
) -> None:
    key = f"v1/{family.chest_id}/o/large"
    data = bytes(300_000)
    blobs.put(key, [data])

    def add(number: int) -> None:
        with database.write() as session:
            session.add_all(
                Asset(
                    chest_id=family.chest_id,
                    kind=Kind.photo,
                    state=AssetState.ready,
                    taken_sort="9999-12-31",
                    original_name="picture.jpg",
                    storage_key=key,
                    bytes=len(data),
                    caption=f"Memory {n}",
                )
                for n in range(number)
            )

    def peak() -> int:
        begun = manager.begin(family.keeper, family.chest_id, ExportFormat.bagit)
        tracemalloc.start()
        manager.open_job().pack(begun.id)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        manager.cancel(family.keeper, begun.id)
        return used

    add(100)
    few = peak()
    add(400)
    many = peak()  # 150 MB of files
    assert many < few + 4 * 1024**2, (few, many)
