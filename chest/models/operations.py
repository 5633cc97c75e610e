"""What keeps the house in order: who did what, requests that may come twice, living workers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Float, Index
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, new_id, utc_now


class AuditEvent(ChestModel, table=True):
    """Who did what to what, when. Ids only, no content; rows are added and never changed."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_chest", "chest_id", "at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    actor: str = Field(max_length=64)  # account:<id> | link:<id> | receipt:<id> | operator | worker
    action: str = Field(max_length=64)
    subject_type: str = Field(max_length=32)
    subject_id: str = Field(max_length=64)
    chest_id: UUID | None = Field(default=None)


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
