"""Folders brought in from this computer, through the same door as every other file."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen
from uuid import UUID

from sqlmodel import col, select

from chest.database import Database
from chest.errors import ChestError, Unavailable
from chest.models import Asset
from chest.uploads import UploadManager, UploadTicket
from chest.visibility import Viewer, visible_to
from storage.base import PartTarget

_CHUNK = 1 << 20
_SKIPPED_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


class Outcome(StrEnum):
    added = "added"
    already_there = "already there"
    not_added = "not added"


@dataclass(frozen=True)
class Imported:
    """What became of one file; `reason` is a sentence for one that was not added."""

    path: Path
    outcome: Outcome
    asset_id: UUID | None = None
    reason: str | None = None


def iter_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file under these paths, in order; not what file managers leave behind, and no links,
    which could lead anywhere."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from iter_files(sorted(path.iterdir()))
        elif path.is_file() and not path.is_symlink() and path.name.lower() not in _SKIPPED_NAMES:
            yield path


class FolderImport:
    """Adds files to one chest. Run again over the same folder, it adds only what is missing."""

    def __init__(
        self, *, database: Database, uploads: UploadManager, viewer: Viewer, chest_id: UUID
    ) -> None:
        self._database = database
        self._uploads = uploads
        self._viewer = viewer
        self._chest_id = chest_id

    def add(self, path: Path, *, caption: str | None = None, taken: str | None = None) -> Imported:
        """Add one file. A file that cannot be read or taken is told, and raises nothing."""
        try:
            digest = _digest(path)
            known = self._find_same(digest)
            if known is not None:
                return Imported(path, Outcome.already_there, known)
            facts = path.stat()
            ticket = self._uploads.begin(
                self._viewer,
                chest_id=self._chest_id,
                name=path.name,
                size=facts.st_size,
                sha256=digest,
                caption=caption,
                taken=taken,
                file_modified=datetime.fromtimestamp(facts.st_mtime, UTC),
            )
            self._send(path, ticket)
            self._uploads.complete(self._viewer, ticket.id)
        except OSError as error:
            reason = f"This file could not be read: {error.strerror or error}."
            return Imported(path, Outcome.not_added, reason=reason)
        except ChestError as error:
            return Imported(path, Outcome.not_added, reason=error.sentence)
        return Imported(path, Outcome.added, ticket.asset_id)

    def _find_same(self, digest: str) -> UUID | None:
        with self._database.read() as session:
            return session.exec(
                select(Asset.id).where(
                    col(Asset.chest_id) == self._chest_id,
                    col(Asset.sha256) == digest,
                    visible_to(self._viewer),
                )
            ).first()

    def _send(self, path: Path, ticket: UploadTicket) -> None:
        with path.open("rb") as file:
            for n in range(1, ticket.parts + 1):
                part = file.read(ticket.part_size)
                digest = sha256(part).hexdigest()
                (target,) = self._uploads.sign_parts(self._viewer, ticket.id, [(n, digest)])
                if urlsplit(target.url).netloc:
                    _put(target, part)
                else:
                    asyncio.run(self._write(ticket.id, target, part))

    async def _write(self, upload_id: UUID, target: PartTarget, part: bytes) -> None:
        """What the route of this address does, without a server in between."""
        query = {k: v[0] for k, v in parse_qs(urlsplit(target.url).query).items()}

        async def chunks() -> AsyncIterator[bytes]:
            for start in range(0, len(part), _CHUNK):
                yield part[start : start + _CHUNK]

        await self._uploads.write_part(
            upload_id,
            target.n,
            expires=int(query["e"]),
            sha256=query["h"],
            signature=query["s"],
            chunks=chunks(),
        )


def _put(target: PartTarget, part: bytes) -> None:
    request = Request(
        target.url, data=part, method=target.method, headers=target.headers
    )  # the store's own address, which we signed
    try:
        with urlopen(request, timeout=120):
            return
    except (URLError, HTTPException) as error:
        raise Unavailable(
            "The storage did not take the file. What was added before is safe; run this again."
        ) from error


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        if hasattr(os, "posix_fadvise"):
            # Thousands of photographs read once must not push everything else out of the cache.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_NOREUSE)
    return digest.hexdigest()
