"""The real application on a disk that takes nothing: a small one of its own, at the folder given.

`test_refusing_disk.py` runs this once for each of the scenarios below, where such a disk can be
mounted. Ends with 0 and says "as promised", or fails with an assertion.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import httpx

from chest.jobs.queue import migrate_jobs
from chest.library import open_library
from chest.migrations import migrate
from chest.security.cookies import SESSION_COOKIE
from chest.settings import Settings
from chest.upkeep.disk import LOOK_EVERY_SECONDS
from tests.app_server import SETUP_CODE, AppServer

PASSWORD = "a short sentence"
# What is promised, and what a start of a worker takes beside other tests.
PATIENCE = LOOK_EVERY_SECONDS + 30


class Disk:
    """A small file system that this process has for itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        with suppress(OSError), self._filler.open("ab", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)

    def make_room(self) -> None:
        self._filler.unlink()

    def forbid(self) -> None:
        self._remount("ro")

    def allow(self) -> None:
        self._remount("rw")

    def _remount(self, how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(self.folder)], check=True)


class Server(AppServer):
    """Whose log lies beside the disk: there is no room on it."""

    @property
    def log(self) -> Path:
        return Path(sys.argv[3])

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def client(self, token: str = "") -> httpx.Client:
        cookies = {SESSION_COOKIE: token} if token else {}
        return httpx.Client(
            base_url=self.url, timeout=30, headers={"Origin": self.url}, cookies=cookies
        )


def make_chest(data: Path) -> tuple[UUID, str]:
    """A chest with a word in it, and its keeper's session."""
    library = open_library(Settings(_env_file=None, data_dir=data, setup_code=SETUP_CODE))
    migrate(library.database)
    migrate_jobs(library.database)
    accounts = library.accounts
    accounts.sign_up(email="ana@example.org", password=PASSWORD, name="Ana", setup_code=SETUP_CODE)
    token = accounts.sign_in(email="ana@example.org", password=PASSWORD, device="Firefox")
    keeper = library.sign_ins.find_viewer(token)
    assert keeper is not None
    chest_id = library.chests.create(keeper, name="Rosa Almeida").id
    library.assets.add_note(keeper, chest_id, body="She sang in the kitchen.")
    library.close()
    return chest_id, token


def wait_until_ready(client: httpx.Client) -> None:
    began = time.monotonic()
    while (answer := client.get("/readyz")).status_code != 200:
        assert time.monotonic() - began < PATIENCE, answer.text
        time.sleep(0.5)


def assert_read_and_not_written(
    server: Server, chest_id: UUID, token: str, *, status: int, cure: str
) -> None:
    """What everyone finds while the disk refuses."""
    client = server.client(token)
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert ready.status_code == 503
    found = ready.json()
    assert "ok" not in (found["disk"], found["database"], found["storage"])
    assert str(server.data_dir) not in ready.text
    for path in ("", "/assets", "/timeline", "/members", "/contributions", "/stories", "/audit"):
        answer = client.get(f"/api/chests/{chest_id}{path}")
        assert answer.status_code == 200, (path, answer.text)
    assert "She sang in the kitchen." in client.get(f"/api/chests/{chest_id}/assets").text
    assert client.get("/").status_code == 200
    login = {"email": "ana@example.org", "password": PASSWORD}
    for attempt in (
        client.post(f"/api/chests/{chest_id}/posts", json={"body": "Another word."}),
        client.post("/api/uploads", json={"chest_id": str(chest_id), "name": "a.jpg", "size": 99}),
        client.post("/api/auth/login", json=login),
        client.delete(f"/api/chests/{chest_id}"),
    ):
        assert attempt.status_code in (503, 507), attempt.text
        assert attempt.headers["content-type"] == "application/problem+json"
    written = client.post(f"/api/chests/{chest_id}/posts", json={"body": "Another word."})
    assert written.status_code == status
    assert cure in written.json()["detail"]


def assert_the_log_is_calm(server: Server) -> None:
    """A sentence for whoever runs this, and a worker that waits instead of dying."""
    wait_for_log(server, "the worker waits for the disk")
    said = server.said()
    assert "It goes on by itself within half a minute" in said
    assert said.count("the worker waits for the disk") == 1
    assert "worker ended" not in said
    assert "Traceback" not in said, said


def wait_for_log(server: Server, words: str) -> None:
    until = time.monotonic() + PATIENCE
    while words not in server.said():
        assert time.monotonic() < until, server.said()
        time.sleep(0.2)


