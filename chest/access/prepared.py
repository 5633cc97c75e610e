"""Questions that are put together once a process: for what a page asks at every turn, putting a
statement together takes several times as long as running it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, bindparam
from sqlmodel import Session

from chest.access.viewers import Viewer
from chest.models import utc_now
from chest.models.base import UtcDateTime

NOW = cast(datetime, bindparam("now", type_=UtcDateTime()))
"""In a prepared question, the moment at which it is asked."""

Build = Callable[..., Select[Any]]


class Prepared:
    """A statement for every kind of viewer.

    `build` is called with a viewer of that kind who is nobody in particular (`Viewer.anyone`), and
    with the rest of what decides about the statement's shape; it may leave values open with
    `bindparam`, and takes `NOW` for the present moment. Rows are those of columns, not objects.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self._made: dict[tuple[object, ...], Select[Any]] = {}

    def ask(
        self, session: Session, viewer: Viewer, *shape: object, **values: object
    ) -> Sequence[Any]:
        """The rows for this viewer, with what was left open by name."""
        key = (viewer.sort, *shape)
        statement = self._made.get(key)
        if statement is None:
            statement = self._made[key] = self._build(viewer.anyone, *shape)
        known = {"now": utc_now(), **viewer.values, **values}
        return session.connection().execute(statement, known).all()
