"""Pictures that look alike: found as they are looked at, decided by curators, shown as one

Revision: 0024
Follows: 0023

A later revision that rebuilds the table `asset` on SQLite ends with `keep_chosen()` of this module
(with `alone=True`, since revision 0032),
after `keep_companions()` of 0014.
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op


revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture_print",
        sa.Column("chest_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bits", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chest_id", "key", "sha256"),
    )
    op.create_index("ix_picture_print_sha256", "picture_print", ["chest_id", "sha256"])
    op.create_table(
        "look_alike",
        sa.Column("chest_id", sa.Uuid(), nullable=False),
        sa.Column("first", sa.String(length=64), nullable=False),
        sa.Column("second", sa.String(length=64), nullable=False),
        sa.Column("nearness", sa.Float(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chest_id", "first", "second"),
    )
    op.create_index("ix_look_alike_state", "look_alike", ["chest_id", "state", "nearness"])
    op.create_index("ix_look_alike_second", "look_alike", ["chest_id", "second"])
    op.add_column("asset", sa.Column("same_as", sa.String(length=64), nullable=True))
    op.create_index(
        "ix_asset_picture", "asset", ["chest_id", sa.text("(coalesce(same_as, sha256))")]
    )
    keep_chosen()


def downgrade() -> None:
    op.execute("update asset set same_as = null where same_as is not null")
    _repeats().keep_repeats(companions=True)
    op.drop_index("ix_asset_picture", table_name="asset")
    op.drop_column("asset", "same_as")
    op.drop_table("look_alike")
    op.drop_table("picture_print")


def keep_chosen(*, alone: bool = False) -> None:
    """Make the triggers of what is shown as one, anew where they stand already. With `alone` as
    they are since revision 0032."""
    _repeats().keep_repeats(companions=True, chosen=True, alone=alone)


def _repeats():
    return import_module("chest.migrations.versions.0007_repeats")
