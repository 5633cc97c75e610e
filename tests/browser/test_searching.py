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
