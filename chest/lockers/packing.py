"""Packing the rows of a chest into a blob, and putting them back.

A pack is lines of JSON: for each table one that names it and its columns, then its rows. It lies
encrypted to the chest's key, as everything of a private chest does.

*Nothing is lost, whenever this is killed and whoever writes meanwhile.* A row goes only if a pack
that was read back has it exactly as it is now, and nothing refers to it any more. What changed
since stays, and the next round packs it anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, delete, func, select
from sqlmodel import col

from chest.database import Database
from chest.lockers.erased import Coming, leave_out_erased
from chest.lockers.lines import (
    Row,
    has_key,
    insert_missing,
    key_of,
    read_line,
    select_rows,
    write_line,
)
from chest.lockers.tables import (
    BLANKED,
    list_packed,
    list_references,
    list_removed,
    list_self_references,
    of_chest,
    referred_column,
)
from chest.models import ChestModel, Tombstone
from storage.base import BlobStore

_AT_ONCE = 200
_BLOCK = 256 * 1024


class PackDamaged(Exception):
    """Raised when a pack does not say what was written into it."""


@dataclass(frozen=True)
class PackedTable:
    """Where the rows of a table lie in a pack, in plain bytes, behind the line that names it."""

    name: str
    rows: int
    start: int
    stop: int
    sha256: str
    columns: tuple[str, ...]

    @property
    def table(self) -> Table:
        return ChestModel.metadata.tables[self.name]


def write_pack(
    database: Database, blobs: BlobStore, chest_id: UUID, storage_key: str
) -> list[PackedTable]:
    """Pack all that is there now, and read it back. Raises PackDamaged, and what the store
    raises."""
    tables: list[PackedTable] = []
    blobs.put(storage_key, _blocks(_lines(database, chest_id, tables)))
    for packed in tables:
        check_table(blobs, storage_key, packed)
    return tables


def check_table(blobs: BlobStore, storage_key: str, packed: PackedTable) -> None:
    """Raise PackDamaged unless the table is in the pack as it was written."""
    digest, count = hashlib.sha256(), 0
    for line in iter_lines(blobs, storage_key, packed):
        digest.update(line)
        count += 1
    if digest.hexdigest() != packed.sha256 or count != packed.rows:
        raise PackDamaged(f"{packed.name} in {storage_key} is not what was written.")


def iter_lines(blobs: BlobStore, storage_key: str, packed: PackedTable) -> Iterator[bytes]:
    if packed.start == packed.stop:
        return
    rest = b""
    for chunk in blobs.iter_range(storage_key, start=packed.start, stop=packed.stop):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from (line + b"\n" for line in lines)
    if rest:
        raise PackDamaged(f"{packed.name} in {storage_key} ends within a line.")


def remove_packed(
    database: Database, blobs: BlobStore, storage_key: str, tables: list[PackedTable]
) -> None:
    """Take away what the pack has, and leave what is otherwise than there."""
    by_name = {packed.name: packed for packed in tables}
    for table in list_removed():
        packed = by_name[table.name]
        # Those that refer to others of the same table go before them.
        own = [column.name for column in list_self_references(table)]
        for all_of_them in (False, True) if own else (True,):
            lines = iter_lines(blobs, storage_key, packed)
            while batch := list(islice(lines, _AT_ONCE)):
                rows = {
                    key_of(table, row): line
                    for line in batch
                    if _goes(row := read_line(table, line, packed.columns), own, all_of_them)
                }
                if rows:
                    with database.write() as session:
                        _remove(session.connection(), table, rows)


def restore(
    database: Database,
    blobs: BlobStore,
    storage_key: str,
    tables: list[PackedTable],
    *,
    newest: bool,
) -> None:
    """Put back what is not there; whatever is there by now is of a newer pack, or was put back
    before. Raises PackDamaged where the newest pack says otherwise than the database after it."""
    for packed in tables:
        if packed.name in BLANKED:
            continue
        check_table(blobs, storage_key, packed)
        lines = iter_lines(blobs, storage_key, packed)
        waiting: list[bytes] = []
        while batch := list(islice(lines, _AT_ONCE)):
            waiting += _put_back(database, packed, batch, newest=newest)
        while waiting:  # for others of the same table, which have come by now
            left = _put_back(database, packed, waiting, newest=newest)
            if len(left) == len(waiting):
                raise PackDamaged(f"{packed.name} in {storage_key} refers to what is not there.")
            waiting = left


def find_blanked(
    blobs: BlobStore, storage_key: str, tables: list[PackedTable]
) -> dict[str, list[tuple[dict[str, Any], bytes]]]:
    """The rows of those tables that stay without their words, by table; each with its line."""
    return {
        packed.name: [
            (read_line(packed.table, line, packed.columns), line)
            for line in iter_lines(blobs, storage_key, packed)
        ]
        for packed in tables
        if packed.name in BLANKED
    }


def count_left(connection: Connection, chest_id: UUID) -> int:
    """How many rows are still to go."""
    return sum(
        connection.execute(
            select(func.count()).select_from(table).where(of_chest(table, chest_id))
        ).scalar_one()
        for table in list_removed()
    )


def _lines(database: Database, chest_id: UUID, tables: list[PackedTable]) -> Iterator[bytes]:
    at = 0
    with database.read() as session:
        connection = session.connection()
        for table in list_packed():
            names = tuple(column.name for column in table.c)
            head = json.dumps({"table": table.name, "columns": names}).encode() + b"\n"
            yield head
            at += len(head)
            start, count, digest = at, 0, hashlib.sha256()
            asked = select_rows(table).where(of_chest(table, chest_id))
            # Those that refer to others of the same table come behind them.
            first = [column.is_not(None) for column in list_self_references(table)]
            asked = asked.order_by(*first, *table.primary_key.columns)
            for row in connection.execution_options(yield_per=_AT_ONCE).execute(asked):
                line = write_line(table, row)
                digest.update(line)
                count += 1
                at += len(line)
                yield line
            tables.append(PackedTable(table.name, count, start, at, digest.hexdigest(), names))


def _blocks(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in larger pieces."""
    held = bytearray()
    for line in lines:
        held += line
        while len(held) >= _BLOCK:
            yield bytes(held[:_BLOCK])
            del held[:_BLOCK]
    yield bytes(held)


