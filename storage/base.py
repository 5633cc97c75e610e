"""What a blob store promises, whatever holds the bytes: a folder or an S3 bucket.

A blob is a run of bytes under a key. It is written whole or not at all, never changed in
place, and replaced only as a whole. Every promise in this file is kept by every store; the
contract suite in ``tests/contracts/test_stores.py`` runs against each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import quote

PART_SIZE = 8 * 1024 * 1024
"""Bytes in a part of an upload, unless the file is so large that there would be too many."""

MAX_PARTS = 10_000
"""S3's limit; the folder keeps it too, so that a chest can move from one to the other."""

CHUNK_SIZE = 1024 * 1024
"""Bytes that a store holds in memory while it reads or writes a blob."""

SEALED, DESK = "encrypted", "encryption"
"""What lies beside a store where blobs are encrypted: these, and their keys and parts."""

PRIVATE, PRIVATE_DESK = "private", "private-desk"
"""The same of chests that have a key of their own (``storage.private``); their keys lie nowhere
here."""

BESIDE = (SEALED, DESK, PRIVATE, PRIVATE_DESK)

PartReason = Literal["too_long", "too_short", "checksum", "unknown_upload", "bad_number"]

_KEY = re.compile(r"[A-Za-z0-9._/-]{1,512}")
_LONGEST_SEGMENT = 255  # what file systems take as one name
_LONGEST_NAME = 150
# They turn the reading direction around, and so can make "gpj.exe" look like "exe.jpg".
_DIRECTION_MARKS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_UNQUOTABLE = re.compile(r'[^\x20-\x7e]|["\\%]')


class StorageError(Exception):
    """Something went wrong with stored bytes. The text says what happened and what to do.

    ``key`` names the blob concerned, or is None where there is none.
    """

    def __init__(self, message: str = "", *, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key


class BlobMissing(StorageError):
    """Raised when a blob is asked for that is not there."""

    @classmethod
    def at(cls, key: str) -> BlobMissing:
        return cls(f"There is no blob under {key!r}.", key=key)


class BlobDamaged(BlobMissing):
    """Raised when the bytes under a key are not those that were written, so that none of them can
    be had. Only a store that encrypts can tell."""

    @classmethod
    def because(cls, key: str, reason: object) -> BlobDamaged:
        return cls(
            f"The blob under {key!r} is damaged: {reason}. Bring it back from a backup.", key=key
        )


class StorageFull(StorageError):
    """Raised when a write finds no room. What was there before is untouched."""


class StorageUnavailable(StorageError):
    """Raised when the store itself cannot be used: no disk, no network, no permission."""


class KeyTrouble(StorageUnavailable):
    """Raised when blobs cannot be encrypted or opened for want of a key. The text says which
    setting to look at; it never shows a key."""


class ChestLockedAway(KeyTrouble):
    """Raised when bytes are asked for whose chest is locked."""


class PartRejected(StorageError):
    """Raised when a part, or the upload that it belongs to, is not what was announced.

    ``reason`` is one of ``too_long``, ``too_short``, ``checksum`` (the bytes are not those that
    the URL was made for), ``unknown_upload`` (never begun, aborted, or finished) and
    ``bad_number``.
    """

    def __init__(
        self,
        message: str = "",
        *,
        reason: PartReason = "unknown_upload",
        key: str | None = None,
    ) -> None:
        super().__init__(message, key=key)
        self.reason: PartReason = reason


class PartsMissing(StorageError):
    """Raised when an upload is to be completed too early; ``missing`` lists what to send."""

    def __init__(
        self, message: str = "", *, missing: Sequence[int] = (), key: str | None = None
    ) -> None:
        super().__init__(message, key=key)
        self.missing = list(missing)


class InvalidKey(StorageError):
    """Raised when a text cannot be a key; nothing was read or written."""


@dataclass(frozen=True)
class BlobInfo:
    """A stored blob. ``size`` is in bytes; ``modified``, when it was written, aware and in UTC, or
    None where nobody was asked."""

    key: str
    size: int
    modified: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True)
