"""A curator decides about pictures that look alike, and about the words that pictures are labelled
with; a word is given to many of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import col, select

from chest.library import open_library
from chest.models import Asset, Kind, LookAlike, Review
from chest.settings import Settings
from tests.browser.demo_chest import DemoChest, start_demo
from tests.browser.screens import DESK, PHONE, Album, Person
from tests.browser.test_accessibility import SMALL_TARGETS, findings, overflows
from tests.browser.test_choosing_many import begin

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Iterator[DemoChest]:
    """A demo of our own, of which a pair and a group of three look alike."""
    data = tmp_path_factory.mktemp("alike") / "data"
    made = start_demo(data, made=made_demo)
    add_pairs(data, UUID(made.chest_id))
    yield made
    made.server.stop()


def add_pairs(data: Path, chest_id: UUID) -> None:
    library = open_library(Settings(data_dir=data, _env_file=None))  # type: ignore[call-arg]  # of pydantic-settings
    with library.database.write() as session:
        found = session.exec(
            select(Asset.sha256)
            .where(
                col(Asset.chest_id) == chest_id,
                col(Asset.kind) == Kind.photo,
                col(Asset.review) == Review.published,
                col(Asset.sha256).is_not(None),
                col(Asset.companion_of).is_(None),
            )
            .distinct()
            .limit(5)
        ).all()
        hashes = sorted(one for one in found if one)
        for number, (first, second) in enumerate(pairwise(hashes)):
            if number != 1:  # two, and then three
                session.add(
                    LookAlike(
                        chest_id=chest_id, first=first, second=second, nearness=0.99 - number / 100
                    )
                )
    library.close()


def check(who: Person) -> None:
    who.idle()
    assert findings(who.page) == []
    assert who.page.evaluate(SMALL_TARGETS) == []
    assert not overflows(who.page)


@pytest.mark.parametrize(
    ("like", "scheme"),
    [
        pytest.param(DESK, "dark", id="1280-dark"),
        pytest.param(PHONE, "light", id="390-light"),
        pytest.param(DESK, "light", id="1280-light", marks=pytest.mark.hold),
        pytest.param(PHONE, "dark", id="390-dark", marks=pytest.mark.hold),
    ],
)
def test_pictures_are_decided_about_one_group_at_a_time(
    chromium: Browser, family: DemoChest, like: dict[str, Any], scheme: str, album: Album
) -> None:
    who = family.sign_in(chromium, like | {"color_scheme": scheme, "bypass_csp": True})
    page = who.page
    who.visit(f"/alike?chest={family.chest_id}")
    both = page.get_by_role("button", name="Keep both")
    both.wait_for()
    expect(page.get_by_role("button", name="Put this one away")).to_have_count(2)
    check(who)
    album.keep(page, "alike")
    both.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("All 2 pictures are kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Keep all of them")).to_be_visible()
    expect(page.get_by_role("button", name="Put this one away")).to_have_count(3)
    check(who)
    album.keep(page, "alike-three")
    page.get_by_role("button", name="Undo").click()
    both.wait_for()
    page.get_by_role("button", name="Show this one for both").nth(1).click()
    expect(page.get_by_text("Shown as one picture.")).to_be_visible()
    # Until the next group stands there, what is below it is the one of before.
    expect(page.get_by_role("button", name="Put this one away")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    both.wait_for()
    expect(page.get_by_role("button", name="Put this one away")).to_have_count(2)
    page.get_by_role("button", name="Put this one away").first.dblclick()
    expect(page.get_by_text("It can be brought back for 30 days.")).to_be_visible()
    expect(page.get_by_role("button", name="Put this one away")).to_have_count(3)  # not two fewer
    page.get_by_role("button", name="Undo").click()
    both.wait_for()
    who.context.close()


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["1280", "390"])
def test_words_are_added_and_given_to_many(
    chromium: Browser, family: DemoChest, like: dict[str, Any], album: Album
) -> None:
    word = "Casalinho" if like is DESK else "Bobi"
    who = family.sign_in(chromium, like | {"bypass_csp": True})
    page = who.page
    who.visit(f"/labels?chest={family.chest_id}")
    page.get_by_label("A word of your own").fill(word)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pictures that show it will say so")).to_be_visible()
    expect(page.get_by_text(word, exact=True)).to_be_visible()
    page.get_by_role("button", name="Rename").first.click()
    page.get_by_role("button", name="Cancel").wait_for()
    check(who)
    album.keep(page, "labels")
    who.visit(f"/timeline?chest={family.chest_id}")
    page.locator("ul.rows > li").first.wait_for()
    who.idle()
    ids = begin(who)
    bar = page.get_by_role("region", name="Chosen memories")
    bar.get_by_role("button", name="In the picture", exact=True).click()
    field = bar.get_by_label("What is in all of them, in a word or two?")
    expect(bar.locator(f'datalist option[value="{word}"]')).to_be_attached()
    field.fill(word)
    check(who)
    album.keep(page, "tagging-many")
    page.keyboard.press("Enter")
    expect(bar.get_by_text(f"Written to 2: {word}.")).to_be_visible()
    for asset_id in ids:
        told = page.request.get(f"{family.server.url}/api/assets/{asset_id}/tags").json()
        assert word in [tag["label"] for tag in told["tags"]]
    bar.get_by_role("button", name="Undo").click()
    expect(bar.get_by_text("Undone: 2 are as they were.")).to_be_visible()
    told = page.request.get(f"{family.server.url}/api/assets/{ids[0]}/tags").json()
    assert word not in [tag["label"] for tag in told["tags"]]
    who.context.close()
