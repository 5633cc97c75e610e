"""From going to the story's page to its last heading, in chests of 50 and 5,000 memories.

Chromium opens the real page of a story that the composer told, with nothing kept of an earlier
visit and then again; the times are those that the page itself reads from the moment it was gone to.
Beside them: what the server needs to read the story and to choose what is set into it, and how
large what is sent to the reader is.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import insert

from chest.access.viewers import Viewer
from chest.dates.columns import date_columns
from chest.dates.uncertain import from_edtf
from chest.library import Library, open_library
from chest.models import (
    Asset,
    AssetState,
    Audience,
    DateOrigin,
    Derivative,
    Kind,
    Review,
    StoryState,
    new_id,
    utc_now,
)
from chest.settings import Settings
from chest.stories.views import StoryView
from tests.app_server import AppServer, wait_for_setup
from tests.browser.conftest import CHROMIUM_FLAGS, chromium_at
from tests.browser.screens import DESK
from tests.media.known import OWN

SIZES = (50, 5_000)
COLD, WARM = 3, 5
TARGET_SECONDS = 1.0

# When the last heading was there, asked at each frame.
WATCH = """(title) => {
  const look = () => {
    for (const place of document.querySelectorAll("[data-testid=stBidiComponentIsolated]")) {
      const all = [...(place.shadowRoot?.querySelectorAll(".book h2") ?? [])];
      if (all.at(-1)?.textContent === title) window.lastHeading = performance.now();
    }
    if (!window.lastHeading) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        server = AppServer(data).start()
        browser = playwright.chromium.launch(
            executable_path=chromium_at(playwright.chromium), args=CHROMIUM_FLAGS
        )
        library = open_library(Settings(data_dir=data, _env_file=None))
        try:
            cookie, chests = _fill(server, library)
            return _report(browser, server, cookie, library, chests)
        finally:
            library.close()
            browser.close()
            server.stop()


def _fill(server: AppServer, library: Library) -> tuple[str, dict[int, StoryView]]:
    """A chest of each size, and its story."""
    with closing(wait_for_setup(server)) as client:
        cookie = client.cookies["chest_session"]
        keeper = library.sign_ins.find_viewer(cookie)
        assert keeper is not None
        stories = {}
        for size in SIZES:
            chest = client.post("/api/chests", json={"name": f"Rosa of {size}", "born": "1931"})
            chest_id = UUID(chest.raise_for_status().json()["id"])
            _add_memories(library, keeper, chest_id, size)
            stories[size] = _tell(library, keeper, chest_id)
    return cookie, stories


def _add_memories(library: Library, keeper: Viewer, chest_id: UUID, size: int) -> None:
    """Photographs with captions, letters and notes, over eighty years."""
    picture = next(OWN.glob("*.jpg")).read_bytes()
    key = f"chests/{chest_id}/one-picture"
    library.blobs.put(key, [picture])
    assets: list[dict[str, Any]] = []
    pictures: list[dict[str, Any]] = []
    for n in range(size):
        year, month = 1931 + (n * 7) % 80, 1 + n % 12
        kind = (Kind.photo, Kind.photo, Kind.photo, Kind.note)[n % 4]
        dated = date_columns(from_edtf(f"{year}-{month:02}"), source=DateOrigin.user)
        words = f"The {n}th time she went to the harbour, and the ferry was late as in {year}."
        asset = {
            "id": new_id(),
            "chest_id": chest_id,
            "kind": kind,
            "state": AssetState.ready,
            "review": Review.published,
            "audience": Audience.family,
            "added_by": keeper.account_id,
            "created_at": utc_now(),
            "caption": words if kind is Kind.photo and n % 3 else None,
            "body": f"{words} Nobody minded. {words[::-1]}" if kind is Kind.note else None,
            "width": 1600,
            "height": 1067,
            **dated,
        }
        assets.append(asset)
        if kind is Kind.photo:
            pictures += [
                {
                    "asset_id": asset["id"],
                    "kind": form,
                    "storage_key": key,
                    "media_type": "image/jpeg",
                    "bytes": len(picture),
                    "created_at": utc_now(),
                }
                for form in ("thumb", "preview")
            ]
    with library.database.write() as session:
        session.connection().execute(insert(Asset), assets)
        session.connection().execute(insert(Derivative), pictures)


def _tell(library: Library, keeper: Viewer, chest_id: UUID) -> StoryView:
    asked = library.stories.begin(keeper, chest_id)
    until = time.monotonic() + 300
    while library.stories.get_state(keeper, asked.id) is not StoryState.ready:
        if time.monotonic() > until:
            raise TimeoutError("The story was not told in five minutes.")
        time.sleep(0.5)
    return library.stories.get(keeper, asked.id)


def _report(
    browser: Browser,
    server: AppServer,
    cookie: str,
    library: Library,
    stories: dict[int, StoryView],
) -> int:
    keeper = library.sign_ins.find_viewer(cookie)
    assert keeper is not None
    print(f"{'memories':>9} {'sentences':>10} {'read, CPU ms':>13} {'first, s':>9} {'again, s':>9}")
    missed = False
    for size, story in stories.items():
        sentences = sum(len(chapter.sentences) for chapter in story.chapters)
        cpu = _cpu_ms(partial(library.stories.find_latest, keeper, story.chest_id))
        cold, warm = _open(browser, server, cookie, story)
        missed |= warm > TARGET_SECONDS
        print(f"{size:>9,} {sentences:>10,} {cpu:>13.0f} {cold:>9.2f} {warm:>9.2f}")
    return int(missed)


def _cpu_ms(work: Callable[[], object]) -> float:
    spent = []
    for _round in range(5):
        began = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - began))
    return statistics.median(spent)


def _open(
    browser: Browser, server: AppServer, cookie: str, story: StoryView
) -> tuple[float, float]:
    """Seconds to the last heading: of a browser that was never here, and of one that was."""
    last = next(c.title for c in reversed(story.chapters) if c.title)
    cold, warm = [], []
    for _visit in range(COLD):
        context = browser.new_context(**DESK, base_url=server.url)
        context.add_cookies([{"name": "chest_session", "value": cookie, "url": server.url}])
        context.add_init_script(f"({WATCH})({json.dumps(last)})")
        cold.append(_visit_page(context, story))
        warm += [_visit_page(context, story) for _again in range(WARM)]
        context.close()
    return statistics.median(cold), statistics.median(warm)


def _visit_page(context: BrowserContext, story: StoryView) -> float:
    page = context.new_page()
    page.goto(f"/story?chest={story.chest_id}")
    page.wait_for_function("() => window.lastHeading")
    seconds = float(page.evaluate("window.lastHeading")) / 1000
    page.close()
    return seconds
