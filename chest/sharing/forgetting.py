"""When a browser's session on a link is forgotten."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, delete, exists, not_, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from chest.database import Database
from chest.models import Contribution, LinkSession, ShareLink, utc_now
from chest.sharing.sessions import ENDED_KEPT, REMEMBERED, UNUSED_KEPT

_AT_ONCE = 500


def forget_sessions(database: Database) -> int:
    """Forget sessions that nobody comes back to; answers how many. Some at a time, so that nobody
    who writes waits for all of them."""
    count = 0
    while True:
        with database.write() as session:
            ids = session.exec(_forgotten().limit(_AT_ONCE)).all()
            if ids:
                session.exec(delete(LinkSession).where(col(LinkSession.id).in_(ids)))
        count += len(ids)
        if len(ids) < _AT_ONCE:
            return count


def _forgotten() -> SelectOfScalar[UUID]:
    now = utc_now()
    gave = exists(
        select(col(Contribution.id)).where(
            col(Contribution.link_session_id) == col(LinkSession.id),
            col(Contribution.submitted_at).is_not(None),
        )
    )
    ended = or_(
        col(LinkSession.expires_at) < now - ENDED_KEPT,
        col(ShareLink.revoked_at) < now - ENDED_KEPT,
    )
    never_went_in = and_(
        col(LinkSession.pressed_at).is_(None), col(LinkSession.created_at) < now - UNUSED_KEPT
    )
    return (
        select(LinkSession.id)
        .join(ShareLink, col(ShareLink.id) == col(LinkSession.link_id))
        .where(
            or_(
                and_(ended, not_(gave)),
                col(LinkSession.expires_at) < now - REMEMBERED,
                never_went_in,
            )
        )
    )
