"""“Your part”: what one may do in a chest, who else is here, and leaving."""

from __future__ import annotations

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from chest.access.visibility import ALLOWED, rank_of
from chest.library import Library
from chest.models import Role
from chest.sharing.links import LinkState
from pages.parts import roles, session
from tests.builders import account_of, add_link
from tests.pages.visits import Visitor, button, sign_up, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


@pytest.fixture
def tom(library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """A member of Ana's chest."""
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.member)
    return sign_up(library, "Tom", monkeypatch, invitation=offer.token)


def become(library: Library, ana: Visitor, chest_id: UUID, who: Visitor, role: Role) -> None:
    library.members.set_role(ana.viewer, chest_id, account_id=account_of(who.viewer), role=role)


def open_page(who: Visitor, chest_id: UUID) -> AppTest:
    return who.open("membership.py", chest=str(chest_id))


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.button]


@pytest.mark.parametrize("role", [Role.viewer, Role.member, Role.curator])
def test_everyone_reads_what_they_may_do_and_nothing_more(
    library: Library, ana: Visitor, tom: Visitor, chest_id: UUID, role: Role
) -> None:
    become(library, ana, chest_id, tom, role)
    said = words(open_page(tom, chest_id))
    assert f"you are a **{role.value}**" in said
    for right in roles.list_rights(role):
        assert right in said
    for right in set(roles.list_rights(Role.keeper)) - set(roles.list_rights(role)):
        assert right not in said


def test_each_role_has_more_to_say_than_the_one_below() -> None:
    lengths = [len(roles.list_rights(role)) for role in sorted(ALLOWED, key=rank_of)]
    assert lengths == sorted(set(lengths))


def test_who_else_is_here_is_told_without_their_addresses(
    ana: Visitor, tom: Visitor, chest_id: UUID
) -> None:
    said = words(open_page(tom, chest_id))
    assert "- **Ana**, keeper" in said
    assert "**Tom**" not in said
    assert "example.org" not in said


def test_a_name_is_shown_as_it_is_written(
    library: Library, ana: Visitor, tom: Visitor, chest_id: UUID
) -> None:
    library.accounts.rename(ana.viewer, "[Ana](https://evil.example)")
    page = open_page(tom, chest_id)
    assert not any("](https://evil" in str(part.value) for part in page.markdown)


@pytest.mark.parametrize(
    ("role", "trusts", "said"),
    [
        (Role.viewer, False, "To add something yourself, ask a keeper to make you a member."),
        (Role.member, False, "A curator or keeper looks at it first."),
        (Role.member, True, "A curator or keeper can still correct it."),
        (Role.curator, False, "The family sees it at once."),
    ],
)
def test_who_approves_what_one_adds_is_told_as_it_is(
    library: Library,
    ana: Visitor,
    tom: Visitor,
    chest_id: UUID,
    role: Role,
    trusts: bool,
    said: str,
) -> None:
    become(library, ana, chest_id, tom, role)
    chest = library.chests.get(ana.viewer, chest_id)
    library.chests.edit(
        ana.viewer, chest_id, version=chest.version, changes={"trusts_members": trusts}
    )
    assert said in words(open_page(tom, chest_id))


def test_leaving_is_asked_about_first_and_can_be_thought_over(
    library: Library, tom: Visitor, chest_id: UUID
) -> None:
    app = open_page(tom, chest_id)
    assert "Leave the chest" not in labels(app)
    button(app, "Leave this chest").click().run()
    said = words(app)
    assert "What you added stays in it." in said
    assert "A keeper can invite you again at any time." in said
    button(app, "Not now").click().run()
    assert "Leave the chest" not in labels(app)
    assert library.chests.role(tom.viewer, chest_id) is Role.member


