"""Who did what to what, when: written in the transaction of the deed itself, never changed."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session

from chest.access.viewers import Viewer
from chest.models import AuditEvent


def record(
    session: Session,
    viewer: Viewer,
    action: str,
    *,
    subject: tuple[str, UUID],
    chest_id: UUID | None = None,
) -> None:
    """Add one audit row to the caller's transaction: ids only, no content.

    `action` is a verb phrase such as "chest.deleted"; `subject` is (type, id).
    """
    session.add(
        AuditEvent(
            actor=viewer.key,
            action=action,
            subject_type=subject[0],
            subject_id=str(subject[1]),
            chest_id=chest_id,
        )
    )
