"""The settings page's part about members: roles, and what removing means."""

from __future__ import annotations

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from chest.access.viewers import Viewer
from chest.library import Library
from chest.models import Role
from chest.sharing.links import LinkState
from tests.builders import add_account, add_link, add_member
from tests.pages.visits import Visitor, button, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


@pytest.fixture
def tom(library: Library, chest_id: UUID) -> Viewer:
    """A curator of the chest who made two links."""
    account = add_account(library.database, "Tom")
    add_member(library.database, chest_id, account, Role.curator)
    for _ in range(2):
        add_link(library.database, chest_id, account)
    return account


def ask_to_remove(ana: Visitor, chest_id: UUID) -> AppTest:
    app = ana.open("settings.py", chest=str(chest_id))
    button(app, "Remove").click().run()
    return app


def states(library: Library, ana: Visitor, chest_id: UUID) -> set[LinkState]:
    return {link.state for link in library.sharing.list_links(ana.viewer, chest_id).items}


def test_removing_is_asked_about_first(
    library: Library, ana: Visitor, tom: Viewer, chest_id: UUID
) -> None:
    app = ask_to_remove(ana, chest_id)
    assert "Tom will no longer see this chest. What they added stays in it." in words(app)
    assert "Tom made 2 links that are still open." in words(app)
    (close,) = app.checkbox
    assert (close.label, close.value) == ("Close them too", True)
    assert library.chests.role(tom, chest_id) is Role.curator


def test_their_links_are_closed_with_them(
    library: Library, ana: Visitor, tom: Viewer, chest_id: UUID
) -> None:
    app = ask_to_remove(ana, chest_id)
    button(app, "Remove Tom").click().run()
    assert library.chests.role(tom, chest_id) is None
    assert states(library, ana, chest_id) == {LinkState.revoked}
    assert "Tom no longer belongs to this chest." in words(app)


def test_their_links_stay_open_where_the_keeper_says_so(
    library: Library, ana: Visitor, tom: Viewer, chest_id: UUID
) -> None:
    app = ask_to_remove(ana, chest_id)
    app.checkbox[0].uncheck()
    button(app, "Remove Tom").click().run()
    assert library.chests.role(tom, chest_id) is None
    assert states(library, ana, chest_id) == {LinkState.live}


def test_an_only_keeper_is_told_what_to_do_first(
    library: Library, ana: Visitor, tom: Viewer, chest_id: UUID
) -> None:
    app = ana.open("settings.py", chest=str(chest_id))
    (select,) = [each for each in app.selectbox if each.label == "What Ana is here"]
    assert select.disabled
    assert button(app, "Leave").disabled
    assert "The only keeper. To leave or take another role" in words(app)


def test_a_keeper_leaves_when_there_is_another(
    library: Library, ana: Visitor, tom: Viewer, chest_id: UUID
) -> None:
    assert tom.account_id
    library.members.set_role(ana.viewer, chest_id, account_id=tom.account_id, role=Role.keeper)
    app = ana.open("settings.py", chest=str(chest_id))
    button(app, "Leave").click().run()
    assert "You will no longer see this chest." in words(app)
    button(app, "Leave the chest").click().run()
    assert library.chests.role(ana.viewer, chest_id) is None
    assert "Who is this chest for?" in words(app)
