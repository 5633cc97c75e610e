"""What the family changes about what is told."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, model_validator

from api.schemas.base import Answer, Moment
from chest.models import EditOp


class StoryEdit(Answer):
    """`before` is how the sentence, or title, read until then (of an insertion the sentence before
    it), `text` how it reads since: null where it was taken out. `placed` says whether it holds in a
    telling that is read now."""

    id: UUID
    op: EditOp
    before: str
    text: str | None
    by_name: str | None
    made_at: Moment
    undone_at: Moment | None
    placed: bool
    chapter: str


class EditBody(BaseModel):
    """What is done, and to which `sentence`, or `chapter` for `rename`. `text` is for `rewrite`,
    `insert` (behind the sentence) and `rename`. `seen` is how it read when somebody began: 409
    where it reads otherwise by now."""

    op: Literal["remove", "rewrite", "lock", "unlock", "accept", "insert", "rename"]
    sentence: UUID | None = None
    chapter: UUID | None = None
    text: str = ""
    seen: str | None = None

    @model_validator(mode="after")
    def _names_one(self) -> EditBody:
        if self.op == "rename" and self.chapter is None:
            raise ValueError("`rename` takes `chapter`")
        if self.op != "rename" and self.sentence is None:
            raise ValueError(f"`{self.op}` takes `sentence`")
        return self


class VerdictBody(BaseModel):
    """`accept` it as it stands, `rewrite` it as `text`, or `drop` it from all tellings."""

    verdict: Literal["accept", "rewrite", "drop"]
    text: str = ""
    seen: str | None = None
