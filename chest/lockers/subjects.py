"""Jobs of a chest that is locked, or on its way there, are not begun; they are once it is open."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, union_all
from sqlmodel import Session, col

from chest.database import Database
from chest.jobs.queue import Job
from chest.jobs.runner import Checkpoint, JobHandler
from chest.models import Asset, Chest, Export, Story

LOCKABLE = tuple(job for job in Job if job not in (Job.send_letter, Job.locker))
"""The jobs over memories, stories and exports."""

_AT_ONCE = 500


def chests_of(session: Session, subjects: Collection[UUID]) -> set[UUID]:
    """The chests to which these memories, stories and exports belong."""
    return set(_pairs(session, subjects).values())


class Lockable:
    """A job that does nothing while the chest of its subject is shut. What waits goes on waiting,
    and is found again by whoever looks for lost jobs."""

    def __init__(self, handler: JobHandler, *, database: Database) -> None:
        self._handler = handler
        self._database = database

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        if not self._shut([subject_id]):
            self._handler.run(subject_id, step)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        self._handler.give_up(subject_id, reason)

    def list_unfinished(self) -> list[UUID]:
        found = self._handler.list_unfinished()
        shut = self._shut(found)
        return [subject_id for subject_id in found if subject_id not in shut]

    def _shut(self, subjects: Collection[UUID]) -> set[UUID]:
        with self._database.read() as session:
            shut = set(session.execute(select(col(Chest.id)).where(col(Chest.shut))).scalars())
            if not shut:
                return set()
            pairs = _pairs(session, subjects)
        return {subject for subject, chest in pairs.items() if chest in shut}


def _pairs(session: Session, subjects: Collection[UUID]) -> dict[UUID, UUID]:
    listed = list(subjects)
    found: dict[UUID, UUID] = {}
    for start in range(0, len(listed), _AT_ONCE):
        part = listed[start : start + _AT_ONCE]
        asked = union_all(
            *(
                select(col(table.id), col(table.chest_id)).where(col(table.id).in_(part))
                for table in (Asset, Story, Export)
            )
        )
        found |= {row[0]: row[1] for row in session.execute(asked)}
    return found
