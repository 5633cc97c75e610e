"""What a family takes home as pages: opened from a folder, as anybody would, with no server."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import select

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.demo.making import find_or_make_keeper, make_demo
from chest.exports.disk import FolderTarget, write_to_disk
from chest.library import Library, open_library
from chest.models import Asset, ExportFormat, Kind, Transcript, TranscriptSegment
from chest.people.changes import PersonFields
from chest.people.pictures import Place
from chest.settings import Settings
from tests.browser.demo_chest import EMAIL
from tests.browser.screens import DESK, PHONE, Album
from tests.browser.test_accessibility import SMALL_TARGETS, findings, overflows

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

HOSTILE = "<script>document.title='run'</script> & <img src=x onerror=alert(1)> javascript:alert(1)"

NOT_THERE = """() => [...document.images]
  .filter((one) => one.complete && !one.naturalWidth).map((one) => one.getAttribute('src'))"""


def fill(library: Library, keeper: Viewer, chest: ChestView) -> None:
    """What the demo does not have: somebody on a picture, an album, words that are heard, and a
    caption by somebody who means harm."""
    with library.database.write() as session:
        by_name = {one.original_name: one for one in session.exec(select(Asset))}
        film, picture = by_name["sheep.mp4"], by_name["harbour.jpg"]
        voice = session.exec(select(Asset).where(Asset.kind == Kind.audio)).first()
        assert voice is not None
        ids = film.id, picture.id, voice.id
        for one in (film, voice):
            session.merge(Transcript(asset_id=one.id, language="en", provider="w", model="b"))
            for place, words in enumerate(("Here are the sheep.", "And one of them drinks.")):
                session.merge(
                    TranscriptSegment(
                        asset_id=one.id,
                        position=place,
                        start=1.0 * place,
                        end=1.0 * place + 0.8,
                        text=words,
                    )
                )
    somebody = library.people.add(
        keeper, chest.id, PersonFields(name="Manuel Almeida", relation="brother")
    )
    library.in_pictures.put_on(keeper, ids[1], [Place(person_id=somebody.person.id)])
    library.albums.create(keeper, chest.id, name="By the sea", which=list(ids[:2]))
    library.assets.add_note(
        keeper, chest.id, body=HOSTILE, caption=HOSTILE, taken="1964", attached_to=ids[1]
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Path:
    """The demo's chest, taken out by its keeper."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(made_demo, folder / "data")
    library = open_library(Settings(data_dir=folder / "data", _env_file=None))
    keeper = find_or_make_keeper(library, EMAIL).viewer
    chest = make_demo(library, keeper)  # which it finds
    fill(library, keeper, chest)

    def write() -> None:
        _name, contents = library.exports.open_contents(keeper, chest.id, ExportFormat.site)
        target = FolderTarget(folder / "site")
        with contents:
            write_to_disk(contents, target, tell=lambda *_: None)
        target.finish()

    with ThreadPoolExecutor(1) as pool:  # Playwright's event loop runs in this thread
        pool.submit(write).result()
    library.close()
    return folder / "site"


def one_of_each(site: Path) -> dict[str, Path]:
    """A page of each kind."""
    found = {path.stem: path for path in sorted(site.glob("*.html"))}
    for kind in ("years", "people", "albums", "stories"):
        found[kind] = sorted((site / kind).glob("*.html"))[-1]
    found |= {path.stem: path for path in sorted((site / "find").glob("*.html"))[:3]}
    for path in sorted(site.glob("memories/*/*.html")):
        text = path.read_text("utf-8")
        for kind, mark in (("film", "<video"), ("voice", "<audio"), ("picture", "<figure>")):
            if mark in text:
                found.setdefault(kind, path)
        if 'dir="auto">&lt;script' in text.partition("<h1")[2][:60]:
            found["hostile"] = path
    return found


@pytest.mark.parametrize(
    ("like", "scheme"),
    [
        pytest.param(DESK, "light", id="1280-light"),
        pytest.param(PHONE, "dark", id="390-dark"),
        pytest.param(DESK, "dark", id="1280-dark", marks=pytest.mark.hold),
        pytest.param(PHONE, "light", id="390-light", marks=pytest.mark.hold),
    ],
)
def test_the_pages_open_from_a_folder_and_ask_nobody_for_anything(
    chromium: Browser, site: Path, like: dict[str, Any], scheme: str, album: Album
) -> None:
    # axe is put into the page as a script, which the policy of the pages forbids to everyone.
    context = chromium.new_context(**like | {"color_scheme": scheme, "bypass_csp": True})
    page = context.new_page()
    problems: list[str] = []
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("requestfailed", lambda one: asked.append(f"failed: {one.url}"))
    page.on("console", lambda one: asked.append(f"said: {one.text}"))
    pages = one_of_each(site)
    assert {"film", "voice", "picture", "hostile", "index", "everything"} <= set(pages)
    for name, path in pages.items():
        page.goto(path.as_uri())
        page.evaluate("for (const one of document.images) one.loading = 'eager'")
        page.wait_for_function("[...document.images].every((one) => one.complete)")
        problems += [f"{name}: {one}" for one in asked if not one.startswith("file:")]
        problems += [f"{name}: {finding}" for finding in findings(page)]
        asked.clear()  # axe itself asks for the style
        problems += [f"{name}: too small: {one}" for one in page.evaluate(SMALL_TARGETS)]
        problems += [f"{name}: not there: {one}" for one in page.evaluate(NOT_THERE)]
        if overflows(page):
            problems.append(f"{name}: wider than the window")
        if album.folder:
            album.taken += 1
            album.folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=album.folder / f"{album.taken:02d}-{name}.png", full_page=True)
        if name == "hostile":
            assert "<script>" in page.inner_text("h1")
            assert page.title().startswith("<script>")
    context.close()
    assert not problems, "\n".join(problems)


def test_with_their_own_policy_they_show_pictures_and_play_from_a_second(
    chromium: Browser, site: Path
) -> None:
    page = chromium.new_page()
    pages = one_of_each(site)
    page.goto(pages["index"].as_uri())
    page.get_by_role("link", name="Timeline").click()
    page.locator("main .choices a").first.click()
    page.locator(".tiles a").first.click()
    assert "/memories/" in page.url
    page.goto(pages["picture"].as_uri())
    assert page.evaluate(NOT_THERE) == []
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # the style is there
    page.goto(pages["film"].as_uri())
    page.evaluate("document.querySelector('video').load()")
    assert is_ready(page)
    page.locator("a.time").nth(1).click()
    assert page.url.endswith("#t=1.0")
    page.wait_for_function("document.querySelector('video')?.currentTime >= 1")
    page.close()


def is_ready(page: Page) -> bool:
    page.wait_for_function("document.querySelector('video').error === null")
    return True
