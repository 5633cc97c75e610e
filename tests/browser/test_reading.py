"""A letter that came as a picture: read by the worker, found by a word of it, and shown where that
word stands. Nothing stands in for anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.screens import DESK, PHONE, Album, Person, wait_until
from tests.browser.test_accessibility import SMALL_TARGETS, findings, overflows

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

LAMP = "on the way down. She carried the lamp."
FIRST = "Field notes, 14 June 1961"


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    server = AppServer(
        tmp_path_factory.mktemp("reading") / "data", env={"CHEST_UNDERSTANDING": "on"}
    ).start()
    keeper = wait_for_setup(server)
    clients = [keeper]
    yield Family(server, keeper, "Rosa Almeida", clients=clients)
    for client in clients:
        client.close()
    server.stop()


@pytest.fixture(scope="module")
def notes(chromium: Browser, family: Family, media: Path) -> str:
    """A page written by hand, chosen in the browser and read by the worker; its id."""
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/add?chest={family.chest_id}")
    keeper.choose_files(media / "handwritten-notes.jpg")
    row = keeper.row_of("handwritten-notes.jpg")
    expect(row.locator(".state")).to_have_text("Added", timeout=90_000)
    [asset_id] = family.memories()
    wait_until(
        keeper.page,
        lambda: bool(family.ask("GET", f"/api/assets/{asset_id}/reading")["text"]),
        patience=300_000,
    )
    keeper.context.close()
    return asset_id


def frame_in(page: Page) -> tuple[float, ...]:
    """Left, top, right and bottom of what is marked, as parts of the picture."""
    wait_until(page, lambda: page.locator(".photo img").evaluate("image => image.width > 0"))
    picture = page.locator(".photo img").bounding_box()
    mark = page.locator(".photo .mark").bounding_box()
    assert picture is not None
    assert mark is not None
    left, top = mark["x"] - picture["x"], mark["y"] - picture["y"]
    return (
        left / picture["width"],
        top / picture["height"],
        (left + mark["width"]) / picture["width"],
        (top + mark["height"]) / picture["height"],
    )


def line(keeper: Person, text: str) -> Any:
    return keeper.page.get_by_role("button", name=text, exact=True)


@pytest.mark.parametrize(
    "like",
    [
        pytest.param(DESK, id="desk"),
        pytest.param(PHONE, id="phone", marks=pytest.mark.hold),
        pytest.param(DESK | {"color_scheme": "dark"}, id="desk-dark", marks=pytest.mark.hold),
        pytest.param(PHONE | {"color_scheme": "dark"}, id="phone-dark"),
    ],
)
def test_a_word_written_by_hand_is_found_and_marked_where_it_stands(
    chromium: Browser, family: Family, notes: str, like: dict[str, Any], album: Album
) -> None:
    assert Axe  # read by `findings`
    keeper = family.at_the_desk(chromium, like=like | {"bypass_csp": True})
    page = keeper.page
    keeper.visit(f"/timeline?chest={family.chest_id}")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("combobox", name="Search").fill("carried lamp")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text(["carried", "lamp"])
    album.keep(page, "found")
    keeper.touch_or_click(page.locator("a.title"))
    expect(page.locator(".photo .mark")).to_have_count(1)
    expect(line(keeper, LAMP)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".strip")).to_be_visible()
    assert frame_in(page) == pytest.approx((0.12, 0.57, 0.73, 0.64), abs=0.03)
    keeper.idle()
    album.keep(page, "opened", whole=True)
    assert findings(page) == []
    assert not overflows(page)
    assert page.evaluate(SMALL_TARGETS) == []

    keeper.touch_or_click(line(keeper, LAMP))
    expect(page.locator(".photo .mark")).to_have_count(0)
    expect(page.locator(".strip")).to_have_count(0)
    keeper.touch_or_click(line(keeper, FIRST))
    expect(page.locator(".photo .mark")).to_have_count(1)
    assert frame_in(page) == pytest.approx((0.12, 0.07, 0.53, 0.14), abs=0.03)
    keeper.context.close()


def test_the_lines_are_walked_by_keys_and_nothing_is_marked_unasked(
    chromium: Browser, family: Family, notes: str
) -> None:
    keeper = family.at_the_desk(chromium)
    page = keeper.page
    keeper.visit(f"/memory?chest={family.chest_id}&id={notes}")
    expect(line(keeper, LAMP)).to_be_visible()
    expect(page.locator(".photo .mark")).to_have_count(0)
    # One of them is in the order of Tab: a letter has many.
    assert page.locator(".place[tabindex='0']").count() == 1
    line(keeper, FIRST).focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    pressed = page.locator(".place[aria-pressed='true']")
    expect(pressed).to_have_count(1)
    expect(pressed).to_be_focused()
    expect(pressed).to_contain_text("Up before five.")
    expect(page.locator(".photo .mark")).to_have_count(1)
    page.keyboard.press("Space")
    expect(page.locator(".photo .mark")).to_have_count(0)
    keeper.context.close()


def test_words_put_right_keep_their_place(chromium: Browser, family: Family, notes: str) -> None:
    told = family.ask("GET", f"/api/assets/{notes}/reading")
    right = told["text"].replace("the lamp", "the big lamp")
    family.ask("PUT", f"/api/assets/{notes}/reading", {"version": told["version"], "text": right})
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/search?chest={family.chest_id}&q=big lamp")
    keeper.touch_or_click(keeper.page.locator("a.title"))
    expect(keeper.page.locator(".place[aria-pressed='true']")).to_contain_text("the big lamp")
    assert frame_in(keeper.page) == pytest.approx((0.12, 0.57, 0.73, 0.64), abs=0.03)
    keeper.context.close()
