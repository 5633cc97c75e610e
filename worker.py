"""The background process: opens the library and runs the jobs until it is told to stop.

    python worker.py            on any number of machines
    python worker.py --child    started by the app; ends when the app is gone

Ends with 0 after a clean stop (SIGTERM, SIGINT, or the app's end), with 75 if another worker
already serves this data directory, 78 for settings that cannot be used, 69 if the database cannot
be reached at the start, 70 if it was out of reach for so long that others took over the jobs.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from uuid import uuid4

import structlog
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from ai.media import Decoder
from chest.errors import SettingsError
from chest.idempotency import Idempotency
from chest.ingest.job import Ingest
from chest.ingest.link_copies import LinkCopies
from chest.jobs.lease import Lease
from chest.jobs.queue import BULK, Job, JobClient, migrate_jobs
from chest.jobs.runner import JobHandler, JobRunner
from chest.letters.post import open_post
from chest.letters.sending import SendLetter
from chest.library import Library, open_library
from chest.migrations import migrate
from chest.settings import Settings, open_for_owner
from chest.stories.telling import TellStory
from chest.upkeep.logs import log_to_stderr
from chest.upkeep.sweep import Action, Sweep, SweepThread

log = structlog.get_logger("worker")

CLEAN, NO_DATABASE, LOST_TOUCH, ANOTHER_WORKER, BAD_SETTINGS = 0, 69, 70, 75, 78

_WAIT_FOR_LOCK_SECONDS = 15.0
_STOP_WITHIN_SECONDS = 8.0

Handlers = Mapping[Job, JobHandler]
OpenHandlers = Callable[[Library], AbstractContextManager[Handlers]]


class AnotherWorker(Exception):
    """Raised when the lock on the data directory stays taken."""


@contextmanager
def open_handlers(library: Library) -> Iterator[Handlers]:
    """What each job does, for as long as the context is open."""
    post, sender = open_post(library.settings)
    # One more than all that arrives may take: somebody waits before the screen for a copy.
    with Decoder(processes=BULK.concurrency + 1) as decoder:
        yield {
            Job.ingest: Ingest(database=library.database, blobs=library.blobs, decoder=decoder),
            Job.copy_for_links: LinkCopies(
                database=library.database, blobs=library.blobs, decoder=decoder
            ),
            Job.tell_story: TellStory(database=library.database),
            Job.send_letter: SendLetter(database=library.database, post=post, sender=sender),
        }


def list_chores(library: Library) -> dict[str, Action]:
    """What is looked after every half minute, beside jobs and trash."""
    return {
        "finish uploads": library.uploads.finish_stuck,
        "give up old uploads": library.uploads.abort_stale,
        "purge deleted memories": library.assets.purge_due,
        "purge unsent contributions": library.contributions.purge_drafts,
        "erase what was taken back": library.contributions.purge_withdrawn,
        "bring back held contributions": library.moderation.release_held,
        "purge deleted chests": library.chests.purge_due,
        "forget ended link sessions": library.visits.purge_sessions,
        "forget ended sign-ins": library.sign_ins.purge_sessions,
        "forget old letters": library.letters.purge,
        "forget answered requests": Idempotency(database=library.database).purge,
    }


def main(arguments: list[str], *, open_handlers: OpenHandlers = open_handlers) -> int:
    """Run until told to stop; returns the exit status."""
    parser = argparse.ArgumentParser(description="Runs Memory Chest's background work.")
    parser.add_argument("--child", action="store_true", help="end when standard input ends")
    options = parser.parse_args(arguments)
    log_to_stderr()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if options.child:
        threading.Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()
    try:
        settings = Settings()
        alone = settings.is_single_machine
        with only_worker(settings.data_dir, stop) if alone else nullcontext():
            return _work(settings, stop=stop, open_handlers=open_handlers)
    except AnotherWorker as error:
        log.error(str(error))
        return ANOTHER_WORKER
    except SettingsError as error:
        log.error(error.sentence)
        return BAD_SETTINGS
    except OperationalError as error:
        log.error("The database cannot be reached.", error=str(error.orig))
        return NO_DATABASE


def _work(settings: Settings, *, stop: threading.Event, open_handlers: OpenHandlers) -> int:
    library = open_library(settings)
    database = library.database
    migrate(database)
    migrate_jobs(database)
    executor_id = uuid4().hex  # an id used twice would let two living workers run one job
    with open_handlers(library) as handlers:
        runner = JobRunner(database, handlers, executor_id=executor_id)
        lease = Lease(
            database,
            executor_id=executor_id,
            seconds=settings.worker_lease_seconds,
            alone=settings.is_single_machine,
            hand_back=runner.hand_back,
        )
        jobs = JobClient(database)
        sweep = SweepThread(
            Sweep(
                database,
                library.blobs,
                jobs=jobs,
                handlers=handlers,
                chores=list_chores(library),
            ),
            leads=lambda: lease.leads,
        )
        lease.announce()
        runner.start()
        lease.start()
        sweep.start()
        log.info("worker is up", executor=executor_id, pid=os.getpid())
        # A timeout, because a wait without one has missed signals.
        while not stop.wait(0.5):
            if lease.is_lost():
                log.error("the database was out of reach for too long; others take over")
                _leave(LOST_TOUCH)
        _leave_in(_STOP_WITHIN_SECONDS)
        sweep.stop()
        try:
            runner.stop()
            lease.stop()
        except SQLAlchemyError as error:
            # What was begun goes on elsewhere all the same, once the lease has run out.
            log.warning("the database is out of reach", error=type(error).__name__)
    library.close()
    log.info("worker is down", executor=executor_id)
    return CLEAN


@contextmanager
def only_worker(data_dir: Path, stop: threading.Event) -> Iterator[None]:
    """Hold the lock on the data directory; the kernel frees it whatever ends this process.

    A worker that was told to stop needs a moment, so the lock is waited for. Raises AnotherWorker.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with open_for_owner(data_dir / "worker.lock") as file:
        deadline = time.monotonic() + _WAIT_FOR_LOCK_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if stop.wait(0.2) or time.monotonic() > deadline:
                    raise AnotherWorker(
                        f"Another worker already serves {data_dir.resolve()}. One is enough: the "
                        "app starts it by itself. Stop the other one, or set CHEST_DATA_DIR."
                    ) from error
        yield


def _stop_at_end_of_input(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()


def _leave_in(seconds: float) -> None:
    """End this process by then, even if something keeps it."""
    timer = threading.Timer(seconds, _leave, [CLEAN])
    timer.daemon = True
    timer.start()


def _leave(status: int) -> None:
    """End without waiting for threads that still decode: their jobs go on elsewhere."""
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _leave(main(sys.argv[1:]))
