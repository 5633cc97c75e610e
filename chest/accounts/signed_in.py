"""Where an account is signed in: one line a device, whatever tokens it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from chest.models import LoginSession, utc_now
from chest.security.signing import hash_token


@dataclass(frozen=True)
class DeviceView:
    """One place where an account is signed in. `seen_at` is true to the hour; `device` is None for
    one that signed in before it was kept."""

    id: UUID
    device: str | None
    signed_in_at: datetime
    seen_at: datetime
    is_this: bool


def read_devices(session: Session, account_id: UUID, *, current: str | None) -> list[DeviceView]:
    """The device that holds the token `current` first, then those seen last."""
    rows = session.exec(
        select(LoginSession).where(
            col(LoginSession.account_id) == account_id,
            col(LoginSession.revoked_at).is_(None),
            col(LoginSession.used_at).is_(None),
            col(LoginSession.expires_at) > utc_now(),
        )
    ).all()
    # The tokens of a family change every quarter of an hour; its first one tells since when.
    families = {row.family_id for row in rows if row.family_id}
    begun = session.exec(
        select(col(LoginSession.family_id), func.min(col(LoginSession.created_at)))
        .where(col(LoginSession.family_id).in_(families))
        .group_by(col(LoginSession.family_id))
    ).all()
    since = dict(begun)
    this = hash_token(current) if current else None
    devices: dict[UUID, list[LoginSession]] = {}
    for row in rows:
        devices.setdefault(row.family_id or row.id, []).append(row)
    views = [_view(each, parts, since.get(each), this) for each, parts in devices.items()]
    return sorted(views, key=lambda device: (device.is_this, device.seen_at), reverse=True)


def _view(
    device_id: UUID, rows: Iterable[LoginSession], since: datetime | None, this: str | None
) -> DeviceView:
    rows = list(rows)
    return DeviceView(
        id=device_id,
        device=next((row.device for row in rows if row.device), None),
        signed_in_at=since or min(row.created_at for row in rows),
        seen_at=max(row.seen_at or row.created_at for row in rows),
        is_this=any(row.token_hash == this for row in rows),
    )
