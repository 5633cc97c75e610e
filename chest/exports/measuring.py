"""How much somebody would take out, told before it is packed: at the same cost in a chest of any
size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.tallies import count_by_kind
from chest.access.viewers import ARRIVED, Viewer
from chest.access.visibility import visible_to
from chest.models import Asset, Kind

_SAMPLED = 200
"""So many of the newest and of the oldest are looked at one by one."""


@dataclass(frozen=True)
class ExportSize:
    """What there is to take out: memories, and bytes of files. `about` says that the bytes are
    what so many memories come to by some of them."""

    memories: int
    bytes: int
    about: bool = False


def estimate(session: Session, viewer: Viewer, chest_id: UUID) -> ExportSize:
    """What this viewer would take out of the whole chest. A small one is counted file by file; of
    a large one the number is that of the tallies, which know what this viewer sees, and the bytes
    are the average of the newest and the oldest of each kind."""
    newest = _sample(session, viewer, chest_id, newest=True)
    if len(newest) < _SAMPLED:
        return ExportSize(len(newest), sum(size for _kind, size, _part in newest))
    counts = count_by_kind(session, viewer, [chest_id]).get(chest_id, {})
    sample = [*newest, *_sample(session, viewer, chest_id, newest=False)]
    shown = [(kind, size) for kind, size, is_part in sample if not is_part]
    by_kind: dict[str, list[int]] = {}
    for kind, size in shown:
        by_kind.setdefault(kind.value, []).append(size)
    everything = [size for _kind, size in shown]
    bytes_shown = sum(everything)
    guessed = sum(
        number * _mean(by_kind.get(name) or everything) for name, number in counts.items()
    )
    # What goes with another memory is counted by no tally and is packed all the same.
    parts = sum(size for _kind, size, is_part in sample if is_part)
    whole = guessed * (1 + parts / bytes_shown) if bytes_shown else float(parts)
    return ExportSize(sum(counts.values()), round(whole), about=True)


def _sample(
    session: Session, viewer: Viewer, chest_id: UUID, *, newest: bool
) -> Sequence[tuple[Kind, int, bool]]:
    """Kind and bytes of the memories at one end, and whether they go with another one."""
    place: list[Any] = [col(Asset.created_at), col(Asset.id)]
    rows = session.exec(
        select(Asset.kind, Asset.bytes, Asset.companion_of)
        .where(col(Asset.chest_id) == chest_id, visible_to(viewer), ARRIVED)
        .order_by(*(one.desc() if newest else one for one in place))
        .limit(_SAMPLED)
    ).all()
    return [(Kind(kind), size or 0, main is not None) for kind, size, main in rows]


def _mean(sizes: Sequence[int]) -> float:
    return sum(sizes) / len(sizes) if sizes else 0.0
