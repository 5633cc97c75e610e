"""What told when a memory was made, and the day on which a picture on paper was scanned

Revision: 0016
Follows: 0013
"""

import sqlalchemy as sa
from alembic import op


revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asset", sa.Column("taken_by", sa.String(length=32), nullable=True))
    op.add_column("asset", sa.Column("scanned", sa.String(length=10), nullable=True))


def downgrade() -> None:
    op.drop_column("asset", "scanned")
    op.drop_column("asset", "taken_by")
