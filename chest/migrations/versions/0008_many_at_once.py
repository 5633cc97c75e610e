"""What was done to many memories at once, so that it can be undone

Revision: 0008
Follows: 0007
"""

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulk_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chest_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_bulk_change_chest_id", "bulk_change", ["chest_id"])
    op.create_index("ix_bulk_change_made_at", "bulk_change", ["made_at"])
    op.create_table(
        "bulk_memory",
        sa.Column("bulk_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["bulk_id"], ["bulk_change.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("bulk_id", "asset_id"),
    )
    op.create_index("ix_bulk_memory_asset_id", "bulk_memory", ["asset_id"])


def downgrade() -> None:
    op.drop_table("bulk_memory")
    op.drop_table("bulk_change")
