"""Counts and versions of a chest as rows, which the database itself keeps

Every way a memory is changed, by whichever statement, passes the triggers below: no code has to
remember the counts, and none can forget them.

A later revision that rebuilds the table `asset` on SQLite drops its triggers: end it with
`keep_tallies()` of this module, as `tests/chest/test_migrations.py` asks.

Revision: 0005
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = "chest_id, added_by, audience, review, arrived, kind, decade, slot"

# What of a memory moves it between sorts, and what else a page shows of it.
WATCHED = (
    "chest_id, added_by, audience, review, kind, taken_sort, state, version, deleted_at, "
    "visible_from"
)


def upgrade() -> None:
    op.create_table(
        "chest_tally",
        sa.Column("chest_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("review", sa.String(length=32), nullable=False),
        sa.Column("arrived", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("decade", sa.String(length=3), nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*KEY.split(", ")),
    )
    for column in ("deleted_at", "visible_from"):
        condition = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            {"deleted_at": "ix_asset_deleted", "visible_from": "ix_asset_sealed"}[column],
            "asset",
            ["chest_id", column],
            sqlite_where=condition,
            postgresql_where=condition,
        )
    op.execute(
        f"insert into chest_tally ({KEY}, number, version) "
        f"select {_sort('a')}, 0, count(*), count(*) from asset a "
        f"where {_counts('a')} group by {_sort('a')}"
    )
    keep_tallies()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("insert", "update", "delete"):
            op.execute(f"drop trigger if exists asset_tally_{name}")
    else:
        op.execute("drop function if exists asset_tally() cascade")
    op.drop_index("ix_asset_sealed", table_name="asset")
    op.drop_index("ix_asset_deleted", table_name="asset")
    op.drop_table("chest_tally")


def keep_tallies(*, companions: bool = False) -> None:
    """Make the triggers, anew where they stand already. With `companions`, which there are since
    revision 0014, what is shown as a part of another memory is not counted."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    statements = _sqlite(companions) if is_sqlite else _postgresql(companions)
    for statement in statements:
        op.execute(sa.text(statement.replace(":", "\\:")))


def _sort(row: str) -> str:
    """The key of the sort that a row of `asset` is of, without the slot."""
    nobody = "00000000000000000000000000000000"
    if op.get_bind().dialect.name == "sqlite":
        added_by = f"coalesce({row}.added_by, '{nobody}')"
    else:
        added_by = f"coalesce({row}.added_by, cast('{nobody}' as uuid))"
    undated = "9" * 29
    return (
        f"{row}.chest_id, {added_by}, {row}.audience, {row}.review, {row}.state <> 'uploading', "
        f"{row}.kind, case when {row}.taken_sort = '{undated}' then '' "
        f"else substr({row}.taken_sort, 1, 3) end"
    )


def _counts(row: str, companions: bool = False) -> str:
    by_itself = f" and {row}.companion_of is null" if companions else ""
    return f"{row}.deleted_at is null and {row}.visible_from is null{by_itself}"


def _all_watched(companions: bool) -> str:
    return f"{WATCHED}, companion_of" if companions else WATCHED


def _watched(row: str, companions: bool) -> str:
    return ", ".join(f"{row}.{column}" for column in _all_watched(companions).split(", "))


def _sqlite(companions: bool) -> list[str]:
    """One writer at a time, so that a sort is one row, of slot 0."""
    watched = _all_watched(companions)
    add = (
        f"insert into chest_tally ({KEY}, number, version) select {_sort('new')}, 0, 1, 1 "
        f"where {_counts('new', companions)} on conflict ({KEY}) "
        "do update set number = number + 1, version = version + 1;"
    )
    # Never a new row: a chest that goes takes its tallies with it, before its last memories.
    take = (
        "update chest_tally set number = number - 1, version = version + 1 "
        f"where {_counts('old', companions)} and ({KEY}) = (select {_sort('old')}, 0);"
    )
    return [
        *(f"drop trigger if exists asset_tally_{name}" for name in ("insert", "update", "delete")),
        f"create trigger asset_tally_insert after insert on asset begin {add} end",
        f"create trigger asset_tally_delete after delete on asset begin {take} end",
        f"create trigger asset_tally_update after update of {watched} on asset "
        f"when ({_watched('old', companions)}) is not ({_watched('new', companions)}) "
        f"begin {take} {add} end",
    ]


def _postgresql(companions: bool) -> list[str]:
    """A statement's changes at once, into rows that no other transaction writes."""

    def add(source: str) -> str:
        return (
            f"insert into chest_tally as tally ({KEY}, number, version) "
            f"select c.*, txid_current(), sum(t.by), count(*) from ({source}) t, "
            f"lateral (select {_sort('t')}) "
            "as c(chest_id, added_by, audience, review, arrived, kind, decade) "
            # A chest that goes has no tallies any more.
            f"where {_counts('t', companions)} and exists (select 1 from chest where id = t.chest_id) "
            "group by c.chest_id, c.added_by, c.audience, c.review, c.arrived, c.kind, c.decade "
            f"on conflict ({KEY}) do update set number = tally.number + excluded.number, "
            "version = tally.version + excluded.version;"
        )

    watched = _all_watched(companions)
    were, are = _watched("o", companions), _watched("n", companions)
    changed = (
        "from old_rows o join new_rows n on n.id = o.id "
        f"where ({were}) is distinct from ({are})"
    )
    moved = f"select {were}, -1 as by {changed} union all select {are}, 1 {changed}"
    triggers = {
        "insert": "new table as new_rows",
        "delete": "old table as old_rows",
        "update": "old table as old_rows new table as new_rows",
    }
    return [
        "create or replace function asset_tally() returns trigger language plpgsql as $$ begin "
        f"if tg_op = 'INSERT' then {add(f'select {watched}, 1 as by from new_rows')} "
        f"elsif tg_op = 'DELETE' then {add(f'select {watched}, -1 as by from old_rows')} "
        f"else {add(moved)} "
        "end if; return null; end $$",
        *(f"drop trigger if exists asset_tally_{name} on asset" for name in triggers),
        *(
            f"create trigger asset_tally_{name} after {name} on asset "
            f"referencing {rows} for each statement execute function asset_tally()"
            for name, rows in triggers.items()
        ),
    ]
