"""The background process: opens the library and runs the jobs until it is told to stop.

    python worker.py            on any number of machines
    python worker.py --child    started by the app; ends when the app is gone, and is woken by
                                whatever it is sent when the disk can be written again

Ends with 0 after a clean stop (SIGTERM, SIGINT, or the app's end), with 75 if another worker
already serves this data directory, 78 for settings that cannot be used, 69 if the database cannot
be reached at the start, 70 if it was out of reach for so long that others took over the jobs. Where
the disk is full or can only be read, it waits for the disk and says so.
"""

from __future__ import annotations

import gc

# Each search for what can be thrown away would look at all that is made while the program is read.
gc.disable()

import argparse
import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from uuid import uuid4

import structlog
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from ai.host import ModelHost
from ai.media import Decoder, Listener, Transcoder
from ai.narrative.checking.second_reader import open_second_reader
from chest.access.chain import take_in
from chest.albums.gathering import FolderAlbums
from chest.erasing.history import HistoryPurge
from chest.erasing.people import PeoplePurge
from chest.errors import SettingsError
from chest.gate.reading import TextReader
from chest.idempotency import Idempotency
from chest.ingest.engines import Engines, Restable
from chest.ingest.job import Ingest
from chest.ingest.link_copies import LinkCopies
from chest.ingest.looking import Looking
from chest.ingest.old_files import OldFiles
from chest.ingest.reading import ReadPictures
from chest.ingest.rendition_rows import JOBS as PLAYING
from chest.ingest.renditions import Renditions
from chest.ingest.transcribing import Transcribe
from chest.ingest.turns import Turns
from chest.ingest.unpacking import Unpack
from chest.jobs.lease import Lease
from chest.jobs.queue import ARCHIVES, BULK, Job, JobClient, migrate_jobs
from chest.jobs.runner import JobHandler, JobRunner
from chest.letters.post import open_post, outbox_of
from chest.letters.sending import SendLetter
from chest.library import Library, open_library
from chest.lockers.job import LockerJob
from chest.lockers.subjects import LOCKABLE, Lockable
from chest.migrations import migrate
from chest.people.reading import PeopleReader
from chest.settings import Settings, open_for_owner
from chest.stories.narrators import open_narrators
from chest.stories.telling import TellStory
from chest.upkeep.backups.nightly import Nightly
from chest.upkeep.disk import check_folders, explain_disk
from chest.upkeep.encryption import EncryptOld
from chest.upkeep.fetching import Fetching
from chest.upkeep.logs import log_to_stderr
from chest.upkeep.sweep import Action, Sweep, SweepThread
from storage.base import StorageError
from storage.working_folders import delete_left_folders

gc.freeze()  # what is there now stays until the end
gc.enable()

log = structlog.get_logger("worker")

CLEAN, NO_DATABASE, LOST_TOUCH, ANOTHER_WORKER, BAD_SETTINGS = 0, 69, 70, 75, 78

_WAIT_FOR_LOCK_SECONDS = 15.0
_STOP_WITHIN_SECONDS = 8.0
_ASK_DISK_EVERY_SECONDS = 30.0

Handlers = Mapping[Job, JobHandler]
OpenHandlers = Callable[[Library], AbstractContextManager[Handlers]]


class AnotherWorker(Exception):
    """Raised when the lock on the data directory stays taken."""


