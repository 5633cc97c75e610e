"""The pages of a chest whose disk takes nothing: all can be read, and what is refused says why."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.database import NO_ROOM
from chest.errors import Full
from chest.library import Library
from tests.pages.visits import Visitor, button, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    library.assets.add_note(ana.viewer, chest_id, body="She sang in the kitchen.")
    library.database.only_read(Full(NO_ROOM))
    return chest_id


@pytest.mark.parametrize(
    "page",
    [
        "home",
        "overview",
        "timeline",
        "add",
        "story",
        "moderate",
        "share",
        "settings",
        "membership",
        "account",
    ],
)
def test_every_page_is_drawn(ana: Visitor, chest_id: UUID, page: str) -> None:
    app = ana.open(f"{page}.py", chest=str(chest_id))
    assert app.title or page in ("overview", "memory")
    assert not app.error, [error.value for error in app.error]


def test_what_cannot_be_saved_says_why_and_what_to_do(
    ana: Visitor, library: Library, chest_id: UUID
) -> None:
    app = ana.open("account.py")
    app.text_input[0].input("Ana Almeida")
    button(app, "Save").click().run()
    assert NO_ROOM in words(app)
    library.database.write_again()
    button(app, "Save").click().run()
    assert library.accounts.get(ana.viewer).name == "Ana Almeida"
