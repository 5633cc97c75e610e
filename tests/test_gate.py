"""A fresh process, its first request a deep link: nobody sees a page that is not theirs, and
nobody is served a file that is not registered."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.app_server import ROOT, AppServer, wait_for_setup

PAGES = sorted(p.stem for p in (ROOT / "pages").glob("*.py") if p.stem not in ("__init__", "index"))
# Words that stand on pages about a chest and nowhere on the way in.
INSIDE = "Rosa Almeida"
ALONE = {"CHEST_WORKER": "external"}


RUNNERS = ["streamlit", "uvicorn"]


@dataclass(frozen=True)
class Lived:
    """The data of an installation with a chest, and the cookie of its keeper."""

    data: Path
    cookie: str
    chest_id: str


@pytest.fixture(scope="module", params=RUNNERS)
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    server = AppServer(tmp_path_factory.mktemp("gate") / "data", runner=request.param, env=ALONE)
    yield server.start()
    server.stop()


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    server = AppServer(tmp_path_factory.mktemp("lived") / "data", env=ALONE).start()
    with closing(wait_for_setup(server)) as client:
        made = client.post("/api/chests", json={"name": INSIDE}).raise_for_status().json()
        cookie = f"chest_session={client.cookies['chest_session']}"
    server.stop()
    return Lived(server.data_dir, cookie, made["id"])


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path, lived: Lived) -> Iterator[AppServer]:
    """A process that nobody has asked for anything."""
    shutil.copytree(lived.data, tmp_path / "data")
    server = AppServer(tmp_path / "data", runner=request.param, env=ALONE)
    yield server.start()
    server.stop()


async def visit(server: AppServer, page: str, *, cookie: str = "") -> str:
    """All text that a raw websocket client receives for its first request, whatever it asks for."""
    headers = {"Origin": server.url} | ({"Cookie": cookie} if cookie else {})
    message = BackMsg()
    message.rerun_script.page_name = page
    received: list[str] = []
    async with websockets.connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        additional_headers=headers,
        max_size=None,
    ) as socket:
        await socket.send(message.SerializeToString())
        async with asyncio.timeout(40):
            while True:
                forward = ForwardMsg()
                forward.ParseFromString(await socket.recv(decode=False))
                received.append(str(forward))
                if forward.WhichOneof("type") == "script_finished":
                    return "\n".join(received)


# A cold start each, so most wait for `make hold`: all go through the same gate.
FIRST = [
    ("streamlit", "memory"),
    ("streamlit", "../app"),
    ("uvicorn", "moderate"),
    ("uvicorn", "contribute"),
]
DEEP_LINKS = [*PAGES, "index", "components", "parts/session", "../app", "worker"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fresh", "page"),
    [
        pytest.param(runner, page, marks=[] if (runner, page) in FIRST else [pytest.mark.hold])
        for runner in RUNNERS
        for page in DEEP_LINKS
    ],
    indirect=["fresh"],
)
def test_a_deep_link_as_the_first_request_shows_only_the_way_in(
    fresh: AppServer, lived: Lived, page: str
) -> None:
    text = asyncio.run(visit(fresh, page))
    assert INSIDE not in text
    assert lived.chest_id not in text
    assert "Traceback" not in text
    assert str(ROOT) not in text, "where the program lies"
    if page not in ("contribute", "receipt", "shared"):
        assert "Sign in" in text or "Page not found" in text or "page_not_found" in text
    # The same words do reach the one who may see them: the assertions above can fail.
    assert INSIDE in asyncio.run(visit(fresh, "", cookie=lived.cookie))


def test_streamlits_own_doors_for_files_are_closed(running: AppServer) -> None:
    with httpx.Client(base_url=running.url) as client:
        for method, path in [
            ("GET", "/_stcore/metrics"),
            ("GET", "/media/anything.jpg"),
            ("GET", "//media/anything.jpg"),
            ("PUT", "/_stcore/upload_file/a/b"),
            ("POST", "/_stcore/upload_file"),
        ]:
            # Put together by hand: two slashes at the start would be taken for a host.
            assert client.request(method, f"{running.url}{path}").status_code == 404, path


def test_every_answer_carries_the_headers_that_keep_pages_ours(running: AppServer) -> None:
    with httpx.Client(base_url=running.url) as client:
        for path in ("/", "/api/users/me", "/healthz", "/app/static/x", "/timeline"):
            headers = client.get(path).headers
            assert "default-src 'self'" in headers["content-security-policy"], path
            assert headers["x-content-type-options"] == "nosniff"
            assert "referrer-policy" in headers
            assert headers["x-frame-options"] == "DENY"


def test_no_file_of_the_project_or_its_data_is_served(running: AppServer) -> None:
    secret = (running.data_dir / "secret.key").read_text()
    with httpx.Client(base_url=running.url) as client:
        for path in (
            "/app.py",
            "/app/static/../index.py",
            "/app/static/%2e%2e/index.py",
            "/data/secret.key",
            "/static/../../secret.key",
            "/pages/index.py",
            "/.env",
        ):
            answer = client.get(path)
            assert secret not in answer.text
            assert "import streamlit" not in answer.text, path
