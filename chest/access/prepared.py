"""Questions that are put together once a process: for what a page asks at every turn, putting a
statement together takes several times as long as running it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Integer, Select, String, bindparam, literal_column
from sqlalchemy.sql import visitors
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Session

from chest.access.viewers import Viewer
from chest.models import utc_now
from chest.models.base import UtcDateTime, Word
from chest.together import CONNECTION

NOW = cast(datetime, bindparam("now", type_=UtcDateTime()))
"""In a prepared question, the moment at which it is asked."""

_PLAIN = re.compile(r"\w*", re.ASCII)

_DATABASES = 4

Build = Callable[..., Select[Any]]


class _OfOneStatement(dict[Any, Any]):
    """What was compiled of one statement, by the rest of the key: SQLAlchemy's has the whole tree
    of the statement in its second place, and going through that costs as much as a small read.
    A process has one database, and a few where it is tried out."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((key[0], *key[2:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        if len(self) >= _DATABASES:
            self.clear()
        super().__setitem__((key[0], *key[2:]), compiled)


class Prepared:
    """A statement for every kind of viewer.

    `build` is called with a viewer of that kind who is nobody in particular (`Viewer.anyone`), and
    with the rest of what decides about the statement's shape; it may leave values open with
    `bindparam`, and takes `NOW` for the present moment. Rows are those of columns, not objects.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self._made: dict[tuple[object, ...], tuple[Select[Any], dict[str, Any]]] = {}

    def ask(
        self, session: Session, viewer: Viewer, *shape: object, **values: object
    ) -> Sequence[Any]:
        """The rows for this viewer, with what was left open by name."""
        key = (viewer.sort, *shape)
        made = self._made.get(key)
        if made is None:
            options = {"compiled_cache": _OfOneStatement()}
            made = self._made[key] = _write_out(self._build(viewer.anyone, *shape)), options
        known = {"now": utc_now(), **viewer.values, **values}
        statement, options = made
        connection: Connection = session.info.get(CONNECTION) or session.connection()
        return connection.execute(statement, known, execution_options=options).all()


def _write_out(statement: Select[Any]) -> Select[Any]:
    """The same statement with our own constants in its text: dozens of words and small numbers,
    which would otherwise be handed over one by one at every turn. What a person says is left open
    when a statement is built, and so is never among them."""
    return cast(Select[Any], visitors.replacement_traverse(statement, {}, _write_out_constant))


def _write_out_constant(element: Any, **_: Any) -> Any:
    if not isinstance(element, BindParameter) or element.required or element.value is None:
        return None
    kind, value = element.type, element.value
    if isinstance(kind, Word):
        value = kind.kind(value).value
    if isinstance(kind, Integer) and isinstance(value, int):
        return literal_column(str(value), kind)
    if _is_text(kind) and isinstance(value, str) and _PLAIN.fullmatch(value):
        return literal_column(f"'{value}'", kind)
    return None


def _is_text(kind: TypeEngine[Any]) -> bool:
    inner = kind.impl if isinstance(kind, TypeDecorator) else kind
    return isinstance(inner, String)
