"""Rows as the bag carries them and as they are brought in again: what of each table, and for whom.

Whoever may not change a memory is not told what it was before, what a machine suggested and
somebody refused, or who changed it; so it is here too. Nothing is carried that lets anybody in: no
password, session, link, receipt or token.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Uuid
from sqlmodel import Session, col, select

from chest.access.memories import list_visible
from chest.access.viewers import Viewer
from chest.models import (
    AlbumItem,
    Asset,
    AssetRevision,
    AssetTag,
    ChestModel,
    ChestUnderstanding,
    Contribution,
    HeldText,
    LookAlike,
    Person,
    PersonInAsset,
    PersonProposal,
    PictureText,
    PictureTextRevision,
    ProcessingStep,
    Role,
    Step,
    StepState,
    Story,
    StoryEdit,
    Transcript,
    TranscriptRevision,
    TranscriptSegment,
    Understanding,
)
from chest.models.base import UtcDateTime

Row = dict[str, Any]
Tables = dict[str, list[Row]]

# What is known of one memory, in the order in which it is brought in.
OF_A_MEMORY: tuple[type[ChestModel], ...] = (
    ProcessingStep,
    Understanding,
    Transcript,
    TranscriptSegment,
    PictureText,
    AssetTag,
    AssetRevision,
    TranscriptRevision,
    PictureTextRevision,
    HeldText,
)
_FOR_CURATORS = (AssetRevision, TranscriptRevision, PictureTextRevision, HeldText)
_ONLY_CURATORS_KNOW: dict[type[ChestModel], tuple[str, ...]] = {
    Transcript: ("offered", "edited_by"),
    TranscriptSegment: ("heard", "edited_by"),
    PictureText: ("seen", "edited_by"),
    AssetTag: ("created_by",),
    Asset: ("deleted_by",),
}
# Where bytes lie is the business of one installation alone.
NOT_CARRIED: dict[type[ChestModel], tuple[str, ...]] = {
    Asset: ("storage_key", "blur"),
    Contribution: ("link_id", "link_session_id"),
}
# Columns that name accounts without a key into their table: who did it may be gone by now.
_DONE_BY: dict[type[ChestModel], tuple[str, ...]] = {
    TranscriptRevision: ("changed_by",),
    PictureTextRevision: ("changed_by",),
    Transcript: ("edited_by",),
    TranscriptSegment: ("edited_by",),
    PictureText: ("edited_by",),
    AssetTag: ("created_by",),
    HeldText: ("decided_by",),
    PersonInAsset: ("by",),
    Person: ("created_by",),
    PersonProposal: ("decided_by",),
    ChestUnderstanding: ("updated_by",),
    LookAlike: ("decided_by",),
    AlbumItem: ("added_by",),
    Story: ("consent_by",),
    StoryEdit: ("made_by", "undone_by"),
}
POINTERS = ("attached_to", "duplicate_of", "companion_of", "apart_from")
# The rest is made anew from the bytes: pictures, copies, and what finds pictures by their looks.
_STEPS_CARRIED = (Step.hash, Step.type, Step.metadata, Step.text)
_TASKS_CARRIED = (Step.transcribe, Step.read)
_OF_A_GIFT = (
    *("id", "chest_id", "account_id", "name", "relation", "consent_at", "state", "created_at"),
    *("submitted_at", "message_asset_id", "version"),
)


def curates(role: Role) -> bool:
    return role in (Role.curator, Role.keeper)


def as_json(row: ChestModel) -> Row:
    """The row as plain JSON, column by column."""
    left_out = NOT_CARRIED.get(type(row), ())
    return {
        column.key: _say(getattr(row, column.key))
        for column in _columns(type(row))
        if column.key not in left_out
    }


def from_json(model: type[ChestModel], row: Row) -> Row:
    """The values of a row that `as_json` wrote; columns that this program does not know are left
    out. Raises ValueError, KeyError or TypeError for what is no such row."""
    known = {column.key: column for column in _columns(model)}
    return {
        name: _read(known[name].type, value)
        for name, value in row.items()
        if name in known and name not in NOT_CARRIED.get(model, ())
    }


def list_accounts(model: type[ChestModel]) -> list[str]:
    """The columns that name accounts."""
    return [*list_foreign(model, "account"), *_DONE_BY.get(model, ())]


def list_foreign(model: type[ChestModel], table: str) -> list[str]:
    """The columns that name rows of that table."""
    return [
        column.key
        for column in _columns(model)
        if any(key.column.table.name == table for key in column.foreign_keys)
    ]


def rows_of_memories(
    session: Session, viewer: Viewer, role: Role, assets: Sequence[Asset]
) -> dict[UUID, Tables]:
    """What the bag carries of each of these memories, which the viewer is known to see."""
    ids = [asset.id for asset in assets]
    named = {getattr(asset, name) for asset in assets for name in POINTERS}
    seen = list_visible(session, viewer, named)
    found: dict[UUID, Tables] = {}
    for asset in assets:
        row = _told(asset, role)
        for name in POINTERS:
            if getattr(asset, name) not in seen:
                row[name] = None
        if row["companion_of"] is None:
            row["companion_as"] = None
        found[asset.id] = {"asset": [row]}
    for model in OF_A_MEMORY:
        if model in _FOR_CURATORS and not curates(role):
            continue
        of: Any = model
        rows = session.exec(select(of).where(of.asset_id.in_(ids)).order_by(*_keys(model))).all()
        for one in rows:
            if _is_carried(one, role):
                found[one.asset_id].setdefault(_name(model), []).append(_told(one, role))
    for place in session.exec(
        select(PersonInAsset)
        .join(Person, col(Person.id) == col(PersonInAsset.person_id))
        .where(col(PersonInAsset.asset_id).in_(ids), col(Person.deleted_at).is_(None))
        .order_by(col(PersonInAsset.asset_id), col(PersonInAsset.person_id))
    ):
        if curates(role) or not place.rejected:
            found[place.asset_id].setdefault("person_in_asset", []).append(as_json(place))
    return found


def rows_of_gifts(
    session: Session, role: Role, ids: Collection[UUID], *, seen: Collection[UUID]
) -> list[Row]:
    """Who gave: of gifts with at least one memory that is carried."""
    rows = []
    for gift in session.exec(
        select(Contribution).where(col(Contribution.id).in_(ids)).order_by(col(Contribution.id))
    ):
        row = as_json(gift)
        if not curates(role):
            row = {name: row[name] for name in _OF_A_GIFT}
        if role is not Role.keeper:
            row["contact_email"] = None
        if gift.message_asset_id not in seen:
            row["message_asset_id"] = None
        rows.append(row)
    return rows


def _is_carried(row: Any, role: Role) -> bool:
    if isinstance(row, ProcessingStep):
        return row.step in _STEPS_CARRIED and row.state is not StepState.running
    if isinstance(row, Understanding):
        return row.step in _TASKS_CARRIED and row.state in (StepState.done, StepState.skipped)
    if isinstance(row, AssetTag):
        return curates(role) or not row.rejected
    return True


def _told(row: ChestModel, role: Role) -> Row:
    told = as_json(row)
    if not curates(role):
        told |= dict.fromkeys(_ONLY_CURATORS_KNOW.get(type(row), ()))
    return told


def _name(model: type[ChestModel]) -> str:
    return str(model.__tablename__)


def _columns(model: type[ChestModel]) -> Iterable[Any]:
    return ChestModel.metadata.tables[_name(model)].columns


def _keys(model: type[ChestModel]) -> list[Any]:
    table = ChestModel.metadata.tables[_name(model)]
    if "position" in table.columns:
        return [table.columns["asset_id"], table.columns["position"]]
    return list(table.primary_key.columns)


def _say(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Uuid):
        return UUID(value)
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    return value
