"""A folder of instructions for jobs, and real worker processes that follow them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest

from chest.database import Database
from chest.jobs.queue import Job, JobClient, JobState
from chest.models import new_id
from tests.waiting import wait_until

SCRIPT = Path(__file__).with_name("job_worker.py")
ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Works:
    """A folder of instructions for jobs, and the workers that follow them."""

    database: Database
    folder: Path
    queue: JobClient
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *, lease_seconds: float = 12.0) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(SCRIPT), self.database.url, str(self.folder)]
        with (self.folder / "log").open("ab") as log:
            worker = subprocess.Popen(
                [*command, str(lease_seconds)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stderr=log,
            )
        self.workers.append(worker)
        wait_until(lambda: (self.folder / f"up-{worker.pid}").exists())
        return worker

    def add(self, words: str) -> UUID:
        """Enqueue a job that does these words, one an attempt."""
        subject_id = new_id()
        (self.folder / str(subject_id)).write_text(words)
        with self.database.write() as session:
            self.queue.enqueue(session, Job.ingest, subject_id)
        return subject_id

    def lines(self, name: str, subject_id: UUID) -> list[tuple[int, float]]:
        """(process, time) of each line about this subject."""
        path = self.folder / name
        if not path.exists():
            return []
        rows = [line.split() for line in path.read_text().splitlines()]
        return [(int(pid), float(at)) for subject, pid, at in rows if subject == str(subject_id)]

    def is_done(self, subject_id: UUID) -> bool:
        return bool(self.lines("done", subject_id))

    def given_up(self, subject_id: UUID) -> str | None:
        path = self.folder / f"{subject_id}.given_up"
        return path.read_text() if path.exists() else None

    def state(self, subject_id: UUID) -> JobState | None:
        with self.database.read() as session:
            last = self.queue.find_last_run(session, Job.ingest, subject_id)
        return last.state if last else None


@pytest.fixture
def works(database: Database, tmp_path: Path) -> Iterator[Works]:
    folder = tmp_path / "works"
    folder.mkdir()
    queue = JobClient(database)
    works = Works(database, folder, queue)
    yield works
    for worker in works.workers:
        with contextlib.suppress(ProcessLookupError):
            worker.send_signal(signal.SIGCONT)
        worker.kill()
        worker.wait()
    queue.close()
