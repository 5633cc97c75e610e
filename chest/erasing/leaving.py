"""What somebody kept for themselves alone, when they leave a chest."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import Session, col, select, update

from chest.models import Album, Asset, Audience, utc_now


def count_own(session: Session, chest_id: UUID, account_id: UUID) -> int:
    """How many memories of this chest nobody sees but this person."""
    found = select(func.count()).select_from(Asset).where(_own(chest_id, account_id))
    return session.exec(found).one()


def put_away_own(session: Session, chest_id: UUID, account_id: UUID) -> None:
    """Put away what nobody else could bring back, as if whoever leaves had: should they belong to
    the chest again within 30 days, they find it among what they deleted."""
    session.exec(
        update(Asset)
        .where(_own(chest_id, account_id))
        .values(deleted_at=utc_now(), deleted_by=account_id)
        .execution_options(synchronize_session=False)
    )
    session.exec(
        update(Album)
        .where(
            col(Album.chest_id) == chest_id,
            col(Album.made_by) == account_id,
            col(Album.audience) == Audience.only_me,
            col(Album.deleted_at).is_(None),
        )
        .values(deleted_at=utc_now(), deleted_by=account_id)
        .execution_options(synchronize_session=False)
    )


def _own(chest_id: UUID, account_id: UUID) -> ColumnElement[bool]:
    return and_(
        col(Asset.chest_id) == chest_id,
        col(Asset.added_by) == account_id,
        col(Asset.audience) == Audience.only_me,
        col(Asset.deleted_at).is_(None),
        col(Asset.companion_of).is_(None),
    )
