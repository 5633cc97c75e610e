"""Which tables hold what belongs to a chest, by the foreign keys that lead to it.

A table that comes later is packed without anybody thinking of it. One that holds something of a
chest and has no foreign key to it must be named in `APART`: a test asks for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Table, null, select

from chest.models import ChestModel

KEPT = frozenset(
    {"membership", "link_session", "locker", "locker_key", "locker_pack", "locker_file"}
)
"""What stays as it is while a chest is locked: ids, roles, times and hashes."""

BLANKED: dict[str, dict[str, Any]] = {
    "chest": {
        "middle_name": None,
        "maiden_name": None,
        "nick_name": None,
        "called": None,
        "pronoun": "they",
        "born": None,
        "died": None,
        "places": [],
        "words": None,
        "long_words": None,
        "hero_asset_id": None,
        "hero_crop": null(),
        "time_zone": "UTC",
        "southern": False,
        "narrator": None,
    },
    "share_link": {"label": ""},
}
"""Rows that stay without their words, and what stands there instead. The name of a chest gives way
to the label of its locker."""

DERIVED = frozenset({"chest_tally", "repeat", "search_text"})
"""What the database itself makes of the rest, when that goes and when it comes back."""

APART = frozenset(
    {
        "account",  # a person, who may belong to several chests
        "login_session",
        "password_reset",
        "setup_claim",
        "audit_event",  # ids and deeds, in a chain that must not be broken
        "audit_chain",
        "blob_trash",  # keys of bytes that go
        "choice",  # of the whole installation
        "people_walk",  # the id up to which memories were read
        "worker_lease",
        "tombstone",  # ids of what was erased for good; what is packed away was not
        "letter",  # what of them is about the chest is deleted: `chest.lockers.traces`
        "idempotency_record",  # the same
    }
)
"""Tables without a foreign key to a chest, each with why nothing of it is packed."""

_BY_ID = "id"


@dataclass(frozen=True)
class Reference:
    """That `column` of `table` holds ids of rows of another one."""

    table: Table
    column: Column[Any]


@cache
def list_owned() -> tuple[Table, ...]:
    """Every table with rows of a chest, those that others refer to first."""
    found = {"chest"}
    for table in ChestModel.metadata.sorted_tables:
        if any(key.column.table.name in found for key in table.foreign_keys):
            found.add(table.name)
    return tuple(table for table in ChestModel.metadata.sorted_tables if table.name in found)


@cache
def list_packed() -> tuple[Table, ...]:
    """Those whose rows are packed, in the order in which they can be put back."""
    return tuple(one for one in list_owned() if one.name not in KEPT | DERIVED)


def list_removed() -> tuple[Table, ...]:
    """Those whose rows go once they are packed, in the order in which they can go."""
    return tuple(one for one in reversed(list_packed()) if one.name not in BLANKED)


@cache
def list_references(table: Table) -> tuple[Reference, ...]:
    """What of the packed tables holds ids of this one. All but few refer to an `id`."""
    return tuple(
        Reference(other, key.parent)
        for other in list_packed()
        for key in other.foreign_keys
        if key.column.table is table
    )


def list_self_references(table: Table) -> tuple[Column[Any], ...]:
    return tuple(key.parent for key in table.foreign_keys if key.column.table is table)


def referred_column(table: Table) -> Column[Any]:
    """What others refer to it by."""
    key = list(table.primary_key.columns)
    return table.c[_BY_ID] if _BY_ID in table.c else key[0]


def of_chest(table: Table, chest_id: UUID) -> ColumnElement[bool]:
    """The predicate for the rows of one chest."""
    if table.name == "chest":
        return table.c.id == chest_id
    for key in table.foreign_keys:
        if key.column.table.name == "chest":
            return key.parent == chest_id
    owners = {one.name for one in list_owned()}
    for key in table.foreign_keys:
        owner = key.column.table
        if owner is not table and owner.name in owners and not key.parent.nullable:
            return key.parent.in_(select(key.column).where(of_chest(owner, chest_id)))
    raise TypeError(f"Nothing tells of which chest a row of {table.name} is.")
