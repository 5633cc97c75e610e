"""Whom a bag names: those who added, changed or decided something that is in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chest.exports.reading import Asked
from chest.exports.rows import OF_A_MEMORY, Row, Tables, curates, list_accounts
from chest.models import (
    Account,
    Album,
    AlbumItem,
    Asset,
    Chapter,
    Chest,
    ChestModel,
    ChestUnderstanding,
    Contribution,
    LookAlike,
    Membership,
    Person,
    PersonInAsset,
    PersonProposal,
    Role,
    Story,
    StoryEdit,
    StorySentence,
)
from chest.stories.citing import in_parts

_MODELS: dict[str, type[ChestModel]] = {
    str(model.__tablename__): model
    for model in (
        *(Chest, Contribution, Person, ChestUnderstanding, PersonProposal, LookAlike),
        *(Album, AlbumItem, Story, Chapter, StorySentence, StoryEdit),
    )
}
"""What the rows of a chest as a whole are of."""


def rows_of_accounts(session: Session, asked: Asked, seen: set[UUID], rows: Tables) -> list[Row]:
    """The names of those whom the rows name: who added something that is carried or made an album,
    for curators whoever changed or decided something, and for a keeper all who belong."""
    ids: set[UUID | None] = {asked.viewer.account_id}
    ids |= _named_with(session, Asset, ("added_by",), seen)
    ids |= {UUID(row["made_by"]) for row in rows["album"] if row["made_by"]}
    if curates(asked.role):
        models: tuple[type[ChestModel], ...] = (*OF_A_MEMORY, PersonInAsset)
        for model in models:
            ids |= _named_with(session, model, list_accounts(model), seen)
        for table, some in rows.items():
            columns = list_accounts(_MODELS[table])
            ids |= {UUID(row[name]) for row in some for name in columns if row.get(name)}
    if asked.role is Role.keeper:
        members = select(Membership.account_id).where(col(Membership.chest_id) == asked.chest_id)
        ids.update(session.exec(members).all())
    return [
        {"id": str(id), "name": name}
        for some in in_parts(sorted(one for one in ids if one))
        for id, name in session.exec(
            select(Account.id, Account.name)
            .where(col(Account.id).in_(some))
            .order_by(col(Account.id))
        )
    ]


def _named_with(
    session: Session, model: Any, columns: Iterable[str], seen: set[UUID]
) -> set[UUID | None]:
    """Whom those columns name in the rows of these memories."""
    key: Any = getattr(model, "id" if model is Asset else "asset_id")
    return {
        found
        for name in columns
        for some in in_parts(seen)
        for found in session.exec(select(getattr(model, name)).where(key.in_(some)).distinct())
    }
