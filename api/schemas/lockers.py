"""Private chests."""

from __future__ import annotations

from uuid import UUID

from api.schemas.base import Answer, Moment
from chest.models import LockerState


class Locker(Answer):
    """A chest with a key of its own. `label` is what it is called while it is locked; after `hours`
    without anybody of the family it locks itself, 0 for never. `mine`: whether whoever asks has a
    passphrase of their own; `sealed`: whether all files of before are encrypted to its key by now.
    `reason` is a sentence where it stands between two states for something."""

    chest_id: UUID
    state: LockerState
    label: str
    hours: int
    mine: bool
    sealed: bool
    changed_at: Moment
    reason: str | None


class Code(Answer):
    """A private chest, and the code for its printed sheet: told once, and kept nowhere."""

    locker: Locker
    code: str
