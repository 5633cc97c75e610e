"""Files and folders of this computer brought in, through the same door as every other file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen
from uuid import UUID

from sqlmodel import col, select

from chest.access.viewers import Viewer
from chest.database import Database
from chest.errors import Conflict, Full, Invalid, TooLarge, Unavailable
from chest.ingest.sidecars import Beside, is_leftover
from chest.models import Asset, Upload, UploadState
from chest.uploads.known import find_published
from chest.uploads.manager import UploadManager
from chest.uploads.offers import FileOffer
from chest.uploads.room import EMPTY
from storage.base import PartTarget

Progress = Callable[[float], None]
"""Told how much of a file is done, from 0 to 1."""

_CHUNK = 1 << 20
_NOTHING = sha256().hexdigest()
_READING = 0.25  # of the work on a file: it is read once for its fingerprint, then sent

_CHANGED = (
    "This file changed while it was read. Run the same again once nothing writes to it any more."
)


class Outcome(StrEnum):
    added = "added"
    already_there = "already there"
    taken_along = "taken along"
    left_out = "left out"
    not_added = "not added"


@dataclass(frozen=True)
class Imported:
    """What became of one path; `reason` is a sentence for one that did not come in."""

    path: Path
    outcome: Outcome
    asset_id: UUID | None = None
    reason: str | None = None


Tell = Callable[[Imported], None]


def iter_files(
    paths: Iterable[Path], *, tell: Tell, leave_out: Collection[Path] = ()
) -> Iterator[Path]:
    """Every file under these paths, in order of name.

    Links are not followed, since they could lead anywhere or round in a circle; hidden folders,
    and those in `leave_out`, are not entered unless a path names them. Whatever is not yielded is
    told, except what file managers leave behind; what cannot be read is told and the rest goes on.
    """
    forbidden = {path.resolve() for path in leave_out}
    waiting = [(path, True) for path in paths][::-1]
    while waiting:
        path, is_named = waiting.pop()
        try:
            inside = _look_at(path, forbidden=forbidden, is_named=is_named)
        except _LeftOut as error:
            tell(Imported(path, Outcome.left_out, reason=str(error)))
        except OSError as error:
            tell(Imported(path, Outcome.not_added, reason=_unreadable(error)))
        else:
            if inside is None:
                yield path
            else:
                waiting += [(entry, False) for entry in reversed(inside)]


class _LeftOut(Exception):
    """Raised for what is not followed or entered; the text is a sentence."""


def _look_at(path: Path, *, forbidden: set[Path], is_named: bool) -> list[Path] | None:
    """What is in a folder; None for a file. Raises _LeftOut, and OSError for what is not there."""
    if path.is_symlink():
        raise _LeftOut("This is a link, and links are not followed. Name what it leads to.")
    is_folder = path.is_dir()
    if is_folder or is_named:
        place = path.resolve()
        if forbidden.intersection((place, *place.parents) if is_named else (place,)):
            raise _LeftOut("Here the chest keeps its own files.")
    if is_folder:
        if path.name.startswith(".") and path.name != ".." and not is_named:
            raise _LeftOut("This folder is hidden. To add what is in it, name it.")
        return sorted(entry for entry in path.iterdir() if not is_leftover(entry.name))
    path.stat()  # says why, where there is nothing
    if not path.is_file():
        raise _LeftOut("This is neither a file nor a folder.")
    return None


class FolderImport:
    """Adds files to a chest, or to one's own contribution (`contribution_id`).

    Run again over the same folder, it adds to a chest only what is missing, and goes on with what
    was interrupted. A file is known by its bytes, whatever its name; an empty one is not taken.
    """

    def __init__(
        self,
        *,
        database: Database,
        uploads: UploadManager,
        viewer: Viewer,
        chest_id: UUID | None = None,
        contribution_id: UUID | None = None,
    ) -> None:
        self._database = database
        self._uploads = uploads
        self._viewer = viewer
        self._chest_id = chest_id
        self._contribution_id = contribution_id

    def add(
        self,
        path: Path,
        *,
        caption: str | None = None,
        taken: str | None = None,
        beside: Beside | None = None,
        progress: Progress = lambda _: None,
    ) -> Imported:
        """Add one file; `beside` is what sidecars tell of it. One that cannot be read or taken is
        told, and raises nothing.

        Raises what would end every other file too: Unavailable, NotFound, NotSignedIn.
        """
        try:
            facts = path.stat()
            digest = _digest(path, facts.st_size, lambda part: progress(part * _READING))
            if digest == _NOTHING:
                return Imported(path, Outcome.not_added, reason=EMPTY)
            known = self._find_same(digest)
            if known is not None:
                return Imported(path, Outcome.already_there, known)
            upload_id = self._find_interrupted(digest)
            if upload_id is None or not self._can_go_on(upload_id):
                upload_id = self._uploads.begin(
                    self._viewer,
                    FileOffer(
                        name=path.name,
                        size=facts.st_size,
                        sha256=digest,
                        caption=caption,
                        taken=taken,
                        file_modified=_moment(facts.st_mtime),
                        folder=path.parent.name or None,
                        beside=beside,
                    ),
                    chest_id=self._chest_id,
                    contribution_id=self._contribution_id,
                ).id
            self._send(path, upload_id, digest=digest, progress=progress)
            return Imported(path, Outcome.added, self._uploads.complete(self._viewer, upload_id))
        except OSError as error:
            return Imported(path, Outcome.not_added, reason=_unreadable(error))
        except (Invalid, TooLarge, Full, Conflict) as error:
            return Imported(path, Outcome.not_added, reason=error.sentence)

    def _find_same(self, digest: str) -> UUID | None:
        """The published memory that has these bytes, also while its file was not looked at yet."""
        if self._chest_id is None:
            return None
        with self._database.read() as session:
            return find_published(session, self._viewer, self._chest_id, digest)

    def _find_interrupted(self, digest: str) -> UUID | None:
        """One's own upload of these bytes that was begun and did not end."""
        if self._chest_id is None:
            return None
        with self._database.read() as session:
            return session.exec(
                select(Upload.id)
                .join(Asset, col(Asset.id) == col(Upload.asset_id))
                .where(
                    col(Asset.chest_id) == self._chest_id,
                    col(Asset.deleted_at).is_(None),
                    col(Upload.account_id) == self._viewer.account_id,
                    col(Upload.declared_sha256) == digest,
                    col(Upload.state).in_((UploadState.open, UploadState.completing)),
                )
                .order_by(col(Upload.id).desc())
            ).first()

    def _can_go_on(self, upload_id: UUID) -> bool:
        """Whether the store still has what arrived; if it lost it, the upload is given up."""
        try:
            self._uploads.status(self._viewer, upload_id)
        except Conflict:
            self._uploads.abort(self._viewer, upload_id)
            return False
        return True

    def _send(self, path: Path, upload_id: UUID, *, digest: str, progress: Progress) -> None:
        """Send the parts that have not arrived yet. A file that is not what it was when its
        fingerprint was taken is given up, with a sentence as Invalid."""
        status = self._uploads.status(self._viewer, upload_id)
        arrived, size, whole = frozenset(status.done), status.size, sha256()
        with path.open("rb") as file:
            for n in range(1, -(-size // status.part_size) + 1):
                part = file.read(status.part_size)
                whole.update(part)
                if len(part) == min(status.part_size, size - (n - 1) * status.part_size):
                    if n not in arrived:
                        self._send_part(upload_id, n, part)
                    sent = (n - 1) * status.part_size + len(part)
                    progress(_READING + (1 - _READING) * sent / size)
            has_more = bool(file.read(1))
        if has_more or whole.hexdigest() != digest:
            self._uploads.abort(self._viewer, upload_id)
            raise Invalid(_CHANGED)

    def _send_part(self, upload_id: UUID, n: int, part: bytes) -> None:
        digest = sha256(part).hexdigest()
        (target,) = self._uploads.sign_parts(self._viewer, upload_id, [(n, digest)])
        if urlsplit(target.url).netloc:
            _put(target, part)
        else:
            # Ctrl-C is heard by the main thread alone. There it would hit the event loop while that
            # is opened or closed too, which ends in another error and leaves the part half sent.
            with ThreadPoolExecutor(max_workers=1) as thread:
                thread.submit(lambda: asyncio.run(self._write(upload_id, target, part))).result()

    async def _write(self, upload_id: UUID, target: PartTarget, part: bytes) -> None:
        """What the route of this address does, without a server in between."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(target.url).query).items()}

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
    """Send a part to the store's own address, which we signed."""
    # Without a type of ours, urllib would claim that this is a form.
    headers = {"Content-Type": "application/octet-stream", **target.headers}
    request = Request(target.url, data=part, method=target.method, headers=headers)
    try:
        with urlopen(request, timeout=120):
            return
    except (OSError, HTTPException) as error:  # URLError is an OSError
        raise Unavailable(
            "The storage did not take the file. What was added before is safe. Run the same again "
            "to go on; python -m chest doctor tells whether the storage answers."
        ) from error


def _digest(path: Path, size: int, progress: Progress) -> str:
    digest, done = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress(min(1.0, done / size) if size else 1.0)
    return digest.hexdigest()


def _moment(mtime: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(mtime, UTC)
    except (OverflowError, OSError, ValueError):
        return None  # clocks of cameras and damaged disks say anything


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is nothing here of this name."
    if isinstance(error, PermissionError):
        return "You may not read this. Change its rights, or run this as its owner."
    return f"This could not be read: {error.strerror or error}."
