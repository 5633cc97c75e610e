"""How far the doors are open when a start does not go as it should."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import DatabaseError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from api.http.closed import Closed, NotStarted
from api.opening import Opening
from chest.database import NO_ROOM
from chest.errors import Full, Unavailable
from chest.library import Library, open_library
from chest.settings import Settings
from chest.upkeep.disk import DiskCheck

TROUBLE = Unavailable("The disk that holds the chest is full. Make room on it.")


@pytest.fixture
def library(tmp_path: Path, sqlite_template: Path) -> Iterator[Library]:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(sqlite_template, data / "chest.db")
    made = open_library(Settings(_env_file=None, data_dir=data, worker="external"))
    yield made
    made.close()


def test_on_a_sound_disk_all_is_open_and_nothing_is_said(library: Library) -> None:
    opening = Opening(library)
    opening.prepare()
    assert opening.is_whole
    assert opening.explain() == ""


def test_a_damaged_database_is_no_matter_of_the_disk(library: Library) -> None:
    (library.settings.data_dir / "chest.db").write_bytes(b"x" * 8192)
    with pytest.raises(DatabaseError, match="not a database"):
        Opening(library).prepare()


def test_a_chest_that_was_opened_for_reading_opens_whole(library: Library) -> None:
    library.database.only_read(Full(NO_ROOM))
    opening = Opening(library)
    assert not opening.is_whole
    said = opening.explain()
    assert NO_ROOM in said
    assert "nothing can be added or changed until then" in said
    asyncio.run(asyncio.wait_for(opening.keep_trying(), 30))
    assert opening.is_whole
    assert library.database.refusal is None


def test_it_waits_for_the_byte(library: Library) -> None:
    """Where the disk still takes nothing, it is not even tried."""
    library.database.only_read(Full(NO_ROOM))
    data = library.settings.data_dir
    object.__setattr__(library, "disk", DiskCheck(library.settings, library.blobs, every=0.1))
    opening = Opening(library)
    away = data.rename(data.with_name("away"))

    async def try_for(seconds: float) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(opening.keep_trying(), seconds)

    asyncio.run(try_for(2.5))
    assert not opening.is_whole
    assert not data.exists()
    away.rename(data)
    asyncio.run(asyncio.wait_for(opening.keep_trying(), 30))
    assert opening.is_whole


def ask(middleware: Middleware, path: str) -> httpx.Response:
    routes = [
        Route("/{path:path}", lambda _: PlainTextResponse("inside")),
    ]
    app = Starlette(routes=routes, middleware=[middleware])

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://chest") as client:
            return await client.get(path)

    return asyncio.run(get())


def test_a_closed_door_says_why_in_the_words_of_whoever_asks() -> None:
    shut = Middleware(Closed, because=lambda: TROUBLE)
    page, program = ask(shut, "/timeline?chest=1"), ask(shut, "/api/chests")
    assert (page.status_code, program.status_code) == (503, 503)
    assert TROUBLE.sentence in page.text
    assert program.json()["detail"] == TROUBLE.sentence
    assert page.headers["retry-after"] == program.headers["retry-after"] == "30"
    assert page.headers["refresh"] == "30"
    assert ask(shut, "/healthz").text == ask(shut, "/readyz").text == "inside"
    [face] = set(re.findall(r'url\("([^"]+serif-4-latin-600[^"]+)"\)', page.text))
    assert ask(shut, face).text == "inside"
    assert ask(Middleware(Closed, because=lambda: None), "/timeline").text == "inside"


def test_a_process_that_could_not_begin_says_that_it_lives_and_is_not_ready() -> None:
    alone = Middleware(NotStarted, trouble=TROUBLE)
    assert ask(alone, "/healthz").text == "ok"
    ready = ask(alone, "/readyz")
    assert ready.status_code == 503
    assert ready.json() == {"ready": False, "disk": TROUBLE.sentence}
    page = ask(alone, "/")
    assert page.status_code == 503
    assert TROUBLE.sentence in page.text
    assert "refresh" not in page.headers  # it would only ask the same process again
