"""An archive among what arrived: what is in it, and whether it can be unpacked here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from uuid import UUID

from sqlmodel import Session

from ai.media import ArchiveEntry, MediaError, MediaErrorKind
from chest.database import Database
from chest.ingest.open_file import OpenFile
from chest.ingest.sidecars import is_leftover
from chest.models import Archive, ArchiveState, Asset
from language import N_

ZIP = "application/zip"

LOCKED = N_(
    "This archive is locked with a password. It is kept as it is. Unpack it on your own computer "
    "and add what is in it."
)
_NOTHING = N_("There is no file in this archive. It is kept as it is.")
_TOO_MUCH = N_(
    "This archive holds more than can be unpacked here. It is kept as it is. Unpack it on your "
    "own computer and add what is in it."
)
_BROKEN = N_(
    "This archive is damaged, or a part of it is missing. It is kept as it is. If there are "
    "several parts, unpack them on your own computer and add what is in them."
)
# macOS puts a second, hidden file there for each that is in the archive.
_MAC_FOLDER = "__MACOSX"


def list_files(entries: Iterable[ArchiveEntry]) -> list[ArchiveEntry]:
    """Those that are somebody's files, and nothing that programs left there."""
    return [entry for entry in entries if not _is_of_a_program(entry.path)]


def _is_of_a_program(path: str) -> bool:
    parts = path_parts(path)
    return not parts or _MAC_FOLDER in parts[:-1] or any(is_leftover(part) for part in parts)


def path_parts(path: str) -> tuple[str, ...]:
    """A path of an archive as words; nothing is ever opened by it."""
    return tuple(
        p for p in PurePosixPath(path.replace("\\", "/")).parts if p not in ("/", "..", ".")
    )


def offer_archive(database: Database, asset: Asset, file: OpenFile) -> None:
    """Write down what is in an archive, once, or in a sentence why it stays as it is."""
    if asset.media_type != ZIP:
        return
    with database.read() as session:
        if session.get(Archive, asset.id) is not None:
            return
    try:
        files = list_files(file.archive())
        row = _offer(asset.id, files)
    except MediaError as error:
        reason = _TOO_MUCH if error.kind is MediaErrorKind.too_large else _BROKEN
        row = Archive(asset_id=asset.id, state=ArchiveState.refused, reason=reason)
    with database.write() as session:
        _keep(session, row)


def _offer(asset_id: UUID, files: list[ArchiveEntry]) -> Archive:
    row = Archive(
        asset_id=asset_id,
        state=ArchiveState.offered,
        files=len(files),
        bytes=sum(entry.size for entry in files),
    )
    if not files or all(entry.locked for entry in files):
        row.state, row.reason = ArchiveState.refused, LOCKED if files else _NOTHING
    return row


def _keep(session: Session, row: Archive) -> None:
    # Another worker may have been here meanwhile; and the memory may be gone.
    asset = session.get(Asset, row.asset_id, with_for_update=True)
    if asset is not None and session.get(Archive, row.asset_id) is None:
        session.add(row)
