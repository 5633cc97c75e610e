"""Accounts and how they sign in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, String
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, new_id, utc_now


class Account(ChestModel, table=True):
    """A person who signs in. `email` is stored lower-case."""

    __tablename__ = "account"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    email: str = Field(max_length=320, unique=True)
    name: str = Field(max_length=200)
    password_hash: str = Field(max_length=200)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LoginSession(ChestModel, table=True):
    """One signed-in browser or client. Only the hash of its token is kept."""

    __tablename__ = "login_session"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True, ondelete="CASCADE")
    token_hash: str = Field(sa_column=Column(String(64), unique=True, nullable=False))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # A bearer family: rotating a refresh token keeps the family, reuse revokes all of it.
    family_id: UUID | None = Field(default=None, index=True)
    kind: str = Field(default="browser", max_length=16)  # browser | access | refresh
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # What it was signed in with, in words ("Firefox on Windows"); None before that was kept.
    device: str | None = Field(default=None, max_length=100)
    # To the hour: writing it at every request would cost each one a transaction.
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PasswordReset(ChestModel, table=True):
    """A one-time permission to set a new password, sent by mail or made by the operator."""

    __tablename__ = "password_reset"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True, ondelete="CASCADE")
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SetupClaim(ChestModel, table=True):
    """At most one row, ever: the installation was claimed. The key makes a second claim fail."""

    __tablename__ = "setup_claim"

    id: int = Field(default=1, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    claimed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class Invitation(ChestModel, table=True):
    """A keeper's offer of a role in a chest; the token is kept only as its hash."""

    __tablename__ = "invitation"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", index=True, ondelete="CASCADE")
    email: str | None = Field(default=None, max_length=320)
    role: str = Field(max_length=16)
    token_hash: str = Field(max_length=64, unique=True)
    created_by: UUID = Field(foreign_key="account.id")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    accepted_by: UUID | None = Field(default=None, foreign_key="account.id")
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
