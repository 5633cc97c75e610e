"""What the uploader asks and tells, for people who do not see it well, and on a small phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_accessibility import LOOKS, SMALL_TARGETS, findings, overflows
from tests.pages.components.harness_server import Harness
from tests.pages.components.test_unfinished import NO_ROOM, note
from tests.pages.components.test_uploader import LONG, files_input, made, open_page, row

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("like", "scheme"), LOOKS)
def test_what_is_missing_and_what_is_asked_have_no_serious_finding(
    browser: Browser, slow_harness: Harness, tmp_path: Path, like: dict[str, Any], scheme: str
) -> None:
    # axe is put into the page as a script, which our policy forbids to everyone else.
    context = browser.new_context(**like | {"color_scheme": scheme, "bypass_csp": True})
    context.add_init_script(NO_ROOM)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    open_page(page, slow_harness, "/files")
    for number in range(5):
        made(tmp_path / "album", f"film {number}.bin", 65_536 * 60)
    page.locator('input[data-part="directory"]').set_input_files(tmp_path / "album")
    page.wait_for_function("() => window.memoryChestUploads.list('c1').some(({ sent }) => sent)")
    page.reload()
    expect(note(page)).to_be_visible(timeout=LONG)
    page.locator('[data-part="unfinished-all"] summary').click()
    names = ["photos.zip", "odd.bin"]
    for name in names:
        made(tmp_path, name, 300)
    (tmp_path / "nothing.jpg").write_bytes(b"")
    files_input(page).set_input_files([tmp_path / name for name in [*names, "nothing.jpg"]])
    row(page, "photos.zip").get_by_role("button", name="Unpack it").wait_for(timeout=LONG)
    assert findings(page) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert not overflows(page)
    page.get_by_role("button", name="Leave them out").click()
    expect(note(page)).to_be_hidden()
    context.close()
