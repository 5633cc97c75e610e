"""Private chests, which have a key of their own

An earlier release beside this schema knows of no locked chest. It finds one empty, as its rows are
packed away, and nothing in it can be read there; nothing that it adds is lost, as the next locking
packs it.

Revision: 0034
Follows: 0033
"""

import sqlalchemy as sa
from alembic import op


revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def _chest() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("chest_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
    )


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.add_column(
        "chest", sa.Column("shut", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "locker",
        *_chest(),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("opened", sa.LargeBinary(), nullable=True),
        _moment("opened_at"),
        sa.Column("hours", sa.Integer(), nullable=False),
        _moment("sealed_at"),
        _moment("changed_at", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("chest_id"),
    )
    op.create_index("ix_locker_state", "locker", ["state"])
    op.create_table(
        "locker_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_chest(),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        _moment("made_at", nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chest_id", "account_id"),
    )
    op.create_index("ix_locker_key_chest_id", "locker_key", ["chest_id"])
    op.create_table(
        "locker_pack",
        *_chest(),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("storage_key", sa.String(length=512), nullable=False),
        sa.Column("tables", sa.JSON(), nullable=False),
        _moment("made_at", nullable=False),
        sa.PrimaryKeyConstraint("chest_id", "n"),
    )
    op.create_table(
        "locker_file",
        *_chest(),
        sa.Column("storage_key", sa.String(length=512), nullable=False),
        sa.PrimaryKeyConstraint("chest_id", "storage_key"),
    )


def downgrade() -> None:
    for table in ("locker_file", "locker_pack", "locker_key", "locker"):
        op.drop_table(table)
    op.drop_column("chest", "shut")
