"""What a model made of some bytes, kept for the next time the same chest has the same bytes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlmodel import Session

from chest.models import ProcessingResult


def find_result(
    session: Session,
    chest_id: UUID,
    sha256: str,
    task: str,
    provider: str,
    model: str,
    version: str,
) -> dict[str, Any] | None:
    """What this model made of these bytes before; None if it never did."""
    found = session.get(ProcessingResult, (chest_id, sha256, task, provider, model, version))
    return found.result if found else None


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
    """Keep what it made; twice is harmless."""
    key = (chest_id, sha256, task, provider, model, version)
    row = session.get(ProcessingResult, key) or ProcessingResult(
        chest_id=chest_id,
        sha256=sha256,
        task=task,
        provider=provider,
        model=model,
        version=version,
        result=result,
    )
    row.result = result
    session.add(row)
