"""Pictures that may be the same one, and what is decided about them."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.base import Answer


class LookAlikes(Answer):
    """Two memories that may be one; `nearness` is 1 for the same."""

    first: UUID
    second: UUID
    nearness: float


class DecisionBody(BaseModel):
    """What is decided about pictures that look alike: `keep` (each is one of its own), `fold`
    (`shown` stands for all of them, the others are kept beneath it) or `reopen` (ask again)."""

    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(min_length=2, max_length=12)
    decision: Literal["keep", "fold", "reopen"]
    shown: UUID | None = None


class Decided(Answer):
    """How much was not so already."""

    changed: int
