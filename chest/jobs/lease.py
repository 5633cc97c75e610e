"""Which workers live. Each one beats in `worker_lease`; any living one hands the jobs of a silent
one back to the queue.

The engine recovers a dead worker's jobs only through a service of its own; this is what a family's
computer and a few machines need instead. It cannot prevent that a job runs twice for a moment (a
worker that hung may wake up), so the steps of every job can run twice.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import structlog
from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, delete, or_, select, true

from chest.database import Database
from chest.jobs.queue import JobState, engine_table
from chest.models import WorkerLease

log = structlog.get_logger(__name__)

_FORGET_AFTER_SECONDS = 24 * 3600.0


class Lease:
    """One worker's proof of life, renewed four times in the time after which it counts as dead.

    `alone` says that no other worker can be alive (one machine, and a lock on its data directory):
    every job that another left behind is then handed back at the first beat. Otherwise a worker
    is dead when its last beat is older than `seconds` by the database's own clock, or withdrawn.
    A worker that finds its own last beat too old was stalled itself (a laptop's closed lid, a
    stopped process), cannot tell who else was, and accuses nobody until its next beat.

    `hand_back` is called with the ids of the dead; calling it twice does no harm.
    """

    def __init__(
        self,
        database: Database,
        *,
        executor_id: str,
        seconds: float,
        alone: bool,
        hand_back: Callable[[Sequence[str]], None],
    ) -> None:
        self._database = database
        self._workflows = engine_table(database)
        self._executor_id = executor_id
        self._seconds = seconds
        self._alone = alone
        self._hand_back = hand_back
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lease", daemon=True)
        self._proved_at = self._asked_at = time.monotonic()
        self._leads = False

    @property
    def leads(self) -> bool:
        """Whether this worker is the one of all living that does what one should do (sweeping).

        Two may believe it for a moment, when one dies or comes: what they do must bear that.
        """
        return self._leads

    def is_lost(self) -> bool:
        """Whether the others must take this worker for dead, so that it has to stop.

        To be asked every second or so: when nobody could ask for a while, the whole process stood
        still, and that while does not count, or every opened lid would cost a worker. Never true
        on SQLite: there is nobody else, and a disk that hangs for a while comes back.
        """
        now = time.monotonic()
        pause, self._asked_at = now - self._asked_at, now
        if pause > self._seconds / 4:
            self._proved_at += pause
        return not self._database.is_sqlite and now - self._proved_at > self._seconds

    def announce(self) -> None:
        """Prove life before taking the first job: others would hand it back at once."""
        self._prove()

    def start(self) -> None:
        """Beat in a thread from now on; the first time at once, in the caller's."""
        self.beat()
        self._asked_at = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """Stop beating and withdraw the lease, so that what is unfinished goes on elsewhere at the
        others' next beat instead of when the lease runs out."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)
        with self._database.write() as session:
            session.exec(
                delete(WorkerLease).where(col(WorkerLease.executor_id) == self._executor_id)
            )

    def beat(self) -> None:
        """Prove life, then hand back the jobs of the dead."""
        dead = self._prove()
        if dead:
            log.warning("handing back the jobs of workers that are gone", workers=dead)
            self._hand_back(dead)

    def _run(self) -> None:
        while not self._stop.wait(self._seconds / 4):
            try:
                self.beat()
            except SQLAlchemyError as error:
                # The next beat tries again; if none comes through in time, `is_lost` tells.
                log.warning("beat failed", error=type(error).__name__)

    def _prove(self) -> list[str]:
        """Write this worker's beat; returns who is dead, or nobody if this worker was stalled."""
        began = time.monotonic()
        dead: list[str] = []
        with self._database.write() as session:
            now = session.exec(select(self._database.clock)).one()
            mine = session.get(WorkerLease, self._executor_id)
            silent_for = now - mine.beat if mine else 0.0
            session.merge(WorkerLease(executor_id=self._executor_id, beat=now))
            session.exec(
                delete(WorkerLease).where(col(WorkerLease.beat) < now - _FORGET_AFTER_SECONDS)
            )
            if silent_for > self._seconds / 2:
                log.warning("this worker was stalled", seconds=round(silent_for, 1))
            else:
                dead = self._list_dead(session, now)
            first = select(func.min(WorkerLease.executor_id)).where(
                col(WorkerLease.beat) >= now - self._seconds
            )
            self._leads = self._alone or session.exec(first).one() == self._executor_id
        self._proved_at = began
        return dead

    def _list_dead(self, session: Session, now: float) -> list[str]:
        worker = self._workflows.c.executor_id
        silent = or_(col(WorkerLease.beat).is_(None), col(WorkerLease.beat) < now - self._seconds)
        return list(
            session.exec(
                select(worker)
                .distinct()
                .select_from(self._workflows)
                .outerjoin(WorkerLease, col(WorkerLease.executor_id) == worker)
                .where(
                    self._workflows.c.status == JobState.pending.value,
                    worker != self._executor_id,
                    true() if self._alone else silent,
                )
            )
        )
