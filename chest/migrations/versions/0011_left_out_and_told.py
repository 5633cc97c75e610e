"""Single pieces of a gift can be left out, and moderators are told that something waits

Revision: 0011
Follows: 0010
"""

import sqlalchemy as sa
from alembic import op


revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A release that does not know of it publishes what was left out, as it did before.
    op.add_column(
        "asset",
        sa.Column("left_out", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "waiting_notice",
        sa.Column("chest_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chest_id", "account_id"),
    )
    op.create_index("ix_waiting_notice_account_id", "waiting_notice", ["account_id"])


def downgrade() -> None:
    op.drop_table("waiting_notice")
    op.drop_column("asset", "left_out")
