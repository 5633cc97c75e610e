"""The models and the migrations say the same on both databases."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from chest.database import Database
from chest.migrations import find_schema_problem, migrate
from chest.models import ChestModel


def test_models_and_migrations_agree(database: Database) -> None:
    def is_ours(name: str | None, type_: str, _: object) -> bool:
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
