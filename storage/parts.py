"""Uploads by parts: what is written into a handle, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from storage.base import (
    MAX_PARTS,
    PART_SIZE,
    BlobInfo,
    InvalidKey,
    PartInfo,
    PartRejected,
    PartsMissing,
    check_key,
)

_MAX_SIZE = 5 * 1024**4  # S3's largest object
_HANDLE = re.compile(
    r"(?P<kind>[a-z][0-9])\|(?P<size>0|[1-9][0-9]{0,12})\|(?P<part_size>[1-9][0-9]{0,12})"
    r"\|(?P<key>[A-Za-z0-9._/-]{1,512})\|(?P<token>[\x21-\x7b\x7d\x7e]{1,900})"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Handle:
    """An upload by parts as its store knows it; ``str(handle)`` is what the caller keeps.

    ``kind`` names the store and the version of this format, ``token`` is the store's own name
    of the upload. A handle grants nothing by itself: it never leaves the server.
    """

    kind: str
    size: int
    part_size: int
    key: str
    token: str

    def __str__(self) -> str:
        return f"{self.kind}|{self.size}|{self.part_size}|{self.key}|{self.token}"

    @classmethod
    def begin(cls, kind: str, *, size: int, part_size: int, key: str, token: str) -> Handle:
        """A handle for a new upload; raises ValueError where sizes cannot be, and InvalidKey."""
        if not 0 <= size <= _MAX_SIZE:
            raise ValueError(f"An upload cannot have {size} bytes; at most {_MAX_SIZE} are taken.")
        if part_size < 1 or size > part_size * MAX_PARTS:
            raise ValueError(
                f"{size} bytes in parts of {part_size} would be more than {MAX_PARTS} parts; "
                f"part_size_for(size) gives a part size that fits."
            )
        return cls(kind, size, part_size, check_key(key), token)

    @classmethod
    def parse(cls, text: str, *kinds: str) -> Handle:
        """Read a handle of one of these kinds; raises PartRejected (``unknown_upload``)."""
        match = _HANDLE.fullmatch(text)
        if match is None or match["kind"] not in kinds:
            raise PartRejected("This is not the handle of an upload in this store.")
        handle = cls(
            match["kind"],
            int(match["size"]),
            int(match["part_size"]),
            match["key"],
            match["token"],
        )
        try:
            check_key(handle.key)
        except InvalidKey as error:
            raise PartRejected(
                "This is not the handle of an upload in this store.", key=handle.key
            ) from error
        if handle.count > MAX_PARTS:
            raise handle.unknown()
        return handle

    @property
    def count(self) -> int:
        """How many parts there are."""
        return -(-self.size // self.part_size)

    def offset(self, n: int) -> int:
        """Where part ``n`` begins, in bytes."""
        return (n - 1) * self.part_size

    def length(self, n: int) -> int:
        """How many bytes part ``n`` has; raises PartRejected (``bad_number``)."""
        if not 1 <= n <= self.count:
            raise PartRejected(
                f"There is no part {n}; this upload has {self.count}.",
                reason="bad_number",
                key=self.key,
            )
        return min(self.part_size, self.size - self.offset(n))

    def all_parts(self) -> dict[int, PartInfo]:
        """What ``list_parts`` says once everything has arrived."""
        return {n: PartInfo(n, self.length(n)) for n in range(1, self.count + 1)}

    def check_arrived(self, numbers: Container[int]) -> None:
        """Raise PartsMissing unless every part is among these."""
        missing = [n for n in range(1, self.count + 1) if n not in numbers]
        if missing:
            raise PartsMissing(
                f"{len(missing)} of {self.count} parts have not arrived yet.",
                missing=missing,
                key=self.key,
            )

    def check_completed(self, info: BlobInfo | None) -> BlobInfo:
        """Return the blob under the key, or raise PartRejected (``unknown_upload``) unless it can
        be what this upload became."""
        if info is None or info.size != self.size:
            raise self.unknown()
        return info

    def unknown(self) -> PartRejected:
        """The error for an upload that was never begun, was aborted, or is finished."""
        return PartRejected(
            "This upload is not open: it was finished or given up. Begin a new one.",
            reason="unknown_upload",
            key=self.key,
        )


def part_size_for(size: int) -> int:
    """The part size for a file of ``size`` bytes: 8 MiB, doubled until 10,000 parts suffice."""
    part_size = PART_SIZE
    while size > part_size * MAX_PARTS:
        part_size *= 2
    return part_size


def check_sha256(text: str, *, key: str | None = None) -> str:
    """Return the digest, or raise PartRejected (``checksum``) unless it is 64 hex digits."""
    if not _SHA256.fullmatch(text):
        raise PartRejected(
            "The SHA-256 of a part is written as 64 lower-case hexadecimal digits.",
            reason="checksum",
            key=key,
        )
    return text
