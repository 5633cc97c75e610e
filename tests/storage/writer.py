"""Programs for tests that kill them: each writes to a folder until it is killed.

python -m tests.storage.writer parts ROOT HANDLE SEED
python -m tests.storage.writer blobs ROOT KEY
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
from collections.abc import AsyncIterator
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

from storage.local import LocalStore

SECRET = b"0123456789abcdef"
PART = 512 * 1024
PARTS = 24
SIZE = PARTS * PART - 1_000
BLOB = 4 * 1024 * 1024


@cache
def part(n: int, version: int) -> bytes:
    """The bytes of a part; version 0 is the right one, others come from another tab."""
    size = min(PART, SIZE - (n - 1) * PART)
    return Random(n * 1_000 + version).randbytes(size)


def blob(version: int) -> bytes:
    return bytes([version % 256]) * BLOB


async def send(store: LocalStore, handle: str, n: int, version: int) -> None:
    body = part(n, version)

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    await store.write_part(handle, n, sha256=hashlib.sha256(body).hexdigest(), chunks=chunks())


async def send_for_ever(store: LocalStore, handle: str, seed: int) -> None:
    choose = Random(seed)
    for n in range(1, PARTS + 1):  # now, so that its time goes into writing
        for version in range(3):
            part(n, version)
    print("writing", flush=True)

    async def lane() -> None:
        while True:
            await send(store, handle, choose.randint(1, PARTS), choose.choice([0, 0, 1, 2]))

    await asyncio.gather(lane(), lane(), lane())


def main() -> None:
    program, root, name, *rest = sys.argv[1:]
    store = LocalStore(Path(root), secret=SECRET)
    if program == "parts":
        asyncio.run(send_for_ever(store, name, int(rest[0])))
    else:
        print("writing", flush=True)
        for version in count(1):
            body = blob(version)
            store.put(name, (body[at : at + 65_536] for at in range(0, BLOB, 65_536)))


if __name__ == "__main__":
    main()
