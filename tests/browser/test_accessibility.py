"""Every page for people who do not see it well, who have no mouse, and who hold a small phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.demo_chest import DemoChest
from tests.browser.families import go_on_to_the_files
from tests.browser.screens import DESK, PHONE, person
from tests.browser.understood import TAG, Understood

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
]

PAGES = ("", "overview", "timeline", "memory", "add", "story", "moderate", "share", "settings",
         "membership", "account", "search", "tagged", "alike", "labels", "people",
         "history", "albums", "exports", "private")  # fmt: skip
LINK_PAGES = ("contribute", "shared")

# Each screen and each scheme once, the other two pairs in `make hold`: that all colours stand out
# from their grounds in both schemes is asserted in `tests/pages/components/test_theme.py`.
LOOKS = [
    pytest.param(DESK, "light", id="1280-light"),
    pytest.param(PHONE, "dark", id="390-dark"),
    pytest.param(DESK, "dark", id="1280-dark", marks=pytest.mark.hold),
    pytest.param(PHONE, "light", id="390-light", marks=pytest.mark.hold),
]

# What Streamlit itself draws and we cannot reach: (rule, what the element's markup contains).
NOT_OURS = [
    ("aria-allowed-attr", "stTopNavLink"),
    ("region", ""),
]


def findings(page: Page) -> list[str]:
    """What axe calls serious or critical on this page, and what we can change."""
    found = []
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] not in ("serious", "critical"):
            continue
        for node in violation["nodes"]:
            if not any(violation["id"] == rule and mark in node["html"] for rule, mark in NOT_OURS):
                found.append(f"{violation['id']}: {node['target']} {node['html'][:160]}")
    return found


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


SMALL_TARGETS = """() => {
  const small = [];
  const roots = [document, ...[...document.querySelectorAll('*')].map(e => e.shadowRoot)];
  for (const root of roots.filter(Boolean)) {
    for (const e of root.querySelectorAll('button, a[href], input:not([type=hidden]), summary')) {
      const box = e.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || !e.checkVisibility()) continue;
      if (e.closest('p, li p, .story, [data-testid=stMarkdownContainer]')) continue;
      if (e.type === 'checkbox' || e.type === 'file' || e.classList.contains('unseen')) continue;
      const after = getComputedStyle(e, '::after');
      const height = Math.max(box.height, parseFloat(after.height) || 0);
      const field = e.closest('[data-testid=stTextInputRootElement], [role=group]');
      const label = (e.closest('label') ?? field)?.getBoundingClientRect().height ?? 0;
      if (Math.max(height, label) < 43.5) small.push(e.outerHTML.slice(0, 160) + ' ' + height);
    }
  }
  return small;
}"""


@pytest.mark.parametrize(("like", "scheme"), LOOKS)
def test_no_page_has_a_serious_finding(
    chromium: Browser, demo: DemoChest, like: dict[str, Any], scheme: str
) -> None:
    # axe is put into the page as a script, which our policy forbids to everyone else.
    someone = demo.sign_in(chromium, like | {"color_scheme": scheme, "bypass_csp": True})
    problems: list[str] = []
    for name in PAGES:
        query = {"memory": f"?id={demo.memory}", "search": "?q=rosa", "tagged": "?tag=cat"}.get(
            name, ""
        )
        someone.visit(f"/{name}{query}")
        problems += [f"/{name}: {finding}" for finding in findings(someone.page)]
        if overflows(someone.page):
            problems.append(f"/{name}: wider than the window")
        small = someone.page.evaluate(SMALL_TARGETS)
        problems += [f"/{name}: too small to touch: {target}" for target in small]
    someone.visit("/timeline")
    someone.touch_or_click(someone.tiles().locator("a").first)
    someone.page.get_by_role("dialog").get_by_role("button", name="Close").wait_for()
    problems += [f"the viewer: {finding}" for finding in findings(someone.page)]
    small = someone.page.evaluate(SMALL_TARGETS)
    problems += [f"the viewer: too small to touch: {target}" for target in small]
    someone.context.close()
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("like", "scheme"), LOOKS)
def test_what_is_said_seen_and_read_has_no_serious_finding(
    chromium: Browser,
    demo: DemoChest,
    understood: Understood,
    like: dict[str, Any],
    scheme: str,
) -> None:
    someone = demo.sign_in(chromium, like | {"color_scheme": scheme, "bypass_csp": True})
    page = someone.page
    problems: list[str] = []

    def look(where: str) -> None:
        someone.idle()
        problems.extend(f"{where}: {finding}" for finding in findings(page))
        if overflows(page):
            problems.append(f"{where}: wider than the window")
        small = page.evaluate(SMALL_TARGETS)
        problems.extend(f"{where}: too small to touch: {target}" for target in small)

    someone.visit(f"/memory?id={understood.film}&at=4.2")
    expect(page.locator(".line.now .unsure")).to_be_visible()  # the faintest words there are
    look("a film and what is said")
    page.locator(".sentence").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="What is said").wait_for()
    look("a sentence that is changed")
    someone.visit(f"/memory?id={understood.picture}")
    someone.open("Change what is in the picture")
    someone.open("Put these words right")
    page.get_by_label("Words for what is in it").first.wait_for()
    look("a picture, its words and what is in it")
    someone.visit(f"/tagged?tag={TAG}")
    look("all that shows one thing")
    someone.visit("/search?q=lamb")
    look("what was found")
    someone.visit("/settings")
    someone.touch_or_click(page.get_by_text("OpenAI, a company", exact=True))
    someone.sees("Recordings then leave this computer")
    someone.open("Choose or download a model")
    look("who listens, and models")
    someone.context.close()
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_behind_a_link_have_no_serious_finding(
    chromium: Browser, demo: DemoChest, media: Path, scheme: str
) -> None:
    aunt = person(chromium, demo.server.url, PHONE | {"color_scheme": scheme, "bypass_csp": True})
    problems: list[str] = []

    def look(where: str) -> None:
        aunt.idle()
        problems.extend(f"{where}: {finding}" for finding in findings(aunt.page))
        if overflows(aunt.page):
            problems.append(f"{where}: wider than the window")
        small = aunt.page.evaluate(SMALL_TARGETS)
        problems.extend(f"{where}: too small to touch: {target}" for target in small)

    aunt.visit(demo.link)
    look("the door")
    aunt.press("Continue")
    aunt.heading("Who are you?")
    look("who are you")
    aunt.write("Your name", "Graça")
    aunt.press("Go on")
    aunt.touch_or_click(aunt.page.get_by_text("Yes, that is all right"))
    aunt.press("Go on")
    aunt.heading("Is there something you would like to say?")
    look("your words")
    go_on_to_the_files(aunt)
    aunt.choose_files(media / "allium.jpg")
    expect(aunt.row_of("allium.jpg").locator(".state")).to_have_text("Arrived")
    aunt.press("Go on")
    aunt.heading("What do you know about this picture?")
    aunt.write("When was that, roughly?", "when I was seven")
    aunt.write("Where was it?", "the high meadow")
    aunt.sees("could not be read as a date")
    look("about a picture")
    aunt.press("Skip this one")
    aunt.heading("Shall we send this?")
    look("before sending")
    aunt.press("Send it")
    aunt.heading("Thank you")
    look("what was sent")
    aunt.visit("/shared")
    look("shared")
    aunt.visit("/receipt")
    look("receipt")
    aunt.page.goto(demo.link[:-9])
    problems.extend(f"a broken link: {finding}" for finding in findings(aunt.page))
    aunt.context.close()
    assert not problems, "\n".join(problems)


def test_signing_in_and_giving_need_no_mouse(chromium: Browser, demo: DemoChest) -> None:
    aunt = person(chromium, demo.server.url, DESK)
    page = aunt.page
    aunt.visit(demo.link)

    def tab_to(name: str) -> None:
        """Press Tab until the control of this name has the focus."""
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                """() => { let e = document.activeElement;
                  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
                  if (!e?.matches('a, button, input, textarea, summary')) return '';
                  return [e?.innerText, e?.getAttribute('aria-label'),
                          e?.labels?.[0]?.innerText, e?.closest('label')?.innerText].join(' ') }"""
            )
            if name in focused:
                return
        raise AssertionError(f"Tab never reached {name}")

    tab_to("Continue")
    page.keyboard.press("Enter")
    aunt.heading("Who are you?")
    tab_to("Your name")
    page.keyboard.type("Graça")
    tab_to("Go on")
    page.keyboard.press("Enter")
    aunt.heading("Is this all right with you?")
    tab_to("Yes, that is all right")
    page.keyboard.press("Space")
    tab_to("Go on")
    page.keyboard.press("Enter")
    aunt.heading("Is there something you would like to say?")
    tab_to("Your words")
    page.keyboard.type("She sang while she sewed.")
    tab_to("Go on")
    page.keyboard.press("Enter")
    aunt.heading("Do you have pictures")
    tab_to("Go on")
    page.keyboard.press("Enter")
    aunt.heading("Shall we send this?")
    aunt.sees("She sang while she sewed.")
    tab_to("Send it")
    page.keyboard.press("Enter")
    aunt.heading("Thank you")
    aunt.context.close()
