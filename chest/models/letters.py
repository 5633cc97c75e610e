"""Letters by mail: those that wait to be sent, and what became of the others."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now


class LetterKind(StrEnum):
    """What a letter is about; each kind has two templates of its name in `chest/letters/`."""

    reset_password = "reset_password"
    invitation = "invitation"
    receipt = "receipt"
    test = "test"
    waiting = "waiting"
    ready = "ready"


class LetterState(StrEnum):
    """Where a letter is. `sent`: a mail server took it. `in_outbox`: there is no mail server, so
    it lies in a folder with the operator. `failed`: it will not be tried again."""

    waiting = "waiting"
    sent = "sent"
    in_outbox = "in_outbox"
    failed = "failed"


class Letter(ChestModel, table=True):
    """A letter to one address. What it says (`data`) may carry a right, such as a link that joins:
    it is cleared once the letter was handed over or given up, and the row goes after 30 days."""

    __tablename__ = "letter"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: LetterKind = Field(sa_type=Word(LetterKind))
    to: str = Field(max_length=320)
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    # What it was written for, such as an invitation: when that ends, the letter need not go out.
    about: UUID | None = Field(default=None, index=True)
    asked_by: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    state: LetterState = Field(default=LetterState.waiting, sa_type=Word(LetterState), index=True)
    attempts: int = 0
    # While it is being sent: when whoever sends it counts as dead, and another may try.
    next_attempt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    give_up_at: datetime = Field(sa_type=UtcDateTime)
    reason: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
