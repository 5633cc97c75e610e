"""The record of deeds, shortened at its beginning when its lines have been kept long enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, func, update
from sqlmodel import Session, col, select

from chest.access.audit import record_shortened
from chest.access.chain import INSTALLATION, in_chain, lock_chains
from chest.database import Database
from chest.erasing.periods import HISTORY_KEPT, HISTORY_SHORTENED_LATE
from chest.models import AuditChain, AuditEvent, utc_now


class HistoryPurge:
    def __init__(self, *, database: Database) -> None:
        self._database = database

    def purge(self) -> int:
        """Remove the lines at the beginning of each chain that are older than three years; answers
        how many. The chain then begins behind an anchor, the last line that went, and a line of its
        own names it: nobody shortens a chain in silence."""
        before = utc_now() - HISTORY_KEPT
        with self._database.read() as session:
            due = _list_due(session, before - HISTORY_SHORTENED_LATE)
        return sum(self._shorten(chain, before) for chain in due)

    def _shorten(self, chain: UUID, before: datetime) -> int:
        with self._database.write() as session:
            lock_chains(session.connection(), [chain])
            end = session.get_one(AuditChain, chain)
            # Lines stand in the order in which they were committed: what stands before the first
            # that stays goes.
            stays = session.exec(
                select(func.min(col(AuditEvent.seq))).where(
                    in_chain(chain), col(AuditEvent.at) >= before
                )
            ).one()
            last = (stays or end.seq + 1) - 1
            anchor = session.exec(
                select(AuditEvent.hash).where(in_chain(chain), col(AuditEvent.seq) == last)
            ).first()
            if anchor is None or last <= end.anchor_seq:
                return 0
            gone = session.connection().execute(
                delete(AuditEvent).where(in_chain(chain), col(AuditEvent.seq) <= last)
            )
            session.exec(
                update(AuditChain)
                .where(col(AuditChain.id) == chain)
                .values(anchor_seq=last, anchor_hash=anchor)
                .execution_options(synchronize_session=False)
            )
            record_shortened(session, anchor, chest_id=None if chain == INSTALLATION else chain)
            return gone.rowcount


def _list_due(session: Session, before: datetime) -> Sequence[UUID]:
    """The chains whose first line is from before then: one look at an index for each."""
    first = col(AuditEvent.seq) == col(AuditChain.anchor_seq) + 1
    old = col(AuditEvent.at) < before
    home = and_(col(AuditChain.id) == INSTALLATION, col(AuditEvent.chest_id).is_(None), first, old)
    of_chest = and_(col(AuditEvent.chest_id) == col(AuditChain.id), first, old)
    return [
        chain
        for condition in (home, of_chest)
        for chain in session.exec(select(AuditChain.id).join(AuditEvent, condition)).all()
    ]
