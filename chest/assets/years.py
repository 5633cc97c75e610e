"""The years of a life: what of it stands under which heading, and in which order.

A memory stands under the year that its date tells; where the date tells less, such as "the 1960s"
or "between 1963 and 1966", under its decade, before the decade's years. Which years there are is
found by leaping from one to the next in an index: it costs as much as there are years, however many
memories they hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.albums import is_in_album
from chest.access.prepared import NOW, Prepared
from chest.access.repeats import stands
from chest.access.tallies import DecadeCounts, on_display
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.models import Asset
from chest.models.assets import YEAR_OF
from chest.people.rows import is_on

UNDATED = "undated"
_LONGEST_YEAR = "000366"  # days, as sort keys tell them
_SOME = UUID(int=0)

its_year: ColumnElement[str] = literal_column(
    f"({YEAR_OF.replace('taken_sort', 'asset.taken_sort')})"
)
"""Over `Asset`: "1964"; "196" of what is dated less sharply; UNDATED. In the timeline's order."""


@dataclass(frozen=True)
class Stretch:
    """What the timeline shows of one decade (1960), or of a year, or of what is undated, or in
    all; with `yearless`, of the decade what is dated to no year in it. With `person`, only what
    this one of the chest's people is on; with `album`, only what this one holds."""

    decade: int | None = None
    undated: bool = False
    year: int | None = None
    yearless: bool = False
    person: UUID | None = None
    album: UUID | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it is of one person or album."""
        return self.person is not None or self.album is not None

    @property
    def has_years(self) -> bool:
        """Whether it may hold several years."""
        return not self.undated and not self.yearless and self.year is None


@dataclass(frozen=True)
class DecadeYears:
    """The years of a decade that hold something, in order, and whether anything is dated to none of
    them."""

    years: tuple[int, ...] = ()
    yearless: bool = False


def year_of(sort_key: str) -> str:
    """`its_year` of a memory with this place in time."""
    if sort_key == UNDATED_SORT_KEY:
        return UNDATED
    return sort_key[:3] if sort_key[8:14] > _LONGEST_YEAR else sort_key[:4]


def in_chest(*, by_ids: bool = False) -> ColumnElement[bool]:
    """Over `Asset`: that it is of the chest `chest_id`. Where a list of ids leads to what is
    wanted, this is said so that no index over the chest serves it, or the whole of it would be
    gone through for the few."""
    chest = col(Asset.chest_id)
    return (func.coalesce(chest, chest) if by_ids else chest) == bindparam("chest_id")


def shown_of(viewer: Viewer, stretch: Stretch) -> list[ColumnElement[bool]]:
    """The conditions over `Asset` for what the timeline shows of it; they leave `year` open, or
    `begin` and `end`: see `values_of`."""
    shown = [on_display(viewer), stands(viewer, NOW)]
    if stretch.person is not None:
        shown.append(is_on(viewer))
    if stretch.album is not None:
        shown.append(is_in_album(viewer))
    if stretch.undated:
        return [*shown, its_year == literal_column(f"'{UNDATED}'")]
    if stretch.year is not None or stretch.yearless:
        return [*shown, its_year == bindparam("year")]
    if stretch.decade is not None:
        return [*shown, its_year >= bindparam("begin"), its_year < bindparam("end")]
    return shown


def values_of(stretch: Stretch) -> dict[str, object]:
    decade = f"{(stretch.decade or 0) // 10:03}"
    year = decade if stretch.year is None else f"{stretch.year:04}"
    # After "1969" and before "197", in whichever order a database has its letters.
    return {
        "year": year,
        "begin": decade,
        "end": f"{decade}a",
        "person": stretch.person,
        "album": stretch.album,
    }


def list_years(session: Session, viewer: Viewer, chest_id: UUID) -> dict[int, DecadeYears]:
    """By decade (1960) the years of which the viewer's timeline holds something."""
    return _by_decade(row.key for row in _YEARS.ask(session, viewer, chest_id=chest_id))


def _by_decade(keys: Iterable[str]) -> dict[int, DecadeYears]:
    found: dict[int, DecadeYears] = {}
    for key in keys:
        decade = int(key[:3]) * 10
        known = found.get(decade, DecadeYears())
        if len(key) == 3:
            found[decade] = DecadeYears(known.years, yearless=True)
        else:
            found[decade] = DecadeYears((*known.years, int(key)), known.yearless)
    return found


def count_years(
    session: Session, viewer: Viewer, chest_id: UUID, wanted: Stretch
) -> tuple[DecadeCounts, dict[int, DecadeYears]]:
    """How many memories of the person or album stand in each decade, and in which years: reads each
    of these, and no other."""
    named = {"person": wanted.person, "album": wanted.album}
    whose = Stretch(person=wanted.person and _SOME, album=wanted.album and _SOME)
    rows = _YEARS_OF_ONE.ask(session, viewer, whose, chest_id=chest_id, **named)
    numbers = {str(key): int(number) for key, number in rows}
    undated = numbers.pop(UNDATED, 0)
    decades: dict[int, int] = {}
    for key, number in numbers.items():
        decade = int(key[:3]) * 10
        decades[decade] = decades.get(decade, 0) + number
    return DecadeCounts(decades, undated), _by_decade(numbers)


def _years_of_one(viewer: Viewer, whose: Stretch) -> Select[Any]:
    columns: list[Any] = [its_year, func.count()]
    return (
        select_columns(*columns)
        .select_from(Asset)
        .where(
            in_chest(by_ids=True),
            visible_to(viewer, now=NOW),
            *shown_of(viewer, whose),
        )
        .group_by(its_year)
        .order_by(its_year)
    )


_YEARS_OF_ONE = Prepared(_years_of_one)


def _years(viewer: Viewer) -> Select[Any]:
    def first(*beyond: ColumnElement[bool]) -> Any:
        return (
            select_columns(its_year)
            .select_from(Asset)
            .where(
                col(Asset.chest_id) == bindparam("chest_id"),
                visible_to(viewer, now=NOW),
                *shown_of(viewer, Stretch()),
                its_year < literal_column(f"'{UNDATED}'"),
                *beyond,
            )
            .order_by(its_year)
            .limit(literal_column("1"))
        )

    found = select_columns(first().scalar_subquery().label("key")).cte("found", recursive=True)
    after = first(its_year > found.c.key).correlate(found).scalar_subquery()
    found = found.union_all(select_columns(after).where(found.c.key.is_not(None)))
    return select_columns(found.c.key).where(found.c.key.is_not(None))


_YEARS = Prepared(_years)
