"""Chromium against the harness: a real browser, a real Streamlit, a small server for uploads."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.browser.screens import PATIENCE
from tests.pages.components.harness_server import Harness, StartHarness, start_server

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--host-resolver-rules=MAP chest.test 127.0.0.1",
]


@pytest.fixture(scope="module")
def start_harness(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[StartHarness]:
    """Starts a harness with the given settings; all of them end with the session."""
    running: list[tuple[subprocess.Popen[bytes], Harness]] = []

    def start(started_by: str = "uvicorn", **settings: str) -> Harness:
        folder = tmp_path_factory.mktemp("harness")
        process, harness = start_server(folder, started_by=started_by, settings=settings)
        running.append((process, harness))
        return harness

    yield start
    for process, harness in running:
        harness.let_go()  # a server waits for what it has not answered
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def harness(start_harness: StartHarness) -> Harness:
    return start_harness()


@pytest.fixture(scope="module")
def slow_harness(start_harness: StartHarness) -> Harness:
    """Small parts that take their time, so that a test can close a tab in the middle."""
    return start_harness(HARNESS_PART="65536", HARNESS_SLOW="0.15")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    system = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        # Without a system Chromium, Playwright looks for the one it installed.
        yield playwright.chromium.launch(executable_path=system, args=CHROMIUM_FLAGS)


def at_a_desk(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that nobody has used before, for tests that change what it is."""
    context = at_a_desk(browser)
    yield context
    context.close()


@pytest.fixture(scope="module")
def used_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has Streamlit's own files already, which are half of what a page costs."""
    context = at_a_desk(browser)
    yield context
    context.close()


@pytest.fixture(scope="module")
def broom(used_context: BrowserContext) -> CDPSession:
    return used_context.new_cdp_session(used_context.new_page())


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that fails its test when our script raises or the content security policy blocks. What
    the pages before it kept in the browser is gone, except for files of the server."""
    broom: CDPSession | None = None
    if "context" in request.fixturenames:
        context: BrowserContext = request.getfixturevalue("context")
    else:
        context = request.getfixturevalue("used_context")
        broom = request.getfixturevalue("broom")
    page = context.new_page()
    wrong: list[str] = []
    visited: set[str] = set()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("framenavigated", lambda frame: visited.add("/".join(frame.url.split("/")[:3])))
    page.on(
        "console",
        lambda message: (
            wrong.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield page
    page.close()
    if broom is not None:
        for origin in visited:
            if origin.startswith("http"):
                everything = {"origin": origin, "storageTypes": "all"}
                broom.send("Storage.clearDataForOrigin", everything)
        context.clear_cookies()
        context.clear_permissions()
    assert not wrong, wrong
