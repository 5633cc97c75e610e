"""What people read when a file is not what it seems, a date is none, or a link has ended."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.ai.media.samples import png_of_zeros
from tests.app_server import AppServer, wait_for_setup
from tests.browser.belongings import make_letter
from tests.browser.screens import Album, Person, person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]

TORN, BOMB, EMPTY, LETTER = "torn.jpg", "poster.png", "nothing.jpg", "from Tomas.jpg"
DRAWING, NAMED = "drawing.svg", "Rosa & <b>Tomas <i>🌻.txt"
TOO_LARGE = (
    "This file is too large to open here. It is kept as it is. You can download it, or add "
    "a smaller copy to see it in the chest."
)


def make_bad_files(folder: Path, media: Path) -> list[Path]:
    folder.mkdir()
    whole = (media / "meadow.jpg").read_bytes()
    (folder / TORN).write_bytes(whole[: len(whole) * 2 // 3])
    png_of_zeros(folder / BOMB, (60_000, 60_000))
    (folder / EMPTY).touch()
    (folder / DRAWING).write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><script>top.ran = true</script></svg>'
    )
    make_letter(folder / LETTER)
    (folder / NAMED).write_text("They were never told apart by anybody who knew them.\n")
    return sorted(folder.iterdir())


def test_bad_files_dates_and_links_are_told_in_plain_words(
    chromium: Browser, app: AppServer, media: Path, tmp_path: Path, album: Album
) -> None:
    files = make_bad_files(tmp_path / "files", media)
    with closing(wait_for_setup(app)) as client:
        chest_id = str(client.post("/api/chests", json={"name": "Rosa Almeida"}).json()["id"])
        keeper = person(chromium, app.url)
        cookie = {"name": "chest_session", "value": client.cookies["chest_session"]}
        keeper.context.add_cookies([{**cookie, "url": app.url}])
        add(keeper, chest_id, files, album)
        listed = client.get(f"/api/chests/{chest_id}/assets").raise_for_status().json()["items"]
        assets = {item["original_name"]: item for item in listed}
        assert assets.keys() == {path.name for path in files} - {EMPTY}
        look_at_what_is_torn_too_large_and_scripted(keeper, chest_id, assets, album)
        write_a_date_that_is_none(keeper, client, chest_id, assets[LETTER], album)
        open_an_ended_link(person(chromium, app.url), client, chest_id, album)


def add(keeper: Person, chest_id: str, files: list[Path], album: Album) -> None:
    keeper.visit(f"/add?chest={chest_id}")
    keeper.choose_files(*files)
    for name in (TORN, LETTER, NAMED, DRAWING):
        expect(keeper.row_of(name).locator(".state")).to_have_text("Added", timeout=120_000)
    expect(keeper.row_of(NAMED).locator("b")).to_have_count(0)
    expect(keeper.row_of(BOMB).locator(".state")).to_have_text(TOO_LARGE, timeout=120_000)
    expect(keeper.row_of(EMPTY).locator(".state")).to_have_text(
        "This file is empty: nothing of it could be kept."
    )
    keeper.sees("4 added, 1 was empty, 1 we couldn't read: it is kept.")
    album.keep(keeper.page, "bad-files", whole=True)


def look_at_what_is_torn_too_large_and_scripted(
    keeper: Person, chest_id: str, assets: dict[str, Any], album: Album
) -> None:
    keeper.visit(memory(chest_id, assets[TORN]))
    keeper.sees("The end of this picture is missing. What there is, is shown and kept.")
    shown = keeper.page.locator("[data-part='stage'] a img[src*='/preview?']")
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 500
    album.keep(keeper.page, "torn")
    keeper.visit(memory(chest_id, assets[BOMB]))
    keeper.sees(TOO_LARGE)
    expect(keeper.page.get_by_role("button", name="Try again")).to_be_visible()
    album.keep(keeper.page, "too-large")
    keeper.visit(memory(chest_id, assets[DRAWING]))
    link = keeper.page.get_by_role("link", name="Download the original")
    link.evaluate("link => link.removeAttribute('target')")
    with keeper.page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == DRAWING
    assert keeper.page.evaluate("window.ran") is None


def write_a_date_that_is_none(
    keeper: Person, client: httpx.Client, chest_id: str, letter: dict[str, Any], album: Album
) -> None:
    keeper.visit(memory(chest_id, letter))
    keeper.rewrite("caption", "From Tomas, the winter she was away", save=False)
    keeper.rewrite("taken", "a while ago")
    keeper.sees("“a while ago” could not be read as a date.")
    for name, text in (
        ("caption", "From Tomas, the winter she was away"),
        ("taken", "a while ago"),
    ):
        expect(keeper.written(name).locator("input, textarea")).to_have_value(text)
    album.keep(keeper.page, "no-date", whole=True)
    now = client.get(f"/api/assets/{letter['id']}").raise_for_status().json()
    assert (now["caption"], now["taken"], now["version"]) == (None, letter["taken"], 1)
    keeper.rewrite("taken", "winter 1963")
    keeper.sees("winter 1963")
    keeper.rewrite("caption", "From Tomas, the winter she was away")
    keeper.sees("Saved.")
    keeper.sees("From Tomas, the winter she was away")


def open_an_ended_link(aunt: Person, client: httpx.Client, chest_id: str, album: Album) -> None:
    made = client.post(f"/api/chests/{chest_id}/share-links", json={"permission": "add"}).json()
    client.delete(f"/api/share-links/{made['id']}").raise_for_status()
    aunt.page.goto(f"/c/{made['token']}")
    aunt.heading("This link is closed")
    aunt.sees("The family has closed this link. Ask the person who sent it to you for a new one.")
    album.keep(aunt.page, "ended-link")


def memory(chest_id: str, asset: dict[str, Any]) -> str:
    return f"/memory?chest={chest_id}&id={asset['id']}"
