"""How far archives are unpacked, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from chest.ingest.archives import ZIP
from chest.models import Archive, ArchiveFile, ArchiveOutcome, ArchiveState, Asset
from language import said


@dataclass(frozen=True)
class ArchiveProgress:
    """Of `files` in an archive `done` are dealt with: `added`, `had` already, `beside` others as
    their sidecars, or `left_out`. `put_away` says that the archive itself is not shown any more."""

    state: ArchiveState
    files: int
    bytes: int
    reason: str | None
    put_away: bool
    added: int = 0
    had: int = 0
    beside: int = 0
    left_out: int = 0

    @property
    def done(self) -> int:
        return self.added + self.had + self.beside + self.left_out


def list_archives(session: Session, assets: Sequence[Asset]) -> dict[UUID, ArchiveProgress]:
    """Those of these memories that are archives: two queries, and none where there is no ZIP."""
    by_id = {asset.id: asset for asset in assets if asset.media_type == ZIP}
    if not by_id:
        return {}
    rows = session.exec(select(Archive).where(col(Archive.asset_id).in_(by_id))).all()
    counts: dict[UUID, dict[ArchiveOutcome, int]] = {row.asset_id: {} for row in rows}
    for archive_id, outcome, count in session.exec(
        select(ArchiveFile.archive_id, ArchiveFile.outcome, func.count())
        .where(col(ArchiveFile.archive_id).in_(counts))
        .group_by(col(ArchiveFile.archive_id), col(ArchiveFile.outcome))
    ):
        counts[archive_id][ArchiveOutcome(outcome)] = count
    return {
        row.asset_id: ArchiveProgress(
            state=row.state,
            files=row.files,
            bytes=row.bytes,
            reason=said(row.reason) or None,
            put_away=by_id[row.asset_id].deleted_at is not None,
            added=counts[row.asset_id].get(ArchiveOutcome.added, 0),
            had=counts[row.asset_id].get(ArchiveOutcome.had, 0),
            beside=counts[row.asset_id].get(ArchiveOutcome.beside, 0),
            left_out=counts[row.asset_id].get(ArchiveOutcome.left_out, 0),
        )
        for row in rows
    }
