"""Where backups go: a folder, a bucket or a WebDAV server, by one address."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from storage.base import BlobInfo
from storage.local_blobs import LocalBlobs

_AT_ONCE = 64 * 1024


class Place(Protocol):
    """The part of a ``BlobStore`` that a backup needs, with the same promises; keys may be listed
    in any order."""

    def put(self, key: str, chunks: Iterable[bytes]) -> BlobInfo: ...

    def iter_range(
        self, key: str, *, start: int = 0, stop: int | None = None
    ) -> Iterator[bytes]: ...

    def stat(self, key: str) -> BlobInfo: ...

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None: ...

    def iter_keys(self, prefix: str = "") -> Iterator[str]: ...

    def free_bytes(self) -> int | None: ...

    def check(self) -> None: ...


class Pace:
    """At most so many bytes a second, of all threads together; 0 is as fast as it goes."""

    def __init__(self, bytes_a_second: int = 0) -> None:
        self._seconds = 1 / bytes_a_second if bytes_a_second else 0.0
        self._lock = threading.Lock()
        self._free_at = 0.0

    def paced(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), _AT_ONCE):
            part = data[start : start + _AT_ONCE]
            self._wait(len(part))
            yield part

    def _wait(self, size: int) -> None:
        if not self._seconds:
            return
        with self._lock:
            now = time.monotonic()
            begins = max(now, self._free_at)
            self._free_at = begins + size * self._seconds
        if begins > now:
            time.sleep(begins - now)


def open_place(
    url: str, *, password: str = "", pace: Pace | None = None, make: bool = True
) -> Place | None:
    """The place that an address names; None if it is not there and is not to be made.

    - ``/path``, ``path`` or ``file:///path``: a folder
    - ``s3://bucket/prefix?endpoint_url=…&region=…``: a bucket, credentials as AWS's tools find them
    - ``webdav://user@host/path`` and ``webdavs://…`` (over TLS): ``password`` is the user's

    Raises ValueError for an address that cannot be understood, StorageError where it does not
    answer.
    """
    parts = urlsplit(url)
    if parts.scheme in ("webdav", "webdavs"):
        from storage.webdav import WebDavBlobs  # with its HTTP client only where it is wanted

        if parts.password:
            raise ValueError(
                "A password does not belong into the address, where logs would show it. Set "
                "CHEST_BACKUP_PASSWORD."
            )
        if not parts.hostname:
            raise ValueError("The address names no server. Write webdavs://user@host/path.")
        port = f":{parts.port}" if parts.port else ""
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        scheme = "https" if parts.scheme == "webdavs" else "http"
        webdav = WebDavBlobs(
            f"{scheme}://{host}{port}{parts.path}",
            user=unquote(parts.username or ""),
            password=password,
            send=pace.paced if pace else None,
        )
        return webdav if make or webdav.is_there() else None
    if parts.scheme == "s3":
        from storage.factory import open_bucket

        return open_bucket(parts, sse_kms_key="")
    if parts.scheme == "file" and parts.netloc in {"", "localhost"} and parts.path:
        folder = Path(unquote(parts.path))
    elif "://" in url or not url:
        raise ValueError(
            f"{url!r} is no place for backups. Write the path of a folder, s3://bucket/prefix, or "
            f"webdavs://user@host/path."
        )
    else:
        folder = Path(url)
    if not make and not folder.expanduser().is_dir():
        return None
    return LocalBlobs(folder)
