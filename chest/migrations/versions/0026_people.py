"""Who is who: people, on which memories they are, and names that wait for somebody to say who

An earlier release beside this schema leaves all of it alone; what it writes is read for names by
the next sweep of a newer one.

Revision: 0026
Follows: 0025
"""

import sqlalchemy as sa
from alembic import op


revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _words(name: str, length: int, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _id(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _of(column: str, table: str, *, when_gone: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], ondelete=when_gone)


def upgrade() -> None:
    op.add_column("chest", _words("called", 200))
    op.create_table(
        "person",
        _id("id", nullable=False),
        _id("chest_id", nullable=False),
        _words("name", 200, nullable=False),
        _words("called", 200),
        sa.Column("also", sa.JSON(), nullable=False),
        _words("pronoun", 32),
        _words("relation", 64),
        _words("relation_words", 200),
        _words("life", 32, nullable=False),
        _words("born", 100),
        _words("died", 100),
        sa.Column("is_honoree", sa.Boolean(), nullable=False),
        _id("account_id"),
        _id("merged_into"),
        _id("stands_as", nullable=False),
        _id("created_by"),
        _moment("created_at", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("deleted_at"),
        _id("deleted_by"),
        _of("chest_id", "chest"),
        _of("account_id", "account", when_gone="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_person_account_id", "person", ["account_id"])
    op.create_index("ix_person_chest", "person", ["chest_id", "name", "id"])
    op.create_index("ix_person_stands_as", "person", ["stands_as"])
    op.create_index("ix_person_deleted", "person", ["deleted_at"])
    op.create_table(
        "person_in_asset",
        _id("asset_id", nullable=False),
        _id("person_id", nullable=False),
        sa.Column("box", sa.JSON(), nullable=True),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        _id("by"),
        _moment("created_at", nullable=False),
        _of("asset_id", "asset"),
        _of("person_id", "person"),
        sa.PrimaryKeyConstraint("asset_id", "person_id"),
    )
    op.create_index("ix_person_in_asset_person", "person_in_asset", ["person_id", "asset_id"])
    op.create_table(
        "person_proposal",
        _id("id", nullable=False),
        _id("chest_id", nullable=False),
        _words("key", 420, nullable=False),
        _words("name", 200, nullable=False),
        _words("relation", 64),
        _words("relation_words", 200),
        _words("said_by", 200),
        sa.Column("number", sa.Integer(), nullable=False),
        _words("state", 32, nullable=False),
        _id("person_id"),
        _id("decided_by"),
        _moment("decided_at"),
        _moment("created_at", nullable=False),
        _of("chest_id", "chest"),
        _of("person_id", "person", when_gone="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chest_id", "key", name="uq_person_proposal_key"),
    )
    op.create_index(
        "ix_person_proposal_waiting", "person_proposal", ["chest_id", "state", "number", "id"]
    )
    op.create_index("ix_person_proposal_person", "person_proposal", ["person_id"])
    op.create_table(
        "person_mention",
        _id("proposal_id", nullable=False),
        _id("asset_id", nullable=False),
        _words("place", 32, nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        _of("proposal_id", "person_proposal"),
        _of("asset_id", "asset"),
        sa.PrimaryKeyConstraint("proposal_id", "asset_id", "place"),
    )
    op.create_index("ix_person_mention_asset", "person_mention", ["asset_id"])
    op.create_table(
        "people_read",
        _id("asset_id", nullable=False),
        _words("fingerprint", 64, nullable=False),
        _of("asset_id", "asset"),
        sa.PrimaryKeyConstraint("asset_id"),
    )
    op.create_table(
        "people_walk",
        _words("name", 16, nullable=False),
        _id("newest"),
        _id("again"),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    for table in (
        "people_walk",
        "people_read",
        "person_mention",
        "person_proposal",
        "person_in_asset",
        "person",
    ):
        op.drop_table(table)
    op.drop_column("chest", "called")
