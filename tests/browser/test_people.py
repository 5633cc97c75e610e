"""Somebody says who is on a picture, finds them again, and says who is meant by a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.demo_chest import DemoChest, start_demo
from tests.browser.screens import DESK, PHONE, Album, Person
from tests.browser.test_accessibility import SMALL_TARGETS, findings, overflows

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SCREENS = [
    pytest.param(DESK, "light", id="1280 light"),
    pytest.param(DESK, "dark", id="1280 dark", marks=pytest.mark.hold),
    pytest.param(PHONE, "light", id="390 light", marks=pytest.mark.hold),
    pytest.param(PHONE, "dark", id="390 dark"),
]


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Iterator[DemoChest]:
    """A demo of our own: who is named here must not be named elsewhere."""
    made = start_demo(tmp_path_factory.mktemp("people") / "data", made=made_demo)
    yield made
    made.server.stop()


def photograph(who: Person, family: DemoChest, at: int) -> str:
    """The address of one of the chest's photographs."""
    answer = who.context.request.get(
        f"{family.server.url}/api/chests/{family.chest_id}/assets?kind=photo&order=oldest"
    )
    asset_id = answer.json()["items"][at]["id"]
    return f"/memory?chest={family.chest_id}&id={asset_id}"


def boxes(who: Person) -> Locator:
    return who.page.locator(".mark[role=group]")


@pytest.mark.parametrize(("like", "scheme"), SCREENS)
def test_a_box_is_put_around_a_face_named_and_leads_to_the_person(
    chromium: Browser, family: DemoChest, like: dict[str, Any], scheme: str, album: Album
) -> None:
    who = family.sign_in(chromium, like | {"color_scheme": scheme, "bypass_csp": True})
    at = [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")].index((like, scheme))
    who.visit(photograph(who, family, at))
    name = f"Joaquim {'ABCD'[at]}"
    who.page.get_by_text("Say who is on it", exact=True).click()
    picture = who.page.locator(".board img")
    expect(picture).to_be_visible()
    if who.touch:
        who.page.get_by_role("button", name="Add a box").tap()
    else:
        picture.scroll_into_view_if_needed()
        place = picture.bounding_box()
        assert place is not None
        who.page.mouse.move(place["x"] + place["width"] * 0.2, place["y"] + place["height"] * 0.2)
        who.page.mouse.down()
        who.page.mouse.move(
            place["x"] + place["width"] * 0.5, place["y"] + place["height"] * 0.6, steps=4
        )
        who.page.mouse.up()
    expect(boxes(who)).to_have_count(1)
    who.page.get_by_role("button", name="Save the boxes").click()
    expect(who.page.get_by_text("Write who is in each box.")).to_be_visible()
    who.page.get_by_label("Who is this?").fill(name)
    album.keep(who.page, "box", whole=True)
    assert findings(who.page) == []
    assert who.page.evaluate(SMALL_TARGETS) == []
    assert not overflows(who.page)
    who.page.get_by_role("button", name="Save the boxes").click()
    link = who.page.get_by_role("link", name=name, exact=True)
    expect(link).to_be_visible()
    who.touch_or_click(link)
    who.heading(name)
    expect(who.page.locator("ul.rows > li")).to_have_count(1)
    album.keep(who.page, "person", whole=True)
    assert findings(who.page) == []
    assert who.page.evaluate(SMALL_TARGETS) == []
    assert not overflows(who.page)


def test_a_box_is_put_moved_and_taken_away_by_the_keyboard(
    chromium: Browser, family: DemoChest
) -> None:
    who = family.sign_in(chromium, DESK)
    who.visit(photograph(who, family, 5))
    who.page.get_by_text("Say who is on it", exact=True).click()
    who.page.get_by_role("button", name="Add a box").press("Enter")
    expect(who.page.get_by_label("Who is this?")).to_be_focused()
    who.page.keyboard.type("Rui")
    box = boxes(who)
    box.focus()
    before = box.bounding_box()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "+"):
        who.page.keyboard.press(key)
    after = box.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] + after["width"] > before["x"] + before["width"] + 5
    assert after["width"] > before["width"]
    who.page.get_by_role("button", name="Save the boxes").press("Enter")
    expect(who.page.get_by_role("link", name="Rui", exact=True)).to_be_visible()
    who.visit(who.page.url)
    who.page.get_by_text("Change who is on it", exact=True).click()
    expect(who.page.get_by_label("Who is this?")).to_have_value("Rui")
    who.page.get_by_role("button", name="Take the box away").press("Enter")
    expect(boxes(who)).to_have_count(0)
    who.page.get_by_role("button", name="Save the boxes").press("Enter")
    expect(who.page.get_by_role("link", name="Rui", exact=True)).to_have_count(0)


@pytest.mark.parametrize(("like", "scheme"), SCREENS)
def test_a_name_that_waits_is_said_to_be_somebody(
    chromium: Browser, family: DemoChest, like: dict[str, Any], scheme: str, album: Album
) -> None:
    who = family.sign_in(chromium, like | {"color_scheme": scheme, "bypass_csp": True})
    address = f"/people?chest={family.chest_id}"
    waits = f"{family.server.url}/api/chests/{family.chest_id}/people/proposals"
    for _ in range(90):  # the worker reads them within half a minute
        names = [one["name"] for one in who.context.request.get(waits).json()["items"]]
        if names:
            break
        who.page.wait_for_timeout(1000)
    who.visit(address)
    expect(who.page.get_by_role("heading", name="Who is meant?")).to_be_visible()
    album.keep(who.page, "people", whole=True)
    assert findings(who.page) == []
    assert who.page.evaluate(SMALL_TARGETS) == []
    assert not overflows(who.page)
    who.touch_or_click(who.page.get_by_role("button", name="Yes, that is so").first)
    expect(who.page.get_by_text("Saved:")).to_be_visible()
    left = [one["name"] for one in who.context.request.get(waits).json()["items"]]
    assert names[0] not in left
    who.touch_or_click(who.page.get_by_role("button", name="Undo", exact=True))
    expect(who.page.get_by_text("Saved:")).to_have_count(0)
