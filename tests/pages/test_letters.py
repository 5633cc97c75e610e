"""What pages say about letters: that one is on its way, or that nobody carries it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import update

from chest.letters.mail_server import NotSent
from chest.library import Library
from chest.models import Letter, utc_now
from tests.mailing import Bag, deliver, list_letters
from tests.pages.visits import Visitor, button, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


@pytest.fixture
def by_mail(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The same as where a mail server is set up."""
    monkeypatch.setattr(library.letters, "goes_by_mail", True)
    return library


def test_without_a_mail_server_the_settings_say_where_letters_lie(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    app = ana.open("settings.py", chest=str(chest_id))
    assert "No mail server is set up here." in words(app)
    assert "lies in a folder with the person who runs this chest" in words(app)
    assert "Send a test letter" not in [each.label for each in app.button]


def test_a_test_letter_is_sent_and_the_page_says_what_became_of_it(
    by_mail: Library, ana: Visitor, chest_id: UUID
) -> None:
    app = ana.open("settings.py", chest=str(chest_id))
    assert list_letters(by_mail.database) == []
    button(app, "Send a test letter").click().run()
    (info,) = app.info
    assert info.value.endswith("is on its way.")
    bag = Bag()
    deliver(by_mail.database, bag)
    assert len(bag.letters) == 1
    app.run()
    assert "The mail server took the letter to ana@example.org." in words(app)
    assert not app.info


def test_what_the_server_said_is_on_the_page(
    by_mail: Library, ana: Visitor, chest_id: UUID
) -> None:
    app = ana.open("settings.py", chest=str(chest_id))
    button(app, "Send a test letter").click().run()
    bag = Bag()
    bag.failures.append(NotSent("It said: 550 No *such* mailbox", is_final=True))
    deliver(by_mail.database, bag)
    app.run()
    assert "The letter was not sent. It said: 550 No *such* mailbox" in words(app)


def test_a_letter_that_is_tried_again_says_why(
    by_mail: Library, ana: Visitor, chest_id: UUID
) -> None:
    app = ana.open("settings.py", chest=str(chest_id))
    button(app, "Send a test letter").click().run()
    with by_mail.database.write() as session:
        session.exec(update(Letter).values(reason="The mail server is busy.", attempts=1))
    app.run()
    (warning,) = app.warning
    assert warning.value == ("Not sent yet. The mail server is busy. It is tried again by itself.")


def test_a_letter_that_nobody_takes_leads_to_the_doctor(
    by_mail: Library, ana: Visitor, chest_id: UUID
) -> None:
    app = ana.open("settings.py", chest=str(chest_id))
    button(app, "Send a test letter").click().run()
    with by_mail.database.write() as session:
        session.exec(update(Letter).values(created_at=utc_now() - timedelta(minutes=2)))
    app.run()
    (warning,) = app.warning
    assert "python -m chest doctor" in warning.value


def make_invitation(ana: Visitor, chest_id: UUID, email: str) -> str:
    app = ana.open("settings.py", chest=str(chest_id))
    (field,) = [each for each in app.text_input if each.label.startswith("Their e-mail address")]
    field.set_value(email)
    button(app, "Make an invitation").click().run()
    (shown,) = app.code
    assert "/?invitation=" in shown.value
    return words(app)


def test_an_invitation_by_mail_says_so_and_still_shows_its_link(
    by_mail: Library, ana: Visitor, chest_id: UUID
) -> None:
    said = make_invitation(ana, chest_id, "tom@example.org")
    assert "A letter with this address is on its way to tom@example.org." in said
    (letter,) = list_letters(by_mail.database)
    assert letter.to == "tom@example.org"
    assert "A letter" not in make_invitation(ana, chest_id, "")


def test_an_invitation_without_a_mail_server_is_for_the_keeper_to_pass_on(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    said = make_invitation(ana, chest_id, "tom@example.org")
    assert "No mail server is set up here, so no letter is sent." in said
    assert list_letters(library.database) == []


def test_whoever_forgot_their_password_is_told_where_the_letter_goes(
    library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana.token = "signed out"
    assert "the letter is written into a folder on the computer" in words(ana.open(forgot="1"))
    monkeypatch.setattr(library.letters, "goes_by_mail", True)
    assert "a letter is sent to you." in words(ana.open(forgot="1"))
