"""Many memories at once, as the API takes and says it."""

from __future__ import annotations

from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.schemas.base import Answer


class BulkStretch(BaseModel):
    """As `GET /chests/{chest_id}/tiles` takes it."""

    model_config = ConfigDict(extra="forbid")

    decade: int | None = None
    year: int | None = Field(default=None, ge=0, le=9999)
    yearless: bool = False
    undated: bool = False
    person: UUID | None = None
    album: UUID | None = None


class BulkTimeline(BaseModel):
    """What the timeline shows of these stretches, without those that `without` names."""

    model_config = ConfigDict(extra="forbid")

    stretches: list[BulkStretch] = Field(min_length=1, max_length=200)
    without: list[UUID] = Field(default_factory=list, max_length=500)


class BulkFilter(BaseModel):
    """As `GET /chests/{chest_id}/assets` takes it."""

    model_config = ConfigDict(extra="forbid")

    kind: str | None = None
    tag: str | None = None
    person: UUID | None = None
    since: str | None = Field(default=None, alias="from", description="EDTF")
    until: str | None = Field(default=None, alias="to", description="EDTF")
    state: str | None = None
    undated: bool | None = None


class BulkTags(BaseModel):
    """Words that are given to each memory and taken away from each, in any language that labels
    are known in; its other tags stay."""

    model_config = ConfigDict(extra="forbid")

    add: list[str] = Field(default_factory=list, max_length=20)
    remove: list[str] = Field(default_factory=list, max_length=20)

    @model_validator(mode="after")
    def _say_something(self) -> Self:
        if not self.add and not self.remove:
            raise ValueError("Send words to add or to remove.")
        return self


class BulkChanges(BaseModel):
    """Fields that are not sent stay as they are; null empties one. Nobody is named yet."""

    model_config = ConfigDict(extra="forbid")

    taken: str | None = None
    place: str | None = None
    caption: str | None = None
    audience: str | None = None
    tags: BulkTags | None = None
    people: list[Any] | None = None


class BulkBody(BaseModel):
    """At most 500 `ids`, or a `filter`, or stretches of the `timeline`; and what is done to them:
    `changes`, `delete` or `restore`. What is brought back is named by its ids."""

    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] | None = Field(default=None, max_length=500)
    filter: BulkFilter | None = None
    timeline: BulkTimeline | None = None
    changes: BulkChanges | None = None
    delete: Literal[True] | None = None
    restore: Literal[True] | None = None

    @model_validator(mode="after")
    def _say_one_thing(self) -> Self:
        if sum(one is not None for one in (self.ids, self.filter, self.timeline)) != 1:
            raise ValueError("Send either ids or a filter or stretches of the timeline.")
        deeds = [d for d in (self.changes, self.delete, self.restore) if d is not None]
        if len(deeds) != 1:
            raise ValueError("Send one of changes, delete and restore.")
        if self.restore and self.ids is None:
            raise ValueError("Name what is to be brought back by its ids.")
        return self


class BulkUndo(BaseModel):
    model_config = ConfigDict(extra="forbid")

    undo: UUID


class BulkResult(Answer):
    """How many memories were changed, and how many were left out: because one may not, or because
    nothing was to do; `not_allowed` says how many because one may not. `undo` undoes it for 30
    days; null where nothing was changed."""

    changed: int
    left_out: int
    undo: UUID | None
    not_allowed: int = 0


class ReadDate(Answer):
    """A date that somebody wrote: as it was understood, in words and as EDTF."""

    words: str
    edtf: str
