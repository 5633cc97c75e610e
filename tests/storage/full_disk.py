"""What a store does on a disk without room; the disk is a folder given as argument.

``test_local_full_disk.py`` runs this where a small disk of its own can be mounted. Ends with
0 and says "as promised", or fails with an assertion.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from storage.base import BlobInfo, StorageFull
from storage.local import LocalStore

KIB = 1024
PART = 256 * KIB


def main() -> None:
    root = Path(sys.argv[1])
    store = LocalStore(root, secret=b"0123456789abcdef")
    free = store.free_bytes()
    assert free is not None
    assert free < 16 * KIB * KIB, "this is meant for a small disk, which it fills"

    store.put("v1/old", [b"old"])
    assert_full(lambda: store.put("v1/new", fill(free + 1)))
    assert_full(lambda: store.put("v1/old", fill(free + 1)))
    assert b"".join(store.iter_range("v1/old")) == b"old"
    assert list(store.iter_keys()) == ["v1/old"]
    assert list((root / "incoming").iterdir()) == []
    assert_full(lambda: store.begin_parts("v1/film", size=free + PART, part_size=PART))
    assert list((root / "incoming").iterdir()) == []

    # An upload for which there is room when it begins, and none any more when it goes on.
    film = Random(1).randbytes(4 * PART)
    handle = store.begin_parts("v1/film", size=len(film), part_size=PART)
    send(store, handle, 1, film)
    store.put("v1/greedy", fill((store.free_bytes() or 0) - PART - 64 * KIB))
    before = sorted(path.name for path in (root / "incoming").iterdir())
    assert_full(partial(send, store, handle, 2, film))  # its scratch file fits, its place is full
    store.put("v1/greedier", fill((store.free_bytes() or 0) - 16 * KIB))
    assert_full(partial(send, store, handle, 2, film))  # not even its scratch file fits
    assert list(store.list_parts(handle)) == [1]
    assert sorted(path.name for path in (root / "incoming").iterdir()) == before

    for key in ("v1/greedy", "v1/greedier"):
        store.delete(key)
    for n in (2, 3, 4):
        send(store, handle, n, film)
    assert store.complete_parts(handle) == BlobInfo("v1/film", len(film))
    assert b"".join(store.iter_range("v1/film")) == film
    print("as promised")


def fill(size: int) -> list[bytes]:
    return [bytes(min(64 * KIB, size - at)) for at in range(0, size, 64 * KIB)]


def send(store: LocalStore, handle: str, n: int, film: bytes) -> None:
    body = film[(n - 1) * PART : n * PART]

    async def chunks() -> AsyncIterator[bytes]:
        yield body

    sha256 = hashlib.sha256(body).hexdigest()
    asyncio.run(store.write_part(handle, n, sha256=sha256, chunks=chunks()))


def assert_full(attempt: Callable[[], object]) -> None:
    with pytest.raises(StorageFull, match="Make room") as caught:
        attempt()
    assert caught.value.key


if __name__ == "__main__":
    main()
