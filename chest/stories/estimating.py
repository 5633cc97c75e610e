"""What a telling would need, found out without asking anybody."""

from __future__ import annotations

from sqlmodel import Session

from ai.narrative.base import NarrativeProvider
from ai.narrative.outlining import Manner, outline
from ai.narrative.prices import count_task
from ai.narrative.prices import estimate as price
from chest.errors import Conflict, Invalid
from chest.models import Audience, Chest
from chest.stories.choosing import DEFAULT
from chest.stories.costs import spent_this_month, to_dollars, to_micro
from chest.stories.telling.asking import find_told, key_of
from chest.stories.telling.job import AT_ONCE
from chest.stories.telling.material import Material, gather
from chest.stories.views import Estimate
from language import _

_REPAIRED = 0.15  # of what is asked for, so much is asked for once more


def estimate(
    session: Session,
    chest: Chest,
    narrator: NarrativeProvider,
    manner: Manner,
    *,
    audience: Audience,
    who: str | None,
) -> Estimate:
    """Counted from the memories as they are; what was answered before is not asked again."""
    material = gather(session, chest, audience)
    planned = outline(material.subject, material.segments, manner, material.about)
    asks = narrator.name != DEFAULT
    shown = {card.asset for one in planned for card in one.cards} if asks else _list_all(material)
    heard = {s.asset for s in material.segments if s.kind == "transcript" and s.asset in shown}
    tokens = [
        count_task(one.task)
        for one in planned
        if asks and one.cards and find_told(session, chest.id, key_of(narrator, one.task)) is None
    ]
    about = price(
        f"{narrator.name}:{narrator.model}",
        round(sum(tokens) * (1 + _REPAIRED)),
        local=narrator.local,
        at_once=1 if narrator.local else min(AT_ONCE, max(1, len(tokens))),
    )
    spent = spent_this_month(session, chest.id)
    more = to_micro(about.dollars) or 0
    ceiling = chest.narrator_ceiling
    return Estimate(
        provider=narrator.name,
        model=narrator.model,
        who=who,
        leaves_machine=not narrator.local,
        memories=len(shown),
        recordings=len(heard),
        held=material.count_held,
        tokens_in=about.tokens_in,
        tokens_out=about.tokens_out,
        dollars=None if about.dollars is None else float(about.dollars),
        seconds=about.seconds,
        spent=to_dollars(spent) or 0.0,
        ceiling=to_dollars(ceiling),
        over_ceiling=ceiling is not None and more > 0 and spent + more > ceiling,
    )


def _list_all(material: Material) -> set[str]:
    return {segment.asset for segment in material.segments}


def check_agreed(about: Estimate, *, consent: bool) -> None:
    """Raises Invalid for memories that would be sent away and nobody agreed, and Conflict where it
    would cost more than the chest may spend this month."""
    if not consent:
        raise Invalid(
            _(
                "These memories would be sent to {who}. Agree to that first, or let the composer "
                "tell the story: it stays on this computer.",
                who=about.who or about.provider,
            ),
            field="consent",
        )
    if about.over_ceiling:
        raise Conflict(
            _(
                "This would cost about ${about}; ${spent} of this month’s ${ceiling} are spent. "
                "A keeper can raise the limit; the composer costs nothing.",
                about=_cents(about.dollars),
                ceiling=_cents(about.ceiling),
                spent=_cents(about.spent),
            )
        )


def _cents(dollars: float | None) -> str:
    return f"{dollars or 0:.2f}"
