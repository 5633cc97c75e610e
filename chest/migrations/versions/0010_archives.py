"""Archives that can be unpacked, and what lay beside a file that was sent

Revision: 0010
Follows: 0009
"""

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("link_session_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("asset_id"),
    )
    op.create_index("ix_archive_state", "archive", ["state"])
    op.create_table(
        "archive_file",
        sa.Column("archive_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["archive_id"], ["archive.asset_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "n"),
    )
    op.create_index("ix_archive_file_sha256", "archive_file", ["archive_id", "sha256"])
    op.add_column("upload", sa.Column("folder", sa.String(length=255), nullable=True))
    op.add_column("upload", sa.Column("beside", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("upload", "beside")
    op.drop_column("upload", "folder")
    op.drop_table("archive_file")
    op.drop_table("archive")
