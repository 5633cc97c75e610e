"""What keeps the house in order: who did what, requests that may come twice, living workers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Column, Float, Index, text
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, new_id, utc_now


class AuditEvent(ChestModel, table=True):
    """Who did what to what, when. Ids only, no content; rows are added and never changed.

    Those of one chest are a chain, and those of none are another: see `chest.access.chain`.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_chest", "chest_id", "at"),
        Index("ix_audit_event_chain", "chest_id", "seq", unique=True),
        Index("ix_audit_event_once", "once", unique=True),
        Index(
            "ix_audit_event_loose",
            "id",
            sqlite_where=text("seq IS NULL"),
            postgresql_where=text("seq IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    actor: str = Field(max_length=64)  # account:<id> | link:<id> | receipt:<id> | operator | worker
    action: str = Field(max_length=64)
    subject_type: str = Field(max_length=32)
    subject_id: str = Field(max_length=64)
    chest_id: UUID | None = Field(default=None)
    # Its place in the chain, from 1; NULL in what an earlier release wrote, until it is taken in.
    seq: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    hash: str | None = Field(default=None, max_length=64)  # over this row and the hash before it
    taken_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    once: str | None = Field(default=None, max_length=64)  # what is written once in a while only


class AuditChain(ChestModel, table=True):
    """Where the chain of a chest's audit ends, and where it begins. It outlives its chest."""

    __tablename__ = "audit_chain"

    id: UUID = Field(primary_key=True)  # the chest's; all zeros for what belongs to no chest
    seq: int = Field(sa_column=Column(BigInteger, nullable=False))  # of the newest line
    hash: str = Field(max_length=64)  # of the newest line
    begun_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    # The last line that was removed after its period: what is kept begins behind it.
    anchor_seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    anchor_hash: str = Field(max_length=64)
    # How many failed sign-ins there were, also those of which no line tells.
    failures: int = Field(sa_column=Column(BigInteger, nullable=False))
    # Until when rows that no chain holds are taken in: an earlier release may run beside this.
    adopts_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class IdempotencyRecord(ChestModel, table=True):
    """The answer to a write that carried an Idempotency-Key; kept 24 hours, holds no secrets."""

    __tablename__ = "idempotency_record"

    actor: str = Field(primary_key=True, max_length=64)
    route: str = Field(primary_key=True, max_length=200)
    key: str = Field(primary_key=True, max_length=200)
    request_hash: str = Field(max_length=64)
    status: int | None = None
    answer: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class WorkerLease(ChestModel, table=True):
    """Each worker's last sign of life, in seconds of the database's clock."""

    __tablename__ = "worker_lease"

    executor_id: str = Field(primary_key=True, max_length=64)
    beat: float = Field(sa_column=Column(Float(53), nullable=False))


class Tombstone(ChestModel, table=True):
    """That something was erased for good, and when: its id, and nothing of what it was. An older
    backup that still holds it does not bring it back. The database itself keeps these rows: see
    `chest.migrations.versions.0033_tombstones`."""

    __tablename__ = "tombstone"

    kind: str = Field(primary_key=True, max_length=32)  # the table that it was in
    subject_id: UUID = Field(primary_key=True)
    erased_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
