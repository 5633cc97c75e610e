"""Reading blobs that are age files: only what is asked for, and only what is right."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from storage.age_format import LONGEST_HEADER, NoIdentity, NotAge, Opened, open_header
from storage.age_stream import Payload
from storage.base import BlobDamaged, BlobInfo, BlobStore, KeyTrouble
from storage.keyring import Keyring

_BEGINNING = LONGEST_HEADER + 80 * 1024
"""Bytes that are read to learn how to read the rest; small pictures are in there whole."""

_REMEMBERED = 1_000


@dataclass(frozen=True)
class _Known:
    """A blob whose header and last chunk were found right."""

    total: int
    modified: datetime | None
    opened: Opened


class SealedBlobs:
    """The age files of ``store``, which the identities of ``keys`` open.

    A blob that was changed raises BlobDamaged, before the first byte where its header or its end is
    wrong, else when the chunk comes that is. One to which no key is there raises KeyTrouble.
    """

    def __init__(self, store: BlobStore, keys: Keyring) -> None:
        self._store = store
        self._keys = keys
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def stat(self, key: str) -> BlobInfo:
        """The number of plain bytes, and when they were written. Raises BlobMissing."""
        info = self._store.stat(key)
        try:
            payload, _ = self._open(info)
        except NotAge as error:
            # It may have been replaced since its length was asked for.
            info = self._store.stat(key)
            try:
                payload, _ = self._open(info)
            except NotAge:
                raise BlobDamaged.because(key, error) from error
        return replace(info, size=payload.size)

    def read(self, key: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """One empty chunk once the blob is open, or BlobMissing; then the bytes of the range."""
        try:
            chunks = self._begin(key, start, stop)
        except NotAge:
            # Replaced between two requests, or damaged: the second look tells.
            self.forget(key)
            try:
                chunks = self._begin(key, start, stop)
            except NotAge as error:
                raise BlobDamaged.because(key, error) from error
        try:
            yield from chunks
        except NotAge as error:
            raise BlobDamaged.because(key, error) from error

    def forget(self, key: str) -> None:
        """Look at its header again the next time."""
        with self._lock:
            self._known.pop(key, None)

    def _begin(self, key: str, start: int, stop: int | None) -> Iterator[bytes]:
        """The same as ``read``, with the first chunk already there and right."""
        payload, beginning = self._open(self._store.stat(key))
        stop = payload.size if stop is None else min(stop, payload.size)
        if start >= stop:
            return iter([b""])
        first, last = payload.around(start, stop)
        if last <= len(beginning):
            sealed = iter([beginning[first:last]])
        else:
            sealed = self._store.iter_range(key, start=first, stop=last)
        plain = payload.open(sealed, start, stop)
        return _after(next(plain), plain)

    def _open(self, info: BlobInfo) -> tuple[Payload, bytes]:
        """How to read the blob, and the beginning of the file where it was read for that."""
        with self._lock:
            known = self._known.get(info.key)
            if known is not None:
                self._known.move_to_end(info.key)
        if known is not None and (known.total, known.modified) == (info.size, info.modified):
            return _payload_of(known.opened, info.size), b""
        beginning = self._bytes(info.key, 0, min(info.size, _BEGINNING))
        opened = self._open_header(info.key, beginning)
        payload = _payload_of(opened, info.size)
        first, last = payload.last()
        # What was cut short, even by whole chunks, is told by the last one.
        payload.check_last(
            beginning[first:last] if last <= len(beginning) else self._bytes(info.key, first, last)
        )
        with self._lock:
            self._known[info.key] = _Known(info.size, info.modified, opened)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return payload, beginning

    def _open_header(self, key: str, beginning: bytes) -> Opened:
        opened = None
        try:
            opened = open_header(beginning, self._keys.identities())
        except NoIdentity:
            # Another process may have made a new key since.
            try:
                opened = open_header(beginning, self._keys.identities(anew=True))
            except NoIdentity as error:
                raise KeyTrouble(
                    f"No key opens the blob under {key!r}. Its key is missing among those of the "
                    f"storage (python -m chest keys list): bring it back from a backup.",
                    key=key,
                ) from error
        if opened is None:
            raise NotAge("it was cut short")
        return opened

    def _bytes(self, key: str, start: int, stop: int) -> bytes:
        return b"".join(self._store.iter_range(key, start=start, stop=stop))


def _payload_of(opened: Opened, total: int) -> Payload:
    return Payload(opened.payload_key, start=opened.length, total=total)


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield b""
    yield first
    yield from rest
