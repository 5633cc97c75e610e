"""What is looked after every half minute: jobs that were lost, uploads that were left, rows and
bytes that are due to go."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

import structlog
from sqlmodel import col, delete, select

from chest.database import Database
from chest.jobs.queue import Job, JobClient, JobState
from chest.jobs.runner import JobHandler
from chest.models import BlobTrash
from storage.base import BlobStore

log = structlog.get_logger(__name__)

INTERVAL_SECONDS = 30.0

# A job that ended and left its subject unfinished is begun again; so often, then it is given up.
MAX_RUNS = 40

_KEYS_AT_ONCE = 500
_KEEP_JOBS = timedelta(days=7)
_FORGET_JOBS_EVERY_SECONDS = 3600.0

_KILLED = (
    "Reading this stopped the program several times, so it was put aside. It is kept as it is. "
    "You can try again, or add a smaller copy."
)
_ENDLESS = "This was tried many times without coming to an end. It is kept. You can try again."

Action = Callable[[], object]


class Sweep:
    """The actions, each by itself: what fails is logged and tried again the next time.

    Every action may run on two workers at once and then does nothing twice.
    """

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        *,
        jobs: JobClient,
        handlers: Mapping[Job, JobHandler],
        chores: Mapping[str, Action],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._jobs = jobs
        self._handlers = handlers
        self._chores = chores
        self._jobs_forgotten_at = -_FORGET_JOBS_EVERY_SECONDS

    def run(self) -> None:
        """Do all of it once."""
        for job, handler in self._handlers.items():
            self._try(f"take up lost {job} jobs", partial(self.take_up, job, handler))
        for name, chore in self._chores.items():
            self._try(name, chore)
        self._try("empty the trash", self.empty_trash)
        if time.monotonic() - self._jobs_forgotten_at >= _FORGET_JOBS_EVERY_SECONDS:
            self._try("forget old jobs", self.forget_old_jobs)

    def take_up(self, job: Job, handler: JobHandler) -> int:
        """Enqueue what should have a job and has none; returns how many there were."""
        # First the subjects, then the jobs: one that ends in between is enqueued once too often,
        # and its job finds nothing to do. The other way around, one would be missed.
        unfinished = handler.list_unfinished()
        with self._database.read() as session:
            live = self._jobs.list_live(session, job)
        lost = [subject_id for subject_id in unfinished if subject_id not in live]
        for subject_id in lost:
            reason = self._take_up_one(job, subject_id)
            if reason:
                handler.give_up(subject_id, reason)
        if lost:
            log.warning("took up lost jobs", job=job.value, count=len(lost))
        return len(lost)

    def _take_up_one(self, job: Job, subject_id: UUID) -> str | None:
        """Enqueue it, or return why it should be given up."""
        with self._database.write() as session:
            last = self._jobs.find_last_run(session, job, subject_id)
            if last and last.state is JobState.gave_up:
                return _KILLED
            if last and last.generation >= MAX_RUNS:
                return _ENDLESS
            self._jobs.enqueue(session, job, subject_id)
        return None

    def empty_trash(self) -> int:
        """Delete bytes whose rows are gone; returns how many blobs went."""
        with self._database.read() as session:
            trash = session.exec(
                select(BlobTrash).order_by(col(BlobTrash.id)).limit(_KEYS_AT_ONCE)
            ).all()
        for item in trash:
            self._blobs.delete(item.storage_key)
        if trash:
            with self._database.write() as session:
                session.exec(delete(BlobTrash).where(col(BlobTrash.id).in_([t.id for t in trash])))
        return len(trash)

    def forget_old_jobs(self) -> int:
        count = self._jobs.delete_old_jobs(older_than=_KEEP_JOBS)
        self._jobs_forgotten_at = time.monotonic()
        return count

    def _try(self, name: str, action: Action) -> None:
        try:
            action()
        except Exception as error:
            # One action's failure must not keep the others from their turn.
            log.exception("sweep action failed", action=name, error=type(error).__name__)


class SweepThread:
    """Runs the sweep at once and then every half minute, on the one worker that leads.

    It is a thread of our own and not a schedule of the job engine, because that would leave a row
    in the engine's table for every tick.
    """

    def __init__(
        self, sweep: Sweep, leads: Callable[[], bool], *, interval_seconds: float = INTERVAL_SECONDS
    ) -> None:
        self._sweep = sweep
        self._leads = leads
        self._interval = interval_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweep", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Begin no other sweep. One that runs is not waited for: all it does may be cut off."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            if self._leads():
                self._sweep.run()
            self._stop.wait(self._interval)
