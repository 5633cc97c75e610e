"""A keeper decides what a story may tell: on a phone and at a desk, all four ways, and undone; a
giver is asked, and answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.giving import give
from tests.browser.screens import DESK, PHONE, Album, Person, person, wait_until
from tests.browser.test_accessibility import SMALL_TARGETS, findings, overflows

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SECRETS = (
    "She sang in the bakery. Please don't show this to anybody outside the family.",
    "Lunch at the harbour. Only if Maureen agrees.",
    "Her letters from 1961. My uncle was a thief and a liar.",
    "She ran the bakery for forty years. Please don't say 'lost her battle'.",
)


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    app = AppServer(tmp_path_factory.mktemp("decisions") / "data").start()
    made = Family(app, wait_for_setup(app), "Rosa Almeida")
    yield made
    made.keeper.close()
    app.stop()


@pytest.fixture(scope="module")
def gifts(family: Family, media: Path) -> list[dict[str, Any]]:
    _, link = family.make_link()
    given = [give(family, link, message=words) for words in SECRETS[1:]]
    return [give(family, link, message=SECRETS[0], files=[media / "cottage.jpg"]), *given]


def states(family: Family) -> dict[str, int]:
    path = f"/api/chests/{family.chest_id}/decisions?state="
    found = {
        state: len(family.ask("GET", path + state)["items"])
        for state in ("open", "told", "only", "out", "asked")
    }
    return {state: n for state, n in found.items() if n}


def undo_all(family: Family) -> None:
    for state in ("told", "only", "out", "asked"):
        path = f"/api/chests/{family.chest_id}/decisions?state={state}"
        for one in family.ask("GET", path)["items"]:
            family.ask("POST", f"/api/decisions/{one['id']}", {"decision": "undo"})


def looks_right(who: Person) -> None:
    assert findings(who.page) == []
    assert who.page.evaluate(SMALL_TARGETS) == []
    assert not overflows(who.page)


@pytest.mark.parametrize(
    ("like", "scheme"),
    [
        pytest.param(PHONE, "light", id="390 light"),
        pytest.param(PHONE, "dark", id="390 dark", marks=pytest.mark.hold),
        pytest.param(DESK, "light", id="1280 light", marks=pytest.mark.hold),
        pytest.param(DESK, "dark", id="1280 dark"),
    ],
)
def test_all_four_ways_are_decided_and_undone(
    chromium: Browser,
    family: Family,
    gifts: list[dict[str, Any]],
    like: dict[str, Any],
    scheme: str,
    album: Album,
) -> None:
    undo_all(family)
    look = like | {"color_scheme": scheme, "bypass_csp": True}
    keeper = family.at_the_desk(chromium, like=look)
    keeper.visit(f"/overview?chest={family.chest_id}")
    way = keeper.page.get_by_role("link", name="4 texts wait for a decision")
    expect(way).to_be_visible()
    album.keep(keeper.page, "overview", whole=True)
    keeper.touch_or_click(way)
    keeper.heading("What a story may tell")
    keeper.sees("1 of 4")
    keeper.open("Only to")
    album.keep(keeper.page, "one-text", whole=True)
    looks_right(keeper)

    for button, decided in (
        ("Tell it", "told"),
        ("Keep it out", "out"),
        ("Ask Graça", "asked"),
    ):
        keeper.press(button)
        wait_until(keeper.page, lambda decided=decided: states(family).get(decided) == 1)
        keeper.page.wait_for_timeout(1_600)  # nobody has looked at the next one faster than that
    keeper.open("Only to")
    keeper.press("Keepers alone")
    wait_until(keeper.page, lambda: "open" not in states(family))
    keeper.sees("Nothing waits here.")
    assert states(family) == {"told": 1, "only": 1, "out": 1, "asked": 1}
    album.keep(keeper.page, "all-decided", whole=True)
    looks_right(keeper)
    keeper.press("Undo")
    wait_until(keeper.page, lambda: states(family).get("open") == 1)
    keeper.context.close()


def test_the_queue_is_gone_through_by_the_keyboard(
    chromium: Browser, family: Family, gifts: list[dict[str, Any]]
) -> None:
    undo_all(family)
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/decisions?chest={family.chest_id}")
    keeper.sees("1 of 4")
    tell = keeper.page.get_by_role("button", name="Tell it", exact=True)
    keeper.page.get_by_role("button", name="Next text").focus()
    for _ in range(12):
        keeper.page.keyboard.press("Tab")
        if tell.evaluate("one => one === document.activeElement"):
            break
    keeper.page.keyboard.press("Enter")
    wait_until(keeper.page, lambda: states(family) == {"open": 3, "told": 1})
    keeper.context.close()


def test_a_gift_shows_what_is_found_in_it(
    chromium: Browser, family: Family, gifts: list[dict[str, Any]], album: Album
) -> None:
    undo_all(family)
    keeper = family.at_the_desk(chromium, like=PHONE | {"bypass_csp": True})
    keeper.visit(f"/moderate?chest={family.chest_id}&given={gifts[0]['id']}")
    keeper.heading("Not told before somebody decides")
    album.keep(keeper.page, "beside-the-gift", whole=True)
    looks_right(keeper)
    keeper.context.close()


def test_a_receipt_says_that_it_waits_and_takes_an_answer(
    chromium: Browser, family: Family, gifts: list[dict[str, Any]], album: Album
) -> None:
    undo_all(family)
    [one] = [
        one
        for one in family.ask("GET", f"/api/chests/{family.chest_id}/decisions")["items"]
        if one["context"] == SECRETS[0]
    ]
    family.ask("POST", f"/api/decisions/{one['id']}", {"decision": "ask"})
    aunt = person(chromium, family.app.url, PHONE | {"bypass_csp": True})
    aunt.visit(f"/r/{gifts[0]['kept_receipt']}")
    aunt.sees("The family reads one part of it before it is told in a story.")
    album.keep(aunt.page, "receipt", whole=True)
    looks_right(aunt)
    aunt.write("Your answer", "The family may read it, nobody else.")
    aunt.press("Send the answer")
    aunt.sees("Thank you. The keeper reads your answer and then decides.")
    assert states(family) == {"open": 4}
    keeper = family.at_the_desk(chromium, like=PHONE | {"bypass_csp": True})
    keeper.visit(f"/decisions?chest={family.chest_id}")
    for turn in range(2, 5):
        keeper.sees(f"{turn - 1} of 4")
        if keeper.page.get_by_text(SECRETS[0][:25]).count():
            break
        keeper.press("Next text")
    keeper.sees("They were asked, and answer")
    keeper.context.close()
    aunt.context.close()
