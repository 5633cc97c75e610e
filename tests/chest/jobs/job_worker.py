"""A real worker process whose jobs do what a test tells them, for tests of the job engine alone.

    python job_worker.py DATABASE_URL FOLDER LEASE_SECONDS

What a job does stands in FOLDER/<subject id>: one word for each attempt, the last one for all that
follow. Every begun attempt is a line "<subject> <process id> <time>" in FOLDER/trace. Those of the
queue for reading have all of it in FOLDER/read.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from uuid import UUID, uuid4

from chest.database import Database
from chest.jobs.lease import Lease
from chest.jobs.queue import Job, JobClient
from chest.jobs.runner import Checkpoint, JobRunner, TryLater
from chest.upkeep.logs import log_to_stderr
from chest.upkeep.sweep import Sweep
from storage.local import LocalStore


class Told:
    """A job that does the next word of its subject's file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        words = (self._folder / str(subject_id)).read_text().split()
        attempts = self._trace("trace", subject_id)
        word = words[min(attempts, len(words)) - 1]
        step("first", lambda: self._trace("first", subject_id))
        self._trace("kept", subject_id)
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "later":
            raise TryLater("The storage does not answer.")
        if word == "wait":
            raise TryLater("It is not time yet.", in_seconds=0.2)
        if word == "wrong":
            raise ZeroDivisionError
        if word.startswith("sleep"):
            time.sleep(float(word.removeprefix("sleep")))
        self._trace("done", subject_id)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        (self._folder / f"{subject_id}.given_up").write_text(reason)

    def list_unfinished(self) -> list[UUID]:
        done = self._folder / "done"
        finished = (
            {line.split()[0] for line in done.read_text().splitlines()} if done.exists() else ()
        )
        return [
            UUID(path.name)
            for path in self._folder.iterdir()
            if len(path.name) == 36
            and path.name not in finished
            and not path.with_name(f"{path.name}.given_up").exists()
        ]

    def _trace(self, name: str, subject_id: UUID) -> int:
        """Add a line; returns how many there are of this subject."""
        path = self._folder / name
        with path.open("a") as file:
            file.write(f"{subject_id} {os.getpid()} {time.time():.2f}\n")
        return path.read_text().count(str(subject_id))


def main(url: str, folder: Path, seconds: float) -> None:
    log_to_stderr()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    database = Database(url)
    executor_id = uuid4().hex
    (folder / "read").mkdir(exist_ok=True)
    handlers = {Job.ingest: Told(folder), Job.read: Told(folder / "read")}
    runner = JobRunner(database, handlers, executor_id=executor_id, first_delay_seconds=1)
    lease = Lease(
        database,
        executor_id=executor_id,
        seconds=seconds,
        alone=database.is_sqlite,
        hand_back=runner.hand_back,
    )
    sweep = Sweep(
        database,
        LocalStore(folder / "blobs", secret=b"0" * 32),
        jobs=JobClient(database),
        handlers=handlers,
        chores={},
    )
    lease.announce()
    runner.start()
    lease.start()
    (folder / f"up-{os.getpid()}").touch()
    while not stop.wait(0.5):
        if lease.is_lost():
            os._exit(70)
        sweep.run()
    runner.stop()
    lease.stop()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
