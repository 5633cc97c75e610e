"""Blobs of chests that have a key of their own: encrypted to that, and unreadable while nobody has
unlocked it.

A chest is told by the beginning of its blobs' keys (``v1/CHEST/``). Everything of all others goes
to the store below as if this one were not there. What a chest had before it got its key lies there
too, until ``seal`` has moved it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import AsyncIterable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from storage.base import (
    PRIVATE,
    PRIVATE_DESK,
    BlobInfo,
    BlobStore,
    InvalidKey,
    PartInfo,
    PartTarget,
    check_prefix,
)
from storage.receiving import PartReceiver

if TYPE_CHECKING:
    from storage.age_format import Identity, Recipient
    from storage.encryption import EncryptedStore

_CHEST = re.compile(r"v1/([0-9a-f-]{36})/")
_HANDLED = re.compile(r"\|v1/([0-9a-f-]{36})/")
_OWN = (f"{PRIVATE}/", f"{PRIVATE_DESK}/")


@dataclass(frozen=True)
class ChestKey:
    """The key of one chest: what encrypts, and what opens, which is None while it is locked."""

    recipient: Recipient
    identity: Identity | None = field(default=None, repr=False)


class ChestKeys(Protocol):
    """Knows which chests have a key of their own."""

    def find(self, chest: str) -> ChestKey | None:
        """The chest's key; None for a chest that has none. Asked at every blob."""


_MARK = "p"  # before the handles of what is on its way to a private chest


class NoKeys:
    """Keys where nobody has any, for who only puts blobs where they lay."""

    def find(self, chest: str) -> ChestKey | None:
        return None


