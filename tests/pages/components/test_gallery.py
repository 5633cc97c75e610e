"""The gallery in Chromium: shapes, links, choosing, and text that stays text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.pages.components.harness_server import Harness

pytestmark = pytest.mark.browser


def open_gallery(page: Page, harness: Harness, path: str = "/gallery") -> Any:
    page.goto(harness.url + path)
    tiles = page.locator("ul.rows > li")
    tiles.first.wait_for(timeout=60_000)
    return tiles


def test_pictures_keep_their_shape_and_a_row_has_one_height(page: Page, harness: Harness) -> None:
    open_gallery(page, harness, "/gallery?n=96")
    boxes = page.evaluate(
        """() => {
        const host = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')]
            .find((element) => element.shadowRoot.querySelector("ul.rows"));
        return [...host.shadowRoot.querySelectorAll("li")].map((li) => {
            const frame = li.querySelector(".frame, .paper, .voice").getBoundingClientRect();
            const shape = Number(getComputedStyle(li).getPropertyValue("--shape"));
            return { top: frame.top, width: frame.width, height: frame.height, shape };
        });
    }"""
    )
    assert len(boxes) == 96
    for box in boxes:
        assert box["width"] / box["height"] == pytest.approx(box["shape"], rel=0.01)
    for one, next_one in pairwise(boxes):
        if abs(one["top"] - next_one["top"]) < 1:
            assert one["height"] == pytest.approx(next_one["height"], abs=1)


def test_far_pictures_wait_until_they_are_near(page: Page, harness: Harness) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_gallery(page, harness, "/gallery?n=96")
    images = page.locator("ul.rows img")
    assert images.first.get_attribute("loading") == "lazy"
    assert images.last.evaluate("(image) => image.complete && image.naturalWidth > 0") is False
    images.last.scroll_into_view_if_needed()
    expect(images.last).to_have_js_property("complete", True)


def test_a_click_opens_in_place_and_a_modified_click_in_a_new_tab(
    context: BrowserContext, page: Page, harness: Harness
) -> None:
    tiles = open_gallery(page, harness)
    page.evaluate("() => { window.sameDocument = true; }")
    link = tiles.nth(4).locator("a")
    assert link.get_attribute("href") == "/memory?id=i4"
    with context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith("/memory?id=i4")
    expect(page.get_by_text("Opened: None")).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Open its page").click()
    expect(page.get_by_text("Opened: i4")).to_be_visible()
    assert page.evaluate("() => window.sameDocument") is True


def test_a_rerun_does_not_make_the_pictures_blink(page: Page, harness: Harness) -> None:
    tiles = open_gallery(page, harness)
    before = tiles.nth(0).locator("img").element_handle()
    tiles.nth(1).locator("a").click()
    page.get_by_role("dialog").get_by_role("button", name="Open its page").click()
    expect(page.get_by_text("Opened: i1")).to_be_visible()
    assert before is not None
    assert before.evaluate("(image) => image.isConnected") is True


def test_each_picture_is_described(page: Page, harness: Harness) -> None:
    tiles = open_gallery(page, harness)
    assert tiles.nth(0).locator("img").get_attribute("alt") == "A picture of picture 0"
    expect(tiles.nth(3).locator("a")).to_have_attribute("aria-current", "true")
    expect(tiles.nth(4)).to_contain_text("My dear Rosa")
    expect(tiles.nth(8)).to_contain_text("3:42")


def test_hostile_words_and_addresses_do_nothing(page: Page, harness: Harness) -> None:
    tiles = open_gallery(page, harness, "/hostile")
    expect(tiles.nth(0)).to_contain_text("<img src=x onerror=window.hurt=1>")
    assert tiles.nth(0).locator("a").get_attribute("href") == "#"
    assert tiles.nth(1).locator("img").count() == 0
    assert page.evaluate("() => window.hurt") is None


def test_choosing_ticks_and_unticks(page: Page, harness: Harness) -> None:
    tiles = open_gallery(page, harness, "/choose")
    expect(page.get_by_text("Chosen: i1", exact=True)).to_be_visible()
    expect(tiles.nth(1).locator("input")).to_be_checked()
    tiles.nth(4).locator("input").check()
    expect(page.get_by_text("Chosen: i1, i4", exact=True)).to_be_visible()
    tiles.nth(1).locator("input").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Chosen: i4", exact=True)).to_be_visible()
    expect(tiles.nth(4).locator("input")).to_be_checked()
