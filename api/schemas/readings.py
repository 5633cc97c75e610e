"""The words in pictures as the API says them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.http.formats import SentNumber
from api.schemas.base import Answer
from chest.assets.readings import ReadingView


class WrittenLine(Answer):
    """A line as the model saw it; `box` is left, top, right, bottom, as parts of the picture."""

    text: str
    confidence: float
    box: list[float]
    page: int | None


class Reading(Answer):
    """What is written in a picture. `version` is 0 where nothing was read or written yet."""

    asset_id: UUID
    text: str
    version: int
    by_person: bool
    confidence: float | None
    language: str | None
    seen: str | None
    lines: list[WrittenLine]

    @classmethod
    def told(cls, view: ReadingView) -> Reading:
        lines = [WrittenLine(**asdict(line) | {"box": list(line.box)}) for line in view.lines]
        fields: dict[str, Any] = {
            name: getattr(view, name) for name in cls.model_fields if name != "lines"
        }
        return cls(**fields, lines=lines)


class NewText(BaseModel):
    """What really stands there, and the version that it was written to."""

    model_config = ConfigDict(extra="forbid")

    version: SentNumber
    text: str = Field(max_length=250_000)
