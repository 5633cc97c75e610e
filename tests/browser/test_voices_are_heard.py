"""A voice and a film are added in the page, heard by the real model, found by a word that is said
in them, and played at its second."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from ai.weights.folder import WeightsFolder
from tests.ai.media.samples import busy
from tests.app_server import ROOT, AppServer, wait_for_setup
from tests.browser.families import Family
from tests.browser.screens import DESK, PHONE, Album, Person, person, wait_until
from tests.conftest import missing

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

MODELS = ROOT / "data" / "models"
WORDS = (
    "and so my fellow americans ask not what your country can do for you ask what you can do for "
    "your country"
)
BEGINS = 4.0  # seconds of the film before the voice
HEARD_WITHIN = 240  # seconds; others use the machine as well


@dataclass
class Heard:
    """A chest in which a voice and a film were heard; `murmur` is another voice, of which no word
    was understood."""

    family: Family
    voice: str
    film: str
    murmur: str


def make_film(path: Path, voice: Path) -> Path:
    """A film of sixteen seconds in which the voice is heard after four."""
    with av.open(voice) as file:
        form = av.AudioResampler("fltp", "mono", 48_000)
        pieces = [p for frame in file.decode(audio=0) for p in form.resample(frame)]
        sound = np.concatenate([piece.to_ndarray() for piece in pieces], axis=1)
    sound = np.concatenate([np.zeros((1, round(BEGINS * 48_000)), np.float32), sound], axis=1)
    with av.open(path, "w") as film:
        seen: Any = film.add_stream("libx264", rate=5)
        seen.width, seen.height, seen.pix_fmt = 320, 240, "yuv420p"
        heard: Any = film.add_stream("aac", rate=48_000, layout="mono")
        frame = av.VideoFrame.from_image(busy((320, 240)))  # type: ignore[no-untyped-call]  # stub
        for n in range(16 * 5):
            frame.pts, frame.time_base = n, Fraction(1, 5)
            film.mux(seen.encode(frame))
        film.mux(seen.encode())
        for at in range(0, sound.shape[1] // 1024 * 1024, 1024):
            piece = av.AudioFrame.from_ndarray(sound[:, at : at + 1024], "fltp", "mono")
            piece.sample_rate, piece.pts = 48_000, at
            film.mux(heard.encode(piece))
        film.mux(heard.encode())
    return path


@pytest.fixture(scope="module")
def heard(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, media: Path
) -> Iterator[Heard]:
    if WeightsFolder(MODELS).find("whisper-base") is None:
        missing("The weights of Whisper base are not here: `make models` brings them.")
    folder = tmp_path_factory.mktemp("heard")
    real = {
        "CHEST_UNDERSTANDING": "on",
        "CHEST_MODELS_DIR": str(MODELS),
        "CHEST_TRANSCRIBER": "whisper:base",
    }
    app = AppServer(folder / "data", env=real).start()
    try:
        with closing(wait_for_setup(app)) as client:
            family = Family(app, client, "Rosa Almeida")
            keeper = family.at_the_desk(chromium)
            keeper.visit(f"/add?chest={family.chest_id}")
            voice = media / "jfk.ogg"
            film = make_film(folder / "The inauguration.mp4", voice)
            murmur = media / "praia.ogg"
            keeper.choose_files(voice, film, murmur)
            for path in (voice, film, murmur):
                added = keeper.row_of(path.name).locator(".state")
                expect(added).to_have_text("Added", timeout=120_000)
            keeper.context.close()
            listed = family.ask("GET", f"/api/chests/{family.chest_id}/assets")["items"]
            ids = {family.asset(item["id"])["original_name"]: item["id"] for item in listed}
            made = Heard(family, *(ids[path.name] for path in (voice, film, murmur)))
            wait_until_heard(made)
            yield made
    finally:
        app.stop()


def wait_until_heard(heard: Heard) -> None:
    until = time.monotonic() + HEARD_WITHIN
    for asset_id in (heard.voice, heard.film, heard.murmur):
        while transcript_of(heard, asset_id)["hearing"]["state"] != "done":
            assert time.monotonic() < until, heard.family.app.log.read_text()[-3000:]
            time.sleep(1)


def transcript_of(heard: Heard, asset_id: str) -> dict[str, Any]:
    told: dict[str, Any] = heard.family.ask("GET", f"/api/assets/{asset_id}/transcript")
    return told


def bare(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.lower()))


def said_in(page: Any) -> str:
    """What stands beside the player, without its times."""
    sentences = page.locator(".sentence")
    expect(sentences.first).to_be_visible()
    return bare(re.sub(r"\d+:\d+", " ", " ".join(sentences.all_inner_texts())))


def plays_from(who: Person, second: float) -> None:
    """It stands at this second, and goes on from there when play is pressed."""
    media = who.page.locator(".player video, .player audio")
    media.wait_for(state="attached")
    now = "media => media.currentTime"
    wait_until(who.page, lambda: abs(media.evaluate(now) - second) < 0.3)
    media.evaluate("media => (media.muted = true)")
    who.touch_or_click(who.page.locator(".player .play"))
    wait_until(who.page, lambda: media.evaluate(now) > second + 0.5)
    assert media.evaluate("media => media.error") is None


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
def test_a_voice_is_read_beside_its_player(
    chromium: Browser, heard: Heard, album: Album, like: dict[str, Any]
) -> None:
    who = heard.family.at_the_desk(chromium, like=like)
    for scheme in ("light", "dark"):
        who.page.emulate_media(color_scheme=scheme)
        who.visit(f"/memory?chest={heard.family.chest_id}&id={heard.voice}")
        assert said_in(who.page) == WORDS
        album.keep(who.page, f"voice-{scheme}", whole=True)
    plays_from(who, 0)
    expect(who.page.locator(".line.now")).to_have_count(1)
    who.context.close()


@pytest.mark.parametrize("like", [DESK, PHONE], ids=["desk", "phone"])
def test_a_film_is_found_by_a_word_and_played_at_its_second_with_captions(
    chromium: Browser, heard: Heard, album: Album, like: dict[str, Any]
) -> None:
    who = heard.family.at_the_desk(chromium, like=like)
    page = who.page
    who.visit(f"/timeline?chest={heard.family.chest_id}")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("combobox", name="Search").fill("fellow")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("fellow")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        album.keep(page, f"found-{scheme}", whole=True)
    first = transcript_of(heard, heard.film)["segments"][0]["start"]
    assert abs(first - BEGINS) < 0.6
    passage = page.locator(f'a.said[href*="id={heard.film}&at="]')
    who.touch_or_click(passage)
    expect(page).to_have_url(re.compile(r"/memory\?.*id="))
    assert said_in(page) == WORDS
    plays_from(who, first)
    who.press("Words")
    shown = "film => [...film.textTracks[0].activeCues ?? []].map(cue => cue.text).join(' ')"
    film = page.locator("video")
    wait_until(page, lambda: "fellow" in film.evaluate(shown))
    cues = "film => [...film.textTracks[0].cues].map(cue => cue.text).join(' ')"
    assert bare(film.evaluate(cues)) == WORDS
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        album.keep(page, f"film-{scheme}", whole=True)
    who.context.close()


def test_where_no_word_is_understood_the_language_is_told(
    chromium: Browser, heard: Heard, album: Album
) -> None:
    who = heard.family.at_the_desk(chromium)
    page = who.page
    who.visit(f"/memory?chest={heard.family.chest_id}&id={heard.murmur}")
    who.sees("Speech was heard in this recording, but no words could be made out.")
    expect(page.locator(".line")).to_contain_text("(no words could be made out here)")
    for like in (DESK, PHONE):
        page.set_viewport_size(like["viewport"])
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            album.keep(page, f"unclear-{like['viewport']['width']}-{scheme}", whole=True)
    language = page.locator("details[open] select")
    expect(language).to_be_visible()
    language.select_option("pt")
    expect(page.locator(".line").first).to_contain_text("Oi, tudo bem?", timeout=120_000)
    expect(page.get_by_text("Speech was heard").locator("visible=true")).to_have_count(0)
    assert transcript_of(heard, heard.murmur)["differences"] == 0
    who.context.close()


def test_captions_come_to_whoever_came_by_a_link_and_to_nobody_else(
    chromium: Browser, heard: Heard
) -> None:
    _, link = heard.family.make_link(permission="look")
    aunt = person(chromium, heard.family.app.url, PHONE)
    aunt.visit(link)
    aunt.press("Continue")
    aunt.visit(f"/shared?id={heard.film}")
    assert said_in(aunt.page) == WORDS
    aunt.press("Words")
    cues = "film => film.textTracks[0]?.cues?.length ?? 0"
    wait_until(aunt.page, lambda: aunt.page.locator("video").evaluate(cues) > 0)
    source = aunt.page.locator("video track").get_attribute("src") or ""
    assert source.startswith(f"/m/{heard.film}/vtt?e=")
    forged = source.replace("&s=", "&s=x")
    assert aunt.page.request.get(source).text().startswith("WEBVTT")
    assert aunt.page.request.get(forged).status == 404
    assert heard.family.keeper.get(source).status_code == 404
    aunt.context.close()
