"""A chest that is brought back on another machine goes on where it was: the whole way through the
app again, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from storage.age_format import Identity
from tests.app_server import AppServer
from tests.browser.gathering import add_everything, make_a_chest, make_the_first_account
from tests.browser.screens import DESK, PHONE, Album, Person, person
from tests.browser.test_journey import (
    NAME,
    approve_undo_and_approve,
    give_something,
    look_along_the_years,
    look_at_all_of_it,
    make_a_link,
    make_print,
    open_the_receipt,
    sign_out,
    tell_the_story,
    tell_what_is_known,
)
from tests.command_line import CommandLine

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.hold,  # the way itself is tried by test_journey.py
    pytest.mark.timeout(900),
]


def sign_in(keeper: Person) -> None:
    keeper.visit("/")
    keeper.write("E-mail address", "ana@example.org")
    keeper.page.locator("input[name=password]").fill("the anemones are out")
    keeper.press("Sign in")
    keeper.heading(NAME)


def test_a_chest_that_is_brought_back_goes_on_where_it_was(
    chromium: Browser, app: AppServer, media: Path, tmp_path: Path, album: Album
) -> None:
    keeper = person(chromium, app.url, DESK)
    make_the_first_account(keeper, album)
    chest_id = make_a_chest(keeper, album, name=NAME)
    add_everything(keeper, chest_id, media, tmp_path, album)
    tell_what_is_known(keeper, chest_id)
    keeper.context.close()

    identity = Identity.make()
    kept = tmp_path / "identity.txt"
    kept.write_text(str(identity))
    shelf = tmp_path / "shelf"
    here = CommandLine(app.data_dir)
    made = here.run("backup", shelf, "--recipient", str(identity.recipient))  # the app goes on
    assert made.returncode == 0, made.stderr
    app.stop()  # and this machine is lost

    another = AppServer(tmp_path / "another" / "data")
    another.data_dir.parent.mkdir()
    brought = CommandLine(another.data_dir).run("restore", shelf, "--identity", kept)
    assert brought.returncode == 0, brought.stderr
    another.start()
    try:
        keeper = person(chromium, another.url, DESK)
        sign_in(keeper)
        look_along_the_years(keeper, album)
        link = make_a_link(keeper, album)
        relative = person(chromium, another.url, PHONE)
        print_of_hers = make_print(tmp_path / "from-the-album.jpg", of=media / "mountains.webp")
        give_something(relative, link, print_of_hers, album)
        open_the_receipt(relative, album)
        relative.context.close()
        approve_undo_and_approve(keeper, chest_id, album)
        tell_the_story(keeper, chest_id, album)
        look_at_all_of_it(keeper, chest_id, album)
        sign_out(keeper, album)
        keeper.context.close()
    finally:
        another.stop()
