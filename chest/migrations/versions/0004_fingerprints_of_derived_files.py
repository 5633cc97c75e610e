"""Derived files have fingerprints, so that a link is told that of what it gets

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("derivative", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sha256", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("derivative", schema=None) as batch_op:
        batch_op.drop_column("sha256")
