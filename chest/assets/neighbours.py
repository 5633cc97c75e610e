"""What stands before and after a memory in the order of a life."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Uuid, and_, tuple_
from sqlalchemy import literal as value
from sqlmodel import Session, col

from chest.access.repeats import stands
from chest.access.tallies import on_display
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.assets.cards import AssetCard, read_cards, select_cards
from chest.assets.years import its_year, year_of
from chest.models import Asset, utc_now


@dataclass(frozen=True)
class Neighbours:
    previous: AssetCard | None
    next: AssetCard | None


def find_neighbours(session: Session, viewer: Viewer, asset: Asset) -> Neighbours:
    """The memories before and after this one in the timeline; undated ones follow dated ones."""
    return Neighbours(
        _find(session, viewer, asset, later=False), _find(session, viewer, asset, later=True)
    )


def _find(session: Session, viewer: Viewer, asset: Asset, *, later: bool) -> AssetCard | None:
    now, year = utc_now(), year_of(asset.taken_sort)
    query = select_cards().where(
        col(Asset.chest_id) == asset.chest_id,
        on_display(viewer),
        visible_to(viewer, now=now),
        stands(viewer, now),
    )
    here = tuple_(col(Asset.taken_sort), col(Asset.id))
    there = tuple_(value(asset.taken_sort), value(asset.id, Uuid()))
    place = [col(Asset.taken_sort), col(Asset.id)]
    beyond = its_year > year if later else its_year < year
    # First in the same year: no index serves a question that begins in the midst of one.
    for order, condition in (
        (place, and_(its_year == year, here > there if later else here < there)),
        ([its_year, *place], beyond),
    ):
        ordered = query.order_by(*(order if later else [column.desc() for column in order]))
        found = read_cards(session, ordered.where(condition).limit(1))
        if found:
            return found[0]
    return None
