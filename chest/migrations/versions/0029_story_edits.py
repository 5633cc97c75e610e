"""What the family changed about what is told, which holds in every telling

An earlier release beside this schema leaves it alone, and shows stories as they were told.

Revision: 0029
Follows: 0028
"""

import sqlalchemy as sa
from alembic import op


revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _words(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _text(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _list(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False)


def _id(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "story_edit",
        _id("id", nullable=False),
        _id("chest_id", nullable=False),
        _id("thread", nullable=False),
        _words("op", 32),
        _words("audience", 32),
        _words("language", 16),
        _text("base_text", nullable=False),
        _list("base_sources"),
        _list("base_spans"),
        _text("base_quote"),
        _words("base_origin", 16),
        _words("base_verdict", 16),
        _moment("base_read_at"),
        sa.Column("opens_paragraph", sa.Boolean(), nullable=False),
        _list("beside"),
        sa.Column("inserted", sa.Boolean(), nullable=False),
        _id("follows"),
        _words("chapter_key", 200),
        _words("chapter_title", 300),
        _text("before", nullable=False),
        _text("text"),
        _list("sources"),
        _id("made_by"),
        _moment("made_at", nullable=False),
        _moment("undone_at"),
        _id("undone_by"),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_story_edit_chest", "story_edit", ["chest_id", "undone_at"])
    op.create_index("ix_story_edit_thread", "story_edit", ["thread"])


def downgrade() -> None:
    op.drop_table("story_edit")
