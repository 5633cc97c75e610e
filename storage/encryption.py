"""A blob store whose bytes lie encrypted in another one, in the format of age.

Files come and go through this server: it alone has the keys, so no browser gets an address of the
bucket. A part that arrives is encrypted at once, to a key of its own, and lies beside the blobs; at
the end the parts are read, put one behind the other and encrypted as one file. Written in place
instead, two versions of one part would be encrypted with the same key and the same number, from
which both can be guessed.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import AsyncIterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import groupby
from tempfile import TemporaryFile
from typing import IO

from storage.age_format import make_header
from storage.age_stream import Sealer
from storage.base import (
    CHUNK_SIZE,
    BlobInfo,
    BlobMissing,
    BlobStore,
    PartInfo,
    PartRejected,
    PartTarget,
    StorageFull,
)
from storage.durable import translated
from storage.encrypted_blobs import EncryptedBlobs
from storage.keyring import Keyring
from storage.parts import Handle, check_sha256
from storage.receiving import PartAddresses, PartReceiver, in_thread, receive
from storage.sealed_blobs import SealedBlobs

_KIND = "e1"
_STALE_KIND = "e0"  # found by a sweep: its sizes are unknown, so it can only be aborted
_PLAIN_KINDS = ("l1", "s1")
_TOKEN = re.compile(r"[0-9a-f]{32}")
_FOLDER = "uploads/"


class EncryptedStore(EncryptedBlobs):
    """A BlobStore over another one; see ``EncryptedBlobs`` for what lies where.

    An upload is one blob in ``desk`` that says it is open, and one for each part. An upload that
    was begun before encryption was turned on takes no more parts, and when it is completed, it is
    encrypted. ``secret`` (16 bytes or more) signs the URLs of parts.
    """

    def __init__(
        self,
        *,
        plain: BlobStore,
        sealed: BlobStore,
        desk: BlobStore,
        keys: Keyring,
        secret: bytes,
        encrypts: bool = True,
        part_url_prefix: str = "/api/uploads",
    ) -> None:
        super().__init__(plain=plain, sealed=sealed, desk=desk, keys=keys, encrypts=encrypts)
        self._addresses = PartAddresses(secret, part_url_prefix)
        self._parts = SealedBlobs(desk, keys)

    def begin_parts(self, key: str, *, size: int, part_size: int) -> str:
        if not self.encrypts:
            return self._plain.begin_parts(key, size=size, part_size=part_size)
        upload = Handle.begin(
            _KIND, size=size, part_size=part_size, key=key, token=secrets.token_hex(16)
        )
        free = self.free_bytes()
        if free is not None and free < 2 * size:
            raise StorageFull(
                f"This file has {size} bytes, which need {2 * size} while they are encrypted, and "
                f"the disk that holds the chest has only {free} left. Make room on it, then try "
                f"again.",
                key=key,
            )
        self.keys.recipient()  # rather refuse now than after the first part
        self._desk.put(_begun(upload), [])
        return str(upload)

    def part_target(
        self, handle: str, n: int, *, upload_id: str, sha256: str, seconds: int = 3600
    ) -> PartTarget:
        if not _is_ours(handle):
            if self.encrypts:
                raise Handle.parse(handle, *_PLAIN_KINDS).unknown()
            return self._plain.part_target(
                handle, n, upload_id=upload_id, sha256=sha256, seconds=seconds
            )
        return self._addresses.make(
            _parse(handle), n, upload_id=upload_id, sha256=sha256, seconds=seconds
        )

    def check_part_signature(
        self, handle: str, n: int, *, upload_id: str, expires: int, sha256: str, signature: str
    ) -> bool:
        if not _is_ours(handle):
            if self.encrypts or not isinstance(self._plain, PartReceiver):
                return False
            return self._plain.check_part_signature(
                handle, n, upload_id=upload_id, expires=expires, sha256=sha256, signature=signature
            )
        return self._addresses.check(
            handle, n, upload_id=upload_id, expires=expires, sha256=sha256, signature=signature
        )

    async def write_part(
        self, handle: str, n: int, *, sha256: str, chunks: AsyncIterable[bytes]
    ) -> PartInfo:
        if not _is_ours(handle) and not self.encrypts and isinstance(self._plain, PartReceiver):
            return await self._plain.write_part(handle, n, sha256=sha256, chunks=chunks)
        upload = _parse(handle)
        length = upload.length(n)
        check_sha256(sha256, key=upload.key)
        await in_thread(self._check_open, upload)
        header, payload_key = await in_thread(self._make_header)
        sealer = Sealer(payload_key)
        with ExitStack() as scope:
            # Nothing plain touches a disk, not even here.
            scratch = await in_thread(_open_scratch, upload, scope)

            def take(block: bytes | bytearray) -> None:
                with translated(upload.key):
                    scratch.write(sealer.update(block))

            scratch.write(header)
            await receive(upload, n, take, sha256=sha256, chunks=chunks)
            await in_thread(self._place, upload, n, scratch, sealer)
        return PartInfo(n, length)

    def list_parts(self, handle: str) -> dict[int, PartInfo]:
        if not _is_ours(handle):
            return self._plain.list_parts(handle)
        upload = _parse(handle)
        arrived = self._list_arrived(upload)
        if arrived is None:
            self._get_completed(upload)
            return upload.all_parts()
        return {n: PartInfo(n, upload.length(n)) for n in sorted(arrived)}

    def complete_parts(self, handle: str) -> BlobInfo:
        if not _is_ours(handle):
            return self._complete_plain(handle)
        upload = _parse(handle)
        arrived = self._list_arrived(upload)
        if arrived is None:
            return self._get_completed(upload)
        upload.check_arrived(arrived)
        self.put(upload.key, self._read_parts(upload))
        info = self._get_completed(upload)
        self._remove(upload.token)
        return info

    def abort_parts(self, handle: str) -> None:
        if not _is_ours(handle):
            self._plain.abort_parts(handle)
            return
        self._remove(_parse(handle, _KIND, _STALE_KIND).token)

    def iter_stale_parts(self, *, older_than_seconds: int) -> Iterator[str]:
        before = datetime.now(UTC) - timedelta(seconds=older_than_seconds)
        # Listed to the end first: what is found is going to be removed.
        names = list(self._desk.iter_keys(_FOLDER))
        for token, of_one in groupby(
            names, key=lambda name: name[len(_FOLDER) :].partition("-")[0]
        ):
            if _TOKEN.fullmatch(token) and all(self._is_older(name, before) for name in of_one):
                yield str(Handle(_STALE_KIND, 0, 1, f"{_FOLDER}{token}", token))
        yield from self._plain.iter_stale_parts(older_than_seconds=older_than_seconds)

    def _complete_plain(self, handle: str) -> BlobInfo:
        """Complete an upload of which every part was there before encryption was turned on."""
        try:
            info = self._plain.complete_parts(handle)
        except PartRejected:
            # Perhaps it was completed already, and encrypted.
            upload = Handle.parse(handle, *_PLAIN_KINDS)
            return upload.check_completed(self._find(upload.key))
        if self.encrypts:
            self.seal(info.key)
        return info

    def _make_header(self) -> tuple[bytes, bytes]:
        return make_header([self.keys.recipient()])

    def _check_open(self, upload: Handle) -> None:
        if not self._desk.exists(_begun(upload)):
            raise upload.unknown()

    def _place(self, upload: Handle, n: int, scratch: IO[bytes], sealer: Sealer) -> None:
        """Put a part that is known to be right beside the others."""
        with translated(upload.key):
            scratch.write(sealer.finish())
            scratch.seek(0)
        name = _part(upload, n)
        self._desk.put(name, iter(lambda: scratch.read(CHUNK_SIZE), b""))
        if not self._desk.exists(_begun(upload)):  # finished or given up meanwhile
            self._desk.delete(name)
            raise upload.unknown()

    def _list_arrived(self, upload: Handle) -> set[int] | None:
        """The numbers of the parts that are there, or None if the upload is not open."""
        names = set(self._desk.iter_keys(f"{_FOLDER}{upload.token}-"))
        if _begun(upload) not in names:
            return None
        return {n for n in range(1, upload.count + 1) if _part(upload, n) in names}

    def _read_parts(self, upload: Handle) -> Iterator[bytes]:
        for n in range(1, upload.count + 1):
            yield from self._parts.read(_part(upload, n))

    def _get_completed(self, upload: Handle) -> BlobInfo:
        return upload.check_completed(self._find(upload.key))

    def _remove(self, token: str) -> None:
        # What says that it is open goes first: no part may be missing from what is open.
        names = list(self._desk.iter_keys(f"{_FOLDER}{token}-"))
        for name in sorted(names, key=lambda name: "-begun-" not in name):
            self._desk.delete(name)

    def _is_older(self, name: str, before: datetime) -> bool:
        try:
            modified = self._desk.stat(name).modified
        except BlobMissing:
            return True
        return modified is not None and modified < before


def _is_ours(handle: str) -> bool:
    return handle.startswith((f"{_KIND}|", f"{_STALE_KIND}|"))


def _parse(handle: str, *kinds: str) -> Handle:
    upload = Handle.parse(handle, *(kinds or (_KIND,)))
    if not _TOKEN.fullmatch(upload.token):
        raise upload.unknown()
    return upload


def _begun(upload: Handle) -> str:
    """What says that an upload is open. The mark is of the whole handle, so that nothing is done to
    another upload."""
    mark = hashlib.sha256(str(upload).encode()).hexdigest()[:16]
    return f"{_FOLDER}{upload.token}-begun-{mark}"


def _part(upload: Handle, n: int) -> str:
    return f"{_FOLDER}{upload.token}-part-{n:05}"


def _open_scratch(upload: Handle, scope: ExitStack) -> IO[bytes]:
    with translated(upload.key):
        return scope.enter_context(TemporaryFile())
