"""What a machine hears, sees and reads in memories, beside what the family says of them.

Every row names who did it (provider, model). What a person wrote is never overwritten by a model.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Column, Index, LargeBinary, Text
from sqlmodel import Field

from chest.models.assets import Step, StepState
from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now

CLEAR = 0.9
"""What is read in a picture with less confidence, a person should look at before relying on it."""
HEARD_CLEARLY = 0.5
"""The same of what is heard: below it, a sentence is shown as heard unclearly, and not told."""


class Understanding(ChestModel, table=True):
    """How far one slow task over one memory is, by which recipe: `transcribe`, `tag` or `read`.

    A table of its own, because earlier releases take every open row of `processing_step` for work
    of their own. `done` and `whole` are seconds of a recording, `speed` how many of them are heard
    in a second. `waiting` with a reason waits for what the reason says. `reason` is a sentence.
    """

    __tablename__ = "understanding"
    __table_args__ = (Index("ix_understanding_step", "step", "state"),)

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    step: Step = Field(primary_key=True, sa_type=Word(Step))
    recipe: int = 1
    state: StepState = Field(default=StepState.waiting, sa_type=Word(StepState))
    attempts: int = 0
    reason: str | None = Field(default=None, sa_type=Text)
    provider: str | None = Field(default=None, max_length=64)
    model: str | None = Field(default=None, max_length=100)
    done: float = 0.0
    whole: float | None = None
    speed: float | None = None
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class Transcript(ChestModel, table=True):
    """What is said in a recording. `version` counts human edits only; `offered` is what a later
    run heard, beside what the family has made of the first."""

    __tablename__ = "transcript"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    language: str | None = Field(default=None, max_length=16)  # BCP 47
    language_set: bool = False  # by a person
    provider: str | None = Field(default=None, max_length=64)
    model: str | None = Field(default=None, max_length=100)
    version: int = 1
    edited_by: UUID | None = Field(default=None)
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    offered: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class TranscriptSegment(ChestModel, table=True):
    """One sentence or so of a recording. `heard` is what the model wrote, where a person wrote
    something else since; `words` are [start, end, word] in seconds."""

    __tablename__ = "transcript_segment"
    __table_args__ = (Index("ix_transcript_segment_asset", "asset_id", "position"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    asset_id: UUID = Field(foreign_key="asset.id", ondelete="CASCADE")
    position: int
    start: float
    end: float
    text: str = Field(sa_type=Text)
    heard: str | None = Field(default=None, sa_type=Text)
    speaker: str | None = Field(default=None, max_length=200)
    language: str | None = Field(default=None, max_length=16)
    confidence: float | None = None  # 0 to 1
    words: list[list[Any]] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    edited_by: UUID | None = Field(default=None)
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def is_clear(self) -> bool:
        """Whether one may rely on it: a person wrote it, or the model heard it well."""
        unclear = self.confidence is not None and self.confidence < HEARD_CLEARLY
        return self.edited_at is not None or not unclear


class TagBy(StrEnum):
    person = "person"
    model = "model"


class AssetTag(ChestModel, table=True):
    """What is in a picture, in a word. One that a person rejected stays, so that it never comes
    back. `label` is the key of the vocabulary (English), or a person's own word."""

    __tablename__ = "asset_tag"
    __table_args__ = (Index("ix_asset_tag_label", "chest_id", "label", "asset_id"),)

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    label: str = Field(primary_key=True, max_length=100)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    by: TagBy = Field(sa_type=Word(TagBy))
    rejected: bool = False
    score: float | None = None
    provider: str | None = Field(default=None, max_length=64)
    model: str | None = Field(default=None, max_length=100)
    created_by: UUID | None = Field(default=None)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class Embedding(ChestModel, table=True):
    """A memory as a direction: float16, little-endian, of length 1. `kind` is what of it: the
    picture, a frame of a film ("frame-0"), its words ("words-0")."""

    __tablename__ = "embedding"
    __table_args__ = (
        Index("ix_embedding_chest", "chest_id", "model"),
        Index("ix_embedding_made", "chest_id", "model", "created_at"),
    )

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    kind: str = Field(primary_key=True, max_length=16)
    model: str = Field(primary_key=True, max_length=100)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    size: int
    vector: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class PictureText(ChestModel, table=True):
    """The words that are to be read in a picture. `lines` are {text, confidence, box}, the box as
    parts of the picture's width and height; `seen` is what the model read, where a person wrote
    something else since. `version` counts human edits only."""

    __tablename__ = "picture_text"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    text: str = Field(sa_type=Text)
    seen: str | None = Field(default=None, sa_type=Text)
    language: str | None = Field(default=None, max_length=16)
    confidence: float | None = None  # 0 to 1
    lines: list[dict[str, Any]] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    provider: str | None = Field(default=None, max_length=64)
    model: str | None = Field(default=None, max_length=100)
    version: int = 1
    edited_by: UUID | None = Field(default=None)
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)

    @property
    def is_clear(self) -> bool:
        """Whether one may rely on it: a person wrote it, or the model was sure."""
        return self.edited_at is not None or (self.confidence or 0.0) >= CLEAR


