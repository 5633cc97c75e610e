"""An invitation for one address is sent to it, where a mail server is set up."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from chest.chests.invitations import InvitationOffer, Invitations
from chest.chests.manager import ChestManager
from chest.chests.members import MemberManager
from chest.database import Database
from chest.errors import ChestError, TooMany
from chest.models import Account, Invitation, LetterState, Role
from chest.security.throttle import RATES
from tests.builders import Family, account_of, add_account, add_member
from tests.mailing import Bag, deliver, list_letters, open_invitations, words_of

TOM = "tom@example.org"
BASE = "https://chest.example"


@pytest.fixture
def invitations(database: Database) -> Invitations:
    return open_invitations(database, goes_by_mail=True)


def invite(invitations: Invitations, family: Family, **how: Any) -> InvitationOffer:
    said = {"role": Role.member, "email": TOM, "base_url": BASE, **how}
    return invitations.invite(family.keeper, family.chest_id, **said)


def test_the_letter_says_who_invites_where_and_carries_the_link(
    database: Database, family: Family, invitations: Invitations
) -> None:
    offer = invite(invitations, family)
    bag = Bag()
    deliver(database, bag)
    (letter,) = bag.letters
    assert letter["To"] == TOM
    assert letter["Subject"] == "Keeper invites you to the chest of Rosa Almeida"
    until = offer.expires_at
    for shape in ("plain", "html"):
        assert f"{BASE}/?invitation={offer.token}" in words_of(letter, shape)
        assert f"{until.day} {until:%B %Y}" in words_of(letter, shape)
    (row,) = list_letters(database)
    assert offer.token not in row.model_dump_json()
    tom = add_account(database, "Tom")
    with database.write() as session:
        session.get_one(Account, account_of(tom)).email = TOM
    assert invitations.accept(tom, offer.token) == family.chest_id


@pytest.mark.parametrize("how", [{"email": None}, {"email": " "}, {"base_url": None}])
def test_without_an_address_or_a_link_there_is_no_letter(
    database: Database, family: Family, invitations: Invitations, how: dict[str, Any]
) -> None:
    assert invite(invitations, family, **how).token
    assert list_letters(database) == []


def test_without_a_mail_server_the_keeper_passes_the_link_on(
    database: Database, family: Family
) -> None:
    invitations = open_invitations(database, goes_by_mail=False)
    assert invite(invitations, family).email == TOM
    assert not invitations.goes_by_mail(TOM)
    assert list_letters(database) == []


def test_only_keepers_have_letters_sent(
    database: Database, family: Family, invitations: Invitations
) -> None:
    for viewer in (family.curator, family.member, family.stranger):
        with pytest.raises(ChestError):
            invitations.invite(viewer, family.chest_id, role=Role.viewer, email=TOM, base_url=BASE)
    assert list_letters(database) == []


@pytest.mark.parametrize("how", ["taken back", "accepted", "removed"])
def test_an_invitation_that_ended_is_sent_no_more(
    database: Database, family: Family, invitations: Invitations, how: str
) -> None:
    other = add_account(database, "Other")
    add_member(database, family.chest_id, other, Role.keeper)
    offer = invitations.invite(other, family.chest_id, role=Role.member, email=TOM, base_url=BASE)
    if how == "taken back":
        invitations.revoke_invitation(family.keeper, family.chest_id, invitation_id=offer.id)
    elif how == "accepted":
        with database.write() as session:
            session.get_one(Account, account_of(family.stranger)).email = TOM
        invitations.accept(family.stranger, offer.token)
    else:
        members = MemberManager(database=database)
        members.remove(family.keeper, family.chest_id, account_id=account_of(other))
    bag = Bag()
    deliver(database, bag)
    assert bag.letters == []
    (row,) = list_letters(database)
    assert (row.state, row.data) == (LetterState.failed, {})


def test_a_keeper_cannot_have_strangers_flooded(
    database: Database, family: Family, invitations: Invitations
) -> None:
    most = RATES["invitation-letter"].amount
    for n in range(most):
        invite(invitations, family, email=f"cousin{n}@example.org")
    with pytest.raises(TooMany):
        invite(invitations, family)
    assert len(list_letters(database)) == most
    with database.read() as session:
        assert len(session.exec(select(Invitation)).all()) == most
    assert invite(invitations, family, email=None).token  # a link can always be made


def test_a_name_cannot_write_the_letter(
    database: Database, family: Family, invitations: Invitations
) -> None:
    ChestManager(database=database).edit(
        family.keeper,
        family.chest_id,
        version=1,
        changes={"name": "Rosa <b>\r\nBcc: all@example.org https://evil.example/"},
    )
    invite(invitations, family)
    bag = Bag()
    deliver(database, bag)
    (letter,) = bag.letters
    assert letter["Bcc"] is None
    assert "<b>" not in words_of(letter, "html")
    assert "https://evil" not in words_of(letter)
