"""Whether what the chest keeps can be written: known from a byte that is written and removed.

How much a file system says is free tells little: a quota, a disk that fell back to being read only
and one that is failing all look roomy.
"""

from __future__ import annotations

import errno
import threading
import time
from pathlib import Path

import structlog
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from chest.database import CAN_ONLY_BE_READ, NO_ROOM, explain, is_refused_by_disk
from chest.errors import ChestError, Full, Unavailable
from chest.settings import Settings
from chest.upkeep.checks import Finding, check_storage
from storage.base import BlobStore, StorageError, StorageFull
from storage.durable import remove_orphans, storage_error, write_a_byte

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 30.0

_OF_A_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


def find_database_file(settings: Settings) -> Path | None:
    """Where the database's file is, or would be; None for a server, and for no address at all."""
    try:
        url = make_url(settings.resolved_database_url)
    except ArgumentError:
        return None
    if not url.drivername.startswith("sqlite") or not url.database:
        return None
    return Path(url.database)


def check_folders(settings: Settings) -> Finding:
    """Whether a byte can be written where the installation keeps its own: in the data directory,
    and beside the database's file. The sentence names the folder."""
    file = find_database_file(settings)
    folders = dict.fromkeys([settings.data_dir, *([file.parent] if file else [])])
    try:
        for folder in folders:
            write_a_byte(folder)
            remove_orphans(folder)  # bytes whose writers were killed
    except OSError as error:
        return Finding("disk", ok=False, sentence=str(storage_error(error)))
    return Finding("disk", ok=True, sentence="can be written")


def explain_disk(error: Exception) -> ChestError | None:
    """What to tell a person whom a full or read-only disk refused something; None for what has
    another cause. The sentence names no folder."""
    if isinstance(error, StorageError):
        is_full = isinstance(error, StorageFull)
        cause = error.__cause__
        if is_full or (isinstance(cause, OSError) and cause.errno in _OF_A_DISK):
            return Full(NO_ROOM) if is_full else Unavailable(CAN_ONLY_BE_READ)
        return None
    if isinstance(error, OSError):
        if error.errno not in _OF_A_DISK:
            return None
        return explain_disk(storage_error(error)) or Unavailable(CAN_ONLY_BE_READ)
    return explain(error) if is_refused_by_disk(error) else None


class DiskCheck:
    """What can be written, asked at most every `every` seconds in this process, whoever asks.

    Whoever asks in between is told what was found then: nobody learns of a full disk, nor of new
    room on it, later than that. Threads that ask at once wait for one answer.
    """

    def __init__(
        self, settings: Settings, blobs: BlobStore, *, every: float = LOOK_EVERY_SECONDS
    ) -> None:
        self._settings = settings
        self._blobs = blobs
        self._every = every
        self._lock = threading.Lock()
        self._looked_at = -every
        self._findings: tuple[Finding, ...] = ()

    def look(self) -> tuple[Finding, ...]:
        """`disk` and `storage`. Their sentences may name folders and buckets."""
        with self._lock:
            now = time.monotonic()
            if now - self._looked_at >= self._every:
                findings = check_folders(self._settings), check_storage(self._blobs)
                for finding in findings:
                    if not finding.ok:
                        log.error("cannot be written", what=finding.what, reason=finding.sentence)
                self._looked_at, self._findings = now, findings
            return self._findings
