"""Makes or brings back one backup, in a process that dies by SIGKILL in the middle of its Nth write
or right before its Nth removal (0: never):

python -m tests.backing_up_worker make DATABASE_URL DATA BLOBS PLACE put|delete N
python -m tests.backing_up_worker restore DATABASE_URL DATA - PLACE put N
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from chest.blob_store import open_blobs
from chest.database import Database
from chest.erasing.again import erase_again
from chest.jobs.queue import migrate_jobs
from chest.migrations import migrate
from chest.settings import Settings
from chest.upkeep.backups.manager import BackupManager
from chest.upkeep.backups.restoring import Restoring
from chest.upkeep.backups.vault import open_vault
from storage.base import BlobInfo
from storage.local import LocalStore
from storage.local_blobs import LocalBlobs

last = 0
_turns, _one_at_a_time = itertools.count(1), threading.Lock()


def is_the_last() -> bool:
    """Whether this is the Nth; several threads bring back at once."""
    with _one_at_a_time:
        return next(_turns) == last


def deadly(chunks: Iterable[bytes]) -> Iterator[bytes]:
    is_last = is_the_last()
    for chunk in chunks:
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        yield chunk


def arm(what: str) -> None:
    put, delete = LocalBlobs.put, LocalBlobs.delete

    def deadly_put(self: LocalBlobs, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        return put(self, key, deadly(chunks))

    def deadly_delete(self: LocalBlobs, key: str) -> None:
        if is_the_last():
            os.kill(os.getpid(), signal.SIGKILL)
        delete(self, key)

    if what == "put":
        LocalBlobs.put = deadly_put  # type: ignore[method-assign]  # the power goes there
    else:
        LocalBlobs.delete = deadly_delete  # type: ignore[method-assign]


def migrate_all(database: Database) -> None:
    migrate(database)
    migrate_jobs(database)


if __name__ == "__main__":
    do, url, data, folder, place, what, number = sys.argv[1:]
    last = int(number)
    secret = None if url.startswith("sqlite") else "s" * 40
    settings = Settings(_env_file=None, data_dir=Path(data), database_url=url, secret_key=secret)
    arm(what)
    if do == "make":
        database = Database(url)
        blobs = LocalStore(Path(folder), secret=b"0" * 32)
        BackupManager(
            database=database, blobs=blobs, settings=settings, is_operator=lambda _: True
        ).make(place)
    else:
        Restoring(
            settings=settings,
            open_blobs=lambda: open_blobs(settings, secret=b"0" * 32),
            vault=open_vault(place),
            identities=[],
            migrate=migrate_all,
            erase=erase_again,
        ).run()
