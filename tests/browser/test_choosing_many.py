"""A member chooses many memories on the timeline and changes them together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.demo_chest import DemoChest, start_demo
from tests.browser.screens import DESK, Album, Person
from tests.browser.test_accessibility import LOOKS, SMALL_TARGETS, findings, overflows

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Iterator[DemoChest]:
    """A demo of our own: what is deleted here must not be missing elsewhere."""
    made = start_demo(tmp_path_factory.mktemp("many") / "data", made=made_demo)
    yield made
    made.server.stop()


def bar(who: Person) -> Locator:
    return who.page.get_by_role("region", name="Chosen memories")


def begin(who: Person) -> list[str]:
    """Two memories of the timeline, chosen."""
    who.page.get_by_role("button", name="Choose several").click()
    tiles = who.page.locator("ul.rows > li")
    chosen = [str(tiles.nth(n).get_attribute("data-id")) for n in (0, 1)]
    for asset_id in chosen:
        who.touch_or_click(who.tile(asset_id).locator("a"))
    expect(bar(who).get_by_text("2 chosen", exact=True)).to_be_visible()
    return chosen


@pytest.mark.parametrize(("like", "scheme"), LOOKS)
def test_many_are_dated_deleted_and_as_they_were(
    chromium: Browser, family: DemoChest, like: dict[str, Any], scheme: str, album: Album
) -> None:
    who = family.sign_in(chromium, like | {"color_scheme": scheme, "bypass_csp": True})
    who.visit(f"/timeline?chest={family.chest_id}")
    who.page.locator("ul.rows > li").first.wait_for()
    album.keep(who.page, "timeline")
    one, two = begin(who)
    bar(who).get_by_role("button", name="Date", exact=True).click()
    bar(who).get_by_label("When were they made, as well as you know?").fill("summer of 1999")
    expect(bar(who).get_by_text("Understood as: summer 1999")).to_be_visible()
    album.keep(who.page, "choosing")
    assert findings(who.page) == []
    assert who.page.evaluate(SMALL_TARGETS) == []
    assert not overflows(who.page)
    who.page.keyboard.press("Enter")
    expect(bar(who).get_by_text("2 dated: summer 1999.")).to_be_visible()
    expect(who.page.get_by_role("heading", name="1990s")).to_be_attached()
    bar(who).get_by_role("button", name="Undo").click()
    expect(bar(who).get_by_text("Undone: 2 are as they were.")).to_be_visible()
    expect(who.page.get_by_role("heading", name="1990s")).to_have_count(0)

    for asset_id in (one, two):
        who.touch_or_click(who.tile(asset_id).locator("a"))
    bar(who).get_by_role("button", name="Delete", exact=True).click()
    expect(bar(who).get_by_text("2 deleted.")).to_be_visible()
    expect(who.tile(one)).to_have_count(0)
    album.keep(who.page, "deleted")
    bar(who).get_by_role("button", name="Undo").click()
    expect(who.tile(one)).to_be_visible()
    expect(who.tile(two)).to_be_visible()
    who.page.keyboard.press("Escape")
    expect(bar(who)).to_be_hidden()
    who.touch_or_click(who.tile(one).locator("a"))
    expect(who.page.get_by_role("dialog")).to_be_visible()
    who.context.close()


def test_all_of_a_decade_and_what_others_may_not_change(
    chromium: Browser, family: DemoChest
) -> None:
    who = family.sign_in(chromium, DESK)
    who.visit(f"/timeline?chest={family.chest_id}")
    who.page.locator("ul.rows > li").first.wait_for()
    who.page.get_by_role("button", name="Choose several").click()
    every = who.page.get_by_role("button", name="All of the", exact=False)
    every.first.click()
    expect(every.first).to_have_attribute("aria-pressed", "true")
    bar(who).get_by_role("button", name="Place", exact=True).click()
    bar(who).get_by_label("Where were they made?").fill("Setúbal, by the river")
    who.page.keyboard.press("Enter")
    expect(bar(who).get_by_text("written down: Setúbal, by the river.")).to_be_visible()
    bar(who).get_by_role("button", name="Undo").click()
    expect(bar(who).get_by_text("Undone:")).to_be_visible()
    who.context.close()