def _goes(row: dict[str, Any], own: list[str], all_of_them: bool) -> bool:
    return all_of_them or any(row[name] is not None for name in own)


def _remove(connection: Connection, table: Table, rows: dict[Row, bytes]) -> None:
    asked = select_rows(table).where(has_key(table, rows)).with_for_update()
    names = [column.name for column in table.c]
    same: dict[Row, Any] = {}
    by = referred_column(table).name
    for found in connection.execute(asked):
        line = write_line(table, found)
        values = read_line(table, line, names)
        if rows.get(key := key_of(table, values)) == line:
            same[key] = values[by]
    for reference in list_references(table):
        if not same:
            return
        # Deleting a row takes along, or changes, what refers to it: that has to be packed first.
        needed = set(
            connection.execute(
                select(reference.column).where(reference.column.in_(list(same.values()))).distinct()
            ).scalars()
        )
        same = {key: value for key, value in same.items() if value not in needed}
    if same:
        connection.execute(delete(table).where(has_key(table, same)))
        _unerase(connection, table, same)


def _unerase(connection: Connection, table: Table, gone: Collection[Row]) -> None:
    """The database notes what is deleted as erased for good (revision 0033), so that no backup
    brings it back. What is packed away is not erased."""
    ids = [key[0] for key in gone if len(key) == 1]
    connection.execute(
        delete(Tombstone)
        .where(col(Tombstone.kind) == table.name, col(Tombstone.subject_id).in_(ids))
        .execution_options(synchronize_session=False)
    )


def _put_back(
    database: Database, packed: PackedTable, lines: list[bytes], *, newest: bool
) -> list[bytes]:
    """Insert these rows; answers those that have to wait for others of their table."""
    table = packed.table
    own = list_self_references(table)
    names = tuple(column.name for column in table.c)
    is_same_table = names == packed.columns
    with database.write() as session:
        connection = session.connection()
        read = [Coming(read_line(table, line, packed.columns), line) for line in lines]
        coming = leave_out_erased(connection, table, read)
        by = referred_column(table)
        wanted = {one.row[column.name] for one in coming for column in own} - {None}
        there: set[Any] = set()
        if wanted:
            there = set(connection.execute(select(by).where(by.in_(wanted))).scalars())
        ready = [
            one for one in coming if all(one.row[column.name] in {None, *there} for column in own)
        ]
        insert_missing(connection, table, [one.row for one in ready])
        asked = select_rows(table).where(has_key(table, [key_of(table, one.row) for one in ready]))
        found = {
            key_of(table, read_line(table, line, names)): line
            for line in (write_line(table, row) for row in connection.execute(asked))
        }
        for one in ready:
            now = found.get(key_of(table, one.row))
            is_exact = newest and is_same_table and not one.is_changed
            if now is None or (is_exact and now != one.line):
                raise PackDamaged(f"A row of {packed.name} could not be put back as it was.")
    put = {one.line for one in ready}
    return [one.line for one in coming if one.line not in put]
