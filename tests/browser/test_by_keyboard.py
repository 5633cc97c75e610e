"""The whole way of a memory by somebody who has no mouse, and every page at a size for those who
see little: nothing is pointed at, and nothing is wider than the window."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.app_server import SETUP_CODE, AppServer
from tests.browser.demo_chest import DemoChest
from tests.browser.screens import DESK, Person, person
from tests.browser.test_accessibility import PAGES, overflows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]

NAME = "Rosa Almeida"
MOST_TABS = 150
# A window of 1280 by 900 at 200 %, and at 400 %: so many pixels of the page's own are left.
ENLARGED: dict[str, dict[str, Any]] = {
    "200 %": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
    "400 %": {"viewport": {"width": 320, "height": 225}, "device_scale_factor": 4},
}

FOCUSED = """() => {
  let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  if (!e || ['BODY', 'MAIN'].includes(e.tagName)) return null;
  const box = e.getBoundingClientRect();
  const parts = [e.innerText, e.getAttribute('aria-label'), e.labels?.[0]?.innerText,
    e.closest('label')?.innerText, e.querySelector('img')?.alt];
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return { name: parts.filter(Boolean).join(' | '), tag: e.tagName, seen };
}"""


class Typist:
    """Somebody who goes on by Tab, and presses by Enter and Space."""

    def __init__(self, who: Person) -> None:
        self.who, self.page = who, who.page
        self.out_of_sight: list[str] = []

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until what has the focus is called this; that it can be seen is noted."""
        self.who.idle()
        passed: list[str] = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            focused = self.page.evaluate(FOCUSED)
            if focused is None:
                continue
            if re.search(name, focused["name"]):
                if not focused["seen"]:
                    self.out_of_sight.append(name)
                return
            passed.append(focused["name"][:40])
        raise AssertionError(f"Tab never came to “{name}”; it came past {passed}")

    def press(self, name: str, key: str = "Enter") -> None:
        self.tab_to(name)
        self.page.keyboard.press(key)

    def write(self, label: str, text: str) -> None:
        self.tab_to(label)
        self.page.keyboard.type(text)

    def choose(self, *paths: Path) -> None:
        for patience in (15_000, 45_000):
            self.tab_to("^Choose files")
            try:
                with self.page.expect_file_chooser(timeout=patience) as chooser:
                    self.page.keyboard.press("Enter")
            except PlaywrightTimeoutError:
                # On a slow machine the page may be drawn anew between the two keys, and the focus
                # is gone with what had it: whoever sees nothing happen tries once more.
                continue
            chooser.value.set_files(paths)
            return
        raise AssertionError("Enter on “Choose files” opened nothing, twice")


def test_a_memory_goes_its_whole_way_without_a_mouse(
    chromium: Browser, app: AppServer, media: Path
) -> None:
    keeper = Typist(person(chromium, app.url, DESK))
    make_a_chest(keeper)
    add_a_picture(keeper, media)
    link = make_a_link(keeper)

    aunt = Typist(person(chromium, app.url, DESK))
    give(aunt, link)
    assert aunt.out_of_sight == []
    aunt.who.context.close()

    approve(keeper)
    look_and_write(keeper)
    tell_the_story(keeper)
    keeper.press("^Account")
    keeper.who.heading("Account")
    keeper.press("^Sign out$")
    keeper.who.sees("Sign in to open the chests")
    assert keeper.out_of_sight == []
    keeper.who.context.close()


def make_a_chest(keeper: Typist) -> None:
    keeper.who.visit("/")
    keeper.write("^Setup code", SETUP_CODE)
    keeper.write("Your name", "Ana")
    keeper.write("^E-mail address", "ana@example.org")
    keeper.write("^Password", "the anemones are out")
    keeper.press("Make the account")
    keeper.who.heading("Who is this chest for?")
    keeper.write("^Name", NAME)
    keeper.press("she, her", "Space")
    keeper.press("Make the chest")
    keeper.who.heading("Add memories")


def add_a_picture(keeper: Typist, media: Path) -> None:
    keeper.choose(media / "allium.jpg")
    state = keeper.who.row_of("allium.jpg").locator(".state")
    expect(state).to_have_text("Added")


def make_a_link(keeper: Typist) -> str:
    keeper.press("^Share")
    keeper.who.heading("Share")
    keeper.write("Who is it for", "Aunt Graça")
    keeper.press("^Make the link")
    keeper.who.sees("The link is ready.")
    keeper.tab_to("Look at what they will see")
    look = keeper.page.get_by_role("link", name="Look at what they will see").first
    link = look.get_attribute("href")
    assert link is not None
    return link


