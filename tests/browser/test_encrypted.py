"""With encryption on, nobody notices: films are sent in parts, play and are sought in, pictures
show, also after a restart; and nothing that somebody wrote stands in a log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from playwright.sync_api import Browser, Response, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.screens import Album, Person, wait_until
from tests.browser.test_films_play import plays

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

CAPTION = "A caption of the dunes at Troia"
LETTER = "Querida Ana, nobody is to know of the house in Alcacer"
QUERY = "the boat that lay before the house"
ENCRYPTED = {"CHEST_ENCRYPT": "on", "CHEST_MASTER_KEY": "a master key of these tests, long enough"}
SECONDS, LATE = 120, 110


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    app = AppServer(tmp_path_factory.mktemp("sealed") / "data", env=ENCRYPTED).start()
    with closing(wait_for_setup(app)) as keeper:
        yield Family(app, keeper, "Rosa Almeida")
    app.stop()


def make_long_film(path: Path) -> Path:
    """Two minutes of noise in H.264: more than one part, and far more than a browser reads ahead
    of a place that it is asked for."""
    chance = np.random.default_rng(1931)
    with av.open(str(path), "w") as file:
        stream: Any = file.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 176, 144, "yuv420p"
        for _ in range(SECONDS * 10):
            picture = chance.integers(0, 256, (144, 176, 3), np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        file.mux(stream.encode())
    assert path.stat().st_size > 9 * 1024 * 1024
    return path


def test_films_and_pictures_are_as_ever_and_no_log_tells_what_they_are(
    chromium: Browser, family: Family, media: Path, tmp_path: Path, album: Album
) -> None:
    film = make_long_film(tmp_path / "The sea.mp4")
    letter = tmp_path / "carta.txt"
    letter.write_text(LETTER * 20)
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/add?chest={family.chest_id}")

    def is_begun(answer: Response) -> bool:
        asked = answer.request
        return answer.url.endswith("/api/uploads") and film.name in (asked.post_data or "")

    with keeper.page.expect_response(is_begun) as begun:
        keeper.choose_files(film, letter, media / "allium.jpg")
    upload = begun.value.json()
    assert upload["parts"] > 1
    for path in (film, letter, media / "allium.jpg"):
        state = keeper.row_of(path.name).locator(".state")
        expect(state).to_have_text("Added", timeout=240_000)
    album.keep(keeper.page, "added")
    write_and_ask(family, upload["asset_id"])
    looks_and_seeks(keeper, family, upload["asset_id"], album)
    keeper.visit(f"/settings?chest={family.chest_id}")
    keeper.sees("never straight to a bucket or from it")
    album.keep(keeper.page, "settings")
    family.app.restart()
    looks_and_seeks(keeper, family, upload["asset_id"], album)
    keeper.context.close()
    blobs = [one for one in (family.app.data_dir / "blobs").rglob("*") if one.is_file()]
    stored = b"".join(one.read_bytes() for one in blobs)
    assert len(stored) > film.stat().st_size
    assert b"age-encryption.org/v1" in stored
    for plain in (LETTER.encode(), film.read_bytes()[5_000_000:5_000_100]):
        assert plain not in stored
    logged = family.app.log.read_text(errors="replace")
    assert "worker is up" in logged
    for words in (CAPTION, LETTER, QUERY, *(text.replace(" ", "%20") for text in (CAPTION, QUERY))):
        assert words not in logged
        assert words.replace(" ", "+") not in logged


def write_and_ask(family: Family, asset_id: str) -> None:
    """What goes through the app as words: a caption, a note, a question; one that fails, too."""
    about = f"/api/assets/{asset_id}"
    version = family.asset(asset_id)["version"]
    family.ask("PATCH", about, {"caption": CAPTION, "version": version})
    search = f"/api/chests/{family.chest_id}/search"
    assert family.keeper.get(search, params={"q": QUERY}).is_success
    found = family.keeper.get(search, params={"q": CAPTION}).json()
    assert asset_id in str(found)
    refused = family.keeper.patch(about, json={"caption": [LETTER], "version": version})
    assert refused.is_client_error


def looks_and_seeks(keeper: Person, family: Family, asset_id: str, album: Album) -> None:
    keeper.visit(f"/timeline?chest={family.chest_id}")
    keeper.sees_pictures()
    album.keep(keeper.page, "timeline")
    asked: list[str] = []

    def note(answer: Response) -> None:
        if answer.request.resource_type == "media" and answer.status == 206:
            asked.append(answer.headers["content-range"])

    keeper.page.on("response", note)
    keeper.visit(f"/memory?chest={family.chest_id}&id={asset_id}")
    film = plays(keeper, "video")
    film.evaluate("(media, late) => (media.currentTime = late)", LATE)
    wait_until(
        keeper.page,
        lambda: film.evaluate("(m, late) => !m.seeking && m.currentTime >= late", LATE),
    )
    assert film.evaluate("media => media.error") is None
    starts = [int(one.removeprefix("bytes ").partition("-")[0]) for one in asked]
    assert max(starts) > 5_000_000, asked
    keeper.page.remove_listener("response", note)
