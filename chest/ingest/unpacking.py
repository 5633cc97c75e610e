"""An archive is unpacked: one durable job, for as long as somebody's rights and the room reach.

It goes through the files in their order and writes down, with each memory, that this one is done:
a second run goes on where the first one ended. Files lie only in a folder of the job, under their
numbers, and a few at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Protocol
from uuid import UUID

import structlog
from sqlmodel import col, select

from ai.media import ArchiveEntry, Decoder, DecoderUnavailable, MediaError
from chest.database import Database
from chest.errors import ChestError, Unavailable
from chest.ingest.archives import list_files, path_parts
from chest.ingest.job import why_later
from chest.ingest.open_file import OpenFile
from chest.ingest.sidecars import Beside, longest, may_be_sidecar, pair, read_sidecar
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import Archive, ArchiveFile, ArchiveOutcome, ArchiveState, Asset, utc_now
from language import N_
from storage.base import BlobMissing, BlobStore, StorageFull, StorageUnavailable

log = structlog.get_logger(__name__)

_OPEN = (ArchiveState.waiting, ArchiveState.unpacking)
_AT_ONCE = 64
_BYTES_AT_ONCE = 256 * 1024**2

_DAMAGED = N_("This archive can no longer be read. It is kept as it is.")


@dataclass(frozen=True)
class Unpacked:
    """One file of an archive as it lies on this computer. `beside` is what sidecars told of it."""

    n: int
    name: str
    folder: str | None
    path: Path
    size: int
    sha256: str
    beside: Beside | None


class Taker(Protocol):
    """Makes memories of unpacked files: the room of uploads, which lies above this one."""

    def take(self, archive_id: UUID, file: Unpacked) -> None:
        """Make a memory of the file, or write down why not. Twice is once. Raises ChestError with
        a sentence where no other file can be taken either."""
        ...

    def note(self, archive_id: UUID, n: int, outcome: ArchiveOutcome) -> None:
        """Write down what became of a file that makes no memory."""
        ...

    def finish(self, archive_id: UUID) -> None:
        """End it, and put the archive away where all that was in it is in the chest."""
        ...


class Unpack:
    """The job `unpack`, over one archive."""

    def __init__(
        self, *, database: Database, blobs: BlobStore, decoder: Decoder, taker: Taker
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._decoder = decoder
        self._taker = taker

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Unpack it. Nothing happens for one that nobody asked for, or that is gone or done."""
        key = self._begin(subject_id)
        if key is None:
            return
        try:
            with OpenFile(key, self._blobs, self._decoder) as file:
                self._unpack(subject_id, file)
            self._taker.finish(subject_id)
        except (MediaError, BlobMissing) as error:
            log.info("archive not unpacked", error=str(error))
            self.give_up(subject_id, _DAMAGED)
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            raise TryLater(why_later(error)) from error
        except Unavailable as error:
            raise TryLater(error.sentence) from error
        except ChestError as error:
            self.give_up(subject_id, error.sentence)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """Stop, with the reason. What was taken stays; whoever asks again goes on from there."""
        with self._database.write() as session:
            archive = session.get(Archive, subject_id, with_for_update=True)
            if archive is not None and archive.state in _OPEN:
                archive.state, archive.reason = ArchiveState.failed, reason
                archive.finished_at = utc_now()
                session.add(archive)

    def list_unfinished(self) -> list[UUID]:
        with self._database.read() as session:
            return list(
                session.exec(
                    select(Archive.asset_id)
                    .join(Asset, col(Asset.id) == col(Archive.asset_id))
                    .where(col(Archive.state).in_(_OPEN), col(Asset.deleted_at).is_(None))
                    .order_by(col(Archive.asset_id))
                )
            )

    def _begin(self, archive_id: UUID) -> str | None:
        """Where the archive's bytes are; None if there is nothing to do."""
        with self._database.write() as session:
            asset = session.get(Asset, archive_id)
            archive = session.get(Archive, archive_id, with_for_update=True)
            if asset is None or archive is None or archive.state not in _OPEN:
                return None
            if asset.deleted_at is not None:
                return None
            archive.state = ArchiveState.unpacking
            session.add(archive)
            return asset.storage_key

    def _unpack(self, archive_id: UUID, file: OpenFile) -> None:
        with self._database.read() as session:
            done = set(
                session.exec(select(ArchiveFile.n).where(col(ArchiveFile.archive_id) == archive_id))
            )
        files = list_files(file.archive())
        beside, sidecars = read_beside(files, file)
        for entry in files:
            if entry.n in sidecars and entry.n not in done:
                self._taker.note(archive_id, entry.n, ArchiveOutcome.beside)
        left = [entry for entry in files if entry.n not in done and entry.n not in sidecars]
        for entries in in_runs(left):
            readable = [entry for entry in entries if not entry.locked and entry.size]
            whole = file.unpack(readable) if readable else {}
            for entry in entries:
                path = whole.get(entry.n)
                if path is None:
                    self._taker.note(archive_id, entry.n, ArchiveOutcome.left_out)
                    continue
                try:
                    self._taker.take(archive_id, _unpacked(entry, path, beside.get(entry.n)))
                finally:
                    path.unlink(missing_ok=True)


def _unpacked(entry: ArchiveEntry, path: Path, beside: Beside | None) -> Unpacked:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    parts = path_parts(entry.path)
    return Unpacked(
        n=entry.n,
        name=parts[-1],
        folder=parts[-2] if len(parts) > 1 else None,
        path=path,
        size=path.stat().st_size,
        sha256=digest,
        beside=beside,
    )


def in_runs(entries: Iterable[ArchiveEntry]) -> Iterator[list[ArchiveEntry]]:
    """As many files as may lie on this computer at once; a large one by itself."""
    run: list[ArchiveEntry] = []
    size = 0
    for entry in entries:
        if run and (len(run) >= _AT_ONCE or size + entry.size > _BYTES_AT_ONCE):
            yield run
            run, size = [], 0
        run.append(entry)
        size += entry.size
    if run:
        yield run


def read_beside(
    files: list[ArchiveEntry], file: OpenFile
) -> tuple[dict[int, Beside], frozenset[int]]:
    """What sidecars tell of which file, by its number, and which files are such sidecars."""
    folders: dict[tuple[str, ...], dict[str, ArchiveEntry]] = {}
    for entry in files:
        *folder, name = path_parts(entry.path)
        folders.setdefault(tuple(folder), {})[name] = entry
    pairs = [
        (names[sidecar], sidecar, [names[one] for one in theirs])
        for names in folders.values()
        if any(may_be_sidecar(name) for name in names)
        for sidecar, theirs in pair(names).items()
        if names[sidecar].size <= longest(sidecar) and not names[sidecar].locked
    ]
    told: dict[int, Beside] = {}
    sidecars: set[int] = set()
    texts = _read_texts([entry for entry, _, _ in pairs], file)
    for entry, sidecar, theirs in pairs:
        for one in theirs:
            found = read_sidecar(sidecar, texts.get(entry.n, ""), of=path_parts(one.path)[-1])
            if found is None:
                continue
            sidecars.add(entry.n)
            known = told.get(one.n)
            told[one.n] = Beside.from_json(found.as_json() | (known.as_json() if known else {}))
    return told, frozenset(sidecars)


def _read_texts(entries: list[ArchiveEntry], file: OpenFile) -> dict[int, str]:
    texts = {}
    for run in in_runs(entries):
        for n, path in file.unpack(run).items():
            texts[n] = path.read_text(encoding="utf-8-sig", errors="replace")
            path.unlink()
    return texts
