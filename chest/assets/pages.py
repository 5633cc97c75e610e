"""Pages of memories: filters, order, and cursors that stay right while memories come and go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    func,
    not_,
    or_,
    tuple_,
)
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from chest.access.albums import is_in_album
from chest.access.prepared import NOW, Prepared
from chest.access.repeats import stands
from chest.access.viewers import ARRIVED, AccountViewer, LinkViewer, Viewer, one_of
from chest.access.visibility import check_unlocked, require_to_see, visible_to
from chest.assets.cards import AssetCard, read_card, read_cards, select_cards
from chest.assets.years import Stretch, in_chest, its_year, shown_of, values_of, year_of
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.errors import NotFound
from chest.models import Asset, AssetState, Chest, Kind, Review
from chest.models.base import UtcDateTime
from chest.paging import MAX_PAGE, Page, read_cursor, unknown_place, write_cursor
from chest.people.rows import is_by, is_on
from chest.tags.rows import is_tagged

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
    these days, both included, and so leave out what is undated. `tag` is the key of a label.
    `person` is on it, `by_person` gave it: ids of the roster; `album` holds it. The same bytes are
    listed once; with `attached_to`, all that is attached to it is.
    """

    kind: Kind | None = None
    state: AssetState | Review | None = None
    since: date | None = None
    until: date | None = None
    undated: bool | None = None
    attached_to: UUID | None = None
    tag: str | None = None
    person: UUID | None = None
    by_person: UUID | None = None
    album: UUID | None = None


def require_chest(session: Session, viewer: Viewer, chest_id: UUID) -> None:
    """That this viewer may look into the chest: its members and the holders of a link to it.

    Raises NotSignedIn for nobody at all, and NotFound for everybody else.
    """
    if not isinstance(viewer, LinkViewer):
        require_to_see(session, viewer, chest_id)
        return
    chest = session.get(Chest, chest_id)
    if chest is None or chest.deleted_at is not None or viewer.chest_id != chest_id:
        raise NotFound
    check_unlocked(chest)


def fetch_page_of_chest(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    wanted: Filter | Stretch,
    *,
    order: Order,
    limit: int,
    cursor: str | None = None,
) -> AssetPage:
    """`fetch_page` for whoever may look into the chest; raises what `require_chest` raises."""
    is_member_who_sees = isinstance(viewer, AccountViewer)
    if not is_member_who_sees:
        require_chest(session, viewer, chest_id)
    page = fetch_page(session, viewer, chest_id, wanted, order=order, limit=limit, cursor=cursor)
    # An account that sees a memory is a member of its chest: it was asked with the page.
    if is_member_who_sees and not page.items:
        require_chest(session, viewer, chest_id)
    return page


def fetch_page(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    wanted: Filter | Stretch,
    *,
    order: Order,
    limit: int,
    cursor: str | None = None,
) -> AssetPage:
    """The visible memories of the chest that are wanted: `limit` of them from the cursor on.
    Raises Invalid for a cursor that this order did not make."""
    count = max(1, min(limit, MAX_PAGE))
    values = {**_values(wanted), "chest_id": chest_id}
    parts: list[tuple[Filter | Stretch, _Part]] = [(wanted, _Part.all)]
    if cursor:
        values["last_key"], values["last_id"] = _read_cursor(cursor, order)
        parts = [(wanted, _Part.after)]
        if _goes_by_years(wanted, order):
            # Two questions, because no index serves one that begins in the midst of a year.
            values["year"] = year_of(str(values["last_key"]))
            parts = [(Stretch(year=0), _Part.after), (wanted, _Part.years_after)]
    rows: list[Any] = []
    for of, part in parts:
        values["limit"] = count + 1 - len(rows)
        if values["limit"]:
            rows += _PAGE.ask(session, viewer, _without_values(of), order, part, **values)
    found = [read_card(row) for row in rows]
    cards = found[:count]
    return Page(cards, _cursor_after(cards[-1], order) if len(found) > count else None)


class _Part(StrEnum):
    """What of a list is asked for: all, what comes after the last one told, or the years after
    that one's."""

    all = "all"
    after = "after"
    years_after = "years_after"


def _goes_by_years(wanted: Filter | Stretch, order: Order) -> bool:
    return order is not Order.added and isinstance(wanted, Stretch) and wanted.has_years


def _page(viewer: Viewer, wanted: Filter | Stretch, order: Order, part: _Part) -> Select[Any]:
    key = col(Asset.created_at) if order is Order.added else col(Asset.taken_sort)
    up = order is Order.oldest
    columns: list[Any] = [key, col(Asset.id)]
    if _goes_by_years(wanted, order):
        columns.insert(0, its_year)
    query = (
        select_cards()
        .where(
            _in_chest(wanted),
            visible_to(viewer, now=NOW),
            *_conditions(viewer, wanted),
        )
        .order_by(*(columns if up else [column.desc() for column in columns]))
        .limit(bindparam("limit", type_=Integer()))
    )
    if part is _Part.all:
        return query
    if part is _Part.years_after:
        last = bindparam("year", type_=String())
        return query.where(its_year > last if up else its_year < last)
    # One comparison of rows: written as "a < x or (a = x and b < y)" no index would serve it.
    here = tuple_(key, col(Asset.id))
    kind = UtcDateTime() if order is Order.added else String()
    there = tuple_(bindparam("last_key", type_=kind), bindparam("last_id", type_=Uuid()))
    return query.where(here > there if up else here < there)


