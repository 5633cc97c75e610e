"""What somebody takes out of a chest, and what was brought in

An earlier release beside this schema knows of none of it and leaves it alone.

Revision: 0031
Follows: 0030
"""

import sqlalchemy as sa
from alembic import op


revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _words(name: str, length: int, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "export",
        _id("id"),
        _id("chest_id"),
        _id("account_id"),
        _words("role", 32),
        _words("format", 32),
        _words("state", 32),
        _words("name", 255),
        sa.Column("memories", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("done_bytes", sa.BigInteger(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        _words("reason", 500, nullable=True),
        _moment("created_at", nullable=False),
        _moment("finished_at"),
        _moment("expires_at"),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_export_chest_id", "export", ["chest_id"])
    op.create_index("ix_export_account_id", "export", ["account_id"])
    op.create_index("ix_export_state", "export", ["state"])
    op.create_table(
        "export_piece",
        _id("export_id"),
        sa.Column("n", sa.Integer(), nullable=False),
        _words("storage_key", 512),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        _id("after", nullable=True),
        sa.ForeignKeyConstraint(["export_id"], ["export.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("export_id", "n"),
    )
    op.create_table(
        "brought_bag",
        _id("chest_id"),
        _words("bag", 64),
        _moment("begun_at", nullable=False),
        _moment("finished_at"),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chest_id"),
    )


def downgrade() -> None:
    op.drop_table("brought_bag")
    op.drop_table("export_piece")
    op.drop_table("export")
