"""What all answers have in common: read from views, times in UTC, and lists a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema

import chest.paging
from api.http.formats import rfc3339

T = TypeVar("T")
V = TypeVar("V")

Moment = Annotated[
    datetime,
    PlainSerializer(rfc3339, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A moment, said as RFC 3339 in UTC with milliseconds and a Z."""


class Answer(BaseModel):
    """Every field is always said; what there is not is null."""

    model_config = ConfigDict(from_attributes=True)

    def as_json(self) -> dict[str, Any]:
        """What is sent, as plain values: for answers that are put together by hand."""
        return self.model_dump(mode="json")


class Page(Answer, Generic[T]):
    """Some of a list. `next` is the cursor of those after them, null at the end."""

    is_list: ClassVar[bool] = True

    items: list[T]
    next: str | None

    @classmethod
    def of(cls, page: chest.paging.Page[V], say: Callable[[V], T]) -> Self:
        """A page of views, each said by `say`."""
        return cls(items=[say(one) for one in page.items], next=page.next)


class Version(Answer):
    """A text that changes when what it stands for does."""

    version: str


class Frame(Answer):
    """A picture, and the part of it that is shown: left, top, width and height, each from 0 to
    1."""

    asset_id: UUID
    crop: list[float] | None

    @classmethod
    def of(cls, asset_id: UUID | None, crop: Sequence[float] | None) -> Frame | None:
        if asset_id is None:
            return None
        return cls(asset_id=asset_id, crop=list(crop) if crop else None)
