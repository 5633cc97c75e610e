"""A voice recorded on the page, and a page that notices what changed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pages.components.shared.sources import source
from pages.components.uploader.uploader import checked_target
from tests.pages.components.harness_server import Harness


def test_a_target_is_one_chest_or_one_contribution() -> None:
    assert checked_target({"chest_id": "c"}) == {"chest_id": "c"}
    for wrong in ({}, {"chest": "c"}, {"chest_id": "c", "contribution_id": "k"}):
        with pytest.raises(ValueError, match="contribution_id"):
            checked_target(wrong)


A_SECOND_OR_MORE = re.compile(r"[1-9]:\d\d|0:0[1-9]|0:[1-5]\d")
# What the button says that stands beside a recording, while it plays.
NOTE_THE_BUTTON = """(audio) => audio.addEventListener("playing", () => setTimeout(() => {
  const all = [...audio.getRootNode().querySelectorAll('[data-part="listen"] button')];
  window.onTheWay = all.map((button) => button.getAttribute("aria-label")).join();
}))"""


def booth(page: Page, harness: Harness) -> Any:
    page.goto(f"{harness.url}/add")
    start = page.get_by_role("button", name="Record a voice")
    start.wait_for(timeout=60_000)
    return start


@pytest.mark.browser
def test_a_voice_is_recorded_paused_heard_and_added(page: Page, harness: Harness) -> None:
    booth(page, harness).click()
    time = page.locator('[data-part="time"]')
    expect(time).to_have_text(A_SECOND_OR_MORE)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator('[data-part="words"]')).to_have_text("Paused")
    paused = time.inner_text()
    page.get_by_role("button", name="Go on").click()
    expect(time).not_to_have_text(paused)
    page.get_by_role("button", name="Stop").click()
    listen = page.locator('[data-part="listen"]')
    expect(listen).to_be_visible()
    # How long it is, the browser did not write into it; and one sees how it sounded.
    place = listen.get_by_role("slider")
    assert int(place.get_attribute("aria-valuemax") or 0) >= 1
    bars = listen.locator("rect")
    assert len({bar.get_attribute("height") for bar in bars.all()}) > 1
    # It is short, and may have ended before somebody looks again: what is on the way is noted.
    listen.locator("audio").evaluate(NOTE_THE_BUTTON)
    listen.get_by_role("button", name="Play").click()
    page.wait_for_function("() => window.onTheWay")
    assert page.evaluate("window.onTheWay") == "Pause"
    expect(listen.get_by_role("button", name="Play")).to_be_visible()  # to its end
    expect(listen.locator("rect:not(.heard)")).to_have_count(0)
    # Not yet added: it is still there after looking at another page.
    page.get_by_role("link", name="Live", exact=True).click()
    expect(page.get_by_role("heading", name="Live")).to_be_visible()
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_role("button", name="Add this recording").click()
    row = page.locator("li.row", has_text="Voice note")
    expect(row).to_have_attribute("data-state", "ready")
    expect(row).to_have_count(1)
    sent = [up for up in harness.report()["uploads"] if up["name"].startswith("Voice note")][-1]
    assert sent["media_type"] == "audio/webm"
    assert sent["recorded_now"] is True
    stored = (harness.folder / sent["id"]).read_bytes()
    assert stored[:4] == b"\x1a\x45\xdf\xa3", "a WebM file"
    assert len(stored) == sent["size"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("error", "words"),
    [("NotAllowedError", "switched off for this page"), ("NotFoundError", "No microphone")],
)
def test_a_missing_microphone_is_explained(
    page: Page, harness: Harness, error: str, words: str
) -> None:
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = "
        f"() => Promise.reject(new DOMException('for a test', '{error}'));"
    )
    booth(page, harness).click()
    expect(page.locator('[data-part="words"]')).to_contain_text(words)
    expect(page.get_by_role("button", name="Record a voice")).to_be_visible()


@pytest.mark.browser
def test_without_https_it_says_why_there_is_no_microphone_and_names_the_other_way(
    page: Page, harness: Harness
) -> None:
    page.goto(harness.url.replace("127.0.0.1", "chest.test") + "/add")
    said = page.locator('[data-part="words"]')
    expect(said).to_contain_text("no microphone", timeout=60_000)
    expect(said).to_contain_text("http and not with https")
    expect(said).to_contain_text("your phone's own recorder")
    expect(page.get_by_role("button", name="Record a voice")).to_have_count(0)
    assert page.evaluate("navigator.mediaDevices === undefined")


@pytest.mark.browser
def test_the_page_reruns_when_the_version_changes(page: Page, harness: Harness) -> None:
    page.goto(f"{harness.url}/live")
    expect(page.get_by_text("Changed: None")).to_be_visible(timeout=60_000)
    (harness.folder / "version").write_text("2")
    expect(page.get_by_text("Changed: 2")).to_be_visible()


@pytest.mark.browser
def test_our_sha_256_agrees_with_another_implementation(page: Page, tmp_path: Path) -> None:
    lengths = [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 524_288, 524_289, 8_388_608]
    page.goto("about:blank")
    found = page.evaluate(
        """async ([code, lengths]) => {
        const sha256OfBlob = new Function(code + "; return sha256OfBlob;")();
        const made = (n) => new Blob([Uint8Array.from({ length: n }, (_, i) => (i * 7 + n) & 255)]);
        return Promise.all(lengths.map((n) => sha256OfBlob(made(n), null)));
    }""",
        [source("shared/sha256.js"), lengths],
    )
    wanted = [
        hashlib.sha256(bytes((i * 7 + n) & 255 for i in range(n))).hexdigest() for n in lengths
    ]
    assert found == wanted
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4's example
    assert hashlib.sha256(b"abc").hexdigest() == abc
