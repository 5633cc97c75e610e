"""What runs in the background: names of the jobs, and the queue that managers put them in."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol
from uuid import UUID

from sqlmodel import Session


class Job(StrEnum):
    """A durable job over one row; it may run twice and must then do nothing new."""

    ingest = "ingest"
    tell_story = "tell_story"


class JobQueue(Protocol):
    """Where managers put work for the worker."""

    def enqueue(
        self, session: Session, job: Job, subject_id: UUID, *, delay_seconds: float = 0
    ) -> None:
        """Add the job to the caller's transaction: it exists if and only if that commits."""
        ...
