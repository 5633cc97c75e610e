"""Blobs as files in a folder. ``storage.local`` adds uploads by parts to it."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from storage.base import (
    CHUNK_SIZE,
    BlobInfo,
    BlobMissing,
    InvalidKey,
    StorageUnavailable,
    check_key,
    check_prefix,
)
from storage.blob_reads import BlobReads
from storage.durable import (
    NewFile,
    make_folders,
    remove_orphans,
    storage_error,
    sync_data,
    sync_folder,
    translated,
    write_a_byte,
    write_all,
)

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_KNOWN_FOLDERS = 10_000


class LocalBlobs(BlobReads):
    """The blobs of a folder: ``objects/`` holds them by key, ``incoming/`` what is on its way.

    Files belong to the owner alone (0600, folders 0700). Symbolic links below ``root`` are
    never followed, though ``root`` itself may be one: a link in place of a blob counts as
    missing, a link in place of a folder raises StorageUnavailable. Folders that become empty
    stay, because removing one could collide with a ``put`` into it.
    """

    def __init__(self, root: Path) -> None:
        with translated():
            self.root = root.expanduser().resolve()
            self._objects = self.root / "objects"
            self._incoming = self.root / "incoming"
            for folder in (self._objects, self._incoming):
                make_folders(folder)
            remove_orphans(self._incoming)
        # Folders whose names this process knows to be on the medium.
        self._durable_folders: set[str] = set()

    def put(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        check_key(key)
        with translated(key):
            new = NewFile(self._incoming)
        try:
            size = 0
            for chunk in chunks:  # whatever the caller's iterator raises is the caller's own
                with translated(key):
                    write_all(new.fd, chunk)
                size += len(chunk)
            with translated(key):
                sync_data(new.fd)
                self._move_in(new.path, key)
        finally:
            new.discard()
        return BlobInfo(key, size)

    def put_file(self, key: str, path: Path) -> BlobInfo:
        with path.open("rb", buffering=0) as file:
            return self.put(key, iter(lambda: file.read(CHUNK_SIZE), b""))

    def delete(self, key: str) -> None:
        with (
            suppress(BlobMissing),
            translated(key),
            self._folder_of(key) as (folder, name),
            suppress(FileNotFoundError, IsADirectoryError),
        ):
            if stat.S_ISDIR(os.lstat(name, dir_fd=folder).st_mode):
                return  # macOS answers EPERM where Linux answers EISDIR
            os.unlink(name, dir_fd=folder)
            sync_folder(folder)

    def iter_keys(self, prefix: str = "") -> Iterator[str]:
        check_prefix(prefix)
        folder = prefix.rpartition("/")[0]
        return self._keys(f"{folder}/" if folder else "", prefix)

    @contextmanager
    def as_file(self, key: str) -> Iterator[Path]:
        yield self.local_path(key)

    def copy(self, source: str, target: str) -> BlobInfo:
        return self.put(check_key(target), self.iter_range(source))

    def presigned_url(
        self, key: str, *, seconds: int, media_type: str, file_name: str, inline: bool
    ) -> str | None:
        return None

    @property
    def browser_origin(self) -> str:
        return ""

    def local_path(self, key: str) -> Path:
        self.stat(key)
        return self._objects / key

    def free_bytes(self) -> int | None:
        with translated():
            return shutil.disk_usage(self._incoming).free

    def check(self) -> None:
        try:
            write_a_byte(self._incoming)
            with os.scandir(self._objects):
                pass
        except OSError as error:
            # A disk without room for one more byte is unfit too, so there is one kind here.
            raise StorageUnavailable(str(storage_error(error))) from error

    def _read(self, key: str, start: int, stop: int | None) -> Iterator[bytes]:
        fd = self._open(key)
        try:
            yield b""
            while stop is None or start < stop:
                want = CHUNK_SIZE if stop is None else min(CHUNK_SIZE, stop - start)
                with translated(key):
                    chunk = os.pread(fd, want, start)
                if not chunk:
                    return
                start += len(chunk)
                yield chunk
        finally:
            os.close(fd)

    def _open(self, key: str) -> int:
        with translated(key), self._folder_of(key) as (folder, name):
            try:
                # Without NONBLOCK, opening a named pipe would wait for its writer.
                fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
            except OSError as error:
                if error.errno in {errno.ENOENT, errno.ELOOP}:
                    raise BlobMissing.at(key) from error
                raise
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                os.close(fd)
                raise BlobMissing.at(key)
            return fd

    def _find(self, key: str) -> BlobInfo | None:
        try:
            with translated(key), self._folder_of(key) as (folder, name):
                try:
                    found = os.lstat(name, dir_fd=folder)
                except FileNotFoundError:
                    return None
        except BlobMissing:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        return BlobInfo(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def _keys(self, folder: str, prefix: str) -> Iterator[str]:
        try:
            with translated(), self._folder_of(f"{folder}x") as (fd, _), os.scandir(fd) as entries:
                # A folder sorts as "name/", which is how its keys sort among all keys. Links to
                # folders are among them: entering one raises, where leaving it out would hide
                # blobs from a backup.
                names = sorted(
                    f"{entry.name}/" if entry.is_dir() else entry.name
                    for entry in entries
                    if entry.is_dir() or entry.is_file(follow_symlinks=False)
                )
        except (BlobMissing, InvalidKey):
            return
        for name in names:
            key = folder + name
            if not key.startswith(prefix):
                continue
            if name.endswith("/"):
                yield from self._keys(key, prefix)
            else:
                with suppress(InvalidKey):  # what other programs leave in folders is no blob
                    yield check_key(key)

    def _move_in(self, path: Path, key: str) -> None:
        """Give a finished file its place; the file's bytes must be on the medium already."""
        with self._folder_of(key, create=True) as (folder, name):
            try:
                os.rename(path, name, dst_dir_fd=folder)
            except IsADirectoryError as error:
                raise InvalidKey(f"{key!r} is the folder of other keys.", key=key) from error
            sync_folder(folder)

    @contextmanager
    def _folder_of(self, key: str, *, create: bool = False) -> Iterator[tuple[int, str]]:
        """The open folder that holds a blob, reached without following a link, and its name.

        Raises BlobMissing if the folder is not there and is not to be created.
        """
        *folders, name = check_key(key).split("/")
        fd = os.open(self._objects, _FOLDER)
        try:
            for depth in range(len(folders)):
                inner = self._enter(fd, folders[: depth + 1], key=key, create=create)
                os.close(fd)
                fd = inner
            yield fd, name
        finally:
            os.close(fd)

    def _enter(self, fd: int, folders: list[str], *, key: str, create: bool) -> int:
        name, path = folders[-1], "/".join(folders)
        if create and path not in self._durable_folders:
            with suppress(FileExistsError):
                os.mkdir(name, 0o700, dir_fd=fd)
            # Also where it exists: another process may have made it an instant ago.
            sync_folder(fd)
            if len(self._durable_folders) >= _KNOWN_FOLDERS:
                self._durable_folders.clear()
            self._durable_folders.add(path)
        try:
            return os.open(name, _FOLDER, dir_fd=fd)
        except FileNotFoundError as error:
            if create:  # somebody removed it since
                self._durable_folders.discard(path)
                return self._enter(fd, folders, key=key, create=True)
            raise BlobMissing.at(key) from error
        except OSError as error:
            if error.errno not in {errno.ENOTDIR, errno.ELOOP}:
                raise
            if stat.S_ISLNK(os.lstat(name, dir_fd=fd).st_mode):
                raise StorageUnavailable(
                    f"{self._objects / path} is a symbolic link, which is not followed. "
                    f"Mount or bind the other folder there instead.",
                    key=key,
                ) from error
            if create:
                raise InvalidKey(
                    f"{path!r} is a blob, so no key lies below it.", key=key
                ) from error
            raise BlobMissing.at(key) from error
