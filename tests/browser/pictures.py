"""The screens of the example chest that the README shows.

.venv/bin/python -m tests.browser.pictures shots
CHEST_SCREENSHOTS=shots .venv/bin/python -m pytest -n 0 tests/browser/test_journey.py -k phone
.venv/bin/python docs/pictures/compose.py shots
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM_FLAGS
from tests.browser.demo_chest import made_once, start_demo
from tests.browser.screens import DESK

CHROMIUM = "/usr/bin/chromium"


def main(shots: Path) -> None:
    folder = shots / "desk"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        demo = start_demo(Path(data) / "data", made=made_once(Path(data) / "made"))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        try:
            keeper = demo.sign_in(browser, DESK)
            for name in ("overview", "story"):
                keeper.visit(f"/{name}?chest={demo.chest_id}")
                keeper.heading("Rosa Almeida" if name == "overview" else "The story of Rosa")
                if name == "overview":
                    keeper.sees_pictures()
                keeper.page.screenshot(path=folder / f"1-demo-{name}.png")
        finally:
            browser.close()
            demo.server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