def test_who_left_is_told_so_among_their_chests_and_what_they_added_stays(
    library: Library, ana: Visitor, tom: Visitor, chest_id: UUID
) -> None:
    library.assets.add_note(tom.viewer, chest_id, body="She sang in the kitchen.")
    app = open_page(tom, chest_id)
    button(app, "Leave this chest").click().run()
    button(app, "Leave the chest").click().run()
    assert not app.exception
    assert library.chests.role(tom.viewer, chest_id) is None
    said = words(app)
    assert "You no longer belong to the chest of Rosa Almeida." in said
    assert "Who is this chest for?" in said
    assert library.chests.get(ana.viewer, chest_id).counts == {"pending": 1}
    app.run()
    assert "You no longer belong" not in words(app)


def test_a_curator_who_leaves_is_asked_about_their_links(
    library: Library, ana: Visitor, tom: Visitor, chest_id: UUID
) -> None:
    become(library, ana, chest_id, tom, Role.curator)
    add_link(library.database, chest_id, tom.viewer)
    app = open_page(tom, chest_id)
    button(app, "Leave this chest").click().run()
    assert "You made 1 link that is still open." in words(app)
    button(app, "Leave the chest").click().run()
    (link,) = library.sharing.list_links(ana.viewer, chest_id).items
    assert link.state is LinkState.revoked


def test_who_may_close_no_links_any_more_is_not_offered_it_and_can_leave(
    library: Library, ana: Visitor, tom: Visitor, chest_id: UUID
) -> None:
    add_link(library.database, chest_id, tom.viewer)  # made when they were a curator
    app = open_page(tom, chest_id)
    button(app, "Leave this chest").click().run()
    assert not app.checkbox
    assert "ask a curator or a keeper" in words(app)
    button(app, "Leave the chest").click().run()
    assert library.chests.role(tom.viewer, chest_id) is None


def test_an_only_keeper_is_told_what_to_do_and_has_no_button(
    ana: Visitor, tom: Visitor, chest_id: UUID
) -> None:
    app = open_page(ana, chest_id)
    assert "first make someone else a keeper" in words(app)
    assert "Leave this chest" not in labels(app)


def test_a_keeper_whose_last_fellow_left_meanwhile_is_refused_in_words(
    library: Library, ana: Visitor, tom: Visitor, chest_id: UUID
) -> None:
    become(library, ana, chest_id, tom, Role.keeper)
    app = open_page(ana, chest_id)
    button(app, "Leave this chest").click().run()
    become(library, ana, chest_id, tom, Role.member)
    button(app, "Leave the chest").click().run()
    assert not app.exception
    assert library.chests.role(ana.viewer, chest_id) is Role.keeper


def test_it_stands_in_the_menu_of_everyone_whom_the_settings_are_not_for(
    library: Library,
    ana: Visitor,
    tom: Visitor,
    chest_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(session, "_chest_id", lambda _: chest_id)
    monkeypatch.setattr(session, "shared_library", lambda: library)
    for role in (Role.viewer, Role.member, Role.curator):
        become(library, ana, chest_id, tom, role)
        assert "membership" in session.menu(tom.viewer).offered
    assert "membership" not in session.menu(ana.viewer).offered
    assert "settings" in session.menu(ana.viewer).offered


def test_a_stranger_finds_no_such_page(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = library.chests.create(ana.viewer, name="Another").id
    offer = library.invitations.invite(ana.viewer, other, role=Role.viewer)
    eve = sign_up(library, "Eve", monkeypatch, invitation=offer.token)
    app = open_page(eve, chest_id)
    assert "There is no such chest here" in words(app)
    assert "Rosa" not in words(app)


def test_whoever_approves_says_whether_a_letter_tells_them_that_something_waits(
    library: Library, ana: Visitor, tom: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = "Write to me when something waits for my approval"

    def asked(who: Visitor) -> list[bool]:
        return [each.value for each in open_page(who, chest_id).toggle if each.label == wish]

    assert asked(ana) == []
    assert "No letter tells you of it" in words(open_page(ana, chest_id))
    monkeypatch.setattr("chest.contributions.notices.WaitingNotices.possible", True)
    assert asked(ana) == [True]
    assert asked(tom) == []
    page = open_page(ana, chest_id)
    next(each for each in page.toggle if each.label == wish).set_value(False).run()
    assert not page.exception
    assert not library.notices.wish(ana.viewer, chest_id).wanted
    assert asked(ana) == [False]
