"""Invitations to belong to a chest: made, shown and taken back by keepers, looked at and taken up
by whoever holds the link."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.locks import lock_chest
from chest.access.viewers import AccountViewer, Viewer, require_account
from chest.access.visibility import Action, check_unlocked, rank_of, require
from chest.chests.invitation_letters import write_invitation_letter
from chest.database import Database
from chest.errors import Conflict, Gone, Invalid, NotFound, NotSignedIn
from chest.letters.manager import LetterManager
from chest.letters.rows import withdraw
from chest.models import Account, Chest, Invitation, Membership, Role, new_id, utc_now
from chest.security.signing import hash_token
from chest.security.throttle import Throttle
from chest.texts import clean_email
from language import N_, _

INVITATION_LIFETIME = timedelta(days=14)

_ENDED = N_("This invitation has ended. Ask a person who keeps the chest for a new one.")


@dataclass(frozen=True)
class InvitationOffer:
    """A new invitation; `token` is told once and kept only as a hash."""

    id: UUID
    token: str
    role: Role
    email: str | None
    expires_at: datetime


@dataclass(frozen=True)
class InvitationView:
    """An invitation that is open, as keepers see it. `email` is None where whoever has the link
    may take it up."""

    id: UUID
    role: Role
    email: str | None
    invited_by: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class InvitationLook:
    """What somebody is told who holds an invitation, before they decide. `own_role` is the role
    that the viewer has in the chest already."""

    chest_id: UUID
    chest_name: str
    invited_by: str
    role: Role
    expires_at: datetime
    own_role: Role | None

    @property
    def offers_more(self) -> bool:
        """Whether joining would let the viewer do anything that they may not do yet."""
        return self.own_role is None or rank_of(self.role) > rank_of(self.own_role)


class Invitations:
    def __init__(self, *, database: Database, letters: LetterManager, throttle: Throttle) -> None:
        self._database = database
        self._letters = letters
        self._throttle = throttle

    def invite(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        role: Role,
        email: str | None = None,
        token_of: Callable[[UUID], str] | None = None,
        base_url: str | None = None,
    ) -> InvitationOffer:
        """Offer a role. Whoever takes up the invitation first has it; it lives 14 days. With an
        `email` only the account with that address can. Raises Invalid for an `email` that is
        none. `token_of` makes a token of the invitation's id, for a caller who has to be able to
        make the same one again; otherwise it is drawn.

        With `base_url`, a letter with the link goes to `email`, where a mail server is set up.
        Raises TooMany when a keeper has too many such letters sent.
        """
        invitation_id = new_id()
        token = token_of(invitation_id) if token_of else secrets.token_urlsafe(24)
        clean = clean_email(email) if email and email.strip() else None
        account_id = require_account(viewer)
        is_mailed = self.goes_by_mail(clean) and base_url is not None
        if is_mailed:
            with self._database.read() as session:
                require(session, viewer, chest_id, Action.manage_members)
            self._throttle.check("invitation-letter", str(account_id))
        with self._database.write() as session:
            lock_chest(session, chest_id)
            chest, _role = require(session, viewer, chest_id, Action.manage_members)
            row = Invitation(
                id=invitation_id,
                chest_id=chest_id,
                email=clean,
                role=role.value,
                token_hash=hash_token(token),
                created_by=account_id,
                expires_at=utc_now() + INVITATION_LIFETIME,
            )
            session.add(row)
            session.flush()
            _record(session, viewer, "member.invited", row)
            if is_mailed:
                address = f"{base_url}/?invitation={token}"
                write_invitation_letter(self._letters, session, row, chest, address=address)
            return InvitationOffer(
                id=row.id, token=token, role=role, email=row.email, expires_at=row.expires_at
            )

    def goes_by_mail(self, email: str | None) -> bool:
        """Whether an invitation for this address is sent to it, where its link is known."""
        return email is not None and self._letters.goes_by_mail

    def list_invitations(self, viewer: Viewer, chest_id: UUID) -> list[InvitationView]:
        """The invitations that could be taken up now, newest first; for keepers. None are listed
        of whoever keeps the chest no more: these have ended."""
        return self._find_open(viewer, chest_id)

    def get(self, viewer: Viewer, chest_id: UUID, invitation_id: UUID) -> InvitationView:
        """One of those that `list_invitations` lists. Raises NotFound for any other."""
        found = self._find_open(viewer, chest_id, col(Invitation.id) == invitation_id)
        if not found:
            raise NotFound
        return found[0]

    def _find_open(
        self, viewer: Viewer, chest_id: UUID, *conditions: ColumnElement[bool]
    ) -> list[InvitationView]:
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.manage_members)
            rows = session.exec(
                select(Invitation, Account.name)
                .join(Account, col(Account.id) == col(Invitation.created_by))
                .join(
                    Membership,
                    (col(Membership.account_id) == col(Invitation.created_by))
                    & (col(Membership.chest_id) == col(Invitation.chest_id)),
                )
                .where(
                    col(Invitation.chest_id) == chest_id,
                    col(Invitation.accepted_by).is_(None),
                    col(Invitation.revoked_at).is_(None),
                    col(Invitation.expires_at) > utc_now(),
                    col(Membership.role) == Role.keeper,
                    *conditions,
                )
                .order_by(col(Invitation.id).desc())
            ).all()
        return [
            InvitationView(
                id=row.id,
                role=Role(row.role),
                email=row.email,
                invited_by=name,
                created_at=row.created_at,
                expires_at=row.expires_at,
            )
            for row, name in rows
        ]

    def revoke_invitation(self, viewer: Viewer, chest_id: UUID, *, invitation_id: UUID) -> None:
        """Take an invitation back; whoever opens it then is told that it has ended. Twice is not
        an error. Conflict when it was taken up before: then there is a member to remove."""
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.manage_members)
            # Locked, so that it is not taken up meanwhile.
            row = session.get(Invitation, invitation_id, with_for_update=True)
            if row is None or row.chest_id != chest_id:
                raise NotFound(_("There is no such invitation."))
            if row.accepted_by is not None:
                raise Conflict(
                    _("This invitation was already used. Remove the person who joined instead.")
                )
            if row.revoked_at is None:
                row.revoked_at = utc_now()
                session.add(row)
                withdraw(session, [row.id])
                _record(session, viewer, "member.invitation_revoked", row)

    def describe(self, token: str, email: str | None = None) -> tuple[str, Role]:
        """(whose chest, which role) an invitation offers. NotFound when forged, Gone when ended,
        Invalid when it is for another address than `email`."""
        with self._database.read() as session:
            row = _find(session, token)
            chest = _offering_chest(session, row)
            if email is not None:
                _check_address(row, email)
            return chest.name, Role(row.role)

    def look_at_invitation(self, viewer: Viewer, token: str) -> InvitationLook:
        """Who invites to which chest as what; looking changes nothing. For anyone who holds the
        token, signed in or not.

        NotFound when forged, Gone when ended, Invalid when it is for another address than that of
        the account that looks.
        """
        with self._database.read() as session:
            row = _find(session, token)
            chest = _offering_chest(session, row)
            inviter = session.get_one(Account, row.created_by)
            own = None
            if viewer.account_id is not None:
                _check_address(row, session.get_one(Account, viewer.account_id).email)
                own = session.get(Membership, (chest.id, viewer.account_id))
            return InvitationLook(
                chest_id=chest.id,
                chest_name=chest.name,
                invited_by=inviter.name,
                role=Role(row.role),
                expires_at=row.expires_at,
                own_role=own.role if own else None,
            )

    def accept(self, viewer: Viewer, token: str) -> UUID:
        """Join as the signed-in account; answers the chest's id. A higher role is never lowered."""
        require_account(viewer)
        with self._database.write() as session:
            account = session.get(Account, viewer.account_id)
            if account is None:
                raise NotSignedIn
            return self.accept_in(session, token, account)

    def accept_in(self, session: Session, token: str, account: Account) -> UUID:
        """`accept`, inside the transaction that makes the account."""
        chest_id = session.exec(
            select(Invitation.chest_id).where(Invitation.token_hash == hash_token(token))
        ).one_or_none()
        if chest_id is not None:
            lock_chest(session, chest_id)
        row = _find(session, token, lock=True)
        _offering_chest(session, row)
        _check_address(row, account.email)
        membership = session.get(Membership, (row.chest_id, account.id))
        role = Role(row.role)
        if membership is None:
            membership = Membership(chest_id=row.chest_id, account_id=account.id, role=role)
        elif rank_of(role) > rank_of(membership.role):
            membership.role = role
        row.accepted_by = account.id
        withdraw(session, [row.id])
        session.add(membership)
        session.add(row)
        record(
            session,
            AccountViewer(account_id=account.id),
            "member.joined",
            subject=("account", account.id),
            chest_id=row.chest_id,
        )
        return row.chest_id


