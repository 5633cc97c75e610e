"""Pictures that look alike, as the page asks about them: one group at a time, with a way back."""

from __future__ import annotations

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from chest.library import Library
from chest.models import LookAlike, Role
from tests.builders import account_of, add_asset
from tests.pages.visits import Visitor, sign_up, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


@pytest.fixture
def pair(library: Library, ana: Visitor, chest_id: UUID) -> tuple[UUID, UUID]:
    return add_pair(library, ana, chest_id, "a", "b", 0.99)


def add_pair(
    library: Library, ana: Visitor, chest_id: UUID, one: str, other: str, nearness: float
) -> tuple[UUID, UUID]:
    first, second = (
        add_asset(
            library.database,
            chest_id,
            sha256=name * 64,
            bytes=5_000,
            width=800,
            height=600,
            added_by=account_of(ana.viewer),
        )
        for name in (one, other)
    )
    with library.database.write() as session:
        session.add(
            LookAlike(chest_id=chest_id, first=one * 64, second=other * 64, nearness=nearness)
        )
    return first, second


LOOKS_ALIKE = "Another picture looks like this one"


def links(page: AppTest) -> list[str]:
    return [element.proto.label for element in page.get("page_link")]


def press(page: AppTest, begins: str, nth: int = 0) -> AppTest:
    found = [each for each in page.button if (each.key or "").startswith(begins)]
    return found[nth].click().run()


def shown(library: Library, ana: Visitor, chest_id: UUID) -> set[UUID]:
    return {card.id for card in library.assets.list_page(ana.viewer, chest_id).items}


def test_both_are_kept_and_it_is_taken_back(
    library: Library, ana: Visitor, chest_id: UUID, pair: tuple[UUID, UUID]
) -> None:
    page = ana.open("alike.py", chest=str(chest_id))
    assert "These may be the same picture" in words(page)
    assert "800 × 600 points" in words(page)
    press(page, "keep-")
    assert "All 2 pictures are kept." in words(page)
    assert "Nothing waits here" in words(page)
    assert [each.label for each in page.expander] == ["Decided before (1)"]
    press(page, "undo-alike")
    assert "These may be the same picture" in words(page)
    assert shown(library, ana, chest_id) == set(pair)


def test_one_is_shown_for_both_and_one_is_put_away(
    library: Library, ana: Visitor, chest_id: UUID, pair: tuple[UUID, UUID]
) -> None:
    first, second = pair
    page = ana.open("alike.py", chest=str(chest_id))
    press(page, "fold-", 1)
    assert "Shown as one picture" in words(page)
    assert shown(library, ana, chest_id) == {second}
    press(page, "undo-alike")
    assert shown(library, ana, chest_id) == {first, second}
    press(page, "away-", 0)
    assert "It can be brought back for 30 days" in words(page)
    assert shown(library, ana, chest_id) == {second}
    press(page, "undo-alike")
    assert shown(library, ana, chest_id) == {first, second}
    assert "These may be the same picture" in words(page)


def test_a_press_that_was_meant_for_another_group_does_nothing(
    library: Library, ana: Visitor, chest_id: UUID, pair: tuple[UUID, UUID]
) -> None:
    page = ana.open("alike.py", chest=str(chest_id))
    add_pair(library, ana, chest_id, "c", "d", 1.0)  # nearer: it is the one that is shown now
    press(page, "away-", 0)
    assert len(shown(library, ana, chest_id)) == 4


def test_later_is_another_group_and_a_memory_leads_to_its_own(
    library: Library, ana: Visitor, chest_id: UUID, pair: tuple[UUID, UUID]
) -> None:
    other = add_pair(library, ana, chest_id, "c", "d", 0.94)
    memory = ana.open("memory.py", chest=str(chest_id), id=str(other[0]))
    assert LOOKS_ALIKE in links(memory)
    page = ana.open("alike.py", chest=str(chest_id), id=str(other[0]))
    assert any((each.key or "").endswith(str(other[0])) for each in page.button)
    page = ana.open("alike.py", chest=str(chest_id))
    assert any((each.key or "").endswith(str(pair[0])) for each in page.button)
    press(page, "later-")
    assert any((each.key or "").endswith(str(other[0])) for each in page.button)
    press(page, "later-")
    assert "all but what you left for later" in words(page)
    press(page, "now-alike")
    assert any((each.key or "").endswith(str(pair[0])) for each in page.button)


def test_whoever_is_no_curator_decides_nothing(
    library: Library,
    ana: Visitor,
    chest_id: UUID,
    pair: tuple[UUID, UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.member)
    tom = sign_up(library, "Tom", monkeypatch, invitation=offer.token)
    page = tom.open("alike.py", chest=str(chest_id))
    assert "Only curators" in words(page)
    assert not [each for each in page.button if (each.key or "").startswith(("keep-", "away-"))]
    memory = tom.open("memory.py", chest=str(chest_id), id=str(pair[0]))
    assert LOOKS_ALIKE not in links(memory)
