"""The models and the migrations say the same on both databases."""

from __future__ import annotations

import threading
from pathlib import Path
from uuid import UUID

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import select

from chest.access.tallies import count_by_kind, find_miscounts
from chest.database import Database
from chest.dates.columns import date_columns
from chest.dates.uncertain import UNDATED_SORT_KEY, from_edtf
from chest.migrations import find_schema_problem, migrate, migration_config
from chest.models import (
    Asset,
    AssetState,
    AssetTag,
    ChestModel,
    DateOrigin,
    Kind,
    PictureText,
    Review,
    SearchText,
    TagBy,
)
from chest.upkeep.words import Wrong, find_wrong
from tests.builders import account_of, add_asset, add_family

_BY_EXPRESSION = (
    "ix_asset_years",
    "ix_asset_picture",
    "ix_search_text_words",
    "ix_search_text_names",
)


# That `ix_asset_years` serves what it is for is asserted in `tests/chest/assets/test_growth.py`.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_models_and_migrations_agree(database: Database) -> None:
    def is_ours(name: str | None, type_: str, _: object) -> bool:
        if type_ == "index":
            return name not in _BY_EXPRESSION
        return type_ != "table" or name in ChestModel.metadata.tables

    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours}
        )
        assert compare_metadata(context, ChestModel.metadata) == []


def test_a_migrated_database_is_current_and_migrating_again_changes_nothing(
    database: Database,
) -> None:
    assert find_schema_problem(database) is None
    migrate(database)
    assert find_schema_problem(database) is None


def test_tallies_are_kept_after_every_migration(database: Database) -> None:
    """A revision that rebuilds the table of memories on SQLite drops its triggers: it has to make
    them again, with `keep_tallies` of revision 0005 `keep_companions` of 0014
    and `keep_chosen(alone=True)` of 0024."""
    family = add_family(database)
    mine = account_of(family.keeper)
    add_asset(database, family.chest_id, added_by=mine)
    gone = add_asset(database, family.chest_id)
    for _ in range(2):
        add_asset(database, family.chest_id, added_by=mine, sha256="a" * 64)
    with database.write() as session:
        session.connection().execute(text("update asset set taken_sort = '19640101' "))
        session.connection().execute(
            text("delete from asset where id = :id"), {"id": _as_driver_takes_it(database, gone)}
        )
    with database.read() as session:
        assert find_miscounts(session) == {}
        assert count_by_kind(session, family.keeper, [family.chest_id]) == {
            family.chest_id: {"photo": 2}
        }


def test_memories_of_before_are_counted_when_tallies_come(database: Database) -> None:
    family = add_family(database)
    for state in (AssetState.ready, AssetState.uploading):
        add_asset(database, family.chest_id, state=state, added_by=account_of(family.member))
    add_asset(database, family.chest_id, taken_sort="1964".ljust(29, "0"))
    with database.engine.connect() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
        connection.commit()
    assert find_schema_problem(database) is not None
    migrate(database)
    with database.read() as session:
        assert find_miscounts(session) == {}
        assert count_by_kind(session, family.keeper, [family.chest_id]) == {
            family.chest_id: {"photo": 2}
        }


def test_what_came_twice_before_is_shown_once_when_repeats_come(database: Database) -> None:
    family = add_family(database)
    for digest in ("a", "a", "a", "b"):
        add_asset(database, family.chest_id, sha256=digest * 64, added_by=None)
    add_asset(database, family.chest_id, sha256="b" * 64, review=Review.pending)
    with database.engine.connect() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0006")
        numbers = connection.execute(text("select sum(number) from chest_tally")).scalar_one()
        assert numbers == 5
        connection.commit()
    migrate(database)
    with database.read() as session:
        assert find_miscounts(session) == {}
        assert count_by_kind(session, family.keeper, [family.chest_id]) == {
            family.chest_id: {"photo": 2, "pending": 1}
        }


def test_voices_that_were_dated_by_their_recording_are_undated(database: Database) -> None:
    family = add_family(database)

    def voice(name: str, taken: str, **fields: object) -> UUID:
        date = date_columns(from_edtf(taken), source=DateOrigin.file)
        known = {"kind": Kind.audio, "original_name": name, **date, **fields}
        return add_asset(database, family.chest_id, added_by=account_of(family.member), **known)

    day = "2026-11-21"
    recorded = voice(f"Voice note {day} 16.04.webm", f"{day}T16:04:00")
    others = {
        voice("tape 1964.m4a", "1964"): "1964",
        voice(f"Voice note {day} 16.05.webm", "1958", taken_source=DateOrigin.user): "1958",
        voice(f"Voice note {day} 16.06.jpg", day, kind=Kind.photo): day,
    }
    with database.engine.connect() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0008")
        connection.commit()
    migrate(database)
    with database.read() as session:
        asset = session.get_one(Asset, recorded)
        assert (asset.taken, asset.taken_sort) == (None, UNDATED_SORT_KEY)
        assert {one: session.get_one(Asset, one).taken for one in others} == others
        assert find_miscounts(session) == {}


def _as_driver_takes_it(database: Database, asset_id: UUID) -> object:
    return asset_id.hex if database.is_sqlite else asset_id


def test_many_processes_may_migrate_one_new_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    databases = [Database(url) for _ in range(4)]
    failures: list[Exception] = []

    def run(database: Database) -> None:
        try:
            migrate(database)
        except Exception as error:  # noqa: BLE001  # handed to the assertion below
            failures.append(error)

    threads = [threading.Thread(target=run, args=(d,)) for d in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert find_schema_problem(databases[0]) is None
    for database in databases:
        database.close()


def test_words_are_kept_after_every_migration(database: Database) -> None:
    """A revision that rebuilds a table on SQLite drops its triggers: it has to make them again,
    with `keep_search(apart=True)` of revision 0019."""
    chest_id = add_family(database).chest_id
    asset_id = _add_seen(database, chest_id)
    with database.write() as session:
        session.get_one(Asset, asset_id).caption = "Windmill"
    assert find_wrong(database) == Wrong()
    with database.read() as session:
        row = session.exec(select(SearchText)).one()
        assert (row.seen, (row.caption or "").lower()) == ("zebra", "windmill")
        assert (row.body or "").lower() == "hotel central"


def test_tags_of_before_are_put_apart_and_together_again(database: Database) -> None:
    chest_id = add_family(database).chest_id
    asset_id = _add_seen(database, chest_id)
    other = add_asset(database, chest_id, body="Hotel")
    with database.engine.connect() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0022")
        told = "select body, seen from search_text where seen is not null"
        ((body, seen),) = connection.execute(text(told)).all()
        assert body is None
        assert seen.lower() == "zebra hotel central"
        connection.commit()
    with database.write() as session:  # an older program writes on beside it
        session.connection().execute(text("update asset_tag set label = 'apple'"))
    migrate(database)
    assert find_wrong(database) == Wrong()
    with database.read() as session:
        rows = session.exec(select(SearchText)).all()
        assert {row.asset_id: (row.seen, (row.body or "").lower()) for row in rows} == {
            asset_id: ("apple", "hotel central"),
            other: (None, "hotel"),
        }


def _add_seen(database: Database, chest_id: UUID) -> UUID:
    """A picture with a tag, and with words in it."""
    asset_id = add_asset(database, chest_id)
    with database.write() as session:
        session.add(AssetTag(asset_id=asset_id, chest_id=chest_id, label="zebra", by=TagBy.person))
        session.add(PictureText(asset_id=asset_id, text="Hotel Central"))
    return asset_id
