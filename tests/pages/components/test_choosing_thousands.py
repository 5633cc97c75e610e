"""Of a folder with many files some are taken at a time, and the page answers in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.pages.components.harness_server import Harness
from tests.pages.components.test_unfinished import NO_ROOM
from tests.pages.components.test_uploader import LONG, open_page

pytestmark = pytest.mark.browser

MANY = 1_200
EACH_MS = 1  # what looking at one file takes here, by the page's clock: a disk is slow or fast
LOOKED_AT_MOST = 60  # files in one task, which is twice what a slice may take
WRITTEN_AT_MOST = 500  # entries in one task, which is two times as many as are written in one go

# A task ends where the next message arrives. Time goes on by what is looked at, not by the machine.
COUNT = f"""(() => {{
  const most = (window.mostInATask = {{ looked: 0, written: 0 }});
  const settled = (window.settledMeanwhile = []);
  const now = {{ looked: 0, written: 0 }};
  const {{ port1, port2 }} = new MessageChannel();
  let asked = false;
  let spent = 0;
  port1.onmessage = () => {{
    asked = false;
    now.looked = now.written = 0;
    const told = window.memoryChestUploads?.takeSettled("c1");
    if (told) settled.push(told);
  }};
  const count = (what) => {{
    most[what] = Math.max(most[what], ++now[what]);
    if (!asked) port2.postMessage(null);
    asked = true;
  }};
  const clock = performance.now.bind(performance);
  performance.now = () => clock() + spent;
  const modified = Object.getOwnPropertyDescriptor(File.prototype, "lastModified");
  const seen = new WeakSet();
  Object.defineProperty(File.prototype, "lastModified", {{
    ...modified,
    get() {{
      if (!seen.has(this)) {{
        seen.add(this);
        spent += {EACH_MS};
        count("looked");
      }}
      return modified.get.call(this);
    }},
  }});
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...what) {{
    count("written");
    return put.apply(this, what);
  }};
}})()"""
CHOSEN = """(many) => {
  const all = window.memoryChestUploads.list("c1");
  return all.length === many && all.every((item) => !item.held);
}"""


@pytest.fixture
def counted(context: BrowserContext, page: Page) -> Iterator[Page]:
    """A page that counts, and whose server takes nothing: only what choosing does is seen."""
    context.add_init_script(COUNT)
    context.add_init_script(NO_ROOM)
    context.route("**/api/uploads**", lambda route: None)
    yield page
    context.unroute_all(behavior="ignoreErrors")


def choose(page: Page, folder: Path, many: int, *, content: bytes) -> Any:
    folder.mkdir()
    for number in range(many):
        (folder / f"IMG_{number:04}.jpg").write_bytes(content)
    page.locator('input[data-part="directory"]').set_input_files(folder)
    page.wait_for_function(CHOSEN, arg=many, timeout=LONG)
    return page.evaluate("window.mostInATask")


def test_thousands_are_taken_in_slices(counted: Page, harness: Harness, tmp_path: Path) -> None:
    open_page(counted, harness)
    most = choose(counted, tmp_path / "album", MANY, content=b"all of one size")
    assert 0 < most["looked"] <= LOOKED_AT_MOST
    assert 0 < most["written"] <= WRITTEN_AT_MOST

    # And once more where all of them are on the list of last time.
    counted.on("dialog", lambda dialog: dialog.accept())
    counted.reload()
    counted.locator('[data-part="choose"]').first.wait_for(timeout=LONG)
    counted.wait_for_function(
        'many => window.memoryChestUploads.unfinished("c1")?.names.length === many',
        arg=MANY,
        timeout=LONG,
    )
    counted.locator('input[data-part="directory"]').set_input_files(tmp_path / "album")
    counted.wait_for_function(CHOSEN, arg=MANY, timeout=LONG)
    most = counted.evaluate("window.mostInATask")
    assert 0 < most["looked"] <= LOOKED_AT_MOST
    assert 0 < most["written"] <= WRITTEN_AT_MOST


def test_nothing_is_summed_up_before_all_were_looked_at(
    counted: Page, harness: Harness, tmp_path: Path
) -> None:
    open_page(counted, harness)
    most = choose(counted, tmp_path / "empty", 300, content=b"")
    assert most["looked"] <= LOOKED_AT_MOST
    settled = counted.evaluate("window.settledMeanwhile")
    assert all(told["empty"] == 300 for told in settled), settled
    if not settled:
        expect(counted.locator('[data-part="overall"]')).to_contain_text("300")
