"""Texts that wait until somebody decided whether a story tells them."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.base import Answer, Moment
from chest.models import Audience, HeldState, TextField
from chest.stories.held_texts import HeldView
from chest.stories.questions import LONGEST


class HeldFinding(Answer):
    """Words because of which a text waits, and why: `reason` is one of a fixed set of words."""

    reason: str
    quote: str


class Decision(Answer):
    """A text that waits, or of which it was decided. `quote` and `reason` are the first of its
    `findings`. `second` is when it is said in a recording. `by` wrote it; `answer` is what they
    said when they were asked, and `can_ask` whether they can be. `wording` changes with the
    text."""

    id: UUID
    asset: UUID
    field: TextField
    second: float | None
    quote: str
    reason: str
    findings: list[HeldFinding]
    context: str
    state: HeldState
    audience: Audience | None
    by: str | None
    can_ask: bool
    answer: str | None
    decided_at: Moment | None
    found_at: Moment
    wording: str

    @classmethod
    def of(cls, view: HeldView) -> Decision:
        return cls(
            id=view.id,
            asset=view.asset_id,
            field=view.field,
            second=view.second,
            quote=view.quote,
            reason=view.reason,
            findings=[HeldFinding(reason=one.reason, quote=one.quote) for one in view.findings],
            context="".join(piece.text for piece in view.context),
            state=view.state,
            audience=view.audience,
            by=view.by,
            can_ask=view.can_ask,
            answer=view.answer,
            decided_at=view.decided_at,
            found_at=view.found_at,
            wording=view.wording,
        )


class DecideBody(BaseModel):
    """`tell` it; `only` to an audience, `keepers` or `family`; `keep_out`; `ask` whoever gave it;
    or `undo` what was decided. With `wording`, 409 where the text is another one by now."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["tell", "only", "keep_out", "ask", "undo"]
    audience: Audience | None = None
    wording: str | None = Field(default=None, max_length=32)


class AnswerBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: str = Field(max_length=LONGEST * 2)


class GiverQuestion(Answer):
    """Whether one's own words may be told."""

    id: UUID
    quote: str


class OwnQuestion(GiverQuestion):
    """The same, of a member's."""

    asset_id: UUID
