"""An aunt of 81 with a telephone: one question a screen, back always works, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.screens import DESK, PHONE, Person, person, wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
]

WHEN = "When was that, roughly?"
WORDS = "She put the pots under the holes in the roof, and we danced between them."


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory, media: Path) -> Iterator[Family]:
    app = AppServer(tmp_path_factory.mktemp("aunt") / "data").start()
    made = Family(app, wait_for_setup(app), "Rosa Almeida")
    hero = {"asset_id": made.add(media / "cottage.jpg"), "crop": None}
    life = {"born": "1931-04-12", "died": "2019", "hero": hero}
    chest = f"/api/chests/{made.chest_id}"
    made.ask("PATCH", chest, life | {"version": made.ask("GET", chest)["version"]})
    yield made
    made.keeper.close()
    app.stop()


def the_phone_rings(aunt: Person) -> None:
    """Whatever it is, the page is loaded anew afterwards."""
    aunt.page.reload()
    aunt.idle()


def test_nothing_is_lost_whenever_the_phone_rings(
    chromium: Browser, family: Family, media: Path
) -> None:
    _, link = family.make_link()
    aunt = person(chromium, family.app.url, PHONE)
    page = aunt.page
    name, relation = page.get_by_label("Your name"), page.get_by_label("How you knew")
    aunt.visit(link)
    # The door says whose chest it is and who asks, before anything is asked.
    aunt.heading("Rosa Almeida")
    aunt.sees("1931 – 2019")
    aunt.sees("Ana asks you for a memory of Rosa Almeida.")
    expect(page.locator(".chest-hero-frame img")).to_have_js_property("complete", True)
    assert page.locator(".chest-hero-frame img").evaluate("image => image.naturalWidth > 0")
    assert page.locator("input, textarea").count() == 0
    aunt.press("Continue")
    aunt.heading("Who are you?")
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 19
    aunt.press("Go on")
    aunt.sees("Please write your name, so that the family knows who it is from.")
    name.fill("Graça")
    relation.fill("her sister")
    the_phone_rings(aunt)
    expect(name).to_have_value("Graça")
    expect(relation).to_have_value("her sister")
    aunt.press("Go on")
    aunt.heading("Is this all right with you?")
    the_phone_rings(aunt)
    aunt.heading("Who are you?")
    expect(name).to_have_value("Graça")
    aunt.press("Go on")
    aunt.heading("Is this all right with you?")
    aunt.press("Go on")
    aunt.sees("please tick the box above first")
    aunt.touch_or_click(page.get_by_text("Yes, that is all right"))
    aunt.press("Go on")
    aunt.heading("Is there something you would like to say?")
    page.get_by_label("Your words").fill(WORDS)
    aunt.sees("Kept. You can stop here and come back.")
    the_phone_rings(aunt)
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    aunt.write(WHEN, "about 1952")
    aunt.sees("Understood as: about 1952")
    the_phone_rings(aunt)
    expect(page.get_by_label(WHEN)).to_have_value("about 1952")

    # Back, by the button and by the telephone's own, and what was said stays.
    aunt.press("Back")
    aunt.heading("Is this all right with you?")
    aunt.press("Back")
    aunt.heading("Who are you?")
    expect(name).to_have_value("Graça")
    relation.fill("her younger sister")
    page.go_back()
    aunt.heading("Is this all right with you?")
    page.go_forward()
    aunt.heading("Who are you?")
    expect(relation).to_have_value("her younger sister")
    aunt.press("Go on")
    aunt.heading("Is this all right with you?")
    aunt.press("Go on")
    aunt.heading("Is there something you would like to say?")
    aunt.press("Go on")
    aunt.heading("Do you have pictures, or would you rather speak?")
    for name in ("allium.jpg", "acanthus.jpg"):
        aunt.choose_files(media / name)
        expect(aunt.row_of(name).locator(".state")).to_have_text("Arrived")
    aunt.press("Go on")
    tell_of_a_picture(aunt)
    aunt.heading("What do you know about this picture?")
    aunt.sees("file 2 of 2")
    aunt.press("Skip this one")
    aunt.heading("Shall we send this?")
    page.unroute("**/api/uploads")
    the_phone_rings(aunt)
    aunt.sees("Graça, her younger sister")
    aunt.sees(WORDS)
    aunt.sees("about 1952")
    aunt.sees("Rosa and Tomás, with the dog · about 1964 · the high meadow")
    expect(page.locator("audio")).to_have_count(1)
    expect(page.get_by_text("Not sent yet")).to_have_count(0)
    aunt.touch_or_click(aunt.tiles().locator("a").first)
    closer = page.get_by_role("dialog")
    expect(closer.locator("img")).to_be_visible()
    aunt.touch_or_click(closer.get_by_role("button", name="Close"))
    aunt.open("May the family write to you?")
    page.get_by_label("Your e-mail address, if you like").fill("graca at home")
    aunt.press("Send it")
    aunt.sees("This does not look like an e-mail address.")
    assert family.waiting() == []
    page.get_by_label("Your e-mail address, if you like").fill("graca@example.org")
    aunt.press("Send it")
    aunt.heading("Thank you")
    the_phone_rings(aunt)
    aunt.heading("Thank you")
    [given] = family.waiting()
    assert given["contact_email"] == "graca@example.org"
    assert (given["name"], given["relation"]) == ("Graça", "her younger sister")
    assert given["message"] == WORDS
    assert given["message_when"] == "about 1952"
    check_what_was_told(given)
    come_again(aunt, family, link, given["id"])
    take_it_back_and_put_it_back(aunt, family)
    aunt.context.close()


def tell_of_a_picture(aunt: Person) -> None:
    """Who, when and where, typed and then spoken; a date that is none is told beside it."""
    page = aunt.page
    aunt.heading("What do you know about this picture?")
    aunt.sees("file 1 of 2")
    expect(page.locator(".chest-asked img")).to_have_js_property("complete", True)
    aunt.write("Who is on it?", "Rosa and Tomás, with the dog")
    aunt.write(WHEN, "when I was seven")
    aunt.write("Where was it?", "the high meadow")
    aunt.sees("could not be read as a date. Everything else you wrote is still here.")
    aunt.press("Go on")
    expect(page.get_by_label(WHEN)).to_be_focused()
    the_phone_rings(aunt)
    expect(page.get_by_label("Who is on it?")).to_have_value("Rosa and Tomás, with the dog")
    expect(page.get_by_label(WHEN)).to_have_value("when I was seven")
    aunt.write(WHEN, "about 1964")
    aunt.sees("Understood as: about 1964")
    aunt.press("Record a voice")
    expect(page.locator('[data-part="time"]')).to_have_text(re.compile(r"0:0[1-9]|0:[1-5]\d"))
    aunt.press("Stop")
    # Not added by hand: whoever goes on has said it. And it does not get far.
    page.route("**/api/uploads", lambda _route: None)
    aunt.press("Go on")
    aunt.sees("file 2 of 2")


def check_what_was_told(given: dict[str, Any]) -> None:
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for item in given["items"]:
        by_kind.setdefault(item["kind"], []).append(item)
    [voice] = by_kind["audio"]
    told = next(item for item in by_kind["photo"] if item["who"])
    assert told["original_name"] == "allium.jpg"
    assert (told["taken"]["edtf"], told["place"]) == ("1964~", "the high meadow")
    assert voice["attached_to"] == told["id"]
    assert voice["original_name"].startswith("Voice note 20")
    assert voice["taken"] is None, "the day it was recorded is not the day it tells of"


def come_again(aunt: Person, family: Family, link: str, given: str) -> None:
    """Back after sending, and the link once more: never as if nothing had been sent."""
    page = aunt.page
    page.go_back()
    aunt.heading("What you sent")
    aunt.sees(WORDS)
    aunt.sees("The person who keeps this chest will see it first. They have not decided yet.")
    aunt.new_tab()
    aunt.visit(link)
    aunt.heading("What you sent")
    page = aunt.page
    expect(page.get_by_label("Your name")).to_have_count(0)
    family.ask("POST", f"/api/contributions/{given}/approve", {})
    the_phone_rings(aunt)
    aunt.sees("It is in the chest.")
    family.ask("POST", f"/api/contributions/{given}/undo", {})
    aunt.press("Add something else")
    aunt.heading("Is this all right with you?")
    aunt.sees("From Graça, her younger sister")
    aunt.press("Back")
    aunt.heading("What you sent")
    address = aunt.address_in("The address of your receipt")
    cut = page.request.get(link[:-9])
    assert "This link is not complete" in cut.text()
    aunt.visit(address)


def take_it_back_and_put_it_back(aunt: Person, family: Family) -> None:
    aunt.heading("What you gave")
    aunt.sees(WORDS)
    aunt.press("Take it back…")
    aunt.sees("After 30 days it is erased; until then you can put it back")
    aunt.press("Leave it there")
    assert len(family.waiting()) == 1
    aunt.press("Take it back…")
    aunt.press("Yes, take it back")
    aunt.sees("until then you can put it back.")
    assert family.waiting() == []
    aunt.sees(WORDS)
    aunt.press("Put it back")
    aunt.sees("The person who keeps this chest will see it first.")
    assert len(family.waiting()) == 1


def test_on_a_phone_one_gift_at_a_time_and_on_a_desk_all_of_them(
    chromium: Browser, family: Family
) -> None:
    names = [given["name"] for given in family.waiting()]
    _, link = family.make_link()
    token = {"X-Share-Token": link.rpartition("/")[2]}
    for name in ("Inês", "Tomás"):
        request = family.keeper.build_request(
            "POST",
            "/api/contributions",
            json={"name": name, "consent": True},
            headers=token,
        )
        del request.headers["cookie"]
        begun = family.keeper.send(request).raise_for_status().json()
        more = token | {"X-Receipt": begun["receipt"]}
        path = f"/api/contributions/{begun['id']}"
        family.keeper.patch(path, json={"message": "A story"}, headers=more).raise_for_status()
        family.keeper.post(f"{path}/submit", headers=more).raise_for_status()
    names += ["Inês", "Tomás"]

    def shown(someone: Person) -> list[str]:
        someone.idle()
        headings = someone.page.locator("h3")
        return headings.evaluate_all(
            "all => all.filter(h => h.checkVisibility()).map(h => h.innerText)"
        )

    desk = family.at_the_desk(chromium, like=DESK)
    desk.visit(f"/moderate?chest={family.chest_id}")
    desk.heading(names[0])
    also = f"Also waiting ({len(names) - 1})"
    wait_until(desk.page, lambda: shown(desk) == [names[0], also])
    desk.page.get_by_role("button", name="Tomás:").click()
    desk.heading("Tomás")
    desk.context.close()

    phone = family.at_the_desk(chromium, like=PHONE)
    phone.visit(f"/moderate?chest={family.chest_id}")
    for n, name in enumerate(names, 1):
        phone.sees(f"{n} of {len(names)}")
        phone.heading(name)
        wait_until(phone.page, lambda name=name: shown(phone) == [name, also])
        if n < len(names):
            phone.press("Next gift")
    phone.press("Earlier gift")
    phone.heading("Inês")
    phone.press("Approve")
    phone.sees("Approved. It is in the chest now.")
    phone.heading("Tomás")
    assert [given["name"] for given in family.waiting()] == [*names[:-2], "Tomás"]
    phone.press("Undo", within=phone.page.locator(".st-key-undo-last"))
    phone.heading("Inês")
    assert len(family.waiting()) == len(names)
    phone.context.close()


def test_each_question_begins_at_its_beginning(chromium: Browser, family: Family) -> None:
    _, link = family.make_link()
    short = PHONE | {"viewport": {"width": 390, "height": 420}}
    aunt = person(chromium, family.app.url, short)
    page = aunt.page
    aunt.visit(link)
    aunt.press("Continue")

    def heading_is_seen(text: str) -> None:
        aunt.heading(text)
        aunt.idle()
        expect(page.get_by_role("heading", name=text)).to_be_in_viewport()

    heading_is_seen("Who are you?")
    aunt.write("Your name", "Graça")
    aunt.press("Go on")
    heading_is_seen("Is this all right with you?")
    aunt.touch_or_click(page.get_by_text("Yes, that is all right"))
    aunt.press("Go on")
    heading_is_seen("Is there something you would like to say?")
    aunt.write("Your words about Rosa Almeida", WORDS)
    aunt.press("Go on")
    heading_is_seen("Do you have pictures")
    aunt.press("Go on")
    heading_is_seen("Shall we send this?")
    aunt.press("Send it")
    heading_is_seen("Thank you")
    aunt.context.close()
