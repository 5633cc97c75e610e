"""Accounts: setting up the first one, signing in and out, and who a token stands for."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from chest.audit import record
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.models import Account, LoginSession, SetupClaim, new_id, utc_now
from chest.passwords import Passwords
from chest.settings import Settings
from chest.texts import keepable
from chest.throttle import Throttle
from chest.visibility import Viewer

BROWSER_LIFETIME = timedelta(days=30)
ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=30)
MIN_PASSWORD = 8
MAX_PASSWORD = 1024

_WRONG = "The e-mail address or the password is not right. Check both and try again."

# An invitation is accepted in the transaction that makes the account; `chest.members` does it.
AcceptInvitation = Callable[[Session, str, Account], object]
# Raises for an invitation that is none or has ended.
CheckInvitation = Callable[[str], object]


@dataclass(frozen=True)
class TokenPair:
    """What a client without cookies signs in with. `expires_in` is in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int


class AccountManager:
    """Everything about who somebody is. What they may do is decided in `chest.visibility`."""

    def __init__(
        self,
        *,
        database: Database,
        settings: Settings,
        throttle: Throttle,
        setup_key: bytes,
        accept_invitation: AcceptInvitation | None = None,
        check_invitation: CheckInvitation | None = None,
    ) -> None:
        self._database = database
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
        Invalid with a sentence for what is wrong, TooMany after too many wrong codes from one
        `address`.
        """
        clean_name = " ".join(keepable(name).split())
        if not clean_name:
            raise Invalid("Please enter your name, as the family knows you.")
        clean_email = check_email(email)
        _check_password(password)
        first = not self.is_claimed()
        if first:
            self._throttle.check("setup-code", address)
            if not hmac.compare_digest(_plain(setup_code or ""), _plain(self.setup_code)):
                raise Invalid(
                    "The setup code is not right. It is printed where the chest was started."
                )
        elif self._settings.signup == "invited" and not invitation:
            raise Invalid(
                "This chest is by invitation. Ask the person who keeps it to send you one."
            )
        elif invitation and self._check_invitation is not None:
            # Before the password is hashed and the address looked up: without an invitation nobody
            # makes this work hard, or learns who has an account here.
            self._throttle.check("invitation", address)
            self._check_invitation(invitation)
            self._throttle.forget("invitation", address)
        account = Account(
            email=clean_email, name=clean_name[:200], password_hash=self._passwords.hash(password)
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
                        raise Invalid("This invitation cannot be used here.")
                    self._accept_invitation(session, invitation, account)
                actor = Viewer(account_id=account.id)
                record(session, actor, "account.created", subject=("account", account.id))
        except IntegrityError as error:
            raise Invalid(
                "There is already an account here with this e-mail address. Sign in instead."
                if "email" in str(error.orig)
                else "The chest was set up a moment ago by someone else. Sign in instead."
            ) from error
        return account

    # ---- signing in and out ----

    def sign_in(self, *, email: str, password: str, address: str = "") -> str:
        """A new browser session's token. The same sentence for a wrong address and password."""
        account = self._authenticate(email, password, address)
        return self._open_session(account.id, kind="browser", lifetime=BROWSER_LIFETIME)

    def tokens_for(self, browser_token: str) -> TokenPair:
        """Access and refresh tokens for a client, from the session it has just opened."""
        viewer = self.find_viewer(browser_token)
        if viewer is None or viewer.account_id is None:
            raise NotSignedIn
        return self._token_pair(viewer.account_id, family=new_id())

    def refresh(self, refresh_token: str) -> TokenPair:
        """A new pair for a refresh token, which is used up. A token used twice was stolen from one
        of two holders: the whole family of tokens is revoked and both must sign in again."""
        with self._database.write() as session:
            # Held, so that of two uses at one instant the second sees the first.
            row = self._find(session, refresh_token, kind="refresh", used_too=True, lock=True)
            if row is None or row.family_id is None:
                raise NotSignedIn("Please sign in again.")
            reused = row.used_at is not None
            if reused:
                _revoke(session, col(LoginSession.family_id) == row.family_id)
            row.used_at = utc_now()
            session.add(row)
            account_id, family = row.account_id, row.family_id
        if reused:
            raise NotSignedIn("Please sign in again.")
        return self._token_pair(account_id, family=family)

    def sign_out(self, token: str | None) -> None:
        """End this session. An unknown or ended token is not an error."""
        if not token:
            return
        with self._database.write() as session:
            row = self._find(session, token, kind=None)
            if row is None:
                return
            condition = (
                col(LoginSession.family_id) == row.family_id
                if row.family_id
                else col(LoginSession.id) == row.id
            )
            _revoke(session, condition)

    def sign_out_everywhere(self, viewer: Viewer) -> None:
        """End every session of this account, on every device."""
        if viewer.account_id is None:
            raise NotSignedIn
        with self._database.write() as session:
            _revoke(session, col(LoginSession.account_id) == viewer.account_id)
            record(
                session,
                viewer,
                "account.signed_out_everywhere",
                subject=("account", viewer.account_id),
            )

    def set_password(self, *, email: str, password: str) -> None:
        """For the operator's command line: set a new password and end every session.

        Raises NotFound for an unknown address.
        """
        _check_password(password)
        with self._database.write() as session:
            account = session.exec(
                select(Account).where(Account.email == check_email(email))
            ).one_or_none()
            if account is None:
                raise NotFound(f"There is no account with the address {email}.")
            account.password_hash = self._passwords.hash(password)
            session.add(account)
            _revoke(session, col(LoginSession.account_id) == account.id)
            record(
                session,
                Viewer(is_worker=True),
                "account.password_set",
                subject=("account", account.id),
            )

    # ---- who is asking ----

    def find_viewer(self, token: str | None) -> Viewer | None:
        """Who a browser's session token stands for now; None when it ended or never was."""
        return self._viewer_for(token, kind="browser")

    def find_viewer_by_access_token(self, token: str) -> Viewer | None:
        return self._viewer_for(token, kind="access")

    def get(self, viewer: Viewer) -> Account:
        """The viewer's own account. Raises NotSignedIn without one."""
        if viewer.account_id is None:
            raise NotSignedIn
        with self._database.read() as session:
            account = session.get(Account, viewer.account_id)
            if account is None or account.deleted_at is not None:
                raise NotSignedIn
            return account

    # ---- inside ----

    def _authenticate(self, email: str, password: str, address: str) -> Account:
        wanted = email.strip().lower()
        # Keyed by address too: a stranger who guesses elsewhere must not lock the family out.
        self._throttle.check("sign-in-address", address)
        self._throttle.check("sign-in-account", f"{wanted}|{address}")
        with self._database.read() as session:
            account = session.exec(select(Account).where(Account.email == wanted)).one_or_none()
        known = account if account is not None and account.deleted_at is None else None
        # Compared for unknown addresses too, so that the answer takes as long as for known ones.
        right = self._passwords.match(known.password_hash if known else None, password)
        if known is None or not right:
            raise Invalid(_WRONG)
        self._throttle.forget("sign-in-account", f"{wanted}|{address}")
        if self._passwords.is_outdated(known.password_hash):
            hashed = self._passwords.hash(password)
            with self._database.write() as session:
                session.exec(
                    update(Account).where(col(Account.id) == known.id).values(password_hash=hashed)
                )
        return known

    def _open_session(
        self, account_id: UUID, *, kind: str, lifetime: timedelta, family: UUID | None = None
    ) -> str:
        token = secrets.token_urlsafe(32)
        with self._database.write() as session:
            session.add(
                LoginSession(
                    account_id=account_id,
                    token_hash=_hashed(token),
                    expires_at=utc_now() + lifetime,
                    kind=kind,
                    family_id=family,
                )
            )
        return token

    def _token_pair(self, account_id: UUID, *, family: UUID) -> TokenPair:
        return TokenPair(
            access_token=self._open_session(
                account_id, kind="access", lifetime=ACCESS_LIFETIME, family=family
            ),
            refresh_token=self._open_session(
                account_id, kind="refresh", lifetime=REFRESH_LIFETIME, family=family
            ),
            expires_in=int(ACCESS_LIFETIME.total_seconds()),
        )

    def _viewer_for(self, token: str | None, *, kind: str) -> Viewer | None:
        if not token:
            return None
        with self._database.read() as session:
            row = self._find(session, token, kind=kind)
            if row is None:
                return None
            account = session.get(Account, row.account_id)
            if account is None or account.deleted_at is not None:
                return None
            return Viewer(account_id=account.id)

    def _find(
        self,
        session: Session,
        token: str,
        *,
        kind: str | None,
        used_too: bool = False,
        lock: bool = False,
    ) -> LoginSession | None:
        query = select(LoginSession).where(LoginSession.token_hash == _hashed(token))
        row = session.exec(query.with_for_update() if lock else query).one_or_none()
        if row is None or row.revoked_at is not None or row.expires_at <= utc_now():
            return None
        if (kind is not None and row.kind != kind) or (row.used_at and not used_too):
            return None
        return row


def _revoke(session: Session, condition: object) -> None:
    now: datetime = utc_now()
    session.exec(
        update(LoginSession)
        .where(condition, col(LoginSession.revoked_at).is_(None))  # type: ignore[arg-type]  # any column condition
        .values(revoked_at=now)
    )


def _hashed(token: str) -> str:
    # The token is 256 random bits: a plain hash is enough, a slow one would only cost each request.
    return sha256(token.encode()).hexdigest()


def _plain(code: str) -> bytes:
    """The code without the dashes, spaces and cases that people add when copying by hand."""
    return "".join(c for c in code.upper() if c.isalnum()).encode()


def check_email(email: str) -> str:
    """The address as accounts are found by it. Raises Invalid for what is no address."""
    try:
        checked = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Invalid(
            "This does not look like an e-mail address. It needs a name, an @ and a place."
        ) from error
    return checked.normalized.lower()


def _check_password(password: str) -> None:
    if len(password) < MIN_PASSWORD:
        raise Invalid(f"Please choose a password of at least {MIN_PASSWORD} characters.")
    if len(password) > MAX_PASSWORD:
        raise Invalid(f"Please choose a password of at most {MAX_PASSWORD} characters.")
