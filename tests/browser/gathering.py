"""The first steps of the journey: an account, a chest, and everything there is put into it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Request, Route, expect

from tests.app_server import SETUP_CODE
from tests.browser.belongings import make_film, make_letter, make_pdf
from tests.browser.screens import Album, Person, wait_until

FILM_BYTES = 300_000_000
PARTS_BEFORE_THE_TAB_CLOSES = 5


def make_the_first_account(keeper: Person, album: Album) -> None:
    keeper.visit("/")
    keeper.heading("Memory Chest")
    album.keep(keeper.page, "first-visit")
    keeper.write("Setup code", SETUP_CODE)
    keeper.page.locator("input[name=full_name]").fill("Ana")
    keeper.write("E-mail address", "ana@example.org")
    keeper.page.locator("input[name=password]").fill("the anemones are out")
    keeper.press("Make the account")
    keeper.heading("Who is this chest for?")


def make_a_chest(keeper: Person, album: Album, *, name: str) -> str:
    keeper.write("Name", name)
    keeper.page.get_by_text("she, her", exact=True).click()
    expect(keeper.page.get_by_role("radio", name="she, her", exact=True)).to_be_checked()
    keeper.write("Born", "12 April 1931")
    keeper.write("Died", "9 November 2023")
    keeper.write("A line about them", "Naturalist, walker, mother of three")
    album.keep(keeper.page, "new-chest")
    keeper.press("Make the chest")
    keeper.heading("Add memories")
    found = re.search(r"chest=([0-9a-f-]{36})", keeper.page.url)
    assert found, keeper.page.url
    return found[1]


def add_everything(
    keeper: Person, chest_id: str, media: Path, tmp_path: Path, album: Album
) -> None:
    pictures = sorted(p for p in media.iterdir() if p.suffix in (".jpg", ".heic", ".webp"))
    assert any(p.suffix == ".heic" for p in pictures)
    film = make_film(tmp_path / "The meadow.mp4", picture=media / "meadow.jpg", size=FILM_BYTES)
    rest = [
        *pictures,
        media / "speech.flac",
        make_letter(tmp_path / "Letter from Tomas.txt"),
        make_pdf(
            tmp_path / "Field notes.pdf",
            lines=[
                "Field notes, 14 June 1961.",
                "Rosa found the first falcon's nest above the river.",
                "We stayed until the light was gone.",
            ],
        ),
    ]
    upload_id = close_the_tab_in_the_middle(keeper, film)

    sent_again = note_parts(keeper, upload_id)
    keeper.visit(f"/add?chest={chest_id}")
    keeper.sees(f"“{film.name}” did not arrive last time.")
    album.keep(keeper.page, "resume")
    kept = parts_done(keeper, upload_id)
    assert len(kept) >= PARTS_BEFORE_THE_TAB_CLOSES
    keeper.page.evaluate("window.sameDocument = true")
    keeper.choose_files(film, *rest)
    expect(keeper.row_of(pictures[0].name)).to_be_visible()
    album.keep(keeper.page, "adding")
    for path in [*rest, film]:
        row = keeper.row_of(path.name)
        expect(row.locator(".state")).to_have_text("Added", timeout=120_000)
        if path not in (media / "speech.flac", tmp_path / "Letter from Tomas.txt"):
            expect(row.locator("img")).to_have_js_property("complete", True)
            assert row.locator("img").evaluate("image => image.naturalWidth") > 0, path.name
    keeper.sees(f"{len(rest) + 1} added.")
    assert keeper.page.evaluate("window.sameDocument") is True
    album.keep(keeper.page, "added", whole=True)

    done = keeper.page.request.get(f"/api/uploads/{upload_id}").json()
    assert done["state"] == "complete"
    parts = -(-FILM_BYTES // done["part_size"])
    assert not kept & set(sent_again), "parts that had arrived were sent a second time"
    assert kept | set(sent_again) == set(range(1, parts + 1))


def close_the_tab_in_the_middle(keeper: Person, film: Path) -> str:
    """Choose the film, and close the tab once some of its parts have arrived."""
    held: list[Route] = []

    def hold_later_parts(route: Route, request: Request) -> None:
        wanted = [part["n"] for part in request.post_data_json or []]
        if max(wanted) <= PARTS_BEFORE_THE_TAB_CLOSES:
            route.continue_()
        else:
            held.append(route)

    keeper.page.route(re.compile(r"/api/uploads/[^/]+/parts$"), hold_later_parts)
    with keeper.page.expect_response(re.compile(r"/api/uploads$")) as begun:
        keeper.choose_files(film)
    upload_id = str(begun.value.json()["id"])
    wait_until(
        keeper.page,
        lambda: len(parts_done(keeper, upload_id)) >= PARTS_BEFORE_THE_TAB_CLOSES,
    )
    expect(keeper.row_of(film.name).locator(".state")).to_contain_text("of 300 MB")
    for route in held:
        route.abort()
    keeper.new_tab()
    return upload_id


def parts_done(keeper: Person, upload_id: str) -> set[int]:
    return set(keeper.page.request.get(f"/api/uploads/{upload_id}").json()["done"])


def note_parts(keeper: Person, upload_id: str) -> list[int]:
    """The numbers of the parts that this tab sends from now on, as they leave."""
    sent: list[int] = []

    def note(request: Request) -> None:
        found = re.search(rf"/api/uploads/{upload_id}/parts/(\d+)\?", request.url)
        if found and request.method == "PUT":
            sent.append(int(found[1]))

    keeper.page.on("request", note)
    return sent
