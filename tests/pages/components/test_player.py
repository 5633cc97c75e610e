"""Pictures, films and voices shown large; the hero; and choosing a crop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from pages.components.cropper.cropper import WHOLE, checked_crop
from tests.browser.screens import READY
from tests.pages.components.harness_server import Harness


def test_a_crop_stays_inside_the_picture() -> None:
    assert checked_crop(None) == WHOLE
    assert checked_crop([0.5, -1, 0.8, 0.5]) == pytest.approx((0.2, 0, 0.8, 0.5))
    assert checked_crop([0, 0, 0, 2]) == pytest.approx((0, 0, 0.05, 1))
    with pytest.raises(ValueError, match="width"):
        checked_crop([0, 0, 1])


def open_memory(page: Page, harness: Harness) -> None:
    page.goto(f"{harness.url}/memory")
    page.locator("a.photo").wait_for(timeout=60_000)


@pytest.mark.browser
def test_a_picture_opens_its_original_in_a_new_tab(page: Page, harness: Harness) -> None:
    open_memory(page, harness)
    link = page.locator("a.photo")
    assert link.get_attribute("href") == "/harness/pictures/p1.jpg"
    assert link.get_attribute("rel") == "noopener"
    expect(link.locator("img")).to_have_attribute("alt", "A river at dawn")


@pytest.mark.browser
def test_what_cannot_be_played_is_offered_for_download(page: Page, harness: Harness) -> None:
    open_memory(page, harness)
    regrets = page.locator(".regret")
    expect(regrets).to_have_count(2)
    for regret in regrets.all():
        expect(regret).to_contain_text("cannot play this film")
        expect(regret.get_by_role("link", name="Download the original")).to_be_visible()


@pytest.mark.browser
def test_a_voice_never_starts_by_itself_and_a_rerun_does_not_interrupt_it(
    page: Page, harness: Harness
) -> None:
    open_memory(page, harness)
    voice = page.locator("audio")
    expect(voice).to_have_js_property("paused", True)
    handle = voice.element_handle()
    assert handle is not None
    handle.evaluate("(audio) => { audio.muted = true; audio.loop = true; return audio.play(); }")
    expect(page.get_by_text("Runs: 1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Rerun").click()
    expect(page.get_by_text("Runs: 2", exact=True)).to_be_visible()
    page.wait_for_function(READY)
    assert handle.evaluate("(audio) => audio.isConnected && !audio.paused") is True
    page.get_by_role("link", name="Live", exact=True).click()
    expect(page.get_by_role("heading", name="Live")).to_be_visible()
    assert handle.evaluate("(audio) => audio.paused") is True


@pytest.mark.browser
def test_the_hero_shows_exactly_its_crop(page: Page, harness: Harness) -> None:
    page.goto(harness.url)
    page.locator(".chest-hero img").wait_for(timeout=60_000)
    frame, image = page.evaluate(
        "() => ['.chest-hero-frame', '.chest-hero img']"
        ".map((s) => document.querySelector(s).getBoundingClientRect())"
    )
    assert image["width"] == pytest.approx(frame["width"], rel=0.01)
    assert frame["height"] / image["height"] == pytest.approx(0.55, rel=0.01)
    assert (frame["y"] - image["y"]) / image["height"] == pytest.approx(0.2, rel=0.02)
    assert image["width"] / image["height"] == pytest.approx(1200 / 900, rel=0.01)
    expect(page.get_by_role("heading", name="Rosa Almeida", level=1)).to_be_visible()


@pytest.mark.browser
def test_a_crop_is_dragged_and_moved_with_the_keys(page: Page, harness: Harness) -> None:
    page.goto(f"{harness.url}/crop")
    frame = page.locator(".crop")
    frame.wait_for(timeout=60_000)
    expect(page.get_by_text("Crop: 0.100 0.200 0.600 0.500")).to_be_visible()
    board = page.locator(".board").bounding_box()
    box = frame.bounding_box()
    assert board is not None
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + board["width"], box["y"] + 20, steps=4)
    page.mouse.up()
    expect(page.get_by_text("Crop: 0.400 ")).to_be_visible()
    page.get_by_role("button", name="Corner bottom right").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text(" 0.560 0.500")).to_be_visible()
    page.get_by_role("button", name="Show all of it").click()
    expect(page.get_by_text("Crop: 0.000 0.000 1.000 1.000")).to_be_visible()


@pytest.mark.browser
def test_a_voice_that_is_still_being_made_ready_plays_when_it_is(
    page: Page, harness: Harness
) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.method)
        if len(asked) <= 2:
            route.fulfill(status=503, headers={"Retry-After": "1"}, body="{}")
        else:
            route.continue_()

    page.route("**/voice.wav", answer)
    open_memory(page, harness)
    expect(page.get_by_text("This is being made ready.")).to_be_visible()
    expect(page.locator("audio")).to_have_js_property("readyState", 4, timeout=45_000)
    expect(page.get_by_text("This is being made ready.")).to_have_count(0)
    assert asked[:3] == ["GET", "HEAD", "HEAD"]
