"""The page where a chest gets a key of its own, and what stands where a locked one would be."""

from __future__ import annotations

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from chest.library import Library
from chest.models import LockerState, Role
from tests.pages.visits import Visitor, button, sign_up, words
from worker import open_locker_job

PASSPHRASE = "Grandmother's red teapot 1931"


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


def make_private(library: Library, ana: Visitor, chest_id: UUID) -> None:
    library.lockers.make_private(ana.viewer, chest_id, label="Our chest", passphrase=PASSPHRASE)


def lock(library: Library, ana: Visitor, chest_id: UUID) -> None:
    library.lockers.lock(ana.viewer, chest_id)
    open_locker_job(library).go_on(chest_id)


def field(page: AppTest, label: str) -> object:
    (found,) = [each for each in page.text_input if each.label == label]
    return found


def test_a_keeper_makes_it_private_and_sees_the_code_until_it_is_on_paper(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    page = ana.open("private.py", chest=str(chest_id))
    assert "If all passphrases and the printed code are lost, the chest is lost." in (
        page.warning[0].value
    )
    for label in ("Your passphrase", "The same once more"):
        field(page, label).set_value(PASSPHRASE)  # type: ignore[attr-defined]
    button(page, "Make it private").click().run()
    assert "Please say that you know what can be lost." in words(page)
    for label in ("Your passphrase", "The same once more"):
        field(page, label).set_value(PASSPHRASE)  # type: ignore[attr-defined]
    page.checkbox[0].check()
    button(page, "Make it private").click().run()
    assert "The code for your sheet of paper" in words(page)
    assert library.lockers.find(ana.viewer, chest_id) is not None
    assert PASSPHRASE not in str(page.session_state._state._state.filtered_state)
    button(page, "It is on paper").click().run()
    assert "This chest is private. It is open now" in words(page)
    assert "once-make-private" not in page.session_state
    assert f"private-code-{chest_id}" not in page.session_state


def test_a_locked_chest_is_opened_by_its_keeper(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    make_private(library, ana, chest_id)
    lock(library, ana, chest_id)
    page = ana.open("timeline.py", chest=str(chest_id))
    assert "This chest is locked." in words(page)
    assert "Rosa" not in words(page)
    field(page, "Passphrase, or the code from the printed sheet").set_value("no")  # type: ignore[attr-defined]
    button(page, "Unlock").click().run()
    assert "That passphrase does not open this chest." in words(page)
    field(page, "Passphrase, or the code from the printed sheet").set_value(PASSPHRASE)  # type: ignore[attr-defined]
    button(page, "Unlock").click().run()
    assert "The chest is being opened." in words(page)
    assert PASSPHRASE not in str(page.session_state._state._state.filtered_state)
    open_locker_job(library).go_on(chest_id)
    page = ana.open("settings.py", chest=str(chest_id))
    assert "This chest is locked." not in words(page)


def test_others_are_told_that_it_is_locked_and_asked_nothing(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.member)
    invited = sign_up(library, "Bea", monkeypatch, invitation=offer.token)
    make_private(library, ana, chest_id)
    lock(library, ana, chest_id)
    page = invited.open("overview.py", chest=str(chest_id))
    assert "a keeper of it can open it" in words(page)
    assert not page.text_input
    home = invited.open()
    assert "Our chest" in words(home)
    assert "Locked" in words(home)


def test_a_keeper_locks_it_from_the_page(library: Library, ana: Visitor, chest_id: UUID) -> None:
    make_private(library, ana, chest_id)
    page = ana.open("private.py", chest=str(chest_id))
    button(page, "Lock it now").click().run()
    assert "The chest is being locked." in words(page)
    found = library.lockers.find(ana.viewer, chest_id)
    assert found is not None
    assert found.state is LockerState.locking
