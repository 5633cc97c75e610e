"""Whoever asks for a language that has a catalogue is answered in it: pages of ours without an
account, refusals, and the first HTML."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from api.application import build_routes
from api.http.closed import Closed
from api.http.first_page import FirstPage
from api.http.speaking import Speaking
from api.opening import closed
from chest.errors import Full, Unavailable
from chest.library import Library, open_library
from chest.models import LinkPermission
from chest.settings import Settings
from chest.sharing.links import LinkTerms
from tests.asgi import AppClient
from tests.builders import add_family
from tests.language.pseudo import LANGUAGE, OPENS, accented, lay_out, untold

THEIRS = Path(st.__file__).parent / "static" / "index.html"
ASKS = {"accept-language": f"{LANGUAGE};q=0.9,en;q=0.5", "accept": "text/html,*/*"}
TROUBLE: list[Unavailable] = []


async def send_page(_: Request) -> Response:
    return FileResponse(THEIRS)


@pytest.fixture
def library(tmp_path: Path, sqlite_template: Path) -> Iterator[Library]:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(sqlite_template, data / "chest.db")
    made = open_library(Settings(_env_file=None, data_dir=data, worker="external"))
    yield made
    made.close()


@pytest.fixture
def browser(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppClient]:
    lay_out(tmp_path / "locale", monkeypatch)
    TROUBLE.clear()
    app = Starlette(
        routes=[*build_routes(library), Route("/", send_page)],
        middleware=[
            Middleware(Speaking),
            Middleware(FirstPage, style="a {}", script="b"),
            Middleware(Closed, because=lambda: next(iter(TROUBLE), None)),
        ],
    )
    with AppClient(app, headers=ASKS) as client:
        yield client


def test_the_first_page_names_its_language(browser: AppClient) -> None:
    answer = browser.get("/")
    assert f'<html lang="{LANGUAGE}">' in answer.text
    assert accented("Opening the chest …") in answer.text
    assert f'data-close="{accented("Close the menu")}"' in answer.text
    assert "Accept-Language" in answer.headers["vary"]
    english = browser.get("/", headers={"accept-language": "en"}).text
    assert '<html lang="en">' in english
    assert 'role="status">Opening the chest …<' in english


@pytest.mark.parametrize("path", ["/c/x", "/c/", "/r/x", "/r", f"/c/{'x' * 60}", f"/r/{'x' * 60}"])
def test_a_broken_address(browser: AppClient, path: str) -> None:
    assert_told(browser.get(path).text)


def test_a_link_that_has_ended_and_its_preview(browser: AppClient, library: Library) -> None:
    family = add_family(library.database, name="Роза")
    terms = LinkTerms(permission=LinkPermission.add)
    link = library.sharing.create(family.keeper, family.chest_id, terms)
    assert link.token
    messenger = {"user-agent": "WhatsApp/2.23.20.0"}
    assert_told(browser.get(f"/c/{link.token}", headers=messenger).text)
    library.sharing.revoke(family.keeper, link.id)
    assert_told(browser.get(f"/c/{link.token}").text)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/chests"), ("POST", "/api/auth/login"), ("PUT", "/healthz"), ("GET", "/m")],
)
def test_a_refusal(browser: AppClient, method: str, path: str) -> None:
    answer = browser.request(
        method, path, content=b"{", headers={"content-type": "application/json"}
    )
    told = answer.json()
    assert untold(told["detail"]) is None
    assert OPENS in told["detail"]


def test_while_there_is_nothing_to_show(browser: AppClient) -> None:
    # Found when the process began, and kept as it was said then.
    TROUBLE.append(closed(Full("full"), end="this page then opens by itself."))
    answer = browser.get("/")
    assert answer.status_code == 503
    assert_told(answer.text)


def test_without_the_wish_all_of_it_is_english(browser: AppClient) -> None:
    english = {"accept-language": "de, en;q=0.5"}
    assert "This link is not complete" in browser.get("/c/", headers=english).text
    assert browser.get("/api/chests", headers=english).json()["title"] == "Please sign in"


def assert_told(page: str) -> None:
    assert f'<html lang="{LANGUAGE}">' in page
    body = page[page.index("<body>") :]
    assert untold(body) is None
    title = page.split("<title>")[1].split("</title>")[0]
    assert untold(title) is None
    assert OPENS in body
