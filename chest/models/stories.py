"""A story as it was told: chapters, and sentences with the memories they rest on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from chest.models.assets import Audience
from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now


class StoryState(StrEnum):
    waiting = "waiting"
    telling = "telling"
    ready = "ready"
    failed = "failed"


def _list() -> Column[Any]:
    return Column(JSON, nullable=False)


class Story(ChestModel, table=True):
    """One telling. It reads only what its `audience` may read.

    `who` tells it in words, None where that is the composer. `consent_…` is who agreed to what:
    that so many memories are sent there. `fallbacks` are the chapters that the composer told in
    the narrator's place, {chapter, reason}. `done` of `of` chapters are told, `doing` is the title
    of the one that is being told.
    """

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
    length: str = Field(default="medium", max_length=16)
    who: str | None = Field(default=None, max_length=200)
    consent_by: UUID | None = Field(default=None)
    consent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    consent_memories: int | None = Field(default=None)
    consent_to: str | None = Field(default=None, max_length=200)
    fallbacks: list[dict[str, str]] = Field(default_factory=list, sa_column=_list())
    done: int = 0
    of: int = 0
    doing: str | None = Field(default=None, max_length=300)
    reason: str | None = Field(default=None, sa_type=Text)
    created_by: UUID = Field(foreign_key="account.id")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Chapter(ChestModel, table=True):
    """A part of one telling, under its title.

    `key` stays the same from telling to telling. `memories` are the ids of all memories of this
    part of the life, `sent` of those that a model was shown. `left_out` are sentences that a model
    wrote and that rest on nothing that is there, {text, reason}.
    """

    __tablename__ = "chapter"
    __table_args__ = (UniqueConstraint("story_id", "position"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    story_id: UUID = Field(foreign_key="story.id", index=True, ondelete="CASCADE")
    position: int
    title: str = Field(default="", max_length=300)
    key: str = Field(default="", max_length=64)
    is_appendix: bool = False
    model: str = Field(default="", max_length=64)
    prompt_version: str = Field(default="", max_length=16)
    memories: list[str] = Field(default_factory=list, sa_column=_list())
    sent: list[str] = Field(default_factory=list, sa_column=_list())
    left_out: list[dict[str, str]] = Field(default_factory=list, sa_column=_list())


class StorySentence(ChestModel, table=True):
    """`sources` are asset ids, with "#" and the id of a transcript's segment where it is what was
    said, or "chest" for what the family entered about the person. `spans` are the words that it
    rests on, each with its source."""

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
    spans: list[list[str]] = Field(default_factory=list, sa_column=_list())


class ToldChapter(ChestModel, table=True):
    """What a model answered to one question, kept so that the same question is asked once.

    `key` is a hash of the question, with all that it shows, and of whom it was put to. `assets` are
    the memories that it shows: it goes with any of them. `used_at` is when a telling last used it.
    """

    __tablename__ = "told_chapter"
    __table_args__ = (UniqueConstraint("chest_id", "key"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    key: str = Field(max_length=64)
    chapter: str = Field(max_length=64)
    provider: str = Field(max_length=64)
    model: str = Field(default="", max_length=200)
    prompt_version: str = Field(default="", max_length=16)
    sentences: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    fallen: list[dict[str, str]] = Field(sa_column=Column(JSON, nullable=False))
    assets: list[str] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    used_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class StoryCall(ChestModel, table=True):
    """That a narrator was asked: when, by whom of them, what it cost, and what went wrong. Nothing
    of what was asked or answered. `microdollars` is None where nobody knows the price."""

    __tablename__ = "story_call"
    __table_args__ = (Index("ix_story_call_chest", "chest_id", "created_at", "id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    story_id: UUID | None = Field(
        default=None, foreign_key="story.id", index=True, ondelete="SET NULL"
    )
    chapter: str = Field(default="", max_length=64)
    kind: str = Field(default="chapter", max_length=16)  # chapter | repair
    provider: str = Field(max_length=64)
    model: str = Field(default="", max_length=200)
    tokens_in: int = 0
    tokens_out: int = 0
    cached: int = 0
    microdollars: int | None = Field(default=None, sa_type=BigInteger)
    seconds: float = 0.0
    problem: str | None = Field(default=None, max_length=32)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


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
