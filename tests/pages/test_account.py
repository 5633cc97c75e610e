"""One's own account: the name, the password, and where one is signed in."""

from __future__ import annotations

import re
from typing import Any

from streamlit.testing.v1 import AppTest

from chest.library import Library
from tests.pages.visits import PASSWORD, Visitor, button, words


def html(app: AppTest) -> str:
    """What is drawn as HTML, forms among it."""
    return "".join(str(part.proto.body) for part in app.get("html"))


def sign_in(library: Library, device: str) -> str:
    return library.accounts.sign_in(email="ana@example.org", password=PASSWORD, device=device)


def test_the_name_is_changed(ana: Visitor, library: Library) -> None:
    app = ana.open("account.py")
    (name,) = app.text_input
    assert name.value == "Ana"
    name.input("Ana Almeida")
    button(app, "Save").click().run()
    assert library.accounts.get(ana.viewer).name == "Ana Almeida"
    assert "Your name is saved." in words(app)


def test_a_name_that_is_none_is_refused_in_words(ana: Visitor, library: Library) -> None:
    app = ana.open("account.py")
    app.text_input[0].input("   ")
    button(app, "Save").click().run()
    assert "Please enter your name" in words(app)
    assert library.accounts.get(ana.viewer).name == "Ana"


def test_each_device_is_named_and_signed_out_by_itself(ana: Visitor, library: Library) -> None:
    phone, tablet = (sign_in(library, device) for device in ("Safari on an iPhone", "A program"))
    app = ana.open("account.py")
    assert "**Safari on an iPhone**" in words(app)
    assert "This device, signed in today" in words(app)
    # Signing out here takes the cookie too, so that is a form; and there is no second one.
    assert not [each for each in app.button if each.label == "Sign out Firefox on Windows"]
    button(app, "Sign out Safari on an iPhone").click().run()
    assert library.sign_ins.find_viewer(phone) is None
    assert library.sign_ins.find_viewer(tablet) is not None
    assert library.sign_ins.find_viewer(ana.token) is not None
    assert "That device is signed out." in words(app)
    assert "Safari" not in words(app)


def test_the_password_is_sent_by_a_form_of_ours_and_never_through_the_page(ana: Visitor) -> None:
    app = ana.open("account.py")
    (form,) = [f for f in re.findall(r"<form.*?</form>", html(app)) if "change-password" in f]
    assert re.findall(r"name='(\w+)' type='password'", form) == ["current_password", "password"]
    assert "method='post' action='/api/auth/change-password'" in form
    kinds: list[Any] = [field.proto.type for field in app.text_input]
    assert kinds == [0]  # plain text, no password
