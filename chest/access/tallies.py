"""How many memories somebody sees, and whether any of them changed: read from rows that are kept as
memories change, whatever their number.

`ChestTally` counts by sort what is neither put away nor sealed nor shown as another memory or as a
part of one (`chest.access.repeats`); a viewer sees whole sorts. What they see besides is looked at
one by one, and is little: what was given through a link in this session, what was sealed until a
moment ago (`settle_opened` makes that ordinary), and what repeats something for keepers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    delete,
    func,
    literal,
    literal_column,
    not_,
    or_,
    true,
    union_all,
    update,
)
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from chest.access.prepared import NOW, Prepared
from chest.access.repeats import decade_of, is_keeper_of, list_wrong, put_right, stands
from chest.access.viewers import ARRIVED, AccountViewer, Viewer, one_of
from chest.access.visibility import in_chest_that_is_there, visible_to
from chest.models import NOBODY, Asset, Audience, ChestTally, Kind, Repeat, Review, utc_now
from chest.models.base import Word

_Column: TypeAlias = ColumnElement[Any] | Mapped[Any]

_SORT = ("chest_id", "added_by", "audience", "review", "arrived", "kind", "decade")


@dataclass(frozen=True)
class DecadeCounts:
    """How many memories stand in each decade (1960), in order, and how many are undated."""

    decades: dict[int, int]
    undated: int


def on_display(viewer: Viewer) -> ColumnElement[bool]:
    """What stands in timelines and among the newest: published, and the viewer's own that waits.

    Curators see what others contributed where they decide about it.
    """
    return and_(_displays(viewer, col(Asset.review), col(Asset.added_by)), ARRIVED)


def count_by_kind(
    session: Session, viewer: Viewer, chest_ids: Sequence[UUID]
) -> dict[UUID, dict[str, int]]:
    """How many memories of each chest this viewer sees: published ones by kind, others by their
    review ("pending"); as many as lists of that kind or review hold (see `Filter`). What is still
    arriving is not counted: it may never come. A chest of which they see nothing has no entry."""
    counts: dict[UUID, dict[str, int]] = {}
    for chest_id, kind, review, number in _BY_KIND.ask(session, viewer, chests=chest_ids):
        if number:
            of_chest = counts.setdefault(chest_id, {})
            name = Kind(kind).value if review == Review.published else Review(review).value
            of_chest[name] = of_chest.get(name, 0) + int(number)
    return counts


def count_decades(session: Session, viewer: Viewer, chest_id: UUID) -> DecadeCounts:
    """How many memories each decade of the viewer's timeline holds."""
    rows = _BY_DECADE.ask(session, viewer, chests=[chest_id])
    numbers = {decade: int(number) for decade, number in rows if number}
    undated = numbers.pop("", 0)
    return DecadeCounts({int(digits) * 10: n for digits, n in numbers.items()}, undated)


def pulse(session: Session, viewer: Viewer, chest_id: UUID) -> str:
    """A short text that changes when anything that this viewer sees in the chest does."""
    found = [
        tuple(map(str, row))
        for question in (_VERSION, _SEALED, *([] if viewer.account_id else [_GIVEN]))
        for row in question.ask(session, viewer, chests=[chest_id])
    ]
    return sha256(repr(found).encode()).hexdigest()[:16]


def settle_opened(session: Session) -> int:
    """Make ordinary memories of those whose seal has passed; returns how many there were. Nobody
    sees a difference: they are counted by sort from now on."""
    opened = update(Asset).where(col(Asset.visible_from) <= utc_now()).values(visible_from=None)
    return session.connection().execute(opened).rowcount


def fold(session: Session) -> None:
    """Add up what single transactions counted, so that there is one row a sort. On SQLite there
    always is. Two that do this at once add nothing twice."""
    if session.get_bind().dialect.name == "sqlite":
        return
    gone = (
        delete(ChestTally)
        .where(col(ChestTally.slot) != 0)
        .returning(*ChestTally.__table__.c)  # type: ignore[attr-defined]  # SQLModel adds it
        .cte("gone")
    )
    key = [gone.c[name] for name in _SORT]
    summed = select_columns(
        *key, literal_column("0"), func.sum(gone.c.number), func.sum(gone.c.version)
    ).group_by(*key)
    added = insert(ChestTally).from_select([*_SORT, "slot", "number", "version"], summed)
    session.connection().execute(
        added.on_conflict_do_update(
            index_elements=[*_SORT, "slot"],
            set_={
                name: col(getattr(ChestTally, name)) + added.excluded[name]
                for name in ("number", "version")
            },
        )
    )


def find_miscounts(session: Session) -> dict[UUID, int]:
    """By how many memories the tallies of a chest are wrong, or what repeats another one: nothing,
    if all is in order."""
    found = list_wrong(session)
    for row in session.connection().execute(_differences()):
        found[row.chest_id] = found.get(row.chest_id, 0) + abs(row.number)
    return found


def recount(session: Session) -> None:
    """Make the tallies what lies in the chests. What others change meanwhile stays counted."""
    put_right(session)
    for *sort, number in session.connection().execute(_differences()).all():
        key = dict(zip(_SORT, sort, strict=True))
        row = session.get(ChestTally, (*sort, 0), with_for_update=True)
        if row is None:
            row = ChestTally(**key, slot=0, number=0, version=0)
        row.number, row.version = row.number + number, row.version + 1
        session.add(row)
    session.flush()


