"""A story as it was told: chapters, and sentences with the memories they rest on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field

from chest.models.assets import Audience
from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now


class StoryState(StrEnum):
    waiting = "waiting"
    telling = "telling"
    ready = "ready"
    failed = "failed"


class Story(ChestModel, table=True):
    """One telling. It reads only what its `audience` may read."""

    __tablename__ = "story"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", index=True, ondelete="CASCADE")
    state: StoryState = Field(default=StoryState.waiting, sa_type=Word(StoryState), index=True)
    audience: Audience = Field(default=Audience.family, sa_type=Word(Audience))
    provider: str = Field(max_length=64)
    model: str = Field(default="", max_length=64)
    tone: str = Field(default="plain", max_length=32)
    language: str = Field(default="en", max_length=16)
    mode: str = Field(default="narrative", max_length=32)
    reason: str | None = Field(default=None, sa_type=Text)
    created_by: UUID = Field(foreign_key="account.id")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Chapter(ChestModel, table=True):
    """A part of one telling, under its title."""

    __tablename__ = "chapter"
    __table_args__ = (UniqueConstraint("story_id", "position"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    story_id: UUID = Field(foreign_key="story.id", index=True, ondelete="CASCADE")
    position: int
    title: str = Field(default="", max_length=300)


class StorySentence(ChestModel, table=True):
    """`sources` are asset ids, with "#" and the id of a transcript's segment where it is what was
    said, or "chest" for what the family entered about the person."""

    __tablename__ = "story_sentence"
    __table_args__ = (UniqueConstraint("chapter_id", "position"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chapter_id: UUID = Field(foreign_key="chapter.id", index=True, ondelete="CASCADE")
    position: int
    text: str = Field(sa_type=Text)
    sources: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    quote: str | None = Field(default=None, sa_type=Text)
    opens_paragraph: bool = False
    origin: str = Field(default="composer", max_length=16)  # model | composer | family
    verdict: str = Field(default="green", max_length=16)  # green | amber | red | frame
    reasons: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
