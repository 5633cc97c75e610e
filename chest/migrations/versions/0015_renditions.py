"""How far each film and voice is made playable everywhere; uploads by their fingerprint

Revision: 0015
Follows: 0013
"""

import sqlalchemy as sa
from alembic import op


revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rendition",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("recipe", sa.Integer(), nullable=False),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("played_as", sa.String(length=200), nullable=True),
        sa.Column("done", sa.Float(), nullable=False),
        sa.Column("whole", sa.Float(), nullable=True),
        sa.Column("speed", sa.Float(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("asset_id"),
    )
    # The few that are still to be made, found without looking at the many that are.
    op.create_index("ix_rendition_state", "rendition", ["state"])
    op.create_index(
        "ix_asset_unplayable",
        "asset",
        ["kind"],
        sqlite_where=sa.text("plays_in_browser = 0"),
        postgresql_where=sa.text("NOT plays_in_browser"),
    )
    # By which a folder that is brought again is known, before its files were looked at.
    op.create_index(
        "ix_upload_declared",
        "upload",
        ["declared_sha256"],
        sqlite_where=sa.text("declared_sha256 IS NOT NULL"),
        postgresql_where=sa.text("declared_sha256 IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_upload_declared", table_name="upload")
    op.drop_index("ix_asset_unplayable", table_name="asset")
    op.drop_table("rendition")
