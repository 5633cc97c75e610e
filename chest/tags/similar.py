"""Which pictures may be the same one twice: exact arithmetic over a chest's own directions, and a
fingerprint of the picture itself. What only looks alike is found by `chest.search`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session, col, select

from ai.tagging.tagger import NEARNESS
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.ingest.fingerprints import TASK as FINGERPRINT
from chest.models import Asset, Embedding, ProcessingResult

Rows = NDArray[np.float32]

SAME_BITS = 8  # of 64 that two fingerprints of one picture differ in at most
SAME_NEARNESS = NEARNESS.same
MOST_COMPARED = 20_000
_AT_ONCE = 1024
_WORDS = "words"


@dataclass(frozen=True)
class LookAlikes:
    """Two memories that may be one; `nearness` is 1 for the same."""

    first: UUID
    second: UUID
    nearness: float


def unpack(vector: bytes) -> Rows:
    """A direction as it is kept."""
    return np.frombuffer(vector, np.dtype("<f2")).astype(np.float32)


def find_look_alikes(
    session: Session, viewer: Viewer, chest_id: UUID, *, limit: int
) -> list[LookAlikes]:
    """Pairs, nearest first. Those with the very same bytes are none: they are one memory."""
    model = session.exec(
        select(Embedding.model)
        .where(col(Embedding.chest_id) == chest_id, ~col(Embedding.kind).startswith(_WORDS))
        .order_by(col(Embedding.created_at).desc())
        .limit(1)
    ).first()
    if model is None:
        return []
    ids, rows = _vectors(session, viewer, chest_id, model)
    prints = _fingerprints(session, chest_id, set(ids))
    kept = [at for at, asset_id in enumerate(ids) if asset_id in prints]
    return pairs([ids[at] for at in kept], rows[kept], prints, limit=limit)


def pairs(
    ids: list[UUID], rows: Rows, prints: Mapping[UUID, tuple[str, int]], *, limit: int
) -> list[LookAlikes]:
    """`prints` are (what tells the bytes, the fingerprint) of each."""
    found: list[LookAlikes] = []
    bits = np.array([prints[one][1] for one in ids], np.uint64)
    for begin in range(0, len(ids), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        differ = np.bitwise_count(bits[part, None] ^ bits[None, :]) <= SAME_BITS
        near = rows[part] @ rows.T
        for row, other in np.argwhere(differ & (near >= SAME_NEARNESS)):
            first, second = begin + int(row), int(other)
            if first < second and prints[ids[first]][0] != prints[ids[second]][0]:
                found.append(LookAlikes(ids[first], ids[second], float(near[row, other])))
    found.sort(key=lambda one: (-one.nearness, str(one.first)))
    return found[:limit]


def _vectors(
    session: Session, viewer: Viewer, chest_id: UUID, model: str
) -> tuple[list[UUID], Rows]:
    """The newest pictures' directions of this model, of what the viewer sees."""
    found = session.execute(
        select(col(Embedding.asset_id), col(Embedding.vector))
        .join(Asset, col(Asset.id) == col(Embedding.asset_id))
        .where(
            col(Embedding.chest_id) == chest_id,
            col(Embedding.model) == model,
            ~col(Embedding.kind).startswith(_WORDS),
            visible_to(viewer),
        )
        .order_by(col(Embedding.asset_id).desc(), col(Embedding.kind))
        .limit(MOST_COMPARED)
    ).all()
    ids = [row[0] for row in found]
    packed = b"".join(row[1] for row in found)
    if not ids:
        return [], np.empty((0, 0), np.float32)
    rows = np.frombuffer(packed, np.dtype("<f2")).reshape(len(ids), -1).astype(np.float32)
    return ids, rows


def _fingerprints(session: Session, chest_id: UUID, ids: set[UUID]) -> dict[UUID, tuple[str, int]]:
    """By memory: (its SHA-256, the fingerprint of its picture)."""
    found = session.execute(
        select(col(Asset.id), col(Asset.sha256), col(ProcessingResult.result))
        .join(
            ProcessingResult,
            (col(ProcessingResult.chest_id) == col(Asset.chest_id))
            & (col(ProcessingResult.sha256) == col(Asset.sha256)),
        )
        .where(col(Asset.chest_id) == chest_id, col(ProcessingResult.task) == FINGERPRINT)
    ).all()
    return {row[0]: (row[1], int(row[2]["bits"], 16)) for row in found if row[0] in ids}
