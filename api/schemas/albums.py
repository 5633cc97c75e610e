"""Albums as they are told and written."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.schemas.base import Answer, Moment
from api.schemas.bulk import BulkTimeline
from chest.models import Audience


class Album(Answer):
    """A named set of memories in an order of its own. `count` is how many of them the viewer sees,
    `cover_id` one of those, null where they see none. `made_by` is said to members."""

    id: UUID
    chest_id: UUID
    name: str
    description: str | None
    audience: Audience
    cover_id: UUID | None
    count: int
    made_by: UUID | None
    created_at: Moment
    version: int
    deleted_at: Moment | None
    editable: bool


class AlbumBody(BaseModel):
    """`assets` are its memories in order, or `timeline` what stands in some stretches of it."""

    model_config = ConfigDict(extra="forbid")

    name: str
    description: str | None = None
    audience: Audience = Audience.family
    assets: list[UUID] = Field(default_factory=list, max_length=500)
    timeline: BulkTimeline | None = None


class AlbumChanges(BaseModel):
    """Fields that are not sent stay as they are. `cover` is the id of one of its memories; null
    lets the first one stand for it."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = None
    description: str | None = None
    audience: Audience | None = None
    cover: UUID | None = None
    version: int

    def fields(self) -> dict[str, Any]:
        sent = self.model_dump(exclude_unset=True, exclude={"version"})
        if sent.get("audience", ...) is None:
            del sent["audience"]
        return sent


class AlbumMemories(BaseModel):
    """What is taken in, and comes last in this order, and what is taken out."""

    model_config = ConfigDict(extra="forbid")

    add: list[UUID] = Field(default_factory=list, max_length=500)
    timeline: BulkTimeline | None = None
    remove: list[UUID] = Field(default_factory=list, max_length=500)

    @model_validator(mode="after")
    def _say_something(self) -> Self:
        if not self.add and not self.remove and self.timeline is None:
            raise ValueError("Send memories to add or to remove.")
        return self


class AlbumOrder(BaseModel):
    """These memories stand before that one, or last where it is null, in the order given."""

    model_config = ConfigDict(extra="forbid")

    assets: list[UUID] = Field(min_length=1, max_length=500)
    before: UUID | None


class AlbumUndo(BaseModel):
    model_config = ConfigDict(extra="forbid")

    undo: UUID


class AlbumResult(Answer):
    """How many memories were taken in, out or elsewhere, how many were left out, and what undoes
    it: null where nothing was changed."""

    changed: int
    left_out: int
    undo: UUID | None
