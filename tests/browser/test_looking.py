"""A relative looks through a link: a tap shows the picture, and leads back to its place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.demo_chest import DemoChest
from tests.browser.screens import DESK, PHONE, Person, person, settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SCROLL = "(main, share) => { main.scrollTop = main.scrollHeight * share }"


def photo_in_sight(aunt: Person) -> Locator | None:
    """The lowest photograph that is well within the window: nothing has to scroll to be pressed."""
    size = aunt.page.viewport_size
    assert size is not None
    # All at once: what is drawn anew meanwhile would be waited for.
    places = aunt.page.locator('ul.rows > li[data-kind="photo"]').evaluate_all(
        "all => all.map((tile) => [tile.dataset.id, tile.getBoundingClientRect()])"
        ".map(([id, { top, bottom }]) => [id, top, bottom])"
    )
    well_within = [tile for tile, top, end in places if top > 90 and end < size["height"] - 20]
    return aunt.tile(well_within[-1]) if well_within else None


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("is_member", [False, True], ids=["relative", "member of the family"])
def test_a_tap_anywhere_on_the_shared_page_shows_the_picture(
    chromium: Browser, demo: DemoChest, like: dict[str, Any], is_member: bool
) -> None:
    who = demo.sign_in(chromium, like) if is_member else person(chromium, demo.server.url, like)
    page = who.page
    who.visit(demo.link)
    who.press("Continue")
    who.heading("Who are you?")
    who.visit("/shared")
    who.heading("Rosa Almeida")
    looked_at = 0
    for share in (0.0, 0.5, 1.0):
        main = page.locator("[data-testid=stMain]")
        settle(page, lambda main=main, share=share: main.evaluate(SCROLL, share))
        tile = photo_in_sight(who)
        if tile is None:
            continue
        looked_at += 1
        before = tile.bounding_box()
        who.touch_or_click(tile.locator("a"))
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_in_viewport()
        picture = dialog.locator("img")
        expect(picture).to_have_attribute("src", re.compile("/preview"))  # not only the small one
        expect(picture).to_have_js_property("complete", True)
        expect(picture).to_be_in_viewport()
        page.go_back()
        expect(dialog).to_have_count(0)
        settle(page)
        after = tile.bounding_box()
        assert before is not None
        assert after is not None
        assert after["y"] == pytest.approx(before["y"], abs=4)
    assert looked_at > 0
    who.context.close()
