"""What is pressed twice, by a hand that is used to double clicks, is done once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.giving import give
from tests.browser.screens import Person, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    app = AppServer(tmp_path / "data").start()
    made = Family(app, wait_for_setup(app), "Rosa Almeida")
    yield made
    for client in (made.keeper, *made.clients):
        client.close()
    app.stop()


def press_twice(someone: Person, name: str) -> None:
    """As a hand does it: the second press comes while the first one is being done."""
    someone.idle()
    button = someone.page.get_by_role("button", name=name, exact=True)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    someone.page.mouse.click(*middle)
    someone.page.wait_for_timeout(120)
    someone.page.mouse.click(*middle)
    someone.page.wait_for_timeout(1500)  # the second press had its run
    someone.idle()


def test_a_form_that_is_sent_twice_makes_one_thing(chromium: Browser, family: Family) -> None:
    keeper = family.at_the_desk(chromium)
    links = f"/api/chests/{family.chest_id}/share-links"
    keeper.visit(f"/share?chest={family.chest_id}")
    keeper.write("Who is it for?", "Aunt Graça")
    press_twice(keeper, "Make the link")
    wait_until(keeper.page, lambda: bool(family.ask("GET", links)["items"]))
    assert [link["label"] for link in family.ask("GET", links)["items"]] == ["Aunt Graça"]

    keeper.visit("/")
    keeper.page.locator("summary").filter(has_text="Make another chest").click()
    keeper.write("Name", "Manuel Costa")
    keeper.page.get_by_text("he, him", exact=True).click()
    expect(keeper.page.get_by_role("radio", name="he, him", exact=True)).to_be_checked()
    press_twice(keeper, "Make the chest")
    keeper.heading("Add memories")
    made = [chest["name"] for chest in family.ask("GET", "/api/chests")["items"]]
    assert made.count("Manuel Costa") == 1

    keeper.visit(f"/settings?chest={family.chest_id}")
    keeper.open("Invite someone with an account")
    press_twice(keeper, "Make an invitation")
    keeper.page.reload()
    keeper.open("Invite someone with an account")
    expect(keeper.page.get_by_role("button", name="Take back")).to_have_count(1)
    keeper.context.close()


def test_a_chest_that_is_deleted_by_a_double_click_is_deleted_once(
    chromium: Browser, family: Family
) -> None:
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/settings?chest={family.chest_id}")
    keeper.page.get_by_text("I want to delete this chest").click()
    press_twice(keeper, "Delete the chest")
    keeper.heading("Who is this chest for?")
    assert last_deeds(family).count("chest.deleted") == 1
    expect(keeper.page.get_by_text("There is no such chest here")).to_have_count(0)
    keeper.open("Deleted chests")
    expect(keeper.page.get_by_role("button", name="Restore Rosa Almeida")).to_be_visible()
    keeper.context.close()


# Pages, and what is written or set on each before its buttons are pressed.
WALKS = ("share", "moderate", "settings", "story", "account", "memory")
# They end what the walk stands on: pressed last, or by tests of their own.
LAST = ("Sign out", "Sign out everywhere", "Leave", "Leave this chest", "Delete this memory")
# What a button may count up by one without being pressed: what the worker does meanwhile.
BESIDE = {"worker_lease", "login_session", "processing_step", "derivative", "story_sentence"}
BESIDE |= {"chapter", "chest_tally", "repeat", "idempotency_record", "waiting_notice"}


ALL = "Approve all "
OPEN_WHAT_IS_FOLDED = """() => {
  const folded = document.querySelectorAll("details:not([open]) > summary");
  folded.forEach(summary => summary.click());
  return folded.length;
}"""


def last_deeds(family: Family) -> list[str]:
    with closing(reading(family)) as connection:
        newest = "select action from audit_event order by at desc limit 8"
        return [action for (action,) in connection.execute(newest)]


def reading(family: Family) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{family.app.data_dir / 'chest.db'}?mode=ro", uri=True)


def rows(family: Family) -> dict[str, int]:
    """How many rows each table has; read by a process of its own, as the server writes them."""
    with closing(reading(family)) as connection:
        found = connection.execute("select name from sqlite_master where type = 'table'")
        names = [name for (name,) in found if name not in BESIDE and "dbos" not in name]
        return {
            name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]
            for name in names
        }


def buttons(keeper: Person) -> list[str]:
    """What can be pressed on the page as it is, by the names of Streamlit's own buttons."""
    keeper.idle()
    while keeper.page.evaluate(OPEN_WHAT_IS_FOLDED):
        keeper.page.wait_for_timeout(700)  # it moves for half a second, and is pressed in vain
    shown = keeper.page.locator(".stButton button:enabled, .stFormSubmitButton button:enabled")
    names = shown.evaluate_all(
        "all => all.filter(b => b.checkVisibility()).map(b => b.innerText.trim())"
    )
    return [name for name in dict.fromkeys(names) if name and name not in LAST]


