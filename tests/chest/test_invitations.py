"""Invitations are listed and taken back by keepers, and looked at before they are taken up."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from chest.chests import ChestManager
from chest.database import Database
from chest.errors import Conflict, Gone, Invalid, NotFound, NotSignedIn
from chest.members import MemberManager
from chest.models import Account, AuditEvent, Invitation, Role, utc_now
from chest.visibility import ANONYMOUS, Viewer
from tests.builders import Family, add_account, add_family, add_member


@pytest.fixture
def members(database: Database) -> MemberManager:
    return MemberManager(database=database)


def outsiders(family: Family) -> tuple[Viewer, ...]:
    return family.curator, family.member, family.viewer, family.stranger


def test_keepers_see_who_may_come_as_what_until_when(
    family: Family, members: MemberManager
) -> None:
    open_to_all = members.invite(family.keeper, family.chest_id, role=Role.viewer)
    for_tom = members.invite(
        family.keeper, family.chest_id, role=Role.keeper, email="Tom@example.org"
    )
    first, second = members.list_invitations(family.keeper, family.chest_id)
    assert (first.id, first.role, first.email) == (for_tom.id, Role.keeper, "tom@example.org")
    assert (second.id, second.role, second.email) == (open_to_all.id, Role.viewer, None)
    assert first.invited_by == "Keeper"
    assert first.expires_at == for_tom.expires_at


def test_only_what_could_be_taken_up_is_listed(
    database: Database, family: Family, members: MemberManager
) -> None:
    former = add_account(database, "Former")
    add_member(database, family.chest_id, former, Role.keeper)
    assert former.account_id

    def invite(by: Viewer = family.keeper) -> tuple[str, object]:
        offer = members.invite(by, family.chest_id, role=Role.viewer)
        return offer.token, offer.id

    used, _ = invite()
    members.accept(family.stranger, used)
    _, old = invite()
    with database.write() as session:
        row = session.get_one(Invitation, old)
        row.expires_at = utc_now() - timedelta(seconds=1)
        session.add(row)
    invite(former)
    members.set_role(family.keeper, family.chest_id, account_id=former.account_id, role=Role.viewer)
    _, still_open = invite()
    elsewhere = add_family(database)
    members.invite(elsewhere.keeper, elsewhere.chest_id, role=Role.viewer)
    listed = members.list_invitations(family.keeper, family.chest_id)
    assert [each.id for each in listed] == [still_open]


def test_one_that_was_taken_back_lets_nobody_in(
    database: Database, family: Family, members: MemberManager
) -> None:
    offer = members.invite(family.keeper, family.chest_id, role=Role.viewer)
    for _ in range(2):  # twice is not an error
        members.revoke_invitation(family.keeper, family.chest_id, invitation_id=offer.id)
    assert members.list_invitations(family.keeper, family.chest_id) == []
    with pytest.raises(Gone):
        members.look_at_invitation(family.stranger, offer.token)
    with pytest.raises(Gone):
        members.accept(family.stranger, offer.token)
    assert ChestManager(database=database).role(family.stranger, family.chest_id) is None
    with database.read() as session:
        actions = session.exec(select(AuditEvent.action)).all()
    assert actions.count("member.invitation_revoked") == 1


def test_one_that_was_taken_up_is_no_longer_taken_back(
    family: Family, members: MemberManager
) -> None:
    offer = members.invite(family.keeper, family.chest_id, role=Role.viewer)
    members.accept(family.stranger, offer.token)
    with pytest.raises(Conflict, match="Remove the person"):
        members.revoke_invitation(family.keeper, family.chest_id, invitation_id=offer.id)


def test_nobody_else_lists_them_or_takes_them_back(
    database: Database, family: Family, members: MemberManager
) -> None:
    offer = members.invite(family.keeper, family.chest_id, role=Role.viewer)
    elsewhere = add_family(database)
    for viewer in (*outsiders(family), elsewhere.keeper):
        with pytest.raises(NotFound):
            members.list_invitations(viewer, family.chest_id)
        with pytest.raises(NotFound):
            members.revoke_invitation(viewer, family.chest_id, invitation_id=offer.id)
    for chest_id, invitation_id in (
        (elsewhere.chest_id, offer.id),
        (elsewhere.chest_id, uuid4()),
    ):
        with pytest.raises(NotFound):
            members.revoke_invitation(elsewhere.keeper, chest_id, invitation_id=invitation_id)
    with pytest.raises(NotSignedIn):
        members.list_invitations(ANONYMOUS, family.chest_id)
    assert members.accept(family.stranger, offer.token) == family.chest_id


# ---- looking ----


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_looking_says_who_invites_where_as_what_and_changes_nothing(
    database: Database, family: Family, members: MemberManager, who: str
) -> None:
    viewer = family.stranger if who == "stranger" else ANONYMOUS
    offer = members.invite(family.keeper, family.chest_id, role=Role.curator)
    for _ in range(2):
        look = members.look_at_invitation(viewer, offer.token)
    assert (look.invited_by, look.chest_name) == ("Keeper", "Rosa Almeida")
    assert (look.role, look.own_role, look.offers_more) == (Role.curator, None, True)
    assert ChestManager(database=database).role(family.stranger, family.chest_id) is None
    assert len(members.list_invitations(family.keeper, family.chest_id)) == 1


@pytest.mark.parametrize(
    ("role", "offers_more"),
    [(Role.viewer, False), (Role.member, False), (Role.curator, True), (Role.keeper, True)],
)
def test_a_member_is_told_whether_it_offers_more(
    family: Family, members: MemberManager, role: Role, offers_more: bool
) -> None:
    offer = members.invite(family.keeper, family.chest_id, role=role)
    look = members.look_at_invitation(family.member, offer.token)
    assert (look.own_role, look.offers_more) == (Role.member, offers_more)


def test_one_for_an_address_is_for_nobody_else(
    database: Database, family: Family, members: MemberManager
) -> None:
    with database.read() as session:
        email = session.get_one(Account, family.stranger.account_id).email
    offer = members.invite(family.keeper, family.chest_id, role=Role.viewer, email=email)
    assert members.look_at_invitation(family.stranger, offer.token).offers_more
    for act in (members.look_at_invitation, members.accept):
        with pytest.raises(Invalid, match="This invitation is for"):
            act(add_account(database), offer.token)
    assert members.look_at_invitation(ANONYMOUS, offer.token).role is Role.viewer


def test_a_forged_one_is_not_known(family: Family, members: MemberManager) -> None:
    for viewer in (family.keeper, ANONYMOUS):
        with pytest.raises(NotFound):
            members.look_at_invitation(viewer, "made-up")
