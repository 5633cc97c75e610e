"""What no browser plays becomes something that it does: through the whole app, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.ai.media import samples
from tests.ai.media.test_renditions import film_of, voice
from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.screens import Album, Person, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    app = AppServer(tmp_path_factory.mktemp("films") / "data").start()
    with closing(wait_for_setup(app)) as keeper:
        yield Family(app, keeper, "Rosa Almeida")
    app.stop()


def plays(page: Person, tag: str) -> Locator:
    """Press play, and see that time goes on."""
    media = page.page.locator(f".player {tag}")
    media.wait_for(state="attached", timeout=240_000)  # others use the machine as well
    media.evaluate("media => (media.muted = true)")
    page.page.locator(".player .play").click()
    wait_until(page.page, lambda: media.evaluate("media => media.currentTime") > 0.3)
    return media


def test_films_and_voices_of_every_kind_play(
    chromium: Browser, family: Family, tmp_path: Path
) -> None:
    quick = {
        "tape.avi": samples.film(tmp_path / "tape.avi", "mpeg4", sound="libmp3lame"),
        "phone.3gp": samples.film(tmp_path / "phone.3gp", "h263", size=(176, 144)),
        "memo.amr": voice(tmp_path / "memo.amr", "libopencore_amrnb", rate=8000),
    }
    ids = {name: family.add(path) for name, path in quick.items()}
    keeper = family.at_the_desk(chromium)
    for name, asset_id in ids.items():
        keeper.visit(f"/memory?chest={family.chest_id}&id={asset_id}")
        media = plays(keeper, "audio" if name == "memo.amr" else "video")
        assert media.evaluate("media => media.error") is None
        asset = family.asset(asset_id)
        assert asset["plays_in_browser"]
        assert asset["urls"]["original"]
    keeper.context.close()


def test_a_page_tells_that_a_film_is_being_made_ready_and_then_plays_it(
    chromium: Browser, family: Family, tmp_path: Path, album: Album
) -> None:
    path = film_of(tmp_path / "IMG_0042.MOV", seconds=200, size=(160, 120))
    keeper = family.at_the_desk(chromium)
    asset_id = family.add(path)
    with nobody_at_work(family.app):
        keeper.visit(f"/memory?chest={family.chest_id}&id={asset_id}")
        says_that_it_is_being_made(keeper, album)
    # Nobody reloads anything.
    media = plays(keeper, "video")
    assert media.evaluate("media => media.duration") == pytest.approx(200, abs=0.2)
    # A place far away in it is there at once: the index stands in front.
    media.evaluate("media => (media.currentTime = 150)")
    wait_until(keeper.page, lambda: media.evaluate("m => !m.seeking && m.currentTime >= 150"))
    keeper.context.close()


@contextmanager
def nobody_at_work(app: AppServer) -> Iterator[None]:
    """The worker stands still, so that a page can be looked at before it has done its work."""
    assert app.process is not None
    children = psutil.Process(app.process.pid).children(recursive=True)
    workers = [one for one in children if "worker.py" in " ".join(one.cmdline())]
    assert workers
    for one in workers:
        one.suspend()
    try:
        yield
    finally:
        for one in workers:
            one.resume()


def says_that_it_is_being_made(keeper: Person, album: Album) -> None:
    regret = keeper.page.locator(".regret")
    expect(regret).to_contain_text(
        re.compile(
            r"This film is being made ready to play here(: about \d+ minutes? left)?\."
            r".*You can download it now\."
        )
    )
    expect(regret.get_by_role("link", name="Download the original")).to_be_visible()
    album.keep(keeper.page, "being-made-ready")


def test_a_browser_that_plays_it_as_it_is_need_not_wait(
    chromium: Browser, family: Family, tmp_path: Path
) -> None:
    """This Chromium knows no HEVC, so it is made to say that it does: what it is given then is the
    file itself."""
    path = film_of(tmp_path / "IMG_0043.MOV", seconds=230, size=(352, 288))
    keeper = family.at_the_desk(chromium)
    keeper.page.add_init_script(
        "const asked = MediaSource.isTypeSupported.bind(MediaSource);"
        "MediaSource.isTypeSupported = (type) => /hvc1|hev1/.test(type) || asked(type);"
    )
    asset_id = family.add(path)
    with nobody_at_work(family.app):
        with keeper.page.expect_request(
            lambda request: request.resource_type == "media" and asset_id in request.url
        ) as asked:
            keeper.visit(f"/memory?chest={family.chest_id}&id={asset_id}")
        assert not family.asset(asset_id)["plays_in_browser"]
        answer = asked.value.response()
    assert answer is not None
    whole = answer.headers["content-range"].rpartition("/")[2]
    assert int(whole) == path.stat().st_size, "the file itself, as it was added"
    keeper.context.close()
