"""A life in order: decades, what is undated, and what stands beside a memory."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Uuid, tuple_
from sqlalchemy import literal as value
from sqlmodel import Session, col

from chest.access.tallies import count_decades, on_display
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.assets.pages import AssetPage, Order, Stretch, fetch_page
from chest.assets.views import AssetCard, read_cards, select_cards
from chest.models import Asset


@dataclass(frozen=True)
class Decade:
    """What stands in ten years from `start` (1960). A stretch of time stands where it begins."""

    start: int
    count: int
    page: AssetPage


@dataclass(frozen=True)
class Timeline:
    """All decades that hold something, the first one first, and the drawer of undated memories."""

    decades: list[Decade]
    undated_count: int
    undated: AssetPage

    @property
    def count(self) -> int:
        return self.undated_count + sum(decade.count for decade in self.decades)


@dataclass(frozen=True)
class Neighbours:
    previous: AssetCard | None
    next: AssetCard | None


def fetch_timeline(session: Session, viewer: Viewer, chest_id: UUID, *, limit: int) -> Timeline:
    """The timeline with the first `limit` memories of each decade and of the undated ones."""
    counts = count_decades(session, viewer, chest_id)

    def begin(stretch: Stretch) -> AssetPage:
        return fetch_stretch(session, viewer, chest_id, stretch, limit=limit)

    return Timeline(
        decades=[
            Decade(start=start, count=count, page=begin(Stretch(decade=start)))
            for start, count in counts.decades.items()
        ],
        undated_count=counts.undated,
        undated=begin(Stretch(undated=True)) if counts.undated else AssetPage([], None),
    )


def fetch_stretch(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    stretch: Stretch,
    *,
    limit: int,
    cursor: str | None = None,
) -> AssetPage:
    """Memories in the order of the timeline."""
    return fetch_page(
        session, viewer, chest_id, stretch, order=Order.oldest, limit=limit, cursor=cursor
    )


def find_neighbours(session: Session, viewer: Viewer, asset: Asset) -> Neighbours:
    """The memories before and after this one in the timeline; undated ones follow dated ones."""
    here = tuple_(col(Asset.taken_sort), col(Asset.id))
    there = tuple_(value(asset.taken_sort), value(asset.id, Uuid()))
    query = (
        select_cards()
        .where(col(Asset.chest_id) == asset.chest_id, on_display(viewer), visible_to(viewer))
        .limit(1)
    )
    before = read_cards(
        session,
        query.where(here < there).order_by(col(Asset.taken_sort).desc(), col(Asset.id).desc()),
    )
    after = read_cards(
        session, query.where(here > there).order_by(col(Asset.taken_sort), col(Asset.id))
    )
    return Neighbours(before[0] if before else None, after[0] if after else None)