def revoke_invitations(
    session: Session, viewer: Viewer, chest_id: UUID, *, account_id: UUID
) -> None:
    """End the open invitations of a keeper who keeps this chest no more, in the transaction that
    has locked it: they must not open again when the same person is made a keeper later."""
    rows = session.exec(
        select(Invitation)
        .where(
            col(Invitation.chest_id) == chest_id,
            col(Invitation.created_by) == account_id,
            col(Invitation.accepted_by).is_(None),
            col(Invitation.revoked_at).is_(None),
            col(Invitation.expires_at) > utc_now(),
        )
        .order_by(col(Invitation.id))
        .with_for_update()
    ).all()
    withdraw(session, [row.id for row in rows])
    for row in rows:
        row.revoked_at = utc_now()
        session.add(row)
        _record(session, viewer, "member.invitation_revoked", row)


def _check_address(invitation: Invitation, email: str) -> None:
    if invitation.email is not None and invitation.email != email:
        # Which one is not said: whoever was passed the link need not learn it.
        raise Invalid(
            _(
                "This invitation is for another e-mail address. Use the account with the address "
                "that it was sent to, or sign up with that one."
            )
        )


def _offering_chest(session: Session, invitation: Invitation) -> Chest:
    """The chest behind an invitation. Gone when it is, and when whoever invited keeps it no more:
    a keeper who was removed must not come back, or send others, by an invitation made before."""
    chest = session.get(Chest, invitation.chest_id)
    if chest is None or chest.deleted_at is not None:
        raise Gone(_("This chest is no longer here."))
    check_unlocked(chest)
    inviter = session.get(Membership, (chest.id, invitation.created_by))
    if inviter is None or inviter.role is not Role.keeper:
        raise Gone(_ENDED)
    return chest


def _find(session: Session, token: str, *, lock: bool = False) -> Invitation:
    """The invitation; with `lock`, locked until the transaction ends, so that it is used once."""
    query = select(Invitation).where(Invitation.token_hash == hash_token(token))
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound(_("This invitation is not known. Check that the whole link was copied."))
    if row.revoked_at is not None or row.expires_at <= utc_now():
        raise Gone(_ENDED)
    if row.accepted_by is not None:
        raise Gone(_("This invitation was already used. Sign in, or ask for a new one."))
    return row


def _record(session: Session, viewer: Viewer, action: str, invitation: Invitation) -> None:
    subject = ("invitation", invitation.id)
    record(session, viewer, action, subject=subject, chest_id=invitation.chest_id)
