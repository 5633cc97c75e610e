"""Whether the audit is as it was written: nothing changed, removed, put in or cut off.

A chain proves itself up to its end. That nothing was cut off at the end, nor the whole of it
written anew, shows by a hash of its end that was kept elsewhere: each such hash must be in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, func, text
from sqlalchemy import select as select_columns
from sqlmodel import col

from chest.access.chain import INSTALLATION, SHORTENED, chain_of, hash_of, in_chain
from chest.database import Database
from chest.models import AuditChain, AuditEvent, Chest, utc_now

_AT_ONCE = 1_000

_Row: TypeAlias = Any
"""A row with the columns of `_LINE`, or of the end of a chain."""


class Fault(StrEnum):
    """What is wrong with a chain, at the first place where it is."""

    changed = "changed"  # or something before it was exchanged or moved
    removed = "removed"
    inserted = "inserted"
    cut_off = "cut_off"  # at the end
    beginning = "beginning"  # it begins behind an anchor that no line names
    missing = "missing"  # the whole chain of a chest that is there
    other_head = "other_head"  # a hash that was kept elsewhere is not in it


@dataclass(frozen=True)
class Trouble:
    """The first line that is not what it was. `event_id`, `at` and `action` are those of the line
    found there; None where there is none."""

    fault: Fault
    chain: UUID
    seq: int | None = None
    event_id: UUID | None = None
    at: datetime | None = None
    action: str | None = None


@dataclass
class Proof:
    """What was found in one chain."""

    chain: UUID
    begun_at: datetime | None = None
    lines: int = 0
    seq: int = 0
    head: str = ""
    taken_in: int = 0  # lines that were there before the chain, proven from `taken_in_at` on
    taken_in_at: datetime | None = None
    waiting: int = 0  # lines that the next sweep takes in
    trouble: Trouble | None = None
    met: set[str] = field(default_factory=set)  # which of the wanted hashes it went through


_LINE = (
    *(col(AuditEvent.id), col(AuditEvent.at), col(AuditEvent.actor), col(AuditEvent.action)),
    *(col(AuditEvent.subject_type), col(AuditEvent.subject_id), col(AuditEvent.chest_id)),
    *(col(AuditEvent.seq), col(AuditEvent.hash), col(AuditEvent.taken_in_at)),
)


def prove(
    database: Database,
    *,
    chains: Collection[UUID] | None = None,
    heads: Sequence[str] = (),
    newest: int | None = None,
) -> list[Proof]:
    """Go through these chains, or through all; with `newest`, only through so many lines at the
    end of each. Every one of `heads` has to be met in one of them."""
    with _one_moment(database) as connection:
        known = _chains(connection, with_chests=newest is None)
        wanted = sorted(known if chains is None else chains)
        found = [
            _prove_one(connection, chain, wanted=frozenset(heads), newest=newest)
            for chain in wanted
        ]
    unmet = set(heads).difference(*(proof.met for proof in found))
    if unmet and found and not any(proof.trouble for proof in found):
        proof = found[0]
        proof.trouble = Trouble(Fault.other_head, proof.chain, proof.seq)
    return found


@contextmanager
def _one_moment(database: Database) -> Iterator[Connection]:
    """A connection on which everything is read as of one moment: lines are added meanwhile."""
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        yield connection


def _chains(connection: Connection, *, with_chests: bool) -> set[UUID]:
    """Every chain of which anything is left, and those of chests, which have one from the day on
    which they are made."""
    ends = connection.execute(select_columns(col(AuditChain.id))).scalars().all()
    told = connection.execute(select_columns(col(AuditEvent.chest_id)).distinct()).scalars().all()
    chests = connection.execute(select_columns(col(Chest.id))).scalars() if with_chests else ()
    return {INSTALLATION, *ends, *map(chain_of, told), *chests}


def _prove_one(
    connection: Connection, chain: UUID, *, wanted: frozenset[str], newest: int | None
) -> Proof:
    proof = Proof(chain)
    end = connection.execute(
        select_columns(
            *(col(AuditChain.seq), col(AuditChain.hash), col(AuditChain.begun_at)),
            *(col(AuditChain.anchor_seq), col(AuditChain.anchor_hash)),
        ).where(col(AuditChain.id) == chain)
    ).first()
    adopts_until = connection.execute(
        select_columns(col(AuditChain.adopts_until)).where(col(AuditChain.id) == INSTALLATION)
    ).scalar()
    loose = connection.execute(
        select_columns(*_LINE)
        .where(in_chain(chain), col(AuditEvent.seq).is_(None))
        .order_by(col(AuditEvent.id))
    ).all()
    if adopts_until is not None and adopts_until > utc_now():
        proof.waiting = len(loose)
        loose = []
    if end is None:
        first = loose[0] if loose else _first(connection, chain)
        if first is not None:
            proof.trouble = _at(Fault.inserted if loose else Fault.missing, chain, first)
        elif not proof.waiting:
            proof.trouble = Trouble(Fault.missing, chain)
        return proof
    proof.begun_at = end.begun_at
    begins_at, before = end.anchor_seq, end.anchor_hash
    if newest is not None and end.seq - newest > begins_at:
        found = connection.execute(
            select_columns(col(AuditEvent.seq), col(AuditEvent.hash)).where(
                in_chain(chain), col(AuditEvent.seq) == end.seq - newest
            )
        ).first()
        if found is None:
            proof.trouble = Trouble(Fault.removed, chain, end.seq - newest)
            return proof
        begins_at, before = found.seq, found.hash
    _walk(connection, proof, begins_at, before, wanted)
    if proof.trouble is None:
        proof.trouble = _check_end(connection, proof, end, is_whole=newest is None)
    if proof.trouble is None and loose:
        proof.trouble = _at(Fault.inserted, chain, loose[0])
    return proof


def _walk(
    connection: Connection, proof: Proof, begins_at: int, before: str, wanted: frozenset[str]
) -> None:
    """From the line behind `begins_at` to the end, or to the first that is not right."""
    proof.seq, proof.head = begins_at, before
    if before in wanted:
        proof.met.add(before)
    lines = connection.execution_options(yield_per=_AT_ONCE).execute(
        select_columns(*_LINE)
        .where(in_chain(proof.chain), col(AuditEvent.seq).is_not(None))
        .where(col(AuditEvent.seq) > begins_at)
        .order_by(col(AuditEvent.seq), col(AuditEvent.id))
    )
    for line in lines:
        if line.seq > proof.seq + 1:
            proof.trouble = Trouble(Fault.removed, proof.chain, proof.seq + 1)
        elif line.seq == proof.seq:
            proof.trouble = _at(Fault.inserted, proof.chain, line)
        elif line.hash is None or line.hash != hash_of(line, proof.head, seq=line.seq):
            proof.trouble = _at(Fault.changed, proof.chain, line)
        if proof.trouble is not None:
            break
        proof.lines, proof.seq, proof.head = proof.lines + 1, line.seq, line.hash
        if line.hash in wanted:
            proof.met.add(line.hash)
        if line.taken_in_at is not None:
            proof.taken_in += 1
            proof.taken_in_at = max(filter(None, (proof.taken_in_at, line.taken_in_at)))
    lines.close()


def _check_end(
    connection: Connection, proof: Proof, end: _Row, *, is_whole: bool
) -> Trouble | None:
    if proof.seq < end.seq:
        return Trouble(Fault.cut_off, proof.chain, proof.seq + 1)
    if proof.seq > end.seq:
        line = connection.execute(
            select_columns(*_LINE).where(in_chain(proof.chain), col(AuditEvent.seq) == end.seq + 1)
        ).one()
        return _at(Fault.inserted, proof.chain, line)
    if proof.head != end.hash:
        return Trouble(Fault.changed, proof.chain, end.seq)
    if is_whole and end.anchor_seq:
        first = _first(connection, proof.chain)
        if first is not None and first.seq <= end.anchor_seq:
            return _at(Fault.inserted, proof.chain, first)
        if not _names_anchor(connection, proof.chain, end.anchor_hash):
            return Trouble(Fault.beginning, proof.chain, end.anchor_seq)
    if proof.seq == 0 and proof.chain != INSTALLATION and _is_there(connection, proof.chain):
        return Trouble(Fault.missing, proof.chain)
    return None


def _names_anchor(connection: Connection, chain: UUID, anchor: str) -> bool:
    """Whether the line that tells of the last shortening tells of this one."""
    return anchor == (
        connection.execute(
            select_columns(col(AuditEvent.subject_id))
            .where(in_chain(chain), col(AuditEvent.action) == SHORTENED)
            .order_by(col(AuditEvent.seq).desc())
            .limit(1)
        ).scalar()
    )


def _is_there(connection: Connection, chest_id: UUID) -> bool:
    found = connection.execute(
        select_columns(func.count()).select_from(Chest).where(col(Chest.id) == chest_id)
    ).scalar()
    return bool(found)


def _first(connection: Connection, chain: UUID) -> _Row | None:
    return connection.execute(
        select_columns(*_LINE)
        .where(in_chain(chain), col(AuditEvent.seq).is_not(None))
        .order_by(col(AuditEvent.seq))
        .limit(1)
    ).first()


def _at(fault: Fault, chain: UUID, line: _Row) -> Trouble:
    return Trouble(fault, chain, line.seq, line.id, line.at, line.action)
