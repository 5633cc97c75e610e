"""The same bytes are one memory to whoever looks: which of those that they see is shown, and which
are shown as that one. So are pictures of which a curator said that they are the same one
(`asset.same_as`). What is a part of another memory (`asset.companion_of`) is shown with that.

Shown is the copy that most people see, of those the one that a curator chose, and of those the
oldest. So whoever sees a copy sees the one before it too, nearly always, and one row of `Repeat`
says so for everybody: lists leave these out, and `ChestTally` does not count them. The database
keeps them (`chest.migrations.versions`, 0007 and 0024). What no such row can say, because it is a
matter of the moment or of one session, is looked at where it is asked: what was sealed until a
moment ago, and what a link sees only because it gave it.

Nothing folds that is not published, and nothing that somebody wanted to see apart. Rows and bytes
are never merged: with the copy that is shown gone, the next one is shown.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy import Uuid as UuidType
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from chest.access.viewers import AccountViewer, LinkViewer, Viewer, published
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.models import NOBODY, Asset, Audience, Chest, Membership, Repeat, Role

_Column: TypeAlias = ColumnElement[Any] | Mapped[Any]

_COLUMNS = list(Repeat.model_fields)

_WIDEST_FIRST = (Audience.everyone, Audience.family, Audience.keepers, Audience.only_me)
_FOR_SOME = (Audience.keepers, Audience.only_me)


def stands(viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    """The predicate over `Asset` for what this viewer, who is known to see it, is shown as a memory
    of its own: everything but repeats of something else that they see."""
    both: ColumnElement[bool]
    alone: ColumnElement[bool]
    if isinstance(viewer, AccountViewer):
        # Whoever added a second copy of what is for keepers, and is none, sees only that one.
        both = or_(
            col(Repeat.for_all).is_(True),
            col(Repeat.added_by) != viewer.account_id,
            is_keeper_of(viewer, col(Repeat.chest_id)),
        )
        alone = col(Asset.visible_from).is_not(None)
    elif isinstance(viewer, LinkViewer):
        both = viewer.shares(Asset)
        alone = or_(col(Asset.visible_from).is_not(None), not_(viewer.shares(Asset)))
    else:
        return true()  # a receipt shows all that was given with it
    by_itself = col(Asset.companion_of).is_(None)
    repeats = exists(select(col(Repeat.asset_id)).where(col(Repeat.asset_id) == Asset.id, both))
    return and_(by_itself, not_(or_(repeats, and_(alone, _repeats_what_is_seen(viewer, now)))))


def is_keeper_of(viewer: AccountViewer, chest_id: _Column) -> ColumnElement[bool]:
    return exists(
        select(col(Membership.account_id)).where(
            col(Membership.chest_id) == chest_id,
            col(Membership.account_id) == viewer.account_id,
            col(Membership.role) == Role.keeper,
        )
    )


def picture_of(one: type[Asset]) -> ColumnElement[str | None]:
    """What tells the memories that are shown as one: their bytes, or those that a curator chose for
    all of them. An index leads from it to its memories."""
    return func.coalesce(col(one.same_as), col(one.sha256))


def has_the_bytes_of(one: type[Asset], other: type[Asset]) -> ColumnElement[bool]:
    """Whether two memories of a chest have the same bytes, or are said to be the same picture. An
    empty file is like no other."""
    return and_(
        col(one.chest_id) == col(other.chest_id),
        picture_of(one) == picture_of(other),
        col(one.id) != col(other.id),
        func.coalesce(col(one.bytes), 1) > 0,
    )


def comes_before(one: type[Asset], other: type[Asset]) -> ColumnElement[bool]:
    """Whether `one` is shown rather than `other`, to whoever sees both."""
    return tuple_(*_rank(one)) < tuple_(*_rank(other))


def is_published_copy(viewer: Viewer, of: Asset, now: datetime) -> ColumnElement[bool]:
    """The predicate over `Asset` for published memories with the bytes of this one, or said to be
    the same picture, itself too, that the viewer sees. Without bytes, as words are, it is like
    nothing else."""
    if of.sha256 is None:
        return false()
    return and_(
        col(Asset.chest_id) == of.chest_id,
        picture_of(Asset) == (of.same_as or of.sha256),
        func.coalesce(col(Asset.bytes), 1) > 0,
        _is_there(Asset, now),
        viewer.sees(),
    )


def list_wrong(session: Session) -> dict[UUID, int]:
    """How many memories of a chest are wrongly shown as another one, or wrongly by themselves:
    nothing, if all is in order."""
    wanted, kept = _wanted().subquery().c, Repeat.__table__.c  # type: ignore[attr-defined]  # SQLModel adds it
    missing = select(wanted.chest_id).where(
        not_(exists(select(kept.asset_id).where(*_same(kept, wanted))))
    )
    false = select(kept.chest_id).where(
        not_(exists(select(wanted.asset_id).where(*_same(kept, wanted))))
    )
    found: dict[UUID, int] = {}
    for query in (missing, false):
        for (chest_id,) in session.connection().execute(query):
            found[chest_id] = found.get(chest_id, 0) + 1
    return found


def put_right(session: Session) -> None:
    """Make the rows of `Repeat` what the memories say."""
    wanted, kept = _wanted().subquery().c, Repeat.__table__.c  # type: ignore[attr-defined]  # SQLModel adds it
    there = exists(select(wanted.asset_id).where(*_same(kept, wanted)))
    session.connection().execute(delete(Repeat).where(not_(there)))
    missing = select(*(wanted[name] for name in _COLUMNS)).where(
        not_(exists(select(kept.asset_id).where(kept.asset_id == wanted.asset_id)))
    )
    session.connection().execute(insert(Repeat).from_select(_COLUMNS, missing))


def decade_of(sort_key: _Column) -> ColumnElement[str]:
    """ "196" of a memory's place in time; "" for what is undated."""
    return case((sort_key == UNDATED_SORT_KEY, ""), else_=func.substr(sort_key, 1, 3))


