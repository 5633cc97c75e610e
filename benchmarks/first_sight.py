"""From choosing a photograph in the browser to its picture in the list of what was added.

Chromium chooses one of our own photographs after the other, each made another file by some bytes at
its end; the application runs with its worker as on a laptop. Reported are the median and the
longest wait in seconds.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.app_server import AppServer, wait_for_setup
from tests.browser.conftest import CHROMIUM_FLAGS, chromium_at
from tests.browser.screens import DESK, READY
from tests.media.known import OWN

PHOTOS, TARGET_SECONDS = 9, 1.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder) / "data").start()
        try:
            waits = _choose(server, Path(folder))
        finally:
            server.stop()
    median = statistics.median(waits)
    print(f"{len(waits)} photographs: median {median:.2f} s, longest {max(waits):.2f} s")
    return int(median > TARGET_SECONDS)


def _choose(server: AppServer, folder: Path) -> list[float]:
    with closing(wait_for_setup(server)) as client:
        chest = client.post("/api/chests", json={"name": "Rosa Almeida"}).raise_for_status().json()
        session = client.cookies["chest_session"]
    photos = sorted(OWN.glob("*.jpg"))
    waits = []
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=chromium_at(started.chromium), args=CHROMIUM_FLAGS
        )
        context = browser.new_context(**DESK, base_url=server.url)
        context.add_cookies([{"name": "chest_session", "value": session, "url": server.url}])
        page = context.new_page()
        page.goto(f"/add?chest={chest['id']}")
        page.wait_for_function(READY)
        for number in range(PHOTOS):
            photo = folder / f"{number} {photos[number % len(photos)].name}"
            photo.write_bytes(photos[number % len(photos)].read_bytes() + bytes([number]))
            chosen = time.monotonic()
            page.locator("input[type=file]").first.set_input_files(photo)
            picture = page.locator("li.row").filter(has_text=photo.name).locator("img")
            picture.wait_for()
            page.wait_for_function(
                "i => i.complete && i.naturalWidth > 0", arg=picture.element_handle()
            )
            waits.append(time.monotonic() - chosen)
        browser.close()
    return waits
