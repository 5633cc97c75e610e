"""The whole way of a memory, on a desk and on a phone: it comes in, is understood, corrected,
shared, added to by a relative, approved, and told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.app_server import AppServer
from tests.browser.belongings import make_print
from tests.browser.gathering import add_everything, make_a_chest, make_the_first_account
from tests.browser.screens import DESK, PHONE, Album, Person, exactly, person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]

NAME = "Rosa Almeida"
WORDS = (
    "In the summer of 1964 Rosa took me up to the high meadow before it was light. "
    "She carried the bread and I carried the notebook."
)
# What the keeper knows of the pictures besides the one that is corrected by hand.
KNOWN: dict[str, dict[str, str]] = {
    "meadow.jpg": {"caption": "The high meadow, on our last walk together"},
    "acanthus.jpg": {"caption": "Bear’s breeches behind the house", "taken": "May 1958"},
    "mountains.webp": {"caption": "The far mountains, seen at last"},
    "allium.jpg": {"caption": "The wild leek that Tomas planted", "taken": "about 1972"},
    "harbour.jpg": {"caption": "Boats in the harbour, out of her atlas"},
    "cottage.jpg": {"caption": "The empty cottage, from the train", "taken": "1980s"},
}


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_a_life_is_gathered_shared_approved_and_told(
    chromium: Browser,
    app: AppServer,
    media: Path,
    tmp_path: Path,
    album: Album,
    screen: dict[str, Any],
) -> None:
    keeper = person(chromium, app.url, screen)
    make_the_first_account(keeper, album)
    chest_id = make_a_chest(keeper, album, name=NAME)
    add_everything(keeper, chest_id, media, tmp_path, album)
    look_along_the_years(keeper, album)
    correct_a_memory(keeper, chest_id, album)
    tell_what_is_known(keeper, chest_id)
    set_the_picture_at_the_top(keeper, chest_id, album)
    link = make_a_link(keeper, album)

    relative = person(chromium, app.url, PHONE)
    print_of_hers = make_print(tmp_path / "from-the-album.jpg", of=media / "mountains.webp")
    give_something(relative, link, print_of_hers, album)
    open_the_receipt(relative, album)
    relative.context.close()

    approve_undo_and_approve(keeper, chest_id, album)
    tell_the_story(keeper, chest_id, album)
    look_at_all_of_it(keeper, chest_id, album)
    sign_out(keeper, album)
    keeper.context.close()


def look_along_the_years(keeper: Person, album: Album) -> None:
    keeper.go_to("Timeline")
    keeper.heading(f"The years of {NAME}")
    for stretch in ("2010s", "2020s", "Undated"):
        keeper.heading(stretch)
    keeper.sees_pictures()
    album.keep(keeper.page, "timeline", whole=True)


def assets_by_name(keeper: Person, chest_id: str) -> dict[str, dict[str, Any]]:
    answer = keeper.page.request.get(f"/api/chests/{chest_id}/assets?limit=200")
    assert answer.ok
    return {item["original_name"]: item for item in answer.json()["items"]}


def correct_a_memory(keeper: Person, chest_id: str, album: Album) -> None:
    before = assets_by_name(keeper, chest_id)["silhouettes-orientation-6.jpg"]
    keeper.open_its_page(before["id"])
    keeper.heading("A photograph")
    keeper.rewrite("caption", "Clara and Tomas, cut from black paper", save=False)
    album.keep(keeper.page, "correcting")
    keeper.rewrite("caption", "Clara and Tomas, cut from black paper")
    keeper.sees("Saved.")
    keeper.rewrite("taken", "summer 1964")
    keeper.sees("summer 1964")
    keeper.sees("Clara and Tomas, cut from black paper")
    keeper.heading("A photograph, summer 1964")
    keeper.idle()
    album.keep(keeper.page, "memory")
    after = assets_by_name(keeper, chest_id)["silhouettes-orientation-6.jpg"]
    assert after["taken"]["edtf"] == "1964-22"  # EDTF's number for a summer
    assert after["taken"]["source"] == "user"
    keeper.go_to("Timeline")
    keeper.heading("1960s")


def tell_what_is_known(keeper: Person, chest_id: str) -> None:
    """The other captions and dates, as a phone's own program would send them."""
    for name, asset in assets_by_name(keeper, chest_id).items():
        if name in KNOWN:
            changed = keeper.page.request.patch(
                f"/api/assets/{asset['id']}",
                data=KNOWN[name] | {"version": asset["version"]},
                headers={"Origin": keeper.home},
            )
            assert changed.ok, changed.text()


# How often a script began or ended from here on.
COUNT_RUNS = """() => {
  window.runs = 0;
  const app = document.querySelector("[data-testid=stApp]");
  const noted = { attributeFilter: ["data-test-script-state"] };
  new MutationObserver(() => { window.runs += 1; }).observe(app, noted);
}"""


