"""Blobs that lie encrypted in another store. ``storage.encryption`` adds uploads by parts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from heapq import merge
from itertools import chain, groupby
from pathlib import Path
from typing import TypeVar

from storage.age_format import make_header
from storage.age_stream import seal
from storage.base import (
    BESIDE,
    CHUNK_SIZE,
    BlobDamaged,
    BlobInfo,
    BlobMissing,
    BlobStore,
    InvalidKey,
    StorageError,
    check_key,
)
from storage.blob_reads import BlobReads
from storage.durable import copied_into
from storage.keyring import Keyring
from storage.sealed_blobs import SealedBlobs
from storage.working_folders import working_folder

T = TypeVar("T")

_RESERVED = tuple(f"{name}/" for name in BESIDE)


class EncryptedBlobs(BlobReads):
    """Blobs of which each lies either plain in ``plain`` or as an age file in ``sealed``.

    Where it lies says which, never what is in it: whoever uploads an age file of their own gets it
    back as it was. With ``encrypts`` everything new goes to ``sealed``, and nothing is written
    plain; without, to ``plain``, and what lies in ``sealed`` stays readable. Sizes and ranges are
    those of the plain bytes.

    ``plain`` may list what is in the two others too, below ``encrypted/`` and ``encryption/``,
    where no key may lie.
    """

    def __init__(
        self,
        *,
        plain: BlobStore,
        sealed: BlobStore,
        desk: BlobStore,
        keys: Keyring,
        encrypts: bool = True,
    ) -> None:
        self.keys = keys
        self.encrypts = encrypts
        self._plain = plain
        self._sealed = sealed
        self._desk = desk
        self._reader = SealedBlobs(sealed, keys)

    def put(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        _check(key)
        if self.encrypts:
            info = self._put_sealed(key, chunks)
            self._plain.delete(key)  # an older one
            return info
        info = self._plain.put(key, chunks)
        self._sealed.delete(key)
        return info

    def put_file(self, key: str, path: Path) -> BlobInfo:
        with path.open("rb", buffering=0) as file:
            return self.put(key, iter(lambda: file.read(CHUNK_SIZE), b""))

    def exists(self, key: str) -> bool:
        _check(key)
        return any(store.exists(key) for store in self._in_turn())

    def delete(self, key: str) -> None:
        _check(key)
        self._sealed.delete(key)
        self._plain.delete(key)
        self._reader.forget(key)

    def iter_keys(self, prefix: str = "") -> Iterator[str]:
        both = merge(self.iter_plain(prefix), self._sealed.iter_keys(prefix))
        return (key for key, _ in groupby(both))

    @contextmanager
    def as_file(self, key: str) -> Iterator[Path]:
        _check(key)
        with ExitStack() as scope:
            yield self._first(key, lambda store: scope.enter_context(self._file_in(store, key)))

    def copy(self, source: str, target: str) -> BlobInfo:
        return self.put(_check(target), self.iter_range(source))

    def presigned_url(
        self, key: str, *, seconds: int, media_type: str, file_name: str, inline: bool
    ) -> str | None:
        _check(key)
        if self.encrypts or not self._plain.exists(key):
            return None
        return self._plain.presigned_url(
            key, seconds=seconds, media_type=media_type, file_name=file_name, inline=inline
        )

    @property
    def browser_origin(self) -> str:
        return "" if self.encrypts else self._plain.browser_origin

    def local_path(self, key: str) -> Path | None:
        _check(key)
        return None

    def free_bytes(self) -> int | None:
        return self._plain.free_bytes()

    def check(self) -> None:
        if self.encrypts:
            self._sealed.check()
            self.keys.list_keys()
        else:
            self._plain.check()

    def iter_plain(self, prefix: str = "") -> Iterator[str]:
        """The keys of blobs that lie plain, in ASCII order."""
        found = self._plain.iter_keys(prefix)
        return (key for key in found if not key.startswith(_RESERVED))

    def iter_sealed(self) -> Iterator[str]:
        """The keys of blobs that lie encrypted, in ASCII order."""
        return self._sealed.iter_keys()

    def seal(self, key: str) -> bool:
        """Encrypt a blob that lies plain, and take the plain one away; whether there was one.

        The encrypted blob is read back and compared before the plain one goes. A kill at any
        instant leaves one of them or both, and doing it again finishes it; two at once do no harm.
        What is deleted meanwhile stays deleted, but for the instant of the last step.
        """
        _check(key)
        try:
            chunks = self._plain.iter_range(key)
        except BlobMissing:
            return False
        if not self._is_sealed_since(key):
            digest = hashlib.sha256()

            def hashed() -> Iterator[bytes]:
                for chunk in chunks:
                    digest.update(chunk)
                    yield chunk
                if not self._plain.exists(key):
                    raise _Gone

            try:
                self._put_sealed(key, hashed())
            except _Gone:
                return False
            if self._digest_sealed(key) != digest.digest():
                raise StorageError(
                    f"The blob under {key!r} could not be read back as it was encrypted, so the "
                    f"plain one stays. Look whether the disk is failing.",
                    key=key,
                )
        self._plain.delete(key)
        return True

    def _put_sealed(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        size = 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for chunk in chunks:
                size += len(chunk)
                yield chunk

        header, payload_key = make_header([self.keys.recipient()])
        self._sealed.put(key, chain([header], seal(counted(), payload_key)))
        self._reader.forget(key)
        return BlobInfo(key, size)

    def _read(self, key: str, start: int, stop: int | None) -> Iterator[bytes]:
        _check(key)

        def begin(store: BlobStore) -> Iterator[bytes]:
            if store is self._plain:
                return store.iter_range(key, start=start, stop=stop)
            chunks = self._reader.read(key, start, stop)
            next(chunks)
            return chunks

        chunks = self._first(key, begin)
        yield b""
        yield from chunks

    def _find(self, key: str) -> BlobInfo | None:
        _check(key)

        def look(store: BlobStore) -> BlobInfo:
            return store.stat(key) if store is self._plain else self._reader.stat(key)

        try:
            return self._first(key, look)
        except BlobDamaged:
            raise
        except BlobMissing:
            return None

    def _first(self, key: str, ask: Callable[[BlobStore], T]) -> T:
        """What the first store that has the blob answers. Raises BlobMissing."""
        for store in self._in_turn():
            try:
                return ask(store)
            except BlobDamaged:
                raise  # an older plain one must not stand in for it
            except BlobMissing:
                continue
        raise BlobMissing.at(key)

    def _in_turn(self) -> tuple[BlobStore, BlobStore, BlobStore]:
        """Where a blob is looked for. The first once more at the end: it may have been moved there
        since it was asked."""
        if self.encrypts:
            return self._sealed, self._plain, self._sealed
        return self._plain, self._sealed, self._plain

    def _file_in(self, store: BlobStore, key: str) -> AbstractContextManager[Path]:
        return store.as_file(key) if store is self._plain else self._decrypted(key)

    @contextmanager
    def _decrypted(self, key: str) -> Iterator[Path]:
        """A plain copy for a while, readable by its owner alone."""
        with working_folder() as folder:
            path = Path(folder) / "blob"
            chunks = self._reader.read(key)
            with copied_into(folder, key), path.open("wb", buffering=0) as file:
                for chunk in chunks:
                    file.write(chunk)
            yield path

    def _is_sealed_since(self, key: str) -> bool:
        """Whether what lies encrypted under the key is the plain blob already, or a newer one."""
        try:
            sealed = self._sealed.stat(key)
            if self._digest_sealed(key) == _digest(self._plain.iter_range(key)):
                return True
            plain = self._plain.stat(key)
        except BlobMissing:  # or damaged: then the plain one is the better
            return False
        return bool(sealed.modified and plain.modified and sealed.modified > plain.modified)

    def _digest_sealed(self, key: str) -> bytes:
        return _digest(self._reader.read(key))


class _Gone(Exception):
    """Raised when a plain blob was deleted while it was encrypted."""


def _check(key: str) -> str:
    if check_key(key).startswith(_RESERVED):
        raise InvalidKey(
            f"{key!r} cannot be a key: what begins with {', '.join(_RESERVED)} is the storage's "
            f"own.",
            key=key,
        )
    return key


def _digest(chunks: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()