class PartTarget:
    """Where one part is to be sent, and how. ``expires_at`` is aware and in UTC."""

    n: int
    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime


@dataclass(frozen=True)
class PartInfo:
    """A part that has arrived whole. ``n`` counts from 1, ``size`` is in bytes."""

    n: int
    size: int


class BlobStore(Protocol):
    """Blobs under opaque keys.

    Keys are made of ``A-Z a-z 0-9 . _ / -``: at most 512 characters, no empty segment, no ``.``
    or ``..``, at most 255 characters between two slashes. Any other raises InvalidKey. A key
    must not be the folder of another (``a`` and ``a/b``), nor differ from it by case alone: S3
    would take them, many file systems cannot.

    Methods may be called from several threads and processes at once. Every method may raise
    StorageUnavailable, every writing one StorageFull.
    """

    def put(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        """Write a blob; when this returns, it survives a power cut.

        An older blob under the key is replaced at once and as a whole. If ``chunks`` raises,
        that error passes through, and what was under the key before is still there.
        """

    def put_file(self, key: str, path: Path) -> BlobInfo:
        """Write a blob from a file, which stays where it is. Promises what ``put`` promises."""

    def iter_range(self, key: str, *, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The bytes from ``start`` up to, not including, ``stop`` (None: the end).

        Chunks of at most 1 MiB, read lazily. Beyond the end there is nothing, and that is no
        error. BlobMissing is raised by the call itself, not by the first ``next``. A negative
        or reversed range raises ValueError. A blob that is replaced or deleted meanwhile is
        read to its end as it was, or raises; two versions never mix.
        """

    def stat(self, key: str) -> BlobInfo:
        """The blob's size, and when it was written. Raises BlobMissing."""

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Remove a blob for good. Deleting a missing key is not an error."""

    def iter_keys(self, prefix: str = "") -> Iterator[str]:
        """Every key that begins with ``prefix``, in ASCII order, read lazily.

        Blobs written or deleted meanwhile may be listed or not.
        """

    def as_file(self, key: str) -> AbstractContextManager[Path]:
        """The blob as a file for as long as the context is open; only to be read.

        In a folder it is the blob itself, so writing to it would damage it; from S3 it is a
        download that is removed afterwards. Raises BlobMissing.
        """

    def copy(self, source: str, target: str) -> BlobInfo:
        """Write the bytes of one blob under another key too. Raises BlobMissing."""

    def presigned_url(
        self, key: str, *, seconds: int, media_type: str, file_name: str, inline: bool
    ) -> str | None:
        """A URL by which anyone may read the blob for ``seconds``, or None: stream it yourself.

        The answer carries exactly this media type, and asks the browser to show the file
        (``inline``) or to save it under ``file_name``, which may be any text. Nobody looks
        whether the blob is there.
        """

    @property
    def browser_origin(self) -> str:
        """Scheme and host of the URLs that browsers get from here, or "" where they get none."""

    def local_path(self, key: str) -> Path | None:
        """The blob's own file, only to be read, or None where there is none (S3).

        Raises BlobMissing if the store keeps files and this one is not there.
        """

    def free_bytes(self) -> int | None:
        """Room that is left, in bytes, or None where nobody can tell (S3)."""

    def check(self) -> None:
        """Raise StorageUnavailable, with a sentence that says what to do, if the store is unfit."""

    def begin_parts(self, key: str, *, size: int, part_size: int) -> str:
        """Begin an upload by parts; return the handle by which the other methods know it.

        The handle is visible ASCII of at most 1,500 characters, without secrets, and good in
        another process and after a restart. Parts are numbered from 1; each but the last has
        ``part_size`` bytes; an upload of no bytes has no parts. ``part_size_for(size)`` gives a
        part size that fits every store. Nothing is visible under ``key`` before
        ``complete_parts``. Give each upload a key of its own that was never used before:
        completion is recognised by it.

        Raises ValueError for a size, a part size or a number of parts that cannot be, and
        StorageFull if the store knows that there is no room.
        """

    def part_target(
        self, handle: str, n: int, *, upload_id: str, sha256: str, seconds: int = 3600
    ) -> PartTarget:
        """The address to which part ``n`` may be sent during the next ``seconds``.

        It takes only bytes of the right number with this SHA-256 (64 lower-case hex digits).
        Computed without asking anybody, so it may name an upload that is gone. ``upload_id``
        is the caller's own name of the upload, part of the path for stores that this server
        answers for. Raises PartRejected (``bad_number``, ``checksum``).
        """

    def list_parts(self, handle: str) -> dict[int, PartInfo]:
        """The parts that have arrived whole and will survive a power cut, by number.

        Of a completed upload: all. Raises PartRejected (``unknown_upload``) for any other that
        is not open.
        """

    def complete_parts(self, handle: str) -> BlobInfo:
        """Turn the parts into the blob under the key of the upload.

        Calling again after a success returns the same BlobInfo, and after StorageUnavailable
        tries again. Raises PartsMissing if some are missing, PartRejected (``unknown_upload``)
        after an abort.

        The caller must see to it that no two calls for one upload run at the same time, by the
        state of its row in the database: a folder keeps them apart, but there are S3 servers
        that leave an empty object when two complete one upload at once.
        """

    def abort_parts(self, handle: str) -> None:
        """Forget an upload and its bytes. Twice, or after completion, it does nothing."""

    def iter_stale_parts(self, *, older_than_seconds: int) -> Iterator[str]:
        """Handles of uploads for which nothing has arrived for so long.

        They are good for ``abort_parts`` and may differ from those that ``begin_parts``
        returned. A store that cannot tell yields nothing.
        """


def check_key(key: str) -> str:
    """Return the key, or raise InvalidKey if it cannot be one."""
    if not _KEY.fullmatch(key):
        raise InvalidKey(
            f"{key[:80]!r} cannot be a key: use 1 to 512 of A-Z a-z 0-9 . _ / -", key=key
        )
    for segment in key.split("/"):
        if not segment or segment == "." or ".." in segment or len(segment) > _LONGEST_SEGMENT:
            raise InvalidKey(
                f"{key[:80]!r} cannot be a key: between slashes there must be 1 to "
                f"{_LONGEST_SEGMENT} characters that do not lead to another folder.",
                key=key,
            )
    return key


def check_prefix(prefix: str) -> str:
    """Return the beginning of a key, or raise InvalidKey if no key can begin like this."""
    if prefix:
        # One more character makes a key of every beginning, of "v1/" as of "v1/a".
        check_key(f"{prefix}x" if len(prefix) < 512 else prefix)
    return prefix


def check_range(start: int, stop: int | None) -> None:
    """Raise ValueError unless 0 ≤ start ≤ stop."""
    if start < 0 or (stop is not None and stop < start):
        raise ValueError(f"A range of bytes cannot go from {start} to {stop}.")


def content_disposition(file_name: str, *, inline: bool) -> str:
    """The header by which a download gets its name (RFC 6266), ASCII whatever the name is.

    Browsers read the exact name, emoji included, from ``filename*``; what cannot be said in
    ASCII becomes ``_`` in the fallback ``filename``. Slashes, control characters and marks that
    turn the reading direction are taken out, and very long names are cut before their ending.
    """
    name = file_name.encode("utf-8", "replace").decode("utf-8").translate(_DIRECTION_MARKS)
    name = re.sub(r"[\x00-\x1f\x7f-\x9f/\\]", "_", name).strip(" .") or "download"
    if len(name) > _LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        kept = dot + ending if stem and len(ending) <= 10 else ""
        name = name[: _LONGEST_NAME - len(kept)] + kept
    fallback = _UNQUOTABLE.sub("_", name)
    kind = "inline" if inline else "attachment"
    exact = quote(name, safe="!#$&+-.^_`|~")  # RFC 8187, attr-char
    return f"{kind}; filename=\"{fallback}\"; filename*=UTF-8''{exact}"
