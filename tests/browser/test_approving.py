"""A keeper goes through a gift of several pieces: at a desk, and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import PASSWORD, Family
from tests.browser.giving import give
from tests.browser.screens import PHONE, Person, wait_until
from tests.browser.test_accessibility import findings, overflows

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

WORDS = "She put the pots under the holes in the roof."
FILES = ("cottage.jpg", "meadow.jpg", "speech.flac")


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    app = AppServer(tmp_path_factory.mktemp("approving") / "data").start()
    made = Family(app, wait_for_setup(app), "Rosa Almeida")
    yield made
    made.keeper.close()
    app.stop()


@pytest.fixture
def gift(family: Family, media: Path) -> Iterator[dict[str, str]]:
    """A gift that waits: its id, its receipt's page, and its pieces by name."""
    _, link = family.make_link()
    given = give(family, link, message=WORDS, files=[media / name for name in FILES])
    pieces = {item["original_name"] or "words": item["id"] for item in given["items"]}
    yield {"id": given["id"], "link": link, **pieces}
    path = f"/api/contributions/{given['id']}"
    family.ask("POST", f"{path}/undo")
    family.ask("POST", f"{path}/decline")


def reviews(family: Family, gift: dict[str, str]) -> dict[str, str]:
    return {name: family.asset(gift[name])["review"] for name in (*FILES, "words")}


def to_approve(chromium: Browser, family: Family, gift: dict[str, str], like: object) -> Person:
    someone = family.at_the_desk(chromium, like=like)
    someone.visit(f"/moderate?chest={family.chest_id}&given={gift['id']}")
    someone.heading("Graça")
    return someone


def test_each_piece_has_its_own_words_and_one_is_left_out(
    chromium: Browser, family: Family, gift: dict[str, str]
) -> None:
    keeper = to_approve(chromium, family, gift, None)
    page = keeper.page
    piece = page.locator(f'li[data-id="{gift["cottage.jpg"]}"]')
    expect(page.locator("li[data-id]")).to_have_count(4)
    expect(page.locator("audio")).to_have_count(1)
    expect(page.get_by_text("through the link for Graça")).to_be_visible()

    # Words are kept as they are written, and a date that is none says so at its field.
    keeper.write("What is this?", "The house by the sea", within=piece)
    expect(piece.get_by_text("Kept.")).to_be_visible()
    when = piece.get_by_label("When, roughly?")
    when.fill("the day it rained")
    when.press("Tab")
    expect(when).to_have_attribute("aria-invalid", "true")
    expect(when).to_have_attribute("aria-describedby", re.compile("."))
    said = piece.locator(f"#{when.get_attribute('aria-describedby')}")
    expect(said).to_contain_text("could not be read as a date")
    when.fill("summer 1964")
    when.press("Tab")
    expect(when).not_to_have_attribute("aria-invalid", "true")
    wait_until(page, lambda: family.asset(gift["cottage.jpg"])["taken"] is not None)
    assert family.asset(gift["cottage.jpg"])["caption"] == "The house by the sea"

    assert findings(page) == []
    assert not overflows(page)

    other = page.locator(f'li[data-id="{gift["meadow.jpg"]}"]')
    keeper.press("Leave this out", within=other)
    expect(other.get_by_text("Left out:")).to_be_visible()
    keeper.sees("1 piece is left out.")
    keeper.press("Approve the other 3")
    keeper.sees("Approved. It is in the chest now.")
    published = dict.fromkeys((*FILES, "words"), "published")
    assert reviews(family, gift) == published | {"meadow.jpg": "declined"}

    # Later, from the history.
    keeper.visit(f"/moderate?chest={family.chest_id}&given={gift['id']}")
    keeper.press("Put it back in", within=page.locator(f'li[data-id="{gift["meadow.jpg"]}"]'))
    wait_until(page, lambda: reviews(family, gift) == published)
    keeper.context.close()


