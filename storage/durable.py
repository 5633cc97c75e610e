"""File-system steps that survive a power cut, and what their failures are called."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.base import CHUNK_SIZE, StorageError, StorageFull, StorageUnavailable

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_ORPHAN_SECONDS = 3600


def sync_data(fd: int) -> None:
    """Return once the bytes of the file, and its length, are on the medium."""
    if sys.platform == "darwin":
        # There fsync stops at the drive's cache; file systems without the full one refuse it.
        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(fd)
    else:
        os.fdatasync(fd)


def sync_folder(fd: int) -> None:
    """Return once the names in the open folder are on the medium."""
    os.fsync(fd)


def sync_folder_at(path: Path) -> None:
    """Return once the names in the folder are on the medium."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync_folder(fd)
    finally:
        os.close(fd)


def make_folders(path: Path) -> None:
    """Make a folder and those above it, for the owner alone, durably."""
    for folder in [*reversed(path.parents), path]:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder_at(folder.parent)
    # Also where it exists: another process may have made it an instant ago.
    sync_folder_at(path.parent)


def write_all(fd: int, data: bytes | bytearray | memoryview) -> None:
    """Write every byte; the system may take fewer at a time than it is given."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def copy_into(source: int, target: int, *, size: int, offset: int) -> None:
    """Copy the first ``size`` bytes of one open file to ``offset`` in another."""
    done = 0
    while done < size:
        block = memoryview(os.pread(source, min(CHUNK_SIZE, size - done), done))
        if not block:
            raise OSError(errno.EIO, "A scratch file became shorter while it was read")
        while block:
            written = os.pwrite(target, block, offset + done)
            block, done = block[written:], done + written


class NewFile:
    """A file that is being written and has no name of its own yet.

    It is locked for as long as its writer lives, so that ``remove_orphans`` can tell a slow
    writer from a dead one.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"put-{secrets.token_hex(16)}.tmp"
        self.fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.discard()
            raise

    def discard(self) -> None:
        """Close the file and remove it, unless it has been renamed by then."""
        os.close(self.fd)
        with suppress(FileNotFoundError):
            os.unlink(self.path)


def write_a_byte(folder: Path) -> None:
    """Write a byte into the folder, durably, and remove it: the only way to know that one could.
    Raises OSError, which names the folder."""
    try:
        new = NewFile(folder)
        try:
            write_all(new.fd, b"1")
            sync_data(new.fd)
        finally:
            new.discard()
    except OSError as error:
        error.filename = str(folder)
        raise


def remove_orphans(folder: Path) -> None:
    """Remove the new files whose writers were killed an hour ago or earlier. On a disk that can
    only be read they stay, and keep nobody from reading."""
    for path in folder.glob("put-*.tmp"):
        try:
            fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError:
            continue  # its writer finished just now
        try:
            # Without an age, a file could be taken between its creation and its lock.
            if os.fstat(fd).st_mtime < time.time() - _ORPHAN_SECONDS:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)
        except BlockingIOError:
            continue  # its writer is slow, not dead
        except OSError as error:
            if error.errno not in _NOT_ALLOWED:
                raise
        finally:
            os.close(fd)


@contextmanager
def translated(key: str | None = None) -> Iterator[None]:
    """Turn the system's errors into the store's."""
    try:
        yield
    except OSError as error:
        raise storage_error(error, key=key) from error


@contextmanager
def copied_into(folder: str, key: str) -> Iterator[None]:
    """Turn the system's errors into the store's, where a copy of a blob is made for a while."""
    try:
        yield
    except OSError as error:
        raise (StorageFull if error.errno in _NO_ROOM else StorageUnavailable)(
            f"No copy of this file could be made in {folder}: {error.strerror}. "
            f"Make room there, or set TMPDIR to a folder on a larger disk.",
            key=key,
        ) from error


def storage_error(error: OSError, *, key: str | None = None) -> StorageError:
    """What the system's error is called among the store's, with a sentence that helps."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in _NO_ROOM:
        return StorageFull(
            f"The disk that holds the chest is full: {reason}{where}. "
            f"Make room on it, then try again; nothing that was stored before is lost.",
            key=key,
        )
    if error.errno == errno.EROFS:
        return StorageUnavailable(
            f"The disk that holds the chest can only be read: {reason}{where}. Make it writable "
            f"again; if that happened by itself, look first whether the disk is failing.",
            key=key,
        )
    if error.errno in _NOT_ALLOWED:
        return StorageUnavailable(
            f"The chest's folder cannot be used: {reason}{where}. "
            f"Let the user that runs the chest read and write it.",
            key=key,
        )
    if error.errno == errno.ENOENT:
        return StorageUnavailable(
            f"A part of the chest's folder is gone: {reason}{where}. Is its disk mounted?", key=key
        )
    return StorageUnavailable(
        f"The chest's folder cannot be used: {reason}{where}. Check the disk that holds it.",
        key=key,
    )
