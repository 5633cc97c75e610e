"""Several writes of one request as one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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
