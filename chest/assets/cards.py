"""What a gallery shows of memories, read by the thousand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Select, Table, Uuid, and_, func, type_coerce
from sqlalchemy import select as select_columns
from sqlmodel import Session

from chest.models import Asset, AssetState, ChestModel, Derivative, Kind, Review
from chest.models.base import ManyIds

FIRST_WORDS = 400  # characters of a note or letter, what a gallery shows as a paper card


class AssetCard(NamedTuple):
    """What a gallery shows of a memory, made by the thousand.

    `words` are the first words of a note or letter, `moment` how many seconds of film play on a
    picture.

    `renditions` tells the pictures there are, by kind, with the version that their address names.
    """

    id: UUID
    kind: Kind
    state: AssetState
    review: Review
    original_name: str | None
    caption: str | None
    alt_text: str | None
    taken: str | None
    taken_earliest: str | None
    taken_latest: str | None
    taken_sort: str
    place: str | None
    width: int | None
    height: int | None
    duration: float | None
    pages: int | None
    plays_in_browser: bool
    blur: str | None
    peaks: list[float] | None
    attached_to: UUID | None
    created_at: datetime
    version: int
    moment: float | None
    words: str | None
    renditions: Mapping[str, int]


_CARD_COLUMNS = [name for name in AssetCard._fields if name not in ("words", "renditions")]


@cache  # it never changes, and putting it together takes longer than running it
def select_cards() -> Select[Any]:
    """The columns of AssetCard, a row a memory, without any condition; `read_cards` runs it."""
    asset, derivative = _table(Asset), _table(Derivative)
    thumb, preview = derivative.alias(), derivative.alias()
    return select_columns(
        *(_read_quickly(asset.c[name]) for name in _CARD_COLUMNS),
        func.substr(func.coalesce(asset.c.body, asset.c.extracted_text), 1, FIRST_WORDS),
        thumb.c.version,
        preview.c.version,
    ).select_from(
        asset.outerjoin(
            thumb, and_(thumb.c.asset_id == asset.c.id, thumb.c.kind == "thumb")
        ).outerjoin(preview, and_(preview.c.asset_id == asset.c.id, preview.c.kind == "preview"))
    )


def _read_quickly(column: Column[Any]) -> ColumnElement[Any]:
    is_id = isinstance(column.type, Uuid)
    return type_coerce(column, ManyIds()).label(column.name) if is_id else column


def read_cards(session: Session, query: Select[Any]) -> list[AssetCard]:
    """Run a query that `select_cards` began."""
    # Straight on the connection: rows of columns need nothing of what makes objects of rows.
    return [read_card(row) for row in session.connection().execute(query).all()]


def _table(model: type[ChestModel]) -> Table:
    return ChestModel.metadata.tables[str(model.__tablename__)]


def read_card(row: Sequence[Any]) -> AssetCard:
    """The card of one row of a query that `select_cards` began."""
    renditions = {}
    if row[-2] is not None:
        renditions["thumb"] = row[-2]
    if row[-1] is not None:
        renditions["preview"] = row[-1]
    # Made by the thousand: putting two tuples together is quicker than writing one out.
    return AssetCard._make(tuple(row[:-2]) + (renditions,))  # noqa: RUF005
