"""A story as it was told: chapters, and sentences with the memories they rest on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
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


class EditOp(StrEnum):
    """What the family does to a told story."""

    remove = "remove"
    rewrite = "rewrite"
    lock = "lock"
    accept = "accept"
    insert = "insert"
    rename = "rename"


class StoryEdit(ChestModel, table=True):
    """What somebody changed about what is told, in every telling of the chest.

    It knows its sentence, or chapter, by what that said and rested on (`base_…`), never by where it
    stood. Edits of one sentence share a `thread`, the id of the first of them; the last that was
    not undone counts. `text` is how the sentence reads, or the title; None where it is gone.
    `beside` are sentences, {text, sources}, that rested on the same memories and were left as they
    were.
    """

    __tablename__ = "story_edit"
    __table_args__ = (
        Index("ix_story_edit_chest", "chest_id", "undone_at"),
        Index("ix_story_edit_thread", "thread"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    thread: UUID
    op: EditOp = Field(sa_type=Word(EditOp))
    # Of the telling that it was made in: its words go into no telling for more people.
    audience: Audience = Field(sa_type=Word(Audience))
    language: str = Field(max_length=16)
    base_text: str = Field(default="", sa_type=Text)
    base_sources: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    base_spans: list[list[str]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )  # [source, words]
    base_quote: str | None = Field(default=None, sa_type=Text)
    base_origin: str = Field(default="composer", max_length=16)
    base_verdict: str = Field(default="green", max_length=16)
    base_read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opens_paragraph: bool = False
    beside: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    inserted: bool = False
    follows: UUID | None = Field(default=None)
    chapter_key: str = Field(default="", max_length=200)
    chapter_title: str = Field(default="", max_length=300)
    before: str = Field(default="", sa_type=Text)
    text: str | None = Field(default=None, sa_type=Text)
    sources: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    made_by: UUID | None = Field(default=None)
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by: UUID | None = Field(default=None)
