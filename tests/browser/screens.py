"""What a person can do on our pages, in their words: press, write, open, go to."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Locator,
    Page,
    Request,
    expect,
)

PATIENCE = 90_000  # ms; two cores that others use as well
# The script has run, what Streamlit fetches while it draws is there, and our components have begun.
# Streamlit calls its script done while their places are still grey, so that alone says little.
READY = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (app?.dataset.testScriptState !== 'notRunning') return false;
  if (app.dataset.testConnectionState !== 'CONNECTED') return false;
  if (document.querySelector('[data-testid=stAppSkeleton], [data-testid=stSkeleton]')) return false;
  const components = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')];
  return components.every((place) => place.shadowRoot?.chestView);  // set by shared/view.js
}"""
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    # Streamlit closes its menu after a choice only where the browser says that it is a phone's.
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/150.0.0.0 Mobile Safari/537.36",
}

expect.set_options(timeout=PATIENCE)


@dataclass
class Album:
    """A folder of screenshots in the order in which the screens were seen; None keeps none."""

    folder: Path | None
    taken: int = 0

    def keep(self, page: Page, name: str, *, whole: bool = False) -> None:
        """One picture of the screen; `whole` makes the window as long as the page for it."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.taken += 1
        size = page.viewport_size
        assert size is not None
        if whole:
            length = page.evaluate(
                "document.querySelector('[data-testid=stMainBlockContainer]')?.scrollHeight ?? 0"
            )
            page.set_viewport_size({"width": size["width"], "height": min(4000, length + 40)})
        page.screenshot(path=self.folder / f"{self.taken:02d}-{name}.png")
        if whole:
            page.set_viewport_size(size)


@dataclass
class Person:
    """Somebody with a browser of their own: one context, and the tab they look at."""

    context: BrowserContext
    home: str
    touch: bool
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()

    # ---- where they are ----
    def visit(self, path: str) -> None:
        self.page.goto(path if "://" in path else f"{self.home}{path}")
        self.idle()

    def idle(self) -> None:
        """Wait until the page stands still: drawn, and with every component at work."""
        self.page.wait_for_function(READY, polling=50, timeout=PATIENCE)

    def address_in(self, label: str) -> str:
        """What stands in the first field of this label, once its script has put it there."""
        field = self.page.get_by_label(label).first
        expect(field).to_have_value(re.compile("://"))
        return field.input_value()

    def new_tab(self) -> Page:
        """Close the tab as one closes a tab, whatever it is doing, and open another."""
        self.page.close(run_before_unload=False)
        self.page = self.context.new_page()
        return self.page

    def go_to(self, title: str) -> None:
        """Another page, by the menu, where its title may be followed by how much waits there."""
        self.idle()
        entry = re.compile(rf"^\s*{re.escape(title)}(\s\(\d+\))?\s*$")
        if self.touch:
            menu = self.page.get_by_test_id("stExpandSidebarButton")
            link = self.page.get_by_test_id("stSidebarNavLink").filter(has_text=entry)
            if menu.is_visible():
                self.touch_or_click(menu)
        else:
            link = self.page.get_by_test_id("stTopNavLink").filter(has_text=entry)
        self.touch_or_click(link)

    # ---- what they do ----
    def touch_or_click(self, what: Locator) -> None:
        if self.touch:
            what.tap()
        else:
            what.click()

    # Nobody presses or writes while the page is being drawn anew: a button of the same name that is
    # about to go may still be there, and what is typed into a field that goes is lost.
    def press(self, name: str, *, within: Locator | None = None) -> None:
        self.idle()
        self.touch_or_click((within or self.page).get_by_role("button", name=name, exact=True))

    def write(self, label: str, text: str, *, within: Locator | None = None) -> None:
        self.idle()
        (within or self.page).get_by_label(label, exact=True).fill(text)

    def open(self, summary: str, *, within: Locator | None = None) -> Locator:
        """An expander, opened; the answer is what is in it."""
        self.idle()
        expander = (within or self.page).get_by_test_id("stExpander").filter(has_text=summary).first
        if expander.locator("details[open]").count() == 0:
            self.touch_or_click(expander.locator("summary").first)
        expander.locator("details[open]").wait_for()
        return expander

    def written(self, name: str) -> Locator:
        """What is written to a memory, on its page: "caption", "taken", "place" or "body"."""
        return self.page.locator(f'[data-field="{name}"]')

    def rewrite(self, name: str, text: str, *, save: bool = True) -> Locator:
        """Press what is written, or the invitation to write it, and write this in its place."""
        self.idle()
        place = self.written(name)
        if place.locator("form").count() == 0:
            self.touch_or_click(place.get_by_role("button"))
        place.locator("input, textarea").fill(text)
        if save:
            self.touch_or_click(place.get_by_role("button", name="Save"))
        return place

    def choose_files(self, *paths: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.press("Choose files")
        chooser.value.set_files(paths)

    # ---- what they see ----
    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def heading(self, text: str) -> None:
        headings = self.page.get_by_role("heading", name=text)
        expect(headings.locator("visible=true").first).to_be_visible()

    def row_of(self, name: str) -> Locator:
        """The uploader's row of a file."""
        return self.page.locator("li.row").filter(has_text=name)

    def tiles(self) -> Locator:
        return self.page.locator("ul.rows > li[data-id]")

    def tile(self, asset_id: str) -> Locator:
        return self.page.locator(f'ul.rows > li[data-id="{asset_id}"]')

    def scroll_to(self, asset_id: str) -> None:
        """Along the years, of which only those near the window are drawn."""
        for _ in range(60):
            if self.tile(asset_id).count():
                return
            settle(self.page, lambda: self.page.evaluate(SCROLL_ON))

    def open_its_page(self, asset_id: str) -> None:
        """Touch a memory, look at it, and go on to its own page."""
        self.scroll_to(asset_id)
        self.touch_or_click(self.tile(asset_id).locator("a"))
        self.touch_or_click(
            self.page.get_by_role("dialog").get_by_role("button", name="Open its page")
        )

    def sees_pictures(self, within: Locator | None = None) -> None:
        """Every picture in sight has loaded, and there is at least one."""
        images = (within or self.page).locator("ul.rows img")
        expect(images.first).to_be_visible()
        # Asked of all at once, each time of those there are by then: a page that is drawn anew
        # shows pictures of the one before for a while.
        wait_until(self.page, lambda: images.evaluate_all(SCROLL_TO_THE_NEXT) == 0)
        assert images.evaluate_all("images => images.every(i => i.naturalWidth > 0)")
        self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")


