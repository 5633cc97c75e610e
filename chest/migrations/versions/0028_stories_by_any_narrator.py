"""Stories by any narrator: what each was told of, by whom and for how much, and answers kept

An earlier release beside this schema tells stories as before: what it does not write has defaults.

Revision: 0028
Follows: 0027
"""

import sqlalchemy as sa
from alembic import op


revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def _words(name: str, length: int, *, nullable: bool = True, default: str | None = None):
    return sa.Column(name, sa.String(length=length), nullable=nullable, server_default=default)


def _id(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _list(name: str, *, default: str | None = "[]") -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False, server_default=default)


def _number(name: str, *, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def upgrade() -> None:
    op.add_column("chest", _words("narrator", 200))
    op.add_column("chest", sa.Column("narrator_ceiling", sa.BigInteger(), nullable=True))
    for column in (
        _words("length", 16, nullable=False, default="medium"),
        _words("who", 200),
        _id("consent_by"),
        _moment("consent_at"),
        sa.Column("consent_memories", sa.Integer(), nullable=True),
        _words("consent_to", 200),
        _list("fallbacks"),
        _number("done", default="0"),
        _number("of", default="0"),
        _words("doing", 300),
    ):
        op.add_column("story", column)
    for column in (
        _words("key", 64, nullable=False, default=""),
        sa.Column("is_appendix", sa.Boolean(), nullable=False, server_default=sa.false()),
        _words("model", 64, nullable=False, default=""),
        _words("prompt_version", 16, nullable=False, default=""),
        _list("memories"),
        _list("sent"),
        _list("left_out"),
    ):
        op.add_column("chapter", column)
    op.add_column("story_sentence", _list("spans"))
    op.create_table(
        "told_chapter",
        _id("id", nullable=False),
        _id("chest_id", nullable=False),
        _words("key", 64, nullable=False),
        _words("chapter", 64, nullable=False),
        _words("provider", 64, nullable=False),
        _words("model", 200, nullable=False),
        _words("prompt_version", 16, nullable=False),
        _list("sentences", default=None),
        _list("fallen", default=None),
        _list("assets", default=None),
        _moment("created_at", nullable=False),
        _moment("used_at", nullable=False),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chest_id", "key"),
    )
    op.create_table(
        "story_call",
        _id("id", nullable=False),
        _id("chest_id", nullable=False),
        _id("story_id"),
        _words("chapter", 64, nullable=False),
        _words("kind", 16, nullable=False),
        _words("provider", 64, nullable=False),
        _words("model", 200, nullable=False),
        _number("tokens_in"),
        _number("tokens_out"),
        _number("cached"),
        sa.Column("microdollars", sa.BigInteger(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=False),
        _words("problem", 32),
        _moment("created_at", nullable=False),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_story_call_chest", "story_call", ["chest_id", "created_at", "id"])
    op.create_index("ix_story_call_story_id", "story_call", ["story_id"])


def downgrade() -> None:
    op.drop_table("story_call")
    op.drop_table("told_chapter")
    op.drop_column("story_sentence", "spans")
    for name in ("left_out", "sent", "memories", "prompt_version", "model", "is_appendix", "key"):
        op.drop_column("chapter", name)
    for name in (
        "doing",
        "of",
        "done",
        "fallbacks",
        "consent_to",
        "consent_memories",
        "consent_at",
        "consent_by",
        "who",
        "length",
    ):
        op.drop_column("story", name)
    op.drop_column("chest", "narrator_ceiling")
    op.drop_column("chest", "narrator")
