"""An aunt of 81 with a telephone: one question a screen, back always works, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.screens import DESK, PHONE, Person, person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
]

WORDS = "She put the pots under the holes in the roof, and we danced between them."


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    app = AppServer(tmp_path_factory.mktemp("aunt") / "data").start()
    made = Family(app, wait_for_setup(app), "Rosa Almeida")
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
    aunt.choose_files(media / "allium.jpg")
    expect(aunt.row_of("allium.jpg").locator(".state")).to_have_text("Added")
    aunt.press("Go on")
    aunt.heading("Shall we send this?")
    the_phone_rings(aunt)
    aunt.sees("Graça, her younger sister")
    aunt.sees(WORDS)
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
    take_it_back_and_put_it_back(aunt, family)
    aunt.context.close()


def take_it_back_and_put_it_back(aunt: Person, family: Family) -> None:
    aunt.visit(aunt.address_in("The address of your receipt"))
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
    assert shown(desk) == [names[0], also]
    desk.page.get_by_role("button", name="Tomás:").click()
    desk.heading("Tomás")
    desk.context.close()

    phone = family.at_the_desk(chromium, like=PHONE)
    phone.visit(f"/moderate?chest={family.chest_id}")
    for n, name in enumerate(names, 1):
        phone.sees(f"{n} of {len(names)}")
        phone.heading(name)
        assert shown(phone) == [name, also]
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
