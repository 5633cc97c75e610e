"""What whoever uploads sees of their files while these are being understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, and_, col, exists, or_, select

from chest.access.memories import list_visible
from chest.access.viewers import LinkViewer, Viewer
from chest.access.visibility import visible_to
from chest.errors import Invalid
from chest.models import (
    Archive,
    ArchiveState,
    Asset,
    AssetState,
    Kind,
    ProcessingStep,
    Step,
    StepState,
    Upload,
)
from chest.uploads.archive_progress import ArchiveProgress, list_archives
from language import _, said

ASKED_AT_ONCE = 200


@dataclass(frozen=True)
class StepProgress:
    step: Step
    state: StepState
    reason: str | None


@dataclass(frozen=True)
class UploadProgress:
    """One uploaded memory. `viewer` is whose it is.

    `duplicate_of` is told to accounts only, and only for a memory that they may see.
    """

    viewer: Viewer
    asset_id: UUID
    state: AssetState
    kind: Kind
    original_name: str | None
    steps: tuple[StepProgress, ...]
    duplicate_of: UUID | None
    archive: ArchiveProgress | None = None


def list_progress(
    session: Session, viewers: Sequence[Viewer], asset_ids: Sequence[UUID]
) -> list[UploadProgress]:
    """Those of the memories that one of the viewers uploaded and still sees, in the order asked."""
    if len(asset_ids) > ASKED_AT_ONCE:
        raise Invalid(_("Ask for at most {number} memories at once.", number=ASKED_AT_ONCE))
    found: dict[UUID, UploadProgress] = {}
    for viewer in viewers:
        for progress in _of(session, viewer, asset_ids):
            found.setdefault(progress.asset_id, progress)
    return [found[asset_id] for asset_id in dict.fromkeys(asset_ids) if asset_id in found]


def _of(session: Session, viewer: Viewer, asset_ids: Sequence[UUID]) -> list[UploadProgress]:
    if viewer.account_id is not None:
        mine = col(Upload.account_id) == viewer.account_id
    elif isinstance(viewer, LinkViewer):
        mine = col(Upload.link_session_id) == viewer.session_id
    else:
        return []
    # An archive that was unpacked is put away, and whoever waits for it hears how that ended.
    unpacked = exists(
        select(col(Archive.asset_id)).where(
            col(Archive.asset_id) == col(Asset.id), col(Archive.state) == ArchiveState.done
        )
    )
    assets = session.exec(
        select(Asset)
        .join(Upload, col(Upload.asset_id) == col(Asset.id))
        .where(
            col(Asset.id).in_(asset_ids),
            mine,
            or_(visible_to(viewer), and_(unpacked, visible_to(viewer, deleted=True))),
        )
    ).all()
    archives = list_archives(session, assets)
    ids = [asset.id for asset in assets]
    steps: dict[UUID, list[StepProgress]] = {}
    for row in session.exec(
        select(ProcessingStep)
        .where(col(ProcessingStep.asset_id).in_(ids))
        .order_by(col(ProcessingStep.step))
    ):
        steps.setdefault(row.asset_id, []).append(
            StepProgress(row.step, row.state, said(row.reason) or None)
        )
    named = {a.duplicate_of for a in assets if viewer.account_id is not None}
    known = list_visible(session, viewer, named)
    return [
        UploadProgress(
            viewer=viewer,
            asset_id=asset.id,
            state=asset.state,
            kind=asset.kind,
            original_name=asset.original_name,
            steps=tuple(steps.get(asset.id, ())),
            duplicate_of=asset.duplicate_of if asset.duplicate_of in known else None,
            archive=archives.get(asset.id),
        )
        for asset in assets
    ]
