"""Memories with and without a date."""

from __future__ import annotations

from uuid import UUID

from chest.database import Database
from chest.dates.uncertain import UNDATED_SORT_KEY, from_edtf
from tests.builders import (
    add_asset,
)


def add_dated(database: Database, chest_id: UUID, edtf: str, **fields: object) -> UUID:
    known = from_edtf(edtf)
    assert known is not None
    return add_asset(
        database,
        chest_id,
        taken=edtf,
        taken_sort=known.sort_key,
        taken_earliest=known.earliest.isoformat() if known.earliest else None,
        taken_latest=known.latest.isoformat() if known.latest else None,
        **fields,
    )


def add_undated(database: Database, chest_id: UUID, **fields: object) -> UUID:
    return add_asset(database, chest_id, taken_sort=UNDATED_SORT_KEY, **fields)
