"""What was erased for good since a chest was packed away does not come back with the pack.

That happens where a backup was brought back: it has the pack as it was then, and knows by their ids
(`Tombstone`) what was erased after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select
from sqlmodel import col

from chest.lockers.tables import list_packed, list_self_references
from chest.models import Tombstone


@dataclass
class Coming:
    """A row that is put back, and its line; `is_changed` where what it led to is no more."""

    row: dict[str, Any]
    line: bytes
    is_changed: bool = False


def leave_out_erased(connection: Connection, table: Table, rows: list[Coming]) -> list[Coming]:
    """Those that were not erased, with all that they belong to still there. What only led to
    something that was erased leads nowhere."""
    if "id" in table.primary_key.columns:
        erased = _find_erased(connection, table, (one.row["id"] for one in rows))
        rows = [one for one in rows if one.row["id"] not in erased]
        for column in list_self_references(table):
            for one in rows:
                if one.row[column.name] in _find_erased(connection, table, [one.row[column.name]]):
                    one.row[column.name], one.is_changed = None, True
    for key in table.foreign_keys:
        target, name = key.column.table, key.parent.name
        if target is table or target not in list_packed():
            continue
        asked = {one.row[name] for one in rows} - {None}
        there = set(connection.execute(select(key.column).where(key.column.in_(asked))).scalars())
        if key.ondelete == "SET NULL":
            for one in rows:
                if one.row[name] is not None and one.row[name] not in there:
                    one.row[name], one.is_changed = None, True
        else:
            rows = [one for one in rows if one.row[name] is None or one.row[name] in there]
    return rows


def _find_erased(connection: Connection, table: Table, ids: Iterable[UUID | None]) -> set[UUID]:
    asked = {one for one in ids if one is not None}
    if not asked:
        return set()
    found = select(col(Tombstone.subject_id)).where(
        col(Tombstone.kind) == table.name, col(Tombstone.subject_id).in_(asked)
    )
    return set(connection.execute(found).scalars())
