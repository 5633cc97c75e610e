"""What somebody keeps for themselves alone; albums

An earlier release beside this schema does not know `only_me`: it refuses to read such a row, and so
shows it to nobody.

Revision: 0032
Follows: 0031
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op


revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


# As `chest.models.UNGATHERED_UPLOADS` has it.
_UNGATHERED = "gathered IS NULL AND folder IS NOT NULL AND state = 'complete'"


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "album",
        _id("id"),
        _id("chest_id"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("audience", sa.String(length=32), nullable=False),
        _id("cover_asset_id", nullable=True),
        sa.Column("source", sa.String(length=64), nullable=True),
        _id("made_by", nullable=True),
        _moment("created_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("deleted_at", nullable=True),
        _id("deleted_by", nullable=True),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chest_id", "source"),
    )
    op.create_index("ix_album_chest", "album", ["chest_id", "deleted_at", "id"])
    op.create_index("ix_album_made_by", "album", ["made_by"])
    op.create_table(
        "album_item",
        _id("album_id"),
        _id("asset_id"),
        sa.Column("place", sa.Text(), nullable=False),
        _id("added_by", nullable=True),
        _moment("added_at"),
        sa.ForeignKeyConstraint(["album_id"], ["album.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("album_id", "asset_id"),
    )
    op.create_index("ix_album_item_place", "album_item", ["album_id", "place", "asset_id"])
    op.create_index("ix_album_item_asset_id", "album_item", ["asset_id"])
    op.create_table(
        "album_change",
        _id("id"),
        _id("album_id"),
        _id("account_id"),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        _moment("made_at"),
        _moment("undone_at", nullable=True),
        sa.ForeignKeyConstraint(["album_id"], ["album.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_album_change_album_id", "album_change", ["album_id"])
    op.create_index("ix_album_change_made_at", "album_change", ["made_at"])
    op.add_column("upload", sa.Column("gathered", sa.Boolean(), nullable=True))
    op.create_index(
        "ix_upload_ungathered",
        "upload",
        ["id"],
        sqlite_where=sa.text(_UNGATHERED),
        postgresql_where=sa.text(_UNGATHERED),
    )
    _look_alikes().keep_chosen(alone=True)


def downgrade() -> None:
    # As a draft of their own, which an earlier release shows to nobody but whoever added it.
    op.execute(
        "update asset set audience = 'keepers', review = 'draft', contribution_id = null "
        "where audience = 'only_me'"
    )
    _look_alikes().keep_chosen()
    op.drop_index("ix_upload_ungathered", table_name="upload")
    op.drop_column("upload", "gathered")
    op.drop_table("album_change")
    op.drop_table("album_item")
    op.drop_table("album")


def _look_alikes():
    return import_module("chest.migrations.versions.0024_look_alikes")