def set_the_picture_at_the_top(keeper: Person, chest_id: str, album: Album) -> None:
    meadow = assets_by_name(keeper, chest_id)["meadow.jpg"]["id"]
    keeper.go_to("Settings")
    keeper.open("Choose a picture")
    keeper.touch_or_click(keeper.tile(meadow).locator("label"))
    frame = keeper.page.locator(".board .crop")
    expect(frame).to_be_visible()
    keeper.touch_or_click(keeper.page.get_by_text("Square", exact=True))
    keeper.idle()
    # As low as it goes: less of the sky.
    frame.focus()
    keeper.page.evaluate(COUNT_RUNS)
    for _ in range(6):
        keeper.page.keyboard.press("Shift+ArrowDown")
    # The server hears of it when the keys rest; on a busy machine that is not soon.
    keeper.page.wait_for_function("() => window.runs > 0")
    keeper.page.wait_for_timeout(1000)
    keeper.idle()
    album.keep(keeper.page, "crop")
    keeper.press("Use this picture")
    keeper.sees("The picture is set.")
    hero = keeper.page.request.get(f"/api/chests/{chest_id}").json()["hero"]
    assert hero["asset_id"] == meadow
    x, y, width, height = hero["crop"]
    assert y + height == pytest.approx(1, abs=0.01)
    picture = assets_by_name(keeper, chest_id)["meadow.jpg"]
    assert width * picture["width"] == pytest.approx(height * picture["height"], rel=0.01)
    assert (width + 2 * x, max(width, height)) == pytest.approx((1, 0.9), abs=0.01)
    keeper.go_to("Overview")
    expect(keeper.page.locator(".chest-hero img")).to_have_js_property("complete", True)
    keeper.sees("1931")


def make_a_link(keeper: Person, album: Album) -> str:
    keeper.go_to("Share")
    keeper.heading("Share")
    keeper.write("Who is it for?", "Aunt Graça")
    keeper.press("Make the link")
    keeper.sees("The link is ready.")
    # This computer's own address would lead a phone nowhere, so there is nothing to send yet.
    keeper.sees("Only this computer can open this link.")
    keeper.sees("make run HOST=lan")
    expect(keeper.page.get_by_role("img", name="A code that opens this link")).to_have_count(0)
    expect(keeper.page.get_by_role("button", name="Copy the link")).to_have_count(0)
    album.keep(keeper.page, "link", whole=True)
    look = keeper.page.get_by_role("link", name="Look at what they will see").first
    link = look.get_attribute("href")
    assert link is not None
    assert link.startswith(f"{keeper.home}/c/")
    return link


def give_something(relative: Person, link: str, picture: Path, album: Album) -> None:
    relative.visit(link)
    relative.heading(NAME)
    assert relative.page.url == f"{relative.home}/contribute"  # the secret is not in the address
    album.keep(relative.page, "contribute-door")
    relative.press("Continue")
    relative.heading("Who are you?")
    relative.write("Your name", "Graça")
    relative.write(f"How you knew {NAME}", "her sister")
    album.keep(relative.page, "contribute-name")
    relative.press("Go on")
    relative.heading("Is this all right with you?")
    relative.touch_or_click(relative.page.get_by_text("Yes, that is all right"))
    album.keep(relative.page, "contribute-consent")
    relative.press("Go on")
    relative.heading("Is there something you would like to say?")
    relative.write(f"Your words about {NAME}", WORDS)
    relative.sees("Kept. You can stop here and come back.")
    album.keep(relative.page, "contribute-words")

    relative.new_tab()  # the phone rang
    relative.visit("/contribute")
    expect(relative.page.get_by_label(f"Your words about {NAME}")).to_have_value(WORDS)
    relative.press("Go on")
    relative.heading("Do you have pictures, or would you rather speak?")
    relative.choose_files(picture)
    row = relative.row_of(picture.name)
    expect(row.locator(".state")).to_have_text("Arrived")  # nothing about the keeper's own copy
    album.keep(relative.page, "contribute-files", whole=True)
    relative.press("Go on")
    relative.heading("What do you know about this picture?")
    relative.write("Who is on it?", "Rosa, and the dog")
    relative.sees("Kept. You can stop here and come back.")
    album.keep(relative.page, "contribute-about", whole=True)
    relative.press("Go on")
    relative.heading("Shall we send this?")
    relative.sees(WORDS)
    relative.sees("Rosa, and the dog")
    album.keep(relative.page, "contribute-send", whole=True)
    relative.press("Send it")
    relative.heading("Thank you")
    album.keep(relative.page, "contribute-thanks")


