"""The first HTML: our name, our style sheet and a word, in the page that Streamlit really sends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from api.http.first_page import FirstPage, list_soon
from pages.components.theme import theme
from pages.parts.quiet_sessions import tell_look_quickly
from tests.asgi import AppClient

THEIRS = Path(st.__file__).parent / "static" / "index.html"
BROWSER = {"accept": "text/html,*/*"}


async def send_page(_: Request) -> Response:
    return FileResponse(THEIRS)


async def send_other(_: Request) -> Response:
    return HTMLResponse("<title>Not found</title></body>", 404, {"etag": '"theirs"'})


async def send_json(_: Request) -> Response:
    return JSONResponse({"title": "<title>Streamlit</title></body>"})


@pytest.fixture
def client() -> Iterator[AppClient]:
    routes = [Route("/", send_page), Route("/other", send_other), Route("/json", send_json)]
    middleware = [
        Middleware(FirstPage, style=theme.sheet(), script=theme.script(), soon=list_soon(THEIRS))
    ]
    with AppClient(Starlette(routes=routes, middleware=middleware)) as client:
        yield client


def test_the_page_is_ours_from_its_first_byte(client: AppClient) -> None:
    answer = client.get("/", headers=BROWSER)
    page = answer.text
    assert "<title>Memory Chest</title>" in page
    assert "Streamlit</title>" not in page
    assert 'role="status">Opening the chest' in page
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers
    # After everything that Streamlit writes: what is said equally strongly later, holds.
    link = page.index('<link rel="stylesheet" href="/look-')
    assert page.index('<div id="root">') < link < page.index("</body>")
    address = page[link:].split('href="')[1].split('"')[0]
    style = client.get(address)
    assert style.text == theme.sheet()
    assert style.headers["content-type"].startswith("text/css")
    assert "immutable" in style.headers["cache-control"]
    script = page.index('<script defer src="/menu-')
    assert link < script < page.index("</body>")
    told = client.get(page[script:].split('src="')[1].split('"')[0])
    assert told.text == theme.script()
    assert told.headers["content-type"].startswith("text/javascript")


def test_where_the_server_is_is_known_before_streamlit_looks_for_it(client: AppClient) -> None:
    page = client.get("/", headers=BROWSER).text
    begin = page.index('<script src="/begin-')
    assert begin < page.index('<script type="module"')
    told = client.get(page[begin:].split('src="')[1].split('"')[0])
    assert "BACKEND_BASE_URL" in told.text
    assert told.headers["content-type"].startswith("text/javascript")
    assert "immutable" in told.headers["cache-control"]
    # The names are those of this release of Streamlit: a page that asks in vain asks for nothing.
    theirs = THEIRS.parent
    soon = list_soon(THEIRS)
    assert {Path(at).name.partition(".")[0] for at in soon} >= {"BidiComponent", "Html"}
    for address in soon:
        assert f'<link rel="modulepreload" crossorigin href="{address}">' in page
        assert (theirs / address.removeprefix("/")).is_file()
    assert "SourceSans" not in page  # a face that no page of ours shows


def test_nothing_else_is_touched(client: AppClient) -> None:
    other = client.get("/other", headers=BROWSER)
    assert (other.status_code, other.headers["etag"]) == (404, '"theirs"')
    assert other.text == "<title>Not found</title></body>"
    assert client.get("/json", headers=BROWSER).json()["title"].startswith("<title>Streamlit")
    assert client.get("/", headers={"accept": "*/*"}).content == THEIRS.read_bytes()
    assert client.get("/look-0123456789abcdef.css").status_code == 404


def test_another_style_has_another_address() -> None:
    async def nothing(*_: object) -> None:
        """An application that is never asked."""

    one, other = (FirstPage(nothing, style=style).address for style in ("a {}", "b {}"))
    assert one != other


def test_colours_and_faces_are_told_as_they_are_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    plainly = app_session._populate_theme_msg
    monkeypatch.setattr(app_session, "_populate_theme_msg", plainly)
    tell_look_quickly()
    quickly = app_session._populate_theme_msg
    assert quickly is not plainly
    for section in ("theme", "theme.light", "theme.dark"):
        expected = CustomThemeConfig()
        plainly(expected, section)
        for _ in range(2):
            told = CustomThemeConfig()
            quickly(told, section)
            assert told == expected
            assert section != "theme" or "Atkinson Hyperlegible" in str(told)
