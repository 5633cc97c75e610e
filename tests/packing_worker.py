"""Packs one export, in a process that dies by SIGKILL in the middle of writing its Nth piece (0:
none). BLOBS is a folder or the address of a bucket:

python -m tests.packing_worker DATABASE_URL BLOBS EXPORT_ID N
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import Any, cast
from uuid import UUID

import chest.exports.job
from chest.database import Database
from chest.exports.book.making import BookMaker
from chest.exports.job import PackExport
from chest.jobs.queue import JobClient
from chest.stories.manager import StoryManager
from storage.base import BlobInfo, BlobStore
from storage.factory import open_store


class DeadlyStore:
    """A store beside which the power goes."""

    def __init__(self, store: BlobStore, puts_left: int) -> None:
        self._store = store
        self._puts_left = puts_left

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def put(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        self._puts_left -= 1
        return self._store.put(key, self._die_after_one(chunks) if not self._puts_left else chunks)

    @staticmethod
    def _die_after_one(chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            yield chunk
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    url, place, export, number = sys.argv[1:]
    chest.exports.job.PIECE_MEMORIES = 2
    database = Database(url)
    blobs = cast(BlobStore, DeadlyStore(open_store(place, secret=b"0" * 32), int(number)))
    stories = StoryManager(database=database, jobs=JobClient(database))
    books = BookMaker(database=database, blobs=blobs, stories=stories)
    PackExport(database=database, blobs=blobs, stories=stories, books=books).pack(UUID(export))
