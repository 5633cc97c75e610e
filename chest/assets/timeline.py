"""A life in order: decades, what is undated, and what stands beside a memory."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, String, Uuid, bindparam, tuple_
from sqlalchemy import literal as value
from sqlmodel import Session, col

from chest.access.tallies import count_decades, on_display
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.assets.pages import AssetPage, Order, fetch_page, prepare_page
from chest.assets.views import AssetCard, read_cards, select_cards
from chest.dates.uncertain import UNDATED_SORT_KEY
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
    # Putting a statement together takes longer than running it: one serves every decade.
    decade_page = prepare_page(
        viewer,
        chest_id,
        on_display(viewer),
        *_between(bindparam("since", type_=String()), bindparam("until", type_=String())),
        order=Order.oldest,
        limit=limit,
    )
    decades = [
        Decade(
            start=start,
            count=count,
            page=decade_page(session, since=f"{start:04}", until=f"{start + 10:04}"),
        )
        for start, count in counts.decades.items()
    ]
    undated = AssetPage([], None)
    if counts.undated:
        undated = fetch_stretch(session, viewer, chest_id, undated=True, limit=limit)
    return Timeline(decades=decades, undated_count=counts.undated, undated=undated)


def fetch_stretch(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    *,
    decade: int | None = None,
    undated: bool = False,
    cursor: str | None = None,
    limit: int,
) -> AssetPage:
    """Memories in the order of the timeline: of one decade, of what is undated, or of all."""
    key = col(Asset.taken_sort)
    conditions: list[ColumnElement[bool]] = [on_display(viewer)]
    if undated:
        conditions.append(key == UNDATED_SORT_KEY)
    elif decade is not None:
        conditions += _between(value(f"{decade:04}"), value(f"{decade + 10:04}"))
    return fetch_page(
        session,
        viewer,
        chest_id,
        *conditions,
        order=Order.oldest,
        limit=limit,
        cursor=cursor,
    )


def _between(since: ColumnElement[str], until: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """Dated memories from the sort key `since` on, and before `until`."""
    key = col(Asset.taken_sort)
    return [key >= since, key < until, key != UNDATED_SORT_KEY]


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
