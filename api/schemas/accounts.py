"""Accounts, the devices that they are signed in on, and what clients sign in with."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from api.schemas.base import Answer, Moment
from chest.accounts.manager import TokenPair


class Account(Answer):
    id: UUID
    email: str
    name: str


class Device(Answer):
    """A place where an account is signed in. `seen_at` is true to the hour."""

    id: UUID
    device: str | None
    signed_in_at: Moment
    seen_at: Moment
    is_this: bool


class Tokens(Answer):
    """`expires_in` is in seconds and about the access token. The refresh token is good once."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: Literal["bearer"]

    @classmethod
    def of(cls, pair: TokenPair) -> Tokens:
        return cls(
            access_token=pair.access_token,
            refresh_token=pair.refresh_token,
            expires_in=pair.expires_in,
            token_type="bearer",
        )


class Notice(Answer):
    """A sentence for whoever asked."""

    detail: str
