"""Letters that were asked for."""

from __future__ import annotations

from uuid import UUID

from api.schemas.base import Answer, Moment
from chest.models import LetterState


class TestLetter(Answer):
    """What became of a test letter. `reason` says why it was not sent, or not yet, and
    `next_attempt_at` when it is tried again. `in_outbox` means that the worker knows of no mail
    server."""

    id: UUID
    to: str
    state: LetterState
    reason: str | None
    next_attempt_at: Moment | None
    created_at: Moment
    ended_at: Moment | None
