"""Chests and who belongs to them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Column, Index, Text, false
from sqlmodel import Field

from chest.models.assets import Audience, Kind, Review
from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now

NOBODY = UUID(int=0)
"""Who added what came through a link, in a tally: no part of a primary key can be NULL."""


class Role(StrEnum):
    """What a member of a chest may do; see `chest.access.visibility` for the table."""

    viewer = "viewer"
    member = "member"
    curator = "curator"
    keeper = "keeper"


class Pronoun(StrEnum):
    she = "she"
    he = "he"
    they = "they"


class Chest(ChestModel, table=True):
    """What a family keeps of one life. `born` and `died` are EDTF."""

    __tablename__ = "chest"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str = Field(max_length=200)
    middle_name: str | None = Field(default=None, max_length=200)
    maiden_name: str | None = Field(default=None, max_length=200)
    nick_name: str | None = Field(default=None, max_length=200)
    called: str | None = Field(default=None, max_length=200)  # in a sentence: "Lourdes"
    pronoun: Pronoun = Field(default=Pronoun.they, sa_type=Word(Pronoun))
    born: str | None = Field(default=None, max_length=100)
    died: str | None = Field(default=None, max_length=100)
    places: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    words: str | None = Field(default=None, sa_type=Text)
    long_words: str | None = Field(default=None, sa_type=Text)
    hero_asset_id: UUID | None = Field(default=None)
    hero_crop: list[float] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    time_zone: str = Field(default="UTC", max_length=64)
    southern: bool = False
    language: str = Field(default="en", max_length=16)
    trusts_members: bool = False
    narrator: str | None = Field(default=None, max_length=200)  # "anthropic:claude-sonnet-5-5"
    narrator_ceiling: int | None = Field(default=None, sa_type=BigInteger)  # microdollars a month
    created_by: UUID = Field(foreign_key="account.id")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    version: int = 1
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_by: UUID | None = Field(default=None)
    shut: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # see `Locker`


class Membership(ChestModel, table=True):
    """That an account belongs to a chest, and as what."""

    __tablename__ = "membership"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    account_id: UUID = Field(
        foreign_key="account.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    role: Role = Field(sa_type=Word(Role))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class ChestTally(ChestModel, table=True):
    """How many memories of a chest are of one sort, and how often anything of that sort changed.

    The database itself keeps these rows, in the transaction that changes a memory: see
    `chest.migrations.versions.0005_tallies`. What is put away or sealed (`visible_from`) is not in
    them, and neither is what is shown as another memory with the same bytes (`Repeat.for_all`).
    `added_by` is NOBODY for what came through a link. Rows of a sort are summed: each
    transaction of PostgreSQL writes rows of its own (`slot`), so that none waits for another, and
    the worker's sweep folds them into one.
    """

    __tablename__ = "chest_tally"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    added_by: UUID = Field(primary_key=True)
    audience: Audience = Field(primary_key=True, sa_type=Word(Audience))
    review: Review = Field(primary_key=True, sa_type=Word(Review))
    arrived: bool = Field(primary_key=True)
    kind: Kind = Field(primary_key=True, sa_type=Word(Kind))
    decade: str = Field(primary_key=True, max_length=3)  # "196"; "" for what is undated
    slot: int = Field(default=0, sa_column=Column(BigInteger, primary_key=True))
    number: int
    version: int = Field(sa_column=Column(BigInteger, nullable=False))


class Repeat(ChestModel, table=True):
    """A memory that is shown as another one, which has the same bytes and which most people see, or
    is the oldest of those.

    Whoever sees it sees that one too, if it is so `for_all`; otherwise that one is for keepers
    alone and was added by somebody else, and whoever added this one and is no keeper sees only this
    one. What two people keep each for themselves is not shown as one. What is
    not published, put away, sealed (`visible_from`) or kept apart repeats nothing. The database
    itself keeps these rows: see `chest.migrations.versions.0007_repeats`. They repeat what
    `ChestTally` counts by.
    """

    __tablename__ = "repeat"
    __table_args__ = (
        Index("ix_repeat_sha256", "chest_id", "sha256"),
        Index("ix_repeat_for_some", "chest_id", "for_all"),
    )

    # No reference to `asset`: it would lock the memory, which others lock before they come here.
    asset_id: UUID = Field(primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    sha256: str = Field(max_length=64)
    added_by: UUID
    audience: Audience = Field(sa_type=Word(Audience))
    kind: Kind = Field(sa_type=Word(Kind))
    decade: str = Field(max_length=3)
    for_all: bool
