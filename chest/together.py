"""Several writes of one request as one transaction; several reads of one page as one look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import Session

First = Callable[[Session], None]


class Together:
    """A transaction that begins with the first write and ends with the block it was made for.

    Until then nothing is locked: what a manager does before it writes, such as asking a bucket,
    keeps nobody waiting. Each write is a savepoint, so that one which fails can be caught and tried
    again within.
    """

    def __init__(self, engine: Engine, first: First) -> None:
        self._engine = engine
        self._first = first
        self.session: Session | None = None

    @contextmanager
    def write(self) -> Iterator[Session]:
        session = self.session
        if session is None:
            session = Session(self._engine, expire_on_commit=False)
            self.session = session
            self._first(session)
        with session.begin_nested():
            yield session

    def commit(self) -> None:
        if self.session is not None:
            self.session.commit()

    def close(self) -> None:
        """End it; what was not committed is undone."""
        if self.session is not None:
            self.session.close()


TOGETHER: ContextVar[dict[int, Together]] = ContextVar("together")
"""The transaction that is open in this context, for each database by its `id`."""


LOOK = "look"
"""Under this name a session of a look has a dictionary of answers that hold until it ends."""


CONNECTION = "connection"
"""Under this name a session that only reads has the connection it reads by."""


@contextmanager
def reading(engine: Engine, **options: Any) -> Iterator[Session]:
    """A session for reading, which nothing is kept of. Statements that need nothing of what makes
    objects of rows are asked of its connection directly: the session's own way there takes as long
    as a small read. It is one transaction either way."""
    with (
        engine.connect() as connection,
        Session(
            connection, expire_on_commit=False, info={CONNECTION: connection}, **options
        ) as session,
    ):
        yield session


class Look:
    """One session for everything that is read until it ends: what was read once is not asked for
    again, and all of it is of one moment."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session: Session | None = None
        self._open = ExitStack()
        self._rows: list[object] = []

    @contextmanager
    def read(self) -> Iterator[Session]:
        if self._session is None:
            # Nothing is changed in it; were anything, it would not be kept.
            self._session = self._open.enter_context(reading(self._engine, autoflush=False))
            self._session.info[LOOK] = {}
            # A session forgets rows that nobody holds any more, and would ask for them again.
            event.listen(self._session, "loaded_as_persistent", self._hold)
        try:
            yield self._session
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """What is read next is of a new moment. Rows that were read stay usable."""
        if self._session is not None:
            self._session = None
            self._rows.clear()
            self._open.close()

    def _hold(self, _session: object, row: object) -> None:
        self._rows.append(row)


LOOKS: ContextVar[dict[int, Look]] = ContextVar("looks")
"""The look that is open in this context, for each database by its `id`."""
