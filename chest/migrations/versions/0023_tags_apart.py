"""Tags are found by themselves: whoever may not read them finds nothing by them

The words in a picture stand with its other words from now on, and `search_text.seen` holds tags
alone. On PostgreSQL these have a weight that nothing else has. Whether a chest has any sentences
is asked at every search, and has an index of its own.

Revision: 0023
Follows: 0022
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op


revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


SPOKEN = "segment_id IS NOT NULL"


def upgrade() -> None:
    _put_apart(True)
    op.create_index(
        "ix_search_text_spoken", "search_text", ["chest_id"],
        sqlite_where=sa.text(SPOKEN), postgresql_where=sa.text(SPOKEN),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_search_text_spoken", table_name="search_text")
    _put_apart(False)


def _put_apart(apart: bool) -> None:
    search = import_module("chest.migrations.versions.0019_search")
    search.keep_search(apart=apart)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    values = search.values_of_memory("a", is_sqlite, apart=apart)
    put = ", ".join(
        f"{name} = (select {values[name]} from asset a where a.id = search_text.asset_id)"
        for name in ("body", "seen")
    )
    # Only what has words in a picture says something else; what was given is weighed anew.
    anew = "exists (select 1 from picture_text p where p.asset_id = search_text.asset_id)"
    if not is_sqlite:
        anew += " or seen is not null or giver is not null"
    op.execute(sa.text(f"update search_text set {put} where segment_id is null and ({anew})"))
