"""Requests that may be sent twice: the second is told what the first one did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from chest.database import Database
from chest.errors import Conflict, Invalid
from chest.models import IdempotencyRecord, utc_now

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 200

# A request that has not ended after this was cut off by a kill: the next one does its work.
_CUT_OFF_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Request:
    """A write as one actor sent it to one route under a key of their own choice."""

    actor: str
    route: str
    key: str
    body_hash: str


class Idempotency:
    """Remembers, for 24 hours, what was answered to whom under which key."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def begin(self, request: Request) -> dict[str, Any] | None:
        """What this very request was answered before, or None: then do it, and call `finish` or
        `forget`. Conflict while it is still being done, and for another body under the same key."""
        if not 0 < len(request.key) <= LONGEST_KEY:
            raise Invalid(f"An Idempotency-Key has 1 to {LONGEST_KEY} characters.")
        try:
            return self._claim(request)
        except IntegrityError:
            # Two came at the same instant, and the other one was first.
            return self._claim(request)

    def finish(self, request: Request, answer: dict[str, Any]) -> None:
        """Remember the answer: JSON-serialisable, and never a secret or an address that ends."""
        with self._database.write() as session:
            record = session.get(IdempotencyRecord, _key(request))
            if record is not None:
                record.answer = answer
                session.add(record)

    def forget(self, request: Request) -> None:
        """The request was refused or failed: sent again, it is new."""
        with self._database.write() as session:
            record = session.get(IdempotencyRecord, _key(request))
            if record is not None:
                session.delete(record)

    def purge(self) -> None:
        """Remove what is older than 24 hours. For the worker's sweep."""
        with self._database.write() as session:
            session.exec(
                delete(IdempotencyRecord).where(
                    col(IdempotencyRecord.created_at) < utc_now() - KEPT_FOR
                )
            )

    def _claim(self, request: Request) -> dict[str, Any] | None:
        now = utc_now()
        with self._database.write() as session:
            record = session.get(IdempotencyRecord, _key(request), with_for_update=True)
            if record is not None and record.created_at > now - KEPT_FOR:
                if record.request_hash != request.body_hash:
                    raise Conflict(
                        "This Idempotency-Key was used for another request. Use a new key."
                    )
                if record.answer is not None:
                    return record.answer
                if record.created_at > now - _CUT_OFF_AFTER:
                    raise Conflict("This request is being carried out. Ask again in a moment.")
            if record is None:
                record = IdempotencyRecord(
                    actor=request.actor,
                    route=request.route,
                    key=request.key,
                    request_hash=request.body_hash,
                )
            record.request_hash, record.answer, record.created_at = request.body_hash, None, now
            session.add(record)
        return None


def _key(request: Request) -> tuple[str, str, str]:
    return request.actor, request.route, request.key
