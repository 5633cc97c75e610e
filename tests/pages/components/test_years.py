"""The years in Chromium: fetched and drawn near the window, however many memories there are."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.screens import settle, wait_until
from tests.pages.components.harness_server import Harness
from tests.pages.components.many_tiles import year_of

pytestmark = pytest.mark.browser

MAIN = '[data-testid="stMain"]'


@pytest.fixture
def told(harness: Harness) -> Iterator[Callable[[str, str], None]]:
    """Tells the harness something for one test: writes a file that it looks for."""
    written: list[Path] = []

    def tell(name: str, words: str) -> None:
        written.append(harness.folder / name)
        written[-1].write_text(words)

    yield tell
    for path in written:
        path.unlink(missing_ok=True)


def open_years(page: Page, harness: Harness, size: int = 100) -> Any:
    page.goto(f"{harness.url}/years?n={size}")
    tiles = page.locator("ul.rows > li[data-id]")
    tiles.first.wait_for(timeout=60_000)
    return tiles


def count_nodes(page: Page) -> int:
    return int(
        page.evaluate(
            """() => [...document.querySelectorAll("*")].reduce(
                (sum, e) => sum + 1 + (e.shadowRoot?.querySelectorAll("*").length ?? 0), 0)"""
        )
    )


SCROLL = "(main, share) => { main.scrollTop = main.scrollHeight * share }"


def scroll_to(page: Page, share: float) -> None:
    """As far down, and what lies there has come."""
    settle(page, lambda: page.locator(MAIN).evaluate(SCROLL, share))


def test_ten_thousand_memories_are_as_many_elements_as_a_hundred(
    page: Page, harness: Harness
) -> None:
    most = {}
    for size in (100, 10_000):
        tiles = open_years(page, harness, size)
        seen, counted = set(), []
        for share in (0.0, 0.2, 0.4, 0.6, 0.8, 0.99):
            scroll_to(page, share)
            expect(tiles.first).to_be_attached()
            seen.add(tiles.first.get_attribute("data-id"))
            counted.append(count_nodes(page))
        most[size] = max(counted)
        assert len(seen) > 3
    assert most[10_000] <= 1.3 * most[100]


def test_rows_have_one_height_and_fill_their_place(page: Page, harness: Harness) -> None:
    open_years(page, harness, 200)
    boxes = page.evaluate(
        """() => {
        const host = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')]
            .find((element) => element.shadowRoot.querySelector("section"));
        return [...host.shadowRoot.querySelectorAll(".block")].map((block) => ({
            width: block.clientWidth,
            tiles: [...block.querySelectorAll("li")].map((li) => {
                const frame = li.querySelector(".frame, .paper, .voice").getBoundingClientRect();
                const shape = Number(getComputedStyle(li).getPropertyValue("--shape"));
                return { top: frame.top, right: frame.right, left: frame.left,
                         width: frame.width, height: frame.height, shape };
            }),
        }));
    }"""
    )
    rows: dict[tuple[int, float], list[dict[str, float]]] = {}
    for number, block in enumerate(boxes):
        for tile in block["tiles"]:
            assert tile["width"] / tile["height"] == pytest.approx(tile["shape"], rel=0.02)
            rows.setdefault((number, round(tile["top"])), []).append(tile)
    full = [
        row
        for (number, _), row in rows.items()
        if row[-1]["right"] - row[0]["left"] > boxes[number]["width"] - 3
    ]
    assert len(full) >= 0.7 * len(rows)
    for row in rows.values():
        assert max(t["height"] for t in row) - min(t["height"] for t in row) < 1


def test_decades_of_little_stand_side_by_side(page: Page, harness: Harness) -> None:
    open_years(page, harness, 100)
    early = page.get_by_role("heading", name="1930s").bounding_box()
    later = page.get_by_role("heading", name="1940s").bounding_box()
    assert early is not None
    assert later is not None
    assert early["y"] == pytest.approx(later["y"], abs=2)
    assert later["x"] > early["x"] + 100


def test_the_rail_leads_to_a_decade(page: Page, harness: Harness) -> None:
    open_years(page, harness, 3_000)
    page.get_by_role("navigation", name="Decades").get_by_role("link", name="1980s").click()
    heading = page.get_by_role("heading", name="1980s")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    expect(page.locator('li[data-id="d1980-0"]')).to_be_in_viewport()
    settle(page)  # what loads above does not push it away
    expect(heading).to_be_in_viewport()


def test_years_stand_under_their_decade_each_with_its_own(page: Page, harness: Harness) -> None:
    open_years(page, harness, 300)
    decade = page.get_by_role("region", name="1960s", exact=True)
    decade.scroll_into_view_if_needed()
    expect(decade.get_by_role("heading", level=3).first).to_have_text("Without a year")
    found = decade.get_by_role("heading", level=3).all_inner_texts()
    assert found[1:] == [str(year) for year in range(1960, 1970)]
    shown = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')]
            .flatMap((host) => [...host.shadowRoot.querySelectorAll(".part:has(h3)")])
            .flatMap((part) => [...part.querySelectorAll("li")].map((li) =>
                [part.querySelector("h3").textContent, li.dataset.id]))"""
    )
    of_sixties = [(year, int(i.split("-")[1])) for year, i in shown if i.startswith("d1960-")]
    assert len({year for year, _ in of_sixties}) > 1
    for year, n in of_sixties:
        assert year == str(year_of(300, 1960, n) or "Without a year")