class PictureTextRevision(ChestModel, table=True):
    """What the words in a picture were before a person changed them."""

    __tablename__ = "picture_text_revision"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    asset_id: UUID = Field(foreign_key="asset.id", index=True, ondelete="CASCADE")
    version: int
    text: str = Field(sa_type=Text)
    changed_by: UUID | None = Field(default=None)
    changed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class PicturePrint(ChestModel, table=True):
    """A part of a picture's fingerprint, under which those that look alike are found: `key` is
    which part, and its signs; `bits` is the whole. It goes with the last memory that has these
    bytes."""

    __tablename__ = "picture_print"
    __table_args__ = (Index("ix_picture_print_sha256", "chest_id", "sha256"),)

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    key: int = Field(primary_key=True)
    sha256: str = Field(primary_key=True, max_length=64)
    bits: int = Field(sa_column=Column(BigInteger, nullable=False))


class Alike(StrEnum):
    """What was decided of two pictures that look alike."""

    open = "open"
    kept = "kept"
    folded = "folded"


class LookAlike(ChestModel, table=True):
    """Two pictures of a chest, by their bytes, that may be one: found when the second of them was
    looked at, for a curator to decide about. `first` is before `second` in the order of letters."""

    __tablename__ = "look_alike"
    __table_args__ = (
        Index("ix_look_alike_state", "chest_id", "state", "nearness"),
        Index("ix_look_alike_second", "chest_id", "second"),
    )

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    first: str = Field(primary_key=True, max_length=64)
    second: str = Field(primary_key=True, max_length=64)
    nearness: float  # 1 for the same
    state: Alike = Field(default=Alike.open, sa_type=Word(Alike))
    decided_by: UUID | None = Field(default=None)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    found_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class ProcessingResult(ChestModel, table=True):
    """What a model made of some bytes, kept for the next time the same chest has the same bytes;
    it goes with the last memory that has them. `task` names what was asked, with its parameters."""

    __tablename__ = "processing_result"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    sha256: str = Field(primary_key=True, max_length=64)
    task: str = Field(primary_key=True, max_length=100)
    provider: str = Field(primary_key=True, max_length=64)
    model: str = Field(primary_key=True, max_length=100)
    version: str = Field(primary_key=True, max_length=32)
    result: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class ChestUnderstanding(ChestModel, table=True):
    """What a family chose about machines that listen and look. No row: all local, all defaults.

    `speech` is local | openai | off; `names` are corrections, {heard, right}; `labels` what was
    added to and taken from the vocabulary.
    """

    __tablename__ = "chest_understanding"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    speech: str = Field(default="local", max_length=32)
    speech_language: str | None = Field(default=None, max_length=16)
    pictures: bool = True
    reading: bool = True
    names: list[dict[str, str]] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    labels: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    updated_by: UUID | None = Field(default=None)
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class Choice(ChestModel, table=True):
    """What an operator chose for the whole installation while it runs, by its name."""

    __tablename__ = "choice"

    name: str = Field(primary_key=True, max_length=64)
    value: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
