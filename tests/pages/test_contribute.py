"""What pages say to a relative at the door, after sending, and when the link opens no longer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from chest.library import Library
from chest.models import LinkPermission
from chest.security.cookies import LINK_COOKIE, RECEIPT_COOKIE
from chest.sharing.links import LinkFacts, LinkTerms
from pages.parts import session
from tests.app_server import ROOT
from tests.mailing import Bag, deliver, list_letters, words_of
from tests.pages.visits import Visitor, button, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida", born="1931-04-12", died="2019").id


def make(library: Library, ana: Visitor, chest_id: UUID, **terms: Any) -> LinkFacts:
    asked = LinkTerms(**{"permission": LinkPermission.add, **terms})
    return library.sharing.create(ana.viewer, chest_id, asked)


def come(library: Library, link: LinkFacts, *, goes_in: bool = True) -> str:
    assert link.token
    cookie = library.visits.open_session(link.token).cookie
    if goes_in:
        library.visits.press_continue(cookie)
    return cookie


def send(library: Library, cookie: str, message: str) -> str:
    aunt = library.visits.get_viewer(cookie)
    draft = library.contributions.open_draft(
        aunt, name="Graça", relation="her sister", consent=True
    )
    library.contributions.update(aunt, draft.id, message=message)
    receipt = library.contributions.submit(aunt, draft.id).receipt
    assert receipt
    return receipt


def open_page(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    cookies: dict[str, str],
    **query: str,
) -> AppTest:
    monkeypatch.setattr(session, "shared_library", lambda: library)
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: cookies))
    app = AppTest.from_file(str(ROOT / "pages" / "index.py"), default_timeout=60)
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(page).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    """What the page sets in HTML of its own, without what makes it so."""
    return "\n".join(each.proto.body for each in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.button]


def test_the_door_says_who_asks_and_asks_nothing(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = come(library, make(library, ana, chest_id), goes_in=False)
    app = open_page(library, monkeypatch, "contribute.py", {LINK_COOKIE: cookie})
    assert "Ana asks you for a memory of Rosa Almeida." in html(app)
    assert "1931 – 2019" in html(app)
    assert "Those who keep this chest, Ana among them, see it first." in words(app)
    assert labels(app) == ["Continue"]
    assert not app.text_input
    assert library.sharing.list_links(ana.viewer, chest_id).items[0].uses == 0
    look = come(
        library, make(library, ana, chest_id, permission=LinkPermission.look), goes_in=False
    )
    app = open_page(library, monkeypatch, "contribute.py", {LINK_COOKIE: look})
    assert "Ana shows you what the family has gathered of Rosa Almeida." in html(app)
    assert labels(app) == ["Continue"]


def test_before_the_password_nothing_is_told(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = make(library, ana, chest_id, password="rosinha")
    cookie = come(library, link, goes_in=False)
    app = open_page(library, monkeypatch, "contribute.py", {LINK_COOKIE: cookie})
    assert [each.value for each in app.title] == ["This link has a password"]
    for secret in ("Rosa", "Ana", "1931"):
        assert secret not in words(app) + html(app)


@pytest.mark.parametrize("step", ["", "name", "consent", "words", "files", "about-x", "send", "x"])
def test_after_sending_no_step_is_an_empty_form(
    library: Library,
    ana: Visitor,
    chest_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    cookie = come(library, make(library, ana, chest_id))
    send(library, cookie, "The boat was blue.")
    query = {"step": step} if step else {}
    app = open_page(library, monkeypatch, "contribute.py", {LINK_COOKIE: cookie}, **query)
    assert [each.value for each in app.title] == ["What you sent"]
    assert "The boat was blue." in html(app)
    (stands,) = app.info
    assert stands.value.startswith("The person who keeps this chest will see it first.")
    assert "Add something else" in labels(app)


def test_where_each_gift_stands_is_said_and_more_can_be_given(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = come(library, make(library, ana, chest_id))
    for message in ("The boat was blue.", "The roof leaked."):
        send(library, cookie, message)
    first = library.moderation.list_contributions(ana.viewer, chest_id).items[-1]
    library.moderation.approve(ana.viewer, first.id)
    app = open_page(library, monkeypatch, "contribute.py", {LINK_COOKIE: cookie})
    assert [each.value for each in app.success] == ["It is in the chest."]
    assert len(app.info) == 1
    assert "What you sent before" in words(app)
    button(app, "Add something else").click().run()
    assert "From **Graça, her sister**" in words(app)
    app.checkbox[0].check()
    button(app, "Go on").click().run()
    [draft] = [
        each
        for each in library.contributions.list_own(library.visits.get_viewer(cookie))
        if each.state == "draft"
    ]
    assert (draft.name, draft.relation) == ("Graça", "her sister")


def test_a_link_that_ended_keeps_what_was_sent_in_reach(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = make(library, ana, chest_id)
    cookie = come(library, link)
    receipt = send(library, cookie, "The boat was blue.")
    library.sharing.revoke(ana.viewer, link.id)
    app = open_page(library, monkeypatch, "contribute.py", {LINK_COOKIE: cookie})
    assert [each.value for each in app.title] == ["This link is closed"]
    assert "The chest of Rosa Almeida" in html(app)
    assert "For the chest of **Rosa Almeida**" in words(app)
    assert receipt in str([each.proto for each in app.get("link_button")])
    stranger = open_page(library, monkeypatch, "contribute.py", {LINK_COOKIE: "unknown"})
    assert [each.value for each in stranger.title] == ["Open the link once more"]
    assert "Rosa" not in words(stranger) + html(stranger)


@pytest.mark.parametrize("page", ["contribute.py", "receipt.py"])
def test_a_receipt_is_sent_by_mail_where_mail_goes_out(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    cookie = come(library, make(library, ana, chest_id))
    receipt = send(library, cookie, "The boat was blue.")
    cookies = {LINK_COOKIE: cookie, RECEIPT_COOKIE: receipt}
    assert "Send it to me" not in labels(open_page(library, monkeypatch, page, cookies))
    monkeypatch.setattr(library.letters, "goes_by_mail", True)
    app = open_page(library, monkeypatch, page, cookies)
    app.text_input[0].input("graca at home")
    button(app, "Send it to me").click().run()
    assert "This does not look like an e-mail address." in words(app)
    app.text_input[0].input("graca@example.org")
    for _ in range(2):  # a double press sends one letter
        button(app, "Send it to me").click().run()
        assert "The letter to graca@example.org is on its way." in words(app)
    assert len(list_letters(library.database)) == 1
    bag = Bag()
    deliver(library.database, bag)
    assert f"/r/{receipt}" in words_of(bag.letters[0])
