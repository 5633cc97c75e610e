"""What was erased for good is remembered by its id, so that no backup brings it back

The database itself writes it down, whoever deletes the row and by whatever cascade. What comes in
again under the same id, from a bag of one's own, was wanted back. An earlier release beside this
schema erases as before, and is written down too.

Revision: 0033
Follows: 0032
"""

import sqlalchemy as sa
from alembic import op


revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KINDS = ("chest", "asset", "contribution", "person", "album")


def upgrade() -> None:
    op.create_table(
        "tombstone",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id"),
    )
    for statement in _write_triggers(op.get_bind().dialect.name == "sqlite"):
        op.execute(sa.text(statement.replace(":", "\\:")))


def _write_triggers(is_sqlite: bool) -> list[str]:
    if is_sqlite:
        now = "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'"
        return [
            statement
            for kind in KINDS
            for statement in (
                f"create trigger tombstone_{kind}_put after delete on {kind} begin "
                f"insert or ignore into tombstone values ('{kind}', old.id, {now}); end",
                f"create trigger tombstone_{kind}_take after insert on {kind} begin "
                f"delete from tombstone where kind = '{kind}' and subject_id = new.id; end",
            )
        ]
    functions = [
        "create function tombstone_put() returns trigger language plpgsql as $$ begin "
        "insert into tombstone select tg_table_name, g.id, clock_timestamp() from gone g "
        "on conflict do nothing; return null; end $$",
        "create function tombstone_take() returns trigger language plpgsql as $$ begin "
        "delete from tombstone t using come c "
        "where t.kind = tg_table_name and t.subject_id = c.id; return null; end $$",
    ]
    triggers = [
        statement
        for kind in KINDS
        for statement in (
            f"create trigger tombstone_{kind}_put after delete on {kind} "
            "referencing old table as gone for each statement execute function tombstone_put()",
            f"create trigger tombstone_{kind}_take after insert on {kind} "
            "referencing new table as come for each statement execute function tombstone_take()",
        )
    ]
    return functions + triggers


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for kind in KINDS:
        for name in (f"tombstone_{kind}_put", f"tombstone_{kind}_take"):
            op.execute(f"drop trigger {name}" + ("" if is_sqlite else f" on {kind}"))
    if not is_sqlite:
        op.execute("drop function tombstone_put()")
        op.execute("drop function tombstone_take()")
    op.drop_table("tombstone")
