"""What somebody keeps for themselves alone

An earlier release beside this schema does not know `only_me`: it refuses to read such a row, and so
shows it to nobody.

Revision: 0032
Follows: 0029
"""

from importlib import import_module

from alembic import op


revision = "0032"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _look_alikes().keep_chosen(alone=True)


def downgrade() -> None:
    # As a draft of their own, which an earlier release shows to nobody but whoever added it.
    op.execute(
        "update asset set audience = 'keepers', review = 'draft', contribution_id = null "
        "where audience = 'only_me'"
    )
    _look_alikes().keep_chosen()


def _look_alikes():
    return import_module("chest.migrations.versions.0024_look_alikes")
