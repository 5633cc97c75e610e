"""What is pressed twice, by a hand that is used to double clicks, is done once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.screens import Person, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    app = AppServer(tmp_path / "data").start()
    made = Family(app, wait_for_setup(app), "Rosa Almeida")
    yield made
    made.keeper.close()
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
