"""A family's folder of photographs, with folders in it, chosen in Chromium: the tab is closed in
the middle, then the power is cut in the middle, and in the end everything is there once."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.screens import Person

pytestmark = [pytest.mark.browser, pytest.mark.timeout(3600)]

ALBUMS = ("Angola 1961", "Weihnachten", "Praia da Rocha", "Férias")
ROWS_AT_MOST = 200  # as in shared/rows.js
HEAP_PER_FILE = 30_000  # bytes; its row alone would cost as much

WATCH = """() => {
  if (window.watched) return;
  const watched = (window.watched = { longest: 0, choosing: 0, over: 0, rows: 0, heap: 0 });
  // In the task in which files are chosen Chromium itself first makes an object of each of them,
  // before the page hears of it: that is told apart, since nothing on a page can make it shorter.
  const inputs = (root) => [...root.querySelectorAll("*")].flatMap((e) => [
    ...(e.matches('input[type="file"]') ? [e] : []),
    ...(e.shadowRoot ? inputs(e.shadowRoot) : []),
  ]);
  let heard = 0;
  for (const input of inputs(document)) {
    input.getRootNode().addEventListener("change", () => (heard = performance.now()), true);
  }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      const chromium = Math.min(duration, Math.max(0, heard - startTime));
      const isChoosing = chromium > 0 && heard < startTime + duration;
      const own = isChoosing ? duration - chromium : duration;
      if (isChoosing) watched.choosing = Math.max(watched.choosing, chromium);
      watched.longest = Math.max(watched.longest, own);
      watched.over += Math.max(0, own - 50);
    }
  }).observe({ entryTypes: ["longtask"] });
  const place = (root) => [...root.querySelectorAll("*")].flatMap(
    (e) => (e.shadowRoot ? [...e.shadowRoot.querySelectorAll("li.row")] : []));
  setInterval(() => {
    watched.rows = Math.max(watched.rows, place(document).length);
    watched.heap = Math.max(watched.heap, performance.memory.usedJSHeapSize);
  }, 1000);
}"""

# A page that comes to its end before it has written down what became of its files.
WRITES_NOTHING_DOWN = """{
    let ledger;
    Object.defineProperty(window, "memoryChestLedger", {
        configurable: true,
        get: () => ledger,
        set: (made) => (ledger = Object.assign(made, { change: async () => {} })),
    });
}"""


@pytest.fixture
def family(app: AppServer) -> Iterator[Family]:
    with closing(wait_for_setup(app)) as keeper:
        yield Family(app, keeper, "Rosa Almeida")


def make_folder(at: Path, many: int) -> dict[str, str]:
    """So many small photographs, no two alike, in albums and beside them: what lies in which."""
    lies: dict[str, str] = {}
    for number in range(many):
        album = ALBUMS[number % 5] if number % 5 < len(ALBUMS) else at.name
        name = f"IMG_{number:04}.jpg"
        folder = at if album == at.name else at / album
        folder.mkdir(parents=True, exist_ok=True)
        colour = (number % 256, number // 256 * 7 % 256, number * 31 % 256)
        picture = Image.new("RGB", (64, 48), colour)
        # Black is 0 and white 1: what tells them apart must survive the JPEG, and the copies' eye.
        for bit in range(12):
            shade = 255 * (number >> bit & 1)
            picture.paste(
                (shade, shade, shade),
                (bit % 4 * 16, bit // 4 * 16, bit % 4 * 16 + 16, bit // 4 * 16 + 16),
            )
        picture.save(folder / name, quality=85)
        lies[name] = album
    (at / ".DS_Store").write_bytes(b"what a Mac leaves there")
    return lies


def choose(page: Page, folder: Path) -> None:
    page.locator('[data-part="directory"]').set_input_files(folder)


def rows_of(app: AppServer) -> list[tuple[str, str, str]]:
    """Name, folder and state of every upload, as the chest keeps them."""
    with closing(sqlite3.connect(f"file:{app.data_dir / 'chest.db'}?mode=ro", uri=True)) as chest:
        return chest.execute(
            "select asset.original_name, upload.folder, upload.state from upload"
            " join asset on asset.id = upload.asset_id"
        ).fetchall()


def arrived(app: AppServer) -> int:
    return sum(state == "complete" for _, _, state in rows_of(app))


def add_page(chromium: Browser, family: Family) -> Person:
    keeper = family.at_the_desk(chromium)
    keeper.page.on("dialog", lambda dialog: dialog.accept())
    return keeper


def send_with_two_interruptions(keeper: Person, family: Family, folder: Path, many: int) -> float:
    """Choose the folder three times; answers the seconds in which files were being sent."""
    address, app = f"/add?chest={family.chest_id}", family.app
    began = time.monotonic()
    watched(keeper, address)
    choose(keeper.page, folder)
    wait_for(keeper, app, many // 4)
    spent = time.monotonic() - began
    tell(keeper, "until the tab closed")
    keeper.new_tab()

    began = time.monotonic()
    watched(keeper, address)
    choose(keeper.page, folder)
    wait_for(keeper, app, many // 2)
    app.cut_the_power()
    spent += time.monotonic() - began
    tell(keeper, "until the power was cut")
    keeper.new_tab()
    app.start()

    began = time.monotonic()
    watched(keeper, address)
    choose(keeper.page, folder)
    wait_for(keeper, app, many)
    return spent + time.monotonic() - began


def watched(keeper: Person, address: str) -> None:
    keeper.visit(address)
    keeper.page.locator('[data-part="directory"]').wait_for(state="attached")
    keeper.page.evaluate(WATCH)


def tell(keeper: Person, when: str) -> dict[str, float]:
    found: dict[str, float] = keeper.page.evaluate("window.watched")
    print(when, json.dumps(found))
    return found


def wait_for(keeper: Person, app: AppServer, many: int) -> None:
    until = time.monotonic() + 30 + many
    while arrived(app) < many:
        assert time.monotonic() < until, f"{arrived(app)} of {many} arrived"
        keeper.page.wait_for_timeout(200)


@pytest.mark.parametrize("many", [60, pytest.param(4000, marks=pytest.mark.hold)])
def test_a_folder_arrives_whole_and_once(
    chromium: Browser, family: Family, tmp_path: Path, many: int
) -> None:
    lies = make_folder(tmp_path / "Fotografias", many)
    keeper = add_page(chromium, family)
    spent = send_with_two_interruptions(keeper, family, tmp_path / "Fotografias", many)
    print(f"{spent / many:.3f} s a photograph")

    found = rows_of(family.app)
    complete = [(name, folder) for name, folder, state in found if state == "complete"]
    assert Counter(complete) == Counter(lies.items()), "once each, with the name of its album"
    # The page, which was opened three times, says the same, once the chest has looked at them.
    keeper.page.locator('[data-part="overall"]', has_text="added.").wait_for(timeout=many * 1000)
    assert len(memories(family)) == many

    seen = tell(keeper, "at the end")
    assert 0 < seen["rows"] <= ROWS_AT_MOST
    assert seen["heap"] < 100_000_000 + many * HEAP_PER_FILE
    keeper.context.close()


def test_what_arrived_without_being_written_down_is_found_to_be_whole(
    chromium: Browser, family: Family, tmp_path: Path
) -> None:
    lies = make_folder(tmp_path / "Fotografias", 3)
    keeper = add_page(chromium, family)
    keeper.page.add_init_script(WRITES_NOTHING_DOWN)
    watched(keeper, f"/add?chest={family.chest_id}")
    choose(keeper.page, tmp_path / "Fotografias")
    wait_for(keeper, family.app, 3)
    keeper.new_tab()

    watched(keeper, f"/add?chest={family.chest_id}")
    choose(keeper.page, tmp_path / "Fotografias")
    keeper.page.locator('[data-part="overall"]', has_text="3 added.").wait_for()
    found = [(name, folder) for name, folder, state in rows_of(family.app) if state == "complete"]
    assert sorted(found) == sorted(lies.items())
    keeper.context.close()


def memories(family: Family) -> set[str]:
    ids: set[str] = set()
    cursor = ""
    while True:
        page = family.ask("GET", f"/api/chests/{family.chest_id}/assets?limit=200{cursor}")
        ids |= {item["id"] for item in page["items"]}
        if not page["next"]:
            return ids
        cursor = f"&cursor={page['next']}"
