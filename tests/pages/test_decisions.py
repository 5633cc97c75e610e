"""The page where a keeper decides what a story may tell, and where others hear of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from ai.narrative.gate.reading import REASONS
from chest.gate.reading import read_chest
from chest.library import Library
from chest.models import Audience, HeldState, Review, Role, TextField
from pages.parts.held_texts import FIELDS, ONLY, STATES
from pages.parts.held_texts import REASONS as WORDS
from tests.builders import account_of, add_asset, add_contribution
from tests.pages.curating import html, press, words
from tests.pages.visits import Visitor, sign_up

SECRET = "Please don't show this to anybody outside the family."


def links(page: AppTest) -> str:
    return "\n".join(element.proto.label for element in page.get("page_link"))


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


def add_secrets(library: Library, chest_id: UUID, number: int = 1, **fields: object) -> None:
    for n in range(number):
        add_asset(library.database, chest_id, caption=f"{n}, she sang. {SECRET}", **fields)
    read_chest(library.database, chest_id)


def join(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.member)
    return sign_up(library, "Joana", monkeypatch, invitation=offer.token)


def states(library: Library, ana: Visitor, chest_id: UUID) -> dict[HeldState, int]:
    found = {
        state: len(library.decisions.list_page(ana.viewer, chest_id, state=state).items)
        for state in HeldState
    }
    return {state: n for state, n in found.items() if n}


def test_every_reason_field_and_state_has_words() -> None:
    assert set(WORDS) == set(REASONS)
    assert set(FIELDS) == set(TextField)
    assert set(STATES) | {HeldState.only} == set(HeldState)
    assert set(ONLY) == {Audience.family, Audience.keepers}


def test_a_keeper_decides_one_after_the_other(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.parts.once._NOT_LOOKED_AT", 0)
    joana = join(library, ana, chest_id, monkeypatch)
    add_secrets(library, chest_id, 4, added_by=account_of(joana.viewer))
    overview = ana.open("overview.py", chest=str(chest_id))
    assert "4 texts wait for a decision" in links(overview)
    assert "4 texts wait for a decision" in links(ana.open("story.py", chest=str(chest_id)))

    page = ana.open("decisions.py", chest=str(chest_id))
    assert "Somebody asks that this is not shown to everybody." in words(page)
    assert "Joana: the words beside it" in words(page)
    assert "<mark>" in html(page)
    for label, state in (
        ("Tell it", HeldState.told),
        ("Keepers alone", HeldState.only),
        ("Keep it out", HeldState.out),
        ("Ask Joana", HeldState.asked),
    ):
        press(page, label)
        assert states(library, ana, chest_id)[state] == 1
    assert "Nothing waits here." in words(page)
    press(page, "Undo")
    assert states(library, ana, chest_id)[HeldState.open] == 1


def test_a_text_that_changed_under_the_hand_is_not_decided(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    add_secrets(library, chest_id)
    page = ana.open("decisions.py", chest=str(chest_id))
    [one] = library.decisions.list_page(ana.viewer, chest_id).items
    library.assets.edit(
        ana.viewer, one.asset_id, version=1, changes={"caption": f"{SECRET} My uncle was a thief."}
    )
    press(page, "Tell it")
    assert "The text has changed since you looked at it." in words(page)
    assert states(library, ana, chest_id) == {HeldState.open: 1}
    press(page, "Tell it")
    assert states(library, ana, chest_id) == {HeldState.told: 1}


def test_a_member_hears_what_they_are_asked_and_answers(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    joana = join(library, ana, chest_id, monkeypatch)
    add_secrets(library, chest_id, added_by=account_of(joana.viewer))
    assert "You are asked" not in links(joana.open("overview.py", chest=str(chest_id)))
    [one] = library.decisions.list_page(ana.viewer, chest_id).items
    library.decisions.decide(ana.viewer, one.id, "ask")
    asked = links(joana.open("overview.py", chest=str(chest_id)))
    assert "You are asked about something that you wrote" in asked
    page = joana.open("decisions.py", chest=str(chest_id))
    assert "Tell it" not in [button.label for button in page.button]
    page.text_area[0].set_value("Yes, to all of us.")
    press(page, "Send the answer")
    assert "Thank you." in words(page)
    again = ana.open("decisions.py", chest=str(chest_id))
    assert "“Yes, to all of us.”" in words(again)


def test_what_is_found_stands_beside_the_gift_it_came_with(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    gift = add_contribution(library.database, chest_id, by=ana.viewer)
    add_secrets(library, chest_id, contribution_id=gift, review=Review.pending)
    page = ana.open("moderate.py", chest=str(chest_id))
    assert "Not told before somebody decides" in words(page)
    assert "Somebody asks that this is not shown to everybody." in words(page)
    assert "Decide about it" in links(page)
