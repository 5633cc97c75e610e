"""What runs in the background: the jobs' names, and the queue that managers put them in.

The queue is the job engine's own table (DBOS) in the product's own database, so that a row and the
job over it commit together. This file and `chest.jobs.runner` are the only ones that know the
engine; this one never starts it, so the web process stays light.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions
from sqlalchemy import TableClause, column, select, table
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, col

from chest.database import Database
from chest.models import Asset, Kind, utc_now


class Job(StrEnum):
    """A durable job over one row; it may run twice and must then do nothing new."""

    ingest = "ingest"
    copy_for_links = "copy_for_links"
    unpack = "unpack"
    play_voice = "play_voice"
    play_film = "play_film"
    play_long_film = "play_long_film"
    transcribe = "transcribe"
    tag = "tag"
    read = "read"
    tell_story = "tell_story"
    send_letter = "send_letter"
    export = "export"
    locker = "locker"


class JobQueue(Protocol):
    """Where managers put work for the worker."""

    def enqueue(
        self, session: Session, job: Job, subject_id: UUID, *, delay_seconds: float = 0
    ) -> None:
        """Add the job to the caller's transaction: it exists if and only if that commits."""
        ...


class JobState(StrEnum):
    """The engine's own words for where a job stands."""

    delayed = "DELAYED"
    enqueued = "ENQUEUED"
    pending = "PENDING"
    success = "SUCCESS"
    error = "ERROR"
    cancelled = "CANCELLED"
    gave_up = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"


LIVE = (JobState.delayed, JobState.enqueued, JobState.pending)
ENDED = (JobState.success, JobState.error, JobState.cancelled, JobState.gave_up)

# Part of what is stored with each job. The engine would otherwise take a hash of the code, and a
# job begun by yesterday's code would wait for a worker that runs yesterday's code. When a job's
# steps change their order, give the job a new name instead.
APPLICATION = "memory-chest"
APPLICATION_VERSION = "1"


# The engine's default of 1 s would start 2 × 2 jobs a second.
_POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Queue:
    """`concurrency` is what one worker process runs at once; while jobs wait, they are taken every
    `poll_seconds`. An empty queue costs nothing: see `chest.jobs.lookout`."""

    name: str
    concurrency: int
    poll_seconds: float = _POLL_SECONDS


# Somebody waits before the screen for these; four thousand new photographs must not keep them.
INTERACTIVE = Queue("interactive", concurrency=4)
BULK = Queue("bulk", concurrency=2)
# A mail server that hangs keeps letters waiting, and nothing else. A second is nothing to them.
LETTERS = Queue("letters", concurrency=4, poll_seconds=1.0)
# One archive may take an hour, in which photographs that were sent singly go on. A queue of its own
# also keeps it from workers of an older release, which do not know what to do with it.
ARCHIVES = Queue("archives", concurrency=1, poll_seconds=1.0)
# Making films and voices playable takes as long as everything else together, so it has queues of
# its own; and a voice waits for no film, a short film for no evening of tapes. Within one worker
# they take turns: see `chest.ingest.turns`.
VOICES = Queue("voices", concurrency=1, poll_seconds=1.0)
FILMS = Queue("films", concurrency=1, poll_seconds=1.0)
LONG_FILMS = Queue("long_films", concurrency=1, poll_seconds=1.0)
# One recording at a time is heard, one picture looked at, one read: a model uses a whole core. Each
# has its own queue, so that a voice waits for no four thousand photographs.
HEARING = Queue("hearing", concurrency=1, poll_seconds=1.0)
LOOKING = Queue("looking", concurrency=1, poll_seconds=1.0)
# Packing a whole chest takes the disk for itself for a while; nothing else waits for it.
EXPORTS = Queue("exports", concurrency=1, poll_seconds=1.0)
# A family that locks or unlocks its chest waits for nothing else.
LOCKERS = Queue("lockers", concurrency=2)
READING = Queue("reading", concurrency=1)  # most photographs take less than half a second
QUEUES = (
    INTERACTIVE,
    BULK,
    LETTERS,
    ARCHIVES,
    VOICES,
    FILMS,
    LONG_FILMS,
    HEARING,
    LOOKING,
    READING,
    EXPORTS,
    LOCKERS,
)

QUEUE_OF = {
    Job.ingest: BULK,
    Job.copy_for_links: INTERACTIVE,
    Job.unpack: ARCHIVES,
    Job.play_voice: VOICES,
    Job.play_film: FILMS,
    Job.play_long_film: LONG_FILMS,
    Job.transcribe: HEARING,
    Job.tag: LOOKING,
    Job.read: READING,
    Job.tell_story: INTERACTIVE,
    Job.send_letter: LETTERS,
    Job.export: EXPORTS,
    Job.locker: LOCKERS,
}

_IDS_AT_ONCE = 16


@dataclass(frozen=True)
class LastRun:
    """The newest run of one job: which one in its row of runs, and where it stands."""

    generation: int
    state: JobState


_SINCE = datetime(2025, 1, 1, tzinfo=UTC)
_HALF = 2**30 - 1  # seconds: of a rank's 31 bits one is for the kind, the others last until 2059


def rank_of(session: AnySession, job: Job, subject_id: UUID) -> int:
    """Which of the jobs in one queue comes first: the one of the lowest rank, and of the same rank
    the one that came first.

    What is written is read in documents first, since letters are what has words, and what came last
    before what came earlier: a letter that somebody has just scanned waits for no four thousand
    photographs.
    """
    if job is not Job.read:
        return 0
    found = session.execute(
        select(col(Asset.kind), col(Asset.created_at)).where(col(Asset.id) == subject_id)
    ).first()
    if found is None:
        return 0
    kind, created_at = found
    since = min(max(0, int((created_at - _SINCE).total_seconds())), _HALF - 1)
    return _HALF - since + (0 if kind is Kind.document else _HALF)


