"""Accounts: setting up the first one, signing in, and what their owners change about them."""

from __future__ import annotations

import hmac
from base64 import b32encode
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from chest.access.audit import record, record_failed_sign_in
from chest.access.viewers import WORKER, AccountViewer, Viewer, require_account
from chest.accounts.sessions import BROWSER_LIFETIME, LoginSessions, TokenPair, lock_account
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.letters.rows import withdraw
from chest.models import Account, LoginSession, PasswordReset, SetupClaim, utc_now
from chest.security.passwords import Passwords
from chest.security.signing import hash_token
from chest.security.throttle import Throttle, household
from chest.settings import Settings
from chest.texts import clean_email, fold_email, keepable
from language import N_, _

__all__ = ["BROWSER_LIFETIME", "AccountManager", "TokenPair", "check_password"]

MIN_PASSWORD = 8
MAX_PASSWORD = 1024
MAX_NAME = 200

_WRONG = N_("The e-mail address or the password is not right. Check both and try again.")
_NOT_CURRENT = N_("The current password is not right. Nothing was changed. Check it and try again.")

# An invitation is accepted in the transaction that makes the account: `chest.chests.invitations`.
AcceptInvitation = Callable[[Session, str, Account], object]
# Raises for an invitation that is none, has ended, or is for another address than this one.
CheckInvitation = Callable[[str, str], object]


