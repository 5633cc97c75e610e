"""Share links, the sessions they open, and what is contributed through them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Column, Text
from sqlmodel import Field

from chest.models.assets import Audience
from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now


class LinkPermission(StrEnum):
    look = "look"
    add = "add"


class ShareLink(ChestModel, table=True):
    """A link's terms. Its token is derived from this row and the secret, never stored."""

    __tablename__ = "share_link"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", index=True, ondelete="CASCADE")
    permission: LinkPermission = Field(sa_type=Word(LinkPermission))
    audience: Audience = Field(default=Audience.family, sa_type=Word(Audience))
    label: str = Field(default="", max_length=200)
    generation: int = 1
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    max_uses: int | None = None
    uses: int = 0
    max_bytes: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    used_bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, default=0))
    password_hash: str | None = Field(default=None, max_length=200)
    allow_download: bool = True
    created_by: UUID = Field(foreign_key="account.id")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LinkSession(ChestModel, table=True):
    """One browser that opened a link; bound to the link's generation. `pressed_at`: Continue."""

    __tablename__ = "link_session"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    link_id: UUID = Field(foreign_key="share_link.id", index=True, ondelete="CASCADE")
    generation: int
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    pressed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    unlocked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ContributionState(StrEnum):
    draft = "draft"
    pending = "pending"
    approved = "approved"
    declined = "declined"
    held = "held"
    withdrawn = "withdrawn"


class Contribution(ChestModel, table=True):
    """What one person gave at one time, through a link or as a member whose adding is reviewed."""

    __tablename__ = "contribution"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", index=True, ondelete="CASCADE")
    link_id: UUID | None = Field(default=None, foreign_key="share_link.id", ondelete="SET NULL")
    link_session_id: UUID | None = Field(default=None, index=True)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    name: str = Field(max_length=200)
    relation: str = Field(default="", max_length=200)
    contact_email: str | None = Field(default=None, max_length=320)
    consent_at: datetime = Field(sa_type=UtcDateTime)
    message_asset_id: UUID | None = Field(default=None)
    state: ContributionState = Field(
        default=ContributionState.draft, sa_type=Word(ContributionState), index=True
    )
    # What withdrawing interrupted, so that the contributor's own undo returns to it.
    withdrawn_from: ContributionState | None = Field(default=None, sa_type=Word(ContributionState))
    decision_note: str | None = Field(default=None, sa_type=Text)
    held_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: UUID | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    version: int = 1


class WaitingNotice(ChestModel, table=True):
    """What a moderator knows of what waits in a chest: when they last looked, when a letter last
    told them, and whether they want one. Without a row they want one and know of nothing."""

    __tablename__ = "waiting_notice"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    account_id: UUID = Field(
        foreign_key="account.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    wanted: bool = True
    looked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
