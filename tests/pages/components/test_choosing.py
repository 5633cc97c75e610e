"""Choosing many memories in Chromium: with hand, keys and finger, and what is sent of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.screens import settle
from tests.pages.components.harness_server import Harness
from tests.pages.components.many_tiles import stretches
from tests.pages.components.test_years import MAIN, scroll_to, told

__all__ = ["told"]

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def as_it_was(harness: Harness) -> Iterator[None]:
    """What one test deletes is there for the next one."""
    yield
    for name in ("gone", "left", "version"):
        (harness.folder / name).unlink(missing_ok=True)


def open_years(page: Page, harness: Harness, size: int = 100) -> None:
    page.goto(f"{harness.url}/years?n={size}&choose=1")
    page.locator("ul.rows > li[data-id]").first.wait_for(timeout=60_000)


def tile(page: Page, asset_id: str) -> Locator:
    return page.locator(f'li[data-id="{asset_id}"] a')


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Chosen memories")


def number_chosen(page: Page, number: int) -> None:
    expect(bar(page).get_by_text(f"{number:,} chosen", exact=True)).to_be_visible()


def sent(harness: Harness) -> Any:
    return harness.report()["bulk"]


def test_one_by_one_a_row_and_back_out(page: Page, harness: Harness) -> None:
    open_years(page, harness)
    expect(bar(page)).to_be_hidden()
    page.get_by_role("button", name="Choose several").click()
    expect(bar(page).get_by_text("Choose memories, or all of a year.")).to_be_visible()
    for name in ("Date", "Place", "In the picture", "Seen by", "Delete"):
        expect(bar(page).get_by_role("button", name=name, exact=True)).to_be_disabled()
    tile(page, "d1960-3").click()
    number_chosen(page, 1)
    expect(tile(page, "d1960-3")).to_have_role("checkbox")
    expect(tile(page, "d1960-3")).to_be_checked()
    # A row, also over the heading of another year.
    tile(page, "d1960-6").click(modifiers=["Shift"])
    number_chosen(page, 4)
    tile(page, "d1960-4").click(modifiers=["ControlOrMeta"])
    number_chosen(page, 3)
    expect(tile(page, "d1960-4")).not_to_be_checked()
    page.keyboard.press("Escape")
    expect(bar(page)).to_be_hidden()
    expect(tile(page, "d1960-3")).to_have_role("link")
    tile(page, "d1960-3").click()
    expect(page.get_by_role("dialog")).to_be_visible()  # what a click does otherwise


@pytest.mark.parametrize("modifier", ["ControlOrMeta", "Shift"])
def test_a_click_with_a_key_begins(page: Page, harness: Harness, modifier: Any) -> None:
    open_years(page, harness)
    tile(page, "d1960-3").click(modifiers=[modifier])
    number_chosen(page, 1)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_choose_and_stretch(page: Page, harness: Harness) -> None:
    open_years(page, harness)
    tile(page, "d1960-3").focus()
    page.keyboard.press("x")
    number_chosen(page, 1)
    page.keyboard.press("ArrowRight")
    expect(tile(page, "d1960-4")).to_be_focused()
    number_chosen(page, 1)
    page.keyboard.press("Space")
    number_chosen(page, 2)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(tile(page, "d1960-6")).to_be_focused()
    number_chosen(page, 4)
    page.keyboard.press("Shift+ArrowLeft")
    number_chosen(page, 3)
    page.keyboard.press("ArrowDown")
    expect(tile(page, "d1960-6")).not_to_be_focused()
    lower = page.locator("ul.rows").evaluate_all(
        """(all) => {
          const links = all.flatMap((list) => [...list.querySelectorAll("li a")]);
          const top = (link) => link.getBoundingClientRect().y;
          const here = links.find((link) => link.closest("li").dataset.id === "d1960-6");
          return top(links.find((link) => link.matches(":focus"))) - top(here);
        }"""
    )
    assert lower > 20
    page.keyboard.press("Enter")
    number_chosen(page, 4)


def test_all_of_a_year_also_what_was_not_fetched(page: Page, harness: Harness) -> None:
    open_years(page, harness, 3_000)
    page.get_by_role("button", name="Choose several").click()
    page.get_by_role("button", name="All of the 1960s").click()
    number_chosen(page, stretches(3_000)[1960])
    tile(page, "d1960-0").click()  # all but one
    number_chosen(page, stretches(3_000)[1960] - 1)
    tile(page, "d1940-1").click()
    number_chosen(page, stretches(3_000)[1960])
    expect(page.get_by_role("button", name="All of the 1960s")).to_have_attribute(
        "aria-pressed", "false"
    )
    year = page.get_by_role("button", name="All of 1960", exact=True)
    expect(year).to_have_attribute("aria-pressed", "true")
    before = len(sent(harness))
    bar(page).get_by_role("button", name="Place", exact=True).click()
    bar(page).get_by_label("Where were they made?").fill("Tróia")
    page.keyboard.press("Enter")
    expect(bar(page).get_by_text("Place of 748 written down: Tróia.")).to_be_visible()
    assert sent(harness)[before:] == [
        {
            "timeline": {"stretches": [{"decade": 1960}], "without": ["d1960-0"]},
            "changes": {"place": "Tróia"},
        },
        {"ids": ["d1940-1"], "changes": {"place": "Tróia"}},
    ]


def test_a_date_is_read_back_and_written(page: Page, harness: Harness) -> None:
    open_years(page, harness)
    tile(page, "d1960-3").click(modifiers=["ControlOrMeta"])
    bar(page).get_by_role("button", name="Date", exact=True).click()
    field = bar(page).get_by_label("When were they made, as well as you know?")
    expect(field).to_be_focused()
    field.fill("long ago")
    expect(bar(page).get_by_text("“long ago” could not be read as a date.")).to_be_visible()
    before = len(sent(harness))
    field.press("Enter")
    settle(page)
    expect(field).to_be_visible()
    assert len(sent(harness)) == before, "nothing was sent"
    field.fill("1964, in summer")
    expect(bar(page).get_by_text("Understood as: in 1964")).to_be_visible()
    field.press("Enter")
    expect(bar(page).get_by_text("1 dated: in 1964.")).to_be_visible()
    assert sent(harness)[before:] == [{"ids": ["d1960-3"], "changes": {"taken": "1964, in summer"}}]
    expect(bar(page).get_by_role("button", name="Undo")).to_be_focused()


def test_a_word_is_given_to_many_and_taken_away(page: Page, harness: Harness) -> None:
    open_years(page, harness)
    for n in (3, 4):
        tile(page, f"d1960-{n}").click(modifiers=["ControlOrMeta"])
    opener = bar(page).get_by_role("button", name="In the picture", exact=True)
    opener.click()
    field = bar(page).get_by_label("What is in all of them, in a word or two?")
    expect(field).to_be_focused()
    # What the chest has words for is offered, its own first by the alphabet; not what it left out.
    options = bar(page).locator("datalist option")
    expect(options).to_have_count(3)
    offered = options.evaluate_all("(all) => all.map((one) => one.value)")
    assert offered == ["Garten", "Hund", "Tia Amélia"]
    before = len(sent(harness))
    field.press("Enter")
    expect(field).to_be_focused()  # nothing was said, nothing was sent
    field.fill("Garten")
    bar(page).get_by_role("button", name="Add the word").dblclick()
    expect(bar(page).get_by_text("Written to 2: Garten.")).to_be_visible()
    number_chosen(page, 2)  # more can be done with them
    opener.click()
    field.fill("Hund")
    bar(page).get_by_role("button", name="Take it away").click()
    expect(bar(page).get_by_text("Taken away from 2: Hund.")).to_be_visible()
    ids = ["d1960-3", "d1960-4"]
    assert sent(harness)[before:] == [
        {"ids": ids, "changes": {"tags": {"add": ["Garten"]}}},  # once
        {"ids": ids, "changes": {"tags": {"remove": ["Hund"]}}},
    ]
    undo = bar(page).get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(bar(page).get_by_text("Undone: 1 is as it was.")).to_be_visible()
    for control in (opener, bar(page).get_by_role("button", name="Done")):
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_deleted_and_brought_back_in_place(page: Page, harness: Harness) -> None:
    open_years(page, harness, 1_000)
    scroll_to(page, 0.3)
    places = page.locator("ul.rows > li[data-id]").evaluate_all(
        "all => all.map((tile) => [tile.dataset.id, tile.getBoundingClientRect().y])"
    )
    one, two, *_ = [asset_id for asset_id, top in places if 150 < top < 500]
    place = page.locator(MAIN).evaluate("(main) => main.scrollTop")
    for asset_id in (one, two):
        tile(page, asset_id).click(modifiers=["ControlOrMeta"])
    number_chosen(page, 2)
    before = len(sent(harness))
    bar(page).get_by_role("button", name="Delete", exact=True).dblclick()
    expect(bar(page).get_by_text("2 deleted.")).to_be_visible()
    expect(page.locator(f'li[data-id="{one}"]')).to_have_count(0)
    assert sent(harness)[before:] == [{"ids": [one, two], "delete": True}]  # once
    undo = bar(page).get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f'li[data-id="{one}"]')).to_be_in_viewport()
    settle(page)
    assert sent(harness)[-1].keys() == {"undo"}
    after = page.locator(MAIN).evaluate("(main) => main.scrollTop")
    assert after == pytest.approx(place, abs=300)


def test_undo_stays_when_choosing_is_left(page: Page, harness: Harness) -> None:
    open_years(page, harness)
    tile(page, "d1960-3").click(modifiers=["ControlOrMeta"])
    bar(page).get_by_role("button", name="Delete", exact=True).click()
    expect(bar(page).get_by_text("1 deleted.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(tile(page, "d1960-4")).to_have_role("link")
    expect(bar(page).get_by_role("button", name="Delete", exact=True)).to_be_hidden()
    bar(page).get_by_role("button", name="Undo").click()
    expect(tile(page, "d1960-3")).to_be_visible()
    page.keyboard.press("Escape")
    expect(bar(page)).to_be_hidden()


def test_what_is_not_yours_is_told_and_a_refusal_can_be_tried_again(
    page: Page, harness: Harness, told: Callable[[str, str], None]
) -> None:
    open_years(page, harness)
    for n in range(3, 8):
        tile(page, f"d1960-{n}").click(modifiers=["ControlOrMeta"])
    told("fail", "")
    seen_by = bar(page).get_by_role("button", name="Seen by", exact=True)
    seen_by.click()
    choice = bar(page).get_by_role("button", name="everyone with a link")
    choice.click()
    expect(bar(page).get_by_text("Refused for a test.")).to_be_visible()
    number_chosen(page, 5)
    (harness.folder / "fail").unlink()
    told("left", "3")
    choice.click()
    expect(
        bar(page).get_by_text(
            "Now seen by everyone with a link: 2. 3 of 5 are not yours to change."
        )
    ).to_be_visible()
    number_chosen(page, 5)  # more can be done with them


def test_a_kind_offer_leads_to_dating_what_is_undated(page: Page, harness: Harness) -> None:
    open_years(page, harness)
    scroll_to(page, 1)
    page.get_by_role("button", name="Choose some and date them").click()
    expect(tile(page, "d0-0")).to_be_focused()
    page.get_by_role("button", name="All that are undated").click()
    number_chosen(page, 5)


def test_a_long_press_begins_and_opens_no_menu(browser: Browser, harness: Harness) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    open_years(page, harness)
    page.evaluate(
        """() => document.addEventListener("contextmenu", (event) => {
            window.menu = event.defaultPrevented ? "kept away" : "opened"; })"""
    )
    link = tile(page, "d1940-0")
    box = link.bounding_box()
    assert box is not None
    touch = context.new_cdp_session(page)
    at = [{"x": box["x"] + 40, "y": box["y"] + 40}]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at})
    number_chosen(page, 1)
    settle(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settle(page)
    number_chosen(page, 1)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("() => window.menu") in (None, "kept away")
    page.locator('li[data-id="d1940-1"] a').tap()
    number_chosen(page, 2)
    link.dispatch_event("contextmenu")
    assert page.evaluate("() => window.menu") == "kept away"
    context.close()


def test_without_choosing_links_are_links(page: Page, harness: Harness) -> None:
    page.goto(f"{harness.url}/years?n=100")
    tile(page, "d1960-3").wait_for(timeout=60_000)
    expect(page.get_by_role("button", name="Choose several")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("date them"))).to_have_count(0)
    tile(page, "d1960-3").focus()
    page.keyboard.press("x")
    expect(bar(page)).to_be_hidden()
