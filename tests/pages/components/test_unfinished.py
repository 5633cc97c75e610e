"""What the uploader says and does after a reload or a crash, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.screens import settle
from tests.pages.components.harness_server import Harness, StartHarness
from tests.pages.components.test_uploader import (
    LONG,
    expect_state,
    files_input,
    made,
    open_page,
    row,
)

pytestmark = pytest.mark.browser

# Chromium's own answer where a browser has no room: then files are not copied, only listed.
NO_ROOM = "navigator.storage.estimate = async () => ({ quota: 0, usage: 0 });"
LEDGER = """async (what) => {
    const request = indexedDB.open("memory-chest-uploads", 1);
    const database = await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const all = database.transaction(what).objectStore(what).getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    database.close();
    return all.result.map((entry) => entry.name ?? "bytes");
}"""

# The list is held back: `look` lets the browser answer for the files that it has kept.
SLOW_TO_LOOK = """{
    const mayLook = new Promise((look) => (window.look = look));
    let ledger;
    Object.defineProperty(window, "memoryChestLedger", {
        get: () => ledger,
        set(made) {
            const { bytesOf } = made;
            made.bytesOf = (entry) => {
                window.looks = true;
                return mayLook.then(() => bytesOf(entry));
            };
            ledger = made;
        },
    });
}"""


@pytest.fixture(scope="module")
def harness_of_all(start_harness: StartHarness) -> Harness:
    return start_harness(HARNESS_PART="65536", HARNESS_SLOW="0.02")


@pytest.fixture
def harness(harness_of_all: Harness) -> Iterator[Harness]:
    """Small parts that take their time, and a server that no other test has sent anything to."""
    harness_of_all.forget()
    yield harness_of_all
    harness_of_all.let_go()


def album(folder: Path, count: int) -> list[str]:
    names = [f"IMG_{number:04}.jpg" for number in range(count)]
    for name in names:
        made(folder / "album", name, 900)
    return names


def choose_folder(page: Page, folder: Path) -> None:
    page.locator('input[data-part="directory"]').set_input_files(folder / "album")


def note(page: Page) -> Any:
    return page.locator('[data-part="unfinished"]')


def wait_for_arrived(page: Page, count: int) -> None:
    page.wait_for_function(
        """(count) => window.memoryChestUploads.list("c1").filter(({ state }) =>
            ["understanding", "ready"].includes(state)).length >= count""",
        arg=count,
        timeout=LONG,
    )


def complete_names(harness: Harness) -> list[str]:
    uploads = harness.report()["uploads"]
    return [upload["name"] for upload in uploads if upload["state"] == "complete"]


def left_and_reopened(context: BrowserContext, harness: Harness, path: str = "/add") -> Page:
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    open_page(page, harness, path)
    return page


def test_after_a_reload_it_says_how_many_are_missing_and_doubles_nothing(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    names = album(tmp_path, 60)
    context.add_init_script(NO_ROOM)
    page = left_and_reopened(context, harness)
    harness.hold(files=20)
    choose_folder(page, tmp_path)
    wait_for_arrived(page, 9)
    page.reload()
    page.locator('[data-part="choose"]').first.wait_for(timeout=LONG)

    expect(note(page)).to_be_visible(timeout=LONG)
    arrived = complete_names(harness)
    missing = [name for name in names if name not in arrived]
    assert 9 <= len(arrived) < 60
    expect(page.locator('[data-part="unfinished-words"]')).to_have_text(
        f"{len(missing)} of 60 files did not arrive last time. "
        "Choose the folder “album” again and we go on; nothing is sent twice."
    )
    page.locator('[data-part="unfinished-all"] summary').click()
    listed = page.locator('[data-part="unfinished-all"] li').all_inner_texts()
    assert sorted(listed) == sorted(missing)
    assert page.locator("li.row").count() == 0
    assert complete_names(harness) == arrived, "nothing goes on before they were chosen again"

    harness.let_go()
    choose_folder(page, tmp_path)
    expect(note(page)).to_be_hidden()
    expect(page.locator('[data-part="overall"]')).to_have_text("60 added.", timeout=LONG)
    assert sorted(complete_names(harness)) == sorted(names), "each of them, and none twice"
    page.wait_for_function(f"async () => !(await ({LEDGER})('files')).length", timeout=LONG)
    page.reload()
    page.locator('[data-part="choose"]').first.wait_for(timeout=LONG)
    expect(note(page)).to_be_hidden()


def test_small_files_go_on_by_themselves_after_a_crash(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    names = album(tmp_path, 24)
    page = left_and_reopened(context, harness)
    harness.hold(files=8)
    choose_folder(page, tmp_path)
    wait_for_arrived(page, 3)
    page.wait_for_function(f"async () => (await ({LEDGER})('bytes')).length >= 5", timeout=LONG)
    page.close(run_before_unload=False)
    harness.let_go()
    kept = left_and_reopened(context, harness)
    kept.wait_for_function("() => window.memoryChestUploads.list('c1').length > 0", timeout=LONG)
    missing = kept.evaluate("() => window.memoryChestUploads.unfinished('c1')")
    assert missing is None, "all that was missing was kept by the browser"
    kept.wait_for_function(
        "() => window.memoryChestUploads.list('c1').every(({ state }) => state === 'ready')",
        timeout=LONG,
    )
    assert sorted(complete_names(harness)) == sorted(names)
    kept.wait_for_function(f"async () => !(await ({LEDGER})('bytes')).length", timeout=LONG)


def test_what_is_chosen_while_the_browser_looks_for_its_copy_goes_once(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    names = album(tmp_path, 24)
    page = left_and_reopened(context, harness)
    choose_folder(page, tmp_path)
    wait_for_arrived(page, 3)
    page.wait_for_function(f"async () => (await ({LEDGER})('bytes')).length >= 5", timeout=LONG)
    page.close(run_before_unload=False)
    context.add_init_script(SLOW_TO_LOOK)
    again = left_and_reopened(context, harness)
    again.wait_for_function("() => window.looks", timeout=LONG)
    choose_folder(again, tmp_path)
    again.wait_for_function("() => window.memoryChestUploads.list('c1').length === 24")
    again.evaluate("() => window.look()")
    again.wait_for_function(
        "() => window.memoryChestUploads.list('c1').every(({ state }) => state === 'ready')",
        timeout=LONG,
    )
    assert sorted(complete_names(harness)) == sorted(names)


def test_a_large_file_goes_on_where_it_stopped(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    path, digest = made(tmp_path, "resumed.bin", 65_536 * 60)
    context.add_init_script(NO_ROOM)
    first = left_and_reopened(context, harness)
    harness.hold(parts=20)
    files_input(first).set_input_files(path)
    first.wait_for_function(
        """() => [...window.memoryChestUploads.list("c1")].some((item) => item.sent > 65536 * 9)"""
    )
    first.close(run_before_unload=False)
    before = harness.report()["counts"]
    harness.let_go()

    second = left_and_reopened(context, harness)
    expect(note(second)).to_contain_text(
        "“resumed.bin” did not arrive last time. Choose what is missing again and we go on"
    )
    files_input(second).set_input_files(path)
    expect_state(second, "resumed.bin", "ready")
    expect(note(second)).to_be_hidden()
    after = harness.report()
    assert after["sha256"]["resumed.bin"] == digest
    assert after["counts"]["created"] == before["created"], "it was resumed, not begun anew"
    assert after["counts"]["bytes"] - before["bytes"] < 65_536 * 56


def test_a_dropped_file_goes_on_at_one_press(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    context.add_init_script(
        NO_ROOM
        + """
        // A handle of the browser's own disk may always be read; for a person's file it asks.
        FileSystemHandle.prototype.queryPermission = async () =>
            window.asked ? "granted" : "prompt";
        FileSystemHandle.prototype.requestPermission = async () => (window.asked = "granted");
    """
    )
    page = left_and_reopened(context, harness)
    harness.hold(parts=20)
    page.evaluate(
        """async () => {
        const disk = await navigator.storage.getDirectory();
        const handle = await disk.getFileHandle("film.bin", { create: true });
        const writer = await handle.createWritable();
        await writer.write(new Uint8Array(65536 * 40));
        await writer.close();
        const file = await handle.getFile();
        const entry = { isFile: true, fullPath: "/film.bin", file: (resolve) => resolve(file) };
        const item = {
            webkitGetAsEntry: () => entry,
            getAsFileSystemHandle: async () => handle,
        };
        const event = new Event("drop", { bubbles: true, cancelable: true });
        Object.defineProperty(event, "dataTransfer", { value: { items: [item], files: [] } });
        const find = (root) => root.querySelector('[data-part="area"]');
        const hosts = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
        find(hosts.find((host) => find(host.shadowRoot)).shadowRoot).dispatchEvent(event);
    }"""
    )
    page.wait_for_function("() => window.memoryChestUploads.list('c1').at(-1)?.sent > 65536 * 3")
    page.wait_for_function(f"async () => (await ({LEDGER})('bytes')).length === 1")
    page.reload()
    page.locator('[data-part="choose"]').first.wait_for(timeout=LONG)
    expect(note(page)).to_contain_text(
        "“film.bin” did not arrive last time. "
        "Your browser knows where they are and asks whether we may read them."
    )
    harness.let_go()
    page.get_by_role("button", name="Go on").click()
    expect_state(page, "film.bin", "ready")
    expect(note(page)).to_be_hidden()
    assert harness.report()["counts"]["created"] == 1


def test_a_second_tab_leaves_alone_what_the_first_one_sends(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    names = album(tmp_path, 30)
    first = left_and_reopened(context, harness)
    harness.hold(files=10)
    choose_folder(first, tmp_path)
    wait_for_arrived(first, 3)
    second = left_and_reopened(context, harness)
    settle(second)
    expect(note(second)).to_be_hidden()
    assert second.evaluate("() => window.memoryChestUploads.list('c1').length") == 0
    harness.let_go()
    expect(first.locator('[data-part="overall"]')).to_have_text("30 added.", timeout=LONG)
    assert sorted(complete_names(harness)) == sorted(names)


def test_whoever_comes_next_on_this_computer_sees_no_names(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    album(tmp_path, 20)
    context.add_init_script(NO_ROOM)
    page = left_and_reopened(context, harness)
    harness.hold(files=6)
    choose_folder(page, tmp_path)
    wait_for_arrived(page, 2)
    page.close(run_before_unload=False)
    other = left_and_reopened(context, harness, "/add?owner=irene")
    other.wait_for_function(f"async () => !(await ({LEDGER})('files')).length", timeout=LONG)
    expect(note(other)).to_be_hidden()
    assert "IMG_" not in other.content()


def test_what_is_older_than_thirty_days_is_not_spoken_of(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    album(tmp_path, 20)
    context.add_init_script(NO_ROOM)
    page = left_and_reopened(context, harness)
    harness.hold(files=6)
    choose_folder(page, tmp_path)
    wait_for_arrived(page, 2)
    page.close(run_before_unload=False)
    context.add_init_script("Date.now = ((now) => () => now() + 31 * 86_400_000)(Date.now);")
    later = left_and_reopened(context, harness)
    later.wait_for_function(f"async () => !(await ({LEDGER})('files')).length", timeout=LONG)
    expect(note(later)).to_be_hidden()


def test_where_the_browser_keeps_nothing_files_arrive_and_nothing_false_is_said(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    names = album(tmp_path, 12)
    context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
    )
    page = left_and_reopened(context, harness)
    harness.hold(files=6)
    choose_folder(page, tmp_path)
    wait_for_arrived(page, 2)
    page.reload()
    page.locator('[data-part="choose"]').first.wait_for(timeout=LONG)
    settle(page)
    expect(note(page)).to_be_hidden()
    harness.let_go()
    choose_folder(page, tmp_path)
    page.wait_for_function(
        """() => { const all = window.memoryChestUploads.list('c1');
            return all.length === 12 && all.every(({ state }) => state === 'ready'); }""",
        timeout=LONG,
    )
    assert set(complete_names(harness)) == set(names)


def test_what_is_left_out_is_given_up_and_not_spoken_of_again(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    path, _ = made(tmp_path, "film.bin", 65_536 * 60)
    context.add_init_script(NO_ROOM)
    page = left_and_reopened(context, harness)
    harness.hold(parts=20)
    files_input(page).set_input_files(path)
    page.wait_for_function("() => window.memoryChestUploads.list('c1').at(-1)?.sent > 65536 * 3")
    page.reload()
    page.locator('[data-part="choose"]').first.wait_for(timeout=LONG)
    page.get_by_role("button", name="Leave them out").click()
    expect(note(page)).to_be_hidden()
    page.wait_for_function(f"async () => !(await ({LEDGER})('files')).length", timeout=LONG)
    assert [upload["state"] for upload in harness.report()["uploads"]] == ["aborted"]


def test_an_empty_file_is_named_at_once_and_not_sent(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    (tmp_path / "IMG_1.jpg").write_bytes(b"")
    made(tmp_path, "good.bin", 100)
    open_page(page, harness)
    files_input(page).set_input_files([tmp_path / "IMG_1.jpg", tmp_path / "good.bin"])
    expect_state(page, "IMG_1.jpg", "failed")
    expect(row(page, "IMG_1.jpg").locator(".state")).to_have_text(
        "This file is empty: nothing of it could be kept."
    )
    expect(row(page, "IMG_1.jpg").get_by_role("button", name="Try again")).to_be_hidden()
    expect(page.locator('[data-part="overall"]')).to_have_text(
        "1 added, 1 was empty.", timeout=LONG
    )
    assert complete_names(harness) == ["good.bin"]


def test_signing_out_takes_the_list_along(
    context: BrowserContext, harness: Harness, tmp_path: Path
) -> None:
    album(tmp_path, 20)
    context.add_init_script(NO_ROOM)
    page = left_and_reopened(context, harness)
    harness.hold(files=6)
    choose_folder(page, tmp_path)
    wait_for_arrived(page, 2)
    page.goto(harness.url + "/signing_out")
    page.get_by_role("button", name="Sign out").wait_for(timeout=LONG)
    assert page.evaluate(f"async () => (await ({LEDGER})('files')).length") == 20
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/api/auth/logout")
    open_page(page, harness)
    assert page.evaluate(f"async () => (await ({LEDGER})('files')).length") == 0
    expect(note(page)).to_be_hidden()
