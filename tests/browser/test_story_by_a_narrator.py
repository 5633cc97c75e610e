"""A story by a model, from asking for it to deciding on what it wrote: in Chromium, with a server
that narrates over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.demo_chest import DemoChest, start_demo
from tests.browser.screens import DESK, PHONE, Album, Person, settle, wait_until
from tests.browser.test_accessibility import SMALL_TARGETS, findings, overflows
from tests.browser.understood import SAID, understand
from tests.servers.narrator_wires import Asked
from tests.servers.narrators import NarratorServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
]

INVENTED = "She kept seven orange trees behind the bakery."
OWN = "The sheep were her brother’s."
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.className ?? "";
}"""


@dataclass(frozen=True)
class Told:
    demo: DemoChest
    teller: NarratorServer


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def like(request: pytest.FixtureRequest) -> dict[str, Any]:
    scheme = "light" if request.param is DESK else "dark"
    return {**request.param, "color_scheme": scheme, "bypass_csp": True}


@pytest.fixture
def told(tmp_path: Path, made_demo: Path) -> Iterator[Told]:
    """The demo, on an installation that has a narrator which is not on this computer."""
    teller = NarratorServer()
    retold = teller.answer

    def invent(asked: Asked) -> str:
        """What its sources say, and in one chapter something that none of them says; also when it
        is asked to put that right."""
        answer = json.loads(retold(asked))
        if "Her cup" in asked.content or INVENTED in asked.content:
            source = answer["sentences"][0]["clauses"][0]["sources"][0]
            clause = {"text": INVENTED, "sources": [source]}
            answer["sentences"].append({"clauses": [clause]})
        return json.dumps(answer, ensure_ascii=False)

    teller.answer = invent
    # Another way to write 127.0.0.1, which is taken for a computer somewhere else.
    address = teller.address.replace("127.0.0.1", "127.1")
    demo = start_demo(
        tmp_path / "data",
        made=made_demo,
        env={"CHEST_NARRATOR_ADDRESS": f"{address}/v1", "CHEST_NARRATOR_MODEL": "teller"},
    )
    understand(demo)
    yield Told(demo, teller)
    demo.server.stop()
    teller.close()


def sentence(page: Page, words: str) -> Locator:
    return page.locator(".book .sentence").filter(has_text=words)


def sound(page: Page) -> None:
    problems = [*findings(page), *page.evaluate(SMALL_TARGETS)]
    assert not problems, "\n".join(problems)
    assert not overflows(page)


def choose(keeper: Person, label: str, option: str) -> None:
    keeper.touch_or_click(keeper.page.get_by_role("combobox", name=label))
    keeper.touch_or_click(keeper.page.get_by_role("option", name=re.compile(option)))


