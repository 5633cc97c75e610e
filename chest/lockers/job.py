"""The job `locker`: what a private chest's state asks for. Encrypting what it had before, packing
it away, and putting it back.

Whatever it is doing when its worker dies, the next one goes on: what lies where says how far it is.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy import delete, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.viewers import WORKER
from chest.blob_store import find_private
from chest.database import Database
from chest.erasing.purging import trash_keys
from chest.jobs.runner import Checkpoint, TryLater
from chest.lockers.lines import as_stored, select_rows, write_line
from chest.lockers.packing import (
    PackDamaged,
    PackedTable,
    count_left,
    find_blanked,
    remove_packed,
    restore,
    write_pack,
)
from chest.lockers.subjects import chests_of
from chest.lockers.tables import BLANKED, DERIVED, of_chest
from chest.lockers.traces import Busy, clear_up, forget_traces
from chest.models import (
    Chest,
    ChestModel,
    Locker,
    LockerFile,
    LockerPack,
    LockerState,
    utc_now,
)
from language import N_
from storage.base import BlobStore, StorageFull, StorageUnavailable
from storage.private import PrivateStore

log = structlog.get_logger(__name__)

_MOST_ROUNDS = 20
_NO_ANSWER = N_("The place where the files are kept does not answer.")
_NO_ROOM = N_("There is no room left where the files are kept.")
_AT_WORK = N_("Something of this chest is still being worked on.")
_BUSY = N_("The database is in use, so it cannot be cleared up yet.")
_DAMAGED = N_("What was packed away could not be read as it was written. Nothing was deleted.")
_WAITS = 30.0

Running = Callable[[Session], Collection[UUID]]


class LockerJob:
    """Runs in the worker. `list_running` answers the subjects of jobs that run just now, `searches`
    and `outbox` are folders with files that are made of rows."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        list_running: Running,
        searches: Path,
        outbox: Path,
        look_again: Callable[[], None],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._list_running = list_running
        self._searches = searches
        self._outbox = outbox
        self._look_again = look_again

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        later = step("locker", lambda: self._go_on_or_say_when(subject_id))
        if later:
            raise TryLater(later, in_seconds=_WAITS)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """It is gone on with all the same: a chest that stands between is nobody's wish."""
        self._say(subject_id, reason)

    def list_unfinished(self) -> list[UUID]:
        with self._database.read() as session:
            return list(
                session.exec(
                    select(Locker.chest_id).where(
                        col(Locker.state).in_((LockerState.locking, LockerState.unlocking))
                        | col(Locker.sealed_at).is_(None)
                    )
                )
            )

    def _go_on_or_say_when(self, chest_id: UUID) -> str | None:
        reason: str | None = None
        try:
            self.go_on(chest_id)
        except StorageFull:
            reason = _NO_ROOM
        except StorageUnavailable:
            reason = _NO_ANSWER
        except Busy:
            reason = _BUSY
        except PackDamaged as error:
            log.error("a pack is damaged", reason=str(error))
            reason = _DAMAGED
        except TryLater as error:
            reason = str(error)
        self._say(chest_id, reason)
        return reason

    def go_on(self, chest_id: UUID) -> None:
        """Bring the chest to where its state leads. Raises Busy, TryLater, PackDamaged, and what
        the store raises; nothing of that loses anything."""
        self._look_again()  # another process may have unlocked it a moment ago
        while (locker := self._get(chest_id)) is not None:
            if locker.state is LockerState.unlocking:
                self._unlock(chest_id)
            elif locker.state is LockerState.locking:
                self._lock(chest_id, locker)
            elif locker.state is LockerState.open and locker.sealed_at is None:
                self._seal_old(chest_id)
            else:
                return

    # ---- files ----

    def _seal_old(self, chest_id: UUID) -> None:
        """Encrypt to the chest's key what lay there before it had one."""
        private = self._private()
        for key in private.iter_unsealed(str(chest_id)):
            private.seal(key)
        with self._database.write() as session:
            session.exec(
                update(Locker).where(col(Locker.chest_id) == chest_id).values(sealed_at=utc_now())
            )

    def _note_files(self, chest_id: UUID) -> None:
        """Write down which files the chest has: soon no other row names them."""
        keys = list(self._private().iter_sealed(str(chest_id)))
        with self._database.write() as session:
            packs = set(
                session.exec(
                    select(LockerPack.storage_key).where(col(LockerPack.chest_id) == chest_id)
                )
            )
            connection = session.connection()
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            connection.execute(delete(LockerFile).where(col(LockerFile.chest_id) == chest_id))
            rows = [{"chest_id": chest_id, "storage_key": key} for key in keys if key not in packs]
            if rows:
                connection.execute(insert(LockerFile), rows)

    # ---- locking ----

    def _lock(self, chest_id: UUID, locker: Locker) -> None:
        if locker.opened is not None:
            self._wait_for_others(chest_id)
            self._seal_old(chest_id)
            self._delete_strays(chest_id)
            for _round in range(_MOST_ROUNDS):
                forget_traces(
                    self._database,
                    chest_id,
                    folders=[self._searches / chest_id.hex],
                    outbox=self._outbox,
                )
                if self._pack(chest_id):
                    break
            else:
                raise TryLater(_AT_WORK)
        clear_up(self._database)
        with self._database.write() as session:
            self._move(session, chest_id, LockerState.locking, LockerState.locked)
        self._look_again()  # and forget the key

    def _wait_for_others(self, chest_id: UUID) -> None:
        """Let jobs and requests end that began before the chest was shut. Raises TryLater."""
        with self._database.read() as session:
            if chest_id in chests_of(session, self._list_running(session)):
                raise TryLater(_AT_WORK)
        if self._database.is_sqlite:
            return
        with self._database.write() as session:
            mine = session.connection().execute(text("select pg_current_xact_id()::text")).scalar()
        with self._database.read() as session:
            oldest = session.connection().execute(
                text("select pg_snapshot_xmin(pg_current_snapshot())::text")
            )
            if int(oldest.scalar_one()) <= int(str(mine)):
                raise TryLater(_AT_WORK)

    def _delete_strays(self, chest_id: UUID) -> None:
        """Packs that no row names: what was begun when a worker died."""
        with self._database.read() as session:
            named = {pack.storage_key for pack in _list_packs(session, chest_id)}
        for key in list(self._blobs.iter_keys(_folder(chest_id))):
            if key not in named:
                self._blobs.delete(key)

    def _pack(self, chest_id: UUID) -> bool:
        """One round; whether nothing is left."""
        self._note_files(chest_id)
        key = f"{_folder(chest_id)}{secrets.token_hex(8)}"
        tables = write_pack(self._database, self._blobs, chest_id, key)
        with self._database.write() as session:
            packs = _list_packs(session, chest_id)
            session.add(
                LockerPack(
                    chest_id=chest_id,
                    n=packs[-1].n + 1 if packs else 1,
                    storage_key=key,
                    tables=json.loads(json.dumps([asdict(packed) for packed in tables])),
                )
            )
        remove_packed(self._database, self._blobs, key, tables)
        with self._database.write() as session:
            return self._close(session, chest_id, key, tables)

    def _close(self, session: Session, chest_id: UUID, key: str, tables: list[PackedTable]) -> bool:
        """Take away the last words, and the key, if all else is gone; whether it is."""
        locker = session.get(Locker, chest_id, with_for_update=True)
        assert locker is not None
        session.get(Chest, chest_id, with_for_update=True)
        connection = session.connection()
        if count_left(connection, chest_id):
            return False
        for name, rows in find_blanked(self._blobs, key, tables).items():
            table = ChestModel.metadata.tables[name]
            there = connection.execute(select_rows(table).where(of_chest(table, chest_id)))
            if {write_line(table, row) for row in there} != {line for _, line in rows}:
                return False
        for name, blank in BLANKED.items():
            table = ChestModel.metadata.tables[name]
            values = {**blank, "name": locker.label} if name == "chest" else blank
            connection.execute(update(table).where(of_chest(table, chest_id)).values(values))
        for name in DERIVED:
            table = ChestModel.metadata.tables[name]
            connection.execute(delete(table).where(of_chest(table, chest_id)))
        connection.execute(
            update(Locker).where(col(Locker.chest_id) == chest_id).values(opened=None)
        )
        return True

    # ---- unlocking ----

    def _unlock(self, chest_id: UUID) -> None:
        with self._database.read() as session:
            packs = _list_packs(session, chest_id)
        for pack in reversed(packs):
            restore(
                self._database,
                self._blobs,
                pack.storage_key,
                _read_tables(pack),
                newest=pack is packs[-1],
            )
        blanked = find_blanked(self._blobs, packs[-1].storage_key, _read_tables(packs[-1]))
        with self._database.write() as session:
            connection = session.connection()
            session.get(Locker, chest_id, with_for_update=True)
            for name, rows in blanked.items():
                table = ChestModel.metadata.tables[name]
                columns = [*BLANKED[name], *(["name"] if name == "chest" else [])]
                for row, _line in rows:
                    values = {
                        column: as_stored(connection, table.c[column], row[column])
                        for column in columns
                    }
                    connection.execute(update(table).where(table.c.id == row["id"]).values(values))
            connection.execute(update(Chest).where(col(Chest.id) == chest_id).values(shut=False))
            # What is erased from now on must not be in a pack any more.
            trash_keys(session, [pack.storage_key for pack in packs])
            for model in (LockerPack, LockerFile):
                connection.execute(delete(model).where(col(model.chest_id) == chest_id))
            self._move(session, chest_id, LockerState.unlocking, LockerState.open)

    # ---- rows ----

    def _move(self, session: Session, chest_id: UUID, before: LockerState, to: LockerState) -> None:
        moved = session.exec(
            update(Locker)
            .where(col(Locker.chest_id) == chest_id, col(Locker.state) == before)
            .values(state=to, changed_at=utc_now(), reason=None)
            .execution_options(synchronize_session=False)
        )
        if moved.rowcount:
            action = "chest.locked" if to is LockerState.locked else "chest.unlocked"
            record(session, WORKER, action, subject=("chest", chest_id), chest_id=chest_id)

    def _say(self, chest_id: UUID, reason: str | None) -> None:
        with self._database.read() as session:
            locker = session.get(Locker, chest_id)
            if locker is None or locker.reason == reason:
                return
        with self._database.write() as session:
            session.exec(
                update(Locker).where(col(Locker.chest_id) == chest_id).values(reason=reason)
            )

    def _get(self, chest_id: UUID) -> Locker | None:
        with self._database.read() as session:
            return session.get(Locker, chest_id)

    def _private(self) -> PrivateStore:
        private = find_private(self._blobs)
        if private is None:
            raise RuntimeError("This store knows no private chests.")
        return private


def _folder(chest_id: UUID) -> str:
    return f"v1/{chest_id}/l/"


def _list_packs(session: Session, chest_id: UUID) -> list[LockerPack]:
    return list(
        session.exec(
            select(LockerPack)
            .where(col(LockerPack.chest_id) == chest_id)
            .order_by(col(LockerPack.n))
        )
    )


def _read_tables(pack: LockerPack) -> list[PackedTable]:
    return [PackedTable(**{**table, "columns": tuple(table["columns"])}) for table in pack.tables]