@contextmanager
def open_handlers(library: Library) -> Iterator[Handlers]:
    """What each job does, for as long as the context is open."""
    post, sender = open_post(library.settings)
    # More than all that arrives may take: one for whoever waits before the screen for a copy, and
    # one for what is read.
    turns = Turns()
    with (
        Decoder(processes=BULK.concurrency + ARCHIVES.concurrency + 2) as decoder,
        Transcoder() as transcoder,
        Listener() as listener,
        ModelHost(library.settings.resolved_models_dir, tell=library.models.note_pace) as host,
    ):
        engines = open_engines(library, host)
        rests = library.models.is_paused
        handlers: dict[Job, JobHandler] = {
            Job.ingest: Ingest(
                database=library.database,
                blobs=library.blobs,
                decoder=decoder,
                jobs=library.jobs,
            ),
            Job.copy_for_links: LinkCopies(
                database=library.database, blobs=library.blobs, decoder=decoder
            ),
            Job.unpack: Unpack(
                database=library.database,
                blobs=library.blobs,
                decoder=decoder,
                taker=library.archives,
            ),
            Job.transcribe: Transcribe(
                database=library.database,
                blobs=library.blobs,
                listener=listener,
                open_transcriber=engines.open_transcriber,
                rests=rests,
            ),
            Job.read: ReadPictures(
                database=library.database,
                blobs=library.blobs,
                decoder=decoder,
                open_reader=engines.open_reader,
            ),
            Job.tag: Looking(
                database=library.database,
                blobs=library.blobs,
                decoder=decoder,
                open_embedder=engines.open_embedder,
                is_ready=engines.has_embedder,
                cache=library.settings.resolved_models_dir / "labels",
            ),
            Job.tell_story: TellStory(
                database=library.database,
                narrators=open_narrators(library.settings, host=host),
                open_reader=cache(partial(open_second_reader, library.settings.second_reader)),
            ),
            Job.export: library.exports.open_job(),
            Job.send_letter: SendLetter(database=library.database, post=post, sender=sender),
            Job.locker: open_locker_job(library),
        }
        for job in (Job.transcribe, Job.tag, Job.read):
            handlers[job] = Restable(handlers[job], rests=rests)
        for job in PLAYING:
            handlers[job] = Renditions(
                database=library.database,
                blobs=library.blobs,
                transcoder=transcoder,
                turns=turns,
                job=job,
            )
        for job in LOCKABLE:
            handlers[job] = Lockable(handlers[job], database=library.database)
        yield handlers


def open_locker_job(library: Library) -> LockerJob:
    """What packs private chests away, and puts them back."""
    return LockerJob(
        database=library.database,
        blobs=library.blobs,
        list_running=JobClient(library.database).list_running,
        searches=library.settings.data_dir / "search",
        outbox=outbox_of(library.settings),
        look_again=library.open_keys.look_again,
    )


def open_engines(library: Library, host: ModelHost) -> Engines:
    """The models that hear, look and read here."""
    settings = library.settings
    return Engines(
        host,
        settings.resolved_models_dir,
        choose_transcriber=library.models.describe_transcriber,
        key=settings.openai_api_key.get_secret_value(),
        base_url=settings.openai_base_url or None,
    )


def list_chores(library: Library) -> dict[str, Action]:
    """What is looked after every half minute, beside jobs and trash."""
    nightly = Nightly(database=library.database, settings=library.settings, backups=library.backups)
    fetching = Fetching(database=library.database, folder=library.models.folder)
    return {
        "download wanted models": fetching.begin_wanted,
        "finish uploads": library.uploads.finish_stuck,
        "give up old uploads": library.uploads.abort_stale,
        "settle what was sealed and counted": library.assets.settle,
        "pair what came before pairs were known": OldFiles(database=library.database).pair,
        "purge deleted memories": library.assets.purge_due,
        "forget what many were before": library.bulk.purge,
        "make albums of folders": FolderAlbums(database=library.database).gather,
        "erase deleted albums": library.albums.purge,
        "forget how names were written": library.names.purge,
        "purge unsent contributions": library.contributions.purge_drafts,
        "erase what was taken back": library.contributions.purge_withdrawn,
        "bring back held contributions": library.moderation.release_held,
        "tell moderators what waits": library.notices.write_due,
        "tell people that their files are ready": library.ready.tell_due,
        "purge deleted chests": library.chests.purge_due,
        "forget ended link sessions": library.visits.purge_sessions,
        "forget ended sign-ins": library.sign_ins.purge_sessions,
        "erase what is gone from the files of directions": library.search.tidy,
        "read the names of people": PeopleReader(database=library.database).read,
        "read what should be decided on": TextReader(database=library.database).read,
        "chain what an earlier release wrote down": partial(take_in, library.database),
        "shorten what was written down long ago": HistoryPurge(database=library.database).purge,
        "erase deleted people": PeoplePurge(database=library.database).purge,
        "delete what was taken out and is due": library.exports.expire,
        "lock what nobody uses": library.lockers.lock_unused,
        "forget old letters": library.letters.purge,
        "forget answered requests": Idempotency(database=library.database).purge,
        "make backups": nightly.begin_due,
        "delete plain copies that killed workers left": delete_left_folders,
        "encrypt old files": EncryptOld(database=library.database, blobs=library.blobs).run,
    }


