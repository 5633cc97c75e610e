"""Chromium against the real application: what a person does, and what the screen then shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.app_server import AppServer
from tests.browser.screens import Album
from tests.conftest import missing

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, else the one that Playwright installed."""
    with sync_playwright() as playwright:
        found = _find_chromium(playwright)
        if found is None:
            missing(
                "No Chromium here, so nothing in a browser was tested. Install the system's "
                "chromium, or run: .venv/bin/python -m playwright install chromium"
            )
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def _find_chromium(playwright: Playwright) -> str | None:
    system = shutil.which("chromium") or shutil.which("chromium-browser")
    if system:
        return system
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppServer]:
    """A fresh installation with its worker, nobody in it yet."""
    server = AppServer(tmp_path / "data").start()
    yield server
    server.stop()


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    """Keeps a picture of each screen under CHEST_SCREENSHOTS, when that is set."""
    folder = os.environ.get("CHEST_SCREENSHOTS")
    name = request.node.callspec.id if hasattr(request.node, "callspec") else request.node.name
    return Album(Path(folder) / name if folder else None)
