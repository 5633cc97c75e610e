"""Who belongs to a chest, and invitations to belong."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlmodel import Session, col, select

from chest.accounts import check_email
from chest.audit import record
from chest.database import Database
from chest.errors import Conflict, Gone, Invalid, NotFound, NotSignedIn
from chest.models import Account, Chest, Invitation, Membership, Role, utc_now
from chest.visibility import Action, Viewer, require

INVITATION_LIFETIME = timedelta(days=14)

_ENDED = "This invitation has ended. Ask a person who keeps the chest for a new one."


@dataclass(frozen=True)
class MemberView:
    account_id: UUID
    name: str
    email: str | None  # shown to keepers only
    role: Role
    since: datetime


@dataclass(frozen=True)
class InvitationOffer:
    """A new invitation; `token` is told once and kept only as a hash."""

    id: UUID
    token: str
    role: Role
    email: str | None
    expires_at: datetime


class MemberManager:
    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_members(self, viewer: Viewer, chest_id: UUID) -> list[MemberView]:
        """Everyone in the chest, keepers first. E-mail addresses are shown to keepers only."""
        with self._database.read() as session:
            _, role = require(session, viewer, chest_id, Action.see)
            rows = session.exec(
                select(Membership, Account)
                .join(Account, col(Account.id) == col(Membership.account_id))
                .where(col(Membership.chest_id) == chest_id)
            ).all()
        order = [Role.keeper, Role.curator, Role.member, Role.viewer]
        members = [
            MemberView(
                account_id=account.id,
                name=account.name,
                email=account.email if role is Role.keeper else None,
                role=membership.role,
                since=membership.created_at,
            )
            for membership, account in rows
        ]
        return sorted(members, key=lambda m: (order.index(m.role), m.since))

    def set_role(self, viewer: Viewer, chest_id: UUID, *, account_id: UUID, role: Role) -> None:
        """Give a member another role. Conflict when the chest would be left without a keeper."""
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.manage_members)
            membership = session.get(Membership, (chest_id, account_id))
            if membership is None:
                raise NotFound("This person does not belong to this chest.")
            if membership.role is Role.keeper and role is not Role.keeper:
                _check_another_keeper(session, chest_id, account_id)
            membership.role = role
            session.add(membership)
            subject = ("account", account_id)
            record(session, viewer, f"member.role.{role}", subject=subject, chest_id=chest_id)

    def remove(self, viewer: Viewer, chest_id: UUID, *, account_id: UUID) -> None:
        """Remove a member; anyone may remove themselves. What they added stays in the chest."""
        with self._database.write() as session:
            leaving = viewer.account_id == account_id
            require(session, viewer, chest_id, Action.see if leaving else Action.manage_members)
            membership = session.get(Membership, (chest_id, account_id))
            if membership is None:
                return
            if membership.role is Role.keeper:
                _check_another_keeper(session, chest_id, account_id)
            session.delete(membership)
            subject = ("account", account_id)
            record(session, viewer, "member.removed", subject=subject, chest_id=chest_id)

    def invite(
        self, viewer: Viewer, chest_id: UUID, *, role: Role, email: str | None = None
    ) -> InvitationOffer:
        """Offer a role. Whoever opens the invitation first takes it up; it lives 14 days. Raises
        Invalid for an `email` that is none."""
        token = secrets.token_urlsafe(24)
        clean = check_email(email) if email and email.strip() else None
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.manage_members)
            if viewer.account_id is None:
                raise NotSignedIn
            row = Invitation(
                chest_id=chest_id,
                email=clean,
                role=role.value,
                token_hash=_hashed(token),
                created_by=viewer.account_id,
                expires_at=utc_now() + INVITATION_LIFETIME,
            )
            session.add(row)
            session.flush()
            subject = ("invitation", row.id)
            record(session, viewer, "member.invited", subject=subject, chest_id=chest_id)
            return InvitationOffer(
                id=row.id, token=token, role=role, email=row.email, expires_at=row.expires_at
            )

    def describe(self, token: str) -> tuple[str, Role]:
        """(whose chest, which role) an invitation offers. NotFound when forged, Gone when ended."""
        with self._database.read() as session:
            row = _find(session, token)
            return _offering_chest(session, row).name, Role(row.role)

    def accept(self, viewer: Viewer, token: str) -> UUID:
        """Join as the signed-in account; answers the chest's id. A higher role is never lowered."""
        if viewer.account_id is None:
            raise NotSignedIn
        with self._database.write() as session:
            account = session.get(Account, viewer.account_id)
            if account is None:
                raise NotSignedIn
            return self.accept_in(session, token, account)

    def accept_in(self, session: Session, token: str, account: Account) -> UUID:
        """`accept`, inside the transaction that makes the account."""
        row = _find(session, token, lock=True)
        _offering_chest(session, row)
        if row.email is not None and row.email != account.email:
            raise Invalid(f"This invitation is for {row.email}. Sign up with that address.")
        order = [Role.viewer, Role.member, Role.curator, Role.keeper]
        membership = session.get(Membership, (row.chest_id, account.id))
        role = Role(row.role)
        if membership is None:
            membership = Membership(chest_id=row.chest_id, account_id=account.id, role=role)
        elif order.index(role) > order.index(membership.role):
            membership.role = role
        row.accepted_by = account.id
        session.add(membership)
        session.add(row)
        record(
            session,
            Viewer(account_id=account.id),
            "member.joined",
            subject=("account", account.id),
            chest_id=row.chest_id,
        )
        return row.chest_id


def _check_another_keeper(session: Session, chest_id: UUID, account_id: UUID) -> None:
    # All of them are held, in one order: of two keepers who remove each other, one has to stay.
    keepers = session.exec(
        select(Membership.account_id)
        .where(col(Membership.chest_id) == chest_id, col(Membership.role) == Role.keeper)
        .order_by(col(Membership.account_id))
        .with_for_update()
    ).all()
    if not set(keepers) - {account_id}:
        raise Conflict("A chest needs at least one keeper. Make someone else a keeper first.")


def _offering_chest(session: Session, invitation: Invitation) -> Chest:
    """The chest behind an invitation. Gone when it is, and when whoever invited keeps it no more:
    a keeper who was removed must not come back, or send others, by an invitation made before."""
    chest = session.get(Chest, invitation.chest_id)
    if chest is None or chest.deleted_at is not None:
        raise Gone("This chest is no longer here.")
    inviter = session.get(Membership, (chest.id, invitation.created_by))
    if inviter is None or inviter.role is not Role.keeper:
        raise Gone(_ENDED)
    return chest


def _find(session: Session, token: str, *, lock: bool = False) -> Invitation:
    """The invitation; with `lock`, held until the transaction ends, so that it is used once."""
    query = select(Invitation).where(Invitation.token_hash == _hashed(token))
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("This invitation is not known. Check that the whole link was copied.")
    if row.revoked_at is not None or row.expires_at <= utc_now():
        raise Gone(_ENDED)
    if row.accepted_by is not None:
        raise Gone("This invitation was already used. Sign in, or ask for a new one.")
    return row


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
