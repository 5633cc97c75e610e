"""Tags as they are read beside memories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, false
from sqlmodel import Session, col, select

from ai.tagging.vocabulary import called
from chest.access.viewers import AccountViewer, Viewer
from chest.models import Asset, AssetTag, TagBy
from language import current


@dataclass(frozen=True)
class TagView:
    """One word for what is in a picture. `label` is its key, `called` what it is called in the
    language of whoever reads; `by` is "person", or which model suggests it and how surely."""

    label: str
    called: str
    by: str
    score: float | None

    @property
    def is_suggested(self) -> bool:
        return self.by != TagBy.person.value


def reads_tags(viewer: Viewer) -> bool:
    """Whether this viewer is told tags: they are words among the family, for no link or receipt.
    Whoever is not told them finds nothing by them either."""
    return isinstance(viewer, AccountViewer)


def load_tags(
    session: Session, viewer: Viewer, ids: Sequence[UUID]
) -> dict[UUID, tuple[TagView, ...]]:
    """The tags of memories that this viewer is known to see: a family's own first, then what is
    suggested, surest first. Nothing for whoever reads none."""
    if not ids or not reads_tags(viewer):
        return {}
    rows = session.exec(
        select(AssetTag).where(col(AssetTag.asset_id).in_(ids), ~col(AssetTag.rejected))
    ).all()
    found: dict[UUID, list[AssetTag]] = {}
    for row in rows:
        found.setdefault(row.asset_id, []).append(row)
    return {
        asset_id: tuple(view_of(row) for row in ordered(tags)) for asset_id, tags in found.items()
    }


def ordered(rows: Sequence[AssetTag]) -> list[AssetTag]:
    return sorted(
        rows, key=lambda row: (row.by is not TagBy.person, -(row.score or 0.0), row.label)
    )


def view_of(row: AssetTag) -> TagView:
    by = row.by.value if row.by is TagBy.person else (row.provider or "model").partition("-")[0]
    return TagView(row.label, called(row.label, current()), by, row.score)


def is_tagged(viewer: Viewer) -> ColumnElement[bool]:
    """Over `Asset`: that it has the tag that is left open as `tag`, in the chest `chest_id`; for
    whoever may not read tags, of nothing."""
    if not reads_tags(viewer):
        return false()
    # A list of its own and no question to each memory: the index over labels leads to them.
    tagged = select(AssetTag.asset_id).where(
        col(AssetTag.chest_id) == bindparam("chest_id"),
        col(AssetTag.label) == bindparam("tag"),
        ~col(AssetTag.rejected),
    )
    return col(Asset.id).in_(tagged)
