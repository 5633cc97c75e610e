"""What a model made of some bytes, kept for the next time the same chest has the same bytes.

A chest keeps to itself what it has: another one with the same bytes asks the model anew. What is
kept goes with the last memory that has these bytes; one that is only put away still has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, and_, col, select

from chest.ingest.alike import forget_prints
from chest.models import Asset, ProcessingResult, utc_now

_AT_ONCE = 500  # of what was purged, in one statement


def find_result(
    session: Session,
    chest_id: UUID,
    sha256: str,
    task: str,
    provider: str,
    model: str,
    version: str,
) -> dict[str, Any] | None:
    """What this model made of these bytes for this chest; None where it was never asked."""
    key = (chest_id, sha256, task, provider, model, version)
    row = session.get(ProcessingResult, key)
    return row.result if row else None


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
    """Keep it in the caller's transaction; what was kept under the same name gives way.

    Two workers may keep the same at once. Nothing is kept of bytes that the chest has no more: the
    memory may have been purged while the model was at work.
    """
    has_them = and_(col(Asset.chest_id) == chest_id, col(Asset.sha256) == sha256)
    # Locked, so that a purge waits for this row and then takes it along.
    if session.exec(select(Asset.id).where(has_them).with_for_update(read=True)).first() is None:
        return
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new = insert(ProcessingResult).values(
        chest_id=chest_id,
        sha256=sha256,
        task=task,
        provider=provider,
        model=model,
        version=version,
        result=result,
        made_at=utc_now(),
    )
    key = ["chest_id", "sha256", "task", "provider", "model", "version"]
    session.execute(
        new.on_conflict_do_update(
            index_elements=key,
            set_={"result": new.excluded.result, "made_at": new.excluded.made_at},
        )
    )
    # A row that was read before this, in the same session, would tell the old result.
    known = session.identity_map.get(
        session.identity_key(ProcessingResult, (chest_id, sha256, task, provider, model, version))
    )
    if known is not None:
        session.expire(known)


def list_bytes(session: Session, asset_ids: Iterable[UUID]) -> set[tuple[UUID, str]]:
    """The chest and SHA-256 of these memories, for `forget_results` once they are gone."""
    rows = session.exec(
        select(Asset.chest_id, Asset.sha256)
        .where(col(Asset.id).in_(list(asset_ids)), col(Asset.sha256).is_not(None))
        .distinct()
    )
    return {(chest_id, sha256) for chest_id, sha256 in rows if sha256}


def forget_results(session: Session, gone: Iterable[tuple[UUID, str]]) -> None:
    """Forget what was made of these bytes, where no memory of the chest has them any more."""
    by_chest: dict[UUID, list[str]] = {}
    for chest_id, sha256 in sorted(gone):
        by_chest.setdefault(chest_id, []).append(sha256)
    for chest_id, hashes in by_chest.items():
        for start in range(0, len(hashes), _AT_ONCE):
            asked = hashes[start : start + _AT_ONCE]
            there = session.exec(
                select(Asset.sha256).where(
                    col(Asset.chest_id) == chest_id, col(Asset.sha256).in_(asked)
                )
            )
            left = sorted(set(asked) - set(there))
            session.exec(
                delete(ProcessingResult)
                .where(
                    col(ProcessingResult.chest_id) == chest_id,
                    col(ProcessingResult.sha256).in_(left),
                )
                .execution_options(synchronize_session=False)
            )
            forget_prints(session, chest_id, left)
