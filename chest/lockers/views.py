"""How a private chest is shown, and what keepers may choose about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.viewers import Viewer
from chest.errors import Invalid
from chest.models import Locker, LockerKey, LockerState, Role
from chest.texts import clean_text
from language import _, said

MOST_HOURS = 24 * 30


@dataclass(frozen=True)
class LockerView:
    """A private chest as one who belongs to it sees it. `mine`: whether the viewer has a passphrase
    of their own; `hours`: after so many without anybody of the family it locks itself (0: never);
    `sealed`: whether all its files are encrypted to its key by now; `reason`: why it stands
    between two states."""

    chest_id: UUID
    state: LockerState
    label: str
    hours: int
    role: Role
    mine: bool
    sealed: bool
    changed_at: datetime
    reason: str | None

    @property
    def may_unlock(self) -> bool:
        return self.role is Role.keeper and self.state is LockerState.locked


@dataclass(frozen=True)
class MadePrivate:
    """`code` is told once and kept nowhere."""

    locker: LockerView
    code: str


def view_of(session: Session, viewer: Viewer, locker: Locker, role: Role) -> LockerView:
    """The locker as this viewer, whose role is known, sees it."""
    mine = session.exec(
        select(LockerKey.id).where(
            col(LockerKey.chest_id) == locker.chest_id,
            col(LockerKey.account_id) == viewer.account_id,
        )
    ).first()
    return LockerView(
        chest_id=locker.chest_id,
        state=locker.state,
        label=locker.label,
        hours=locker.hours,
        role=role,
        mine=mine is not None,
        sealed=locker.sealed_at is not None,
        changed_at=locker.changed_at,
        reason=said(locker.reason) or None,
    )


def check_label(text: str) -> str:
    """What a chest may be called while it is locked. Raises Invalid."""
    label = clean_text(text, label=_("The label"), longest=100)
    if not label:
        raise Invalid(
            _("Enter what this chest is called while it is locked, such as “Our chest”."),
            field="label",
        )
    return label


def check_hours(hours: int) -> int:
    """After how many hours it locks itself. Raises Invalid."""
    if not 0 <= hours <= MOST_HOURS:
        raise Invalid(_("Choose between 1 hour and 30 days, or 0 for never."), field="hours")
    return hours
