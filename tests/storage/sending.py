"""A small film and a sender of its parts, for the tests of uploads into a folder."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from random import Random

from storage.base import BlobInfo, PartInfo
from storage.local import LocalStore

SECRET = b"0123456789abcdef"
PART = 100_000
SIZE = 250_000
WANT = Random(7).randbytes(SIZE)


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def cut(n: int, data: bytes = WANT) -> bytes:
    return data[(n - 1) * PART : n * PART]


async def chunks(body: bytes, size: int = 30_000) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


def write(
    store: LocalStore, handle: str, n: int, body: bytes, *, sha256: str | None = None
) -> PartInfo:
    return asyncio.run(
        store.write_part(handle, n, sha256=sha256 or digest(body), chunks=chunks(body))
    )


def finish(store: LocalStore, handle: str) -> None:
    """Send what is missing, and compare the whole file."""
    for n in (1, 2, 3):
        if n not in store.list_parts(handle):
            write(store, handle, n, cut(n))
    assert store.complete_parts(handle) == BlobInfo("v1/film", SIZE)
    assert b"".join(store.iter_range("v1/film")) == WANT
    assert list((store.root / "incoming").iterdir()) == []
