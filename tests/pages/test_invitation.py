"""An invitation that is opened asks first; only a pressed button joins."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.library import Library
from chest.models import Role
from tests.builders import add_account, add_member
from tests.pages.visits import Visitor, button, sign_up, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


@pytest.fixture
def tomas(library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Somebody with an account and a chest of his own, who does not belong to Rosa's."""
    other = library.chests.create(ana.viewer, name="Joaquim Costa").id
    token = library.invitations.invite(ana.viewer, other, role=Role.viewer).token
    return sign_up(library, "Tomas", monkeypatch, invitation=token)


def invite(library: Library, ana: Visitor, chest_id: UUID, **how: str) -> str:
    return library.invitations.invite(ana.viewer, chest_id, role=Role.member, **how).token


def test_opening_it_says_who_invites_where_as_what_and_changes_nothing(
    library: Library, ana: Visitor, tomas: Visitor, chest_id: UUID
) -> None:
    app = tomas.open(invitation=invite(library, ana, chest_id))
    assert "Ana invites you to the chest of Rosa Almeida" in words(app)
    assert "You would be a member of it. You may look and add memories." in words(app)
    app.run()
    assert library.chests.role(tomas.viewer, chest_id) is None
    assert len(library.invitations.list_invitations(ana.viewer, chest_id)) == 1


def test_join_joins_and_opens_the_chest(
    library: Library, ana: Visitor, tomas: Visitor, chest_id: UUID
) -> None:
    app = tomas.open(invitation=invite(library, ana, chest_id))
    button(app, "Join").click().run()
    assert library.chests.role(tomas.viewer, chest_id) is Role.member
    assert app.query_params["chest"] in (str(chest_id), [str(chest_id)])
    assert "invitation" not in app.query_params


def test_not_now_leaves_it_open_and_shows_ones_own_chests(
    library: Library, ana: Visitor, tomas: Visitor, chest_id: UUID
) -> None:
    app = tomas.open(invitation=invite(library, ana, chest_id))
    button(app, "Not now").click().run()
    assert "Your chests" in words(app)
    assert "invitation" not in app.query_params
    assert library.chests.role(tomas.viewer, chest_id) is None
    assert len(library.invitations.list_invitations(ana.viewer, chest_id)) == 1


def test_who_may_do_as_much_already_does_not_use_it_up(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    app = ana.open(invitation=invite(library, ana, chest_id))
    assert "You belong to this chest already" in words(app)
    assert not [each for each in app.button if each.label == "Join"]
    button(app, "Open the chest").click().run()
    assert len(library.invitations.list_invitations(ana.viewer, chest_id)) == 1


def test_one_for_another_address_says_so_and_cannot_be_joined(
    library: Library, ana: Visitor, tomas: Visitor, chest_id: UUID
) -> None:
    app = tomas.open(invitation=invite(library, ana, chest_id, email="graca@example.org"))
    assert "This invitation is for another e-mail address." in words(app)
    assert "graca@example.org" not in words(app)
    assert not [each for each in app.button if each.label == "Join"]
    assert "Your chests" in words(app)


def test_one_that_ended_while_it_was_looked_at_is_refused_in_words(
    library: Library, ana: Visitor, tomas: Visitor, chest_id: UUID
) -> None:
    app = tomas.open(invitation=invite(library, ana, chest_id))
    (open_one,) = library.invitations.list_invitations(ana.viewer, chest_id)
    library.invitations.revoke_invitation(ana.viewer, chest_id, invitation_id=open_one.id)
    button(app, "Join").click().run()
    assert "This invitation has ended." in words(app)
    assert library.chests.role(tomas.viewer, chest_id) is None


def test_who_has_no_account_is_told_who_invites_before_making_one(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    token = invite(library, ana, chest_id)
    ana.token = "ended"
    app = ana.open(invitation=token)
    assert "Ana invites you to the chest of Rosa Almeida" in words(app)
    assert "Make an account to join as a member. You may look and add memories." in words(app)


# ---- the keeper's side ----


def test_a_keeper_sees_open_invitations_and_takes_one_back(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    invite(library, ana, chest_id, email="graca@example.org")
    app = ana.open("settings.py", chest=str(chest_id))
    assert "Member: graca@example.org" in words(app)
    assert "From Ana, until " in words(app)
    button(app, "Take back").click().run()
    assert library.invitations.list_invitations(ana.viewer, chest_id) == []
    assert "The invitation no longer works." in words(app)
    assert "graca@example.org" not in words(app)


def test_a_new_invitation_is_listed_beside_its_address(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    app = ana.open("settings.py", chest=str(chest_id))
    button(app, "Make an invitation").click().run()
    assert "?invitation=" in app.code[0].value
    assert "Member: whoever has the link" in words(app)


def test_roles_are_called_by_one_word_and_explained_beside(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    add_member(library.database, chest_id, add_account(library.database, "Tom"), Role.curator)
    app = ana.open("settings.py", chest=str(chest_id))
    (select,) = [each for each in app.selectbox if each.label == "What Tom is here"]
    assert select.options == ["Viewer", "Member", "Curator", "Keeper"]
    assert "May look and add, edit, approve, share, and tell the story." in words(app)
