"""Memories by the year that they are of, so that years are found without reading what lies in them

Revision: 0013
Follows: 0011
"""

import sqlalchemy as sa
from alembic import op


revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

# "1964"; "196" of what is dated less sharply than to a year; "undated".
YEAR_OF = (
    f"case when taken_sort = '{'9' * 29}' then 'undated' "
    "when substr(taken_sort, 9, 6) > '000366' then substr(taken_sort, 1, 3) "
    "else substr(taken_sort, 1, 4) end"
)


def upgrade() -> None:
    op.create_index(
        "ix_asset_years",
        "asset",
        ["chest_id", sa.text(f"({YEAR_OF})"), "taken_sort", "id"],
    )


def downgrade() -> None:
    op.drop_index("ix_asset_years", table_name="asset")
