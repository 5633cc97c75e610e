"""The audit as chains: each line carries the hash of the line before it, so that what was changed,
removed or put in afterwards shows (`chest.access.proving`).

Every chest has a chain, and what belongs to no chest is one more. A line gets its place when its
transaction commits, after everything else is written: the end of the chain is the last row that is
locked, and whoever waits for it holds nothing that its holder still wants.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, bindparam, event, inspect, update
from sqlalchemy import select as select_columns
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from chest.database import Database
from chest.models import AuditChain, AuditEvent, utc_now

INSTALLATION = UUID(int=0)
"""The chain of what belongs to no chest: sign-ins, accounts, passwords."""

NOTHING_BEFORE = "0" * 64

SHORTENED = "audit.shortened"
"""The line that names the last one that was removed when its period was over."""

_WAITING = "audit"
_AT_ONCE = 500
_FORM = "memory-chest-audit-1"


@dataclass(frozen=True)
class End:
    """Where a chain ends now."""

    seq: int
    hash: str


# Asked by everything that is written: put together once.
_LOCK_ENDS = (
    select_columns(col(AuditChain.id), col(AuditChain.seq), col(AuditChain.hash))
    .where(col(AuditChain.id).in_(bindparam("chains", expanding=True)))
    .order_by(col(AuditChain.id))
    .with_for_update()
)
_MOVE_END = (
    update(AuditChain)
    .where(col(AuditChain.id) == bindparam("chain"))
    .values(seq=bindparam("to_seq"), hash=bindparam("to_hash"))
)


def chain_of(chest_id: UUID | None) -> UUID:
    return chest_id or INSTALLATION


def in_chain(chain: UUID) -> ColumnElement[bool]:
    """The predicate over `AuditEvent` for the lines of one chain."""
    column = col(AuditEvent.chest_id)
    return column.is_(None) if chain == INSTALLATION else column == chain


def hash_of(line: Any, before: str, *, seq: int) -> str:
    """The hash of a line at this place, after the one with the hash `before`. `line` is an
    `AuditEvent` or a row with its columns."""
    said = (
        _FORM,
        before,
        str(chain_of(line.chest_id)),
        seq,
        str(line.id),
        _moment(line.at),
        line.actor,
        line.action,
        line.subject_type,
        line.subject_id,
        _moment(line.taken_in_at) if line.taken_in_at else None,
    )
    return sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def add_line(session: Session, line: AuditEvent) -> None:
    """Add a line to the caller's transaction, and give it its place when that is committed."""
    session.add(line)
    waiting = session.info.get(_WAITING)
    if waiting is None:
        session.info[_WAITING] = [line]
        event.listen(session, "before_commit", _chain_up)
    else:
        waiting.append(line)


def lock_chains(connection: Connection, chains: Collection[UUID]) -> dict[UUID, End]:
    """Lock the ends of these chains, in the order of their ids; one that is new is begun. To be
    called when nothing else is locked or written any more."""
    found = _lock_known(connection, chains)
    missing = sorted(set(chains) - set(found))
    if not missing:
        return found
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        insert(AuditChain).on_conflict_do_nothing(),
        [
            {
                "id": chain,
                "seq": 0,
                "hash": NOTHING_BEFORE,
                "begun_at": utc_now(),
                "anchor_seq": 0,
                "anchor_hash": NOTHING_BEFORE,
                "failures": 0,
            }
            for chain in missing
        ],
    )
    return found | _lock_known(connection, missing)


def take_in(database: Database) -> int:
    """For the sweep: give what an earlier release wrote its place in the chains, in the order in
    which it was written; answers how much it was. Each of these lines says when that was done:
    what it tells is proven from then on only.

    It can be stopped anywhere and goes on the next time. A week after the schema came it has
    nothing to do any more: who writes such a row then is no earlier release.
    """
    count = 0
    while True:
        with database.read() as session:
            home = session.get(AuditChain, INSTALLATION)
            until = home.adopts_until if home else None
            if until is None or until < utc_now():
                return count
            loose = col(AuditEvent.seq).is_(None)
            rows = session.exec(
                select(AuditEvent.id, AuditEvent.chest_id)
                .where(loose)
                .order_by(col(AuditEvent.id))
                .limit(_AT_ONCE)
            ).all()
        if not rows:
            return count
        with database.write() as session:
            chains = {chain_of(chest_id) for _id, chest_id in rows}
            ends = lock_chains(session.connection(), chains)
            # Of two sweeps at one instant, the second finds these taken in.
            lines = session.exec(
                select(AuditEvent)
                .where(col(AuditEvent.id).in_([id for id, _chest in rows]), loose)
                .order_by(col(AuditEvent.id))
            ).all()
            now = utc_now()
            for line in lines:
                line.taken_in_at = now
            _place(session, lines, ends)
        count += len(lines)


def _chain_up(session: Session) -> None:
    # A savepoint is no end: what is in it may still be undone.
    if session.in_nested_transaction():
        return
    lines = [line for line in session.info.get(_WAITING, ()) if line in session]
    session.info[_WAITING] = []
    if not lines:
        return
    # First everything else, and what that locks.
    for line in lines:
        if inspect(line).pending:
            session.expunge(line)
    session.flush()
    chains = {chain_of(line.chest_id) for line in lines}
    _place(session, lines, lock_chains(session.connection(), chains))


def _place(session: Session, lines: Iterable[AuditEvent], ends: dict[UUID, End]) -> None:
    ends = dict(ends)
    for line in lines:
        chain = chain_of(line.chest_id)
        end = ends[chain]
        line.seq = end.seq + 1
        line.hash = hash_of(line, end.hash, seq=line.seq)
        ends[chain] = End(line.seq, line.hash)
        session.add(line)
    session.connection().execute(
        _MOVE_END,
        [{"chain": chain, "to_seq": end.seq, "to_hash": end.hash} for chain, end in ends.items()],
    )
    session.flush()


def _lock_known(connection: Connection, chains: Collection[UUID]) -> dict[UUID, End]:
    rows = connection.execute(_LOCK_ENDS, {"chains": list(chains)})
    return {chain: End(seq, hash) for chain, seq, hash in rows}


def _moment(at: datetime) -> str:
    """As both databases give it back: in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
