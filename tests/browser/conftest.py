"""Chromium against the real application: what a person does, and what the screen then shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, sync_playwright

from tests.app_server import AppServer
from tests.browser.demo_chest import DemoChest, made_once, start_demo
from tests.browser.screens import Album
from tests.browser.understood import Understood, understand
from tests.conftest import missing

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a microphone that beeps
    "--use-fake-ui-for-media-stream",
]


@pytest.fixture(scope="module")
def driver() -> Iterator[BrowserType]:
    """What starts browsers."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="module")
def chromium_path(driver: BrowserType) -> str:
    """The system's Chromium, else the one that Playwright installed."""
    path = chromium_at(driver)
    if not Path(path).exists():
        missing(
            "No Chromium here, so nothing in a browser was tested. Install the system's chromium, "
            "or run: .venv/bin/python -m playwright install chromium"
        )
    return path


def chromium_at(driver: BrowserType) -> str:
    return shutil.which("chromium") or shutil.which("chromium-browser") or driver.executable_path


@pytest.fixture(scope="module")
def chromium(driver: BrowserType, chromium_path: str) -> Iterator[Browser]:
    browser = driver.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def start_browser(
    driver: BrowserType, chromium_path: str, tmp_path: Path
) -> Callable[..., BrowserContext]:
    """Starts a whole browser with a profile on disk, again and again the same one."""

    def start(**like: Any) -> BrowserContext:
        return driver.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium_path, args=CHROMIUM_FLAGS, **like
        )

    return start


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppServer]:
    """A fresh installation with its worker, nobody in it yet."""
    server = AppServer(tmp_path / "data").start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the demo, made once for all processes of a run."""
    own = tmp_path_factory.getbasetemp()
    return made_once((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "made-demo")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Iterator[DemoChest]:
    """The demo's chest. Its tests look; what one of them adds is nothing that another counts."""
    made = start_demo(tmp_path_factory.mktemp("demo") / "data", made=made_demo)
    yield made
    made.server.stop()


@pytest.fixture(scope="session")
def understood(demo: DemoChest) -> Understood:
    """Memories of the demo's chest in which somebody is heard, or something is seen and read."""
    return understand(demo)


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    """Keeps a picture of each screen under CHEST_SCREENSHOTS, when that is set."""
    folder = os.environ.get("CHEST_SCREENSHOTS")
    name = request.node.callspec.id if hasattr(request.node, "callspec") else request.node.name
    return Album(Path(folder) / name if folder else None)
