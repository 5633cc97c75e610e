"""What narrators cost a chest: each time one was asked, and how much of a month's money is left."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, col, func, select

from chest.models import Chest, StoryCall, utc_now
from chest.stories.choosing import DEFAULT
from chest.stories.views import CallView, ChestNarrator

MILLION = 1_000_000


def to_micro(dollars: Decimal | None) -> int | None:
    """Whole millionths of a dollar, rather more than less."""
    return None if dollars is None else int((dollars * MILLION).to_integral_value("ROUND_CEILING"))


def to_dollars(micro: int | None) -> float | None:
    return None if micro is None else micro / MILLION


def spent_this_month(session: Session, chest_id: UUID, *, now: datetime | None = None) -> int:
    """What was spent on the chest since the first of the month (UTC), in millionths of a dollar."""
    today = (now or utc_now()).astimezone(UTC)
    begins = today.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    spent = session.exec(
        select(func.coalesce(func.sum(col(StoryCall.microdollars)), 0)).where(
            col(StoryCall.chest_id) == chest_id, col(StoryCall.created_at) >= begins
        )
    ).one()
    return spent or 0


def is_over(session: Session, chest_id: UUID, more: int | None) -> bool:
    """Whether so much more would be over what the chest may spend in a month."""
    ceiling = session.exec(
        select(Chest.narrator_ceiling).where(col(Chest.id) == chest_id)
    ).one_or_none()
    return ceiling is not None and spent_this_month(session, chest_id) + (more or 0) > ceiling


def view_call(row: StoryCall) -> CallView:
    return CallView(
        id=row.id,
        created_at=row.created_at,
        story_id=row.story_id,
        chapter=row.chapter,
        kind=row.kind,
        provider=row.provider,
        model=row.model,
        tokens_in=row.tokens_in,
        tokens_out=row.tokens_out,
        cached=row.cached,
        dollars=to_dollars(row.microdollars),
        seconds=row.seconds,
        problem=row.problem,
    )


def view_narrator(session: Session, chest: Chest) -> ChestNarrator:
    return ChestNarrator(
        narrator=chest.narrator or DEFAULT,
        ceiling=to_dollars(chest.narrator_ceiling),
        spent=to_dollars(spent_this_month(session, chest.id)) or 0.0,
    )
