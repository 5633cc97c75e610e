"""A forgotten password: a letter with an address that sets a new one, once, within the hour."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import update
from sqlmodel import col, select

from chest.accounts import AccountManager
from chest.database import Database
from chest.errors import Gone, NotFound
from chest.mail import Mailer
from chest.models import Account, PasswordReset, utc_now
from chest.throttle import Throttle

LIFETIME = timedelta(hours=1)

_LETTER = """Someone asked for a new password for this address at Memory Chest.

If it was you, open this within an hour and choose one:

{address}

If it was not you, nothing has changed, and you need not do anything.
"""


class PasswordResets:
    def __init__(
        self, *, database: Database, accounts: AccountManager, mailer: Mailer, throttle: Throttle
    ) -> None:
        self._database = database
        self._accounts = accounts
        self._mailer = mailer
        self._throttle = throttle

    def ask(self, *, email: str, base_url: str, address: str = "") -> None:
        """Send the letter, if there is such an account. Says nothing about whether there is.

        Raises TooMany when one `address` asks too often.
        """
        self._throttle.check("reset-password", address)
        token = secrets.token_urlsafe(32)
        wanted = email.strip().lower()
        with self._database.write() as session:
            account = session.exec(
                select(Account).where(Account.email == wanted, col(Account.deleted_at).is_(None))
            ).one_or_none()
            if account is None:
                return
            session.add(
                PasswordReset(
                    account_id=account.id,
                    token_hash=_hashed(token),
                    expires_at=utc_now() + LIFETIME,
                )
            )
        self._mailer.send(
            to=account.email,
            subject="A new password for Memory Chest",
            text=_LETTER.format(address=f"{base_url.rstrip('/')}/?reset={token}"),
        )

    def reset(self, *, token: str, password: str) -> None:
        """Set the password and end every session. NotFound for a token that is none, Gone for one
        that was used or is too old, Invalid for a password that cannot be taken: the token then
        still works."""
        with self._database.read() as session:
            row = session.exec(
                select(PasswordReset).where(PasswordReset.token_hash == _hashed(token))
            ).one_or_none()
            if row is None:
                raise NotFound("This address is not complete. Copy all of it from the letter.")
            if row.used_at is not None or row.expires_at <= utc_now():
                raise Gone("This address was used or is too old. Ask for a new letter.")
            account = session.get(Account, row.account_id)
        if account is None or account.deleted_at is not None:
            raise Gone("This account is no longer here.")
        self._accounts.set_password(email=account.email, password=password)
        with self._database.write() as session:
            # Every other letter to this account ends with this one.
            session.exec(
                update(PasswordReset)
                .where(
                    col(PasswordReset.account_id) == account.id,
                    col(PasswordReset.used_at).is_(None),
                )
                .values(used_at=utc_now())
            )


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