def give(aunt: Typist, link: str) -> None:
    aunt.who.visit(link)
    aunt.press("^Continue")
    aunt.who.heading("Who are you?")
    aunt.write("^Your name", "Graça")
    aunt.press("^Go on")
    aunt.who.heading("Is this all right with you?")
    aunt.press("Yes, that is all right", "Space")
    aunt.press("^Go on")
    aunt.who.heading("Is there something you would like to say?")
    aunt.write("Your words", "She sang while she sewed.")
    aunt.press("^Go on")
    aunt.who.heading("Do you have pictures")
    aunt.press("^Go on")
    aunt.who.heading("Shall we send this?")
    aunt.who.sees("She sang while she sewed.")
    aunt.press("^Send it")
    aunt.who.heading("Thank you")


def approve(keeper: Typist) -> None:
    keeper.press("^To approve")
    keeper.who.heading("Graça")
    keeper.press("^Approve$")
    keeper.who.sees("Approved. It is in the chest now.")


def look_and_write(keeper: Typist) -> None:
    """From the timeline into the viewer and back, on to the memory's page, and words for it."""
    page = keeper.page
    keeper.press("^Timeline")
    keeper.who.heading(f"The years of {NAME}")
    tile = page.locator("ul.rows > li[data-id]").filter(has=page.locator("img"))
    expect(tile).to_have_count(1)
    keeper.tab_to("photograph|allium")
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog")
    expect(viewer).to_be_visible()
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    assert page.evaluate(FOCUSED)["tag"] == "A", "one is where one was"
    page.keyboard.press("Enter")
    expect(viewer).to_be_visible()
    keeper.press("^Open its page")
    keeper.who.heading("A photograph")
    keeper.press("Who is this")
    page.keyboard.type("The wild leek that Tomas planted")
    page.keyboard.press("Control+Enter")
    keeper.who.sees("Saved.")
    keeper.who.sees("The wild leek that Tomas planted")


def tell_the_story(keeper: Typist) -> None:
    keeper.press("^Story")
    keeper.who.heading(f"The story of {NAME}")
    keeper.press("Tell the story")
    marks = keeper.page.locator(".book .sentence button.mark")
    expect(marks.first).to_be_visible(timeout=90_000)
    keeper.who.idle()
    for _ in range(MOST_TABS):
        keeper.page.keyboard.press("Tab")
        if marks.evaluate_all("all => all.some((one) => one.matches(':focus'))"):
            break
    else:
        raise AssertionError("Tab never came to what a sentence rests on")
    keeper.page.keyboard.press("Enter")
    expect(keeper.page.get_by_role("dialog")).to_be_visible()
    keeper.page.keyboard.press("Escape")
    expect(keeper.page.get_by_role("dialog")).to_have_count(0)


# What fits at 400 % and on a desk fits between them, nearly always.
@pytest.mark.parametrize("size", [pytest.param("200 %", marks=pytest.mark.hold), "400 %"])
def test_every_page_can_be_enlarged(chromium: Browser, demo: DemoChest, size: str) -> None:
    someone = demo.sign_in(chromium, ENLARGED[size])
    wider = []
    for name in PAGES:
        query = f"?id={demo.memory}" if name == "memory" else ""
        someone.visit(f"/{name}{query}")
        expect(someone.page.get_by_role("heading", level=1).first).to_be_visible()
        if overflows(someone.page):
            wider.append(name)
    someone.context.close()
    aunt = person(chromium, demo.server.url, ENLARGED[size])
    aunt.visit(demo.link)
    if overflows(aunt.page):
        wider.append("the door")
    aunt.press("Continue")  # it can be reached and pressed
    aunt.heading("Who are you?")
    if overflows(aunt.page):
        wider.append("who are you")
    aunt.context.close()
    assert wider == []


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_who_waits_long_is_told_why(chromium: Browser, demo: DemoChest, motion: Any) -> None:
    aunt = person(chromium, demo.server.url, DESK | {"reduced_motion": motion})
    aunt.page.route(re.compile(r"/static/js/"), lambda route: None)  # it never comes
    aunt.page.goto(demo.link, wait_until="commit")
    expect(aunt.page.get_by_role("status")).to_contain_text("Opening the chest")
    slow = aunt.page.get_by_text("On a slow connection this takes up to a minute")
    # It comes by itself after a while, so whether it was hidden before is not a thing to look for.
    (later,) = slow.evaluate("words => words.getAnimations().map((one) => one.effect.getTiming())")
    assert later["delay"] >= 5_000
    assert slow.evaluate("words => words.getAnimations()[0].effect.target === words")
    expect(slow).to_be_visible()
    aunt.context.close()
