"""Albums as pages show them: along the years, in a search, and through a link."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from chest.library import Library
from chest.models import Audience, LinkPermission
from chest.security.cookies import LINK_COOKIE
from chest.sharing.links import LinkTerms
from pages.parts import session
from tests.app_server import ROOT
from tests.builders import account_of
from tests.chest.dates.dated import add_dated
from tests.pages.visits import Visitor, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


def photo(library: Library, chest_id: UUID, ana: Visitor, **fields: Any) -> UUID:
    given = {"added_by": account_of(ana.viewer), **fields}
    return add_dated(library.database, chest_id, "1964", **given)


def labels(page: AppTest) -> list[str]:
    return [link.proto.label for link in page.get("page_link")]


def test_the_timeline_says_of_which_album_it_is_and_leads_out(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    album = library.albums.create(
        ana.viewer, chest_id, name="By the sea", which=[photo(library, chest_id, ana)]
    )
    page = ana.open("timeline.py", chest=str(chest_id), album=str(album.id))
    assert "Only what the album By the sea holds, in the order of the years." in words(page)
    assert labels(page)[:2] == ["The album in its own order", "Show all memories"]
    empty = library.albums.create(ana.viewer, chest_id, name="Nothing yet")
    page = ana.open("timeline.py", chest=str(chest_id), album=str(empty.id))
    assert "There is nothing in it that you may see." in words(page)
    other = library.chests.create(ana.viewer, name="Somebody else").id
    elsewhere = library.albums.create(ana.viewer, other, name="Elsewhere")
    for gone in (uuid4(), elsewhere.id):
        page = ana.open("timeline.py", chest=str(chest_id), album=str(gone))
        assert "This album is not there, or is not yours to see." in words(page)
        assert "Elsewhere" not in words(page)


def test_a_search_finds_albums_and_is_narrowed_to_one(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    held = photo(library, chest_id, ana, caption="A blue boat")
    photo(library, chest_id, ana, caption="A green boat")
    album = library.albums.create(ana.viewer, chest_id, name="Boats of ours", which=[held])
    page = ana.open("search.py", chest=str(chest_id), q="boats")
    assert "Boats of ours" in labels(page)
    page = ana.open("search.py", chest=str(chest_id), q="boat", album=str(album.id))
    assert "In the album Boats of ours ×" in [one.label for one in page.button]
    field = [one for one in page.text_input if one.label == "In which album"]
    assert [one.value for one in field] == ["Boats of ours"]
    gone = ana.open("search.py", chest=str(chest_id), q="boat", album=str(uuid4()))
    assert "Nothing found" in words(gone)
    page = ana.open("search.py", chest=str(chest_id), q="boat")
    (field_,) = [one for one in page.text_input if one.label == "In which album"]
    field_.set_value("nowhere")
    (save,) = [one for one in page.button if one.label == "Search"]
    page = save.click().run()
    assert "There is no album of this name" in words(page)
    (field_,) = [one for one in page.text_input if one.label == "In which album"]
    field_.set_value("boats")
    (save,) = [one for one in page.button if one.label == "Search"]
    page = save.click().run()
    assert "In the album Boats of ours ×" in [one.label for one in page.button]


def test_a_link_shows_albums_for_everyone_and_of_them_what_it_shows(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = photo(library, chest_id, ana, audience=Audience.everyone)
    hidden = photo(library, chest_id, ana, audience=Audience.keepers)
    made = {
        name: library.albums.create(
            ana.viewer, chest_id, name=name, audience=audience, which=which
        ).id
        for name, audience, which in (
            ("By the sea", Audience.everyone, [hidden, shown]),
            ("Of the family", Audience.family, [shown]),
            ("Hidden", Audience.everyone, [hidden]),
        )
    }
    link = library.sharing.create(
        ana.viewer, chest_id, LinkTerms(permission=LinkPermission.look, label="Aunt")
    )
    assert link.token
    cookie = library.visits.open_session(link.token).cookie
    library.visits.press_continue(cookie)
    monkeypatch.setattr(session, "shared_library", lambda: library)
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: {LINK_COOKIE: cookie}))

    def open_shared(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / "index.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        app.switch_page("shared.py").run()
        assert not app.exception
        return app

    page = open_shared()
    names = [one.label for one in page.button]
    assert "By the sea" in names
    assert not {"Of the family", "Hidden"} & set(names)
    assert "1 memory" in words(page)
    opened = open_shared(album=str(made["By the sea"]))
    assert "By the sea" in words(opened)
    assert "Back to all" in [one.label for one in opened.button]
    for name in ("Of the family", "Hidden"):
        page = open_shared(album=str(made[name]))
        assert name not in words(page)
        assert "By the sea" in [one.label for one in page.button]
