"""Which memory a file of an archive became, so that unpacking can be undone

What was unpacked before names none; a release that knows of no such column leaves it empty.

Revision: 0025
Follows: 0024
"""

import sqlalchemy as sa
from alembic import op


revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("archive_file", sa.Column("asset_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("archive_file", "asset_id")
