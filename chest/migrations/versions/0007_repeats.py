"""The same bytes more than once: which memories are shown as another one

Triggers keep `repeat` as they keep `chest_tally` (revision 0005), and take what it holds out of
those counts. A later revision that rebuilds the table `asset` on SQLite ends with `keep_repeats()`
of this module as well.

Revision: 0007
Follows: 0006
"""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TALLY = "chest_id, added_by, audience, review, arrived, kind, decade, slot"
COLUMNS = "asset_id, chest_id, sha256, added_by, audience, kind, decade, for_all"

# What of a memory decides whether it is shown as another one, and what a repeat tells of it.
WATCHED = (
    "sha256, bytes, deleted_at, visible_from, review, state, stands_apart, added_by, audience, "
    "kind, taken_sort"
)
EVENTS = ("insert", "update", "delete")


def upgrade() -> None:
    op.add_column(
        "asset",
        sa.Column("stands_apart", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "repeat",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("chest_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("decade", sa.String(length=3), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("asset_id"),
    )
    op.create_index("ix_repeat_sha256", "repeat", ["chest_id", "sha256"])
    op.create_index("ix_repeat_for_some", "repeat", ["chest_id", "for_all"])
    keep_repeats()
    op.execute(f"insert into repeat ({COLUMNS}) {_repeats('a.sha256 is not null')}")


def downgrade() -> None:
    op.execute("delete from repeat")  # its triggers put the counts back
    if op.get_bind().dialect.name == "sqlite":
        for name in EVENTS:
            op.execute(f"drop trigger if exists asset_repeat_{name}")
            op.execute(f"drop trigger if exists repeat_tally_{name}")
    else:
        op.execute("drop function if exists asset_z_repeat() cascade")
        op.execute("drop function if exists repeat_tally() cascade")
    op.drop_table("repeat")
    op.drop_column("asset", "stands_apart")


def keep_repeats(*, companions: bool = False, chosen: bool = False, alone: bool = False) -> None:
    """Make the triggers, anew where they stand already. With `companions`, which there are since
    revision 0014, what is shown as a part of another memory is no copy of anything. With `chosen`,
    which there is since 0024, what a curator said is the same picture (`same_as`) has the same
    bytes, and the one that they chose is shown. With `alone`, since 0032, what one person keeps for
    themselves repeats nothing of what another keeps so."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    how = companions, chosen, alone
    statements = _sqlite(*how) if is_sqlite else _postgresql(*how)
    for statement in statements:
        op.execute(sa.text(statement.replace(":", "\\:")))


def _nobody() -> str:
    nobody = "'00000000000000000000000000000000'"
    return nobody if op.get_bind().dialect.name == "sqlite" else f"cast({nobody} as uuid)"


def _folds(row: str, companions: bool) -> str:
    """Whether a memory is one of those of which the same bytes are shown once: published, here,
    neither put away nor sealed. An empty file is no file that came twice."""
    by_itself = f" and {row}.companion_of is null" if companions else ""
    return (
        f"({row}.sha256 is not null and coalesce({row}.bytes, 1) > 0 and {row}.deleted_at is null "
        f"and {row}.visible_from is null and {row}.review = 'published' "
        f"and {row}.state <> 'uploading'{by_itself})"
    )


def _bytes(row: str, chosen: bool) -> str:
    return f"coalesce({row}.same_as, {row}.sha256)" if chosen else f"{row}.sha256"


def _rank(row: str, chosen: bool, alone: bool) -> str:
    """The first of some that are seen is the one that is shown: the one that most people see, of
    those the chosen one, and of those the oldest."""
    is_chosen = f"case when {_bytes(row, chosen)} = {row}.sha256 then 0 else 1 end, "
    last = "when 'keepers' then 2 else 3" if alone else "else 2"
    return (
        f"(case {row}.audience when 'everyone' then 0 when 'family' then 1 {last} end, "
        f"{is_chosen if chosen else ''}{row}.id)"
    )


def _repeats(
    which: str, companions: bool = False, chosen: bool = False, alone: bool = False
) -> str:
    """The rows of `repeat` that there have to be for memories `a` of this condition."""
    before = (
        "select 1 from asset b where b.chest_id = a.chest_id "
        f"and {_bytes('b', chosen)} = {_bytes('a', chosen)} "
        f"and {_folds('b', companions)} "
        f"and {_rank('b', chosen, alone)} < {_rank('a', chosen, alone)}"
    )
    for_some = "b.audience = 'keepers'"
    if alone:
        before += " and (b.audience <> 'only_me' or b.added_by = a.added_by)"
        for_some = "b.audience in ('keepers', 'only_me')"
    # What is for keepers is seen by whoever added it too, and they may not see the one before.
    for_all = (
        f"exists ({before} and (not {for_some} or a.added_by is null or a.added_by = b.added_by))"
    )
    undated = "9" * 29
    return (
        f"select a.id, a.chest_id, {_bytes('a', chosen)}, coalesce(a.added_by, {_nobody()}), a.audience, "
        f"a.kind, case when a.taken_sort = '{undated}' then '' "
        f"else substr(a.taken_sort, 1, 3) end, {for_all} from asset a "
        f"where {which} and {_folds('a', companions)} and not a.stands_apart and exists ({before}) "
        # A chest that goes takes its repeats with it, before its last memories.
        "and exists (select 1 from chest where chest.id = a.chest_id)"
    )


def _put_right(in_group: str, of_group: str, companions: bool, chosen: bool, alone: bool) -> str:
    """Write what differs, so that nothing else is told of a change. The conditions are for `repeat`
    and for `asset a`."""
    return (
        f"delete from repeat where {in_group} and ({COLUMNS}) "
        f"not in ({_repeats(of_group, companions, chosen, alone)}); "
        f"insert into repeat ({COLUMNS}) {_repeats(of_group, companions, chosen, alone)} "
        f"and a.id not in (select asset_id from repeat where {in_group});"
    )


def _sort_of(row: str) -> str:
    """The sort from which a repeat is taken out, without the slot."""
    return (
        f"{row}.chest_id, {row}.added_by, {row}.audience, 'published', true, {row}.kind, "
        f"{row}.decade"
    )


def _watched(companions: bool, chosen: bool) -> str:
    return WATCHED + (", companion_of" if companions else "") + (", same_as" if chosen else "")


def _sqlite(companions: bool, chosen: bool, alone: bool) -> list[str]:
    def group(row: str) -> str:
        return _put_right(
            f"chest_id = {row}.chest_id and sha256 = {_bytes(row, chosen)}",
            f"a.chest_id = {row}.chest_id and {_bytes('a', chosen)} = {_bytes(row, chosen)}",
            companions,
            chosen,
            alone,
        )

    def tally(row: str, by: int) -> str:
        # The memory itself may be counted after this.
        return (
            f"insert into chest_tally ({TALLY}, number, version) select {_sort_of(row)}, 0, {by}, 1 "
            f"where {row}.for_all and exists (select 1 from chest where id = {row}.chest_id) "
            f"on conflict ({TALLY}) do update set number = number + excluded.number, "
            "version = version + 1;"
        )

    watched = _watched(companions, chosen)
    old, new = (
        f"{_folds(row, companions)}, " + ", ".join(f"{row}.{name}" for name in watched.split(", "))
        for row in ("old", "new")
    )
    folds_old, folds_new = _folds("old", companions), _folds("new", companions)
    changed = f"({folds_old} or {folds_new}) and ({old}) is not ({new})"
    return [
        *(f"drop trigger if exists asset_repeat_{name}" for name in EVENTS),
        *(f"drop trigger if exists repeat_tally_{name}" for name in EVENTS),
        f"create trigger repeat_tally_insert after insert on repeat begin {tally('new', -1)} end",
        f"create trigger repeat_tally_delete after delete on repeat begin {tally('old', 1)} end",
        f"create trigger asset_repeat_insert after insert on asset when {folds_new} "
        f"begin {group('new')} end",
        f"create trigger asset_repeat_delete after delete on asset when {folds_old} "
        f"begin {group('old')} end",
        f"create trigger asset_repeat_update after update of {watched} on asset "
        f"when {changed} begin {group('old')} {group('new')} end",
    ]


def _postgresql(companions: bool, chosen: bool, alone: bool) -> list[str]:
    """Two transactions that change twins would each miss what the other has not committed yet: so
    those of one chest come one after the other here. By its name this trigger comes after that of
    the tallies: no row that others hold is waited for behind its lock."""
    rows = {
        "insert": "new table as new_rows",
        "delete": "old table as old_rows",
        "update": "old table as old_rows new table as new_rows",
    }
    old, new = (
        ", ".join(f"{row}.{column}" for column in _watched(companions, chosen).split(", "))
        for row in ("o", "n")
    )
    folds_old, folds_new = _folds("o", companions), _folds("n", companions)
    changed = (
        "from old_rows o join new_rows n on n.id = o.id "
        f"where ({folds_old} or {folds_new}) and ({old}) is distinct from ({new})"
    )
    of_old, of_new, of_any = (_bytes(row, chosen) for row in ("o", "n", "a"))
    found = {
        "insert": f"select n.chest_id, {of_new} from new_rows n where {folds_new}",
        "delete": f"select o.chest_id, {of_old} from old_rows o where {folds_old}",
        "update": f"select o.chest_id, {of_old} {changed} "
        f"union select n.chest_id, {of_new} {changed}",
    }
    # One group after the other, so that each is found by its index, whatever the planner expects.
    each = (
        "loop continue when its_bytes is null; "
        "perform pg_advisory_xact_lock(hashtextextended(cast(its_chest as text), 7)); "
        "continue when (select count(*) from (select 1 from asset a "
        f"where a.chest_id = its_chest and {of_any} = its_bytes limit 2) two) < 2 "
        "and not exists (select 1 from repeat r "
        "where r.chest_id = its_chest and r.sha256 = its_bytes); "
        + _put_right(
            "chest_id = its_chest and sha256 = its_bytes",
            f"a.chest_id = its_chest and {of_any} = its_bytes",
            companions,
            chosen,
            alone,
        )
        + " end loop;"
    )

    def go_through(event: str) -> str:
        return f"for its_chest, its_bytes in {found[event]} order by 1, 2 {each}"

    tally = (
        f"insert into chest_tally as tally ({TALLY}, number, version) "
        f"select {_sort_of('r')}, txid_current(), {{by}} * count(*), count(*) from {{source}} r "
        "where r.for_all and exists (select 1 from chest where id = r.chest_id) "
        "group by r.chest_id, r.added_by, r.audience, r.kind, r.decade "
        f"on conflict ({TALLY}) do update set number = tally.number + excluded.number, "
        "version = tally.version + excluded.version;"
    )
    return [
        "create or replace function asset_z_repeat() returns trigger language plpgsql as $$ "
        "declare its_chest uuid; its_bytes text; begin "
        f"if tg_op = 'INSERT' then {go_through('insert')} "
        f"elsif tg_op = 'DELETE' then {go_through('delete')} "
        f"else {go_through('update')} end if; "
        "return null; end $$",
        "create or replace function repeat_tally() returns trigger language plpgsql as $$ begin "
        f"if tg_op = 'INSERT' then {tally.format(by=-1, source='new_rows')} "
        f"else {tally.format(by=1, source='old_rows')} end if; return null; end $$",
        *(f"drop trigger if exists asset_z_repeat_{name} on asset" for name in EVENTS),
        *(f"drop trigger if exists repeat_tally_{name} on repeat" for name in EVENTS),
        *(
            f"create trigger asset_z_repeat_{name} after {name} on asset "
            f"referencing {tables} for each statement execute function asset_z_repeat()"
            for name, tables in rows.items()
        ),
        *(
            f"create trigger repeat_tally_{name} after {name} on repeat "
            f"referencing {rows[name]} for each statement execute function repeat_tally()"
            for name in ("insert", "delete")
        ),
    ]
