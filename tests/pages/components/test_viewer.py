"""The viewer in Chromium: large over the page, turned by hand and keys, and back to the place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.screens import settle
from tests.pages.components.harness_server import Harness
from tests.pages.components.test_years import MAIN, find_in_window, open_years, scroll_to

pytestmark = pytest.mark.browser


def open_first(page: Page, harness: Harness, tile: str = "i0") -> Locator:
    page.goto(f"{harness.url}/gallery?n=24")
    page.locator(f'li[data-id="{tile}"] a').click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def test_a_picture_opens_as_large_as_the_window_with_the_familys_words(
    page: Page, harness: Harness
) -> None:
    dialog = open_first(page, harness)
    expect(dialog.get_by_text("The whole caption, as the family wrote it")).to_be_visible()
    expect(dialog.get_by_text("Setúbal · from Aunt Irene")).to_be_visible()
    image = dialog.locator("img")
    expect(image).to_have_js_property("complete", True)
    box, stage = image.bounding_box(), dialog.locator(".stage").bounding_box()
    assert box is not None
    assert stage is not None
    fills = box["width"] >= stage["width"] - 1 or box["height"] >= stage["height"] - 1
    assert fills
    assert box["width"] <= stage["width"] + 1
    assert box["height"] <= stage["height"] + 1


def test_keys_buttons_and_escape(page: Page, harness: Harness) -> None:
    dialog = open_first(page, harness)
    runs = page.evaluate("() => history.length")
    page.keyboard.press("ArrowRight")
    expect(dialog.locator("img")).to_have_attribute("alt", "A picture of picture 1")
    dialog.get_by_role("button", name="Later").click()
    expect(dialog.locator("img")).to_have_attribute("alt", "A picture of picture 2")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(dialog.locator("img")).to_have_attribute("alt", "A picture of picture 0")
    expect(dialog.get_by_role("button", name="Earlier")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("() => history.length") == runs  # looking leaves no trail
    expect(page.locator('li[data-id="i0"] a')).to_be_focused()


def test_back_closes_it_and_stays_on_the_page(page: Page, harness: Harness) -> None:
    dialog = open_first(page, harness)
    address = page.url
    page.keyboard.press("ArrowRight")
    expect(dialog.locator("img")).to_have_attribute("alt", "A picture of picture 1")
    page.go_back()
    expect(dialog).to_have_count(0)
    assert page.url == address
    expect(page.locator('li[data-id="i1"] a')).to_be_focused()  # the one looked at last
    expect(page.locator('li[data-id="i0"]')).to_be_visible()


def test_letters_and_voices_open_too(page: Page, harness: Harness) -> None:
    dialog = open_first(page, harness, "i4")
    expect(dialog.get_by_text("the boat comes in on Thursday.")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    voice = dialog.get_by_role("group")
    expect(voice.get_by_role("button", name="Play")).to_be_visible()
    audio = dialog.locator("audio")
    assert audio.evaluate("(audio) => audio.paused") is True  # nothing begins by itself
    # Its own keys turn no page.
    voice.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(voice).to_be_visible()


def test_wheel_and_double_click_bring_closer_and_fetch_the_original(
    page: Page, harness: Harness
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    dialog = open_first(page, harness)
    image = dialog.locator(".stage img")
    expect(image).to_have_js_property("complete", True)
    before = image.bounding_box()
    assert not [url for url in asked if url.endswith("?original")]
    stage = dialog.locator(".stage")
    stage.dblclick(position={"x": 200, "y": 200})
    expect(stage).to_have_class("stage closer")
    expect(image).to_have_attribute("src", _ends_with("?original"))
    assert before is not None
    page.wait_for_function(
        """wide => {
          const image = document.querySelector("#chest-viewer").shadowRoot.querySelector("img");
          return Math.abs(image.getBoundingClientRect().width - 2.5 * wide) < 0.03 * wide;
        }""",
        arg=before["width"],
    )
    page.keyboard.press("0")
    expect(stage).to_have_class("stage")
    page.mouse.move(300, 300)
    page.mouse.wheel(0, -400)
    expect(stage).to_have_class("stage closer")


def _ends_with(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words) + "$")


def test_a_stroke_turns_and_one_downwards_closes(browser: Any, harness: Harness) -> None:
    context: BrowserContext = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    dialog = open_first(page, harness)
    image = dialog.locator(".stage img")
    expect(image).to_have_js_property("complete", True)

    def stroke(x: float, y: float) -> None:
        page.mouse.move(200, 200)
        page.mouse.down()
        page.mouse.move(200 + x / 2, 200 + y / 2)
        page.mouse.move(200 + x, 200 + y)
        page.mouse.up()

    stroke(-120, 5)
    expect(image).to_have_attribute("alt", "A picture of picture 1")
    stroke(120, 5)
    expect(image).to_have_attribute("alt", "A picture of picture 0")
    stroke(5, 180)
    expect(dialog).to_have_count(0)
    context.close()


def test_a_finger_turns_letters_and_voices_too(browser: Any, harness: Harness) -> None:
    context: BrowserContext = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    dialog = open_first(page, harness, "i8")  # a voice
    place = dialog.get_by_role("slider")
    expect(place).to_be_visible()
    touch = context.new_cdp_session(page)

    def stroke(x: float, y: float, by: float) -> None:
        begin = [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": begin})
        for step in range(1, 6):
            at = [{"x": x + by * step / 5, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": at})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    box = place.bounding_box()
    assert box is not None
    stroke(box["x"] + 120, box["y"] + box["height"] / 2, by=90)  # along the voice: not a turn
    settle(page)
    expect(place).to_be_visible()
    stroke(100, 90, by=150)
    for picture in (3, 2, 1):
        alt = f"A picture of picture {picture}"
        expect(dialog.locator("img")).to_have_attribute("alt", alt)
        stroke(100, 300, by=150)
    letter = dialog.locator(".letter")
    expect(letter).to_be_visible()
    stroke(250, 300, by=-150)
    expect(letter).to_have_count(0)
    expect(dialog.locator("img")).to_be_visible()
    context.close()


def test_among_the_years_it_goes_on_past_what_was_fetched(page: Page, harness: Harness) -> None:
    open_years(page, harness, 100)
    page.locator('li[data-id="d1940-1"] a').click()
    dialog = page.get_by_role("dialog")
    for _ in range(30):  # the sixties hold 23
        page.keyboard.press("ArrowRight")
    expect(dialog).to_have_attribute("aria-label", _ends_with("1970s"))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    focused = page.locator("ul.rows > li a:focus")
    expect(focused).to_be_in_viewport()


def test_closing_leaves_the_page_where_it_was(page: Page, harness: Harness) -> None:
    open_years(page, harness, 1_000)
    scroll_to(page, 0.4)
    tile_id, _ = find_in_window(page)
    place = page.locator(MAIN).evaluate("(main) => main.scrollTop")
    page.locator(f'li[data-id="{tile_id}"] a').click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)
    assert page.locator(MAIN).evaluate("(main) => main.scrollTop") == pytest.approx(place, abs=2)
    expect(page.locator(f'li[data-id="{tile_id}"] a')).to_be_focused()
