"""Rows as lines of JSON and back, every value exactly as the database had it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    LargeBinary,
    Select,
    Table,
    Text,
    Uuid,
    bindparam,
    cast,
    literal,
    null,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite

from chest.models.base import UtcDateTime

Row = tuple[Any, ...]


def select_rows(table: Table) -> Select[Any]:
    """All columns in their order; JSON as the text that it is, since two texts may say the same."""
    return select(*(_as_read(column) for column in table.c))


def write_line(table: Table, row: Sequence[Any]) -> bytes:
    """One row that `select_rows` read."""
    values = [_plain(value) for value in row]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_line(table: Table, line: bytes, names: Sequence[str]) -> dict[str, Any]:
    """The values of a row by their columns; `names` are those that it was written with. What the
    table has no more is left out; what it has since is missing."""
    values = dict(zip(names, json.loads(line), strict=True))
    return {
        column.name: _reader(column)(values[column.name])
        for column in table.c
        if column.name in values
    }


def key_of(table: Table, values: dict[str, Any]) -> Row:
    return tuple(values[column.name] for column in table.primary_key.columns)


def has_key(table: Table, keys: Iterable[Row]) -> ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_(list(keys))


def insert_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Put these rows back, but for those whose key is there."""
    if not rows:
        return
    on_sqlite = connection.dialect.name == "sqlite"
    insert = sqlite.insert if on_sqlite else postgresql.insert
    values: dict[str, Any] = {}
    for name in rows[0]:
        column = table.c[name]
        if isinstance(column.type, JSON):
            text: ColumnElement[Any] = bindparam(f"v_{name}", type_=Text())
            values[name] = type_coerce(text, Text()) if on_sqlite else cast(text, JSON)
        else:
            values[name] = bindparam(f"v_{name}", type_=column.type)
    connection.execute(
        insert(table).values(values).on_conflict_do_nothing(),
        [{f"v_{name}": value for name, value in row.items()} for row in rows],
    )


def as_stored(connection: Connection, column: Column[Any], value: Any) -> Any:
    """What an update has to set, so that a column holds what `read_line` gave."""
    if not isinstance(column.type, JSON):
        return value
    if value is None:
        return null()
    text = literal(value, Text())
    return type_coerce(text, Text()) if connection.dialect.name == "sqlite" else cast(text, JSON)


def _as_read(column: Column[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, JSON):
        return cast(column, Text()).label(column.name)
    return column


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    return value  # words are StrEnums, which are written as their text


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, Uuid):
        return lambda value: None if value is None else UUID(value)
    if isinstance(kind, UtcDateTime | DateTime):
        return lambda value: None if value is None else datetime.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return lambda value: None if value is None else b64decode(value)
    return lambda value: value
