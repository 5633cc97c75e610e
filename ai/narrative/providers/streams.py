"""An answer that may not go on for ever.

A server that says every second that it is still there never lets a connection fall silent, and its
library hands none of that on: only the bytes themselves tell that time passes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx2


class Until(httpx2.SyncByteStream):
    """The bytes of a response, for so many seconds; then httpx2.ReadTimeout."""

    def __init__(self, stream: Any, seconds: float) -> None:
        self._stream = stream
        self._until = time.monotonic() + seconds

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the whole of it took too long")
            yield part

    def close(self) -> None:
        self._stream.close()
