"""Each line of the audit carries the hash of the one before it

What an earlier release wrote, or writes beside this schema in the first week, has no place in a
chain yet; the sweep takes it in. See docs/decisions/0057.

Revision: 0030
Follows: 0029
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from alembic import op


revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_LOOSE = sa.text("seq IS NULL")
_NOTHING_BEFORE = "0" * 64


def upgrade() -> None:
    for column in (
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.Column("taken_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=True),
    ):
        op.add_column("audit_event", column)
    op.create_index("ix_audit_event_chain", "audit_event", ["chest_id", "seq"], unique=True)
    op.create_index("ix_audit_event_once", "audit_event", ["once"], unique=True)
    op.create_index(
        "ix_audit_event_loose",
        "audit_event",
        ["id"],
        sqlite_where=_LOOSE,
        postgresql_where=_LOOSE,
    )
    chain = op.create_table(
        "audit_chain",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("anchor_seq", sa.BigInteger(), nullable=False),
        sa.Column("anchor_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("adopts_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    connection = op.get_bind()
    now = datetime.now(UTC)
    is_new = connection.execute(sa.text("select id from audit_event limit 1")).first() is None
    connection.execute(
        chain.insert().values(
            id=UUID(int=0),
            seq=0,
            hash=_NOTHING_BEFORE,
            begun_at=now,
            anchor_seq=0,
            anchor_hash=_NOTHING_BEFORE,
            failures=0,
            adopts_until=None if is_new else now + timedelta(weeks=1),
        )
    )


def downgrade() -> None:
    op.drop_table("audit_chain")
    for name in ("ix_audit_event_loose", "ix_audit_event_once", "ix_audit_event_chain"):
        op.drop_index(name, "audit_event")
    for column in ("once", "taken_in_at", "hash", "seq"):
        op.drop_column("audit_event", column)