def _rank(of: type[Asset]) -> list[ColumnElement[Any]]:
    is_chosen = picture_of(of) == col(of.sha256)
    return [_width(of), case((is_chosen, 0), else_=1), cast(ColumnElement[Any], col(of.id))]


def _width(of: type[Asset]) -> ColumnElement[int]:
    places = [(col(of.audience) == one, place) for place, one in enumerate(_WIDEST_FIRST)]
    return case(*places, else_=len(places))


def _is_there(of: type[Asset], now: datetime | None = None) -> ColumnElement[bool]:
    """Whether a memory is one of those of which the same bytes are shown once; with `now`, also one
    whose seal has passed."""
    sealed = col(of.visible_from)
    return and_(
        published(of),
        col(of.companion_of).is_(None),
        col(of.deleted_at).is_(None),
        sealed.is_(None) if now is None else or_(sealed.is_(None), sealed <= now),
    )


def _repeats_what_is_seen(viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    twin = aliased(Asset)
    is_ordinary = and_(col(twin.visible_from).is_(None), viewer.shares(twin))
    return and_(
        published(Asset),
        not_(col(Asset.stands_apart)),
        exists(
            select(col(twin.id)).where(
                has_the_bytes_of(twin, Asset),
                _is_there(twin, now),
                viewer.sees(twin),
                or_(is_ordinary, comes_before(twin, Asset)),
            )
        ),
    )


def _wanted() -> Select[Any]:
    """The rows that `Repeat` has to have, in the order of its columns."""
    twin = aliased(Asset)
    first = [
        has_the_bytes_of(twin, Asset),
        _is_there(twin),
        comes_before(twin, Asset),
        or_(col(twin.audience) != Audience.only_me, col(twin.added_by) == col(Asset.added_by)),
    ]
    seen_by_all = or_(
        col(twin.audience).not_in(_FOR_SOME),
        col(Asset.added_by).is_(None),
        col(Asset.added_by) == col(twin.added_by),
    )
    columns: list[ColumnElement[Any]] = [
        col(Asset.id).label("asset_id"),
        col(Asset.chest_id).label("chest_id"),
        picture_of(Asset).label("sha256"),
        func.coalesce(col(Asset.added_by), literal(NOBODY, UuidType())).label("added_by"),
        col(Asset.audience).label("audience"),
        col(Asset.kind).label("kind"),
        decade_of(col(Asset.taken_sort)).label("decade"),
        exists(select(col(twin.id)).where(*first, seen_by_all)).label("for_all"),
    ]
    return (
        select(*columns)
        .select_from(Asset)
        .join(Chest, col(Chest.id) == col(Asset.chest_id))
        .where(
            _is_there(Asset),
            not_(col(Asset.stands_apart)),
            exists(select(col(twin.id)).where(*first)),
        )
    )


def _same(one: Any, other: Any) -> list[ColumnElement[bool]]:
    return [one[name] == other[name] for name in _COLUMNS]
