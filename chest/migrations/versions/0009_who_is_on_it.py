"""Who is on a memory, in the words of whoever knows; and voices that were dated by their recording

The recorder on the pages named its files by the moment of recording, and that was taken for the day
of which the voice tells. Such a voice is undated until somebody says when that was.

Revision: 0009
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UNDATED = "9" * 29


def upgrade() -> None:
    op.add_column("asset", sa.Column("who", sa.Text(), nullable=True))
    op.execute(
        "update asset set taken = null, taken_offset = null, taken_earliest = null, "
        f"taken_latest = null, taken_sort = '{UNDATED}', taken_source = 'user' "
        "where kind = 'audio' and taken_source in ('file', 'embedded', 'import') "
        "and original_name like 'Voice note ____-__-__ __.__.%' "
        "and substr(original_name, 12, 10) = substr(taken, 1, 10)"
    )


def downgrade() -> None:
    op.drop_column("asset", "who")
