"""How every store answers for a blob that it can find and read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from storage.base import BlobInfo, BlobMissing, check_range


class BlobReads(ABC):
    """The reading half of a BlobStore, on two questions that each store answers for itself."""

    def iter_range(self, key: str, *, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        check_range(start, stop)
        chunks = self._read(key, start, stop)
        next(chunks)  # asks for the blob, so that a missing one is told by this call
        return chunks

    def stat(self, key: str) -> BlobInfo:
        info = self._find(key)
        if info is None:
            raise BlobMissing.at(key)
        return info

    def exists(self, key: str) -> bool:
        return self._find(key) is not None

    @abstractmethod
    def _find(self, key: str) -> BlobInfo | None:
        """The blob, or None if it is not there."""

    @abstractmethod
    def _read(self, key: str, start: int, stop: int | None) -> Iterator[bytes]:
        """One empty chunk once the blob is open, or BlobMissing; then the bytes of the range."""
