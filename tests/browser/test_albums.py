"""An album is made of memories that somebody chose, put in order by keyboard, and undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.demo_chest import DemoChest, start_demo
from tests.browser.screens import DESK, PHONE, Album, Person, person
from tests.browser.test_accessibility import LOOKS, SMALL_TARGETS, findings, overflows
from tests.browser.test_choosing_many import bar, begin

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Iterator[DemoChest]:
    """A demo of our own, in which albums come and go."""
    made = start_demo(tmp_path_factory.mktemp("albums") / "data", made=made_demo)
    yield made
    made.server.stop()


def is_sound(who: Person) -> None:
    assert findings(who.page) == []
    assert who.page.evaluate(SMALL_TARGETS) == []
    assert not overflows(who.page)


def lies(who: Person) -> list[str]:
    tiles = who.page.locator("ul.rows > li")
    return [str(tiles.nth(n).get_attribute("data-id")) for n in range(tiles.count())]


@pytest.mark.parametrize(("like", "scheme"), LOOKS)
def test_an_album_is_made_of_chosen_memories_and_put_in_order_by_keyboard(
    chromium: Browser, family: DemoChest, like: dict[str, Any], scheme: str, album: Album
) -> None:
    name = f"By the sea, {scheme}"
    who = family.sign_in(chromium, like | {"color_scheme": scheme, "bypass_csp": True})
    page = who.page
    who.visit(f"/timeline?chest={family.chest_id}")
    page.locator("ul.rows > li").first.wait_for()
    chosen = begin(who)
    bar(who).get_by_role("button", name="Album", exact=True).click()
    bar(who).get_by_label("Into which album?").fill(name)
    album.keep(page, "into-an-album")
    is_sound(who)
    page.keyboard.press("Enter")
    expect(bar(who).get_by_text(f"2 put into {name}.")).to_be_visible()
    bar(who).get_by_role("button", name="Undo").click()
    expect(bar(who).get_by_text("Undone: 2 are as they were.")).to_be_visible()
    bar(who).get_by_role("button", name="Album", exact=True).click()
    bar(who).get_by_label("Into which album?").fill(name)
    page.keyboard.press("Enter")
    expect(bar(who).get_by_text(f"2 put into {name}.")).to_be_visible()

    who.visit(f"/albums?chest={family.chest_id}")
    link = page.get_by_role("link", name=name)
    expect(link).to_be_visible()
    album.keep(page, "albums", whole=True)
    is_sound(who)
    link.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_text("2 memories · seen by the family")).to_have_count(1)
    page.locator("ul.rows > li").nth(1).wait_for()
    before = lies(who)
    assert set(before) == set(chosen)
    album.keep(page, "album", whole=True)
    is_sound(who)

    page.get_by_text("Put in order, take out").click()
    page.get_by_text("Drag memories by the dots in their corner").wait_for()
    last = page.locator("ul.rows > li").nth(1).get_by_role("checkbox")
    last.focus()
    page.keyboard.press("Space")
    first = page.get_by_role("button", name="To the front")
    expect(first).to_be_enabled()
    album.keep(page, "ordering", whole=True)
    is_sound(who)
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 moved.")).to_be_visible()
    expect(page.locator("ul.rows > li").first).to_have_attribute("data-id", before[1])
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 moved.")).to_have_count(0)
    expect(page.locator("ul.rows > li").first).to_have_attribute("data-id", before[0])

    # The same by hand: the second is taken by its handle and dropped before the first.
    tiles = page.locator("ul.rows > li")
    handle, there = tiles.nth(1).locator(".handle"), tiles.first.bounding_box()
    handle.wait_for()
    assert there
    handle.scroll_into_view_if_needed()
    here = handle.bounding_box()
    there = tiles.first.bounding_box()
    assert here
    assert there
    assert min(here["width"], here["height"]) >= 44
    page.mouse.move(here["x"] + 22, here["y"] + 22)
    page.mouse.down()
    page.mouse.move(there["x"] + 12, there["y"] + 20, steps=6)
    expect(tiles.first).to_have_class(re.compile("before-here"))
    album.keep(page, "dragging")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert lies(who) == before
    page.mouse.move(here["x"] + 22, here["y"] + 22)
    page.mouse.down()
    page.mouse.move(there["x"] + 12, there["y"] + 20, steps=6)
    page.mouse.up()
    expect(page.get_by_text("1 moved.")).to_be_visible()
    assert lies(who) == [before[1], before[0]]
    page.reload()
    expect(tiles.first).to_have_attribute("data-id", before[1])

    page.get_by_role("link", name="In the order of the years").click()
    page.get_by_text(f"Only what the album {name} holds").wait_for()
    tiles.nth(1).wait_for()
    assert set(lies(who)) == set(before)
    album.keep(page, "along-the-years", whole=True)
    is_sound(who)
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("combobox").fill(name[:10])
    page.get_by_role("option", name=name).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    who.context.close()


def test_who_comes_by_a_link_opens_an_album_for_everyone(
    chromium: Browser, family: DemoChest, album: Album
) -> None:
    name = "A day out"
    keeper = family.sign_in(chromium, DESK)
    chest = f"{family.server.url}/api/chests/{family.chest_id}"
    asked = keeper.page.request.get(f"{chest}/assets?kind=photo&state=published&limit=5")
    ids = [one["id"] for one in asked.json()["items"]]
    made = keeper.page.request.post(
        f"{chest}/albums",
        data={"name": name, "audience": "everyone", "assets": ids},
        headers={"Origin": family.server.url},
    )
    assert made.status == 201, made.text()
    keeper.context.close()

    aunt = person(chromium, family.server.url, PHONE | {"color_scheme": "dark", "bypass_csp": True})
    aunt.visit(family.link)
    aunt.press("Continue")
    aunt.heading("Who are you?")
    aunt.visit("/shared")
    opens = aunt.page.get_by_role("button", name=name)
    opens.scroll_into_view_if_needed()
    album.keep(aunt.page, "through-a-link", whole=True)
    is_sound(aunt)
    opens.click()
    expect(aunt.page.get_by_role("heading", name=name)).to_be_visible()
    expect(aunt.page.locator("ul.rows > li")).to_have_count(5)
    assert lies(aunt) == ids
    album.keep(aunt.page, "opened-through-a-link", whole=True)
    is_sound(aunt)
    aunt.page.get_by_role("button", name="Back to all").click()
    expect(opens).to_be_visible()
    aunt.context.close()
