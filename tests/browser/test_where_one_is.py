"""Where one is: the chest in the bar, the menu in windows of every width, and one left edge."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.demo_chest import DemoChest
from tests.browser.screens import DESK, PHONE, Person, settle

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
]

NAME = "Rosa Almeida"
ABOUT_A_CHEST = ("overview", "timeline", "add", "story", "moderate", "share", "settings", "memory")
# Half of a desk's screen: narrow, and by its own account no phone.
NARROW: dict[str, Any] = {"viewport": {"width": 600, "height": 800}}
ON_ITS_SIDE = PHONE | {"viewport": {"width": 844, "height": 390}}


def at(who: Person, demo: DemoChest, page: str) -> None:
    query = f"&id={demo.memory}" if page == "memory" else ""
    who.visit(f"/{page}?chest={demo.chest_id}{query}")


def drawer(page: Page) -> Any:
    return page.get_by_test_id("stSidebar")


def open_menu(who: Person) -> None:
    who.touch_or_click(who.page.get_by_role("button", name="Menu", exact=True))
    expect(who.page.get_by_test_id("stSidebarNavLink").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_about_a_chest_says_which_one(
    chromium: Browser, demo: DemoChest, like: dict[str, Any]
) -> None:
    who = demo.sign_in(chromium, like)
    for name in ABOUT_A_CHEST:
        at(who, demo, name)
        here = who.page.get_by_role("link", name=NAME, exact=True)
        expect(here).to_be_in_viewport(ratio=1)
        expect(here.locator("img")).to_have_js_property("complete", True)
        assert here.locator("img").evaluate("image => image.naturalWidth") > 0
        expect(who.page.get_by_role("heading", level=1)).to_have_count(1)
        expect(who.page).to_have_title(re.compile(rf"^[^()]+ · {NAME}$"))
    # It leads to the chest's first page, and the page is not loaded anew for it.
    who.page.evaluate("window.stillHere = true")
    who.touch_or_click(here)
    expect(who.page).to_have_url(re.compile(rf"/overview\?chest={demo.chest_id}$"))
    assert who.page.evaluate("window.stillHere") is True
    who.context.close()


def test_pages_that_are_about_no_chest_have_titles_of_their_own(
    chromium: Browser, demo: DemoChest
) -> None:
    who = demo.sign_in(chromium, DESK)
    who.visit("/")
    expect(who.page).to_have_title("Your chests · Memory Chest")
    who.visit("/account")
    expect(who.page).to_have_title("Account · Memory Chest")
    who.context.close()


def test_the_menu_says_how_much_waits_and_the_tab_does_not(
    chromium: Browser, demo: DemoChest
) -> None:
    who = demo.sign_in(chromium, DESK)
    at(who, demo, "moderate")
    address = f"/api/chests/{demo.chest_id}/contributions?state=pending"
    waiting = len(who.page.request.get(address).json()["items"])
    entry = who.page.get_by_test_id("stTopNavLink").filter(has_text="To approve")
    expect(entry).to_have_text(f"To approve ({waiting})")
    expect(who.page).to_have_title(f"To approve · {NAME}")
    who.context.close()


@pytest.mark.parametrize("like", [NARROW, PHONE], ids=["narrow", "phone"])
def test_the_menu_closes_when_one_has_chosen_and_its_scrim_only_closes(
    chromium: Browser, demo: DemoChest, like: dict[str, Any]
) -> None:
    who = demo.sign_in(chromium, like)
    at(who, demo, "overview")
    open_menu(who)
    box = drawer(who.page).bounding_box()
    assert box is not None
    beside = round(box["width"]) + 20
    who.touch_or_click(who.page.get_by_test_id("stSidebarNavLink").filter(has_text="Timeline"))
    who.heading(f"The years of {NAME}")
    expect(drawer(who.page)).to_have_attribute("data-collapsed", "true")
    who.page.reload()
    who.idle()
    expect(who.page.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()

    # Beside it lies a memory, which does not open.
    who.tiles().first.scroll_into_view_if_needed()
    who.tiles().locator("a.tile").evaluate_all(
        """(tiles, x) => tiles.find(tile => {
          const { left, right } = tile.getBoundingClientRect();
          return left < x && right > x;
        })?.scrollIntoView({ block: "center" })""",
        beside,
    )
    open_menu(who)
    beneath = who.page.evaluate(
        """x => {
          const seen = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
            .flatMap(place => [...place.shadowRoot.querySelectorAll("a.tile")])
            .map(tile => tile.getBoundingClientRect())
            .map(box => ({ ...box.toJSON(), middle: box.top + box.height / 2 }))
            .filter(box => box.middle > 90 && box.middle < innerHeight)
            .find(box => box.left < x && box.right > x);
          return seen ? seen.middle : null;
        }""",
        beside,
    )
    assert beneath is not None, "a memory lies beside the menu"
    if who.touch:
        who.page.touchscreen.tap(beside, beneath)
    else:
        who.page.mouse.click(beside, beneath)
    expect(drawer(who.page)).to_have_attribute("data-collapsed", "true")
    settle(who.page)
    expect(who.page.get_by_role("dialog")).to_have_count(0)
    assert "/timeline" in who.page.url

    open_menu(who)
    who.page.keyboard.press("Escape")
    expect(drawer(who.page)).to_have_attribute("data-collapsed", "true")
    expect(who.page.get_by_role("button", name="Menu", exact=True)).to_be_focused()
    who.context.close()


def test_an_entry_of_the_menu_opens_in_a_new_tab_in_the_same_chest(
    chromium: Browser, demo: DemoChest
) -> None:
    who = demo.sign_in(chromium, DESK)
    at(who, demo, "overview")
    timeline = who.page.get_by_test_id("stTopNavLink").filter(has_text="Timeline")
    with who.context.expect_page() as opened:
        timeline.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(re.compile(rf"/timeline\?chest={demo.chest_id}$"))
    expect(opened.value.get_by_role("heading", name=f"The years of {NAME}")).to_be_visible()
    with who.context.expect_page() as opened:
        timeline.click(button="middle")
    expect(opened.value).to_have_url(re.compile(rf"/timeline\?chest={demo.chest_id}$"))
    # A link in the page too.
    link = who.page.get_by_role("link", name="Read the story")
    with who.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(re.compile(rf"/story\?chest={demo.chest_id}$"))
    assert "/overview" in who.page.url
    timeline.click()
    who.heading(f"The years of {NAME}")
    who.context.close()


@pytest.mark.parametrize("width", [1280, 1024, 1600])
def test_a_long_name_has_all_the_room_beside_the_menu(
    chromium: Browser, demo: DemoChest, width: int
) -> None:
    who = demo.sign_in(chromium, {"viewport": {"width": width, "height": 800}})
    at(who, demo, "timeline")
    entries = who.page.get_by_test_id("stTopNavLink")
    before = entries.count()
    who.page.locator(".chest-here-name").evaluate(
        "name => (name.textContent = 'Maria Rosa da Conceição Almeida de Vasconcelos e Sousa')"
    )
    who.page.set_viewport_size({"width": width - 1, "height": 800})
    who.page.wait_for_timeout(500)
    here = who.page.locator(".chest-here").bounding_box()
    first = who.page.locator(
        "[data-testid=stTopNav] :is(a, button) >> visible=true"
    ).first.bounding_box()
    assert here is not None
    assert first is not None
    end = here["x"] + here["width"]
    assert end <= first["x"] - 16, "they stand apart"
    is_whole = who.page.locator(".chest-here-name").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert is_whole or end >= first["x"] - 40, "no room is left unused"
    assert entries.count() == before, "and the menu gives way to nothing"
    who.context.close()


def test_all_pages_begin_at_one_left_edge(chromium: Browser, demo: DemoChest) -> None:
    who = demo.sign_in(chromium, DESK)
    edges: dict[str, float] = {}
    tops: dict[str, float] = {}
    for name in (*ABOUT_A_CHEST, "membership", "account", ""):
        at(who, demo, name)
        settle(who.page)
        box = who.page.get_by_role("heading", level=1).bounding_box()
        assert box is not None
        edges[name] = box["x"]
        if name not in ("overview", "memory"):  # a picture comes first
            tops[name] = box["y"]
    assert len(set(edges.values())) == 1, edges
    assert len(set(tops.values())) == 1, tops
    here = who.page.get_by_role("link", name=NAME, exact=True)
    expect(here).to_have_count(0)  # the last one was about no chest
    who.context.close()


@pytest.mark.parametrize("shape", [1.5, 1.0, 0.8], ids=["wide", "square", "tall"])
def test_the_first_page_has_one_axis_and_what_to_do_is_in_sight(
    chromium: Browser, demo: DemoChest, shape: float
) -> None:
    who = demo.sign_in(chromium, DESK)
    at(who, demo, "overview")
    frame = who.page.locator(".chest-hero-frame")
    frame.evaluate("(frame, shape) => frame.style.setProperty('--hero-shape', shape)", shape)
    add = who.page.locator(".st-key-main-link-add").get_by_role("link")
    things = [frame, who.page.get_by_role("heading", level=1), add]
    edges = [box["x"] for thing in things if (box := thing.bounding_box())]
    assert len(edges) == len(things)
    assert max(edges) - min(edges) <= 1, edges
    for seen in (add, who.page.get_by_role("link", name="Look at what was sent")):
        expect(seen).to_be_in_viewport(ratio=1)
    who.context.close()


def test_a_phone_on_its_side_shows_what_one_can_do(chromium: Browser, demo: DemoChest) -> None:
    who = demo.sign_in(chromium, ON_ITS_SIDE)
    at(who, demo, "add")
    expect(who.page.get_by_role("button", name="Choose files")).to_be_in_viewport(ratio=1)
    at(who, demo, "overview")
    expect(who.page.get_by_role("link", name="Add memories").last).to_be_in_viewport(ratio=1)
    aunt = who.context.new_page()
    aunt.goto(demo.link)
    expect(aunt.get_by_role("button", name="Continue")).to_be_in_viewport(ratio=1)
    who.context.close()
