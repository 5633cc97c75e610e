"""Files on their way in."""

from __future__ import annotations

from uuid import UUID

from api.schemas.base import Answer, Moment
from chest.models import ArchiveState, AssetState, Kind, StepState, UploadState
from chest.uploads.progress import UploadProgress


class UploadTicket(Answer):
    """A begun upload: send `parts` parts of `part_size` bytes each, the last one shorter."""

    id: UUID
    asset_id: UUID
    part_size: int
    parts: int


class PartTarget(Answer):
    """Where one part is to be sent, and how."""

    n: int
    method: str
    url: str
    headers: dict[str, str]
    expires_at: Moment


class UploadStatus(Answer):
    """How far an upload is; `done` are the numbers of the parts that have arrived."""

    id: UUID
    asset_id: UUID
    state: UploadState
    done: list[int]
    part_size: int
    size: int


class StepProgress(Answer):
    step: str
    state: StepState
    reason: str | None


class ArchiveProgress(Answer):
    """An archive that can be unpacked, and how far that is: `done` of the `files` in it.

    `beside` are those that only told of another file; `reason` is a sentence where something is in
    the way. `put_away` says that the archive itself is not shown any more.
    """

    state: ArchiveState
    files: int
    bytes: int
    done: int
    added: int
    had: int
    beside: int
    left_out: int
    put_away: bool
    reason: str | None


class FileProgress(Answer):
    """How far one uploaded file is understood. `thumb` is the address of its picture."""

    asset_id: UUID
    state: AssetState
    kind: Kind
    original_name: str | None
    steps: list[StepProgress]
    thumb: str | None
    duplicate_of: UUID | None
    archive: ArchiveProgress | None = None

    @classmethod
    def of(cls, view: UploadProgress, *, thumb: str | None) -> FileProgress:
        return cls(
            asset_id=view.asset_id,
            state=view.state,
            kind=view.kind,
            original_name=view.original_name,
            steps=[StepProgress.model_validate(step) for step in view.steps],
            thumb=thumb,
            duplicate_of=view.duplicate_of,
            archive=ArchiveProgress.model_validate(view.archive) if view.archive else None,
        )


class UploadsProgress(Answer):
    items: list[FileProgress]
