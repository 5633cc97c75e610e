"""The page of a letter that came as a picture: its words under it, and putting them right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from chest.library import Library
from chest.models import PictureText, Role
from tests.builders import account_of, add_asset
from tests.pages.visits import Visitor, button, sign_up, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


@pytest.fixture
def photo(ana: Visitor, library: Library, chest_id: UUID) -> UUID:
    asset_id = add_asset(library.database, chest_id, added_by=account_of(ana.viewer))
    with library.database.write() as session:
        session.add(PictureText(asset_id=asset_id, text="Cova Gola <1964>", confidence=0.6))
    return asset_id


def test_the_words_stand_under_it_and_are_put_right(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = {"chest": str(chest_id), "id": str(photo)}
    page = ana.open("memory.py", **where)
    assert "Written on it" in words(page)
    assert "Hard to read; please check." in words(page)
    assert "Cova Gola &lt;1964&gt;" in "".join(str(one.proto.body) for one in page.get("html"))
    (field,) = [area for area in page.text_area if area.label == "What stands there"]
    assert field.value == "Cova Gola <1964>"
    field.set_value("Cova Gala 1964")
    (save,) = [one for one in page.button if (one.key or "").startswith(f"words-{photo}")]
    save.click().run()
    assert library.readings.get(ana.viewer, photo).text == "Cova Gala 1964"

    again = ana.open("memory.py", **where)
    assert "Hard to read" not in words(again)
    button(again, "Bring back these words").click().run()
    assert library.readings.get(ana.viewer, photo).text == "Cova Gola <1964>"

    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.viewer)
    tom = sign_up(library, "Tom", monkeypatch, invitation=offer.token)
    his = tom.open("memory.py", **where)
    assert "Written on it" in words(his)
    assert "Read it again" not in [one.label for one in his.button]


def test_what_somebody_else_wrote_meanwhile_is_not_lost(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID
) -> None:
    page = ana.open("memory.py", chest=str(chest_id), id=str(photo))
    library.readings.edit(ana.viewer, photo, version=1, text="Theirs")
    (field,) = [area for area in page.text_area if area.label == "What stands there"]
    field.set_value("Mine")
    (save,) = [one for one in page.button if (one.key or "").startswith(f"words-{photo}")]
    save.click().run()
    assert library.readings.get(ana.viewer, photo).text == "Theirs"
    assert any("Someone else changed these words" in one.value for one in page.warning)
    (save,) = [one for one in page.button if (one.key or "").startswith(f"words-{photo}")]
    save.click().run()
    assert library.readings.get(ana.viewer, photo).text == "Mine"


def test_words_whose_place_is_known_are_shown_line_by_line(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset_id = add_asset(library.database, chest_id, added_by=account_of(ana.viewer))
    texts = ("Dear Rosa,", "the lamp is yours.")
    lines = [
        {"text": text, "confidence": 0.95, "box": [0.1, n / 10, 0.8, n / 10 + 0.05]}
        for n, text in enumerate(texts)
    ]
    with library.database.write() as session:
        row = PictureText(asset_id=asset_id, text="\n".join(texts), confidence=0.95, lines=lines)
        session.add(row)
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "pages.components.written.written._written", lambda **told: shown.append(told["data"])
    )
    page = ana.open("memory.py", chest=str(chest_id), id=str(asset_id), words="LAMP")
    assert not page.exception
    assert [line["text"] for line in shown[-1]["lines"]] == list(texts)
    assert shown[-1]["marked"] == [1]
    ana.open("memory.py", chest=str(chest_id), id=str(asset_id))
    assert shown[-1]["marked"] == []
