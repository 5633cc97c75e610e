"""Chests and who belongs to them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now


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
    created_by: UUID = Field(foreign_key="account.id")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    version: int = 1
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_by: UUID | None = Field(default=None)


class Membership(ChestModel, table=True):
    """That an account belongs to a chest, and as what."""

    __tablename__ = "membership"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    account_id: UUID = Field(
        foreign_key="account.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    role: Role = Field(sa_type=Word(Role))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
