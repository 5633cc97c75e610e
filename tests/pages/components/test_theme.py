"""Colours, faces, sizes: what config.toml and theme.css promise, measured."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.screens import READY
from tests.pages.components.harness_server import PROJECT, Harness, StartHarness

LOOK = {
    "light": {
        "backgroundColor": "#FAF7F2",
        "secondaryBackgroundColor": "#F1ECE3",
        "textColor": "#2B2926",
        "grayTextColor": "#6B655C",
        "primaryColor": "#3F5F55",
        "orangeTextColor": "#8A5A12",
        "redTextColor": "#9B2C2C",
    },
    "dark": {
        "backgroundColor": "#1B1A18",
        "secondaryBackgroundColor": "#262421",
        "textColor": "#EDE7DD",
        "grayTextColor": "#A8A096",
        "primaryColor": "#9CC2B2",
        "orangeTextColor": "#E2B667",
        "redTextColor": "#F08A80",
    },
}
PAGES = ["/", "/add", "/gallery", "/memory", "/words", "/choose", "/crop", "/small"]


def config() -> dict[str, Any]:
    return tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_are_those_of_the_look(scheme: str) -> None:
    theme = config()["theme"][scheme]
    assert {name: theme[name] for name in LOOK[scheme]} == LOOK[scheme]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(scheme: str) -> None:
    theme = config()["theme"][scheme]
    paper, raised = theme["backgroundColor"], theme["secondaryBackgroundColor"]
    pairs = {
        (name, ground): contrast(theme[name], ground)
        for name in ("textColor", "grayTextColor", "linkColor", "orangeTextColor", "redTextColor")
        for ground in (paper, raised)
    }
    for colour in ("red", "orange", "yellow", "green", "blue", "violet", "gray"):
        own = theme[f"{colour}BackgroundColor"]
        pairs[colour, own] = contrast(theme[f"{colour}TextColor"], own)
    pairs["on moss", paper] = contrast(paper, theme["primaryColor"])
    assert {pair: round(ratio, 2) for pair, ratio in pairs.items() if ratio < 4.5} == {}


def test_the_outline_of_a_control_can_be_seen() -> None:
    sheet = (PROJECT / "pages/components/theme/theme.css").read_text(encoding="utf-8")
    found = re.search(r"--chest-edge: light-dark\((#\w{6}), (#\w{6})\)", sheet)
    assert found
    theme = config()["theme"]
    for edge, scheme in zip(found.groups(), ("light", "dark"), strict=True):
        assert contrast(edge, theme[scheme]["backgroundColor"]) >= 3
        assert contrast(edge, theme[scheme]["secondaryBackgroundColor"]) >= 3


def test_the_fonts_are_ours_light_and_licensed() -> None:
    fonts = PROJECT / "pages" / "static" / "fonts"
    faces = config()["theme"]["fontFaces"]
    for face in faces:
        assert face["url"].startswith("app/static/fonts/")
        assert (fonts / face["url"].rsplit("/", 1)[1]).is_file(), face["url"]
    assert len(list(fonts.glob("*.woff2"))) == len(faces)
    assert sum(file.stat().st_size for file in fonts.iterdir()) < 600_000
    for text in fonts.glob("OFL-*.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in text.read_text(encoding="utf-8")
    assert len(list(fonts.glob("OFL-*.txt"))) == len({face["family"] for face in faces})


@pytest.mark.browser
@pytest.mark.parametrize("started_by", ["uvicorn", "streamlit"])
def test_the_fonts_load_on_a_deep_link_however_it_is_started(
    browser: Browser, start_harness: StartHarness, started_by: str
) -> None:
    harness = start_harness(started_by=started_by)
    page = browser.new_page()
    page.goto(f"{harness.url}/words")
    expect(page.get_by_role("heading", name="Her story")).to_be_visible(timeout=60_000)
    for face in (
        ["Source Serif Book", "400", "normal"],
        ["Source Serif Book", "400", "italic"],
        ["Source Serif Book", "600", "normal"],
        ["Atkinson Hyperlegible", "400", "normal"],
    ):
        page.wait_for_function(LOADED, arg=face)
    story = page.locator(".story p").first
    size = float(story.evaluate("(p) => getComputedStyle(p).fontSize").removesuffix("px"))
    assert 19 <= size <= 20
    assert story.evaluate("(p) => getComputedStyle(p).fontFamily").startswith('"Source Serif Book"')
    page.close()


# Streamlit says "normal" for 400, and browsers quote a family as they like.
LOADED = """([family, weight, style]) => [...document.fonts].some((face) =>
    face.status === "loaded" && face.family.replaceAll('"', "") === family &&
    face.weight.replace("normal", "400") === weight && face.style === style)"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_targets_are_at_least_44_pixels_and_nothing_overflows(
    browser: Browser, harness: Harness, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, has_touch=width < 500)
    page = context.new_page()
    small: list[Any] = []
    for path in PAGES:
        page.goto(harness.url + path)
        page.locator("h1").first.wait_for(timeout=60_000)
        page.wait_for_function(READY)
        small += [[path, *found] for found in page.evaluate(SMALL_TARGETS)]
        overflow = page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main.scrollWidth - main.clientWidth; }"
        )
        assert overflow <= 0, path
    if width < 500:
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(page.get_by_test_id("stSidebarNavLink").first).to_be_in_viewport(ratio=1)
        small += [["drawer", *found] for found in page.evaluate(SMALL_TARGETS)]
    context.close()
    assert small == []


