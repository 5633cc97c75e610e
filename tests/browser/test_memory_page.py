"""A memory's own page: its words are read where they stand, and changed where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.belongings import make_voice_note
from tests.browser.families import Family
from tests.browser.screens import DESK, PHONE, Person, person, settle, wait_until
from tests.media import cameras

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
]

MakeFamily = Callable[[str], Family]
LONG = (
    "Rosa at the window of the workshop above the bakery, with the choir robes of 1971 around her. "
    "She said that the light was best at nine, and that nobody should speak to her before ten."
)


@pytest.fixture(scope="module")
def make_family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeFamily]:
    """Chests of one installation; each test makes its own."""
    app = AppServer(tmp_path_factory.mktemp("memory") / "data").start()
    keeper = wait_for_setup(app)
    clients = [keeper]
    yield lambda name: Family(app, keeper, name, clients=clients)
    for client in clients:
        client.close()
    app.stop()


def at(
    chromium: Browser, family: Family, asset_id: str, like: dict[str, Any] = DESK, **who: Any
) -> Person:
    someone = family.at_the_desk(chromium, like=like, **who)
    someone.visit(f"/memory?chest={family.chest_id}&id={asset_id}")
    return someone


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
def test_a_caption_is_read_and_not_shouted(
    chromium: Browser, make_family: MakeFamily, media: Path, like: dict[str, Any]
) -> None:
    family = make_family("Rosa Almeida")
    asset_id = family.add(media / "allium.jpg", caption=LONG)
    keeper = at(chromium, family, asset_id, like)
    words = keeper.written("caption").get_by_text(LONG)
    size, face = words.evaluate(
        "p => [getComputedStyle(p).fontSize, getComputedStyle(p).fontFamily]"
    )
    assert 19 <= float(size.removesuffix("px")) <= 21
    assert "Source Serif" in face
    heading = keeper.page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    expect(heading).to_have_text("A photograph")
    keeper.rewrite("taken", "summer 1964")
    expect(heading).to_have_text("A photograph, summer 1964")
    settle(keeper.page)
    picture = keeper.page.locator(".photo img").bounding_box()
    below = words.bounding_box()
    assert picture is not None
    assert below is not None
    assert picture["height"] > below["height"] / 2
    assert below["x"] == picture["x"], "one left edge"
    keeper.context.close()


def test_where_nothing_is_written_one_is_asked(
    chromium: Browser, make_family: MakeFamily, media: Path
) -> None:
    family = make_family("Rosa Almeida")
    asset_id = family.add(media / "allium.jpg")
    keeper = at(chromium, family, asset_id)
    for asked, name, label, text in (
        ("Who is this? What do you remember?", "caption", "Caption", "The leek\n\nbehind the mill"),
        ("When was it?", "taken", "When", "about 1972"),
        ("Where was it?", "place", "Where", "Setúbal"),
    ):
        keeper.idle()
        keeper.page.get_by_role("button", name=asked).click()
        field = keeper.written(name).get_by_label(label)
        expect(field).to_be_focused()
        field.fill(text)
        keeper.page.keyboard.press("Control+Enter" if name == "caption" else "Enter")
        expect(keeper.written(name).locator("form")).to_have_count(0)
        expect(keeper.written(name).get_by_role("button")).to_be_focused()
        expect(keeper.page.get_by_role("status").get_by_text("Saved.")).to_be_visible()
    saved = family.asset(asset_id)
    assert saved["caption"] == "The leek\n\nbehind the mill"
    assert (saved["taken"]["edtf"], saved["place"]) == ("1972~", "Setúbal")
    keeper.page.get_by_role("button", name="When: about 1972. Change").click()
    keeper.page.keyboard.type(", or so")
    keeper.page.keyboard.press("Escape")
    expect(keeper.written("taken")).to_contain_text("about 1972")
    assert family.asset(asset_id)["version"] == saved["version"]
    # Who may only look is not asked, and finds nothing to press.
    viewer = at(chromium, family, asset_id, client=family.invite("Tom", role="viewer"))
    viewer.sees("behind the mill")
    expect(viewer.page.locator(".written button")).to_have_count(0)
    for one in (keeper, viewer):
        one.context.close()


def test_words_that_are_not_saved_yet_are_there_when_one_comes_back(
    chromium: Browser, make_family: MakeFamily
) -> None:
    family = make_family("Rosa Almeida")
    path = f"/api/chests/{family.chest_id}/posts"
    notes = [
        family.ask("POST", path, {"body": f"Words of {y}.", "taken": str(y)}) for y in (1951, 1952)
    ]
    keeper = at(chromium, family, notes[0]["id"])
    keeper.rewrite("body", "Words of 1951, and more", save=False)
    keeper.page.get_by_role("link", name="Later").click()
    keeper.sees("Words of 1952.")
    keeper.page.get_by_role("link", name="Earlier").click()
    field = keeper.written("body").locator("textarea")
    expect(field).to_have_value("Words of 1951, and more")
    keeper.rewrite("body", "Words of 1951, and more.")
    keeper.sees("Saved.")
    assert family.asset(notes[0]["id"])["body"] == "Words of 1951, and more."
    keeper.context.close()


def test_a_double_press_saves_once(chromium: Browser, make_family: MakeFamily, media: Path) -> None:
    family = make_family("Rosa Almeida")
    asset_id = family.add(media / "allium.jpg")
    keeper = at(chromium, family, asset_id)
    place = keeper.rewrite("place", "Lisbon", save=False)
    place.get_by_role("button", name="Save").dblclick()
    keeper.sees("Saved.")
    wait_until(keeper.page, lambda: family.asset(asset_id)["place"] == "Lisbon")
    assert family.asset(asset_id)["version"] == 2
    expect(keeper.page.get_by_text("Someone else changed this")).to_have_count(0)
    keeper.context.close()


def test_the_ways_lead_to_both_sides_and_back(chromium: Browser, make_family: MakeFamily) -> None:
    family = make_family("Rosa Almeida")
    path = f"/api/chests/{family.chest_id}/posts"
    for year in (1951, 1952, 1953):
        note = family.ask("POST", path, {"body": f"Words of {year}.", "taken": str(year)})
    keeper = at(chromium, family, note["id"], PHONE)
    expect(keeper.page.get_by_role("link", name="Later")).to_have_count(0)
    keeper.page.get_by_role("link", name="Earlier").tap()
    keeper.sees("Words of 1952.")
    settle(keeper.page)
    boxes = [
        keeper.page.get_by_role("link", name=name).bounding_box()
        for name in ("Earlier", "Back to the timeline", "Later")
    ]
    assert all(boxes)
    earlier, back, later = (box for box in boxes if box)
    assert earlier["x"] < 30
    assert later["x"] + later["width"] > 360
    assert earlier["x"] + earlier["width"] <= back["x"]
    assert back["x"] + back["width"] <= later["x"]
    keeper.page.get_by_role("link", name="Back to the timeline").tap()
    keeper.heading("The years of Rosa Almeida")
    keeper.context.close()


def test_what_only_an_archivist_asks_for_is_behind_a_second_door(
    chromium: Browser, make_family: MakeFamily, media: Path
) -> None:
    family = make_family("Rosa Almeida")
    asset_id = family.add(media / "allium.jpg")
    keeper = at(chromium, family, asset_id)
    details = keeper.open("History and details")
    expect(details.get_by_text("File: allium.jpg")).to_be_visible()
    digest = details.get_by_text("SHA-256: ")
    expect(digest).to_be_hidden()
    details.get_by_text("Technical details").click()
    expect(digest).to_be_visible()
    expect(digest).to_have_text(f"SHA-256: {family.asset(asset_id)['sha256']}")
    keeper.context.close()


def test_a_scan_tells_its_own_day_and_where_the_date_comes_from(
    chromium: Browser, make_family: MakeFamily, tmp_path: Path
) -> None:
    scan = tmp_path / "scan 1958 Lisboa.jpg"
    told = cameras.Told(make="EPSON", model="Perfection V600", taken="2015:02:03 10:11:12")
    Image.new("RGB", (480, 320), "teal").save(scan, exif=cameras.exif(told))
    family = make_family("Rosa Almeida")
    keeper = at(chromium, family, family.add(scan))
    details = keeper.open("History and details")
    expect(details.get_by_text("Date: 1958, from the file’s name")).to_be_visible()
    expect(details.get_by_text("Scanned on 3 February 2015")).to_be_visible()
    keeper.context.close()


def test_a_voice_note_as_a_browser_records_it_plays_and_can_be_wound(
    chromium: Browser, make_family: MakeFamily, tmp_path: Path
) -> None:
    family = make_family("Rosa Almeida")
    make_voice_note(tmp_path / "note.webm", seconds=120)
    keeper = at(chromium, family, family.add(tmp_path / "note.webm"))
    place = keeper.page.get_by_role("slider")
    expect(place).to_have_attribute("aria-valuetext", "0:00 of 2:00")
    keeper.press("Play")
    expect(keeper.page.get_by_role("button", name="Pause")).to_be_visible()
    box = place.bounding_box()
    assert box is not None
    place.click(position={"x": box["width"] * 0.8, "y": 10})
    wait_until(keeper.page, lambda: int(place.get_attribute("aria-valuenow") or 0) >= 96)
    expect(keeper.page.get_by_role("button", name="Pause")).to_be_visible()
    expect(keeper.page.get_by_role("alert")).to_be_empty()
    keeper.context.close()


def test_a_link_reads_what_is_written_as_the_family_does(
    chromium: Browser, make_family: MakeFamily, media: Path
) -> None:
    family = make_family("Rosa Almeida")
    asset_id = family.add(media / "allium.jpg", caption=LONG)
    _, link = family.make_link(permission="look")
    aunt = person(chromium, family.app.url, PHONE)
    aunt.visit(link)
    aunt.press("Continue")
    aunt.heading("Rosa Almeida")
    aunt.idle()
    aunt.visit(f"/shared?id={asset_id}")
    words = aunt.page.locator(".story").get_by_text(LONG)
    expect(words).to_be_visible()
    size = words.evaluate("p => getComputedStyle(p).fontSize")
    assert 15 <= float(size.removesuffix("px")) <= 21
    expect(aunt.page.get_by_role("heading", name=LONG)).to_have_count(0)
    expect(aunt.page.get_by_role("heading", name="A photograph", exact=True)).to_have_count(1)
    aunt.context.close()