def the_button(keeper: Person, name: str) -> Locator:
    return keeper.page.get_by_role("button", name=name, exact=True).locator("visible=true").first


def twice(keeper: Person, name: str) -> None:
    button = the_button(keeper, name)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    keeper.page.mouse.click(*middle)
    keeper.page.wait_for_timeout(120)
    keeper.page.mouse.click(*middle)
    keeper.page.wait_for_timeout(700)
    keeper.idle()


@pytest.mark.hold  # a walk of minutes, over whatever buttons there are
def test_every_button_of_a_keeper_pressed_twice_does_what_it_does_once(
    chromium: Browser, family: Family, media: Path
) -> None:
    family.invite("Tom", role="member")
    _, link = family.make_link()
    for name in ("Graça", "Inês", "Luís"):
        give(family, link, name=name, message=f"{name} remembers.")
    memory = family.add(media / "cottage.jpg")
    family.ask("POST", f"/api/chests/{family.chest_id}/invitations", {"role": "viewer"})
    keeper = family.at_the_desk(chromium)
    pressed: list[str] = []

    def press_all(address: str) -> None:
        keeper.visit(address)
        done: set[str] = set()
        at_once = 1
        while left := [name for name in buttons(keeper) if name not in done]:
            name = min(left, key=lambda one: one.startswith(ALL))  # those last
            done.add(name)
            if the_button(keeper, name).count() == 0:
                continue
            before = rows(family)
            twice(keeper, name)
            after = rows(family)
            # One decision about several gifts is told of each, and so is taking it back.
            if name.startswith(ALL):
                at_once = int(name.removeprefix(ALL))
            most = at_once if name.startswith((ALL, "Undo")) else 1
            more = {t: after[t] - n for t, n in before.items() if abs(after[t] - n) > most}
            assert not more, f"{name} on {address}: {more} after {pressed}, {last_deeds(family)}"
            pressed.append(name)
            # Whatever it led to, the others are on this page, as it is now.
            if address.split("?")[0] not in keeper.page.url or not address.split("?")[0].strip("/"):
                keeper.visit(address)

    for page in WALKS:
        more = f"&id={memory}" if page == "memory" else ""
        press_all(f"/{page}?chest={family.chest_id}{more}")
    for name in (
        "Make the link",
        "Yes, close it",
        "Approve",
        "Decline",
        "Hold",
        "Undo",
        "Take back",
    ):
        assert name in pressed, f"{name} was not met; pressed were {pressed}"
    assert {"Remove", "Remove Tom", "Save", "Tell the story", "Make an invitation"} <= set(pressed)

    # What ends what one stands on.
    for address, name, table in (
        (f"/memory?chest={family.chest_id}&id={memory}", "Delete this memory", "asset"),
        (f"/settings?chest={family.chest_id}", "Delete the chest", "chest"),
    ):
        keeper.visit(address)
        if name == "Delete the chest":
            keeper.page.get_by_text("I want to delete this chest").click()
        before = rows(family)
        buttons(keeper)
        twice(keeper, name)
        after = rows(family)
        assert after[table] == before[table]
        assert after["audit_event"] - before["audit_event"] == 1
    assert family.ask("GET", "/api/chests")["items"] == []
    keeper.visit("/")
    buttons(keeper)
    twice(keeper, "Restore Rosa Almeida")
    assert [chest["name"] for chest in family.ask("GET", "/api/chests")["items"]] == [
        "Rosa Almeida"
    ]
    keeper.context.close()
