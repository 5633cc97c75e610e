"""A story that rests on what is said in a film: its evidence opens at the second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import col, update

from chest.library import open_library
from chest.models import TranscriptSegment
from chest.settings import Settings
from tests.browser.demo_chest import DemoChest, start_demo
from tests.browser.screens import DESK, PHONE, Album, wait_until
from tests.browser.test_accessibility import SMALL_TARGETS, findings, overflows
from tests.browser.understood import SAID, understand

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Iterator[DemoChest]:
    """The demo, with one sentence of its film that can be told: the last one."""
    demo = start_demo(tmp_path_factory.mktemp("voices") / "data", made=made_demo)
    understand(demo)
    library = open_library(Settings(data_dir=demo.server.data_dir, _env_file=None))
    with library.database.write() as session:
        session.exec(
            update(TranscriptSegment)
            .where(col(TranscriptSegment.position) < len(SAID) - 1)
            .values(text="")
        )
    library.close()
    yield demo
    demo.server.stop()


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
def test_what_is_said_opens_at_its_second(
    chromium: Browser, told: DemoChest, like: dict[str, Any], album: Album
) -> None:
    keeper = told.sign_in(chromium, like | {"color_scheme": "dark", "bypass_csp": True})
    page = keeper.page
    keeper.visit(f"/story?chest={told.chest_id}")
    quoting = page.locator(".book .sentence").filter(has_text=SAID[-1])
    if not quoting.count():
        keeper.press("Tell it again")
        expect(quoting).to_have_count(1)
    keeper.touch_or_click(quoting.locator("button.mark"))
    evidence = page.get_by_role("dialog", name="What sentence")
    link = evidence.get_by_role("link").filter(has_text="at 0:06")
    expect(link).to_have_attribute("href", f"/memory?chest={told.chest_id}&id={film(link)}&at=6")
    expect(evidence.locator("blockquote")).to_have_text(SAID[-1])
    album.keep(page, "evidence-that-is-heard")
    problems = [*findings(page), *page.evaluate(SMALL_TARGETS)]
    assert not problems, "\n".join(problems)
    assert not overflows(page)

    keeper.touch_or_click(link)
    large = page.locator("#chest-viewer").get_by_role("dialog").locator("video")
    wait_until(page, lambda: large.evaluate("film => film.currentTime") >= 5.9)
    assert large.evaluate("film => film.paused"), "nothing plays by itself"
    album.keep(page, "the-film-at-its-second")
    keeper.context.close()


def film(link: Any) -> str:
    """The memory's id, as the row of the evidence has it."""
    return str(link.locator("xpath=ancestor::li").get_attribute("data-id"))
