"""Sessions of those who signed in: opened, asked for, shown and ended, one by one or all."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, not_, or_, update
from sqlalchemy import select as select_columns
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from chest.access.audit import record, record_signed_in, record_signed_out
from chest.access.viewers import AccountViewer, Viewer, require_account
from chest.accounts.signed_in import DeviceView, read_devices
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.models import Account, LoginSession, new_id, utc_now
from chest.models.base import UtcDateTime
from chest.security.signing import hash_token
from language import _

BROWSER_LIFETIME = timedelta(days=30)
ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=30)

_SEEN_EVERY = timedelta(hours=1)

# As long as deleted memories wait; no token of an ended session opens anything meanwhile.
ENDED_KEPT = timedelta(days=30)

_SESSIONS_AT_ONCE = 500


@dataclass(frozen=True)
class TokenPair:
    """What a client without cookies signs in with. `expires_in` is in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int


class LoginSessions:
    """What a token stands for, and which tokens still do. Whoever signs in on one device gets one
    family of sessions at most: it is shown as one, and ends as one."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def tokens_for(self, browser_token: str) -> TokenPair:
        """Access and refresh tokens for a client, from the session it has just opened. They end
        with that session, and it with them."""
        with self._database.write() as session:
            row = self._find(session, browser_token, kind="browser")
            if row is None:
                raise NotSignedIn
            lock_account(session, row.account_id)
            session.refresh(row)
            if row.revoked_at is not None:
                raise NotSignedIn
            row.family_id = row.family_id or new_id()
            session.add(row)
            return _open_pair(session, like=row)

    def refresh(self, refresh_token: str) -> TokenPair:
        """A new pair for a refresh token, which is used up. A token used twice was stolen from one
        of two holders: the whole family of tokens is revoked and both must sign in again."""
        with self._database.write() as session:
            row = self._find(session, refresh_token, kind="refresh", used_too=True)
            if row is None or row.family_id is None:
                raise NotSignedIn(_("Please sign in again."))
            lock_account(session, row.account_id)
            session.refresh(row)
            if row.revoked_at is not None:
                raise NotSignedIn(_("Please sign in again."))
            pair = None
            if row.used_at is not None:
                revoke_sessions(session, col(LoginSession.family_id) == row.family_id)
            else:
                pair = _open_pair(session, like=row)
            row.used_at = utc_now()
            session.add(row)
        if pair is None:
            raise NotSignedIn(_("Please sign in again."))
        return pair

    def sign_out(self, token: str | None) -> None:
        """End this session. An unknown or ended token is not an error."""
        if not token:
            return
        with self._database.write() as session:
            row = self._find(session, token, kind=None)
            if row is not None:
                lock_account(session, row.account_id)
                session.refresh(row)
                revoke_sessions(session, _of_device(row.account_id, row.family_id or row.id))
                record_signed_out(session, AccountViewer(row.account_id), row.account_id)

    def sign_out_everywhere(self, viewer: Viewer) -> None:
        """End every session of this account, on every device."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            lock_account(session, account_id)
            revoke_sessions(session, col(LoginSession.account_id) == account_id)
            subject = ("account", account_id)
            record(session, viewer, "account.signed_out_everywhere", subject=subject)

    def list_devices(self, viewer: Viewer, *, current: str | None = None) -> list[DeviceView]:
        """Where this account is signed in: the device that holds the token `current` first, then
        those seen last. Raises NotSignedIn without an account."""
        account_id = require_account(viewer)
        with self._database.read() as session:
            return read_devices(session, account_id, current=current)

    def sign_out_device(self, viewer: Viewer, device_id: UUID) -> None:
        """End the sessions of one device of this account. NotFound for an id that is none of its
        own, or that ended before."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            lock_account(session, account_id)
            of_device = _of_device(account_id, device_id)
            alive = session.exec(
                select(LoginSession.id).where(
                    of_device,
                    col(LoginSession.revoked_at).is_(None),
                    col(LoginSession.expires_at) > utc_now(),
                )
            ).first()
            if alive is None:
                raise NotFound(_("This device is not signed in."))
            revoke_sessions(session, of_device)
            subject = ("account", account_id)
            record(session, viewer, "account.signed_out_device", subject=subject)

    def purge_sessions(self) -> int:
        """For the sweep: forget sessions that ended a month ago; answers how many."""
        before = utc_now() - ENDED_KEPT
        other = aliased(LoginSession)
        # A device that is still signed in tells by its first session since when.
        begins_a_living_device = and_(
            col(LoginSession.kind) == "browser",
            exists().where(
                col(other.family_id) == col(LoginSession.family_id),
                col(other.revoked_at).is_(None),
                col(other.used_at).is_(None),
                col(other.expires_at) > utc_now(),
            ),
        )
        ended = (
            select(LoginSession.id)
            .where(
                or_(col(LoginSession.expires_at) < before, col(LoginSession.revoked_at) < before),
                not_(begins_a_living_device),
            )
            .limit(_SESSIONS_AT_ONCE)
        )
        count = 0
        while True:
            # Looked for before anything is locked, and some at a time: nobody who writes waits
            # long. What ended does not come back in between.
            with self._database.read() as session:
                ids = session.exec(ended).all()
            if ids:
                with self._database.write() as session:
                    session.exec(delete(LoginSession).where(col(LoginSession.id).in_(ids)))
            count += len(ids)
            if len(ids) < _SESSIONS_AT_ONCE:
                return count

    # ---- who is asking ----

    def find_viewer(self, token: str | None) -> Viewer | None:
        """Who a browser's session token stands for now; None when it ended or never was."""
        return self._viewer_for(token, kind="browser")

    def find_viewer_by_access_token(self, token: str) -> Viewer | None:
        return self._viewer_for(token, kind="access")

    # ---- inside ----

    def open_browser_session(self, account_id: UUID, *, password_hash: str, device: str) -> str:
        """A new session's token. Raises Invalid when the password is another one by now."""
        with self._database.write() as session:
            account = lock_account(session, account_id)
            if account is None or account.password_hash != password_hash:
                raise Invalid(_("The password was changed a moment ago. Sign in with the new one."))
            record_signed_in(session, AccountViewer(account_id), account_id)
            return _open(
                session,
                LoginSession(
                    account_id=account_id,
                    token_hash="",
                    expires_at=utc_now() + BROWSER_LIFETIME,
                    device=device[:100] or None,
                ),
            )

    def _viewer_for(self, token: str | None, *, kind: str) -> Viewer | None:
        if not token:
            return None
        with self._database.read() as session:
            found = session.connection().execute(
                _HOLDER, {"hash": hash_token(token), "kind": kind, "now": utc_now()}
            )
            row = found.first()
            if row is None:
                return None
            if kind == "browser" and utc_now() - row.seen_at > _SEEN_EVERY:
                _note_seen(session, row.id)
        return AccountViewer(account_id=row.account_id)

    def _find(
        self, session: Session, token: str, *, kind: str | None, used_too: bool = False
    ) -> LoginSession | None:
        row = session.exec(
            select(LoginSession).where(LoginSession.token_hash == hash_token(token))
        ).one_or_none()
        if row is None or row.revoked_at is not None or row.expires_at <= utc_now():
            return None
        if (kind is not None and row.kind != kind) or (row.used_at and not used_too):
            return None
        return row

    def end_others(self, session: Session, account_id: UUID, *, keep: str | None) -> None:
        """End every session of the account but those of the device that holds the token `keep`."""
        others = col(LoginSession.account_id) == account_id
        row = self._find(session, keep, kind=None) if keep else None
        if row is not None and row.account_id == account_id:
            others = and_(others, not_(_of_device(account_id, row.family_id or row.id)))
        revoke_sessions(session, others)


