"""Alembic's entry. It runs on a connection handed over by `chest.migrations.migrate`, or, for
`make revision`, on one it opens itself from CHEST_DATABASE_URL."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, String
from sqlmodel import AutoString

from chest.database import Database
from chest.models import ChestModel
from chest.models.base import UtcDateTime, Word
from chest.settings import Settings

_BY_EXPRESSION = (
    "ix_asset_years",
    "ix_asset_picture",
    "ix_search_text_words",
    "ix_search_text_names",
)


def is_ours(name: str | None, type_: str, _parents: Any) -> bool:
    # The job engine keeps its own tables in the same database and migrates them itself; an index by
    # an expression is known to its revision alone.
    if type_ == "index":
        return name not in _BY_EXPRESSION
    return type_ != "table" or name in ChestModel.metadata.tables


def render_plainly(type_: str, obj: Any, _context: Any) -> str | Literal[False]:
    # A migration must still run when the code's own types have changed: plain types only.
    if type_ != "type":
        return False
    if isinstance(obj, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(obj, (Word, String, AutoString)):
        length = 32 if isinstance(obj, Word) else obj.length
        return f"sa.String(length={length})" if length else "sa.Text()"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=ChestModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        include_name=is_ours,
        compare_type=True,
        transaction_per_migration=True,
        render_item=render_plainly,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with Database(Settings().resolved_database_url).engine.connect() as opened:
        run(opened)
