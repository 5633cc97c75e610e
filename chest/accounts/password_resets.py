"""A forgotten password: a letter with an address that sets a new one, once, within the hour."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlmodel import Session, col, select

from chest.access.viewers import WORKER
from chest.accounts.manager import AccountManager, check_password
from chest.accounts.sessions import lock_account
from chest.database import Database
from chest.errors import Gone, NotFound, TooMany
from chest.letters.contents import ResetPassword
from chest.letters.manager import LetterManager
from chest.models import Account, PasswordReset, utc_now
from chest.security.signing import hash_token
from chest.security.throttle import Throttle, household
from chest.texts import fold_email
from language import _

LIFETIME = timedelta(hours=1)


class PasswordResets:
    def __init__(
        self,
        *,
        database: Database,
        accounts: AccountManager,
        letters: LetterManager,
        throttle: Throttle,
    ) -> None:
        self._database = database
        self._accounts = accounts
        self._letters = letters
        self._throttle = throttle

    def ask(self, *, email: str, base_url: str, address: str = "") -> Callable[[], None]:
        """Count the try; what this answers looks the address up and writes the letter, if there is
        such an account. Call it once the person has their answer: looking up and writing take
        their time, and how long an answer takes must not tell who has an account here.

        Raises TooMany when one `address` asks too often.
        """
        self._throttle.check("reset-password", household(address))
        return partial(self._write_letter, fold_email(email), base_url)

    def reset(self, *, token: str, password: str) -> None:
        """Set the password and end every session, and every other letter to this account. NotFound
        for a token that is none, Gone for one that was used or is too old, Invalid for a password
        that cannot be taken: the token then still works."""
        check_password(password)
        with self._database.read() as session:
            account_id = _find(session, token).account_id
        # Hashed only for whoever has a letter, and before anything is locked that others write to.
        hashed = self._accounts.hash_password(password)
        with self._database.write() as session:
            account = lock_account(session, account_id)
            _find(session, token)  # of two uses at one instant the second sees the first
            if account is None or account.deleted_at is not None:
                raise Gone(_("This account is no longer here."))
            self._accounts.store_password(session, account, hashed, by=WORKER)

    def _write_letter(self, email: str, base_url: str) -> None:
        with self._database.read() as session:
            account = session.exec(
                select(Account).where(Account.email == email, col(Account.deleted_at).is_(None))
            ).one_or_none()
        if account is None:
            return
        try:
            self._throttle.check("reset-letter", str(account.id))
        except TooMany:
            # Nobody is told: they have their answer, and it is the same for every address.
            return
        token = secrets.token_urlsafe(32)
        with self._database.write() as session:
            reset = PasswordReset(
                account_id=account.id,
                token_hash=hash_token(token),
                expires_at=utc_now() + LIFETIME,
            )
            session.add(reset)
            self._letters.write(
                session,
                ResetPassword(address=f"{base_url.rstrip('/')}/?reset={token}"),
                to=account.email,
                about=reset.id,
                useless_from=reset.expires_at,
            )


def _find(session: Session, token: str) -> PasswordReset:
    row = session.exec(
        select(PasswordReset).where(PasswordReset.token_hash == hash_token(token))
    ).one_or_none()
    if row is None:
        raise NotFound(_("This address is not complete. Copy all of it from the letter."))
    if row.used_at is not None or row.expires_at <= utc_now():
        raise Gone(_("This address was used or is too old. Ask for a new letter."))
    return row
