"""Finding a memory: the box in the bar, what it suggests, and the page of what was found."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.demo_chest import DemoChest
from tests.browser.screens import DESK, PHONE
from tests.browser.test_accessibility import findings, overflows

# What can be pressed on the page itself and is lower than a finger.
_SMALL = """() => [...document.querySelectorAll('[data-testid=stMain] :is(button, summary, input)')]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 200))"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
]


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
def test_a_memory_is_found_by_keys_alone(
    chromium: Browser, demo: DemoChest, like: dict[str, Any]
) -> None:
    assert Axe  # read by `findings`
    who = demo.sign_in(chromium, like | {"bypass_csp": True})
    page = who.page
    who.visit(f"/timeline?chest={demo.chest_id}")
    glass = page.get_by_role("button", name="Search", exact=True)
    glass.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    page.keyboard.type("setu")
    expect(page.get_by_role("option", name="Setúbal")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Setúbal")).to_have_attribute("aria-selected", "true")
    assert findings(page) == []
    assert not overflows(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(glass).to_be_focused()

    page.keyboard.press("Enter")
    field.fill("setubal")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("Setúbal")
    expect(page).to_have_url(re.compile(rf"/search\?chest={demo.chest_id}&q=setubal$"))
    assert findings(page) == []
    assert not overflows(page)
    page.reload()
    expect(page.locator("mark").first).to_have_text("Setúbal")
    first = page.locator("a.title").first
    first.click()
    expect(page).to_have_url(re.compile(r"/memory\?.*id="))
    page.go_back()
    expect(page.locator("mark").first).to_have_text("Setúbal")
    who.context.close()


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
def test_what_narrows_a_search_is_in_the_address_and_is_taken_away(
    chromium: Browser, demo: DemoChest, like: dict[str, Any]
) -> None:
    who = demo.sign_in(chromium, like | {"bypass_csp": True})
    page = who.page
    who.visit(f"/search?chest={demo.chest_id}&q=rosa 1950s")
    date = page.get_by_role("button", name="the 1950s ×")
    expect(date).to_be_visible()
    small = page.evaluate(_SMALL)
    assert small == []
    assert findings(page) == []
    assert not overflows(page)
    date.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q=rosa(&|$)"))
    expect(date).to_have_count(0)

    photo = (
        page.get_by_test_id("stButtonGroup")
        .get_by_role("radio", name="Photo")
        .or_(page.get_by_test_id("stButtonGroup").get_by_role("button", name="Photo"))
    )
    photo.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]kind=photo"))
    only = page.locator("h3")
    expect(only).to_have_count(1)
    page.reload()
    expect(only).to_have_text("Photo")
    first = page.locator("a.title").first
    first.click()
    expect(page).to_have_url(re.compile(r"/memory\?.*id="))
    page.go_back()
    expect(page).to_have_url(re.compile(r"[?&]kind=photo"))
    expect(only).to_have_text("Photo")

    page.get_by_text("Search more closely").click()
    page.get_by_label("Where").fill("setubal")
    page.keyboard.press("Enter")
    place = page.get_by_role("button", name="Place: setubal ×")
    expect(place).to_be_visible()
    expect(page).to_have_url(re.compile(r"place=setubal"))
    assert findings(page) == []
    assert not overflows(page)
    page.go_back()
    expect(place).to_have_count(0)
    expect(page).not_to_have_url(re.compile(r"place=setubal"))
    who.context.close()
