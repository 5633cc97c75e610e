"""Pictures, films and voices shown large; the hero; and choosing a crop."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from pages.components.cropper.cropper import WHOLE, checked_crop, first_crop
from tests.browser.belongings import make_voice_note
from tests.browser.screens import READY, wait_until
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


# A voice of three seconds may have ended before somebody looks again.
GO_ROUND = "(audio) => { audio.muted = true; audio.loop = true; }"


def voice_of(page: Page) -> Locator:
    return page.get_by_role("group", name="Rosa, in the kitchen")


@pytest.mark.browser
def test_a_voice_is_played_with_the_mouse_the_keys_and_the_ears(
    page: Page, harness: Harness
) -> None:
    open_memory(page, harness)
    voice = voice_of(page)
    place = voice.get_by_role("slider", name="Where in it")
    expect(place).to_have_attribute("aria-valuetext", re.compile(r"^0:00 of \d+:\d\d$"))
    assert page.locator("audio").get_attribute("controls") is None
    audio = page.locator("audio")
    expect(audio).to_have_js_property("readyState", 4)
    length = float(audio.evaluate("(audio) => audio.duration"))
    box = place.bounding_box()
    assert box is not None
    place.click(position={"x": box["width"] / 2, "y": 10})
    assert audio.evaluate("(audio) => audio.currentTime") == pytest.approx(length / 2, abs=0.2)
    heard = voice.locator("rect.heard")
    wait_until(page, lambda: heard.count() == pytest.approx(60, abs=4))
    place.focus()
    page.keyboard.press("Home")
    expect(place).to_have_attribute("aria-valuenow", "0")
    expect(heard).to_have_count(0)
    page.keyboard.press("PageUp")
    assert audio.evaluate("(audio) => audio.currentTime") == pytest.approx(length / 10, abs=0.2)
    audio.evaluate(GO_ROUND)
    page.keyboard.press("Space")
    expect(voice.get_by_role("button", name="Pause")).to_be_visible()
    voice.get_by_role("button", name="Pause").click()
    expect(voice.get_by_role("button", name="Play")).to_be_visible()
    assert audio.evaluate("(audio) => audio.paused") is True


@pytest.mark.browser
def test_a_recording_without_a_length_plays_and_can_be_wound(page: Page, harness: Harness) -> None:
    make_voice_note(harness.folder / "pictures" / "note.webm", seconds=30)
    page.goto(f"{harness.url}/memory?voice=note.webm&length=30")
    page.locator("a.photo").wait_for(timeout=60_000)
    voice, audio = voice_of(page), page.locator("audio")
    expect(audio).to_have_js_property("readyState", 4)
    assert audio.evaluate("(audio) => Number.isFinite(audio.duration)") is False
    place = voice.get_by_role("slider")
    expect(place).to_have_attribute("aria-valuetext", "0:00 of 0:30")
    audio.evaluate("(audio) => { audio.muted = true; }")
    box = place.bounding_box()
    assert box is not None
    voice.get_by_role("button", name="Play").click()
    expect(voice.get_by_role("button", name="Pause")).to_be_visible()
    place.click(position={"x": box["width"] * 0.8, "y": 10})
    page.wait_for_function(
        """() => {
          const [audio] = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
            .flatMap((place) => [...place.shadowRoot.querySelectorAll("audio")]);
          return audio.currentTime > 23.5 && !audio.paused && !audio.error;
        }"""
    )
    wait_until(page, lambda: voice.locator("rect.heard").count() > 90)
    expect(page.get_by_text("cannot play this recording")).to_have_count(0)
    expect(voice.get_by_role("alert")).to_be_empty()


TROUBLE = """(audio, [code, message]) => {
  Object.defineProperty(audio, "error", { configurable: true, get: () => ({ code, message }) });
  audio.onerror();
  delete audio.error;
}"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("code", "message", "said"),
    [
        (3, "NS_ERROR_DOM_MEDIA_MEDIASINK_ERR (0x806e000b): OnMediaSinkAudioError", "loudspeaker"),
        (3, "decode error in the middle", "It stopped on the way."),
        (2, "the network", "It stopped on the way."),
    ],
)
def test_trouble_on_the_way_keeps_the_player_and_can_be_tried_again(
    page: Page, harness: Harness, code: int, message: str, said: str
) -> None:
    open_memory(page, harness)
    voice, audio = voice_of(page), page.locator("audio")
    expect(audio).to_have_js_property("readyState", 4)
    page.route("**/voice.wav", lambda route: route.abort())  # nor is it to be had as a whole
    audio.evaluate(TROUBLE, [code, message])
    alert = voice.get_by_role("alert")
    expect(alert).to_contain_text(said)
    expect(page.get_by_text("cannot play this recording")).to_have_count(0)
    page.unroute("**/voice.wav")
    audio.evaluate(GO_ROUND)
    alert.get_by_role("button", name="Try again").click()
    expect(voice.get_by_role("button", name="Pause")).to_be_visible()
    expect(alert).to_be_empty()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("status", "said"),
    [(None, "could not be fetched just now"), (502, "could not be"), (403, "Reload it to play")],
)
def test_what_does_not_come_is_not_called_unplayable(
    page: Page, harness: Harness, status: int | None, said: str
) -> None:
    def refuse(route: Route) -> None:
        if status is None:
            route.abort()
        else:
            route.fulfill(status=status, body="{}")

    page.route("**/voice.wav", refuse)
    open_memory(page, harness)
    voice = voice_of(page)
    expect(voice.get_by_role("alert")).to_contain_text(said)
    page.unroute("**/voice.wav")
    voice.get_by_role("button", name="Try again").click()
    expect(page.locator("audio")).to_have_js_property("readyState", 4)
    expect(voice.get_by_role("alert")).to_be_empty()


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
    expect(page.get_by_text(" 0.560 0.467")).to_be_visible()  # the shape stays
    frame.focus()
    page.keyboard.press("+")
    expect(page.get_by_text(" 0.594 0.495")).to_be_visible()
    page.get_by_label("All of the picture").check()
    expect(page.get_by_text("Crop: 0.000 0.000 1.000 1.000")).to_be_visible()


