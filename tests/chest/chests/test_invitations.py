"""Invitations are listed and taken back by keepers, and looked at before they are taken up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

import chest.chests.invitations
import chest.chests.members
from chest.access.viewers import ANONYMOUS, Viewer
from chest.chests.invitations import Invitations
from chest.chests.manager import ChestManager
from chest.chests.members import MemberManager
from chest.database import Database
from chest.errors import (
    ChestError,
    Conflict,
    Gone,
    Invalid,
    NotFound,
    NotSignedIn,
    TooMany,
)
from chest.library import Library, open_library
from chest.models import Account, AuditEvent, Invitation, Role, utc_now
from chest.security.throttle import RATES
from chest.settings import Settings
from tests.builders import Family, account_of, add_account, add_family, add_member
from tests.mailing import open_invitations


@pytest.fixture
def members(database: Database) -> MemberManager:
    return MemberManager(database=database)


@pytest.fixture
def invitations(database: Database) -> Invitations:
    return open_invitations(database)


def outsiders(family: Family) -> tuple[Viewer, ...]:
    return family.curator, family.member, family.viewer, family.stranger


def test_keepers_see_who_may_come_as_what_until_when(
    family: Family, invitations: Invitations
) -> None:
    open_to_all = invitations.invite(family.keeper, family.chest_id, role=Role.viewer)
    for_tom = invitations.invite(
        family.keeper, family.chest_id, role=Role.keeper, email="Tom@example.org"
    )
    first, second = invitations.list_invitations(family.keeper, family.chest_id)
    assert (first.id, first.role, first.email) == (for_tom.id, Role.keeper, "tom@example.org")
    assert (second.id, second.role, second.email) == (open_to_all.id, Role.viewer, None)
    assert first.invited_by == "Keeper"
    assert first.expires_at == for_tom.expires_at


def test_only_what_could_be_taken_up_is_listed(
    database: Database, family: Family, members: MemberManager, invitations: Invitations
) -> None:
    former = add_account(database, "Former")
    add_member(database, family.chest_id, former, Role.keeper)
    assert former.account_id

    def invite(by: Viewer = family.keeper) -> tuple[str, object]:
        offer = invitations.invite(by, family.chest_id, role=Role.viewer)
        return offer.token, offer.id

    used, _ = invite()
    invitations.accept(family.stranger, used)
    _, old = invite()
    with database.write() as session:
        row = session.get_one(Invitation, old)
        row.expires_at = utc_now() - timedelta(seconds=1)
        session.add(row)
    invite(former)
    members.set_role(family.keeper, family.chest_id, account_id=former.account_id, role=Role.viewer)
    _, still_open = invite()
    elsewhere = add_family(database)
    invitations.invite(elsewhere.keeper, elsewhere.chest_id, role=Role.viewer)
    listed = invitations.list_invitations(family.keeper, family.chest_id)
    assert [each.id for each in listed] == [still_open]


def test_one_that_was_taken_back_lets_nobody_in(
    database: Database, family: Family, invitations: Invitations
) -> None:
    offer = invitations.invite(family.keeper, family.chest_id, role=Role.viewer)
    for _ in range(2):  # twice is not an error
        invitations.revoke_invitation(family.keeper, family.chest_id, invitation_id=offer.id)
    assert invitations.list_invitations(family.keeper, family.chest_id) == []
    with pytest.raises(Gone):
        invitations.look_at_invitation(family.stranger, offer.token)
    with pytest.raises(Gone):
        invitations.accept(family.stranger, offer.token)
    assert ChestManager(database=database).role(family.stranger, family.chest_id) is None
    with database.read() as session:
        actions = session.exec(select(AuditEvent.action)).all()
    assert actions.count("member.invitation_revoked") == 1


def test_one_that_was_taken_up_is_no_longer_taken_back(
    family: Family, invitations: Invitations
) -> None:
    offer = invitations.invite(family.keeper, family.chest_id, role=Role.viewer)
    invitations.accept(family.stranger, offer.token)
    with pytest.raises(Conflict, match="Remove the person"):
        invitations.revoke_invitation(family.keeper, family.chest_id, invitation_id=offer.id)


def test_nobody_else_lists_them_or_takes_them_back(
    database: Database, family: Family, invitations: Invitations
) -> None:
    offer = invitations.invite(family.keeper, family.chest_id, role=Role.viewer)
    elsewhere = add_family(database)
    for viewer in (*outsiders(family), elsewhere.keeper):
        with pytest.raises(NotFound):
            invitations.list_invitations(viewer, family.chest_id)
        with pytest.raises(NotFound):
            invitations.revoke_invitation(viewer, family.chest_id, invitation_id=offer.id)
    for chest_id, invitation_id in (
        (elsewhere.chest_id, offer.id),
        (elsewhere.chest_id, uuid4()),
    ):
        with pytest.raises(NotFound):
            invitations.revoke_invitation(elsewhere.keeper, chest_id, invitation_id=invitation_id)
    with pytest.raises(NotSignedIn):
        invitations.list_invitations(ANONYMOUS, family.chest_id)
    assert invitations.accept(family.stranger, offer.token) == family.chest_id


# ---- looking ----


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_looking_says_who_invites_where_as_what_and_changes_nothing(
    database: Database, family: Family, invitations: Invitations, who: str
) -> None:
    viewer = family.stranger if who == "stranger" else ANONYMOUS
    offer = invitations.invite(family.keeper, family.chest_id, role=Role.curator)
    for _ in range(2):
        look = invitations.look_at_invitation(viewer, offer.token)
    assert (look.invited_by, look.chest_name) == ("Keeper", "Rosa Almeida")
    assert (look.role, look.own_role, look.offers_more) == (Role.curator, None, True)
    assert ChestManager(database=database).role(family.stranger, family.chest_id) is None
    assert len(invitations.list_invitations(family.keeper, family.chest_id)) == 1


@pytest.mark.parametrize(
    ("role", "offers_more"),
    [(Role.viewer, False), (Role.member, False), (Role.curator, True), (Role.keeper, True)],
)
def test_a_member_is_told_whether_it_offers_more(
    family: Family, invitations: Invitations, role: Role, offers_more: bool
) -> None:
    offer = invitations.invite(family.keeper, family.chest_id, role=role)
    look = invitations.look_at_invitation(family.member, offer.token)
    assert (look.own_role, look.offers_more) == (Role.member, offers_more)


def test_one_for_an_address_is_for_nobody_else(
    database: Database, family: Family, invitations: Invitations
) -> None:
    with database.read() as session:
        email = session.get_one(Account, family.stranger.account_id).email
    offer = invitations.invite(family.keeper, family.chest_id, role=Role.viewer, email=email)
    assert invitations.look_at_invitation(family.stranger, offer.token).offers_more
    for act in (invitations.look_at_invitation, invitations.accept):
        with pytest.raises(Invalid, match="This invitation is for") as refused:
            act(add_account(database), offer.token)
        assert email not in refused.value.sentence
    assert invitations.look_at_invitation(ANONYMOUS, offer.token).role is Role.viewer


def test_a_forged_one_is_not_known(family: Family, invitations: Invitations) -> None:
    for viewer in (family.keeper, ANONYMOUS):
        with pytest.raises(NotFound):
            invitations.look_at_invitation(viewer, "made-up")


# ---- signing up with one ----

PASSWORD = "a short sentence"


@pytest.fixture
def library(database: Database, database_url: str, tmp_path: Path) -> Iterator[Library]:
    made = open_library(
        Settings(
            _env_file=None,
            data_dir=tmp_path / "library",
            database_url=database_url,
            secret_key="s" * 32,
            worker="external",
        )
    )
    made.accounts.sign_up(
        email="ana@example.org", password=PASSWORD, name="Ana", setup_code=made.accounts.setup_code
    )
    yield made
    made.close()


def sign_up(library: Library, token: str, email: str, address: str = "192.0.2.1") -> None:
    library.accounts.sign_up(
        email=email, password=PASSWORD, name="Tom", invitation=token, address=address
    )


@pytest.mark.parametrize("asks_from", ["one place", "many places"])
def test_who_holds_an_open_invitation_learns_of_few_accounts(
    library: Library, family: Family, monkeypatch: pytest.MonkeyPatch, asks_from: str
) -> None:
    monkeypatch.setattr("chest.security.passwords.Passwords.hash", lambda self, password: "hashed")
    offer = library.invitations.invite(family.keeper, family.chest_id, role=Role.viewer)
    sentences = []
    for n in range(40):
        address = "192.0.2.1" if asks_from == "one place" else f"192.0.2.{n}"
        with pytest.raises(ChestError) as refused:
            sign_up(library, offer.token, "ana@example.org", address)
        if not isinstance(refused.value, TooMany):
            sentences.append(refused.value.sentence)
    assert len(sentences) == RATES["invitation-account"].amount
    # It stands, and another one works beside it.
    assert len(library.invitations.list_invitations(family.keeper, family.chest_id)) == 1
    other = library.invitations.invite(family.keeper, family.chest_id, role=Role.viewer)
    sign_up(library, other.token, "tom@example.org", "198.51.100.1")


def test_many_in_one_place_sign_up_one_after_the_other(
    library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.security.passwords.Passwords.hash", lambda self, password: "hashed")
    for n in range(RATES["invitation"].amount + 2):
        offer = library.invitations.invite(family.keeper, family.chest_id, role=Role.viewer)
        sign_up(library, offer.token, f"cousin{n}@example.org")


def test_an_invitation_for_one_address_tells_nothing_of_others(
    library: Library, family: Family
) -> None:
    offer = library.invitations.invite(
        family.keeper, family.chest_id, role=Role.viewer, email="tom@example.org"
    )
    sentences = set()
    for email in ("ana@example.org", "nobody@example.org"):
        with pytest.raises(Invalid) as refused:
            sign_up(library, offer.token, email)
        sentences.add(refused.value.sentence)
    (sentence,) = sentences
    assert "tom@" not in sentence
    sign_up(library, offer.token, "Tom@example.org")


# ---- whoever made it keeps the chest no more ----


@pytest.mark.parametrize("fate", ["removed", "demoted"])
def test_one_stays_ended_when_its_maker_is_a_keeper_again(
    database: Database, family: Family, members: MemberManager, invitations: Invitations, fate: str
) -> None:
    former = add_account(database, "Former")
    assert former.account_id
    add_member(database, family.chest_id, former, Role.keeper)
    offer = invitations.invite(former, family.chest_id, role=Role.keeper)
    of_keeper = invitations.invite(family.keeper, family.chest_id, role=Role.viewer)
    if fate == "removed":
        members.remove(family.keeper, family.chest_id, account_id=former.account_id)
        add_member(database, family.chest_id, former, Role.keeper)
    else:
        for role in (Role.viewer, Role.keeper):
            members.set_role(
                family.keeper, family.chest_id, account_id=former.account_id, role=role
            )
    listed = invitations.list_invitations(family.keeper, family.chest_id)
    assert [each.id for each in listed] == [of_keeper.id]
    with pytest.raises(Gone):
        invitations.accept(family.stranger, offer.token)
    with database.read() as session:
        actions = session.exec(select(AuditEvent.action)).all()
    assert actions.count("member.invitation_revoked") == 1


# ---- two at one instant ----


@contextmanager
def beside(
    monkeypatch: pytest.MonkeyPatch, module: Any, other: Callable[[], object]
) -> Iterator[list[object]]:
    """Do `other` in a thread while the block's call, which writes a record in this module, is about
    to commit: it ends before that if nothing holds it back. The list holds how it ended."""
    ended: list[object] = []

    def run() -> None:
        try:
            ended.append(other())
        except (ChestError, SQLAlchemyError) as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    record = module.record

    def record_late(*arguments: object, **named: object) -> None:
        record(*arguments, **named)
        if thread.ident is None:
            thread.start()
            thread.join(1)

    monkeypatch.setattr(module, "record", record_late)
    yield ended
    thread.join(30)


def test_one_account_takes_up_two_at_one_instant(
    database: Database, family: Family, invitations: Invitations, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (
        invitations.invite(family.keeper, family.chest_id, role=role).token
        for role in (Role.viewer, Role.member)
    )
    with beside(
        monkeypatch, chest.chests.invitations, lambda: invitations.accept(family.stranger, two)
    ) as ended:
        invitations.accept(family.stranger, one)
    assert ended == [family.chest_id]
    role = ChestManager(database=database).role(family.stranger, family.chest_id)
    assert role is Role.member


def test_who_is_removed_while_they_take_one_up_is_in_or_out(
    database: Database,
    family: Family,
    members: MemberManager,
    invitations: Invitations,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = invitations.invite(family.keeper, family.chest_id, role=Role.curator).token
    account_id = account_of(family.viewer)
    with beside(
        monkeypatch, chest.chests.members, lambda: invitations.accept(family.viewer, token)
    ) as ended:
        members.remove(family.keeper, family.chest_id, account_id=account_id)
    assert ended == [family.chest_id]  # joined anew, by an invitation that stood
    role = ChestManager(database=database).role(family.viewer, family.chest_id)
    assert role is Role.curator


def test_who_takes_one_up_while_they_are_removed_is_in_or_out(
    database: Database,
    family: Family,
    members: MemberManager,
    invitations: Invitations,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = invitations.invite(family.keeper, family.chest_id, role=Role.curator).token
    account_id = account_of(family.viewer)

    def remove() -> None:
        members.remove(family.keeper, family.chest_id, account_id=account_id)

    with beside(monkeypatch, chest.chests.invitations, remove) as ended:
        invitations.accept(family.viewer, token)
    assert ended == [None]
    assert ChestManager(database=database).role(family.viewer, family.chest_id) is None


def test_who_is_given_a_role_while_they_are_removed_is_gone(
    database: Database, family: Family, members: MemberManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = account_of(family.viewer)

    def promote() -> None:
        members.set_role(family.keeper, family.chest_id, account_id=account_id, role=Role.curator)

    with beside(monkeypatch, chest.chests.members, promote) as ended:
        members.remove(family.keeper, family.chest_id, account_id=account_id)
    assert [type(each) for each in ended] == [NotFound]


def test_who_is_removed_as_a_keeper_invites_and_removes_nobody_at_that_instant(
    database: Database,
    family: Family,
    members: MemberManager,
    invitations: Invitations,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for deed in ("invite", "remove"):
        former = add_account(database, "Former")
        add_member(database, family.chest_id, former, Role.keeper)
        former_id = account_of(former)

        def act(deed: str = deed, former: Viewer = former) -> object:
            if deed == "invite":
                return invitations.invite(former, family.chest_id, role=Role.keeper)
            members.remove(former, family.chest_id, account_id=account_of(family.viewer))
            return None

        with monkeypatch.context() as during, beside(during, chest.chests.members, act) as ended:
            members.remove(family.keeper, family.chest_id, account_id=former_id)
        assert [type(each) for each in ended] == [NotFound]