class PrivateStore:
    """A BlobStore over ``main``; blobs of private chests lie as age files in ``sealed``, parts that
    are on their way to them in ``desk``."""

    def __init__(
        self,
        *,
        main: BlobStore,
        sealed: BlobStore,
        desk: BlobStore,
        keys: ChestKeys,
        secret: bytes,
    ) -> None:
        self.main = main
        self._sealed = sealed
        self._desk = desk
        self._keys = keys
        self._secret = secret
        self._lock = threading.Lock()
        self._stores: dict[str, tuple[ChestKey, EncryptedStore]] = {}

    # ---- what only a private chest has ----

    def seal(self, key: str) -> bool:
        """Encrypt to its chest's key what lay in the store below, and take it away there; whether
        there was anything. A kill at any instant leaves one of the two or both."""
        store = self._store_of(key)
        return store is not self.main and cast("EncryptedStore", store).seal(key)

    def iter_unsealed(self, chest: str) -> Iterator[str]:
        """The keys of the chest's blobs that still lie in the store below."""
        return self.main.iter_keys(f"v1/{chest}/")

    def iter_sealed(self, chest: str) -> Iterator[str]:
        """The keys of the chest's blobs that are encrypted to its key."""
        return self._sealed.iter_keys(f"v1/{chest}/")

    def iter_as_it_lies(
        self, key: str, *, start: int = 0, stop: int | None = None
    ) -> Iterator[bytes]:
        """A blob of a private chest, encrypted as it is: for a copy that is made without the key.
        Raises BlobMissing for what does not lie so."""
        return self._sealed.iter_range(key, start=start, stop=stop)

    def put_as_it_lay(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        """Put back what ``iter_as_it_lies`` gave."""
        return self._sealed.put(key, chunks)

    # ---- a BlobStore ----

    def put(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        return self._store_of(key).put(key, chunks)

    def put_file(self, key: str, path: Path) -> BlobInfo:
        return self._store_of(key).put_file(key, path)

    def iter_range(self, key: str, *, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        return self._store_of(key).iter_range(key, start=start, stop=stop)

    def stat(self, key: str) -> BlobInfo:
        return self._store_of(key).stat(key)

    def exists(self, key: str) -> bool:
        return self._store_of(key).exists(key)

    def delete(self, key: str) -> None:
        store = self._store_of(key)
        store.delete(key)
        if store is self.main and _CHEST.match(key):
            self._sealed.delete(key)  # its chest is gone, and what told of it

    def iter_keys(self, prefix: str = "") -> Iterator[str]:
        check_prefix(prefix)
        below = (key for key in self.main.iter_keys(prefix) if not key.startswith(_OWN))
        return (key for key, _ in groupby(merge(below, self._sealed.iter_keys(prefix))))

    def as_file(self, key: str) -> AbstractContextManager[Path]:
        return self._store_of(key).as_file(key)

    def copy(self, source: str, target: str) -> BlobInfo:
        of, to = self._store_of(source), self._store_of(target)
        return of.copy(source, target) if of is to else to.put(target, of.iter_range(source))

    def presigned_url(
        self, key: str, *, seconds: int, media_type: str, file_name: str, inline: bool
    ) -> str | None:
        return self._store_of(key).presigned_url(
            key, seconds=seconds, media_type=media_type, file_name=file_name, inline=inline
        )

    @property
    def browser_origin(self) -> str:
        return self.main.browser_origin

    def local_path(self, key: str) -> Path | None:
        return self._store_of(key).local_path(key)

    def free_bytes(self) -> int | None:
        return self.main.free_bytes()

    def check(self) -> None:
        self.main.check()

    def begin_parts(self, key: str, *, size: int, part_size: int) -> str:
        store = self._store_of(key)
        handle = store.begin_parts(key, size=size, part_size=part_size)
        return handle if store is self.main else _MARK + handle

    def part_target(
        self, handle: str, n: int, *, upload_id: str, sha256: str, seconds: int = 3600
    ) -> PartTarget:
        store, handle = self._store_by(handle)
        return store.part_target(handle, n, upload_id=upload_id, sha256=sha256, seconds=seconds)

    def check_part_signature(
        self, handle: str, n: int, *, upload_id: str, expires: int, sha256: str, signature: str
    ) -> bool:
        store, handle = self._store_by(handle)
        return isinstance(store, PartReceiver) and store.check_part_signature(
            handle, n, upload_id=upload_id, expires=expires, sha256=sha256, signature=signature
        )

    async def write_part(
        self, handle: str, n: int, *, sha256: str, chunks: AsyncIterable[bytes]
    ) -> PartInfo:
        store, handle = self._store_by(handle)
        assert isinstance(store, PartReceiver)  # else its address would not have been signed
        return await store.write_part(handle, n, sha256=sha256, chunks=chunks)

    def list_parts(self, handle: str) -> dict[int, PartInfo]:
        store, handle = self._store_by(handle)
        return store.list_parts(handle)

    def complete_parts(self, handle: str) -> BlobInfo:
        store, handle = self._store_by(handle)
        info = store.complete_parts(handle)
        if store is self.main and _CHEST.match(info.key):
            self.seal(info.key)  # begun before its chest had a key
        return info

    def abort_parts(self, handle: str) -> None:
        store, handle = self._store_by(handle)
        store.abort_parts(handle)

    def iter_stale_parts(self, *, older_than_seconds: int) -> Iterator[str]:
        if any(True for _ in self._desk.iter_keys()):
            keeper = self._over(None, plain=self._sealed)
            for handle in keeper.iter_stale_parts(older_than_seconds=older_than_seconds):
                if handle.startswith("e"):
                    yield _MARK + handle
        yield from self.main.iter_stale_parts(older_than_seconds=older_than_seconds)

    # ---- inside ----

    def _store_of(self, key: str) -> BlobStore:
        if key.startswith(_OWN):
            raise InvalidKey(f"{key!r} cannot be a key: it is the storage's own.", key=key)
        found = _CHEST.match(key)
        return self._of_chest(found[1]) if found else self.main

    def _store_by(self, handle: str) -> tuple[BlobStore, str]:
        """The store that began an upload, and what that knows it by."""
        if not handle.startswith(_MARK):
            return self.main, handle
        handle = handle.removeprefix(_MARK)
        found = _HANDLED.search(handle)
        key = self._keys.find(found[1]) if found else None
        return self._over(key), handle

    def _of_chest(self, chest: str) -> BlobStore:
        key = self._keys.find(chest)
        with self._lock:
            known = self._stores.get(chest)
            if known is not None and known[0] == key:
                return known[1]
            self._stores.pop(chest, None)
            if key is None:
                return self.main
            store = self._over(key)
            self._stores[chest] = key, store
            return store

    def _over(self, key: ChestKey | None, *, plain: BlobStore | None = None) -> EncryptedStore:
        """The store of one chest; for None, one that only looks after parts."""
        from storage.private_ring import store_for  # imported where there is a private chest

        return store_for(
            key,
            plain=plain or self.main,
            sealed=self._sealed,
            desk=self._desk,
            secret=self._secret,
        )