_PAGE = Prepared(_page)


def _in_chest(wanted: Filter | Stretch) -> ColumnElement[bool]:
    if isinstance(wanted, Stretch):
        return in_chest(by_ids=wanted.is_narrowed)
    ids = (wanted.tag, wanted.person, wanted.album)
    return in_chest(by_ids=any(one is not None for one in ids))


def _conditions(viewer: Viewer, wanted: Filter | Stretch) -> list[ColumnElement[bool]]:
    """Of what is wanted only looks at whether it is: the values are left open."""
    key = col(Asset.taken_sort)
    if isinstance(wanted, Stretch):
        return shown_of(viewer, wanted)
    conditions: list[ColumnElement[bool]] = []
    if isinstance(wanted.state, AssetState):
        conditions.append(col(Asset.state) == wanted.state)
    else:
        conditions.append(ARRIVED)
        if wanted.state is None:
            gone = one_of(col(Asset.review), (Review.declined, Review.withdrawn))
            conditions.append(not_(gone))
        else:
            conditions.append(col(Asset.review) == wanted.state)
    if wanted.kind is not None:
        conditions.append(col(Asset.kind) == bindparam("kind"))
    if wanted.since is not None:
        latest = col(Asset.taken_latest)
        conditions.append(or_(latest.is_(None), latest >= bindparam("since")))
    if wanted.until is not None:
        # "Before 1950" has no first day; "after 1950" no last one.
        earliest = col(Asset.taken_earliest)
        conditions.append(or_(earliest.is_(None), earliest <= bindparam("until")))
    if wanted.since is not None or wanted.until is not None or wanted.undated is False:
        conditions.append(key != UNDATED_SORT_KEY)
    elif wanted.undated:
        conditions.append(key == UNDATED_SORT_KEY)
    if wanted.tag is not None:
        conditions.append(is_tagged(viewer))
    if wanted.person is not None:
        conditions.append(is_on(viewer))
    if wanted.by_person is not None:
        conditions.append(is_by(viewer))
    if wanted.album is not None:
        conditions.append(is_in_album(viewer))
    if wanted.attached_to is not None:
        # What somebody laid beside their words stays there, whatever else has the same bytes.
        conditions.append(col(Asset.attached_to) == bindparam("attached_to"))
        conditions.append(col(Asset.companion_of).is_(None))
    else:
        conditions.append(stands(viewer, NOW))
    return conditions


def _values(wanted: Filter | Stretch) -> dict[str, Any]:
    if isinstance(wanted, Stretch):
        return values_of(wanted)
    return {
        "kind": wanted.kind,
        "since": wanted.since.isoformat() if wanted.since else None,
        "until": wanted.until.isoformat() if wanted.until else None,
        "attached_to": wanted.attached_to,
        "tag": wanted.tag,
        "person": wanted.person,
        "by_person": wanted.by_person,
        "album": wanted.album,
    }


def _without_values(wanted: Filter | Stretch) -> Filter | Stretch:
    """The same for all that differ in values alone."""
    if isinstance(wanted, Stretch):
        return replace(
            wanted,
            decade=None if wanted.decade is None else 0,
            year=None if wanted.year is None else 0,
            person=wanted.person and UUID(int=0),
            album=wanted.album and UUID(int=0),
        )
    return replace(
        wanted,
        kind=wanted.kind and Kind.other,
        since=wanted.since and date.min,
        until=wanted.until and date.min,
        attached_to=wanted.attached_to and UUID(int=0),
        tag=None if wanted.tag is None else "",
        person=wanted.person and UUID(int=0),
        by_person=wanted.by_person and UUID(int=0),
        album=wanted.album and UUID(int=0),
    )


def list_ids(
    session: Session, viewer: Viewer, chest_id: UUID, wanted: Filter | Stretch, *, limit: int
) -> list[UUID]:
    """The ids of what a list of this filter shows, or of this stretch; at most `limit`."""
    values = {**_values(wanted), "chest_id": chest_id, "limit": limit}
    return [row.id for row in _IDS.ask(session, viewer, _without_values(wanted), **values)]


def count_of(session: Session, viewer: Viewer, chest_id: UUID, wanted: Stretch) -> int:
    """How many memories a stretch shows: reads each of them in the index."""
    values = {**_values(wanted), "chest_id": chest_id}
    found = _COUNT.ask(session, viewer, _without_values(wanted), **values)
    return int(found[0].number)


def _count(viewer: Viewer, wanted: Stretch) -> Select[Any]:
    return select_columns(func.count().label("number")).where(
        _in_chest(wanted),
        visible_to(viewer, now=NOW),
        *_conditions(viewer, wanted),
    )


_COUNT = Prepared(_count)


def _ids(viewer: Viewer, wanted: Filter | Stretch) -> Select[Any]:
    return (
        select_columns(col(Asset.id))
        .where(
            _in_chest(wanted),
            visible_to(viewer, now=NOW),
            *_conditions(viewer, wanted),
        )
        .order_by(col(Asset.id))
        .limit(bindparam("limit", type_=Integer()))
    )


_IDS = Prepared(_ids)


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
