"""The real worker, except that looking at a file named `poison.jpg` kills it with SIGKILL: what
happens when the machine runs out of memory again and again over one file."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import worker
from chest.ingest.job import Ingest
from chest.jobs.queue import Job
from chest.jobs.runner import Checkpoint
from chest.library import Library
from chest.models import Asset


class DeadlyIngest(Ingest):
    library: Library

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        with self.library.database.read() as session:
            asset = session.get(Asset, subject_id)
        if asset is not None and asset.original_name == "poison.jpg":
            os.kill(os.getpid(), signal.SIGKILL)
        super().run(subject_id, step)


@contextmanager
def open_deadly_handlers(library: Library) -> Iterator[worker.Handlers]:
    with worker.open_handlers(library) as handlers:
        ingest = handlers[Job.ingest]
        ingest.__class__ = DeadlyIngest
        assert isinstance(ingest, DeadlyIngest)
        ingest.library = library
        yield handlers


if __name__ == "__main__":
    os._exit(worker.main(sys.argv[1:], open_handlers=open_deadly_handlers))
