"""Parts that this server takes itself, where browsers cannot send them to the store directly."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
import time
from collections.abc import AsyncIterable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Protocol, TypeVar, runtime_checkable
from urllib.parse import quote

from storage.base import CHUNK_SIZE, PartInfo, PartRejected, PartTarget
from storage.parts import Handle, check_sha256

T = TypeVar("T")

_UPLOAD_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_SHORTEST_SECRET = 16


@runtime_checkable
class PartReceiver(Protocol):
    """A store whose ``part_target`` leads to this server, which hands it what arrives."""

    def check_part_signature(
        self, handle: str, n: int, *, upload_id: str, expires: int, sha256: str, signature: str
    ) -> bool:
        """Whether ``part_target`` made this URL for this upload, and it has not expired.

        Takes the same time for every wrong signature.
        """

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


class PartAddresses:
    """Signed addresses of this server for parts. ``secret`` has 16 bytes or more."""

    def __init__(self, secret: bytes, prefix: str) -> None:
        if len(secret) < _SHORTEST_SECRET:
            raise ValueError(f"The secret must have {_SHORTEST_SECRET} bytes or more.")
        self._secret = secret
        self._prefix = prefix.rstrip("/")

    def make(
        self, upload: Handle, n: int, *, upload_id: str, sha256: str, seconds: int
    ) -> PartTarget:
        """What ``BlobStore.part_target`` promises."""
        upload.length(n)
        check_sha256(sha256, key=upload.key)
        if not _UPLOAD_ID.fullmatch(upload_id):
            raise ValueError(f"{upload_id!r} cannot stand in a path as the name of an upload.")
        expires = int(time.time()) + seconds
        handle = str(upload)
        signature = self._sign(handle, n, upload_id=upload_id, expires=expires, sha256=sha256)
        path = f"{self._prefix}/{quote(upload_id)}/parts/{n}"
        return PartTarget(
            n=n,
            method="PUT",
            url=f"{path}?e={expires}&h={sha256}&s={signature}",
            headers={},
            expires_at=datetime.fromtimestamp(expires, UTC),
        )

    def check(
        self, handle: str, n: int, *, upload_id: str, expires: int, sha256: str, signature: str
    ) -> bool:
        """What ``PartReceiver.check_part_signature`` promises."""
        right = self._sign(handle, n, upload_id=upload_id, expires=expires, sha256=sha256)
        genuine = hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace"))
        return genuine and time.time() < expires

    def _sign(self, handle: str, n: int, *, upload_id: str, expires: int, sha256: str) -> str:
        signed = json.dumps(["upload part", upload_id, n, expires, sha256, handle])
        return hmac.new(self._secret, signed.encode(), hashlib.sha256).hexdigest()


async def receive(
    upload: Handle,
    n: int,
    take: Callable[[bytes | bytearray], None],
    *,
    sha256: str,
    chunks: AsyncIterable[bytes],
) -> None:
    """Give what a sender sends to ``take``, in a thread and about a mebibyte at a time; raises
    PartRejected if it is not right, at the latest at the end."""
    length = upload.length(n)
    digest = hashlib.sha256()
    received, held = 0, bytearray()

    def hand_on(block: bytearray) -> None:
        digest.update(block)
        take(block)

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
            await in_thread(hand_on, held)
            held = bytearray()
    if received < length:
        raise PartRejected(
            f"This part has {length} bytes, and only {received} arrived. Send it again.",
            reason="too_short",
            key=upload.key,
        )
    await in_thread(hand_on, held)
    if digest.hexdigest() != sha256:
        raise PartRejected(
            "The bytes of this part are not those that were announced. Send it again.",
            reason="checksum",
            key=upload.key,
        )


async def in_thread(call: Callable[..., T], *arguments: object) -> T:
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
