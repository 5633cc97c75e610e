"""A blob store in a folder of this computer, with uploads by parts."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
import time
from collections.abc import AsyncIterable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TypeVar
from urllib.parse import quote

from storage.base import (
    CHUNK_SIZE,
    BlobInfo,
    PartInfo,
    PartRejected,
    PartTarget,
    StorageFull,
)
from storage.durable import NewFile, copy_into, sync_data, sync_folder_at, translated, write_all
from storage.local_blobs import LocalBlobs
from storage.part_logs import log_arrival, log_removal, read_handle, read_log, start_log
from storage.parts import Handle, check_sha256

T = TypeVar("T")

_KIND = "l1"
_TOKEN = re.compile(r"[0-9a-f]{32}")
_UPLOAD_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_SHORTEST_SECRET = 16


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
        if len(secret) < _SHORTEST_SECRET:
            raise ValueError(f"The secret must have {_SHORTEST_SECRET} bytes or more.")
        super().__init__(root)
        self._secret = secret
        self._part_url_prefix = part_url_prefix.rstrip("/")

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
        upload = _parse(handle)
        upload.length(n)
        check_sha256(sha256, key=upload.key)
        if not _UPLOAD_ID.fullmatch(upload_id):
            raise ValueError(f"{upload_id!r} cannot stand in a path as the name of an upload.")
        expires = int(time.time()) + seconds
        signature = self._sign(handle, n, upload_id=upload_id, expires=expires, sha256=sha256)
        path = f"{self._part_url_prefix}/{quote(upload_id)}/parts/{n}"
        return PartTarget(
            n=n,
            method="PUT",
            url=f"{path}?e={expires}&h={sha256}&s={signature}",
            headers={},
            expires_at=datetime.fromtimestamp(expires, UTC),
        )

    def check_part_signature(
        self, handle: str, n: int, *, upload_id: str, expires: int, sha256: str, signature: str
    ) -> bool:
        """Whether ``part_target`` made this URL for this upload, and it has not expired.

        Takes the same time for every wrong signature.
        """
        right = self._sign(handle, n, upload_id=upload_id, expires=expires, sha256=sha256)
        genuine = hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace"))
        return genuine and time.time() < expires

    async def write_part(
        self, handle: str, n: int, *, sha256: str, chunks: AsyncIterable[bytes]
    ) -> PartInfo:
        """Take the bytes of one part; when this returns, they survive a power cut.

        Raises PartRejected: ``too_long`` as soon as there is a byte too many, ``too_short``,
        ``checksum``, ``bad_number`` and ``unknown_upload``. Then, and also if ``chunks``
        raises or the task is cancelled while they come, the upload is as it was before; a part
        that had arrived earlier is kept. Of several senders of one part the last to finish
        wins. Holds at most 1 MiB and one chunk in memory. Check the signature first: this
        method does not.
        """
        upload = _parse(handle)
        length = upload.length(n)
        check_sha256(sha256, key=upload.key)
        await _in_thread(self._check_open, upload)
        with ExitStack() as scope:
            scratch = await _in_thread(self._open_scratch, upload, scope)
            await _receive(upload, scratch, length=length, sha256=sha256, chunks=chunks)
            await _in_thread(self._place, upload, n, sha256, scratch)
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

    def _sign(self, handle: str, n: int, *, upload_id: str, expires: int, sha256: str) -> str:
        signed = json.dumps(["upload part", upload_id, n, expires, sha256, handle])
        return hmac.new(self._secret, signed.encode(), hashlib.sha256).hexdigest()

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


async def _receive(
    upload: Handle,
    scratch: IO[bytes],
    *,
    length: int,
    sha256: str,
    chunks: AsyncIterable[bytes],
) -> None:
    """Write what a sender sends to the scratch file; raises PartRejected if it is not right."""
    digest = hashlib.sha256()
    received, held = 0, bytearray()

    def take(block: bytearray) -> None:
        digest.update(block)
        with translated(upload.key):
            write_all(scratch.fileno(), block)

    async for chunk in chunks:
        received += len(chunk)
        if received > length:
            raise PartRejected(
                f"This part has {length} bytes, and more were sent.",
                reason="too_long",
                key=upload.key,
            )
        held += chunk
        if len(held) >= CHUNK_SIZE:
            await _in_thread(take, held)
            held = bytearray()
    if received < length:
        raise PartRejected(
            f"This part has {length} bytes, and only {received} arrived. Send it again.",
            reason="too_short",
            key=upload.key,
        )
    await _in_thread(take, held)
    if digest.hexdigest() != sha256:
        raise PartRejected(
            "The bytes of this part are not those that were announced. Send it again.",
            reason="checksum",
            key=upload.key,
        )


async def _in_thread(call: Callable[..., T], *arguments: object) -> T:
    """Run a call in a thread. Even a cancelled task waits for its end.

    Otherwise the task would close the scratch file while the thread still writes to it, and the
    system might have given the same descriptor to another file by then.
    """
    work = asyncio.get_running_loop().run_in_executor(None, partial(call, *arguments))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        while not work.done():
            with suppress(asyncio.CancelledError):  # however often it is cancelled
                await asyncio.wait({work})
        raise
