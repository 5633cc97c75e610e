"""Blobs as files of a WebDAV server: Nextcloud, a network drive, most rented storage boxes."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, unquote, urlsplit

import httpx
from lxml import etree

from storage.base import (
    CHUNK_SIZE,
    BlobInfo,
    BlobMissing,
    InvalidKey,
    StorageFull,
    StorageUnavailable,
    check_key,
    check_prefix,
)
from storage.blob_reads import BlobReads

_DAV = "{DAV:}"
_ASKED = (
    b'<?xml version="1.0"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/>'
    b"<getlastmodified/></prop></propfind>"
)
_HALF = ".half"
_TRIES = 3  # lines break, and servers are busy
_PAUSE_SECONDS = 1.0
_SECONDS = httpx.Timeout(300.0, connect=20.0)

Send = Callable[[bytes], Iterable[bytes]]


class WebDavBlobs(BlobReads):
    """The files below a collection, which is made if it is not there.

    Each is sent under another name and moved when it is whole, so that a connection that breaks
    leaves nothing under a key. A blob is held in memory while it is sent, because many servers want
    its length first: what writes here writes small ones. ``send`` hands the bytes on, at the pace
    that it likes.
    """

    def __init__(
        self, url: str, *, user: str = "", password: str = "", send: Send | None = None
    ) -> None:
        parts = urlsplit(url.rstrip("/"))
        self._path = unquote(parts.path)
        # In the spelling that a header takes, too.
        self._url = f"{parts.scheme}://{parts.netloc}{quote(self._path)}"
        self._send = send or _in_chunks
        self._client = httpx.Client(
            auth=(user, password) if user else None, timeout=_SECONDS, follow_redirects=True
        )
        self._lock = threading.Lock()
        self._folders: set[str] = set()

    def put(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        data = b"".join(chunks)
        folder, _, name = check_key(key).rpartition("/")
        half = f"{folder}/{name[:40]}-{secrets.token_hex(8)}{_HALF}".lstrip("/")
        with self._translated(key):
            self._make_folders(folder)
        for left in reversed(range(_TRIES)):
            try:
                self._put_once(key, half, data)
                break
            except StorageFull:
                raise
            except StorageUnavailable:
                if not left:
                    raise
                time.sleep(_PAUSE_SECONDS)
        return BlobInfo(key, len(data))

    def _put_once(self, key: str, half: str, data: bytes) -> None:
        with self._translated(key):
            headers = {"Content-Length": str(len(data)), "Content-Type": "application/octet-stream"}
            try:
                answer = self._client.put(
                    self._at(half), content=self._pieces(data), headers=headers
                )
                self._check(answer, key)
                moved = {"Destination": self._at(key), "Overwrite": "T"}
                self._check(self._client.request("MOVE", self._at(half), headers=moved), key)
            except BaseException:
                with suppress(httpx.HTTPError):
                    self._client.delete(self._at(half))
                raise

    def delete(self, key: str) -> None:
        with self._translated(check_key(key)):
            answer = self._client.delete(self._at(key))
            if answer.status_code != 404:
                self._check(answer, key)

    def iter_keys(self, prefix: str = "") -> Iterator[str]:
        """Every key that begins with ``prefix``; what was half sent is none."""
        folder = check_prefix(prefix).rpartition("/")[0]
        return (key for key in self._walk(folder) if key.startswith(prefix))

    def check(self) -> None:
        """Raise StorageUnavailable unless the server takes files here."""
        with self._translated():
            self._make_folders("")
            answer = self._client.request("PROPFIND", f"{self._url}/", headers={"Depth": "0"})
            self._check(answer)

    def is_there(self) -> bool:
        """Whether the collection is there; it is not made."""
        with self._translated():
            answer = self._client.request("PROPFIND", f"{self._url}/", headers={"Depth": "0"})
            if answer.status_code == 404:
                return False
            self._check(answer)
            return True

    def free_bytes(self) -> int | None:
        return None

    def _find(self, key: str) -> BlobInfo | None:
        with self._translated(check_key(key)):
            answer = self._client.head(self._at(key))
            if answer.status_code == 404:
                return None
            self._check(answer, key)
        return BlobInfo(
            key, int(answer.headers.get("Content-Length", 0)), _modified(answer.headers)
        )

    def _read(self, key: str, start: int, stop: int | None) -> Iterator[bytes]:
        if start == stop:
            self.stat(key)
            yield b""
            return
        headers = {"Accept-Encoding": "identity"}
        if start or stop is not None:
            headers["Range"] = f"bytes={start}-{'' if stop is None else stop - 1}"
        check_key(key)
        with (
            self._translated(key),
            self._client.stream("GET", self._at(key), headers=headers) as answer,
        ):
            if answer.status_code == 404:
                raise BlobMissing.at(key)
            yield b""
            if answer.status_code == 416:
                return
            self._check(answer, key)
            whole = answer.iter_bytes(CHUNK_SIZE)
            if "Range" in headers and answer.status_code == 200:  # the server knows no ranges
                whole = _cut(whole, start, stop)
            yield from whole

    def _walk(self, folder: str) -> Iterator[str]:
        with self._translated():
            address = f"{self._url}/{quote(folder)}/" if folder else f"{self._url}/"
            answer = self._client.request(
                "PROPFIND", address, headers={"Depth": "1"}, content=_ASKED
            )
            if answer.status_code == 404:
                return
            self._check(answer)
            # The answer comes from a server that the operator chose; entities are refused anyway.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            found = etree.fromstring(answer.content, parser)
        names: list[tuple[str, bool]] = []
        for one in found.iterfind(f"{_DAV}response"):
            path = unquote(urlsplit(one.findtext(f"{_DAV}href") or "").path)
            name = path.removeprefix(self._path).strip("/")
            if name != folder:
                names.append((name, one.find(f".//{_DAV}collection") is not None))
        for name, is_folder in sorted(names):
            if is_folder:
                yield from self._walk(name)
            elif not name.endswith(_HALF):
                with suppress(InvalidKey):  # what other programs put there is none
                    yield check_key(name)

    def _make_folders(self, folder: str) -> None:
        with self._lock:
            if folder in self._folders:
                return
        base = self._url[: len(self._url) - len(urlsplit(self._url).path)]
        path = [*urlsplit(self._url).path.split("/"), *quote(folder).split("/")]
        made = [part for part in path if part]
        if not self._has_folder("/".join([base, *made])):
            for number in range(1, len(made) + 1):
                address = "/".join([base, *made[:number]])
                if not self._has_folder(address):
                    answer = self._client.request("MKCOL", f"{address}/")
                    if answer.status_code not in {405, 409}:  # somebody else made it just now
                        self._check(answer)
        with self._lock:
            self._folders.add(folder)

    def _has_folder(self, address: str) -> bool:
        answer = self._client.request("PROPFIND", f"{address}/", headers={"Depth": "0"})
        if answer.status_code in {401, 403}:
            self._check(answer)
        return answer.is_success

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        yield from self._send(data)

    def _at(self, key: str) -> str:
        return f"{self._url}/{quote(key)}"

    def _check(self, answer: httpx.Response, key: str | None = None) -> None:
        if answer.is_success:
            return
        where = urlsplit(self._url).hostname
        if answer.status_code == 507:
            raise StorageFull(
                f"{where} is full. Make room there, then try again; nothing that was stored before "
                f"is lost.",
                key=key,
            )
        if answer.status_code in {401, 403}:
            raise StorageUnavailable(
                f"{where} refused the request ({answer.status_code}). Check the user in the "
                f"address and CHEST_BACKUP_PASSWORD.",
                key=key,
            )
        raise StorageUnavailable(
            f"{where} answered {answer.status_code} to {answer.request.method}. Is the address "
            f"that of a WebDAV folder?",
            key=key,
        )

    @contextmanager
    def _translated(self, key: str | None = None) -> Iterator[None]:
        try:
            yield
        except httpx.HTTPError as error:
            raise StorageUnavailable(
                f"{urlsplit(self._url).hostname} cannot be reached: "
                f"{str(error) or type(error).__name__}. Check the network and the address.",
                key=key,
            ) from error


def _in_chunks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), CHUNK_SIZE):
        yield data[start : start + CHUNK_SIZE]


def _cut(chunks: Iterable[bytes], start: int, stop: int | None) -> Iterator[bytes]:
    at = 0
    for chunk in chunks:
        first, last = max(0, start - at), len(chunk) if stop is None else min(len(chunk), stop - at)
        at += len(chunk)
        if first < last:
            yield chunk[first:last]
        if stop is not None and at >= stop:
            return


def _modified(headers: httpx.Headers) -> datetime | None:
    try:
        return parsedate_to_datetime(headers["Last-Modified"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None
