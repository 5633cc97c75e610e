"""The tables in words, as `docs/database.md` shows them."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.types import TypeEngine

from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now

COMMAND = "python -m chest.models > docs/database.md"

_HEAD = f"""\
# Database

Every table of Memory Chest. This page is made from the tables themselves by

    {COMMAND}

so nobody edits it: change `chest/models/`, write a migration in `chest/migrations/versions/`, and
make it again.

The same tables stand in SQLite and in PostgreSQL. A *word* is one of a few texts, kept as plain
text; a *time* is kept in UTC; a *date* in words is EDTF in a text column. The job engine keeps its
own tables beside these (in a schema of their own on PostgreSQL); `chest/jobs/queue.py` alone reads
them.
"""

# The first that fits names the type: what is derived from another stands before it.
_PLAIN_TYPES: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Uuid, "id"),
    (Boolean, "yes or no"),
    (BigInteger, "large number"),
    (Integer, "number"),
    (Float, "decimal number"),
    (JSON, "JSON"),
    (LargeBinary, "bytes"),
)
_MADE_BY = {new_id: "a new id", utc_now: "now", list: "`[]`", dict: "`{}`"}
_WHEN_THAT_GOES = {None: "", "CASCADE": ", deleted with it", "SET NULL": ", emptied with it"}


def describe_tables() -> str:
    """The whole page, in Markdown. It depends on the models alone, not on any database."""
    models = {mapper.local_table: mapper.class_ for mapper in ChestModel._sa_registry.mappers}
    parts = [_HEAD]
    tables = ChestModel.metadata.tables.values()
    for module, of_module in groupby(tables, key=lambda table: models[table].__module__):
        title = (inspect.getdoc(sys.modules[module]) or module).rstrip(".")
        parts.append(f"\n## {title}\n")
        parts.extend(_describe(table, models[table]) for table in of_module)
    return "".join(parts)


def _describe(table: Table, model: type[ChestModel]) -> str:
    purpose = inspect.cleandoc(model.__doc__ or "").partition("\n\n")[0].replace("\n", " ")
    lines = [f"\n### {table.name}\n\n{purpose}\n"]
    lines.append("\n| column | type | may be empty | key | default |\n|---|---|---|---|---|\n")
    for column in table.columns:
        empty = "yes" if column.nullable else ""
        cells = (f"`{column.name}`", _type_of(column), empty, _key_of(column))
        lines.append(f"| {' | '.join(cells)} | {_default_of(model, column)} |\n")
    found = sorted(_list_indexes(table))
    if found:
        lines.append(f"\nIndexes: {'; '.join(found)}.\n")
    return "".join(lines)


def _type_of(column: Column[Any]) -> str:
    kind = column.type
    if isinstance(kind, Word):
        return "word: " + ", ".join(word.value for word in kind.kind)
    if isinstance(kind, UtcDateTime):
        return "time"
    # AutoString of SQLModel decorates a String and keeps its length.
    length = getattr(kind, "length", None)
    if isinstance(kind, String) or isinstance(getattr(kind, "impl", None), String):
        return f"text, at most {length:,}" if length else "text"
    for plain, name in _PLAIN_TYPES:
        if isinstance(kind, plain):
            return name
    raise TypeError(f"chest.models.describe has no word for {kind!r} of {column}.")


def _key_of(column: Column[Any]) -> str:
    words = ["primary"] if column.primary_key else []
    for key in sorted(column.foreign_keys, key=lambda key: key.target_fullname):
        words.append(f"→ `{key.target_fullname}`{_WHEN_THAT_GOES[key.ondelete]}")
    return ", ".join(words)


def _default_of(model: type[ChestModel], column: Column[Any]) -> str:
    field = model.model_fields[column.name]
    if field.default_factory is not None:
        return next(words for made, words in _MADE_BY.items() if made is field.default_factory)
    if field.is_required() or field.default is None:
        return ""
    if isinstance(field.default, bool):
        return "yes" if field.default else "no"
    default = field.default.value if isinstance(field.default, StrEnum) else field.default
    return f"`{default}`" if default != "" else "empty text"


def _list_indexes(table: Table) -> Iterator[str]:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield f"{_names(constraint.columns)} unique"
    for index in table.indexes:
        yield _names(index.columns) + (" unique" if index.unique else "")


def _names(columns: Any) -> str:
    return "(" + ", ".join(f"`{column.name}`" for column in columns) + ")"