SCROLL_ON = "document.querySelector('[data-testid=stMain]').scrollBy(0, innerHeight * 0.7)"
# Pictures load when they come into view; answers how many are still to come.
SCROLL_TO_THE_NEXT = """images => {
    const waiting = images.filter(image => !image.complete);
    waiting[0]?.scrollIntoView();
    return images.length ? waiting.length : 1;
}"""


def person(browser: Browser, home: str, like: dict[str, Any] = DESK) -> Person:
    """Somebody at a desk or with a phone, whose browser nobody has used before."""
    context = browser.new_context(**like, base_url=home, locale="en-GB")
    made = Person(context, home, touch=bool(like.get("has_touch")))
    made.page.on("dialog", Dialog.accept)
    return made


def wait_until(page: Page, is_so: Callable[[], bool], *, patience: int = PATIENCE) -> None:
    """Ask again and again, for what no screen shows; TimeoutError when it does not come within
    `patience` milliseconds: what comes last of all on a busy machine needs more."""
    until = time.monotonic() + patience / 1000
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("This did not come true in time.")
        page.wait_for_timeout(200)


# Where everything lies, and how far the page is scrolled.
PLACES = """() => {
  const parts = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")];
  const roots = [document, ...parts.map((part) => part.shadowRoot).filter(Boolean)];
  const all = roots.flatMap((root) => [...root.querySelectorAll("li[data-id], h1, h2, h3")]);
  const boxes = all.map((one) => one.getBoundingClientRect());
  const scrolled = document.querySelector("[data-testid=stMain]")?.scrollTop;
  const rounded = boxes.map(({ x, y, width, height }) => [x, y, width, height].map(Math.round));
  return JSON.stringify([scrolled, rounded]);
}"""
STILL_FOR = 6  # looks, a tenth of a second apart
FETCHED = ("fetch", "xhr", "image")


def settle(page: Page, do: Callable[[], object] = lambda: None) -> None:
    """Do this, and wait until all that the page asks for because of it has come, and nothing moves
    any more. On a busy machine that takes longer than any time one could write down."""
    coming: set[Request] = set()

    def asked(request: Request) -> None:
        if request.resource_type in FETCHED:
            coming.add(request)

    def came(request: Request) -> None:
        coming.discard(request)

    page.on("request", asked)
    page.on("requestfinished", came)
    page.on("requestfailed", came)
    try:
        do()
        until = time.monotonic() + PATIENCE / 1000
        before, still = "", 0
        while still < STILL_FOR:
            if time.monotonic() > until:
                raise TimeoutError("This page does not come to rest.")
            page.wait_for_timeout(100)
            now = str(page.evaluate(PLACES))
            still = still + 1 if now == before and not coming else 0
            before = now
    finally:
        page.remove_listener("request", asked)
        page.remove_listener("requestfinished", came)
        page.remove_listener("requestfailed", came)


def exactly(text: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(text)}\s*$")