@pytest.mark.parametrize(
    ("size", "shape"),
    [((1500, 1000), 1.5), ((1600, 1200), 1.5), ((900, 1200), 0.8), ((1000, 950), 1.0)],
)
def test_a_new_picture_begins_with_a_frame_that_moves(size: tuple[int, int], shape: float) -> None:
    x, y, width, height = first_crop(size)
    assert (width * size[0]) / (height * size[1]) == pytest.approx(shape)
    assert max(width, height) == pytest.approx(0.9)
    assert (x + width / 2, y + height / 2) == pytest.approx((0.5, 0.5))


@pytest.mark.browser
def test_a_frame_has_one_of_few_shapes_and_shows_the_page_that_begins_with_it(
    page: Page, harness: Harness
) -> None:
    page.goto(f"{harness.url}/crop?new=1")
    frame = page.locator(".crop")
    frame.wait_for(timeout=60_000)
    expect(page.get_by_role("radio")).to_have_count(4)

    def seen() -> float:
        box = frame.bounding_box()
        assert box is not None
        return box["width"] / box["height"]

    # It can be moved at once, with the keys too.
    before = page.get_by_text("Crop: ").inner_text()
    frame.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Crop: ")).not_to_have_text(before)
    for label, shape in (("Wide", 1.5), ("Tall", 0.8), ("Square", 1.0)):
        page.get_by_label(label, exact=True).check()
        assert seen() == pytest.approx(shape, rel=0.02)
        corner = page.get_by_role("button", name="Corner top left")
        corner.focus()
        page.keyboard.press("Shift+ArrowRight")
        assert seen() == pytest.approx(shape, rel=0.02)
        expect(page.get_by_label(label, exact=True)).to_be_checked()
        for screen in ("desk", "phone"):
            shot = page.locator(f".sheet.{screen} .shot").bounding_box()
            assert shot is not None
            assert shot["width"] / shot["height"] == pytest.approx(shape, rel=0.03)
    expect(page.get_by_text("On a computer")).to_be_visible()
    expect(page.get_by_text("On a phone")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_the_picture_at_the_top_is_drawn_small_as_it_will_be(
    page: Page, harness: Harness, size: tuple[int, int]
) -> None:
    """The preview's measures are written down a second time, in the cropper."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(harness.url)
    page.locator(".chest-hero img").wait_for(timeout=60_000)
    page.evaluate(
        "() => { const frame = document.querySelector('.chest-hero-frame');"
        " frame.style.setProperty('--hero-shape', 0.8); }"
    )
    real = page.locator(".chest-hero-frame").bounding_box()
    page.goto(f"{harness.url}/crop?new=1")
    page.get_by_label("Tall", exact=True).check()
    screen = "desk" if size[0] > 1000 else "phone"
    sheet = page.locator(f".sheet.{screen}").bounding_box()
    small = page.locator(f".sheet.{screen} .shot").bounding_box()
    assert real is not None
    assert sheet is not None
    assert small is not None
    assert small["height"] / sheet["height"] == pytest.approx(real["height"] / size[1], rel=0.04)


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
    expect(page.locator("audio")).to_have_js_property("readyState", 4)
    expect(page.get_by_text("This is being made ready.")).to_have_count(0)
    assert asked[:3] == ["GET", "HEAD", "HEAD"]
