"""Pages of memories: filters, order, and cursors that stay right while memories come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, Uuid, and_, func, or_, tuple_
from sqlalchemy import literal as value
from sqlmodel import Session, col, select

from chest.access.viewers import ARRIVED, LinkViewer, Viewer
from chest.access.visibility import Action, require, visible_to
from chest.assets.views import AssetCard, read_cards, select_cards
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.errors import NotFound
from chest.models import Asset, AssetState, Chest, Kind, Review
from chest.models.base import UtcDateTime
from chest.paging import MAX_PAGE, Page, read_cursor, unknown_place, write_cursor

AssetPage = Page[AssetCard]


class Order(StrEnum):
    """By when a memory was made, or by when it was added. Undated ones come after all dated ones
    in `oldest`, before them in `newest`."""

    oldest = "oldest"
    newest = "newest"
    added = "added"  # last added first


@dataclass(frozen=True)
class Filter:
    """Which memories of a chest. None asks for nothing in particular.

    `state` is a state of the file or of its review; without it, what is still arriving, was
    declined or was withdrawn is left out. `since` and `until` keep what may have been made in
    these days, both included, and so leave out what is undated.
    """

    kind: Kind | None = None
    state: AssetState | Review | None = None
    since: date | None = None
    until: date | None = None
    undated: bool | None = None
    attached_to: UUID | None = None


def require_chest(session: Session, viewer: Viewer, chest_id: UUID) -> Chest:
    """The chest, for its members and the holders of a link to it.

    Raises NotSignedIn for nobody at all, and NotFound for everybody else.
    """
    if not isinstance(viewer, LinkViewer):
        return require(session, viewer, chest_id, Action.see)[0]
    chest = session.get(Chest, chest_id)
    if chest is None or chest.deleted_at is not None or viewer.chest_id != chest_id:
        raise NotFound
    return chest


def fetch_page(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    *conditions: ColumnElement[bool],
    order: Order,
    limit: int,
    cursor: str | None = None,
) -> AssetPage:
    """The visible memories of the chest that fulfil the conditions: `limit` of them from the
    cursor on. Raises Invalid for a cursor that this order did not make."""
    fetch = prepare_page(viewer, chest_id, *conditions, order=order, limit=limit, cursor=cursor)
    return fetch(session)


def prepare_page(
    viewer: Viewer,
    chest_id: UUID,
    *conditions: ColumnElement[bool],
    order: Order,
    limit: int,
    cursor: str | None = None,
) -> Callable[..., AssetPage]:
    """`fetch_page` for several runs: the answer takes the session, and by name what the
    conditions left open with `bindparam`."""
    count = max(1, min(limit, MAX_PAGE))
    query = select_cards().where(col(Asset.chest_id) == chest_id, visible_to(viewer), *conditions)
    query = _from_cursor(query, order, cursor).limit(count + 1)

    def fetch(session: Session, **parameters: str) -> AssetPage:
        found = read_cards(session, query, parameters)
        cards = found[:count]
        return Page(cards, _cursor_after(cards[-1], order) if len(found) > count else None)

    return fetch


def conditions_of(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if isinstance(wanted.state, AssetState):
        conditions.append(col(Asset.state) == wanted.state)
    else:
        conditions.append(ARRIVED)
        if wanted.state is None:
            conditions.append(col(Asset.review).not_in((Review.declined, Review.withdrawn)))
        else:
            conditions.append(col(Asset.review) == wanted.state)
    if wanted.kind is not None:
        conditions.append(col(Asset.kind) == wanted.kind)
    if wanted.since is not None:
        latest = col(Asset.taken_latest)
        conditions.append(or_(latest.is_(None), latest >= wanted.since.isoformat()))
    if wanted.until is not None:
        # "Before 1950" has no first day; "after 1950" no last one.
        earliest = col(Asset.taken_earliest)
        conditions.append(or_(earliest.is_(None), earliest <= wanted.until.isoformat()))
    if wanted.since is not None or wanted.until is not None or wanted.undated is False:
        conditions.append(col(Asset.taken_sort) != UNDATED_SORT_KEY)
    elif wanted.undated:
        conditions.append(col(Asset.taken_sort) == UNDATED_SORT_KEY)
    if wanted.attached_to is not None:
        conditions.append(col(Asset.attached_to) == wanted.attached_to)
    return conditions


def list_duplicates(session: Session, viewer: Viewer, chest_id: UUID) -> list[list[AssetCard]]:
    """Memories with the same bytes, together, oldest first; only such as the viewer sees."""
    seen = and_(
        col(Asset.chest_id) == chest_id,
        col(Asset.sha256).is_not(None),
        col(Asset.review).not_in((Review.declined, Review.withdrawn)),
        visible_to(viewer),
    )
    repeated = (
        select(col(Asset.sha256)).where(seen).group_by(col(Asset.sha256)).having(func.count() > 1)
    )
    condition = and_(seen, col(Asset.sha256).in_(repeated))
    digests = dict(session.exec(select(Asset.id, Asset.sha256).where(condition)).all())
    query = select_cards().where(condition).order_by(col(Asset.created_at), col(Asset.id))
    groups: dict[str | None, list[AssetCard]] = {}
    for card in read_cards(session, query):
        groups.setdefault(digests.get(card.id), []).append(card)
    return list(groups.values())


def _from_cursor(query: Select[Any], order: Order, cursor: str | None) -> Select[Any]:
    key = col(Asset.created_at) if order is Order.added else col(Asset.taken_sort)
    if order is Order.oldest:
        query = query.order_by(key, col(Asset.id))
    else:
        query = query.order_by(key.desc(), col(Asset.id).desc())
    if not cursor:
        return query
    last_key, last_id = _read_cursor(cursor, order)
    bound = value(last_key, UtcDateTime() if order is Order.added else String())
    # One comparison of rows: written as "a < x or (a = x and b < y)" no index would serve it.
    here, there = tuple_(key, col(Asset.id)), tuple_(bound, value(last_id, Uuid()))
    return query.where(here > there if order is Order.oldest else here < there)


def _cursor_after(card: AssetCard, order: Order) -> str:
    key = card.created_at.isoformat() if order is Order.added else card.taken_sort
    return write_cursor(order.value, key, card.id.hex)


def _read_cursor(cursor: str, order: Order) -> tuple[str | datetime, UUID]:
    try:
        made_by, key, asset_id = read_cursor(cursor)
        last_id = UUID(asset_id)
        moment = datetime.fromisoformat(key) if order is Order.added else key
    except ValueError as error:
        raise unknown_place() from error
    if made_by != order.value or (isinstance(moment, datetime) and moment.tzinfo is None):
        raise unknown_place()
    return moment, last_id