def test_on_a_phone_one_piece_at_a_time_and_the_next_comes_after_a_decision(
    chromium: Browser, family: Family, gift: dict[str, str]
) -> None:
    keeper = to_approve(chromium, family, gift, PHONE)
    page = keeper.page

    def are_seen(*names: str) -> None:
        seen = page.locator("li[data-id]")
        shown = "all => all.filter(li => li.checkVisibility()).map(li => li.dataset.id)"
        wait_until(page, lambda: seen.evaluate_all(shown) == [gift[name] for name in names])

    bar = page.locator(".bar")
    expect(bar.get_by_text("1 of 4")).to_be_visible()
    are_seen("words")
    assert findings(page) == []
    assert not overflows(page)
    keeper.press("Next")
    are_seen("cottage.jpg")
    keeper.press("Leave this out")
    expect(bar.get_by_text("3 of 4")).to_be_visible()
    are_seen("meadow.jpg")
    keeper.press("Earlier")
    keeper.press("Put it back in")
    expect(bar.get_by_role("button", name="Leave this out")).to_be_visible()
    are_seen("cottage.jpg")
    for button in bar.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= PHONE["viewport"]["height"]
    keeper.press("Next")
    keeper.press("Leave this out")
    expect(bar.get_by_text("4 of 4")).to_be_visible()
    keeper.press("To the decision")
    approve = page.get_by_role("button", name="Approve the other 3")
    expect(approve).to_be_focused()
    keeper.press("Approve the other 3")
    keeper.sees("Approved. It is in the chest now.")
    assert reviews(family, gift)["meadow.jpg"] == "declined"
    assert reviews(family, gift)["cottage.jpg"] == "published"
    keeper.context.close()


def test_the_next_gift_begins_at_its_beginning_under_the_undo(
    chromium: Browser, family: Family, gift: dict[str, str], media: Path
) -> None:
    _, link = family.make_link()
    other = give(family, link, name="Tom", message="Tom remembers.", files=[media / "harbour.jpg"])
    keeper = to_approve(chromium, family, gift, PHONE)
    keeper.page.get_by_role("button", name="Approve", exact=True).scroll_into_view_if_needed()
    keeper.press("Approve")
    keeper.heading("Tom")
    expect(keeper.page.get_by_text("Approved. It is in the chest now.")).to_be_in_viewport()
    expect(keeper.page.locator(".st-key-undo-last button")).to_be_in_viewport()
    family.ask("POST", f"/api/contributions/{other['id']}/decline")
    keeper.context.close()


def test_a_letters_address_leads_through_the_door_to_that_very_gift(
    chromium: Browser, family: Family, gift: dict[str, str], media: Path
) -> None:
    _, link = family.make_link()
    other = give(family, link, name="Tom", files=[media / "harbour.jpg"])
    someone = family.at_the_desk(chromium)
    someone.context.clear_cookies()
    someone.visit(f"/moderate?chest={family.chest_id}&given={other['id']}")
    sign_in(someone, "not the password")
    someone.sees("The e-mail address or the password is not right.")
    sign_in(someone, PASSWORD)
    someone.heading("Tom")
    assert f"given={other['id']}" in someone.page.url
    family.ask("POST", f"/api/contributions/{other['id']}/decline")
    someone.context.close()


def sign_in(someone: Person, password: str) -> None:
    someone.idle()
    someone.page.fill("[name=email]", "ana@example.org")
    someone.page.fill("[name=password]", password)
    someone.page.keyboard.press("Enter")


def test_what_arrives_meanwhile_comes_into_view_by_itself(
    chromium: Browser, family: Family
) -> None:
    """Whoever sits beside the relative does not have to know that a page can be loaded anew."""
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/moderate?chest={family.chest_id}")
    keeper.sees("Nothing waits for you.")
    _, link = family.make_link()
    given = give(family, link, name="Inês", message=WORDS)
    keeper.heading("Inês")
    family.ask("POST", f"/api/contributions/{given['id']}/decline")
    keeper.context.close()