def open_the_receipt(relative: Person, album: Album) -> None:
    kept = relative.address_in("The address of your receipt")
    relative.new_tab()
    relative.visit(kept)
    relative.heading("What you gave")
    assert relative.page.url == f"{relative.home}/receipt"
    relative.sees(WORDS)
    relative.sees_pictures()
    album.keep(relative.page, "receipt", whole=True)


def approve_undo_and_approve(keeper: Person, chest_id: str, album: Album) -> None:
    keeper.go_to("Overview")
    keeper.sees("Waiting for you (1)")
    keeper.go_to("To approve")
    keeper.heading("Graça")
    expect(keeper.page.get_by_label("Their words")).to_have_value(WORDS)
    album.keep(keeper.page, "to-approve", whole=True)
    caption = "Where the path comes out of the firs"
    photo = assets_by_name(keeper, chest_id)["from-the-album.jpg"]["id"]
    piece = keeper.page.locator(f'li[data-id="{photo}"]')
    if keeper.touch:  # one piece at a time, and the words come first
        keeper.press("Next")
    keeper.write("What is this?", caption, within=piece)
    expect(piece.get_by_text("Kept.")).to_be_visible()
    keeper.press("Approve")
    keeper.sees("Approved. It is in the chest now.")
    keeper.sees("Nothing waits for you.")
    album.keep(keeper.page, "approved")
    assert published_caption(keeper, chest_id) == caption
    keeper.press("Undo", within=keeper.page.locator(".st-key-undo-last"))
    keeper.heading("Graça")
    assert pending(keeper, chest_id) == 1
    keeper.press("Approve")
    keeper.sees("Approved. It is in the chest now.")
    assert pending(keeper, chest_id) == 0
    assert published_caption(keeper, chest_id) == caption


def published_caption(keeper: Person, chest_id: str) -> str | None:
    caption: str | None = assets_by_name(keeper, chest_id)["from-the-album.jpg"]["caption"]
    return caption


def pending(keeper: Person, chest_id: str) -> int:
    answer = keeper.page.request.get(f"/api/chests/{chest_id}/contributions?state=pending")
    return len(answer.json()["items"])


def tell_the_story(keeper: Person, chest_id: str, album: Album) -> None:
    keeper.go_to("Story")
    keeper.heading(f"The story of {NAME}")
    keeper.press("Tell the story")
    marks = keeper.page.locator(".book .sentence button.mark")
    expect(marks.first).to_be_visible(timeout=90_000)
    keeper.idle()
    album.keep(keeper.page, "story")
    album.keep(keeper.page, "story-whole", whole=True)
    stories = keeper.page.request.get(f"/api/chests/{chest_id}/stories").json()["items"]
    story = keeper.page.request.get(f"/api/stories/{stories[0]['id']}").json()
    sentences = [s for chapter in story["chapters"] for s in chapter["sentences"]]
    claims = [s for s in sentences if s["verdict"] != "frame"]
    assert len(claims) >= 5
    assert all(s["sources"] for s in claims)
    expect(marks).to_have_count(sum(bool(s["sources"]) for s in sentences))

    told = next(s for s in claims if "notebook" in s["text"])
    sentence = keeper.page.locator(".book .sentence").filter(has_text=told["text"])
    keeper.touch_or_click(sentence.locator("button.mark"))
    evidence = keeper.page.get_by_role("dialog")
    expect(evidence.get_by_text("I carried the notebook").first).to_be_visible()
    source = evidence.locator("ul.rows > li[data-id] a").first
    expect(source).to_be_visible()
    album.keep(keeper.page, "evidence")
    keeper.touch_or_click(source)
    keeper.press("Open its page")
    expect(keeper.page).to_have_url(re.compile(rf"/memory\?.*id={told['sources'][0]}"))
    expect(evidence).to_have_count(0)
    keeper.sees(WORDS)


def look_at_all_of_it(keeper: Person, chest_id: str, album: Album) -> None:
    """The screens as they are once the chest is full, and that none is wider than the phone."""
    for path, heading in (
        (f"/overview?chest={chest_id}", NAME),
        (f"/timeline?chest={chest_id}", f"The years of {NAME}"),
    ):
        keeper.visit(path)
        keeper.heading(heading)
        keeper.sees_pictures()
        album.keep(keeper.page, "full-" + path.partition("?")[0].strip("/"))
        width = keeper.page.evaluate("document.documentElement.scrollWidth")
        size = keeper.page.viewport_size
        assert size is not None
        assert width <= size["width"]


def sign_out(keeper: Person, album: Album) -> None:
    keeper.go_to("Account")
    keeper.heading("Account")
    album.keep(keeper.page, "account")
    keeper.press("Sign out")
    keeper.sees("Sign in to open the chests")
    assert keeper.page.request.get("/api/users/me").status == 401
    expect(keeper.page.get_by_text(exactly("Timeline"))).to_have_count(0)
