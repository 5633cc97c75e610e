"""Who wrote a caption: somebody, the file itself, or what came with it; and what was never paired

`ix_upload_unpaired` finds the uploads from before files that belong together were known (0014). None
that arrived is in it once all have been looked at.

Revision: 0018
Follows: 0017
"""

import sqlalchemy as sa
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

UNPAIRED = "near IS NULL"


def upgrade() -> None:
    op.add_column("asset", sa.Column("caption_source", sa.String(length=32), nullable=True))
    condition = sa.text(UNPAIRED)
    op.create_index(
        "ix_upload_unpaired", "upload", ["state", "id"],
        sqlite_where=condition, postgresql_where=condition,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_upload_unpaired", table_name="upload")
    op.drop_column("asset", "caption_source")
