"""What keeps a form from being taken stands at its field, which is marked, opened and led to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.app_server import SETUP_CODE, AppServer, wait_for_setup
from tests.browser.families import PASSWORD, Family
from tests.browser.screens import PHONE, Person, person, settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    app = AppServer(tmp_path_factory.mktemp("forms") / "data").start()
    made = Family(app, wait_for_setup(app), "Rosa Almeida")
    yield made
    made.keeper.close()
    app.stop()


def is_led_to(someone: Person, field: Locator, sentence: str) -> None:
    """The field is marked and in sight, with the focus in it, and described by the sentence."""
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", re.compile("."))
    said = someone.page.locator(f"#{field.get_attribute('aria-describedby').split()[0]}")
    expect(said).to_contain_text(sentence)
    expect(said).to_be_in_viewport()
    expect(field).to_be_in_viewport()
    expect(field).to_be_focused()
    settle(someone.page)
    near, here = said.bounding_box(), field.bounding_box()
    assert near is not None
    assert here is not None
    assert abs(near["y"] - (here["y"] + here["height"])) < 60


def test_making_a_chest_asks_how_the_person_is_spoken_of_and_what_a_date_means(
    chromium: Browser, family: Family
) -> None:
    keeper = family.at_the_desk(chromium)
    page = keeper.page
    keeper.visit("/")
    page.locator("summary").filter(has_text="Make another chest").click()
    keeper.press("Make the chest")
    is_led_to(keeper, page.get_by_label("Name", exact=True), "Please enter the name")

    keeper.write("Name", "Manuel Costa")
    keeper.press("Make the chest")
    asked = page.get_by_role("radiogroup")
    expect(asked).to_have_attribute("aria-invalid", "true")
    assert page.get_by_role("radio", checked=True).count() == 0, "nothing is chosen for anybody"
    keeper.sees("Please choose how the story speaks of this person")
    expect(page.get_by_label("Name", exact=True)).not_to_have_attribute("aria-invalid", "true")

    page.get_by_text("he, him", exact=True).click()
    expect(asked).not_to_have_attribute("aria-invalid", "true")
    keeper.write("Born", "12/04/1951")
    keeper.press("Make the chest")
    either = "can be read as 12 April 1951 or as 4 December 1951"
    is_led_to(keeper, page.get_by_label("Born"), either)
    keeper.write("Born", "4 December 1951")
    keeper.press("Make the chest")
    keeper.heading("Add memories")
    made = {chest["name"]: chest for chest in family.ask("GET", "/api/chests")["items"]}
    assert made["Manuel Costa"]["pronoun"] == "he"
    assert made["Manuel Costa"]["born"] == "1951-12-04"
    keeper.context.close()


def test_a_field_that_is_folded_away_is_opened(chromium: Browser, family: Family) -> None:
    keeper = family.at_the_desk(chromium, like=PHONE)
    page = keeper.page
    keeper.visit(f"/share?chest={family.chest_id}")
    summary = page.locator("summary").filter(has_text="A password, or a limit")
    password = page.locator(".st-key-new-link-password input")
    summary.tap()
    password.fill("ab")
    page.keyboard.press("Tab")
    summary.tap()
    expect(password).to_be_hidden()
    keeper.press("Make the link")
    is_led_to(keeper, password, "Choose a password of at least")
    assert family.ask("GET", f"/api/chests/{family.chest_id}/share-links")["items"] == []
    keeper.context.close()


def test_settings_invitations_and_the_account_say_it_at_the_field(
    chromium: Browser, family: Family
) -> None:
    keeper = family.at_the_desk(chromium)
    page = keeper.page
    keeper.visit(f"/settings?chest={family.chest_id}")
    keeper.write("Died", "yesterday or so, I think")
    keeper.press("Save")
    is_led_to(keeper, page.get_by_label("Died"), "could not be read as a date")
    expect(page.get_by_label("Died")).to_have_value("yesterday or so, I think")
    keeper.open("Invite someone with an account")
    email = page.get_by_label("Their e-mail address")
    email.fill("no address")
    keeper.press("Make an invitation")
    is_led_to(keeper, email, "does not look like an e-mail address")
    keeper.visit("/account")
    keeper.write("Your name", "   ")
    keeper.press("Save")
    is_led_to(keeper, page.get_by_label("Your name"), "Please enter your name")

    keeper.open("Change my password")
    page.fill("[name=current_password]", "not the one")
    page.fill("[name=password]", "another short sentence")
    page.get_by_role("button", name="Set the new password").click()
    keeper.idle()
    is_led_to(keeper, page.locator("[name=current_password]"), "not right")
    # Elsewhere and back: it is not said again.
    keeper.go_to("Your chests")
    keeper.heading("Your chests")
    keeper.go_to("Account")
    keeper.heading("Account")
    keeper.idle()
    expect(page.locator(".chest-fault")).to_have_count(0)
    keeper.context.close()


def test_signing_in_says_it_at_the_field_and_no_other_page_repeats_it(
    chromium: Browser, family: Family
) -> None:
    someone = person(chromium, family.app.url)
    page = someone.page
    someone.visit(f"/settings?chest={family.chest_id}")
    page.fill("[name=email]", "ana@example.org")
    page.fill("[name=password]", "not the password")
    page.keyboard.press("Enter")
    wrong = "The e-mail address or the password is not right."
    someone.sees(wrong)
    is_led_to(someone, page.locator("[name=password]"), wrong)
    expect(page.locator("[name=email]")).to_have_value("ana@example.org")
    page.get_by_text("Forgot your password?").click()
    someone.heading("A new password")
    expect(page.get_by_text(wrong)).to_have_count(0)
    someone.sees("does not reach you by itself")
    someone.open("You run that computer yourself?")
    someone.sees("python -m chest reset-password")
    page.go_back()
    someone.heading("Memory Chest")
    someone.idle()
    expect(page.get_by_text(wrong)).to_have_count(0)
    # Signing in leads to where one was going, with its query.
    someone.visit(f"/settings?chest={family.chest_id}")
    page.fill("[name=email]", "ana@example.org")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    someone.heading("Settings")
    assert f"chest={family.chest_id}" in page.url
    someone.context.close()


def test_the_first_account_is_told_at_the_field_what_is_wrong(
    chromium: Browser, app: AppServer
) -> None:
    someone = person(chromium, app.url)
    page = someone.page
    someone.visit("/")

    def send(code: str, password: str) -> None:
        someone.idle()
        page.fill("[name=setup_code]", code)
        page.fill("[name=full_name]", "Ana")
        page.fill("[name=email]", "ana@example.org")
        page.fill("[name=password]", password)
        page.get_by_role("button", name="Make the account").click()
        someone.idle()

    send("WRONG-CODE", PASSWORD)
    is_led_to(someone, page.locator("[name=setup_code]"), "The setup code is not right.")
    send(SETUP_CODE, "short")
    is_led_to(someone, page.locator("[name=password]"), "at least 8 characters")
    send(SETUP_CODE, PASSWORD)
    someone.heading("Who is this chest for?")
    someone.context.close()
