"""Other programs on this machine, pages of other sites, and names that are not ours: each at every
door, with a keeper's cookie in hand. On both runners, as an operator starts them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from chest.database import Database
from chest.security.throttle import RATES
from tests.app_server import AppServer, wait_for_setup
from tests.mailing import list_letters
from tests.waiting import wait_until

EMAIL = "ana@example.org"


class Sink:
    """A proxy that takes connections and never answers; whoever asks the internet comes by."""

    def __init__(self) -> None:
        self.taken = 0
        self._opened: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        self._listening.close()
        for opened in self._opened:
            opened.close()

    def _take(self) -> None:
        while True:
            try:
                self._opened.append(self._listening.accept()[0])
            except OSError:
                return
            self.taken += 1


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    with closing(Sink()) as sink:
        yield sink


@pytest.fixture(scope="module", params=["streamlit", "uvicorn"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sink: Sink
) -> Iterator[AppServer]:
    env = {
        "CHEST_WORKER": "external",
        "HTTP_PROXY": sink.url,
        "HTTPS_PROXY": sink.url,
        "NO_PROXY": "",
    }
    server = AppServer(
        tmp_path_factory.mktemp("origins") / "data", runner=request.param, env=env
    ).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def cookie(server: AppServer) -> str:
    with closing(wait_for_setup(server, email=EMAIL)) as client:
        return f"chest_session={client.cookies['chest_session']}"


def foreign_origins(server: AppServer) -> list[str]:
    return [
        "http://127.0.0.1:1",
        f"http://127.0.0.1:{server.port + 1}",
        f"http://localhost:{server.port}",
        f"https://127.0.0.1:{server.port}",
        "http://127.0.0.1",
        f"http://[::1]:{server.port}",
        f"http://0.0.0.0:{server.port}",
        f"http://{socket.gethostname()}:{server.port}",
        f"http://127.0.0.1.evil.example:{server.port}",
        f"http://127.0.0.1:{server.port}@evil.example",
        "http://evil.example",
        "null",
        "",
    ]


FOREIGN_HOSTS = [
    "evil.example",
    "evil.local",
    "evil.local:8501",
    "evil",
    "192.168.1.66",
    "192.168.1.66:8501",
    "10.66.0.1",
    "172.16.66.6",
    "169.254.6.6",
    "[fd00::bad]",
    "[fe80::bad]:8501",
    "8.8.8.8",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "localhost@evil.example",
    "user@evil.local",
    "evil.local:1@x.local",
    "a.localhost",
    "0.0.0.0",
    "evil.example/.local",
]


def knock(
    server: AppServer, *, origin: str | None, cookie: str | None = None, host: str | None = None
) -> bool:
    """Whether a websocket is let in to where pages are drawn. By hand: a library would not send
    everything that a stranger may."""
    lines = [
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host or f'127.0.0.1:{server.port}'}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: streamlit",
    ]
    lines += [f"Origin: {origin}"] * (origin is not None)
    lines += [f"Cookie: {cookie}"] * (cookie is not None)
    with socket.create_connection(("127.0.0.1", server.port), timeout=40) as opened:
        opened.sendall("\r\n".join([*lines, "", ""]).encode())
        status = int(opened.recv(4096).split()[1])
    assert status in (101, 403)
    return status == 101


def test_no_websocket_of_another_origin_is_let_in(server: AppServer, cookie: str) -> None:
    for origin in foreign_origins(server):
        for carried in (cookie, None):
            assert not knock(server, origin=origin, cookie=carried), origin
    assert knock(server, origin=server.url, cookie=cookie)


@pytest.mark.parametrize("with_blank", ["chest_session={}", "chest_session ={}", "other=1"])
def test_a_websocket_with_a_cookie_and_no_origin_is_not_let_in(
    server: AppServer, cookie: str, with_blank: str
) -> None:
    carried = with_blank.format(cookie.partition("=")[2])
    assert not knock(server, origin=None, cookie=carried)
    # A program that speaks for nobody sees what everybody sees.
    assert knock(server, origin=None)


def test_no_page_of_another_origin_carries_anything_out(server: AppServer, cookie: str) -> None:
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        for origin in foreign_origins(server):
            for path in ("/api/chests", "/api/auth/logout", "/c/x", "/r/x", "/m/x"):
                for carried in (cookie, cookie.replace("=", " =", 1)):
                    headers = {"Origin": origin, "Cookie": carried}
                    answer = client.post(path, headers=headers, json={"name": "Rosa"})
                    assert answer.status_code == 403, (origin, path)
        assert client.get("/api/users/me", headers={"Cookie": cookie}).status_code == 200
        made = client.post(
            "/api/chests", headers={"Origin": server.url, "Cookie": cookie}, json={"name": "Rosa"}
        )
        assert made.status_code == 201


def test_no_name_but_our_own_is_answered(server: AppServer, cookie: str) -> None:
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        for host in FOREIGN_HOSTS:
            for path in ("/", "/api/users/me", "/c/x", "/timeline"):
                answer = client.get(path, headers={"Host": host, "Cookie": cookie})
                assert answer.status_code == 421, (host, path)
            assert client.get("/healthz", headers={"Host": host}).status_code == 200
            origin = f"http://{host}"
            assert not knock(server, origin=origin, cookie=cookie, host=host)
        seen = client.get("/", headers={"Host": "evil.example", "Accept": "text/html"})
        assert "CHEST_PUBLIC_URL" in seen.text
        assert "evil" not in seen.text
        for host in ("localhost", f"127.0.0.1:{server.port}", "127.0.0.1:1"):
            assert client.get("/", headers={"Host": host}).status_code == 200


def test_no_letter_is_made_of_the_host_header(server: AppServer, cookie: str) -> None:
    body = {"email": EMAIL}
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        for host in FOREIGN_HOSTS:
            answer = client.post("/api/auth/forgot-password", json=body, headers={"Host": host})
            assert answer.status_code == 421
        # Our own names with a port where somebody else may listen.
        for host in ("localhost:1", "127.0.0.1:1"):
            answer = client.post("/api/auth/forgot-password", json=body, headers={"Host": host})
            assert answer.status_code == 202

    database = Database(f"sqlite:///{server.data_dir / 'chest.db'}")
    wait_until(lambda: len(list_letters(database)) == 2)
    for letter in list_letters(database):
        assert letter.data["address"].startswith(f"{server.url}/?reset=")
    database.close()


def test_nobody_makes_the_server_ask_the_internet(
    server: AppServer, cookie: str, sink: Sink
) -> None:
    """Of an origin that it does not know, the page server asks an address on the internet who we
    are, and everybody waits for the answer."""
    before = sink.taken
    for origin in ("http://evil.example", "http://192.0.2.1:8501", "null"):
        assert not knock(server, origin=origin, cookie=cookie)
    assert knock(server, origin=server.url, cookie=cookie)
    assert sink.taken == before


def test_a_made_up_place_walks_round_no_throttle(server: AppServer) -> None:
    answers = []
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        for n in range(24):
            made_up = f"203.0.113.{n}" if n % 2 else f"junk{n}"
            answer = client.post(
                "/api/auth/forgot-password",
                json={"email": f"u{n}@example.org"},
                headers={"X-Forwarded-For": made_up},
            )
            answers.append(answer.status_code)
    assert answers.count(202) <= RATES["reset-password"].amount, answers
    assert answers[-1] == 429


def test_a_proxy_that_is_trusted_is_believed(tmp_path: Path) -> None:
    env = {
        "CHEST_WORKER": "external",
        "CHEST_TRUSTED_PROXIES": "127.0.0.1",
        "CHEST_PUBLIC_URL": "https://rosa.example",
    }
    server = AppServer(tmp_path / "data", runner="uvicorn", env=env).start()
    try:
        own = {"Host": "rosa.example", "X-Forwarded-Proto": "https"}
        with httpx.Client(base_url=server.url, trust_env=False, headers=own) as client:
            body = {"email": EMAIL, "password": "a short sentence", "name": "Ana"}
            wrong = {**body, "setup_code": "WRONG-CODE-0000"}
            for n in range(24):
                headers = {"X-Forwarded-For": f"203.0.113.{n}"}
                answer = client.post("/api/auth/signup", json=wrong, headers=headers)
                assert answer.status_code == 422
            right = {**body, "setup_code": "TEST-CODE-0001"}
            answer = client.post(
                "/api/auth/signup", json=right, headers={"Origin": "https://rosa.example"}
            )
            assert answer.status_code == 201, answer.text
            assert "Secure" in answer.headers["set-cookie"]
        origin = "https://rosa.example"
        for host in ("rosa.example", "127.0.0.1"):  # whether or not the proxy hands the name on
            assert knock(server, origin=origin, cookie="a=b", host=host)
        assert not knock(server, origin="https://rosa.example:8443", host="rosa.example")
    finally:
        server.stop()


def test_nobody_else_on_this_machine_reads_what_the_server_keeps(
    server: AppServer, cookie: str
) -> None:
    kept = [server.data_dir, *server.data_dir.rglob("*")]
    assert any(path.name.endswith(".migrate-lock") for path in kept)
    assert [path for path in kept if path.stat().st_mode & 0o077] == []
