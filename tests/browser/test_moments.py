"""A live photo that a phone gives as two files: one tile, and the moment plays when asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family, give_consent, go_on_to_the_files
from tests.browser.screens import PHONE, Album, person, wait_until
from tests.browser.test_accessibility import SMALL_TARGETS, findings, overflows
from tests.media import moments

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

MARK = "5D9AE6B7-1F2C-4C8B-9C1E-0A3B5C7D9E1F"


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    app = AppServer(tmp_path_factory.mktemp("moments") / "data").start()
    keeper = wait_for_setup(app)
    yield Family(app, keeper, "Rosa Almeida", clients=[keeper])
    keeper.close()
    app.stop()


def live_photo(folder: Path) -> tuple[Path, Path]:
    photo, film = folder / "IMG_0042.JPG", folder / "IMG_0042.MOV"
    photo.write_bytes(moments.still(taken="2019:03:21 11:04:22", content_id=MARK))
    film.write_bytes(
        moments.film(folder, seconds=3, content_id=MARK, taken="2019-03-21T11:04:21+0000")
    )
    return photo, film


# What a film did is written down where it happens: a few seconds of it may be over before anybody
# asks. At its first picture the sound is asked for, once, while it runs.
WRITE_DOWN = """button => {
    const told = { ran: 0, quiet: null, heard: null };
    button.momentTold = told;
    button.getRootNode().addEventListener("timeupdate", event => {
        const film = event.target;
        if (!film.matches("video.moment") || film.currentTime === 0) return;
        told.ran += 1;
        if (told.quiet !== null) return;
        told.quiet = film.muted;
        const sound = button.parentElement.querySelector("button[data-sound]");
        sound.click();
        told.heard = !film.muted;
        sound.click();
    }, true);
}"""


def plays(place: Locator) -> None:
    """The button is pressed; the film runs over the picture, and goes when it has ended."""
    button = place.get_by_role("button", name="Play the moment")
    box = button.bounding_box()
    assert box is not None
    assert min(box["height"], box["width"]) >= 44
    assert place.locator("video").count() == 0  # nothing begins by itself
    sound = place.get_by_role("button", name="With sound")
    sound.evaluate("sound => sound.dataset.sound = ''")
    pressed = button.element_handle()
    pressed.evaluate(WRITE_DOWN)
    button.press("Enter")
    wait_until(place.page, lambda: pressed.evaluate("button => button.momentTold.ran > 0"))
    told = pressed.evaluate("button => button.momentTold")
    assert (told["quiet"], told["heard"]) == (True, True)
    expect(place.locator("video.moment")).to_have_count(0)
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(sound).to_have_attribute("aria-pressed", "false")


def test_a_live_photo_given_as_two_files_is_one_memory_that_moves(
    chromium: Browser, family: Family, tmp_path: Path, album: Album
) -> None:
    _, link = family.make_link()
    relative = person(chromium, family.app.url, PHONE)
    give_consent(relative, link, family.name)
    go_on_to_the_files(relative)
    photo, film = live_photo(tmp_path)
    relative.choose_files(photo, film)
    for path in (photo, film):
        expect(relative.row_of(path.name).locator(".state")).to_have_text("Arrived", timeout=60_000)
    relative.press("Go on")
    relative.press("Skip all the rest")
    relative.heading("Shall we send this?")
    relative.press("Send it")
    wait_until(relative.page, lambda: len(family.waiting()) == 1)
    relative.context.close()
    assert len(family.memories()) == 2  # nothing is folded before somebody looked
    [gift] = family.waiting()
    family.ask("POST", f"/api/contributions/{gift['id']}/approve", {})
    [memory] = family.memories()

    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/timeline?chest={family.chest_id}")
    expect(keeper.tiles()).to_have_count(1)
    expect(keeper.tile(memory).locator(".moves")).to_have_text("With a moment of film")
    album.keep(keeper.page, "moment-among-the-years")
    keeper.tile(memory).locator("a").click()
    dialog = keeper.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Play the moment")).to_be_visible()
    album.keep(keeper.page, "moment-in-the-viewer")
    plays(dialog)
    keeper.page.get_by_role("button", name="Open its page").click()
    keeper.sees("The film of this moment: IMG_0042.MOV")
    player = keeper.page.locator('[data-part="stage"]').first
    expect(player.get_by_role("button", name="Play the moment")).to_be_visible()
    album.keep(keeper.page, "moment-on-its-page")
    plays(player)

    def look_at_it_on_a_phone(what_is_to_be_pressed: str) -> None:
        like = PHONE | {"color_scheme": "dark", "bypass_csp": True}
        with closing(family.at_the_desk(chromium, like=like).context) as phone:
            page = phone.new_page()
            page.goto(keeper.page.url)
            page.get_by_role("button", name=what_is_to_be_pressed).scroll_into_view_if_needed()
            album.keep(page, "moment-on-a-phone-in-the-dark")
            problems = [*findings(page), *page.evaluate(SMALL_TARGETS)]
            assert not problems, "\n".join(problems)
            assert not overflows(page)

    look_at_it_on_a_phone("Show both apart")
    keeper.press("Show both apart")
    keeper.sees("Show them as one")
    look_at_it_on_a_phone("Show them as one")
    assert len(family.memories()) == 2
    keeper.press("Show them as one")
    keeper.sees("Show both apart")
    assert family.memories() == {memory}
    keeper.context.close()