def main(arguments: list[str], *, open_handlers: OpenHandlers = open_handlers) -> int:
    """Run until told to stop; returns the exit status."""
    parser = argparse.ArgumentParser(description="Runs Memory Chest's background work.")
    parser.add_argument("--child", action="store_true", help="end when standard input ends")
    options = parser.parse_args(arguments)
    log_to_stderr()
    stop, woken = threading.Event(), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if options.child:
        threading.Thread(target=_hear, args=(stop, woken), daemon=True).start()
    try:
        settings = Settings()
        with ExitStack() as held:
            library = _open_when_the_disk_lets(settings, stop=stop, woken=woken, held=held)
            if library is None:
                return CLEAN
            return _work(library, stop=stop, open_handlers=open_handlers)
    except AnotherWorker as error:
        log.error(str(error))
        return ANOTHER_WORKER
    except SettingsError as error:
        log.error(error.sentence)
        return BAD_SETTINGS
    except OperationalError as error:
        log.error("The database cannot be reached.", error=str(error.orig))
        return NO_DATABASE


def _open_when_the_disk_lets(
    settings: Settings, *, stop: threading.Event, woken: threading.Event, held: ExitStack
) -> Library | None:
    """The library, its database up to date, under this directory's lock where there is one machine;
    None if the worker was told to stop before the disk could be written.

    To end instead would help nobody: whoever starts workers would start the next.
    """
    told = ""
    while True:
        # Whoever wakes this worker knows it from a byte of their own.
        trouble = _try_to_open(settings, stop=stop, held=held, with_byte=not woken.is_set())
        if isinstance(trouble, Library):
            return trouble
        if trouble != told:
            log.error("the worker waits for the disk", reason=trouble)
            told = trouble
        woken.clear()
        until = time.monotonic() + _ASK_DISK_EVERY_SECONDS
        while time.monotonic() < until and not woken.is_set():
            if stop.wait(0.5):
                return None


def _try_to_open(
    settings: Settings, *, stop: threading.Event, held: ExitStack, with_byte: bool
) -> Library | str:
    """The library, or why the disk does not let it be used."""
    with ExitStack() as now:
        try:
            if settings.is_single_machine:
                now.enter_context(only_worker(settings.data_dir, stop))
                disk = check_folders(settings) if with_byte else None
                if disk is not None and not disk.ok:
                    return disk.sentence
            library = open_library(settings)
            now.callback(library.close)
            migrate(library.database)
            migrate_jobs(library.database)
        except (OSError, OperationalError, StorageError) as error:
            trouble = explain_disk(error)
            if trouble is None:
                raise
            return trouble.sentence
        held.push(now.pop_all())
        return library


def _work(library: Library, *, stop: threading.Event, open_handlers: OpenHandlers) -> int:
    settings, database = library.settings, library.database
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
        if not _announce_when_the_disk_lets(lease, stop=stop):
            return CLEAN
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
    log.info("worker is down", executor=executor_id)
    return CLEAN


def _announce_when_the_disk_lets(lease: Lease, *, stop: threading.Event) -> bool:
    """Whether it was announced; not, if the worker was told to stop before. There can be room for
    a byte and none for a row."""
    while True:
        try:
            lease.announce()
            return True
        except OperationalError as error:
            if explain_disk(error) is None:
                raise
            log.error("the worker waits for the disk", reason=str(error.orig))
        if stop.wait(_ASK_DISK_EVERY_SECONDS):
            return False


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


def _hear(stop: threading.Event, woken: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        woken.set()
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