def full(disk: Disk, server: Server) -> None:
    chest_id, token = make_chest(server.data_dir)
    disk.fill()
    server.start()
    assert_read_and_not_written(server, chest_id, token, status=507, cure="Make room on the disk")
    assert_the_log_is_calm(server)
    disk.make_room()
    goes_on(server, chest_id, token)
    disk.fill()
    client = server.client(token)
    until = time.monotonic() + PATIENCE
    while client.get("/readyz").status_code == 200:
        assert time.monotonic() < until, "a full disk stays unnoticed"
        time.sleep(0.5)
    assert client.get(f"/api/chests/{chest_id}/assets").status_code == 200
    assert client.get("/healthz").status_code == 200


def read_only(disk: Disk, server: Server) -> None:
    chest_id, token = make_chest(server.data_dir)
    disk.forbid()
    server.start()
    assert_read_and_not_written(server, chest_id, token, status=503, cure="let the chest write")
    assert_the_log_is_calm(server)
    disk.allow()
    goes_on(server, chest_id, token)


def read_only_after_a_power_cut(disk: Disk, server: Server) -> None:
    """What was committed last is still in the log beside the database's file."""
    chest_id, token = make_chest(server.data_dir)
    server.start()
    client = server.client(token)
    client.post(f"/api/chests/{chest_id}/posts", json={"body": "The last word."})
    server.cut_the_power()
    assert (server.data_dir / "chest.db-wal").stat().st_size > 0
    disk.forbid()
    server.start()
    assert "The last word." in server.client(token).get(f"/api/chests/{chest_id}/assets").text
    assert_read_and_not_written(server, chest_id, token, status=503, cure="let the chest write")
    disk.allow()
    goes_on(server, chest_id, token)


def goes_on(server: Server, chest_id: UUID, token: str) -> None:
    """All is open again, without a new start, and what was there before is there."""
    client = server.client(token)
    wait_until_ready(client)
    answer = client.post(f"/api/chests/{chest_id}/posts", json={"body": "A word later."})
    assert answer.status_code == 201, answer.text
    said = client.get(f"/api/chests/{chest_id}/assets").text
    assert "She sang in the kitchen." in said
    assert "A word later." in said
    assert "all of Memory Chest is open" in server.said()


def new_and_full(disk: Disk, server: Server) -> None:
    """There is no room even for the key of a new installation."""
    disk.fill()
    server.start()
    assert_closed(server, "Make room on it; then start the chest again.")
    assert "Make room on it; then start the chest again." in server.said()
    assert "Traceback" not in server.said()
    disk.make_room()
    server.restart()
    wait_until_ready(server.client())


def new_and_read_only(disk: Disk, server: Server) -> None:
    disk.forbid()
    server.start()
    assert_closed(server, "Make it writable again; then start the chest again.")
    assert "Traceback" not in server.said()


def database_finds_no_room(disk: Disk, server: Server) -> None:
    """There is a key already, and no room for the tables: it opens by itself."""
    library = open_library(Settings(_env_file=None, data_dir=server.data_dir))
    library.close()
    disk.fill()
    server.start()
    assert_closed(server, "Make room on it; this page then opens by itself.")
    assert_the_log_is_calm(server)
    disk.make_room()
    wait_until_ready(server.client())
    assert server.client().get("/").status_code == 200
    wait_for_log(server, SETUP_CODE)


def assert_closed(server: Server, sentence: str) -> None:
    client = server.client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    page = client.get("/timeline")
    assert page.status_code == 503
    assert page.headers["content-type"].startswith("text/html")
    assert sentence in page.text
    program = client.get("/api/chests")
    assert program.status_code == 503
    assert program.headers["content-type"] == "application/problem+json"
    assert sentence in program.json()["detail"]
    assert program.headers["retry-after"] == "30"


SCENARIOS: dict[str, Callable[[Disk, Server], None]] = {
    each.__name__: each
    for each in (
        full,
        read_only,
        read_only_after_a_power_cut,
        new_and_full,
        new_and_read_only,
        database_finds_no_room,
    )
}


def main() -> None:
    folder = Path(sys.argv[1])
    # As a family starts it, and as a server does.
    runner = "streamlit" if sys.argv[2] == "full" else "uvicorn"
    server = Server(folder / "data", runner=runner)
    try:
        SCENARIOS[sys.argv[2]](Disk(folder), server)
    finally:
        server.stop()
    print("as promised")


if __name__ == "__main__":
    main()
