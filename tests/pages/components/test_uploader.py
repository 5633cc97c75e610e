"""The uploader in Chromium, against a server that keeps what it is sent."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.pages.components.harness_server import Harness

pytestmark = pytest.mark.browser
LONG = 60_000


def files_input(page: Page) -> Any:
    return page.locator('input[data-part="files"]').first


def open_page(page: Page, harness: Harness, path: str = "/add") -> None:
    page.goto(harness.url + path)
    page.locator('[data-part="choose"]').first.wait_for(timeout=LONG)


def row(page: Page, name: str) -> Any:
    return page.locator("li.row", has_text=name)


def expect_state(page: Page, name: str, state: str) -> None:
    expect(row(page, name)).to_have_attribute("data-state", state, timeout=LONG)


def made(folder: Path, name: str, size: int) -> tuple[Path, str]:
    """A file of random bytes and its SHA-256."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for at in range(0, size, 1 << 20):
            block = os.urandom(min(1 << 20, size - at))
            file.write(block)
            digest.update(block)
    return path, digest.hexdigest()


def test_three_files_and_a_folder_arrive_whole(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    wanted = {}
    single = []
    for name, size in (("one.bin", 1), ("two.bin", 1234), ("three.bin", 20_000_000)):
        path, wanted[name] = made(tmp_path, name, size)
        single.append(path)
    for name in ("album/cover.bin", "album/inside/deep.bin"):
        _, wanted[Path(name).name] = made(tmp_path, name, 50_000)
    (tmp_path / "album" / ".DS_Store").write_bytes(b"left out")
    open_page(page, harness)

    files_input(page).set_input_files(single)
    page.locator('input[data-part="directory"]').set_input_files(tmp_path / "album")
    for name in wanted:
        expect_state(page, name, "ready")
    expect(page.locator('[data-part="overall"]')).to_have_text("5 added.")

    report = harness.report()
    assert {name: report["sha256"].get(name) for name in wanted} == wanted
    assert ".DS_Store" not in report["sha256"]
    sent = next(upload for upload in report["uploads"] if upload["name"] == "two.bin")
    assert sent["chest_id"] == "c1"
    assert "taken" not in sent
    assert sent["file_modified"].endswith("Z")


def test_sending_pauses_without_a_network_and_goes_on_by_itself(
    context: BrowserContext, page: Page, slow_harness: Harness, tmp_path: Path
) -> None:
    path, digest = made(tmp_path, "offline.bin", 65_536 * 40)
    open_page(page, slow_harness)
    slow_harness.hold(parts=20)
    files_input(page).set_input_files(path)
    page.wait_for_function("() => window.memoryChestUploads.list('c1').at(-1)?.sent > 65536 * 5")
    context.set_offline(True)
    expect_state(page, "offline.bin", "paused")
    expect(page.locator('[data-part="offline"]')).to_contain_text("You are offline")
    slow_harness.let_go()
    context.set_offline(False)
    expect_state(page, "offline.bin", "ready")
    assert slow_harness.report()["sha256"]["offline.bin"] == digest


def test_sending_goes_on_while_another_page_is_read(
    page: Page, slow_harness: Harness, tmp_path: Path
) -> None:
    path, digest = made(tmp_path, "elsewhere.bin", 65_536 * 30)
    open_page(page, slow_harness)
    files_input(page).set_input_files(path)
    row(page, "elsewhere.bin").wait_for()
    page.get_by_role("link", name="Live", exact=True).click()
    expect(page.get_by_role("heading", name="Live")).to_be_visible()
    page.wait_for_function(
        "() => ['understanding', 'ready']"
        ".includes(window.memoryChestUploads.list('c1').at(-1)?.state)",
        timeout=LONG,
    )
    page.get_by_role("link", name="Add", exact=True).click()
    expect_state(page, "elsewhere.bin", "ready")
    assert slow_harness.report()["sha256"]["elsewhere.bin"] == digest
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_the_tab_asks_before_closing_only_while_something_is_sent(
    page: Page, slow_harness: Harness, tmp_path: Path
) -> None:
    path, _ = made(tmp_path, "guarded.bin", 65_536 * 8)
    open_page(page, slow_harness)
    asks = """() => {
        const event = new Event('beforeunload', { cancelable: true });
        window.dispatchEvent(event);
        return event.defaultPrevented;
    }"""
    assert page.evaluate(asks) is False
    slow_harness.hold(parts=4)
    files_input(page).set_input_files(path)
    row(page, "guarded.bin").wait_for()
    assert page.evaluate(asks) is True
    slow_harness.let_go()
    expect_state(page, "guarded.bin", "ready")
    assert page.evaluate(asks) is False


def test_a_server_that_stumbles_is_asked_again(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    path, digest = made(tmp_path, "shaky.bin", 30_000_000)
    open_page(page, harness)
    files_input(page).set_input_files(path)
    expect_state(page, "shaky.bin", "ready")
    assert harness.report()["sha256"]["shaky.bin"] == digest


@pytest.mark.parametrize(
    ("status", "retry"), [(413, False), (422, False), (409, True), (507, True)]
)
def test_a_refusal_is_told_in_the_server_s_words(
    page: Page, harness: Harness, tmp_path: Path, status: int, retry: bool
) -> None:
    name = f"refuse-{status}.bin"
    path, _ = made(tmp_path, name, 100)
    open_page(page, harness)
    files_input(page).set_input_files(path)
    expect_state(page, name, "failed")
    expect(row(page, name).locator(".state")).to_have_text(f"The chest refused {name} for a test.")
    button = row(page, name).get_by_role("button", name="Try again")
    expect(button).to_be_visible() if retry else expect(button).to_be_hidden()
    row(page, name).get_by_role("button", name=f"Remove {name}").click()
    expect(row(page, name)).to_have_count(0)


def test_what_the_chest_made_of_them_is_summed_up_once(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    picture = (harness.folder / "pictures" / "p0.jpg").read_bytes()
    names = ["good.jpg", "again.jpg", "unreadable.jpg"]
    for name in names:
        (tmp_path / name).write_bytes(picture + name.encode())
    open_page(page, harness)
    expect(page.get_by_text("Runs: 1", exact=True)).to_be_visible()
    files_input(page).set_input_files([tmp_path / name for name in names])
    words = "1 added, 1 you already had, 1 we couldn't read: it is kept."
    expect(page.locator('[data-part="overall"]')).to_have_text(words, timeout=LONG)
    expect(page.locator('[data-part="status"]').first).to_have_text(words)
    expect(row(page, "unreadable.jpg").locator(".state")).to_have_text(
        "This file is not a picture we can read."
    )
    image = row(page, "good.jpg").locator("img")
    expect(image).to_have_attribute("alt", "Picture: good.jpg")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("(image) => image.naturalWidth") > 0
    # One rerun for the batch, and the rows survive it and the next.
    expect(page.get_by_text("Runs: 2", exact=True)).to_be_visible()
    page.get_by_role("button", name="Rerun").click()
    expect(page.get_by_text("Runs: 3", exact=True)).to_be_visible()
    expect_state(page, "good.jpg", "ready")


def test_the_limits_of_a_place_hold_before_anything_is_sent(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    large, _ = made(tmp_path, "large.png", 2000)
    wrong, _ = made(tmp_path, "words.txt", 10)
    created = harness.report()["counts"]["created"]
    open_page(page, harness, "/small")
    files_input(page).set_input_files([large, wrong])
    expect(row(page, "large.png").locator(".state")).to_contain_text("larger than")
    expect(row(page, "words.txt").locator(".state")).to_contain_text("kind of file")
    assert harness.report()["counts"]["created"] == created


def test_a_name_is_shown_as_text_never_as_markup(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    path, _ = made(tmp_path, "<img src=x onerror=alert(1)>.bin", 10)
    open_page(page, harness)
    files_input(page).set_input_files(path)
    expect(row(page, "onerror").locator(".name")).to_have_text("<img src=x onerror=alert(1)>.bin")
    expect(row(page, "onerror").locator("img")).to_have_count(0)


def test_files_dropped_with_their_folder_are_found(page: Page, harness: Harness) -> None:
    open_page(page, harness)
    page.evaluate(
        """() => {
        const file = (name, path) => ({ isFile: true, fullPath: path,
            file: (resolve) => resolve(new File(["dropped " + name], name, { lastModified: 5 })) });
        const inner = Array.from({ length: 130 }, (_, n) => file(`d${n}.bin`, `/box/d${n}.bin`));
        const reader = () => ({ readEntries: (resolve) => resolve(inner.splice(0, 100)) });
        const box = { isFile: false, createReader: reader };
        const event = new Event("drop", { bubbles: true, cancelable: true });
        const items = [{ webkitGetAsEntry: () => box }];
        Object.defineProperty(event, "dataTransfer", { value: { items, files: [] } });
        const find = (root) => root.querySelector('[data-part="area"]');
        const hosts = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
        find(hosts.find((host) => find(host.shadowRoot)).shadowRoot).dispatchEvent(event);
    }"""
    )
    expect(page.locator('[data-part="overall"]')).to_have_text("130 added.", timeout=LONG)
    page.get_by_role("button", name="Show all 130 files").click()
    expect(page.locator("li.row:visible")).to_have_count(130)


def test_the_drop_area_works_with_the_keyboard_alone(page: Page, harness: Harness) -> None:
    open_page(page, harness)
    choose = page.get_by_role("button", name="Choose files")
    choose.focus()
    assert choose.evaluate("(button) => getComputedStyle(button).outlineStyle") == "solid"
    # Asked of the input itself: whether the system's own dialog then opens is the browser's part.
    files_input(page).evaluate(
        """(input) => input.addEventListener("click", (event) => {
        event.preventDefault();
        window.asked = [...(window.asked ?? []), input.multiple];
    })"""
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.wait_for_function("() => window.asked?.length === 2")
    assert page.evaluate("() => navigator.userActivation.hasBeenActive") is True


def test_without_a_secure_context_the_hash_is_our_own(
    browser: Browser, harness: Harness, tmp_path: Path
) -> None:
    path, digest = made(tmp_path, "plain-http.bin", 9_000_000)
    context = browser.new_context()
    page = context.new_page()
    page.goto(harness.url.replace("127.0.0.1", "chest.test") + "/add")
    page.locator('[data-part="choose"]').first.wait_for(timeout=LONG)
    assert page.evaluate("() => window.isSecureContext || Boolean(crypto.subtle)") is False
    expect(page.locator('[data-part="words"]')).to_contain_text("browsers give no microphone")
    files_input(page).set_input_files(path)
    expect_state(page, "plain-http.bin", "ready")
    assert harness.report()["sha256"]["plain-http.bin"] == digest
    context.close()


@pytest.mark.slow
def test_300_mb_are_sent_without_being_read_whole(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    path, digest = made(tmp_path, "film.bin", 300_000_000)
    open_page(page, harness)
    page.evaluate(
        """() => {
        window.largestRead = 0;
        const read = Blob.prototype.arrayBuffer;
        Blob.prototype.arrayBuffer = function () {
            window.largestRead = Math.max(window.largestRead, this.size);
            return read.call(this);
        };
    }"""
    )
    files_input(page).set_input_files(path)
    expect(row(page, "film.bin")).to_have_attribute("data-state", "ready", timeout=150_000)
    assert harness.report()["sha256"]["film.bin"] == digest
    assert page.evaluate("() => window.largestRead") == 8 * 1024 * 1024