# Visible things that are pressed, in our components and in Streamlit's. Links inside a sentence,
# native media controls, what hangs outside the window and what a field of 44 px surrounds are not
# targets of their own.
SMALL_TARGETS = """() => {
    const elements = [...document.querySelectorAll("*")];
    const roots = [document, ...elements.map((e) => e.shadowRoot).filter(Boolean)];
    const pressed = "button, a, summary, [role=tab], label:has(input)";
    const apart = "[role=group], [data-testid=stDateInputField], p:not(.below)";
    const found = [];
    for (const e of roots.flatMap((root) => [...root.querySelectorAll(pressed)])) {
        const { left, width, height } = e.getBoundingClientRect();
        if (!e.checkVisibility() || width < 2 || e.parentElement?.closest(apart)) continue;
        if (left < 0 || left >= innerWidth) continue;
        const told = e.outerHTML.slice(0, 90);
        if (width < 43.5 || height < 43.5) found.push([e.tagName, told, left, width, height]);
    }
    return found;
}"""


@pytest.mark.browser
def test_an_expander_does_not_move_what_is_in_it_under_the_finger(
    browser: Browser, harness: Harness
) -> None:
    page = browser.new_page()
    page.goto(f"{harness.url}/words")
    page.get_by_text("History").wait_for(timeout=60_000)
    # On a busy machine the words are there before the sheet that is measured here.
    expect(page.get_by_test_id("stExpander").locator("summary")).to_have_css("min-height", "44px")
    opened, closed = (page.evaluate(PRESS_AND_WATCH) for _ in range(2))
    page.close()
    assert len(set(opened)) == 1, "it grew while it opened"
    assert len(set(closed)) == 1, "it shrank while it closed"
    assert opened[0] > closed[0] > 0


# Its heights from the first frame on that draws it anew.
PRESS_AND_WATCH = """async () => {
    const expander = document.querySelector("[data-testid=stExpander] details");
    const frame = () => new Promise(requestAnimationFrame);
    const before = expander.offsetHeight;
    expander.querySelector("summary").click();
    for (let i = 0; i < 60 && expander.offsetHeight === before; i++) await frame();
    const heights = [];
    for (let i = 0; i < 20; i++) { heights.push(expander.offsetHeight); await frame(); }
    return heights;
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "ground"), [("light", (250, 247, 242)), ("dark", (27, 26, 24))])
def test_the_page_follows_the_system_in_light_and_dark(
    browser: Browser, harness: Harness, scheme: str, ground: tuple[int, int, int]
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]  # two literals
    page = context.new_page()
    page.goto(f"{harness.url}/add")
    page.locator('[data-part="choose"]').wait_for(timeout=60_000)
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", f"rgb{ground}")
    moss = (63, 95, 85) if scheme == "light" else (156, 194, 178)
    expect(page.locator('[data-part="choose"]')).to_have_css("background-color", f"rgb{moss}")
    context.close()


@pytest.mark.browser
def test_print_is_dark_on_white_even_from_a_dark_screen(browser: Browser, harness: Harness) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(harness.url)
    page.locator(".caption").first.wait_for(timeout=60_000)
    page.emulate_media(media="print")
    expect(page.locator(".caption").first).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator(".chest-hero-years")).to_have_css("color", "rgb(107, 101, 92)")
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    height = page.evaluate("() => document.documentElement.scrollHeight")
    drawn = page.get_by_test_id("stMainBlockContainer").bounding_box()
    assert drawn is not None
    assert height > drawn["height"] * 0.9, "all of it is on the page, not inside a scrolling box"
    context.close()
