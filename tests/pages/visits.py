"""Somebody who opens our pages, without a browser: what the scripts draw for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from chest.access.viewers import AccountViewer, Viewer
from chest.library import Library
from pages.parts import session
from tests.app_server import ROOT

PASSWORD = "a short sentence"
SETUP_CODE = "TEST-CODE-0001"


@dataclass
class Visitor:
    """An account that is signed in with a browser of its own."""

    library: Library
    viewer: Viewer
    token: str
    monkeypatch: pytest.MonkeyPatch

    def open(self, page: str = "", **query: str) -> AppTest:
        """The page as it is drawn for this person now; "" is the one at the address alone."""
        self.monkeypatch.setattr(session, "shared_library", lambda: self.library)
        cookies = {session.SESSION_COOKIE: self.token}
        self.monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: cookies))
        app = AppTest.from_file(str(ROOT / "pages" / "index.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if page:
            app.switch_page(page).run()
        assert not app.exception
        return app


def sign_up(library: Library, name: str, monkeypatch: pytest.MonkeyPatch, **how: Any) -> Visitor:
    """A new account, signed in with Firefox on Windows."""
    email = f"{name.lower()}@example.org"
    account = library.accounts.sign_up(email=email, password=PASSWORD, name=name, **how)
    token = library.accounts.sign_in(email=email, password=PASSWORD, device="Firefox on Windows")
    return Visitor(library, AccountViewer(account_id=account.id), token, monkeypatch)


def button(app: AppTest, label: str) -> Any:
    """The one button with this label."""
    (found,) = [each for each in app.button if each.label == label]
    return found


def words(app: AppTest) -> str:
    """Everything that is written on the page, as it is read."""
    parts = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.success, *app.error]
    # As it is read: without what keeps Markdown from making something of it.
    said = [re.sub("[\\\\\u2060]", "", str(part.value)) for part in parts]
    return "\n".join([*said, *faults(app)])


def faults(app: AppTest) -> list[str]:
    """What is said at single fields."""
    bodies = [str(element.proto.body) for element in app.get("html")]
    return [
        unescape(re.sub(r"<[^>]+>", "", found))
        for body in bodies
        for found in re.findall(r"<p class='chest-fault'.*?</p>", body)
    ]
