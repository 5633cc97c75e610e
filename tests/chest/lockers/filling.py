"""A chest with a row in every table that belongs to one, and a known word in every column that can
hold one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Column, LargeBinary, String, Table, Uuid, insert, update
from sqlmodel import Session

from chest.lockers.tables import BLANKED, list_packed, list_self_references
from chest.models import ChestModel
from chest.models.base import UtcDateTime, Word
from storage.base import BlobStore

WORD = "Zimtstern"
_FIXED = {"taken_sort": "9999-12-31", "time_zone": "Europe/Lisbon", "language": "de"}
_HASHES = (
    "sha256",
    "token_hash",
    "password_hash",
    "hash",
    "first",
    "second",
    "bag",
    "source",
    "handle",
)


def fill(session: Session, blobs: BlobStore, chest_id: UUID, account_id: UUID) -> dict[str, int]:
    """Two rows in each table of a chest that is there; answers how many words were written."""
    ids: dict[str, list[Any]] = {
        "chest": [chest_id],
        "account": [account_id],
        "share_link": [],
        "link_session": [],
    }
    words: dict[str, int] = {}
    chest = ChestModel.metadata.tables["chest"]
    told = {
        column.name: _value(chest, column, 1)
        for column in chest.c
        if column.name in ("name", *BLANKED["chest"]) and column.name != "time_zone"
    }
    session.connection().execute(update(chest).where(chest.c.id == chest_id).values(told))
    for table in list_packed():
        if table.name == "chest":
            continue
        keys: set[tuple[Any, ...]] = set()
        for n in (0, 1):
            row = _row(table, ids, n)
            key = tuple(row[column.name] for column in table.primary_key.columns)
            if key in keys:
                continue  # a chest has one such row
            keys.add(key)
            for column in table.c:
                if column.name == "storage_key" and row[column.name]:
                    row[column.name] = f"v1/{chest_id}/o/{uuid4().hex}"
                    blobs.put(row[column.name], [f"{WORD} in the bytes of {table.name}".encode()])
            session.connection().execute(insert(table).values(row))
            first = next(iter(table.primary_key.columns))
            ids.setdefault(table.name, []).append(row[first.name])
            words[table.name] = str(row).count(WORD)
    return words


def is_text(column: Column[Any]) -> bool:
    """Whether it holds text, in whatever type of ours."""
    return isinstance(getattr(column.type, "impl", column.type), String)


def _string_of(column: Column[Any]) -> String:
    kind = getattr(column.type, "impl", column.type)
    assert isinstance(kind, String)
    return kind


def _row(table: Table, ids: dict[str, list[Any]], n: int) -> dict[str, Any]:
    own = {column.name for column in list_self_references(table)}
    row: dict[str, Any] = {}
    for column in table.c:
        key = next(iter(column.foreign_keys), None)
        if column.name in own:
            row[column.name] = ids[table.name][0] if n else None
        elif key is not None:
            there = ids[key.column.table.name]
            row[column.name] = there[min(n, len(there) - 1)]
        else:
            row[column.name] = _value(table, column, n)
    return row


def _value(table: Table, column: Column[Any], n: int) -> Any:
    kind = column.type
    if isinstance(kind, Word):
        return next(iter(kind.kind))
    if isinstance(kind, Uuid):
        return uuid4()
    if isinstance(kind, UtcDateTime):
        return datetime(2024, 2, 3, 4, 5, 6, 789_012, tzinfo=UTC)
    if isinstance(kind, JSON):
        return {"said": f"{WORD} of {table.name}", "é": [n, None]}
    if isinstance(kind, LargeBinary):
        return f"{WORD}\x00{n}".encode()
    if is_text(column):
        if column.name in _FIXED:
            return _FIXED[column.name]
        if column.name in _HASHES or column.name == "storage_key":
            return uuid4().hex
        longest = _string_of(column).length or 100
        text = f"{n}{WORD} {table.name}.{column.name} “für” \\ \n"
        return text[:longest] if longest > len(WORD) + 1 else str(n)
    if kind.python_type is bool:
        return n == 1
    if kind.python_type is float:
        return 0.1 + n
    return n + 1
