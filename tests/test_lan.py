"""`make run HOST=lan`: a computer, and a phone beside it, each with a network of its own."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import websockets.sync.client

import lan
from chest.security.home_network import Choice
from chest.sharing.codes import terminal_code
from tests.app_server import ROOT, AppServer
from tests.callers import PASSWORD, refused, send, understood
from tests.media.known import OWN
from tests.namespaces import Network, at, open_network

AT_HOME = "192.168.77.20"
PORT = 8501
PHOTO = OWN / "mountains.webp"


@dataclass
class Home:
    """A computer in a home network, a phone beside it, and the chest on the computer."""

    computer: str
    phone: str
    server: AppServer

    def printed(self, pattern: str) -> str:
        found = re.search(pattern, self.server.log.read_text())
        assert found, self.server.log.read_text()
        return found[1]


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    with closing(open_network()) as network:
        yield network


@pytest.fixture(scope="module")
def home(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    computer, phone, guest = network.machine(), network.machine(), network.machine()
    network.join(computer, phone, called="wlan0", addresses=(f"{AT_HOME}/24", "192.168.77.21/24"))
    # What a machine for containers would give the computer, and a tunnel that takes everything.
    network.join(computer, guest, called="docker0", addresses=("172.17.0.1/16", "172.17.0.2/16"))
    network.join(computer, guest, called="tun0", addresses=("10.8.0.2/24", "10.8.0.1/24"))
    network.leave_by(computer, "10.8.0.1")
    server = AppServer(
        tmp_path_factory.mktemp("lan") / "data",
        runner="lan",
        port=PORT,
        env={"CHEST_SETUP_CODE": ""},  # derived, and printed
    )
    with at(computer):
        server.start()
    yield Home(computer, phone, server)
    server.stop()


@pytest.fixture(scope="module")
def keeper(home: Home) -> Iterator[httpx.Client]:
    """Who entered the printed code on the computer itself."""
    here = home.printed(r"On this computer  (\S+)")
    with httpx.Client(base_url=here, timeout=30, headers={"Origin": here}) as client:
        code = home.printed(r"needs this setup code: (\S+)")
        body = {"email": "ana@example.org", "password": PASSWORD, "name": "Ana"}
        with at(home.computer):
            wrong = {**body, "setup_code": "AAAA-BBBB-CCCC"}
            refused(client.post("/api/auth/signup", json=wrong), 422)
            client.post("/api/auth/signup", json=body | {"setup_code": code}).raise_for_status()
        yield client


def test_a_phone_opens_the_printed_address_and_gives_a_photo(
    home: Home, keeper: httpx.Client
) -> None:
    address = home.printed(r"On other devices  (\S+)")
    assert address == f"http://{AT_HOME}:{PORT}"
    assert terminal_code(address).splitlines()[4] in home.server.log.read_text()
    with at(home.computer):
        made = keeper.post("/api/chests", json={"name": "Rosa Almeida"}).raise_for_status()
        chest_id = made.json()["id"]
        terms = {"permission": "add", "label": "Aunt Graça"}
        link = keeper.post(f"/api/chests/{chest_id}/share-links", json=terms).json()
    # Made at http://localhost, and yet of use to others.
    assert link["url"] == f"{address}/c/{link['token']}"
    assert link["reach"]["scope"] == "your home network"

    with (
        at(home.phone),
        httpx.Client(base_url=address, timeout=30, headers={"Origin": address}) as phone,
    ):
        assert phone.get(address).status_code == 200
        opened = phone.get(link["url"])
        assert opened.status_code == 303
        assert "Secure" not in opened.headers["set-cookie"]
        assert phone.get(opened.headers["location"]).status_code == 200
        with websockets.sync.client.connect(
            address.replace("http:", "ws:") + "/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers={
                "Origin": address,
                "Cookie": f"chest_link={phone.cookies['chest_link']}",
            },
        ):
            pass  # that it is let in is all there is to see without a browser
        phone.post("/api/link/continue").raise_for_status()
        gift = phone.post("/api/contributions", json={"name": "Graça", "consent": True}).json()
        send(phone, PHOTO.read_bytes(), name=PHOTO.name, contribution_id=gift["id"])
        phone.post(f"/api/contributions/{gift['id']}/submit").raise_for_status()

    with at(home.computer):
        waiting = keeper.get(f"/api/chests/{chest_id}/contributions?state=pending").json()["items"]
        assert [one["id"] for one in waiting] == [gift["id"]]
        (given,) = waiting[0]["items"]
        assert understood(keeper, given["id"])["state"] == "ready"
        keeper.post(f"/api/contributions/{gift['id']}/approve").raise_for_status()
        assert keeper.get(f"/api/chests/{chest_id}").json()["counts"]["photo"] == 1


def test_on_the_home_network_only_our_own_name_and_pages_are_let_in(
    home: Home, keeper: httpx.Client
) -> None:
    address = f"http://{AT_HOME}:{PORT}"
    with at(home.phone), httpx.Client(base_url=address, timeout=30) as phone:
        for host in ("evil.example", "192.168.77.99", f"10.8.0.2:{PORT}"):
            assert phone.get("/", headers={"Host": host}).status_code == 421
        cookie = {"Cookie": f"chest_session={keeper.cookies['chest_session']}"}
        for origin in ("http://192.168.77.21:8501", "http://evil.example", "null"):
            answer = phone.post(
                "/api/chests", json={"name": "X"}, headers=cookie | {"Origin": origin}
            )
            refused(answer, 403)
        # A phone that nobody gave anything sees nothing, and cannot become the keeper.
        refused(phone.get("/api/chests"), 401)
        body = {"email": "x@example.org", "password": PASSWORD, "name": "X"}
        code = home.printed(r"needs this setup code: (\S+)")
        refused(phone.post("/api/auth/signup", json=body | {"setup_code": code}), 422)


def test_no_other_network_is_served(home: Home) -> None:
    with at(home.computer):
        for address in ("172.17.0.1", "10.8.0.2"):
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((address, PORT), timeout=5)
        for address in ("127.0.0.1", AT_HOME):
            socket.create_connection((address, PORT), timeout=5).close()


def test_without_a_network_only_this_computer_is_served_and_told_so(
    network: Network, tmp_path: Path
) -> None:
    alone = network.machine()
    server = AppServer(tmp_path / "data", runner="lan", port=PORT, env={"CHEST_WORKER": "external"})
    with at(alone):
        server.start()
        try:
            socket.create_connection(("127.0.0.1", PORT), timeout=5).close()
        finally:
            server.stop()
    said = server.log.read_text()
    assert "This computer is on no network, so only this computer can open the chest." in said
    assert f"On this computer it is at http://localhost:{PORT}" in said
    assert "█" not in said


def run_lan(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "lan.py", *words],
        cwd=ROOT,
        env={**os.environ, "CHEST_WORKER": "external"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_address_or_a_port_that_cannot_be_had_is_told_in_a_sentence(network: Network) -> None:
    alone = network.machine()
    with at(alone), socket.create_server(("127.0.0.1", PORT)):
        taken, unknown = run_lan(), run_lan("10.0.0.5")
    assert taken.returncode == unknown.returncode == lan.CANNOT_SERVE
    assert f"Port {PORT} of 127.0.0.1 cannot be had" in taken.stderr
    assert "make run HOST=lan PORT=8502" in taken.stderr
    assert unknown.stderr == "This computer has no address 10.0.0.5. It is on no network.\n"


# ---- what is said ----


def told(url: str, choice: Choice, *, is_wsl: bool = False) -> str:
    return "\n".join(lan.say_where(choice, url=url, port=PORT, is_wsl=is_wsl))


def test_what_is_printed_names_the_address_shows_its_code_and_says_what_http_means() -> None:
    url = f"http://{AT_HOME}:{PORT}"
    said = told(url, Choice(AT_HOME))
    assert f"On other devices  {url}\n" in said
    assert terminal_code(url) in said
    assert f"Links that you make on the page Share begin with {url}." in said
    assert "browsers on other devices give no microphone" in said
    assert "make run HOST=" not in said
    assert "Windows" not in said


def test_other_networks_and_windows_are_mentioned_where_they_are() -> None:
    said = told(f"http://{AT_HOME}:{PORT}", Choice(AT_HOME, others=("10.0.0.5",)), is_wsl=True)
    assert "make run HOST=10.0.0.5" in said
    assert "Linux within Windows" in said


def test_an_address_with_tls_has_no_word_about_http() -> None:
    said = told("https://rosa.example", Choice(AT_HOME))
    assert "begin with https://rosa.example." in said
    assert "no https here" not in said


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["HOST=lan"], ".venv/bin/python lan.py lan"),
        (["HOST=10.0.0.5", "PORT=8600"], ".venv/bin/python lan.py 10.0.0.5 --port 8600"),
        ([], ".venv/bin/streamlit run app.py"),
        (["PORT=8600"], ".venv/bin/streamlit run app.py --server.port 8600"),
    ],
)
def test_make_runs_what_is_asked_for(words: list[str], command: str) -> None:
    # Some shells export a HOST of their own, and a make that runs this has words for its like.
    without = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    said = subprocess.run(
        ["make", "-n", "run", "VENV=.venv", *words],
        cwd=ROOT,
        env={**without, "HOST": "a-laptop"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.splitlines()[-1].split() == command.split()
