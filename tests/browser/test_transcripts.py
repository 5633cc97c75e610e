"""What is said in a recording: read along, opened at its second, put right by keys alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.demo_chest import DemoChest
from tests.browser.screens import DESK, PHONE, person, settle, wait_until
from tests.browser.understood import SAID, Understood

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
]


def begins_at(page: Page, second: float) -> None:
    """The film stands at this second, and its sentence is the one that is marked."""
    film = page.locator("video")
    wait_until(page, lambda: film.evaluate("film => film.currentTime") >= second - 0.1)
    assert film.evaluate("film => film.paused")
    assert film.evaluate("film => film.currentTime") == pytest.approx(second, abs=0.3)
    expect(page.locator(".line.now")).to_contain_text(SAID[int(second // 2)])


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
def test_a_film_opens_at_its_second(
    chromium: Browser, demo: DemoChest, understood: Understood, like: dict[str, Any]
) -> None:
    who = demo.sign_in(chromium, like)
    page = who.page
    who.visit(f"/memory?chest={demo.chest_id}&id={understood.film}&at=4.2")
    begins_at(page, 4.2)

    who.press("Words")
    wait_until(
        page,
        lambda: (
            page.locator("video").evaluate("film => film.textTracks[0]?.cues?.length ?? 0")
            == len(SAID)
        ),
    )
    caption = page.locator("video").evaluate("film => film.textTracks[0].cues[3].text")
    assert caption == SAID[3]

    settle(page)
    where = page.locator('[data-field="caption"]').bounding_box()
    said = page.get_by_role("list", name="What is said").bounding_box()
    assert where is not None
    assert said is not None
    assert (said["x"] > where["x"] + where["width"]) is (like is DESK)
    assert said["y"] < where["y"] or like is PHONE

    who.visit(f"/search?chest={demo.chest_id}&q=never knew lamb")
    passage = page.get_by_role("link", name="0:06")
    assert f"id={understood.film}&at=6" in (passage.get_attribute("href") or "")
    who.touch_or_click(passage)
    expect(page).to_have_url(re.compile(r"/memory\?.*id="))
    begins_at(page, 6)
    who.context.close()


def test_it_is_read_and_put_right_by_keys_alone(
    chromium: Browser, demo: DemoChest, understood: Understood
) -> None:
    who = demo.sign_in(chromium, DESK)
    page = who.page
    who.visit(f"/memory?chest={demo.chest_id}&id={understood.film}")
    sentences = page.locator(".sentence")
    expect(sentences).to_have_count(len(SAID))
    # One of them is in the order of Tab, with its pen: a tape has thousands.
    expect(page.locator(".line [tabindex='0']")).to_have_count(2)
    sentences.first.focus()
    page.keyboard.press("ArrowDown")
    expect(sentences.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(sentences.nth(3)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(sentences.nth(3)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator(".line .pen").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="What is said")
    expect(field).to_be_focused()
    expect(field).to_have_value(SAID[1])
    page.keyboard.press("Escape")
    expect(sentences.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    field.fill("And this one drinks.")
    page.keyboard.press("Enter")
    expect(sentences.nth(1)).to_contain_text("And this one drinks.")
    expect(sentences.nth(1)).to_be_focused()
    expect(page.locator(".line [tabindex='0']")).to_have_count(2)
    who.press("Undo the last change")
    expect(sentences.nth(1)).to_contain_text(SAID[1])
    who.context.close()


def test_whoever_comes_by_a_link_reads_along(
    chromium: Browser, demo: DemoChest, understood: Understood
) -> None:
    aunt = person(chromium, demo.server.url, PHONE)
    page = aunt.page
    aunt.visit(demo.link)
    aunt.press("Continue")
    aunt.heading("Who are you?")
    aunt.visit(f"/shared?id={understood.film}&at=2")
    begins_at(page, 2)
    expect(page.locator(".line .pen")).to_have_count(0)
    ways = page.get_by_text("Save it as a file", exact=True)
    aunt.touch_or_click(ways)
    expect(page.get_by_text("Written down by this computer.")).to_be_visible()
    expect(page.get_by_text("Hear it again")).to_have_count(0)
    aunt.context.close()
