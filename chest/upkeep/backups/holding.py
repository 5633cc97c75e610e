"""What would go out by itself in a chest that was brought back waits for a word.

Between the backup and the day on which it is brought back, letters were sent and days came on which
something was to be seen. Nothing of that is repeated or let out by a clock alone: what fell due
meanwhile may have gone out long ago, or its day may have been changed since.

Capsules will hold their releases here as well, once there are any.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, delete, select, update

from chest.models import (
    Asset,
    Export,
    ExportPiece,
    ExportState,
    Letter,
    LetterState,
    Locker,
    LockerState,
    LoginSession,
    PasswordReset,
    UploadBatch,
    WorkerLease,
    utc_now,
)
from chest.upkeep.engines import read_choice, write_choice
from language import N_

HELD = "held since a backup"
NEVER = datetime(9999, 12, 31, tzinfo=UTC)

_WAITED = N_(
    "It waited when the backup was made that this was brought back from, and may have been sent "
    "since. Ask for it again if it is still wanted."
)


@dataclass(frozen=True)
class Prepared:
    """How many letters were kept back, memories that stay sealed until somebody says a word, and
    sign-ins that ended."""

    letters: int
    memories: int
    sign_ins: int


def prepare(session: Session, *, made_at: datetime) -> Prepared:
    """Make a database that was brought back ready to be used, in the caller's transaction: nobody
    is signed in, and what fell due since `made_at` is held. Twice does nothing new."""
    sign_ins = session.exec(delete(LoginSession)).rowcount
    session.exec(delete(PasswordReset))
    session.exec(delete(WorkerLease))
    # What was packed for somebody is no part of a backup, and is packed again when it is wanted.
    session.exec(delete(ExportPiece))
    live = (ExportState.waiting, ExportState.making, ExportState.ready)
    session.exec(
        update(Export).where(col(Export.state).in_(live)).values(state=ExportState.expired)
    )
    # Files of private chests come back as the backup has them, and are encrypted to their key anew.
    session.exec(update(Locker).where(col(Locker.state) == LockerState.open).values(sealed_at=None))
    letters = session.exec(
        update(Letter)
        .where(col(Letter.state) == LetterState.waiting)
        .values(state=LetterState.failed, reason=_WAITED, data={}, ended_at=utc_now())
    ).rowcount
    # That somebody's files were ready is no news any more.
    now = utc_now()
    session.exec(
        update(UploadBatch).where(col(UploadBatch.settled_at).is_(None)).values(settled_at=now)
    )
    return Prepared(letters, _hold_sealed(session, made_at=made_at, now=now), sign_ins)


def _hold_sealed(session: Session, *, made_at: datetime, now: datetime) -> int:
    due = session.exec(
        select(Asset.id, Asset.visible_from).where(
            col(Asset.visible_from) > made_at, col(Asset.visible_from) <= now
        )
    ).all()
    held: dict[str, Any] = read_choice(session, HELD)
    for asset_id, day in due:
        assert day is not None
        held[str(asset_id)] = day.isoformat()
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(visible_from=NEVER))
    if due:
        write_choice(session, HELD, held)
    return len(held)


def count_held(session: Session) -> int:
    return len(read_choice(session, HELD))


def release(session: Session) -> int:
    """The word: what was held is seen from the day on that it had. Returns how many memories."""
    held = read_choice(session, HELD)
    for asset_id, day in held.items():
        session.exec(
            update(Asset)
            .where(col(Asset.id) == UUID(asset_id), col(Asset.visible_from) == NEVER)
            .values(visible_from=datetime.fromisoformat(day))
        )
    write_choice(session, HELD, {})
    return len(held)
