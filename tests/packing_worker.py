"""Packs one export, in a process that dies by SIGKILL in the middle of writing its Nth piece (0:
none):

python -m tests.packing_worker DATABASE_URL BLOBS EXPORT_ID N
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

import chest.exports.job
from chest.database import Database
from chest.exports.book.making import BookMaker
from chest.exports.job import PackExport
from chest.jobs.queue import JobClient
from chest.stories.manager import StoryManager
from storage.base import BlobInfo
from storage.local import LocalStore


class DeadlyStore(LocalStore):
    """A folder beside which the power goes."""

    puts_left = 0

    def put(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        self.puts_left -= 1
        return super().put(key, self._die_after_one(chunks) if self.puts_left == 0 else chunks)

    @staticmethod
    def _die_after_one(chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            yield chunk
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    url, folder, export, number = sys.argv[1:]
    chest.exports.job.PIECE_MEMORIES = 2
    database = Database(url)
    blobs = DeadlyStore(Path(folder), secret=b"0" * 32)
    blobs.puts_left = int(number)
    stories = StoryManager(database=database, jobs=JobClient(database))
    books = BookMaker(database=database, blobs=blobs, stories=stories)
    PackExport(database=database, blobs=blobs, stories=stories, books=books).pack(UUID(export))