class AccountManager:
    """Who somebody is. What they may do is decided in `chest.access.visibility`; where they
    are signed in is known to `sign_ins`."""

    def __init__(
        self,
        *,
        database: Database,
        settings: Settings,
        throttle: Throttle,
        sign_ins: LoginSessions,
        setup_key: bytes,
        accept_invitation: AcceptInvitation | None = None,
        check_invitation: CheckInvitation | None = None,
    ) -> None:
        self._database = database
        self._sign_ins = sign_ins
        self._settings = settings
        self._throttle = throttle
        self._setup_key = setup_key
        self._accept_invitation = accept_invitation
        self._check_invitation = check_invitation
        self._passwords = Passwords()

    # ---- the first account ----

    @property
    def setup_code(self) -> str:
        """The code that the first account needs: set by the operator, or derived from the secret,
        so that every process of one installation prints the same. Useless once claimed."""
        if self._settings.setup_code:
            return self._settings.setup_code
        letters = b32encode(hmac.new(self._setup_key, b"setup-code", sha256).digest()).decode()
        return "-".join(letters[i : i + 4] for i in (0, 4, 8))

    def is_claimed(self) -> bool:
        with self._database.read() as session:
            return session.get(SetupClaim, 1) is not None

    def sign_up(
        self,
        *,
        email: str,
        password: str,
        name: str,
        setup_code: str | None = None,
        invitation: str | None = None,
        address: str = "",
    ) -> Account:
        """Make an account.

        The first needs the setup code; later ones an invitation, unless sign-up is open. Raises
        Invalid with a sentence for what is wrong, TooMany after too many tries without success
        from one `address`, or with one invitation.
        """
        clean_name = _check_name(name)
        email = clean_email(email)
        check_password(password)
        first = not self.is_claimed()
        if first:
            self._check_setup_code(setup_code or "", address)
        elif self._settings.signup == "invited" and not invitation:
            raise Invalid(
                _("This chest is by invitation. Ask the person who keeps it to send you one.")
            )
        elif invitation and self._check_invitation is not None:
            # Before the password is hashed and the address looked up: without an invitation nobody
            # makes this work hard, or learns who has an account here; and with one they learn it
            # of a few addresses only.
            self._throttle.check("invitation", household(address))
            self._check_invitation(invitation, email)
            self._throttle.check_only("invitation-account", hash_token(invitation))
        account = Account(
            email=email, name=clean_name, password_hash=self._passwords.hash(password)
        )
        try:
            with self._database.write() as session:
                session.add(account)
                session.flush()
                if first:
                    session.add(SetupClaim(account_id=account.id))
                    session.flush()
                if invitation and not first:
                    if self._accept_invitation is None:
                        raise Invalid(_("This invitation cannot be used here."))
                    self._accept_invitation(session, invitation, account)
                actor = AccountViewer(account_id=account.id)
                record(session, actor, "account.created", subject=("account", account.id))
        except IntegrityError as error:
            if invitation and not first:
                self._throttle.check("invitation-account", hash_token(invitation))
            raise Invalid(
                _("There is already an account here with this e-mail address. Sign in instead.")
                if "email" in str(error.orig)
                else _("The chest was set up a moment ago by someone else. Sign in instead."),
                field="email",
            ) from error
        if invitation and not first:
            self._throttle.forget("invitation", household(address))
        return account

    # ---- signing in ----

    def sign_in(self, *, email: str, password: str, address: str = "", device: str = "") -> str:
        """A new browser session's token. The same sentence for a wrong address and password.

        `device` says in words what is signing in. Raises TooMany after too many wrong tries.
        """
        wanted = fold_email(email)
        self._count_try(wanted, address)
        with self._database.read() as session:
            account = session.exec(select(Account).where(Account.email == wanted)).one_or_none()
        known = account if account is not None and account.deleted_at is None else None
        # Compared for unknown addresses too, so that the answer takes as long as for known ones.
        right = self._passwords.match(known.password_hash if known else None, password)
        if known is None or not right:
            record_failed_sign_in(self._database, known.id if known else None)
            raise Invalid(_WRONG, field="password")
        self._throttle.forget("sign-in-account", f"{wanted}|{household(address)}")
        hashed = known.password_hash
        if self._passwords.is_outdated(hashed):
            hashed = self._renew_hash(known, password)
        return self._sign_ins.open_browser_session(known.id, password_hash=hashed, device=device)

    # ---- what its owner sees and changes ----

    def get(self, viewer: Viewer) -> Account:
        """The viewer's own account. Raises NotSignedIn without one."""
        require_account(viewer)
        with self._database.read() as session:
            account = session.get(Account, viewer.account_id)
            if account is None or account.deleted_at is not None:
                raise NotSignedIn
            return account

    def rename(self, viewer: Viewer, name: str) -> Account:
        """Change the name by which the family knows this account. Raises Invalid without one."""
        clean_name = _check_name(name)
        account_id = self.get(viewer).id
        with self._database.write() as session:
            account = session.get_one(Account, account_id)
            if account.name != clean_name:
                account.name = clean_name
                session.add(account)
                record(session, viewer, "account.renamed", subject=("account", account_id))
            return account

    def change_password(
        self,
        viewer: Viewer,
        *,
        current: str,
        password: str,
        keep: str | None = None,
        address: str = "",
    ) -> None:
        """Set a new password, and sign out every device but the one that holds the token `keep`.

        Raises Invalid when `current` is not right or the new password cannot be taken, TooMany
        after too many wrong tries, which are counted together with those of signing in.
        """
        check_password(password)
        account = self.get(viewer)
        self._count_try(account.email, address)
        if not self._passwords.match(account.password_hash, current):
            record_failed_sign_in(self._database, account.id)
            raise Invalid(_NOT_CURRENT, field="current_password")
        self._throttle.forget("sign-in-account", f"{account.email}|{household(address)}")
        hashed = self.hash_password(password)
        with self._database.write() as session:
            locked = lock_account(session, account.id)
            # Of two who change it at one instant, the second does not know the current one.
            if locked is None or locked.password_hash != account.password_hash:
                raise Invalid(_NOT_CURRENT, field="current_password")
            self.store_password(session, locked, hashed, by=viewer, keep=keep)

    # ---- for the operator, and for whoever has a letter ----

    def count_sessions(self, *, email: str) -> Counter[str]:
        """For the operator's command line: how many sessions of each kind are open.

        Raises NotFound for an unknown address.
        """
        wanted = fold_email(email)
        with self._database.read() as session:
            if session.exec(select(Account).where(Account.email == wanted)).first() is None:
                raise NotFound(_("There is no account with the address {email}.", email=email))
            return Counter(
                session.exec(
                    select(LoginSession.kind)
                    .join(Account, col(Account.id) == col(LoginSession.account_id))
                    .where(
                        col(Account.email) == wanted,
                        col(LoginSession.revoked_at).is_(None),
                        col(LoginSession.expires_at) > utc_now(),
                        col(LoginSession.used_at).is_(None),
                    )
                ).all()
            )

    def set_password(self, *, email: str, password: str) -> None:
        """For the operator's command line: set a new password and end every session.

        Raises NotFound for an unknown address.
        """
        check_password(password)
        with self._database.read() as session:
            account_id = session.exec(
                select(Account.id).where(Account.email == fold_email(email))
            ).one_or_none()
        if account_id is None:
            raise NotFound(_("There is no account with the address {email}.", email=email))
        hashed = self.hash_password(password)
        with self._database.write() as session:
            account = lock_account(session, account_id)
            if account is None:
                raise NotFound(_("There is no account with the address {email}.", email=email))
            self.store_password(session, account, hashed, by=WORKER)

    def hash_password(self, password: str) -> str:
        """The hash of a password that was checked. It takes a tenth of a second: call it before
        the transaction that stores it, which nobody else can write beside."""
        return self._passwords.hash(password)

    def store_password(
        self,
        session: Session,
        account: Account,
        hashed: str,
        *,
        by: Viewer,
        keep: str | None = None,
    ) -> None:
        """Set the password of an account that is locked, in the caller's transaction. Every session
        ends but those of the device that holds the token `keep`, and so does every letter with
        which another password could be set."""
        account.password_hash = hashed
        session.add(account)
        self._sign_ins.end_others(session, account.id, keep=keep)
        ended = session.exec(
            update(PasswordReset)
            .where(
                col(PasswordReset.account_id) == account.id, col(PasswordReset.used_at).is_(None)
            )
            .values(used_at=utc_now())
            .returning(col(PasswordReset.id))
        ).all()
        withdraw(session, [reset_id for (reset_id,) in ended])
        record(session, by, "account.password_set", subject=("account", account.id))

    # ---- inside ----

    def _check_setup_code(self, given: str, address: str) -> None:
        self._throttle.check("setup-code", household(address))
        if not hmac.compare_digest(_plain(given), _plain(self.setup_code)):
            raise Invalid(
                _("The setup code is not right. It is printed where the chest was started."),
                field="setup_code",
            )

    def _count_try(self, email: str, address: str) -> None:
        # Keyed by address too: a stranger who guesses elsewhere must not lock the family out.
        self._throttle.check("sign-in-address", household(address))
        self._throttle.check("sign-in-account", f"{email}|{household(address)}")

    def _renew_hash(self, account: Account, password: str) -> str:
        """Store a stronger hash of the password that was just given; answers the one stored now.
        Raises Invalid when the password was changed meanwhile."""
        hashed = self.hash_password(password)
        with self._database.write() as session:
            locked = lock_account(session, account.id)
            if locked is not None and locked.password_hash == account.password_hash:
                locked.password_hash = hashed
                session.add(locked)
        # Another sign-in may have been first, with the same password.
        if locked is None or not self._passwords.match(locked.password_hash, password):
            raise Invalid(_WRONG, field="password")
        return locked.password_hash


def _plain(code: str) -> bytes:
    """The code without the dashes, spaces and cases that people add when copying by hand."""
    return "".join(c for c in code.upper() if c.isalnum()).encode()


def _check_name(name: str) -> str:
    clean = " ".join(keepable(name).split())
    if not clean:
        raise Invalid(_("Please enter your name, as the family knows you."), field="name")
    return clean[:MAX_NAME]


def check_password(password: str) -> None:
    """Raises Invalid for a password that is too short or too long to be taken."""
    if len(password) < MIN_PASSWORD:
        raise Invalid(
            _("Please choose a password of at least {number} characters.", number=MIN_PASSWORD),
            field="password",
        )
    if len(password) > MAX_PASSWORD:
        raise Invalid(
            _("Please choose a password of at most {number} characters.", number=MAX_PASSWORD),
            field="password",
        )
