"""Folders for plain copies that lie on a disk for a moment, and what becomes of them where the
process that made one was killed before it could take it away."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BEGINNING = "chest-work-"
_UNTOUCHED_SECONDS = 60.0


@contextmanager
def working_folder() -> Iterator[str]:
    """An empty folder in TMPDIR, readable by its owner alone, that goes at the end. While it is
    used it is locked, which the system ends with the process, however that dies."""
    with tempfile.TemporaryDirectory(prefix=_BEGINNING) as folder:
        fd = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(fd, fcntl.LOCK_SH)
            yield folder
        finally:
            os.close(fd)


def delete_left_folders(*, untouched_for: float = _UNTOUCHED_SECONDS) -> int:
    """Delete the folders that killed processes of this user left in TMPDIR; returns how many.
    `untouched_for` are seconds: one that was made a moment ago may not be locked yet."""
    number = 0
    for path in Path(tempfile.gettempdir()).glob(f"{_BEGINNING}*"):
        with contextlib.suppress(OSError):  # gone meanwhile, or of somebody else
            number += _delete_if_left(path, untouched_for)
    return number


def _delete_if_left(path: Path, untouched_for: float) -> bool:
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        found = os.fstat(fd)
        if found.st_uid != os.getuid() or time.time() - found.st_mtime < untouched_for:
            return False
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        shutil.rmtree(path)
        return True
    finally:
        os.close(fd)