def _differences() -> Select[Any]:
    """Each sort that is miscounted, with what has to be added to it."""
    there = select_columns(
        *(c.label(name) for c, name in zip(_sort_of_memories(), _SORT, strict=True)),
        literal_column("1").label("number"),
    ).where(
        col(Asset.deleted_at).is_(None),
        col(Asset.visible_from).is_(None),
        col(Asset.companion_of).is_(None),
    )
    counted = select_columns(
        *(col(getattr(ChestTally, name)) for name in _SORT), -col(ChestTally.number)
    )
    repeated = select_columns(*_sort_of_repeats(), literal_column("-1")).where(
        col(Repeat.for_all).is_(True)
    )
    both = union_all(there, counted, repeated).subquery().c
    sort = [both[name] for name in _SORT]
    number = func.sum(both.number)
    return select_columns(*sort, number.label("number")).group_by(*sort).having(number != 0)


def _displays(
    viewer: Viewer,
    review: ColumnElement[Any] | Mapped[Any],
    added_by: ColumnElement[Any] | Mapped[Any],
) -> ColumnElement[bool]:
    shown = review == Review.published
    if viewer.account_id is None:
        return shown
    waits = one_of(review, (Review.pending, Review.held))
    return or_(shown, and_(waits, added_by == viewer.account_id))


def _seen(viewer: Viewer) -> FromClause:
    """Rows of `chest_id`, `added_by`, `review`, `kind`, `decade` and `number` that add up to all
    that the viewer sees in `chests` and that has arrived, the same bytes once."""
    names = ("chest_id", "added_by", "review", "kind", "decade")
    counted = [col(getattr(ChestTally, name)) for name in (*names, "number")]
    tallied = select_columns(*counted).where(*_shared_sorts(viewer), col(ChestTally.arrived))
    columns = dict(zip(_SORT, _sort_of_memories(), strict=True))
    singly = [
        select_columns(*(columns[name] for name in names), literal_column("1")).where(
            *besides(viewer), ARRIVED, stands(viewer, NOW)
        )
        for besides in ((_was_sealed,) if viewer.account_id is not None else (_was_sealed, _gave))
    ]
    if isinstance(viewer, AccountViewer):
        of_repeat = dict(zip(_SORT, _sort_of_repeats(), strict=True))
        singly.append(
            select_columns(*(of_repeat[name] for name in names), literal_column("-1")).where(
                col(Repeat.chest_id).in_(_chests()),
                not_(col(Repeat.for_all)),
                in_chest_that_is_there(Repeat),
                is_keeper_of(viewer, col(Repeat.chest_id)),
                or_(
                    col(Repeat.audience) != Audience.only_me,
                    col(Repeat.added_by) == viewer.account_id,
                ),
            )
        )
    return union_all(tallied, *singly).subquery()


def _shared_sorts(viewer: Viewer) -> list[ColumnElement[bool]]:
    return [
        col(ChestTally.chest_id).in_(_chests()),
        in_chest_that_is_there(ChestTally),
        viewer.shares(ChestTally),
    ]


# What a viewer sees that no tally counts for them. Two questions that find no memory twice: in one,
# no index would serve them.


def _was_sealed(viewer: Viewer) -> list[ColumnElement[bool]]:
    return [
        col(Asset.chest_id).in_(_chests()),
        col(Asset.visible_from) <= NOW,
        visible_to(viewer, now=NOW),
    ]


def _gave(viewer: Viewer) -> list[ColumnElement[bool]]:
    return [
        viewer.gave(),
        not_(viewer.shares(Asset)),
        col(Asset.visible_from).is_(None),
        visible_to(viewer, now=NOW),
    ]


def _chests() -> BindParameter[Any]:
    return bindparam("chests", expanding=True)


def _by_kind(viewer: Viewer) -> Select[Any]:
    seen = _seen(viewer).c
    sort = (seen.chest_id, seen.kind, seen.review)
    return select_columns(*sort, func.sum(seen.number)).group_by(*sort)


def _by_decade(viewer: Viewer) -> Select[Any]:
    seen = _seen(viewer).c
    return (
        select_columns(seen.decade, func.sum(seen.number))
        .where(_displays(viewer, seen.review, seen.added_by))
        .group_by(seen.decade)
        .order_by(seen.decade)
    )


def _version(viewer: Viewer) -> Select[Any]:
    return select_columns(func.sum(ChestTally.version)).where(*_shared_sorts(viewer))


def _each(besides: Callable[[Viewer], list[ColumnElement[bool]]]) -> Prepared:
    def build(viewer: Viewer) -> Select[Any]:
        told: list[Any] = [func.count(), func.sum(Asset.version), func.max(Asset.created_at)]
        return (
            select_columns(col(Asset.state), *told)
            .where(*besides(viewer))
            .group_by(col(Asset.state))
            .order_by(col(Asset.state))
        )

    return Prepared(build)


_BY_KIND, _BY_DECADE, _VERSION = Prepared(_by_kind), Prepared(_by_decade), Prepared(_version)
_SEALED, _GIVEN = _each(_was_sealed), _each(_gave)


def _sort_of_memories() -> list[Any]:
    """What a memory's columns say of its sort, in the order of `_SORT`."""
    return [
        col(Asset.chest_id),
        func.coalesce(col(Asset.added_by), NOBODY),
        col(Asset.audience),
        col(Asset.review),
        ARRIVED,
        col(Asset.kind),
        decade_of(col(Asset.taken_sort)),
    ]


def _sort_of_repeats() -> list[Any]:
    """The sorts out of which repeats are taken: what is published and here."""
    return [
        col(Repeat.chest_id),
        col(Repeat.added_by),
        col(Repeat.audience),
        literal(Review.published, Word(Review)),
        true(),
        col(Repeat.kind),
        col(Repeat.decade),
    ]
