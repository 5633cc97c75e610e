"""Whether a file may tell a place is not asked any more: links always get the copy

Revision: 0003
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.drop_column("may_tell_place")


def downgrade() -> None:
    # Of what was looked at meanwhile nobody knows, so that all of it may.
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("may_tell_place", sa.Boolean(), nullable=False, server_default=sa.true())
        )
