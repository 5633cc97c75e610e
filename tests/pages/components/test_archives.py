"""What the uploader asks of an archive, and tells of what it cannot read, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.components.harness_server import Harness
from tests.pages.components.test_uploader import LONG, files_input, made, open_page, row

pytestmark = pytest.mark.browser


def add(page: Page, harness: Harness, folder: Path, name: str) -> None:
    path, _ = made(folder, name, 300)
    open_page(page, harness)
    files_input(page).set_input_files(path)
    expect(row(page, name)).to_be_visible()


def test_an_archive_is_unpacked_at_one_press_and_tells_how_far_it_is(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    add(page, harness, tmp_path, "photos.zip")
    words = row(page, "photos.zip").locator(".archive p")
    expect(words).to_have_text(
        "This is an archive with 212 files. Unpack it into the chest?", timeout=LONG
    )
    harness.hold(archives=0)
    row(page, "photos.zip").get_by_role("button", name="Unpack it").dblclick()
    expect(words).to_have_text("Unpacking: 40 of 212. You can close this page.")
    expect(row(page, "photos.zip").get_by_role("button")).to_have_count(0)
    harness.let_go()
    expect(words).to_have_text(
        "Unpacked: 190 added, 10 already there, 12 with pictures' dates or words taken along. "
        "The archive itself is put away; for 30 days it can be brought back.",
        timeout=LONG,
    )
    assert harness.report()["counts"]["unpacked"] == 1


def test_an_archive_may_stay_as_it_is(page: Page, harness: Harness, tmp_path: Path) -> None:
    before = harness.report()["counts"].get("unpacked", 0)
    add(page, harness, tmp_path, "kept.zip")
    row(page, "kept.zip").get_by_role("button", name="Keep it as it is").click(timeout=LONG)
    expect(row(page, "kept.zip").locator(".archive")).to_be_hidden()
    expect(row(page, "kept.zip").locator(".state")).to_have_text("Added")
    assert harness.report()["counts"].get("unpacked", 0) == before


def test_why_an_archive_is_not_unpacked_is_told(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    add(page, harness, tmp_path, "locked.zip")
    expect(row(page, "locked.zip").locator(".archive p")).to_have_text(
        "This archive is locked with a password.", timeout=LONG
    )
    expect(row(page, "locked.zip").get_by_role("button")).to_have_count(0)
    add(page, harness, tmp_path, "decided.zip")
    row(page, "decided.zip").get_by_role("button", name="Unpack it").click(timeout=LONG)
    expect(row(page, "decided.zip").locator(".archive p")).to_have_text(
        "What you sent was looked at before this was unpacked."
    )


def test_what_nobody_can_look_at_here_is_said_to_be_kept(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    add(page, harness, tmp_path, "odd.bin")
    expect(row(page, "odd.bin").locator(".state")).to_have_text(
        "We couldn't read this one. It is kept as it is.", timeout=LONG
    )
    expect(page.locator('[data-part="overall"]')).to_have_text("1 we couldn't read: it is kept.")
