"""A name is a name, whatever a page could make of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pages.components.harness_server import Harness
from tests.pages.components.lively import LIVELY


@pytest.mark.browser
def test_no_words_of_people_become_a_link_a_sign_or_anything_else(
    page: Page, harness: Harness
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{harness.url}/lively")
    page.get_by_text("The end").wait_for(timeout=60_000)
    main = page.locator('[data-testid="stMain"]')
    for alive in ("a[href]", "img", "code", "em", "del", ".katex", "ol", "ul", "h1"):
        assert main.locator(alive).count() == 0, alive
    assert main.locator('[data-testid="stIconMaterial"], [role="img"]').count() == 0
    for n, words in enumerate(LIVELY):
        shown = page.locator(f".st-key-words-{n}")
        said = [line.replace("\u2060", "") for line in shown.inner_text().splitlines() if line]
        assert said == [words] * 5, words
    assert not [url for url in asked if "evil" in url]
