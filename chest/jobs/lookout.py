"""When a worker looks into its queues: once for all of them, and into one only where a job waits.

By itself the engine asks for every queue again and again, three statements each time, so that a
worker with nothing to do would cost more with every queue. Here one small question is asked for
all; the engine's own loop of a queue, with all its rules, only runs when there is an answer. Of
the engine this needs that loop, which has no public name; its version is pinned for that reason.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import structlog
from dbos import DBOS
from dbos import Queue as EngineQueue
from dbos._queue import queue_worker_thread
from sqlalchemy import and_, exists, literal_column, select, text
from sqlalchemy.exc import SQLAlchemyError

from chest.database import Database
from chest.jobs.queue import JobState, Queue, engine_table

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 0.2
"""What somebody who waits before the screen waits for a worker at most."""

# Should a look ever miss something, the engine itself finds it.
_LOOK_ANYWAY_SECONDS = 30.0
_STOP_WITHIN_SECONDS = 2.0


class Bell(threading.Event):
    """What the loop of one queue takes for the event that stops it: it waits until the bell rings,
    however long the engine would have waited."""

    def __init__(self) -> None:
        super().__init__()
        self._rung = threading.Event()
        self._rung_at = float("-inf")

    def ring(self, *, at_most_every: float) -> None:
        """Let the loop look now; not again so soon after the last time."""
        now = time.monotonic()
        if now - self._rung_at >= at_most_every:
            self._rung_at = now
            self._rung.set()

    def set(self) -> None:
        super().set()
        self._rung.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it is to stop; returns also when there is something to look for."""
        self._rung.wait(_LOOK_ANYWAY_SECONDS)
        self._rung.clear()
        return self.is_set()


class Lookout:
    """Looks which queues hold jobs that can begin, and rings there."""

    def __init__(self, database: Database, queues: Sequence[Queue]) -> None:
        self._database = database
        self._queues = queues
        self._bells = {queue.name: Bell() for queue in queues}
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        jobs = engine_table(database)
        # Each is one step into the engine's index of what waits, however much waits. SQLite takes
        # a partial index only where its own condition stands, word for word.
        waits = and_(
            jobs.c.status == literal_column(f"'{JobState.enqueued}'"),
            text(f"status IN ('{JobState.enqueued}', '{JobState.pending}')"),
        )
        self.question = select(
            *(
                exists().where(jobs.c.queue_name == queue.name, waits).label(queue.name)
                for queue in queues
            )
        )

    def start(self, engine: DBOS, engine_queues: Sequence[EngineQueue]) -> None:
        """Begin to take jobs. The engine must be up, and told to listen to no queue by itself."""
        for queue in engine_queues:
            self._start(f"queue-{queue.name}", self._serve, engine, queue)
        self._start("lookout", self._run)

    def stop(self) -> None:
        """Take nothing more."""
        self._stop.set()
        for bell in self._bells.values():
            bell.set()
        deadline = time.monotonic() + _STOP_WITHIN_SECONDS
        for thread in self._threads:
            thread.join(timeout=max(0.0, deadline - time.monotonic()))

    def _start(self, name: str, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, engine: DBOS, queue: EngineQueue) -> None:
        bell = self._bells[queue.name]
        while not bell.is_set():
            try:
                queue_worker_thread(bell, engine, queue)
            except Exception as error:
                # A queue that nobody serves any more would be noticed by nobody.
                log.exception("queue failed", queue=queue.name, error=type(error).__name__)
            self._stop.wait(1.0)

    def _run(self) -> None:
        was_out_of_reach = False
        while not self._stop.wait(LOOK_EVERY_SECONDS):
            try:
                self.look()
                was_out_of_reach = False
            except SQLAlchemyError as error:
                if not was_out_of_reach:
                    log.warning("cannot look for jobs", error=type(error).__name__)
                was_out_of_reach = True

    def look(self) -> list[Queue]:
        """Ring for each queue in which a job waits to begin; answers which these are."""
        with self._database.engine.connect() as connection:
            found = connection.execute(self.question).one()
        waiting = [queue for queue, waits in zip(self._queues, found, strict=True) if waits]
        for queue in waiting:
            self._bells[queue.name].ring(at_most_every=queue.poll_seconds)
        return waiting
