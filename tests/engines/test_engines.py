"""The way of a memory in the three engines that browsers are made of: given through a link with a
picture and a voice, approved, looked at; and a voice recorded in each plays in all."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.app_server import AppServer, wait_for_setup
from tests.browser.belongings import make_print
from tests.engines.conftest import ENGINES, StartEngine
from tests.engines.driving import Visitor
from tests.waiting import wait_until

pytestmark = [
    pytest.mark.hold,
    pytest.mark.engines,
    pytest.mark.slow,
    pytest.mark.timeout(900),
]

NAME = "Rosa Almeida"
PASSWORD = "a short sentence"
SPOKEN = 3.0  # seconds of every voice
MEDIA = "all('audio').at(0)"
NOTE_HOW_FAR = f"""(() => {{
  const media = {MEDIA};
  window.heardTo = 0;
  media.addEventListener('timeupdate', () => {{
    window.heardTo = Math.max(window.heardTo, media.currentTime);
  }});
}})()"""
LATER = "new Promise((done) => setTimeout(done, 20000, 'nothing'))"


@pytest.fixture
def app(tmp_path: Path) -> Any:
    server = AppServer(tmp_path / "data").start()
    yield server
    server.stop()


def test_a_memory_goes_its_way_and_every_voice_is_heard_in_every_engine(
    app: AppServer, start_engine: StartEngine, media: Path, tmp_path: Path
) -> None:
    keeper = wait_for_setup(app)
    chest = ask(keeper, "POST", "/api/chests", {"name": NAME})["id"]
    link = ask(
        keeper,
        "POST",
        f"/api/chests/{chest}/share-links",
        {"permission": "add", "audience": "family", "label": "Graça"},
    )["url"]
    visitors = {name: Visitor(start_engine(name), app.url) for name in ENGINES}
    for name, visitor in visitors.items():
        picture = make_print(tmp_path / f"from {name}.jpg", of=media / "mountains.webp")
        give(visitor, link, picture, giver=f"Graça with {name}")
    for name, visitor in visitors.items():
        sign_in(visitor)
        approve(visitor, chest, giver=f"Graça with {name}")
    voices = voices_of(keeper, chest)
    assert len(voices) == len(ENGINES)
    for name, visitor in visitors.items():
        look_along_the_years(visitor, chest)
        for voice in voices:
            hears(visitor, f"/memory?chest={chest}&id={voice['id']}", by=name)
    keeper.close()


def ask(client: httpx.Client, method: str, path: str, body: Any = None) -> Any:
    answer = client.request(method, path, json=body)
    answer.raise_for_status()
    return answer.json()


def give(relative: Visitor, link: str, picture: Path, *, giver: str) -> None:
    """Through the link, with a picture and a voice."""
    relative.visit(link)
    relative.press("Continue")
    relative.sees("Who are you?")
    relative.write("Your name", giver)
    relative.press("Go on")
    relative.press("Yes, that is all right")
    relative.press("Go on")
    relative.sees("Is there something you would like to say?")
    relative.write(f"Your words about {NAME}", "She read the meadow slowly.")
    relative.press("Go on")
    relative.sees("Do you have pictures")
    relative.choose([picture])
    relative.until("all('li.row .state').some((e) => e.innerText === 'Arrived')")
    record_a_voice(relative)
    relative.press("Go on")
    relative.press("Skip all the rest")
    relative.sees("Shall we send this?")
    relative.press("Send it")
    relative.sees("Thank you")


def record_a_voice(relative: Visitor) -> None:
    relative.press("Record a voice")
    relative.until("Boolean(called('button', 'Stop'))")
    time.sleep(SPOKEN)
    relative.press("Stop")
    relative.press("Add this recording")
    relative.until("all('li.row .state').filter((e) => e.innerText === 'Arrived').length === 2")


def sign_in(keeper: Visitor) -> None:
    keeper.visit("/")
    keeper.press_on("all('[name=email]').at(0)")
    keeper.engine.type("ana@example.org")
    keeper.press_on("all('[name=password]').at(0)")
    keeper.engine.type(PASSWORD)
    keeper.press("Sign in")
    keeper.sees("Your chests")


def approve(keeper: Visitor, chest: str, *, giver: str) -> None:
    """What this giver sent is the oldest that waits."""
    keeper.visit(f"/moderate?chest={chest}")
    keeper.sees(giver)
    keeper.until("all('textarea').some((e) => e.value === 'She read the meadow slowly.')")
    keeper.press("Approve")
    keeper.sees("Approved. It is in the chest now.")


def voices_of(keeper: httpx.Client, chest: str) -> list[dict[str, Any]]:
    def voices() -> list[dict[str, Any]]:
        page = ask(keeper, "GET", f"/api/chests/{chest}/assets?kind=audio&limit=200")
        return [item for item in page["items"] if item["state"] == "ready"]

    wait_until(lambda: len(voices()) >= len(ENGINES))
    return voices()


def look_along_the_years(visitor: Visitor, chest: str) -> None:
    visitor.visit(f"/timeline?chest={chest}")
    visitor.sees(f"The years of {NAME}")
    pictures = "all('ul.rows img')"
    visitor.until(f"{pictures}.length > 0 && {pictures}.every((i) => i.naturalWidth > 0)")


def hears(visitor: Visitor, page: str, *, by: str) -> None:
    """The voice begins when it is asked for, and goes on."""
    visitor.visit(page)
    visitor.until(f"Boolean({MEDIA})")
    visitor.ask(NOTE_HOW_FAR)
    asked = f"Promise.race([{MEDIA}.play().then(() => 'plays', String), {LATER}])"
    assert visitor.ask(asked) == "plays", by
    visitor.until("window.heardTo > 1")
    assert visitor.ask(f"{MEDIA}.error === null")
    assert not visitor.ask("words().includes('cannot play')")
