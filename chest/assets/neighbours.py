"""What stands before and after a memory in the order of a life."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Uuid, tuple_
from sqlalchemy import literal as value
from sqlmodel import Session, col

from chest.access.repeats import stands
from chest.access.tallies import on_display
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.assets.views import AssetCard, read_cards, select_cards
from chest.models import Asset, utc_now


@dataclass(frozen=True)
class Neighbours:
    previous: AssetCard | None
    next: AssetCard | None


def find_neighbours(session: Session, viewer: Viewer, asset: Asset) -> Neighbours:
    """The memories before and after this one in the timeline; undated ones follow dated ones."""
    here = tuple_(col(Asset.taken_sort), col(Asset.id))
    there = tuple_(value(asset.taken_sort), value(asset.id, Uuid()))
    now = utc_now()
    query = (
        select_cards()
        .where(
            col(Asset.chest_id) == asset.chest_id,
            on_display(viewer),
            visible_to(viewer, now=now),
            stands(viewer, now),
        )
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
