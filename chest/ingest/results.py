"""What a model made of some bytes is kept for the next time the same chest has the same bytes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlmodel import Session

from chest.models import ProcessingResult, utc_now


def find_result(
    session: Session,
    chest_id: UUID,
    sha256: str,
    task: str,
    provider: str,
    model: str,
    version: str,
) -> dict[str, Any] | None:
    """What was made of these bytes before, or None."""
    row = session.get(ProcessingResult, (chest_id, sha256, task, provider, model, version))
    return row.result if row is not None else None


def keep_result(
    session: Session,
    chest_id: UUID,
    sha256: str,
    task: str,
    provider: str,
    model: str,
    version: str,
    result: dict[str, Any],
) -> None:
    """Keep it in the caller's transaction; what was kept before is replaced."""
    session.merge(
        ProcessingResult(
            chest_id=chest_id,
            sha256=sha256,
            task=task,
            provider=provider,
            model=model,
            version=version,
            result=result,
            made_at=utc_now(),
        )
    )
