"""Who belongs to a chest, as what, and what becomes of their links when they leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.locks import lock_chest
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, rank_of, require
from chest.chests.invitations import revoke_invitations
from chest.database import Database
from chest.erasing.leaving import count_own, put_away_own
from chest.errors import Conflict, NotFound
from chest.models import Account, Chest, Membership, Role, ShareLink
from chest.sharing.links import end_link, end_of
from chest.uploads.ready import forget_ready
from language import _


@dataclass(frozen=True)
class MemberView:
    account_id: UUID
    name: str
    email: str | None  # shown to keepers only
    role: Role
    since: datetime


class MemberManager:
    """What keepers do about members; how somebody becomes one is in `chest.chests.invitations`."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_members(self, viewer: Viewer, chest_id: UUID) -> list[MemberView]:
        """Everyone in the chest, keepers first. E-mail addresses are shown to keepers only."""
        with self._database.read() as session:
            _chest, role = require(session, viewer, chest_id, Action.see)
            rows = session.exec(
                select(Membership, Account)
                .join(Account, col(Account.id) == col(Membership.account_id))
                .where(col(Membership.chest_id) == chest_id)
            ).all()
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
        return sorted(members, key=lambda m: (-rank_of(m.role), m.since, m.account_id))

    def set_role(self, viewer: Viewer, chest_id: UUID, *, account_id: UUID, role: Role) -> None:
        """Give a member another role; the invitations of whoever keeps the chest no more end.
        Conflict when the chest would be left without a keeper."""
        with self._database.write() as session:
            lock_chest(session, chest_id)
            require(session, viewer, chest_id, Action.manage_members)
            membership = session.get(Membership, (chest_id, account_id))
            if membership is None:
                raise NotFound(_("This person does not belong to this chest."))
            if membership.role is role:
                return
            if membership.role is Role.keeper and role is not Role.keeper:
                _check_another_keeper(session, chest_id, account_id)
                revoke_invitations(session, viewer, chest_id, account_id=account_id)
            membership.role = role
            session.add(membership)
            subject = ("account", account_id)
            record(session, viewer, f"member.role.{role}", subject=subject, chest_id=chest_id)

    def count_open_links(self, viewer: Viewer, chest_id: UUID, *, account_id: UUID) -> int:
        """How many share links that this member made still let people in. For keepers, and for the
        member."""
        with self._database.read() as session:
            chest = _require_for(session, viewer, chest_id, account_id)
            return len(_open_links(session, chest, account_id))

    def count_kept_alone(self, viewer: Viewer, chest_id: UUID) -> int:
        """How many memories of this chest nobody sees but the member who asks."""
        account_id = require_account(viewer)
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.see)
            return count_own(session, chest_id, account_id)

    def remove(
        self, viewer: Viewer, chest_id: UUID, *, account_id: UUID, close_links: bool = False
    ) -> None:
        """Remove a member; anyone may remove themselves. What they added stays in the chest, and
        the invitations that they made end. What they kept for themselves alone is put away: it is
        erased after 30 days, unless they belong to the chest again and bring it back.

        With `close_links` the share links that they made end too, as if each had been closed by
        hand, and otherwise live on. Conflict when the chest would be left without a keeper;
        NotFound when whoever asks may not close links.
        """
        with self._database.write() as session:
            lock_chest(session, chest_id)
            chest = _require_for(session, viewer, chest_id, account_id)
            if close_links:
                require(session, viewer, chest_id, Action.share)
            membership = session.get(Membership, (chest_id, account_id))
            if membership is None:
                return
            if membership.role is Role.keeper:
                _check_another_keeper(session, chest_id, account_id)
                revoke_invitations(session, viewer, chest_id, account_id=account_id)
            if close_links:
                for link in _open_links(session, chest, account_id):
                    end_link(session, viewer, link)
            put_away_own(session, chest_id, account_id)
            session.delete(membership)
            forget_ready(session, chest_id, account_id)
            subject = ("account", account_id)
            record(session, viewer, "member.removed", subject=subject, chest_id=chest_id)


def _require_for(session: Session, viewer: Viewer, chest_id: UUID, account_id: UUID) -> Chest:
    """The chest, for a keeper and for whoever asks about themselves."""
    is_own = viewer.account_id == account_id
    return require(session, viewer, chest_id, Action.see if is_own else Action.manage_members)[0]


def _open_links(session: Session, chest: Chest, account_id: UUID) -> list[ShareLink]:
    """Those that still let somebody in. A link that was used as often as it may be is one of them:
    whoever is inside stays inside."""
    links = session.exec(
        select(ShareLink).where(
            col(ShareLink.chest_id) == chest.id,
            col(ShareLink.created_by) == account_id,
            col(ShareLink.revoked_at).is_(None),
        )
    ).all()
    return [
        link
        for link in links
        if end_of(link, chest, generation=link.generation, is_counted=True) is None
    ]


def _check_another_keeper(session: Session, chest_id: UUID, account_id: UUID) -> None:
    # The chest is locked: of two keepers who remove each other, one has to stay.
    another = session.exec(
        select(Membership.account_id).where(
            col(Membership.chest_id) == chest_id,
            col(Membership.role) == Role.keeper,
            col(Membership.account_id) != account_id,
        )
    ).first()
    if another is None:
        raise Conflict(_("A chest needs at least one keeper. Make someone else a keeper first."))
