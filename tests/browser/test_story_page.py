"""The story page in Chromium: marks, the evidence behind them, paper, and what came since."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.demo_chest import DemoChest
from tests.browser.screens import DESK, PHONE, Person, settle, wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
]

LETTER = "typed at the shipping office in Luanda"
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return [at?.className, at?.textContent];
}"""


def at_the_story(browser: Browser, demo: DemoChest, like: dict[str, Any]) -> Person:
    someone = demo.sign_in(browser, like)
    someone.visit(f"/story?chest={demo.chest_id}")
    expect(mark_of(someone.page, LETTER)).to_be_visible()
    return someone


def mark_of(page: Page, words: str) -> Locator:
    return page.locator(".book .sentence").filter(has_text=words).locator("button.mark")


def _pixels(side: str) -> float:
    return float(side.removesuffix("px"))


def lies(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return dict(box)


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
def test_a_mark_opens_the_memories_behind_its_sentence(
    chromium: Browser, demo: DemoChest, like: dict[str, Any]
) -> None:
    reader = at_the_story(chromium, demo, like)
    mark = mark_of(reader.page, LETTER)
    expect(mark).to_have_attribute("aria-expanded", "false")
    reader.touch_or_click(mark)
    expect(mark).to_have_attribute("aria-expanded", "true")
    evidence = reader.page.get_by_role("dialog", name="What sentence")
    expect(evidence.get_by_text("Tell Mother that I eat well").first).to_be_visible()
    settle(reader.page)
    book, panel = lies(reader.page, ".book section"), lies(reader.page, ".evidence")
    sentence = lies(reader.page, ".sentence.open")
    if reader.touch:
        assert panel["y"] >= sentence["y"] + sentence["height"]
        assert panel["width"] <= 390
    else:
        assert panel["x"] >= book["x"] + book["width"]
        assert abs(panel["y"] - sentence["y"]) < 3
    assert reader.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # The same mark closes it again; another one's evidence takes its place.
    reader.touch_or_click(mark)
    expect(evidence).to_have_count(0)
    expect(mark).to_have_attribute("aria-expanded", "false")
    reader.touch_or_click(mark)
    other = mark_of(reader.page, "The choir went to the Alps")
    reader.touch_or_click(other)
    expect(mark).to_have_attribute("aria-expanded", "false")
    expect(evidence).to_have_count(1)
    # A memory opens over the page, and closed it leaves one where one was.
    source = evidence.locator("ul.rows a").first
    reader.touch_or_click(source)
    large = reader.page.locator("#chest-viewer").get_by_role("dialog")
    expect(large.get_by_text("The choir went to the Alps once").first).to_be_visible()
    assert "/story" in reader.page.url
    reader.touch_or_click(large.get_by_role("button", name="Close"))
    expect(large).to_have_count(0)
    expect(evidence).to_have_count(1)
    expect(source).to_be_focused()
    reader.touch_or_click(source)
    reader.touch_or_click(large.get_by_role("button", name="Open its page"))
    reader.page.wait_for_url("**/memory?*")
    reader.sees("The choir went to the Alps once")
    reader.context.close()


def test_the_keyboard_goes_into_the_evidence_and_back_to_the_mark(
    chromium: Browser, demo: DemoChest
) -> None:
    reader = at_the_story(chromium, demo, DESK)
    page = reader.page
    mark = mark_of(page, LETTER)
    number = mark.inner_text()
    # What is read out begins with what is seen, and says how much there is.
    expect(mark).to_have_attribute(
        "aria-label", f"{number}: what this sentence rests on, one memory"
    )
    mark.focus()
    page.keyboard.press("Enter")
    evidence = page.get_by_role("dialog", name=f"What sentence {number} rests on")
    expect(evidence.get_by_text("Tell Mother that I eat well").first).to_be_visible()
    assert page.evaluate(FOCUSED)[0] == "evidence"
    page.keyboard.press("Tab")
    assert LETTER in page.evaluate(FOCUSED)[1]
    page.keyboard.press("Escape")
    expect(evidence).to_have_count(0)
    assert page.evaluate(FOCUSED) == ["mark", number]
    page.keyboard.press("Space")
    expect(evidence).to_have_count(1)
    evidence.get_by_role("button", name="Close").click()
    expect(evidence).to_have_count(0)
    assert page.evaluate(FOCUSED) == ["mark", number]
    reader.context.close()


@pytest.mark.parametrize(("like", "least"), [(DESK, 24), (PHONE, 44)], ids=["mouse", "finger"])
def test_a_mark_is_found_by_a_finger_and_lets_a_mouse_select_the_words(
    chromium: Browser, demo: DemoChest, like: dict[str, Any], least: int
) -> None:
    reader = at_the_story(chromium, demo, like)
    mark = mark_of(reader.page, LETTER)
    # Of a finger's target the browser itself says how large it is; a mouse's is drawn around it.
    box = mark.bounding_box() or {"width": 0, "height": 0}
    around = mark.evaluate(
        "mark => { const s = getComputedStyle(mark, '::after'); return [s.width, s.height]; }"
    )
    sides = (box["width"], box["height"]) if reader.touch else map(_pixels, around)
    assert [round(side) for side in sides] == [least, least]
    assert reader.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # The line is no higher for it.
    heights = reader.page.locator(".book p").first.evaluate(
        "p => [p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight)]"
    )
    assert abs(heights[0] - round(heights[0])) < 0.1
    reader.context.close()


def test_for_reading_aloud_and_on_paper_there_are_no_marks(
    chromium: Browser, demo: DemoChest
) -> None:
    reader = at_the_story(chromium, demo, DESK)
    page = reader.page
    mark = mark_of(page, LETTER)
    mark.click()
    expect(page.locator(".evidence")).to_be_visible()
    page.emulate_media(media="print")
    for gone in (".evidence", ".mark", "[data-testid=stCheckbox]", "[data-testid=stExpander]"):
        expect(page.locator(gone).locator("visible=true")).to_have_count(0)
    expect(page.locator(".book .sentence").filter(has_text=LETTER)).to_be_visible()
    page.emulate_media(media="screen")
    mark.click()
    page.get_by_role("button", name="For reading aloud").click()
    expect(mark).to_be_hidden()
    expect(page.locator(".evidence")).to_have_count(0)
    expect(page.locator(".book .sentence").filter(has_text=LETTER)).to_be_visible()
    for gone in ("[data-testid=stHeader]", "[data-testid=stExpander]"):
        expect(page.locator(gone).locator("visible=true")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(mark).to_be_visible()
    expect(page.get_by_role("button", name="For reading aloud")).to_be_focused()
    reader.context.close()


def test_no_printed_page_is_empty_or_without_a_margin(chromium: Browser, demo: DemoChest) -> None:
    reader = at_the_story(chromium, demo, DESK)
    page = reader.page
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    for sheet in paper:
        words = sheet.get_textpage()
        assert words.count_chars(), "no page is empty"
        left, *_ = words.get_charbox(0)
        assert left > 40, "points: words do not begin at the edge of the paper"
    assert "To decide" not in "".join(s.get_textpage().get_text_range() for s in paper)
    reader.context.close()


def test_nothing_is_printed_before_its_pictures_are_there(
    chromium: Browser, demo: DemoChest
) -> None:
    reader = at_the_story(chromium, demo, DESK)
    page = reader.page
    # What the moment of printing finds: of each picture, whether its place holder is gone.
    page.evaluate(
        """() => {
          window.print = () => {
            const deep = [document, ...[...document.querySelectorAll('*')].map(e => e.shadowRoot)];
            const all = deep.flatMap(r => r ? [...r.querySelectorAll('.inset .picture')] : []);
            window.printed = all.map(p => [
              p.querySelector('img')?.naturalWidth > 0, p.style.backgroundImage]);
          };
        }"""
    )
    reader.press("Print")
    wait_until(page, lambda: page.evaluate("() => window.printed !== undefined"))
    printed = page.evaluate("() => window.printed")
    assert len(printed) > 2
    assert {tuple(one) for one in printed} == {(True, "")}
    reader.context.close()


def test_the_name_stands_over_the_story_once(chromium: Browser, demo: DemoChest) -> None:
    reader = at_the_story(chromium, demo, DESK)
    expect(reader.page.get_by_role("heading", name="Rosa Almeida")).to_have_count(1)
    expect(reader.page.locator(".book h2").first).to_have_text("Childhood")
    reader.context.close()


def test_what_came_since_is_told_when_asked_for(chromium: Browser, demo: DemoChest) -> None:
    reader = at_the_story(chromium, demo, DESK)
    page = reader.page
    expect(page.get_by_role("button", name="Tell it again")).to_have_count(0)
    answer = page.request.post(
        f"/api/chests/{demo.chest_id}/posts",
        data={"body": "She never counted the stairs."},
        headers={"Origin": demo.server.url},
    )
    assert answer.ok, answer.text()
    reader.visit(f"/story?chest={demo.chest_id}")
    reader.sees("One memory is not in this story yet.")
    reader.press("Tell it again")
    reader.sees("The story is being put together.")
    expect(mark_of(page, "She never counted the stairs.")).to_be_visible()
    expect(page.get_by_text("is not in this story yet")).to_have_count(0)
    expect(page.get_by_text("The story is being put together.")).to_have_count(0)
    reader.context.close()
