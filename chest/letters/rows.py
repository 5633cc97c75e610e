"""Rows of letters: how they move from waiting to where they end, and when they go."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, select, update

from chest.models import Letter, LetterState, utc_now
from language import N_

PATIENCE = timedelta(days=3)
"""For so long a letter is tried again."""
KEPT_FOR = timedelta(days=30)
FIRST_WAIT = timedelta(seconds=30)
"""Then 2 min, 8 min, half an hour, 2 hours, and every 6 hours."""

_LONGEST_PAUSE = timedelta(hours=6)
# Longer than all of a talk with a mail server can take, of which each answer may take 20 s.
_CLAIM = timedelta(minutes=6)
_LAST_TRY_BEFORE_END = timedelta(minutes=1)

_TOO_LATE = N_("It could not be sent in time.")
_NOT_NEEDED = N_("It was no longer needed.")


@dataclass(frozen=True)
class Wait:
    """A letter whose turn comes in so many seconds, and why it waits."""

    seconds: float
    reason: str


def begin(session: Session, letter_id: UUID) -> Letter | Wait | None:
    """Take the letter in hand, for some minutes in which nobody else will. A Wait where it is not
    its turn, or somebody else's; None for one that is gone or has ended, which now may be."""
    row = session.get(Letter, letter_id, with_for_update=True)
    if row is None or row.state is not LetterState.waiting:
        return None
    now = utc_now()
    if row.give_up_at <= now:
        end(session, letter_id, LetterState.failed, reason=row.reason or _TOO_LATE)
        return None
    if row.next_attempt_at is not None and row.next_attempt_at > now:
        seconds = (row.next_attempt_at - now).total_seconds()
        return Wait(max(1.0, seconds), row.reason or N_("It is being sent, or was just now."))
    row.attempts += 1
    row.next_attempt_at = now + _CLAIM
    session.add(row)
    return row


def postpone(session: Session, letter_id: UUID, *, reason: str) -> Wait | None:
    """Let the letter wait for its next try; None where it ended, because there is none in time."""
    row = session.get(Letter, letter_id, with_for_update=True)
    if row is None or row.state is not LetterState.waiting:
        return None
    now = utc_now()
    at = min(now + pause_after(row.attempts), row.give_up_at - _LAST_TRY_BEFORE_END)
    if at < now + FIRST_WAIT / 2:
        end(session, letter_id, LetterState.failed, reason=reason)
        return None
    row.next_attempt_at, row.reason = at, reason
    session.add(row)
    return Wait((at - now).total_seconds(), reason)


def end(session: Session, letter_id: UUID, state: LetterState, *, reason: str | None) -> bool:
    """End a letter that waits: what it said is cleared. Whether it still waited."""
    done = session.exec(
        update(Letter)
        .where(col(Letter.id) == letter_id, col(Letter.state) == LetterState.waiting)
        .values(state=state, reason=reason, data={}, next_attempt_at=None, ended_at=utc_now())
    )
    return done.rowcount > 0


def withdraw(session: Session, about: Sequence[UUID]) -> None:
    """End what waits to be sent about these, in the transaction in which they end. One that is
    being sent at this very moment may still arrive."""
    session.exec(
        update(Letter)
        .where(col(Letter.about).in_(about), col(Letter.state) == LetterState.waiting)
        .values(
            state=LetterState.failed,
            reason=_NOT_NEEDED,
            data={},
            next_attempt_at=None,
            ended_at=utc_now(),
        )
    )


def list_waiting(session: Session) -> list[UUID]:
    return list(session.exec(select(Letter.id).where(col(Letter.state) == LetterState.waiting)))


def purge(session: Session, *, now: datetime | None = None) -> None:
    """Remove letters of more than 30 days, and with them whom they were to."""
    session.exec(delete(Letter).where(col(Letter.created_at) < (now or utc_now()) - KEPT_FOR))


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many tries (from 1 on), with jitter: letters that failed together
    do not come back together."""
    growth: int = 4 ** min(attempts - 1, 8)
    pause = min(FIRST_WAIT * growth, _LONGEST_PAUSE)
    return pause * random.uniform(0.75, 1.25)
