"""Every page for people who do not see it well, who have no mouse, and who hold a small phone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from chest.demo.making import find_or_make_keeper, make_demo
from chest.jobs.queue import migrate_jobs
from chest.library import open_library
from chest.migrations import migrate
from chest.settings import Settings
from tests.app_server import AppServer
from tests.browser.screens import DESK, PHONE, Person, person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.timeout(600),
]

EMAIL = "demo@example.org"
PAGES = ("", "overview", "timeline", "memory", "add", "story", "moderate", "share", "settings",
         "account")  # fmt: skip
LINK_PAGES = ("contribute", "shared")

# What Streamlit itself draws and we cannot reach: (rule, what the element's markup contains).
NOT_OURS = [
    ("aria-allowed-attr", "stTopNavLink"),
    ("region", ""),
]


@dataclass
class Ground:
    server: AppServer
    password: str
    memory: str
    link: str


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The demo's chest, in a running application that has understood its pictures."""
    data = tmp_path_factory.mktemp("accessible") / "data"
    library = open_library(Settings(data_dir=data, _env_file=None, setup_code="TEST-CODE-0001"))
    migrate(library.database)
    migrate_jobs(library.database)
    keeper = find_or_make_keeper(library, EMAIL)
    with ThreadPoolExecutor(1) as pool:  # Playwright's event loop runs in this thread
        chest = pool.submit(make_demo, library, keeper.viewer).result()
    memory = library.assets.recent(keeper.viewer, chest.id)[0].id
    link = library.sharing.list_links(keeper.viewer, chest.id).items[0]
    server = AppServer(data).start()
    address = library.sharing.url(keeper.viewer, link.id, base_url=server.url)
    library.close()
    yield Ground(server, keeper.password or "", str(memory), address)
    server.stop()


def sign_in(browser: Browser, ground: Ground, like: dict[str, Any]) -> Person:
    someone = person(browser, ground.server.url, like)
    someone.visit("/")
    someone.page.fill("[name=email]", EMAIL)
    someone.page.fill("[name=password]", ground.password)
    someone.page.keyboard.press("Enter")
    someone.heading("Your chests")
    return someone


def findings(page: Page) -> list[str]:
    """What axe calls serious or critical on this page, and what we can change."""
    found = []
    page.wait_for_function(MOUNTED)  # our components fill their buttons after the page is idle
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] not in ("serious", "critical"):
            continue
        for node in violation["nodes"]:
            if not any(violation["id"] == rule and mark in node["html"] for rule, mark in NOT_OURS):
                found.append(f"{violation['id']}: {node['target']} {node['html'][:160]}")
    return found


MOUNTED = """() => [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')].every(
  e => e.shadowRoot?.childElementCount) && [...document.querySelectorAll('*')].every(
  e => !e.shadowRoot || [...e.shadowRoot.querySelectorAll('button')].every(
    b => b.textContent || b.ariaLabel || !b.checkVisibility()))"""


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("like", [DESK, PHONE], ids=["1280", "390"])
def test_no_page_has_a_serious_finding(
    chromium: Browser, ground: Ground, like: dict[str, Any], scheme: str
) -> None:
    # axe is put into the page as a script, which our policy forbids to everyone else.
    someone = sign_in(chromium, ground, like | {"color_scheme": scheme, "bypass_csp": True})
    problems: list[str] = []
    for name in PAGES:
        query = f"?id={ground.memory}" if name == "memory" else ""
        someone.visit(f"/{name}{query}")
        problems += [f"/{name}: {finding}" for finding in findings(someone.page)]
        if overflows(someone.page):
            problems.append(f"/{name}: wider than the window")
        small = someone.page.evaluate(SMALL_TARGETS)
        problems += [f"/{name}: too small to touch: {target}" for target in small]
    someone.context.close()
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_behind_a_link_have_no_serious_finding(
    chromium: Browser, ground: Ground, scheme: str
) -> None:
    aunt = person(chromium, ground.server.url, PHONE | {"color_scheme": scheme, "bypass_csp": True})
    problems: list[str] = []

    def look(where: str) -> None:
        aunt.idle()
        problems.extend(f"{where}: {finding}" for finding in findings(aunt.page))
        if overflows(aunt.page):
            problems.append(f"{where}: wider than the window")
        small = aunt.page.evaluate(SMALL_TARGETS)
        problems.extend(f"{where}: too small to touch: {target}" for target in small)

    aunt.visit(ground.link)
    look("the door")
    aunt.press("Continue")
    aunt.heading("Who are you?")
    look("who are you")
    aunt.visit("/shared")
    look("shared")
    aunt.visit("/receipt")
    look("receipt")
    aunt.context.close()
    assert not problems, "\n".join(problems)


def test_signing_in_and_giving_need_no_mouse(chromium: Browser, ground: Ground) -> None:
    aunt = person(chromium, ground.server.url, DESK)
    page = aunt.page
    aunt.visit(ground.link)

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
