"""Running the jobs: the engine's side that only the worker process starts."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

import structlog
from dbos import DBOS, DBOSPortableJSONSerializer
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from chest.database import Database
from chest.jobs.lookout import Lookout
from chest.jobs.queue import (
    APPLICATION,
    APPLICATION_VERSION,
    QUEUES,
    Job,
    JobClient,
    enqueue_options,
    job_arguments,
    job_id,
    rank_of,
)
from language import ENGLISH, N_, speaking

log = structlog.get_logger(__name__)

T = TypeVar("T")

MAX_ATTEMPTS = 6
FIRST_DELAY_SECONDS = 5.0
"""Then 20 s, 80 s, 5 min and 21 min: half an hour until a job is given up."""

# After so many workers died in the middle of a job, the job is put aside. A clean stop does not
# count.
MAX_DEATHS = 4


class TryLater(Exception):
    """Raised by a job when the world, not its subject, is in the way: the storage or the database
    cannot be reached, a process was killed. The text is a sentence for a person.

    With `in_seconds` the job itself says when it goes on, and sees to it that there is an end: such
    a try does not count towards those after which a job is given up.
    """

    def __init__(self, sentence: str, *, in_seconds: float | None = None) -> None:
        super().__init__(sentence)
        self.in_seconds = in_seconds


class Checkpoint(Protocol):
    """Runs a part of a job and keeps its result, so that a job that is begun again after its
    worker died goes on where it stood."""

    def __call__(self, name: str, work: Callable[[], T]) -> T:
        """The result of `work`, or what it was the last time. It must be small and plain JSON."""
        ...


class JobHandler(Protocol):
    """What a job does."""

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Do the job; anything in it may happen twice. Raises TryLater; any other error is a
        mistake in the program, and the job is tried again as well."""
        ...

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """Record on the subject that the job will not be tried again by itself, and why."""
        ...

    def list_unfinished(self) -> list[UUID]:
        """The subjects that need the job to be run, whether it waits, runs or was lost."""
        ...


def delay_before(attempt: int, *, first: float = FIRST_DELAY_SECONDS) -> float:
    """Seconds to wait before the given attempt (from 2 on), with jitter: a thousand jobs that
    failed together do not come back together."""
    return float(first * 4 ** (attempt - 2) * random.uniform(0.5, 1.5))


