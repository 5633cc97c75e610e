"""Goes on with one private chest, in a process that dies by SIGKILL before its Nth deed (0: none);
deeds are writes to the database and blobs that are written:

python -m tests.locking_worker DATABASE_URL FOLDER CHEST_ID N
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from chest.database import Database
from storage.base import BlobInfo
from storage.local_blobs import LocalBlobs
from tests.builders import RecordingQueue

_left = 0


def _count() -> None:
    global _left
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


class DeadlyDatabase(Database):
    @contextmanager
    def write(self) -> Iterator[Session]:
        with super().write() as session:
            yield session
            _count()  # all of it is undone


def _put(self: LocalBlobs, key: str, chunks: Iterable[bytes]) -> BlobInfo:
    done = _really_put(self, key, chunks)
    _count()
    return done


if __name__ == "__main__":
    from tests.chest.lockers.conftest import Lockers

    url, folder, chest, number = sys.argv[1:]
    _really_put = LocalBlobs.put
    LocalBlobs.put = _put  # type: ignore[method-assign]  # whatever store is made of it
    lockers = Lockers(DeadlyDatabase(url), Path(folder), RecordingQueue())
    _left = int(number)
    lockers.job.go_on(UUID(chest))
    print(f"deeds: {int(number) - _left if int(number) else -_left}")
