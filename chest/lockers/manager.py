"""Private chests: a key of their own, which keepers unlock.

    open → locking → locked → unlocking → open

While a chest is open, the installation has its key, and all is as in any other; what comes is
encrypted to that key at once. Locking packs all its rows into an encrypted blob and takes them, and
the key, out of the database; unlocking puts them back. Between open and open the chest is shut to
everybody (`chest.access.visibility`), and no job of it begins. Both are done by the worker
(`chest.lockers.job`), which goes on wherever it was killed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.viewers import WORKER, Viewer, require_account
from chest.access.visibility import Action, require
from chest.chest_keys import (
    OpenKeys,
    Wrapping,
    check_new_passphrase,
    list_tries,
    make_code,
    make_key,
)
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound
from chest.jobs.queue import Job, JobQueue
from chest.lockers.views import LockerView, MadePrivate, check_hours, check_label, view_of
from chest.models import (
    Chest,
    Locker,
    LockerKey,
    LockerState,
    LoginSession,
    Membership,
    Role,
    utc_now,
)
from chest.security.throttle import Throttle, household
from language import N_, _

if TYPE_CHECKING:
    from storage.age_format import Identity

_SETTLE_SECONDS = 2.0
_SEEN_EVERY = timedelta(hours=1)  # how true `LoginSession.seen_at` is
_NOT_OPEN = N_("This chest is locked, or on its way there. Unlock it first.")
_NOT_PRIVATE = N_("This chest has no key of its own, so it cannot be locked.")
_IS_PRIVATE = N_("This chest has a key of its own already.")
_WRONG = N_(
    "That passphrase does not open this chest. Check it and try again; the code from the printed "
    "sheet opens it too."
)
_NO_SECRET = N_(
    "The secret of this installation was changed while the chest was open. Enter your passphrase "
    "once more."
)


class LockerManager:
    """Every call takes the viewer first. Passphrases are kept nowhere and written into no log."""

    def __init__(
        self,
        *,
        database: Database,
        jobs: JobQueue,
        throttle: Throttle,
        wrapping: Wrapping,
        keys: OpenKeys,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._throttle = throttle
        self._wrapping = wrapping
        self._keys = keys

    def find(self, viewer: Viewer, chest_id: UUID) -> LockerView | None:
        """For all who belong to the chest; None for one that has no key of its own."""
        with self._database.read() as session:
            _chest, role = require(session, viewer, chest_id, Action.see, shut=True)
            locker = session.get(Locker, chest_id)
            return view_of(session, viewer, locker, role) if locker else None

    def make_private(
        self, viewer: Viewer, chest_id: UUID, *, label: str, passphrase: str, hours: int = 12
    ) -> MadePrivate:
        """Give the chest a key that this passphrase and the answered code open, and nothing else.
        What it has is encrypted little by little. Keepers only; raises Invalid, and Conflict for
        one that has a key."""
        account_id = require_account(viewer)
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_chest)
            if session.get(Locker, chest_id) is not None:
                raise Conflict(_IS_PRIVATE)
        label, hours = check_label(label), check_hours(hours)
        identity, code = make_key()
        by_keeper = self._wrapping.by_passphrase(identity, check_new_passphrase(passphrase))
        by_code = self._wrapping.by_passphrase(identity, code)
        with self._database.write() as session:
            session.get(Chest, chest_id, with_for_update=True)
            _chest, role = require(session, viewer, chest_id, Action.edit_chest)
            if session.get(Locker, chest_id) is not None:
                raise Conflict(_IS_PRIVATE)
            locker = Locker(
                chest_id=chest_id,
                label=label,
                hours=hours,
                recipient=str(identity.recipient),
                opened=self._wrapping.for_now(identity, chest_id),
                opened_at=utc_now(),
            )
            session.add(locker)
            session.add(LockerKey(chest_id=chest_id, account_id=account_id, wrapped=by_keeper))
            session.add(LockerKey(chest_id=chest_id, account_id=None, wrapped=by_code))
            _record(session, viewer, "chest.made_private", chest_id)
            session.flush()
            self._jobs.enqueue(session, Job.locker, chest_id)
            view = view_of(session, viewer, locker, role)
        self._keys.look_again()
        return MadePrivate(view, code)

    def change(self, viewer: Viewer, chest_id: UUID, *, label: str, hours: int) -> LockerView:
        """What it is called while it is locked, and when it locks itself. Keepers only, while it is
        open."""
        with self._database.write() as session:
            locker, role = self._open_for(session, viewer, chest_id)
            locker.label, locker.hours = check_label(label), check_hours(hours)
            session.add(locker)
            _record(session, viewer, "chest.locker_changed", chest_id)
            return view_of(session, viewer, locker, role)

    def set_passphrase(self, viewer: Viewer, chest_id: UUID, passphrase: str) -> LockerView:
        """Give the viewer a passphrase of their own, or another one. Keepers only, while it is
        open."""
        account_id = require_account(viewer)
        chosen = check_new_passphrase(passphrase)
        with self._database.read() as session:
            locker, _role = self._open_for(session, viewer, chest_id)
        wrapped = self._wrapping.by_passphrase(self._identity(locker), chosen)
        return self._keep(viewer, chest_id, account_id, wrapped)

    def new_code(self, viewer: Viewer, chest_id: UUID) -> MadePrivate:
        """Another code for the sheet of paper; the one before opens nothing any more. Keepers only,
        while it is open."""
        with self._database.read() as session:
            locker, _role = self._open_for(session, viewer, chest_id)
        code = make_code()
        wrapped = self._wrapping.by_passphrase(self._identity(locker), code)
        return MadePrivate(self._keep(viewer, chest_id, None, wrapped), code)

    def lock(self, viewer: Viewer, chest_id: UUID) -> LockerView:
        """Shut the chest at once and have it packed away. Keepers only; twice does nothing. Raises
        Conflict for one that has no key of its own, and while it is being unlocked."""
        with self._database.write() as session:
            session.get(Chest, chest_id, with_for_update=True)
            _chest, role = require(session, viewer, chest_id, Action.edit_chest, shut=True)
            locker = session.get(Locker, chest_id, with_for_update=True)
            if locker is None:
                raise Conflict(_NOT_PRIVATE)
            if locker.state is LockerState.unlocking:
                raise Conflict(_("This chest is being unlocked. Lock it when it is open."))
            if locker.state is LockerState.open:
                self._shut(session, viewer, locker)
            session.flush()
            session.refresh(locker)
            return view_of(session, viewer, locker, role)

    def unlock(
        self, viewer: Viewer, chest_id: UUID, passphrase: str, *, address: str = ""
    ) -> LockerView:
        """Open the chest with a keeper's passphrase, theirs or another's, or with the code. Keepers
        only; one that is open or opening stays so. Raises Invalid for a wrong passphrase, TooMany
        after too many, Conflict while it is being locked."""
        account_id = require_account(viewer)
        with self._database.read() as session:
            _chest, role = require(session, viewer, chest_id, Action.edit_chest, shut=True)
            locker = session.get(Locker, chest_id)
            if locker is None:
                raise Conflict(_NOT_PRIVATE)
            if locker.state in (LockerState.open, LockerState.unlocking):
                return view_of(session, viewer, locker, role)
            if locker.state is LockerState.locking:
                raise Conflict(
                    _("This chest is still being locked. Try again in a moment; nothing is lost.")
                )
            keys = session.exec(
                select(LockerKey)
                .where(col(LockerKey.chest_id) == chest_id)
                .order_by((col(LockerKey.account_id) == account_id).desc().nulls_last())
            ).all()
        self._throttle.check("unlock-chest", str(chest_id))
        self._throttle.check("unlock-address", household(address))
        identity = self._try(keys, passphrase)
        if identity is None or str(identity.recipient) != locker.recipient:
            raise Invalid(_WRONG, field="passphrase")
        self._throttle.forget("unlock-chest", str(chest_id))
        with self._database.write() as session:
            moved = session.exec(
                update(Locker)
                .where(col(Locker.chest_id) == chest_id, col(Locker.state) == LockerState.locked)
                .values(
                    state=LockerState.unlocking,
                    opened=self._wrapping.for_now(identity, chest_id),
                    opened_at=utc_now(),
                    changed_at=utc_now(),
                )
                .execution_options(synchronize_session=False)
            )
            if moved.rowcount:
                _record(session, viewer, "chest.unlocking", chest_id)
                self._jobs.enqueue(session, Job.locker, chest_id)
            now = session.get(Locker, chest_id)
            if now is None:
                raise NotFound
            view = view_of(session, viewer, now, role)
        self._keys.look_again()
        return view

    def lock_unused(self) -> int:
        """Lock those in which nobody of the family was for as long as they chose. For the worker's
        sweep; answers how many."""
        with self._database.read() as session:
            rows = session.execute(
                select(Locker, func.max(LoginSession.seen_at))
                .join(Membership, col(Membership.chest_id) == col(Locker.chest_id), isouter=True)
                .join(
                    LoginSession,
                    col(LoginSession.account_id) == col(Membership.account_id),
                    isouter=True,
                )
                .where(col(Locker.state) == LockerState.open, col(Locker.hours) > 0)
                .group_by(col(Locker.chest_id))
            ).all()
        due = []
        for locker, seen_at in rows:
            last = max(one for one in (locker.opened_at, seen_at) if one is not None)
            if last + timedelta(hours=locker.hours) + _SEEN_EVERY < utc_now():
                due.append(locker.chest_id)
        for chest_id in due:
            with self._database.write() as session:
                locker = session.get(Locker, chest_id, with_for_update=True)
                if locker is not None and locker.state is LockerState.open:
                    self._shut(session, WORKER, locker)
        return len(due)

    # ---- inside ----

    def _shut(self, session: Session, viewer: Viewer, locker: Locker) -> None:
        moved = session.exec(
            update(Locker)
            .where(col(Locker.chest_id) == locker.chest_id, col(Locker.state) == LockerState.open)
            .values(state=LockerState.locking, changed_at=utc_now())
            .execution_options(synchronize_session=False)
        )
        if not moved.rowcount:
            return
        session.exec(
            update(Chest)
            .where(col(Chest.id) == locker.chest_id)
            .values(shut=True)
            .execution_options(synchronize_session=False)
        )
        _record(session, viewer, "chest.locking", locker.chest_id)
        # A request that was let in a moment ago ends first.
        self._jobs.enqueue(session, Job.locker, locker.chest_id, delay_seconds=_SETTLE_SECONDS)

    def _open_for(self, session: Session, viewer: Viewer, chest_id: UUID) -> tuple[Locker, Role]:
        _chest, role = require(session, viewer, chest_id, Action.edit_chest)
        locker = session.get(Locker, chest_id)
        if locker is None:
            raise Conflict(_NOT_PRIVATE)
        if locker.state is not LockerState.open:
            raise Conflict(_NOT_OPEN)
        return locker, role

    def _identity(self, locker: Locker) -> Identity:
        found = self._wrapping.read(locker.opened or b"", locker.chest_id)
        if found is None:
            raise Conflict(_NO_SECRET)
        return found

    def _keep(
        self, viewer: Viewer, chest_id: UUID, account_id: UUID | None, wrapped: bytes
    ) -> LockerView:
        with self._database.write() as session:
            session.get(Locker, chest_id, with_for_update=True)
            locker, role = self._open_for(session, viewer, chest_id)
            is_theirs = (
                col(LockerKey.account_id).is_(None)
                if account_id is None
                else col(LockerKey.account_id) == account_id
            )
            for old in session.exec(
                select(LockerKey).where(col(LockerKey.chest_id) == chest_id, is_theirs)
            ):
                session.delete(old)
            session.flush()
            session.add(LockerKey(chest_id=chest_id, account_id=account_id, wrapped=wrapped))
            session.flush()
            action = "chest.code_renewed" if account_id is None else "chest.passphrase_set"
            _record(session, viewer, action, chest_id)
            return view_of(session, viewer, locker, role)

    def _try(self, keys: Sequence[LockerKey], typed: str) -> Identity | None:
        for passphrase in list_tries(typed):
            for key in keys:
                identity = self._wrapping.open(key.wrapped, passphrase)
                if identity is not None:
                    return identity
        return None


def _record(session: Session, viewer: Viewer, action: str, chest_id: UUID) -> None:
    record(session, viewer, action, subject=("chest", chest_id), chest_id=chest_id)
