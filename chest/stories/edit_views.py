"""What the family changed about what is told, as those who may tell stories see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chest.models import EditOp


@dataclass(frozen=True)
class EditView:
    """One change. `before` is how the sentence, or the title, read until then, of an insertion the
    sentence before it; `text` how it reads since, None where it was taken out.

    `placed` says whether it holds in a telling that is read now: False for one that was undone or
    followed by another, and for words whose sentence or memory is in no such telling. They are
    listed all the same, and come back with it. `chapter` is the title that it stood under.
    """

    id: UUID
    op: EditOp
    before: str
    text: str | None
    by_name: str | None
    made_at: datetime
    undone_at: datetime | None
    placed: bool
    chapter: str