def job_id(job: Job, subject_id: UUID, generation: int) -> str:
    """The job's id in the engine, and its idempotency key: one id runs once."""
    return f"{job}-{subject_id}-{generation}"


def enqueue_options(
    job: Job, subject_id: UUID, *, generation: int, rank: int, delay_seconds: float = 0
) -> EnqueueOptions:
    """What the engine needs to know of a run; `rank` is that of `rank_of`. Its arguments are those
    of `job_arguments`."""
    options: EnqueueOptions = {
        "workflow_name": job.value,
        "queue_name": QUEUE_OF[job].name,
        "workflow_id": job_id(job, subject_id, generation),
        "app_version": APPLICATION_VERSION,
    }
    if rank:
        options["priority"] = rank
    if delay_seconds > 0:
        options["delay_seconds"] = delay_seconds
    return options


def job_arguments(subject_id: UUID, *, generation: int, attempt: int) -> tuple[str, int, int]:
    """`attempt` counts the tries of one request; a generation is one run in the engine."""
    return str(subject_id), generation, attempt


class JobClient:
    """The queue as managers see it. Making one opens no connection and starts no thread."""

    def __init__(self, database: Database) -> None:
        self._workflows = engine_table(database)
        self._client = DBOSClient(
            system_database_engine=database.engine,
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )

    def enqueue(
        self, session: Session, job: Job, subject_id: UUID, *, delay_seconds: float = 0
    ) -> None:
        """Add the job to the caller's transaction: it exists if and only if that commits.

        A job that already waits its turn or runs is not added again. One that only waits to be
        tried again later is overtaken: the new run starts now and the old one ends by itself.
        """
        last = self.find_last_run(session, job, subject_id)
        if last and last.state in (JobState.enqueued, JobState.pending):
            return
        generation = last.generation + 1 if last else 1
        options = enqueue_options(
            job,
            subject_id,
            generation=generation,
            rank=rank_of(session, job, subject_id),
            delay_seconds=delay_seconds,
        )
        self._client.enqueue_in_transaction(
            session,
            options,
            *job_arguments(subject_id, generation=generation, attempt=1),
        )

    def find_last_run(self, session: AnySession, job: Job, subject_id: UUID) -> LastRun | None:
        """The newest run of this job that the engine remembers.

        Ids are asked for by equality, a few at a time, because a search by prefix finds no index
        on PostgreSQL.
        """
        last: LastRun | None = None
        start = 1
        while True:
            numbers = range(start, start + _IDS_AT_ONCE)
            ids = {job_id(job, subject_id, number): number for number in numbers}
            rows = session.execute(
                select(self._workflows.c.workflow_uuid, self._workflows.c.status).where(
                    self._workflows.c.workflow_uuid.in_(list(ids))
                )
            )
            found = sorted((ids[row[0]], JobState(row[1])) for row in rows)
            if not found:
                return last
            last = LastRun(*found[-1])
            start += _IDS_AT_ONCE

    def list_live(self, session: AnySession, job: Job) -> set[UUID]:
        """The rows over which such a job waits or runs, on whatever worker."""
        prefix = f"{job}-"
        rows = session.execute(
            select(self._workflows.c.workflow_uuid).where(
                self._workflows.c.status.in_([state.value for state in LIVE]),
                self._workflows.c.name == job.value,
            )
        )
        return {UUID(row[0].removeprefix(prefix).rpartition("-")[0]) for row in rows}

    def list_running(self, session: AnySession) -> set[UUID]:
        """The rows over which any job runs at this moment, on whatever worker; and those that a
        dead worker left, until they are handed back."""
        rows = session.execute(
            select(self._workflows.c.workflow_uuid, self._workflows.c.name).where(
                self._workflows.c.status == JobState.pending.value
            )
        )
        return {UUID(row[0].removeprefix(f"{row[1]}-").rpartition("-")[0]) for row in rows}

    def delete_old_jobs(self, *, older_than: timedelta, limit: int = 1000) -> int:
        """Forget at most `limit` jobs that ended so long ago; returns how many."""
        ended = self._client.list_workflows(
            status=[state.value for state in ENDED],
            completed_before=(utc_now() - older_than).isoformat(),
            load_input=False,
            load_output=False,
            limit=limit,
        )
        if ended:
            self._client.delete_workflows([job.workflow_id for job in ended])
        return len(ended)

    def release(self, executor_id: str) -> None:
        """Put the unfinished jobs of a worker that stops cleanly back into their queues, as if
        they had never been begun: unlike a death, a stop does not count against a job."""
        unfinished = self._client.list_workflows(
            status=JobState.pending.value,
            executor_id=executor_id,
            load_input=False,
            load_output=False,
        )
        for queue in QUEUES:
            ids = [job.workflow_id for job in unfinished if job.queue_name == queue.name]
            if ids:
                self._client.resume_workflows(ids, queue_name=queue.name)

    def close(self) -> None:
        """The database itself stays open: it belongs to the caller."""
        self._client.destroy()


def engine_table(database: Database) -> TableClause:
    """The engine's table of jobs, as far as this product reads it."""
    return table(
        "workflow_status",
        column("workflow_uuid"),
        column("name"),
        column("status"),
        column("executor_id"),
        column("queue_name"),
        schema=None if database.is_sqlite else "dbos",
    )


def migrate_jobs(database: Database) -> None:
    """Bring the job engine's tables to what this version needs.

    Call it under the lock of `chest.migrations`: several processes that create the same tables at
    once crash each other on PostgreSQL.
    """
    DBOS.migrate(database.url)
