"""What every table shares: the project's own registry, UUIDv7 keys, UTC times."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, SafeUUID

from sqlalchemy import DateTime, Index, String, Uuid, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel


class ChestModel(SQLModel, registry=registry()):
    """Base of all tables.

    It has a registry of its own: with SQLModel's shared one, Streamlit's reload of a module
    raises "Table already defined".
    """


_ids_lock = threading.Lock()
_last_id = (0, 0)  # the millisecond and the counter of the id made last


def new_id() -> UUID:
    """A UUIDv7: ids of one process sort in the order in which they were made; 62 random bits. An
    id carries no authority."""
    global _last_id
    milliseconds = time.time_ns() // 1_000_000
    with _ids_lock:
        last, counter = _last_id
        if milliseconds > last:
            counter = int.from_bytes(os.urandom(2), "big") & 0x7FF
        else:
            # The same millisecond, or a clock that was set back.
            milliseconds, counter = (last, counter + 1) if counter < 0xFFF else (last + 1, 0)
        _last_id = (milliseconds, counter)
    value = (milliseconds << 80) | (0x7 << 76) | (counter << 64) | (0x2 << 62)
    return UUID(int=value | int.from_bytes(os.urandom(8), "big") >> 2)


def utc_now() -> datetime:
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out. SQLite itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        # Lists hold thousands: in one step, not in one for SQLite's text and one for ours.
        return _read_text if dialect.name == "sqlite" else _read_aware


def _read_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


def _read_aware(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class ManyIds(Uuid[UUID]):
    """Ids of a list, read in half the time: what this database wrote as 32 digits is not looked
    through for braces and hyphens once more."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        # PostgreSQL has ids of its own, and its driver hands out UUIDs.
        return _read_id if dialect.name == "sqlite" else None


_new_id_object = UUID.__new__
_set_of_id = object.__setattr__  # an id itself can't be written to


def _read_id(digits: str | None) -> UUID | None:
    if digits is None:
        return None
    read = _new_id_object(UUID)
    _set_of_id(read, "int", int(digits, 16))
    _set_of_id(read, "is_safe", SafeUUID.unknown)
    return read


class _Words(dict[str | None, StrEnum | None]):
    """The words of a kind by their text; one that is none of them raises ValueError."""

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__({None: None} | {word.value: word for word in kind})
        self._kind = kind

    def __missing__(self, text: Any) -> StrEnum:
        return self._kind(text)


class Word(TypeDecorator[StrEnum]):
    """A StrEnum stored as its plain text, so that a row can be read without this software."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind
        self._words = _Words(kind)

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return self._words.__getitem__


def partial_index(name: str, *columns: str) -> Index:
    """An index over the rows whose last column is not NULL."""
    condition = text(f"{columns[-1]} IS NOT NULL")
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)