def test_the_rail_is_dragged_and_says_the_year(page: Page, harness: Harness) -> None:
    open_years(page, harness, 3_000)
    decades = page.get_by_role("navigation", name="Decades")
    bubble = page.locator(".bubble")
    box = decades.get_by_role("link", name="1970s").bounding_box()
    first = decades.get_by_role("link", name="1930s").bounding_box()
    assert box is not None
    assert first is not None
    x = first["x"] + 20
    page.mouse.move(x, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(x, box["y"] + 4, steps=3)
    expect(bubble).to_have_text("1970s")
    page.mouse.move(x, box["y"] + box["height"] * 0.65, steps=3)
    expect(bubble).to_have_text(re.compile("197[56]"))
    year = bubble.inner_text()
    # Where the hand rests, memories are fetched.
    page.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')]
            .flatMap((host) => [...host.shadowRoot.querySelectorAll('li[data-id^="d1970-"]')])
            .some((li) => li.getBoundingClientRect().top > 60
                && li.getBoundingClientRect().bottom < innerHeight)"""
    )
    page.mouse.up()
    expect(bubble).to_be_hidden()
    expect(page.get_by_role("slider", name="Year")).to_have_attribute("aria-valuetext", year)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "#" not in page.url


def test_keys_move_the_knob_of_the_rail(page: Page, harness: Harness) -> None:
    open_years(page, harness, 3_000)
    knob = page.get_by_role("slider", name="Year")
    knob.focus()
    page.keyboard.press("End")
    expect(knob).to_have_attribute("aria-valuetext", "undated")
    page.keyboard.press("PageUp")
    expect(knob).to_have_attribute("aria-valuetext", "1980s")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(knob).to_have_attribute("aria-valuetext", "1982")
    expect(page.get_by_role("heading", name="1982")).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(page.locator('li[data-id="d1930-0"]')).to_be_in_viewport()
    expect(knob).to_be_focused()


def test_on_a_phone_the_rail_hides_no_picture(browser: Browser, harness: Harness) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    open_years(page, harness, 1_000)
    knob = page.get_by_role("slider", name="Year")
    expect(knob).to_have_css("opacity", "0")
    shares = itertools.cycle((0.3, 0.32))

    def is_awake() -> bool:
        """It sleeps again soon after the last of scrolling, so that goes on for as long."""
        page.locator(MAIN).evaluate(SCROLL, next(shares))
        return bool(knob.evaluate("knob => getComputedStyle(knob).opacity === '1'"))

    wait_until(page, is_awake)
    seen = knob.evaluate(
        """(knob) => {
        const style = getComputedStyle(knob, "::after");
        return innerWidth - parseFloat(style.right) - parseFloat(style.width);
    }"""
    )
    right = page.locator("ul.rows > li .frame").evaluate_all(
        "all => Math.max(...all.map((tile) => tile.getBoundingClientRect().right))"
    )
    assert seen > right  # it is in the margin
    box = knob.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    touch = context.new_cdp_session(page)

    def finger(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    def is_dragged() -> bool:
        wait_until(page, is_awake)
        box = knob.bounding_box()
        assert box is not None
        x, y = box["x"] + 22, box["y"] + 24
        finger("touchStart", (x, y))
        for step in range(1, 5):
            finger("touchMove", (x, y + 60 * step))
        if page.locator(".bubble").is_visible():
            return True
        finger("touchEnd")  # it slept before the finger came
        return False

    wait_until(page, is_dragged)
    expect(page.locator(".bubble")).to_have_text(re.compile("^19|undated"))
    finger("touchEnd")
    expect(page.locator("ul.rows > li").first).to_be_attached()
    expect(knob).to_have_css("opacity", "0")
    context.close()


def test_the_focus_stays_when_something_changes(
    page: Page, harness: Harness, told: Callable[[str, str], None]
) -> None:
    open_years(page, harness)
    page.locator('li[data-id="d1960-5"] a').focus()
    told("caption", "The orchard")
    told("version", "4")
    changed = page.locator('li[data-id="d1960-5"]', has_text="The orchard")
    expect(changed).to_be_visible()
    expect(changed.locator("a")).to_be_focused()
    # Where its memory is gone, it goes on to the next.
    told("gone", "d1960-5 d1960-6")
    told("version", "5")
    expect(changed).to_have_count(0)
    expect(page.locator('li[data-id="d1960-7"] a')).to_be_focused()


def test_a_change_is_seen_and_the_place_is_kept(
    page: Page, harness: Harness, told: Callable[[str, str], None]
) -> None:
    open_years(page, harness, 1_000)
    scroll_to(page, 0.4)
    tile_id, before = find_in_window(page)
    told("caption", "The orchard")
    told("version", "2")
    changed = page.locator(f'li[data-id="{tile_id}"]', has_text="The orchard")
    expect(changed).to_be_in_viewport()
    after = changed.bounding_box()
    assert after is not None
    assert after["y"] == pytest.approx(before, abs=4)


def find_in_window(page: Page) -> tuple[str, float]:
    """A memory with a caption in the middle of the window: its id, and where it begins."""
    # All at once: what is drawn anew meanwhile would be waited for.
    places = page.locator("li:has(.caption)").evaluate_all(
        "all => all.map((tile) => [tile.dataset.id, tile.getBoundingClientRect().y])"
    )
    for tile_id, top in places:
        if 100 < top < 500:
            return tile_id, top
    raise AssertionError("Nothing with a caption is in the window.")


def test_what_did_not_change_does_not_blink(
    page: Page, harness: Harness, told: Callable[[str, str], None]
) -> None:
    open_years(page, harness, 100)
    kept = page.locator('li[data-id="d1960-1"] img').element_handle()
    told("version", "3")
    page.wait_for_timeout(3500)
    assert kept is not None
    assert kept.evaluate("(image) => image.isConnected") is True


def test_a_refusal_is_said_and_can_be_tried_again(
    page: Page, harness: Harness, told: Callable[[str, str], None]
) -> None:
    told("fail", "")
    page.goto(f"{harness.url}/years?n=100")
    expect(page.get_by_text("could not be fetched. They are safe.").first).to_be_visible()
    (harness.folder / "fail").unlink()
    page.get_by_role("button", name="Try again").first.click()
    expect(page.locator('li[data-id="d1930-0"]')).to_be_visible()


def test_a_click_opens_in_place(page: Page, harness: Harness) -> None:
    open_years(page, harness, 100)
    link = page.locator('li[data-id="d1960-2"] a')
    assert link.get_attribute("href") == "/memory?id=d1960-2"
    link.click()
    page.get_by_role("dialog").get_by_role("button", name="Open its page").click()
    expect(page.get_by_text("Opened: d1960-2")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(page: Page, harness: Harness, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    open_years(page, harness, 100)
    wider = page.locator(MAIN).evaluate("(main) => main.scrollWidth - main.clientWidth")
    assert wider <= 0


@pytest.mark.parametrize("is_changed", [False, True], ids=["as it was", "changed meanwhile"])
def test_back_from_another_page_leads_to_where_one_was(
    page: Page, harness: Harness, told: Callable[[str, str], None], is_changed: bool
) -> None:
    open_years(page, harness, 1_000)
    scroll_to(page, 0.4)
    tile_id, before = find_in_window(page)
    page.get_by_role("link", name="Live", exact=True).click()
    expect(page.get_by_role("heading", name="Live")).to_be_visible()
    if is_changed:
        told("caption", "The orchard")
        told("version", "7")
    page.go_back()
    tile = page.locator(f'li[data-id="{tile_id}"]')
    expect(tile).to_be_in_viewport()
    if is_changed:
        expect(tile).to_contain_text("The orchard")
    settle(page)
    box = tile.bounding_box()
    assert box is not None
    assert box["y"] == pytest.approx(before, abs=30)


def test_the_menu_leads_to_the_beginning(page: Page, harness: Harness) -> None:
    open_years(page, harness, 1_000)
    scroll_to(page, 0.4)
    page.get_by_role("link", name="Live", exact=True).click()
    expect(page.get_by_role("heading", name="Live")).to_be_visible()
    page.get_by_role("link", name="Years", exact=True).click()
    expect(page.locator('li[data-id="d1930-0"]')).to_be_in_viewport()
