"""What somebody takes out of a chest."""

from __future__ import annotations

from uuid import UUID

from api.schemas.base import Answer, Moment
from chest.models import ExportFormat, ExportState


class ExportSize(Answer):
    """What there is to take out now: memories, and bytes of their files; `about` says that the
    bytes of a large chest are an estimate."""

    memories: int
    bytes: int
    about: bool


class BookSize(Answer):
    """About how large a book would be: pictures, pages, and bytes of the file."""

    pictures: int
    pages: int
    bytes: int


class Export(Answer):
    """One's own export. `done` of `memories` are packed, `done_bytes` of `bytes`; `problems` counts
    files that could not be packed, which the export names. `url` is where the file is fetched, by
    whoever asked for it, until `expires_at`; null before it is made and once it is gone. `reason`
    is a sentence where it failed, and where a book could not print something."""

    id: UUID
    chest_id: UUID
    format: ExportFormat
    state: ExportState
    name: str
    memories: int
    bytes: int
    done: int
    done_bytes: int
    problems: int
    size: int | None
    url: str | None
    reason: str | None
    created_at: Moment
    finished_at: Moment | None
    expires_at: Moment | None
