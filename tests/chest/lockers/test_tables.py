"""Every table is either packed, kept, made anew, or named as one that holds nothing of a chest."""

from __future__ import annotations

import pytest

from chest.database import Database
from chest.lockers.tables import (
    APART,
    BLANKED,
    DERIVED,
    KEPT,
    list_owned,
    list_packed,
    list_references,
    of_chest,
)
from chest.models import ChestModel
from tests.builders import Family
from tests.chest.lockers.filling import is_text

pytestmark = pytest.mark.one_database


def test_no_table_is_forgotten() -> None:
    owned = {table.name for table in list_owned()}
    assert owned | APART == set(ChestModel.metadata.tables)
    assert not owned & APART
    assert {*KEPT, *DERIVED, *BLANKED} <= owned


def test_of_every_packed_table_it_is_told_which_rows_are_whose(
    database: Database, family: Family
) -> None:
    with database.read() as session:
        for table in list_packed():
            session.execute(table.select().where(of_chest(table, family.chest_id))).all()


def test_what_stays_without_its_words_has_no_other_column_with_any() -> None:
    """A column for words that comes later has to be blanked, or named here as one that has none."""
    without = {
        "chest": {"name", "language"},  # the label of its locker; "de"
        "share_link": {"permission", "audience", "password_hash"},
    }
    for name, blank in BLANKED.items():
        for column in ChestModel.metadata.tables[name].c:
            if is_text(column) and not column.foreign_keys:
                assert column.name in {*blank, *without[name]}, f"{name}.{column.name}"


def test_what_refers_to_a_memory_is_known() -> None:
    tables = ChestModel.metadata.tables
    found = {(one.table.name, one.column.name) for one in list_references(tables["asset"])}
    assert {
        ("asset", "attached_to"),
        ("transcript_segment", "asset_id"),
        ("upload", "asset_id"),
    } <= (found)
