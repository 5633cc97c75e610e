"""A blob store in a folder of this computer, with uploads by parts."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import time
from collections.abc import AsyncIterable, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from storage.base import (
    BlobInfo,
    PartInfo,
    PartTarget,
    StorageFull,
)
from storage.durable import NewFile, copy_into, sync_data, sync_folder_at, translated, write_all
from storage.local_blobs import LocalBlobs
from storage.part_logs import log_arrival, log_removal, read_handle, read_log, start_log
from storage.parts import Handle, check_sha256
from storage.receiving import PartAddresses, in_thread, receive

_KIND = "l1"
_TOKEN = re.compile(r"[0-9a-f]{32}")


class LocalStore(LocalBlobs):
    """A BlobStore in a folder.

    An upload is two files in ``incoming/``: ``{token}.data``, as long as the finished blob, and
    ``{token}.log``, whose first line is the handle and whose other lines each say that a part
    is in its place. A part goes to a scratch file first and into the data file only once it is
    known to be right, so nothing that a sender does, nor a kill at any instant, can damage a
    part that was reported as arrived. The log's lock belongs to whoever changes either file; a
    process that dies lets go of it.

    ``secret`` (16 bytes or more) signs the URLs of parts.
    """

    def __init__(self, root: Path, *, secret: bytes, part_url_prefix: str = "/api/uploads") -> None:
        addresses = PartAddresses(secret, part_url_prefix)
        super().__init__(root)
        self._addresses = addresses

    def beside(self, name: str) -> LocalStore:
        """A store of its own in a folder below this one, which keeps nothing there itself."""
        store = copy(self)
        LocalBlobs.__init__(store, self.root / name)
        return store

    def begin_parts(self, key: str, *, size: int, part_size: int) -> str:
        upload = Handle.begin(
            _KIND, size=size, part_size=part_size, key=key, token=secrets.token_hex(16)
        )
        free = self.free_bytes()
        if free is not None and free < size:
            raise StorageFull(
                f"This file has {size} bytes, and the disk that holds the chest has only {free} "
                f"left. Make room on it, then try again.",
                key=key,
            )
        with translated(key):
            log = NewFile(self._incoming)
            try:
                start_log(log.fd, upload)
                os.rename(log.path, self._log(upload))
            finally:
                log.discard()
            try:
                data = os.open(
                    self._data(upload), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600
                )
                try:
                    os.ftruncate(data, size)
                    sync_data(data)
                finally:
                    os.close(data)
                sync_folder_at(self._incoming)
            except OSError:
                self.abort_parts(str(upload))
                raise
        return str(upload)

    def part_target(
        self, handle: str, n: int, *, upload_id: str, sha256: str, seconds: int = 3600
    ) -> PartTarget:
        return self._addresses.make(
            _parse(handle), n, upload_id=upload_id, sha256=sha256, seconds=seconds
        )

    def check_part_signature(
        self, handle: str, n: int, *, upload_id: str, expires: int, sha256: str, signature: str
    ) -> bool:
        return self._addresses.check(
            handle, n, upload_id=upload_id, expires=expires, sha256=sha256, signature=signature
        )

    async def write_part(
        self, handle: str, n: int, *, sha256: str, chunks: AsyncIterable[bytes]
    ) -> PartInfo:
        upload = _parse(handle)
        length = upload.length(n)
        check_sha256(sha256, key=upload.key)
        await in_thread(self._check_open, upload)
        with ExitStack() as scope:
            scratch = await in_thread(self._open_scratch, upload, scope)

            def take(block: bytes | bytearray) -> None:
                with translated(upload.key):
                    write_all(scratch.fileno(), block)

            await receive(upload, n, take, sha256=sha256, chunks=chunks)
            await in_thread(self._place, upload, n, sha256, scratch)
        return PartInfo(n, length)

    def list_parts(self, handle: str) -> dict[int, PartInfo]:
        upload = _parse(handle)
        with translated(upload.key):
            arrived = self._read_log(upload)
            if arrived is not None and self._data(upload).exists():
                return {n: PartInfo(n, upload.length(n)) for n in sorted(arrived)}
        self._get_completed(upload)
        return upload.all_parts()

    def complete_parts(self, handle: str) -> BlobInfo:
        upload = _parse(handle)
        with translated(upload.key), self._locked(upload) as log:
            if log is None:
                return self._get_completed(upload)
            data = self._data(upload)
            if data.exists():  # if not, the last attempt ended between its two last steps
                arrived = read_log(log, upload)
                upload.check_arrived(arrived)
                self._move_in(data, upload.key)
            info = self._get_completed(upload)
            self._log(upload).unlink()
            sync_folder_at(self._incoming)
            return info

    def abort_parts(self, handle: str) -> None:
        upload = _parse(handle)
        with translated(upload.key), self._locked(upload) as log:
            if log is None:
                return
            # The log last: as long as it is there, iter_stale_parts finds what is left.
            self._data(upload).unlink(missing_ok=True)
            self._log(upload).unlink()
            sync_folder_at(self._incoming)

    def iter_stale_parts(self, *, older_than_seconds: int) -> Iterator[str]:
        before = time.time() - older_than_seconds
        for path in sorted(self._incoming.glob("*.log")):
            with translated():
                try:
                    log = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
                except FileNotFoundError:
                    continue  # finished meanwhile
                try:
                    changed, handle = os.fstat(log).st_mtime, read_handle(log)
                finally:
                    os.close(log)
            if changed < before and handle.endswith(f"|{path.stem}"):
                yield handle

    def _log(self, upload: Handle) -> Path:
        return self._incoming / f"{upload.token}.log"

    def _data(self, upload: Handle) -> Path:
        return self._incoming / f"{upload.token}.data"

    def _get_completed(self, upload: Handle) -> BlobInfo:
        return upload.check_completed(self._find(upload.key))

    def _read_log(self, upload: Handle) -> dict[int, str] | None:
        """The parts that have arrived, or None if the upload is not open."""
        try:
            log = os.open(self._log(upload), os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError:
            return None
        try:
            return read_log(log, upload)
        finally:
            os.close(log)

    @contextmanager
    def _locked(self, upload: Handle) -> Iterator[int | None]:
        """The upload's log, held against everybody else, or None if the upload is not open."""
        try:
            log = os.open(self._log(upload), os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW)
        except FileNotFoundError:
            yield None
            return
        try:
            fcntl.flock(log, fcntl.LOCK_EX)
            read_log(log, upload)  # so that nothing is done to another upload
            gone = os.fstat(log).st_nlink == 0  # finished or given up while this one waited
            yield None if gone else log
        finally:
            os.close(log)

    def _check_open(self, upload: Handle) -> None:
        with translated(upload.key):
            if self._read_log(upload) is None:
                raise upload.unknown()

    def _open_scratch(self, upload: Handle, scope: ExitStack) -> IO[bytes]:
        # Without a name, so that it goes away with the process, however that ends.
        with translated(upload.key):
            return scope.enter_context(TemporaryFile(dir=self._incoming, buffering=0))

    def _place(self, upload: Handle, n: int, sha256: str, scratch: IO[bytes]) -> None:
        """Move a part that is known to be right from its scratch file into its place."""
        with translated(upload.key), self._locked(upload) as log:
            arrived = {} if log is None else read_log(log, upload)
            if log is None or not self._data(upload).exists():
                raise upload.unknown()
            if arrived.get(n) == sha256:
                return
            if n in arrived:
                # Other bytes are in its place. A kill halfway must not leave a mixture that the
                # log still calls arrived.
                log_removal(log, upload, n)
            data = os.open(self._data(upload), os.O_WRONLY | os.O_NOFOLLOW)
            try:
                copy_into(scratch.fileno(), data, size=upload.length(n), offset=upload.offset(n))
                sync_data(data)
            finally:
                os.close(data)
            log_arrival(log, upload, n, sha256)


def _parse(handle: str) -> Handle:
    upload = Handle.parse(handle, _KIND)
    if not _TOKEN.fullmatch(upload.token):
        raise upload.unknown()
    return upload
