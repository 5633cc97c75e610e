"""Files that were added in one go, so that whoever added them is told once when all are ready

What arrived before is in no batch (the id of nobody): nobody is told of it years later. A release
that knows of no batches leaves `batch_id` empty, and the next sweep of a newer one fills it in.

Revision: 0022
Follows: 0021
"""

from uuid import UUID

import sqlalchemy as sa
from alembic import op


revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

LOOSE = "batch_id IS NULL"
UNSETTLED = "settled_at IS NULL"


def upgrade() -> None:
    def moment(name: str, *, nullable: bool) -> sa.Column:
        return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)

    op.create_table(
        "upload_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chest_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        moment("begun_at", nullable=False),
        moment("last_at", nullable=False),
        moment("looked_at", nullable=False),
        moment("ended_at", nullable=True),
        sa.Column("walked_to", sa.Uuid(), nullable=True),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("failed_ids", sa.JSON(), nullable=False),
        moment("understood_at", nullable=True),
        moment("settled_at", nullable=True),
        moment("dismissed_at", nullable=True),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_upload_batch_chest_id", "upload_batch", ["chest_id"])
    op.create_index("ix_upload_batch_contribution_id", "upload_batch", ["contribution_id"])
    op.create_index(
        "ix_upload_batch_account", "upload_batch", ["account_id", "chest_id", "settled_at"]
    )
    op.create_index("ix_upload_batch_settled", "upload_batch", ["settled_at"])
    op.create_index(
        "ix_upload_batch_unsettled", "upload_batch", ["looked_at"],
        sqlite_where=sa.text(UNSETTLED), postgresql_where=sa.text(UNSETTLED),
    )  # fmt: skip

    op.add_column("upload", sa.Column("batch_id", sa.Uuid(), nullable=True))
    upload = sa.table("upload", sa.column("batch_id", sa.Uuid()), sa.column("state", sa.String()))
    op.execute(
        upload.update().where(upload.c.state == "complete").values(batch_id=UUID(int=0))
    )
    op.create_index("ix_upload_batch", "upload", ["batch_id", "id"])
    op.create_index(
        "ix_upload_loose", "upload", ["state", "completed_at", "id"],
        sqlite_where=sa.text(LOOSE), postgresql_where=sa.text(LOOSE),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_upload_loose", table_name="upload")
    op.drop_index("ix_upload_batch", table_name="upload")
    op.drop_column("upload", "batch_id")
    op.drop_table("upload_batch")
