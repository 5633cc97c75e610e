"""Who is who: the people of a chest, on which memories they are, and who may be meant by a name."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now
from chest.models.chests import Pronoun


class Life(StrEnum):
    living = "living"
    dead = "dead"
    unknown = "unknown"


class Person(ChestModel, table=True):
    """Somebody whom the family knows. The person a chest is about has the chest's own id.

    `also` are other names, {name, by, who}: by whom they are called so, as a person of the roster
    or in words. `relation` is what they are to the person the chest is about, one of
    `ai.narrative.kinship.relations.Relation`; `relation_words` how somebody said it. `stands_as` is
    who this is seen as: itself, or whom it was merged into at the end (`merged_into` the step).
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_chest", "chest_id", "name", "id"),
        Index("ix_person_stands_as", "stands_as"),
        Index("ix_person_deleted", "deleted_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    name: str = Field(max_length=200)
    called: str | None = Field(default=None, max_length=200)
    also: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    pronoun: Pronoun | None = Field(default=None, sa_type=Word(Pronoun))
    relation: str | None = Field(default=None, max_length=64)
    relation_words: str | None = Field(default=None, max_length=200)
    life: Life = Field(default=Life.unknown, sa_type=Word(Life))
    born: str | None = Field(default=None, max_length=100)  # EDTF
    died: str | None = Field(default=None, max_length=100)
    is_honoree: bool = False
    account_id: UUID | None = Field(
        default=None, foreign_key="account.id", index=True, ondelete="SET NULL"
    )
    merged_into: UUID | None = Field(default=None)
    stands_as: UUID
    created_by: UUID | None = Field(default=None)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    version: int = 1
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_by: UUID | None = Field(default=None)


class PersonInAsset(ChestModel, table=True):
    """That somebody is on a memory, because a person said so; where in the picture, as parts of its
    width and height ([left, top, width, height]). One that was taken away stays as `rejected`, so
    that no name in a caption brings it back."""

    __tablename__ = "person_in_asset"
    __table_args__ = (Index("ix_person_in_asset_person", "person_id", "asset_id"),)

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
    box: list[float] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    rejected: bool = False
    by: UUID | None = Field(default=None)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class ProposalState(StrEnum):
    waiting = "waiting"
    confirmed = "confirmed"
    dismissed = "dismissed"


class PersonProposal(ChestModel, table=True):
    """A name that stands in the chest, or what somebody calls somebody ("Dad", said by Tom): once
    for each `key`, and what the family decided about it. Dismissed, it stays so."""

    __tablename__ = "person_proposal"
    __table_args__ = (
        UniqueConstraint("chest_id", "key", name="uq_person_proposal_key"),
        Index("ix_person_proposal_waiting", "chest_id", "state", "number", "id"),
        Index("ix_person_proposal_person", "person_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    key: str = Field(max_length=420)
    name: str = Field(max_length=200)
    relation: str | None = Field(default=None, max_length=64)
    relation_words: str | None = Field(default=None, max_length=200)
    said_by: str | None = Field(default=None, max_length=200)
    number: int = 0
    state: ProposalState = Field(default=ProposalState.waiting, sa_type=Word(ProposalState))
    person_id: UUID | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    decided_by: UUID | None = Field(default=None)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class MentionIn(StrEnum):
    """Where a name stands: whoever gave the memory, who is on it, its caption or words, the end of
    a letter, whoever speaks in a recording, whoever sent it."""

    giver = "giver"
    who = "who"
    caption = "caption"
    words = "words"
    signature = "signature"
    speaker = "speaker"
    sender = "sender"


class PersonMention(ChestModel, table=True):
    """That a name stands in a memory, and the words around it."""

    __tablename__ = "person_mention"
    __table_args__ = (Index("ix_person_mention_asset", "asset_id"),)

    proposal_id: UUID = Field(
        foreign_key="person_proposal.id", primary_key=True, ondelete="CASCADE"
    )
    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    place: MentionIn = Field(primary_key=True, sa_type=Word(MentionIn))
    quote: str | None = Field(default=None, sa_type=Text)


class PeopleRead(ChestModel, table=True):
    """That the names in a memory were read, and a fingerprint of the words they were read in: only
    what changed is read again."""

    __tablename__ = "people_read"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    fingerprint: str = Field(max_length=64)


class PeopleWalk(ChestModel, table=True):
    """How far the memories of this installation were gone through for names: up to the `newest`
    one, and `again` for what was written since."""

    __tablename__ = "people_walk"

    name: str = Field(primary_key=True, max_length=16)
    newest: UUID | None = Field(default=None)
    again: UUID | None = Field(default=None)