# Asked by every request and every page: put together once.
_HOLDER = (
    select_columns(
        col(LoginSession.id),
        col(LoginSession.account_id),
        func.coalesce(col(LoginSession.seen_at), col(LoginSession.created_at)).label("seen_at"),
    )
    .join(Account, col(Account.id) == col(LoginSession.account_id))
    .where(
        col(LoginSession.token_hash) == bindparam("hash"),
        col(LoginSession.kind) == bindparam("kind"),
        col(LoginSession.expires_at) > bindparam("now", type_=UtcDateTime()),
        col(LoginSession.revoked_at).is_(None),
        col(LoginSession.used_at).is_(None),
        col(Account.deleted_at).is_(None),
    )
)


def revoke_sessions(session: Session, condition: ColumnElement[bool]) -> None:
    """End the sessions for which the condition holds, in the caller's transaction."""
    session.exec(
        update(LoginSession)
        .where(condition, col(LoginSession.revoked_at).is_(None))
        .values(revoked_at=utc_now())
    )


def lock_account(session: Session, account_id: UUID) -> Account | None:
    """The account as it is now, locked until the transaction ends.

    Whoever ends sessions, and whoever opens one from what was true a moment ago, locks it first:
    a session that is being opened must not slip past the end of all of them.
    """
    return session.get(Account, account_id, with_for_update={"key_share": True})


def _note_seen(session: Session, session_id: UUID) -> None:
    """Note it if that can be done at once: nobody who reads waits for it, or is refused over it.

    In the transaction that has read, not in a `write()`: SQLite refuses at once a reader that
    would write beside a writer, and no second connection is waited for. PostgreSQL passes over a
    row that somebody has locked. Of requests at one instant, one writes.
    """
    now = utc_now()
    due = (
        select(LoginSession.id)
        .where(
            col(LoginSession.id) == session_id,
            func.coalesce(col(LoginSession.seen_at), col(LoginSession.created_at))
            < now - _SEEN_EVERY,
        )
        .with_for_update(skip_locked=True)
    )
    try:
        session.exec(
            update(LoginSession)
            .where(col(LoginSession.id).in_(due))
            .values(seen_at=now)
            .execution_options(synchronize_session=False)
        )
        session.commit()
    except OperationalError:
        session.rollback()  # what is read next in this session begins anew


def _of_device(account_id: UUID, device_id: UUID) -> ColumnElement[bool]:
    # The account too: by it the rows are found, because what follows has no index.
    return and_(
        col(LoginSession.account_id) == account_id,
        func.coalesce(col(LoginSession.family_id), col(LoginSession.id)) == device_id,
    )


def _open(session: Session, row: LoginSession) -> str:
    token = secrets.token_urlsafe(32)
    row.token_hash = hash_token(token)
    session.add(row)
    return token


def _open_pair(session: Session, *, like: LoginSession) -> TokenPair:
    """A new pair of the same device. In one transaction: half a pair would be of no use."""

    def open_one(kind: str, lifetime: timedelta) -> str:
        row = LoginSession(
            account_id=like.account_id,
            token_hash="",
            expires_at=utc_now() + lifetime,
            kind=kind,
            family_id=like.family_id,
            device=like.device,
        )
        return _open(session, row)

    return TokenPair(
        access_token=open_one("access", ACCESS_LIFETIME),
        refresh_token=open_one("refresh", REFRESH_LIFETIME),
        expires_in=int(ACCESS_LIFETIME.total_seconds()),
    )
