"""The words that a chest's pictures are labelled with, as its page shows and changes them."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.library import Library
from chest.models import Role
from tests.builders import account_of, add_asset
from tests.pages.visits import Visitor, sign_up, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


def test_words_are_added_renamed_and_taken_out(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    page = ana.open("labels.py", chest=str(chest_id))
    assert "Add what only your family says" in words(page)
    page.text_input(key="new-word").set_value("Casalinho")
    [add] = [each for each in page.button if each.label == "Add the word"]
    add.click().run()
    assert "Casalinho" in words(page)
    assert library.tags.get_labels(ana.viewer, chest_id).added == ("Casalinho",)
    photo = add_asset(library.database, chest_id, added_by=account_of(ana.viewer))
    library.tags.add(ana.viewer, photo, "Casalinho")
    page.button(key="rename-Casalinho").click().run()
    page.text_input(key="new-name-Casalinho").set_value("Casalinho da Rosa")
    page.button(key="save-Casalinho").click().run()
    assert "Renamed, on its pictures too." in words(page)
    assert [tag.label for tag in library.tags.get(ana.viewer, photo).items] == ["Casalinho da Rosa"]
    page.button(key="drop-Casalinho da Rosa").click().run()
    assert library.tags.get_labels(ana.viewer, chest_id).added == ()
    assert [tag.label for tag in library.tags.get(ana.viewer, photo).items] == ["Casalinho da Rosa"]


def test_words_that_nobody_wants_are_switched_off(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    page = ana.open("labels.py", chest=str(chest_id))
    (off,) = page.multiselect
    off.set_value(["funeral", "soldier"])
    page.button(key="save-off").click().run()
    assert library.tags.get_labels(ana.viewer, chest_id).removed == ("funeral", "soldier")
    assert "Switched off: funeral" in words(page)


def test_whoever_only_looks_reads_them(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.tags.add_label(ana.viewer, chest_id, "Casalinho")
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.viewer)
    tom = sign_up(library, "Tom", monkeypatch, invitation=offer.token)
    page = tom.open("labels.py", chest=str(chest_id))
    assert "Casalinho" in words(page)
    assert not page.multiselect
    assert not page.text_input


def test_the_settings_lead_there(library: Library, ana: Visitor, chest_id: UUID) -> None:
    page = ana.open("settings.py", chest=str(chest_id))
    led = [element.proto.label for element in page.get("page_link")]
    assert {"Words for pictures", "Pictures that look alike"} <= set(led)
