"""What belongs together is one memory: a picture and its moment, a picture and its raw, its sidecar

A companion is not counted and repeats nothing: the triggers of revisions 0005 and 0007 are made
anew. Another one lets those that belong together stand, be seen and go together. A later revision
that rebuilds the table `asset` on SQLite ends with `keep_companions()` of this module.

Revision: 0014
Follows: 0013
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op


revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# What those that belong together have in common, whichever of them is changed.
SHARED = (
    "review", "audience", "contribution_id", "left_out", "visible_from", "deleted_at", "deleted_by",
)  # fmt: skip
COLUMNS = {
    "companion_of": sa.Uuid,
    "companion_as": lambda: sa.String(length=32),
    "apart_from": sa.Uuid,
    "moment": sa.Float,
    "who_source": lambda: sa.String(length=32),
    "sender": lambda: sa.String(length=200),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("asset", sa.Column(name, kind(), nullable=True))
    op.add_column("upload", sa.Column("near", sa.String(length=32), nullable=True))
    op.add_column("upload", sa.Column("content_id", sa.String(length=64), nullable=True))
    for name, table, column in (
        ("ix_asset_companion", "asset", "companion_of"),
        ("ix_asset_apart", "asset", "apart_from"),
        ("ix_upload_near", "upload", "near"),
        ("ix_upload_content_id", "upload", "content_id"),
    ):
        condition = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            name, table, [column], sqlite_where=condition, postgresql_where=condition
        )
    keep_companions()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop trigger if exists asset_companion_update")
    else:
        op.execute("drop function if exists asset_a_companion() cascade")
    op.execute("update asset set companion_of = null where companion_of is not null")
    _revision("0005_tallies").keep_tallies()
    _revision("0007_repeats").keep_repeats()
    op.drop_index("ix_upload_content_id", table_name="upload")
    op.drop_index("ix_upload_near", table_name="upload")
    op.drop_index("ix_asset_apart", table_name="asset")
    op.drop_index("ix_asset_companion", table_name="asset")
    op.drop_column("upload", "content_id")
    op.drop_column("upload", "near")
    for name in reversed(COLUMNS):
        op.drop_column("asset", name)


def keep_companions() -> None:
    """Make all triggers of memories, anew where they stand already."""
    _revision("0005_tallies").keep_tallies(companions=True)
    _revision("0007_repeats").keep_repeats(companions=True)
    statements = _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        op.execute(sa.text(statement.replace(":", "\\:")))


def _revision(name: str):
    return import_module(f"chest.migrations.versions.{name}")


def _of(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in SHARED)


def _sqlite() -> list[str]:
    """From whichever of a group, all others are reached in one step: no trigger calls itself."""
    shared = ", ".join(SHARED)
    taken = ", ".join(f"{name} = new.{name}" for name in SHARED)
    return [
        "drop trigger if exists asset_companion_update",
        f"create trigger asset_companion_update after update of {shared} on asset "
        f"when ({_of('old')}) is not ({_of('new')}) begin "
        f"update asset set {taken} where (companion_of = coalesce(new.companion_of, new.id) "
        f"or id = new.companion_of) and id <> new.id and ({shared}) is not ({_of('new')}); end",
    ]


def _postgresql() -> list[str]:
    """A statement's changes at once. The trigger is called once more by its own changes, even where
    these are none: there it ends."""
    taken = ", ".join(f"{name} = n.{name}" for name in SHARED)
    changed = (
        f"from new_rows n join old_rows o on o.id = n.id and ({_of('o')}) is distinct from "
        f"({_of('n')}) where a.id <> n.id and ({_of('a')}) is distinct from ({_of('n')}) and "
    )
    return [
        "create or replace function asset_a_companion() returns trigger language plpgsql as $$ "
        f"begin if not exists (select 1 from new_rows) then return null; end if; "
        f"update asset a set {taken} {changed} "
        "a.companion_of = coalesce(n.companion_of, n.id); "
        f"update asset a set {taken} {changed} a.id = n.companion_of; "
        "return null; end $$",
        "drop trigger if exists asset_a_companion_update on asset",
        "create trigger asset_a_companion_update after update on asset "
        "referencing old table as old_rows new table as new_rows "
        "for each statement execute function asset_a_companion()",
    ]
