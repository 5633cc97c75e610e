"""A locked chest is nowhere to be read, and unlocked it is what it was, to the byte."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import make_url, text
from sqlmodel import col, select

from chest.chests.manager import ChestManager
from chest.database import Database
from chest.errors import ChestLocked, Invalid, NotFound, TooMany
from chest.jobs.runner import TryLater
from chest.models import (
    Asset,
    BlobTrash,
    Locker,
    LockerPack,
    LockerState,
    SearchText,
    Tombstone,
    Transcript,
    utc_now,
)
from storage.base import StorageError
from tests.builders import Family, RecordingQueue, account_of, add_asset, add_family
from tests.chest.lockers.conftest import LABEL, PASSPHRASE, Lockers
from tests.chest.lockers.filling import WORD, fill


def find_words(database: Database, folder: Path, tmp_path: Path) -> list[str]:
    """Where the word stands: in the files of the database and in all others, or in a dump."""
    with database.engine.connect() as connection:  # what a reader would still hold
        connection.execute(text("select 1"))
    places = [path for path in folder.rglob("*") if path.is_file()]
    if database.is_sqlite:
        file = Path(make_url(database.url).database or "")
        places += [file, *file.parent.glob(f"{file.name}-*")]
    else:
        places.append(_dump(database, tmp_path / "dump.sql"))
    spellings = [WORD.encode(), WORD.lower().encode(), WORD.encode("utf-16-le")]
    return [
        f"{path}: {match.group()!r}"
        for path in places
        for spelling in spellings
        if (match := re.search(b".{0,20}" + spelling, path.read_bytes(), re.DOTALL))
    ]


def _dump(database: Database, to: Path) -> Path:
    """All rows of all tables and what PostgreSQL keeps about them, as texts."""
    with database.engine.connect() as connection, to.open("w") as file:
        names = connection.execute(
            text(
                "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables "
                "where schemaname in ('public', 'dbos')"
            )
        ).scalars()
        for name in [*names, "pg_catalog.pg_stats"]:
            for row in connection.execute(text(f"select t::text from {name} t")).scalars():
                print(row, file=file)
    return to


def test_while_it_is_locked_its_words_are_nowhere_and_afterwards_all_is_back(
    database: Database, lockers: Lockers, filled: Family, tmp_path: Path
) -> None:
    chest_id = filled.chest_id
    (lockers.folder / "search" / chest_id.hex).mkdir(parents=True)
    (lockers.folder / "search" / chest_id.hex / "x.vectors").write_text(WORD)
    assert find_words(database, lockers.folder, tmp_path)
    rows = lockers.rows(chest_id)
    assert all(rows.values()), [name for name, found in rows.items() if not found]
    lockers.make_private(filled.keeper, chest_id)
    files = lockers.bytes_of(chest_id)
    assert len(files) >= 4

    lockers.lock(filled.keeper, chest_id)

    assert find_words(database, lockers.folder, tmp_path) == []
    with pytest.raises(StorageError, match="locked"):
        lockers.blobs.stat(next(iter(files)))

    lockers.unlock(filled.keeper, chest_id)

    assert lockers.rows(chest_id) == rows
    assert {key: data for key, data in lockers.bytes_of(chest_id).items() if key in files} == files
    with database.read() as session:
        found = session.exec(select(SearchText.body).where(col(SearchText.chest_id) == chest_id))
        assert any(WORD.lower() in (body or "").lower() for body in found)
        assert session.exec(select(LockerPack)).all() == []  # erased for good stays erased
        assert len(session.exec(select(BlobTrash)).all()) >= 1


def test_other_chests_are_not_touched(database: Database, lockers: Lockers, filled: Family) -> None:
    other = add_family(database)
    with database.write() as session:
        fill(session, lockers.blobs, other.chest_id, account_of(other.keeper))
    rows, files = lockers.rows(other.chest_id), lockers.bytes_of(other.chest_id)
    lockers.make_private(filled.keeper, filled.chest_id)
    lockers.lock(filled.keeper, filled.chest_id)
    assert lockers.rows(other.chest_id) == rows
    assert lockers.bytes_of(other.chest_id) == files
    assert WORD in ChestManager(database=database).get(other.keeper, other.chest_id).name


def test_a_locked_chest_says_so_to_those_who_belong_to_it_and_nothing_to_others(
    database: Database, lockers: Lockers, filled: Family
) -> None:
    chests = ChestManager(database=database)
    lockers.make_private(filled.keeper, filled.chest_id)
    lockers.manager.lock(filled.keeper, filled.chest_id)
    for _ in range(2):  # on its way, and locked
        for viewer in (filled.keeper, filled.member, filled.viewer):
            with pytest.raises(ChestLocked):
                chests.get(viewer, filled.chest_id)
        with pytest.raises(NotFound):
            chests.get(filled.stranger, filled.chest_id)
        lockers.job.go_on(filled.chest_id)
    [listed] = chests.list_chests(filled.member)
    assert (listed.name, listed.shut, listed.counts) == (LABEL, True, {})


def test_only_keepers_lock_and_unlock(lockers: Lockers, filled: Family) -> None:
    lockers.make_private(filled.keeper, filled.chest_id)
    for viewer in (filled.curator, filled.member, filled.viewer, filled.stranger):
        with pytest.raises(NotFound):
            lockers.manager.lock(viewer, filled.chest_id)
    lockers.lock(filled.keeper, filled.chest_id)
    for viewer in (filled.curator, filled.member, filled.viewer, filled.stranger):
        with pytest.raises(NotFound):
            lockers.manager.unlock(viewer, filled.chest_id, PASSPHRASE)
    assert lockers.state(filled.member, filled.chest_id) is LockerState.locked


def test_the_code_opens_it_however_it_was_copied_and_a_wrong_one_does_not(
    lockers: Lockers, filled: Family
) -> None:
    code = lockers.make_private(filled.keeper, filled.chest_id)
    lockers.lock(filled.keeper, filled.chest_id)
    wrong = "0" + code[1:] if code[0] != "0" else "1" + code[1:]
    for typed in (wrong, "", PASSPHRASE.upper()):
        with pytest.raises(Invalid):
            lockers.manager.unlock(filled.keeper, filled.chest_id, typed)
    lockers.unlock(filled.keeper, filled.chest_id, code.lower().replace("-", " ").replace("0", "o"))


def test_guessing_is_ended_after_ten_tries(lockers: Lockers, filled: Family) -> None:
    lockers.make_private(filled.keeper, filled.chest_id)
    lockers.lock(filled.keeper, filled.chest_id)
    for _ in range(10):
        with pytest.raises(Invalid):
            lockers.manager.unlock(filled.keeper, filled.chest_id, "not this one at all")
    with pytest.raises(TooMany):
        lockers.manager.unlock(filled.keeper, filled.chest_id, PASSPHRASE)


def test_each_keeper_has_a_passphrase_of_their_own(
    database: Database, lockers: Lockers, filled: Family
) -> None:
    lockers.make_private(filled.keeper, filled.chest_id)
    lockers.manager.set_passphrase(filled.keeper, filled.chest_id, "another one, and longer")
    lockers.lock(filled.keeper, filled.chest_id)
    with pytest.raises(Invalid):
        lockers.manager.unlock(filled.keeper, filled.chest_id, PASSPHRASE)
    with pytest.raises(ChestLocked):
        lockers.manager.set_passphrase(filled.keeper, filled.chest_id, "while it is locked")
    lockers.unlock(filled.keeper, filled.chest_id, "another one, and longer")


def test_what_changes_while_it_is_packed_is_not_lost(
    database: Database, lockers: Lockers, filled: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    chest_id = filled.chest_id
    lockers.make_private(filled.keeper, chest_id)
    old = add_asset(database, chest_id, caption="as it was")
    writes = iter(["first", "second"])
    added: list[UUID] = []

    original = lockers.blobs.put

    def put(key: str, chunks: object) -> object:
        written = original(key, chunks)  # type: ignore[arg-type]
        if "/l/" in key and (word := next(writes, None)):
            late = add_asset(database, chest_id, caption=f"late {word}")
            with database.write() as session:
                session.add(Transcript(asset_id=late))
                if word == "first":
                    asset = session.get_one(Asset, old)
                    asset.caption = "changed since"
                    session.add(asset)
            added.append(late)
        return written

    monkeypatch.setattr(lockers.blobs, "put", put)
    lockers.lock(filled.keeper, chest_id)
    with database.read() as session:
        assert session.exec(select(Asset).where(col(Asset.chest_id) == chest_id)).all() == []
        assert len(session.exec(select(LockerPack)).all()) >= 2
    lockers.unlock(filled.keeper, chest_id)
    with database.read() as session:
        captions = set(session.exec(select(Asset.caption).where(col(Asset.chest_id) == chest_id)))
        assert {"late first", "late second", "changed since"} <= captions
        assert all(session.get(Transcript, one) is not None for one in added)


def test_it_waits_for_jobs_that_run(lockers: Lockers, filled: Family, database: Database) -> None:
    lockers.make_private(filled.keeper, filled.chest_id)
    lockers.running = {add_asset(database, filled.chest_id)}
    lockers.manager.lock(filled.keeper, filled.chest_id)
    with pytest.raises(TryLater):
        lockers.job.go_on(filled.chest_id)
    lockers.running = {add_asset(database, add_family(database).chest_id)}
    lockers.job.go_on(filled.chest_id)
    assert lockers.state(filled.keeper, filled.chest_id) is LockerState.locked


def test_one_that_nobody_uses_locks_itself(
    database: Database, lockers: Lockers, filled: Family, jobs: RecordingQueue
) -> None:
    lockers.make_private(filled.keeper, filled.chest_id)
    assert lockers.manager.lock_unused() == 0
    with database.write() as session:
        locker = session.get_one(Locker, filled.chest_id)
        locker.hours, locker.opened_at = 3, utc_now().replace(year=2024)
        session.add(locker)
    assert lockers.manager.lock_unused() == 1
    assert lockers.manager.lock_unused() == 0
    assert lockers.state(filled.keeper, filled.chest_id) is LockerState.locking


def test_the_key_is_nowhere_while_it_is_locked(
    database: Database, lockers: Lockers, filled: Family
) -> None:
    lockers.make_private(filled.keeper, filled.chest_id)
    with database.read() as session:
        assert session.get_one(Locker, filled.chest_id).opened
    lockers.lock(filled.keeper, filled.chest_id)
    with database.read() as session:
        assert session.get_one(Locker, filled.chest_id).opened is None
    found = lockers.keys.find(str(filled.chest_id))
    assert found is not None
    assert found.identity is None


def test_packing_away_is_no_erasing(database: Database, lockers: Lockers, filled: Family) -> None:
    lockers.make_private(filled.keeper, filled.chest_id)
    lockers.lock(filled.keeper, filled.chest_id)
    with database.read() as session:
        assert session.exec(select(Tombstone)).all() == []


def test_what_was_erased_since_does_not_come_back_with_the_pack(
    database: Database, lockers: Lockers, filled: Family
) -> None:
    """As where a backup was brought back that was made while the chest was locked."""
    gone = add_asset(database, filled.chest_id, caption="erased")
    with database.write() as session:
        session.add(Transcript(asset_id=gone))
    note = add_asset(database, filled.chest_id, attached_to=gone)
    lockers.make_private(filled.keeper, filled.chest_id)
    lockers.lock(filled.keeper, filled.chest_id)
    with database.write() as session:
        session.add(Tombstone(kind="asset", subject_id=gone))
    lockers.unlock(filled.keeper, filled.chest_id)
    with database.read() as session:
        assert session.get(Asset, gone) is None
        assert session.get(Transcript, gone) is None
        assert session.get_one(Asset, note).attached_to is None
