"""What is in a picture, as the page of the memory says it, and all that shows the same."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.library import Library
from chest.models import AssetTag, Role, TagBy
from tests.builders import account_of, add_asset
from tests.pages.visits import Visitor, sign_up, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


@pytest.fixture
def photo(library: Library, chest_id: UUID, ana: Visitor) -> UUID:
    photo = add_asset(library.database, chest_id, added_by=account_of(ana.viewer))
    with library.database.write() as session:
        session.add(
            AssetTag(
                asset_id=photo,
                label="garden",
                chest_id=chest_id,
                by=TagBy.model,
                score=0.8,
                provider="clip-onnx",
            )
        )
    library.tags.add(ana.viewer, photo, "dog")
    return photo


def test_words_are_read_and_changed(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID
) -> None:
    where = {"chest": str(chest_id), "id": str(photo)}
    page = ana.open("memory.py", **where)
    assert "In the picture" in words(page)
    (chooser,) = [one for one in page.multiselect if one.label == "Words for what is in it"]
    assert chooser.value == ["dog", "garden"]
    chooser.set_value(["garden", "horse"])
    (save,) = [each for each in page.button if (each.key or "").startswith("save-tags")]
    save.click().run()
    tags = library.tags.get(ana.viewer, photo)
    assert [(tag.label, tag.is_suggested) for tag in tags.items] == [
        ("horse", False),
        ("garden", True),
    ]
    assert [tag.label for tag in tags.rejected] == ["dog"]


def test_whoever_only_looks_has_nothing_to_change(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.viewer)
    tom = sign_up(library, "Tom", monkeypatch, invitation=offer.token)
    page = tom.open("memory.py", chest=str(chest_id), id=str(photo))
    assert "In the picture" in words(page)
    assert not page.multiselect


def test_a_word_leads_to_all_that_shows_it(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID
) -> None:
    page = ana.open("tagged.py", chest=str(chest_id), tag="garden")
    assert "In the picture: garden" in words(page)
    assert "Nothing here shows this yet" not in words(page)
    none = ana.open("tagged.py", chest=str(chest_id), tag="horse")
    assert "Nothing here shows this yet" in words(none)