class JobRunner:
    """Takes jobs from the queues and runs them in threads of this process.

    There is one in a process: the engine itself is a singleton. `executor_id` must never have been
    used by another process; two living workers of one name would run each other's jobs.
    """

    def __init__(
        self,
        database: Database,
        handlers: Mapping[Job, JobHandler],
        *,
        executor_id: str,
        first_delay_seconds: float = FIRST_DELAY_SECONDS,
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._executor_id = executor_id
        self._first_delay = first_delay_seconds
        self._jobs = JobClient(database)
        self._lookout = Lookout(database, QUEUES)
        self._stopping = threading.Event()
        self._running: set[str] = set()

    def start(self) -> None:
        """Start taking jobs. The engine's tables must be there already."""
        engine = DBOS(
            config={
                "name": APPLICATION,
                "system_database_url": self._database.url,
                "sys_db_pool_size": 10,
                "application_version": APPLICATION_VERSION,
                "executor_id": self._executor_id,
                "serializer": DBOSPortableJSONSerializer(),
                "run_migrations": False,
                "log_level": "WARNING",
            }
        )
        for job, handler in self._handlers.items():
            self._register(job, handler)
        DBOS.listen_queues([])  # the lookout does
        DBOS.launch()
        queues = [
            DBOS.register_queue(
                queue.name,
                worker_concurrency=queue.concurrency,
                polling_interval_sec=queue.poll_seconds,
                on_conflict="always_update",
            )
            for queue in QUEUES
        ]
        self._lookout.start(engine, queues)

    def hand_back(self, executor_ids: Sequence[str]) -> None:
        """Put the unfinished jobs of these workers back into their queues; finished steps stay.

        The engine has no public name for it, and its version is pinned for that reason. Each row
        is moved by one compare-and-set, so that several workers may do this at once.
        """
        DBOS._recover_pending_workflows(list(executor_ids))

    def stop(self, *, patience_seconds: float = 3.0) -> None:
        """Take no more jobs, wait a little for those that run, hand back what is unfinished.

        The process must end after this: threads of unfinished jobs are left standing.
        """
        self._stopping.set()
        self._lookout.stop()
        deadline = time.monotonic() + patience_seconds
        while self._running and time.monotonic() < deadline:
            time.sleep(0.05)
        DBOS.destroy()
        self._jobs.release(self._executor_id)
        self._jobs.close()

    def _register(self, job: Job, handler: JobHandler) -> None:
        @DBOS.workflow(name=job.value, max_recovery_attempts=MAX_DEATHS - 1)
        def run(subject: str, generation: int, attempt: int) -> str:
            return self._run(job, handler, UUID(subject), generation, attempt)

    def _run(
        self, job: Job, handler: JobHandler, subject_id: UUID, generation: int, attempt: int
    ) -> str:
        """One run; returns in a word how it ended, for whoever reads the engine's table."""
        run_id = job_id(job, subject_id, generation)
        self._running.add(run_id)
        try:
            # What is kept is kept in English, whoever asked for the work; it is said when read.
            with (
                speaking(ENGLISH),
                structlog.contextvars.bound_contextvars(job=run_id, attempt=attempt),
            ):
                self._park_if_stopping(run_id)
                return self._attempt(job, handler, subject_id, generation, attempt)
        finally:
            self._running.discard(run_id)

    def _attempt(
        self, job: Job, handler: JobHandler, subject_id: UUID, generation: int, attempt: int
    ) -> str:
        began = time.monotonic()
        try:
            with self._database.read() as session:
                last = self._jobs.find_last_run(session, job, subject_id)
            if last and last.generation > generation:
                return "overtaken"
            handler.run(subject_id, _run_step)
        except TryLater as error:
            self._park_if_stopping(job_id(job, subject_id, generation))
            reason = str(error)
            log.warning("job has to wait", reason=reason)
            if error.in_seconds is not None:
                self._go_on_later(
                    job, subject_id, generation, attempt=attempt, delay_seconds=error.in_seconds
                )
                return "goes on later"
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            self._park_if_stopping(job_id(job, subject_id, generation))
            reason = N_("The database did not answer.")
            log.warning("job has to wait", reason=reason, error=type(error).__name__)
        except Exception as error:
            self._park_if_stopping(job_id(job, subject_id, generation))
            reason = N_("Something went wrong inside the program. The details are in its log.")
            log.exception("job failed", error=type(error).__name__)
        else:
            log.info("job done", seconds=round(time.monotonic() - began, 3))
            return "done"
        if attempt >= MAX_ATTEMPTS:
            DBOS.run_step({"name": "give_up"}, handler.give_up, subject_id, reason)
            log.error("job given up", reason=reason)
            return "given up"
        self._go_on_later(
            job,
            subject_id,
            generation,
            attempt=attempt + 1,
            delay_seconds=delay_before(attempt + 1, first=self._first_delay),
        )
        return "tried again later"

    def _go_on_later(
        self, job: Job, subject_id: UUID, generation: int, *, attempt: int, delay_seconds: float
    ) -> None:
        """A new run, so that waiting costs no slot; retries inside the run would hold it."""
        with self._database.read() as session:
            rank = rank_of(session, job, subject_id)
        DBOS.enqueue_workflow_with_options(
            enqueue_options(
                job,
                subject_id,
                generation=generation + 1,
                rank=rank,
                delay_seconds=delay_seconds,
            ),
            *job_arguments(subject_id, generation=generation + 1, attempt=attempt),
        )

    def _park_if_stopping(self, run_id: str) -> None:
        """Stand still until the process ends: a stop must not be recorded as a failure."""
        if self._stopping.is_set():
            self._running.discard(run_id)
            threading.Event().wait()


def _run_step(name: str, work: Callable[[], T]) -> T:
    return DBOS.run_step({"name": name}, work)
