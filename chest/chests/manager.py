"""Chests: making, finding, editing, deleting and restoring what a family keeps of one life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlalchemy import select as select_columns
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.memories import hero_of, list_visible
from chest.access.tallies import count_by_kind, pulse
from chest.access.viewers import WORKER, LinkViewer, Viewer, require_account
from chest.access.visibility import (
    Action,
    check_unlocked,
    find_role_to_see,
    require,
    require_to_see,
)
from chest.chests.fields import FLAGS, TEXTS, check_hero, check_life, clean_fields
from chest.database import Database
from chest.dates.lives import say_years
from chest.erasing.periods import RESTORABLE_FOR, say_gone
from chest.erasing.purging import purge_chest
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn, Stale
from chest.models import (
    Account,
    AuditEvent,
    Chest,
    Membership,
    Pronoun,
    Role,
    utc_now,
)
from language import _


@dataclass(frozen=True)
class ChestView:
    """A chest as one viewer sees it. `role` is None for links and receipts, `counts` then empty.
    The hero is None where the viewer does not see it. `shut`: it is private and locked, and its
    name is the label that a keeper chose."""

    id: UUID
    name: str
    middle_name: str | None
    maiden_name: str | None
    nick_name: str | None
    called: str | None
    pronoun: Pronoun
    born: str | None
    died: str | None
    places: tuple[str, ...]
    words: str | None
    long_words: str | None
    hero_asset_id: UUID | None
    hero_crop: tuple[float, float, float, float] | None
    time_zone: str
    southern: bool
    language: str
    trusts_members: bool
    role: Role | None
    counts: dict[str, int]
    created_at: datetime
    version: int
    deleted_at: datetime | None
    shut: bool = False

    @property
    def years(self) -> str:
        """Born and died in words; see `say_years`."""
        return say_years(self.born, self.died, southern=self.southern)


class ChestManager:
    """Every call takes the viewer first and answers NotFound for what is none of theirs."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def create(self, viewer: Viewer, **fields: Any) -> ChestView:
        """Make a chest; its maker becomes its keeper. Takes `chest_fields.EDITABLE`, and a name."""
        account_id = require_account(viewer)
        values = clean_fields(fields, southern=bool(fields.get("southern")))
        if not values.get("name"):
            raise Invalid(_("Please enter the name of the person this chest is for."), field="name")
        check_life(values.get("born"), values.get("died"), southern=bool(values.get("southern")))
        values.pop("hero_asset_id", None)
        values.pop("hero_crop", None)
        with self._database.write() as session:
            if session.get(Account, account_id) is None:
                raise NotSignedIn
            chest = Chest(**values, created_by=account_id)
            session.add(chest)
            session.flush()
            session.add(Membership(chest_id=chest.id, account_id=account_id, role=Role.keeper))
            record(session, viewer, "chest.created", subject=("chest", chest.id), chest_id=chest.id)
            return _view(chest, Role.keeper, {}, set())

    def list_chests(self, viewer: Viewer, *, deleted: bool = False) -> list[ChestView]:
        """The viewer's chests, oldest first; with `deleted`, those that a keeper can restore."""
        require_account(viewer)
        with self._database.read() as session:
            query = (
                select(Chest, Membership.role)
                .join(Membership, col(Membership.chest_id) == col(Chest.id))
                .where(col(Membership.account_id) == viewer.account_id)
                .order_by(col(Chest.created_at), col(Chest.id))
            )
            if deleted:
                query = query.where(
                    col(Chest.deleted_at) > utc_now() - RESTORABLE_FOR,
                    col(Membership.role) == Role.keeper,
                )
            else:
                query = query.where(col(Chest.deleted_at).is_(None))
            rows = session.exec(query).all()
            counts = count_by_kind(session, viewer, [chest.id for chest, _role in rows])
            seen = list_visible(session, viewer, [chest.hero_asset_id for chest, _role in rows])
            return [
                _view(chest, Role(role), counts.get(chest.id, {}), seen) for chest, role in rows
            ]

    def get(self, viewer: Viewer, chest_id: UUID, *, counted: bool = True) -> ChestView:
        """The chest, for its members and for the holder of a link or receipt to it; its counts
        only if they are asked for."""
        with self._database.read() as session:
            if isinstance(viewer, LinkViewer) and viewer.chest_id == chest_id:
                chest = session.get(Chest, chest_id)
                if chest is None or chest.deleted_at is not None:
                    raise NotFound
                check_unlocked(chest)
                return _view(chest, None, {}, _seen(session, viewer, chest))
            if viewer.account_id is None:
                raise NotFound
            role = require_to_see(session, viewer, chest_id)
            row = session.connection().execute(_CHEST, {"chest_id": chest_id}).one()
            return _view_of(session, viewer, row, role, counted=counted)

    def edit(
        self, viewer: Viewer, chest_id: UUID, *, version: int, changes: dict[str, Any]
    ) -> ChestView:
        """Change some fields of the chest.

        `born` and `died` are free words ("summer 1931", "circa 1952") or EDTF; `hero` is None or
        {"asset_id", "crop": [x, y, width, height] as fractions}. Where the newest version says all
        of that already, nothing is written. Raises Stale, with what the chest says now, when
        `version` is not the newest.
        """
        with self._database.write() as session:
            chest, role = require(session, viewer, chest_id, Action.edit_chest)
            values = clean_fields(changes, southern=bool(changes.get("southern", chest.southern)))
            if values.get("hero_asset_id") is not None:
                check_hero(session, viewer, chest_id, values["hero_asset_id"])
            if "name" in values and not values["name"]:
                raise Invalid(_("The name cannot be empty."), field="name")
            if {"born", "died", "southern"} & values.keys():
                check_life(
                    values.get("born", chest.born),
                    values.get("died", chest.died),
                    southern=values.get("southern", chest.southern),
                )
            is_as_it_was = all(getattr(chest, name) == value for name, value in values.items())
            if is_as_it_was and chest.version == version:
                return _view_of(session, viewer, chest, role)
            changed: CursorResult[Any] = session.exec(
                update(Chest)
                .where(col(Chest.id) == chest_id, col(Chest.version) == version)
                .values(**values, version=version + 1)
            )
            if changed.rowcount == 0:
                raise Stale(_state(chest))
            session.expire(chest)
            session.refresh(chest)
            record(session, viewer, "chest.edited", subject=("chest", chest_id), chest_id=chest_id)
            return _view_of(session, viewer, chest, role)

    def delete(self, viewer: Viewer, chest_id: UUID) -> None:
        """Put the chest away. It can be restored for 30 days; deleting twice is not an error."""
        with self._database.write() as session:
            chest, _role = require(
                session, viewer, chest_id, Action.delete_chest, deleted=True, shut=True
            )
            if chest.deleted_at is None:
                chest.deleted_at, chest.deleted_by = utc_now(), viewer.account_id
                chest.version += 1
                session.add(chest)
                record(
                    session, viewer, "chest.deleted", subject=("chest", chest_id), chest_id=chest_id
                )

    def restore(self, viewer: Viewer, chest_id: UUID) -> ChestView:
        """Bring a deleted chest back with everything in it. Conflict after its 30 days."""
        with self._database.write() as session:
            chest, role = require(
                session, viewer, chest_id, Action.delete_chest, deleted=True, shut=True
            )
            if chest.deleted_at is not None:
                if chest.deleted_at < utc_now() - RESTORABLE_FOR:
                    raise Conflict(say_gone(_("This chest")))
                chest.deleted_at = chest.deleted_by = None
                chest.version += 1
                session.add(chest)
                record(
                    session,
                    viewer,
                    "chest.restored",
                    subject=("chest", chest_id),
                    chest_id=chest_id,
                )
            session.flush()
            return _view_of(session, viewer, chest, role)

    def purge_due(self, limit: int = 10) -> int:
        """Remove for good what was deleted more than 30 days ago, with everything in it; answers
        how many chests went. For the worker's sweep, which then deletes the bytes."""
        with self._database.write() as session:
            due = session.exec(
                select(Chest).where(col(Chest.deleted_at) < utc_now() - RESTORABLE_FOR).limit(limit)
            ).all()
            for chest in due:
                subject = ("chest", chest.id)
                record(session, WORKER, "chest.purged", subject=subject, chest_id=chest.id)
                purge_chest(session, chest)
            return len(due)

    def list_audit(
        self, viewer: Viewer, chest_id: UUID, *, before: UUID | None = None, limit: int = 50
    ) -> list[AuditEvent]:
        """Who did what in the chest, newest first, from before the event with this id on."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.read_audit)
            query = select(AuditEvent).where(col(AuditEvent.chest_id) == chest_id)
            if before is not None:
                query = query.where(col(AuditEvent.id) < before)
            return list(session.exec(query.order_by(col(AuditEvent.id).desc()).limit(limit)))

    def pulse(self, viewer: Viewer, chest_id: UUID) -> str:
        """A short text that changes when anything this viewer sees in the chest does; cheap enough
        to be asked every few seconds."""
        with self._database.read() as session:
            if not isinstance(viewer, LinkViewer):
                require_to_see(session, viewer, chest_id)
            elif viewer.chest_id != chest_id:
                raise NotFound
            return pulse(session, viewer, chest_id)

    def role(self, viewer: Viewer, chest_id: UUID) -> Role | None:
        """The viewer's role, for a page that decides what to offer; None for no member. Raises
        ChestLocked."""
        with self._database.read() as session:
            role = find_role_to_see(session, viewer, chest_id)
            return None if role is None else require_to_see(session, viewer, chest_id)


ChestRow: TypeAlias = Chest | Any
"""A chest, or a row of its columns: what many pages ask at every turn needs no object."""

_CHEST = select_columns(Chest.__table__).where(col(Chest.id) == bindparam("chest_id"))  # type: ignore[attr-defined]  # SQLModel adds it


def _view_of(
    session: Session, viewer: Viewer, chest: ChestRow, role: Role, *, counted: bool = True
) -> ChestView:
    counts = count_by_kind(session, viewer, [chest.id]) if counted else {}
    return _view(chest, role, counts.get(chest.id, {}), _seen(session, viewer, chest))


def _seen(session: Session, viewer: Viewer, chest: ChestRow) -> set[UUID]:
    return list_visible(session, viewer, [chest.hero_asset_id])


def _view(chest: ChestRow, role: Role | None, counts: dict[str, int], seen: set[UUID]) -> ChestView:
    """`seen` has the chest's hero if the viewer sees it."""
    hero, crop = hero_of(chest, seen)
    return ChestView(
        **{
            name: getattr(chest, name)
            for name in ChestView.__dataclass_fields__
            if name not in ("places", "hero_asset_id", "hero_crop", "role", "counts")
        },
        places=tuple(chest.places or ()),
        hero_asset_id=hero,
        hero_crop=crop,
        role=role,
        counts=counts,
    )


def _state(chest: Chest) -> dict[str, Any]:
    """What a person needs to decide between two edits; JSON-serialisable."""
    return {
        name: getattr(chest, name)
        for name in (*TEXTS, *FLAGS, "born", "died", "places", "pronoun", "version")
    }
