"""Requests that may be sent twice: the second is told what the first one did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from chest.database import Database
from chest.errors import Conflict, Invalid
from chest.models import IdempotencyRecord, utc_now
from language import _

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 200


@dataclass(frozen=True)
class Request:
    """A write as one actor sent it to one route under a key of their own choice."""

    actor: str
    route: str
    key: str
    body_hash: str


class Repeated(Exception):
    """The same request was done by somebody else at this very instant: its answer is there now."""


class Idempotency:
    """Remembers, for 24 hours, what was answered to whom under which key.

    The answer is written in the transaction of the work: there is no work without it, and none of
    it without the work. A request that was cut off leaves nothing, and the next one is the first.
    """

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def find(self, request: Request) -> dict[str, Any] | None:
        """What this very request was answered before, or None. Raises Conflict for another body
        under the same key."""
        if not 0 < len(request.key) <= LONGEST_KEY:
            raise Invalid(_("An Idempotency-Key has 1 to {number} characters.", number=LONGEST_KEY))
        with self._database.read() as session:
            record = session.get(IdempotencyRecord, _key(request))
        if record is None or record.answer is None or _has_ended(record):
            return None
        if record.request_hash != request.body_hash:
            raise Conflict(_("This Idempotency-Key was used for another request. Use a new key."))
        return record.answer

    @contextmanager
    def once(self, request: Request) -> Iterator[Callable[[dict[str, Any]], None]]:
        """One transaction for all that is written in this block, which ends by calling what is
        given here with the answer: JSON-serialisable, and never a secret or an address that ends.

        Raises Repeated out of the first write where another one did the same meanwhile: it waits
        for that one to end, and goes on itself if nothing came of it.
        """

        def keep(answer: dict[str, Any]) -> None:
            with self._database.write() as session:
                record = session.get_one(IdempotencyRecord, _key(request))
                record.answer = answer
                session.add(record)

        with self._database.together(partial(_claim, request)):
            yield keep

    def purge(self) -> None:
        """Remove what is older than 24 hours. For the worker's sweep."""
        with self._database.write() as session:
            session.exec(
                delete(IdempotencyRecord).where(
                    col(IdempotencyRecord.created_at) < utc_now() - KEPT_FOR
                )
            )


def _claim(request: Request, session: Session) -> None:
    record = session.get(IdempotencyRecord, _key(request), with_for_update=True)
    if record is not None:
        if record.answer is not None and not _has_ended(record):
            raise Repeated
        session.delete(record)
        session.flush()
    session.add(
        IdempotencyRecord(
            actor=request.actor,
            route=request.route,
            key=request.key,
            request_hash=request.body_hash,
        )
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise Repeated from error


def _has_ended(record: IdempotencyRecord) -> bool:
    return record.created_at <= utc_now() - KEPT_FOR


def _key(request: Request) -> tuple[str, str, str]:
    return request.actor, request.route, request.key