def test_a_story_is_asked_for_told_read_and_decided_on(
    chromium: Browser, told: Told, like: dict[str, Any], album: Album
) -> None:
    keeper = told.demo.sign_in(chromium, like)
    page = keeper.page
    keeper.visit(f"/story?chest={told.demo.chest_id}")

    # ---- asked for, with what it takes said before ----
    form = keeper.open("How it is told")
    keeper.sees("nothing leaves this computer")
    keeper.sees("There is no key for Anthropic.")
    choose(keeper, "Who tells it", "teller")
    keeper.sees("memories will be sent to 127.1")
    settle(page, lambda: form.get_by_role("button", name="Tell the story").focus())
    sound(page)
    album.keep(page, "asking")
    keeper.press("Tell the story")
    keeper.sees("Agree to that first")
    assert not told.teller.asked, "nothing is sent that nobody agreed to"
    keeper.touch_or_click(page.get_by_text("These memories leave this computer"))
    keeper.press("Tell the story")
    keeper.sees("The story is being put together.")
    invented = sentence(page, INVENTED)
    expect(invented).to_be_visible(timeout=120_000)
    assert told.teller.asked

    # ---- read, with what belongs to it in the text ----
    keeper.idle()
    keeper.sees("Written with teller by 127.1")
    figures = page.locator("figure.inset")
    picture = figures.locator("img").first
    picture.scroll_into_view_if_needed()
    wait_until(page, lambda: picture.evaluate("i => i.complete && i.naturalWidth > 0"))
    assert picture.get_attribute("alt")
    voice = page.locator('figure[data-kind="audio"] audio')
    assert voice.get_attribute("preload") == "none"
    sound(page)
    album.keep(page, "read", whole=True)
    keeper.touch_or_click(figures.locator("a").first)
    large = page.locator("#chest-viewer").get_by_role("dialog")
    keeper.touch_or_click(large.get_by_role("button", name="Close"))
    expect(large).to_have_count(0)
    # What only counts stands at the end, folded.
    inside = page.locator(".appendix .inside")
    expect(inside).to_be_hidden()
    keeper.touch_or_click(page.locator(".appendix .fold"))
    expect(inside).to_be_visible()

    # ---- what a sentence rests on, at its second, with its words marked ----
    spoken = sentence(page, SAID[0])
    mark = spoken.locator("button.mark")
    keeper.touch_or_click(mark)
    evidence = page.get_by_role("dialog", name="What sentence")
    expect(evidence.locator("mark").first).to_have_text(SAID[0].rstrip("."))
    expect(evidence.get_by_role("link").first).to_have_attribute("href", re.compile("&at=0$"))
    expect(evidence.get_by_text("Written by teller")).to_be_visible()
    sound(page)
    album.keep(page, "evidence")
    page.keyboard.press("Escape")
    expect(evidence).to_have_count(0)
    assert page.evaluate(FOCUSED) == "mark"

    # ---- taken out, and back where it was ----
    keeper.touch_or_click(mark)
    keeper.touch_or_click(evidence.get_by_role("button", name="Take it out"))
    expect(spoken).to_have_count(0)
    keeper.sees("Taken out. It stays out when the story is told again.")
    album.keep(page, "taken-out")
    keeper.touch_or_click(page.locator(".evidence").get_by_role("button", name="Undo"))
    expect(spoken).to_have_count(1)
    keeper.sees("As it was before.")
    keeper.touch_or_click(page.locator(".evidence").get_by_role("button", name="Close"))

    # ---- a sentence of the family's own behind it, and a title ----
    keeper.touch_or_click(mark)
    evidence.get_by_role("button", name="Add a sentence after it").focus()
    page.keyboard.press("Enter")
    evidence.get_by_role("textbox", name="A sentence of your own, after this one").fill(OWN)
    sound(page)
    album.keep(page, "adding")
    keeper.touch_or_click(evidence.get_by_role("button", name="Save"))
    keeper.sees("Added. It stays there when the story is told again.")
    expect(spoken.locator("xpath=following::*[contains(@class, 'sentence')][1]")).to_contain_text(
        OWN.rpartition(" ")[0]
    )
    keeper.touch_or_click(page.locator(".evidence").get_by_role("button", name="Close"))
    keeper.touch_or_click(sentence(page, OWN).locator("button.mark"))
    expect(evidence.get_by_text("The family’s own words.")).to_be_visible()
    album.keep(page, "added")
    page.keyboard.press("Escape")
    heading = page.locator(".book .heading").first
    title = heading.get_by_role("heading").inner_text()
    keeper.touch_or_click(heading.get_by_role("button", name="What can be done with this title"))
    panel = page.get_by_role("dialog", name="The title of this chapter")
    panel.get_by_role("button", name="Rename").focus()
    page.keyboard.press("Enter")
    field = panel.get_by_role("textbox", name="The title in your words")
    expect(field).to_have_value(title)
    field.fill("Her mother’s bakery")
    sound(page)
    album.keep(page, "renaming")
    keeper.touch_or_click(panel.get_by_role("button", name="Save"))
    expect(heading.get_by_role("heading")).to_have_text("Her mother’s bakery")
    keeper.sees("Renamed. It keeps this title when the story is told again.")
    album.keep(page, "renamed")
    keeper.touch_or_click(panel.get_by_role("button", name="Undo"))
    expect(heading.get_by_role("heading")).to_have_text(title)
    keeper.touch_or_click(panel.get_by_role("button", name="Close"))

    # ---- what waits is decided on ----
    waiting = invented.get_by_role("button", name="To decide")
    expect(waiting).to_have_text("to decide")
    keeper.touch_or_click(waiting)
    panel = page.get_by_role("dialog", name="A sentence that waits for you")
    expect(panel.locator(".doubt").first).to_be_visible()
    sound(page)
    album.keep(page, "to-decide")
    keeper.touch_or_click(panel.get_by_role("button", name="Accept"))
    keeper.sees("Accepted. Everybody who may read the story reads it now.")
    expect(invented.get_by_role("button", name="To decide")).to_have_count(0)
    expect(invented.locator("button.mark")).to_have_count(1)
    keeper.touch_or_click(page.locator(".evidence").get_by_role("button", name="Close"))
    history = keeper.open("What the family changed")
    expect(history.get_by_text("accepted a sentence")).to_be_visible()
    history.get_by_role("button", name="Undo").first.scroll_into_view_if_needed()
    album.keep(page, "changed")
    keeper.context.close()
