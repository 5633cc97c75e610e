"""A family's pictures are on their way in, and the power goes: the web process dies in the middle,
and so does its worker. Everything arrives, and nothing arrives twice."""

from __future__ import annotations

import contextlib
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import psutil
import pytest
from PIL import Image
from sqlmodel import col, func, select

from chest.database import Database
from chest.models import Asset, AssetState, AuditEvent, Derivative, Upload, UploadState
from storage.local import LocalStore
from tests.ai.media.samples import tone
from tests.app_server import AppServer, wait_for_setup
from tests.browser.belongings import make_letter, make_pdf
from tests.waiting import is_gone

# Set CHEST_TEST_SEED to have the kills at other moments.
SEED = int(os.environ.get("CHEST_TEST_SEED", "1964"))
SECRET = "for tests only, and long enough to be taken"
PATIENCE = 240.0  # only how long a test is willing to wait
FILES_AT_ONCE = 3
MEDIA_FILES = (
    "allium.jpg",
    "cottage.jpg",
    "mountains.webp",
    "speech.flac",
    "silhouettes-orientation-6.jpg",
    "IMG_0412.heic",
)
TWIN = "allium again.jpg"
UNDERSTANDING = {"transcribe", "tag", "read"}
ATTIC = "attic.bin"
ATTIC_BYTES = 20 * 1024**2  # three parts


def wait_until(condition: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, f"waited in vain until {what}"
        time.sleep(0.05)


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[AppServer]:
    env = {"CHEST_DATABASE_URL": database_url, "CHEST_SECRET_KEY": SECRET}
    made = AppServer(tmp_path / "data", env=env)
    yield made
    made.stop()


def gather(folder: Path, media: Path, rng: random.Random) -> list[Path]:
    """What is sent: pictures and a voice as a family has them, and files made here."""
    folder.mkdir()
    files = [media / name for name in MEDIA_FILES]
    twin = folder / TWIN
    twin.write_bytes((media / "allium.jpg").read_bytes())
    attic = folder / ATTIC
    attic.write_bytes(rng.randbytes(ATTIC_BYTES))
    drawn = folder / "drawn.png"
    Image.effect_mandelbrot((900, 700), (-2, -1, 1, 1), 60).save(drawn)
    files += [twin, attic, drawn, tone(folder / "hum.wav", seconds=2)]
    files += [make_letter(folder / "letter.txt"), make_pdf(folder / "notes.pdf", lines=["Rosa."])]
    rng.shuffle(files)
    return files


@dataclass
class Sender:
    """Somebody whose program sends files, waits while nobody answers, and goes on where the server
    says that it stopped."""

    client: httpx.Client
    chest_id: str
    asked: int = 0
    begun_in_vain: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, path: Path) -> str:
        """The asset's id, once the server has taken the whole file."""
        data = path.read_bytes()
        ticket = self._begin(path.name, data)
        upload = f"/api/uploads/{ticket['id']}"
        while True:
            with contextlib.suppress(httpx.TransportError):
                now = self._ask("GET", upload)
                if now["state"] == "complete":
                    return str(now["asset_id"])
                if now["state"] == "open":
                    self._send_parts(upload, data, ticket, set(now["done"]))
                self._ask("POST", f"{upload}/complete")

    def _begin(self, name: str, data: bytes) -> dict[str, Any]:
        once = uuid4().hex  # an answer that got lost must not begin a second upload
        body = {"chest_id": self.chest_id, "name": name, "size": len(data)}
        body["sha256"] = sha256(data).hexdigest()
        while True:
            try:
                return self._ask("POST", "/api/uploads", json=body, once=once)
            except httpx.TransportError:
                continue
            except httpx.HTTPStatusError as error:
                # Cut off in the middle of it: nobody knows whether it was done.
                if error.response.status_code != 409:
                    raise
                once = uuid4().hex
                with self.lock:
                    self.begun_in_vain += 1

    def _send_parts(self, upload: str, data: bytes, ticket: dict[str, Any], done: set[int]) -> None:
        size = ticket["part_size"]
        for n in set(range(1, ticket["parts"] + 1)) - done:
            part = data[(n - 1) * size : n * size]
            wanted = [{"n": n, "sha256": sha256(part).hexdigest()}]
            (target,) = self._ask("POST", f"{upload}/parts", json=wanted)
            self._ask(target["method"], target["url"], content=part)

    def _ask(self, method: str, url: str, *, once: str | None = None, **sent: Any) -> Any:
        with self.lock:
            self.asked += 1
        headers = {"Idempotency-Key": once} if once else {}
        try:
            answer = self.client.request(method, url, headers=headers, **sent)
        except httpx.TransportError:
            time.sleep(0.2)
            raise
        answer.raise_for_status()
        return answer.json() if answer.content else None


@dataclass
class Chest:
    """What the database and the store hold, looked at from outside."""

    database: Database
    blobs: LocalStore

    def count(self, state: AssetState) -> int:
        with self.database.read() as session:
            return session.exec(select(func.count()).where(col(Asset.state) == state)).one()

    def assets(self) -> list[Asset]:
        with self.database.read() as session:
            return list(session.exec(select(Asset)).all())


def worker_of(server: AppServer) -> psutil.Process:
    """The app's living worker child."""
    assert server.process is not None
    app = psutil.Process(server.process.pid)
    found: list[psutil.Process] = []

    def is_up() -> bool:
        with contextlib.suppress(psutil.NoSuchProcess):
            found[:] = [
                child
                for child in app.children()
                if not is_gone(child) and any(w.endswith("worker.py") for w in child.cmdline())
            ]
        return bool(found)

    wait_until(is_up, "the app has a worker")
    assert len(found) == 1, found
    return found[0]


def kill_web(server: AppServer) -> None:
    """The web process dies as in a power cut, its worker and decoders soon after, and it is
    started again with another worker."""
    worker = worker_of(server)
    family = [worker, *worker.children(recursive=True)]
    server.kill()
    wait_until(lambda: all(map(is_gone, family)), "the worker has gone with its app")
    server.start()
    assert worker_of(server).pid != worker.pid


def kill_worker(server: AppServer) -> None:
    """The worker dies, and the app, which lives, starts another."""
    worker = worker_of(server)
    decoders = worker.children(recursive=True)
    worker.kill()
    wait_until(lambda: all(map(is_gone, [worker, *decoders])), "the decoders have gone too")
    assert worker_of(server).pid != worker.pid


@pytest.mark.hold
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_an_import_through_kills_of_web_and_worker_loses_nothing_and_doubles_nothing(
    server: AppServer, database: Database, media: Path, tmp_path: Path
) -> None:
    rng = random.Random(SEED)
    files = gather(tmp_path / "files", media, rng)
    server.start()
    chest = Chest(database, LocalStore(server.data_dir / "blobs", secret=b"0" * 32))
    with contextlib.closing(wait_for_setup(server)) as client:
        made = client.post("/api/chests", json={"name": "Rosa Almeida"}).raise_for_status().json()
        sender = Sender(client, made["id"])
        with ThreadPoolExecutor(FILES_AT_ONCE) as pool:
            sent = {path.name: pool.submit(sender.send, path) for path in files}
            kill_while_sending(server, sender, sent, rng)
            kill_while_understanding(server, chest, files, rng)
            ids = {name: future.result(PATIENCE) for name, future in sent.items()}
        wait_until(lambda: chest.count(AssetState.ready) == len(files), "everything is ready")

        check_what_people_see(client, made["id"], files)
    check_rows(chest, ids, abandoned=sender.begun_in_vain)
    check_bytes(chest)
    log = server.log.read_text()
    assert "job failed" not in log
    assert "request failed" not in log


def kill_while_sending(
    server: AppServer, sender: Sender, sent: dict[str, Future[str]], rng: random.Random
) -> None:
    moment = rng.randrange(4, 3 * len(sent))
    wait_until(lambda: sender.asked >= moment, "some of it is sent")
    time.sleep(rng.uniform(0, 0.3))
    assert not all(future.done() for future in sent.values()), "killed too late to prove it"
    kill_web(server)


def kill_while_understanding(
    server: AppServer, chest: Chest, files: list[Path], rng: random.Random
) -> None:
    first = rng.randrange(1, 4)
    for ready, kill in ((first, kill_worker), (first + rng.randrange(1, 4), kill_web)):
        wait_until(
            lambda ready=ready: chest.count(AssetState.ready) >= ready, "some of it is ready"
        )
        assert chest.count(AssetState.ready) < len(files), "killed too late to prove it"
        kill(server)


def check_what_people_see(client: httpx.Client, chest_id: str, files: list[Path]) -> None:
    """Each file once, whole, and as it was; the two with the same bytes as one."""
    items = (
        client.get(f"/api/chests/{chest_id}/assets?limit=200").raise_for_status().json()["items"]
    )
    assert len(items) == len(files) - 1
    (twin,) = (item for item in items if "allium" in item["original_name"])
    copies = client.get(f"/api/assets/{twin['id']}/copies").raise_for_status().json()["items"]
    assert len(copies) == 1
    copy = client.get(f"/api/assets/{copies[0]['asset_id']}").raise_for_status().json()
    assert {twin["duplicate_of"], copy["duplicate_of"]} in ({None, twin["id"]}, {None, copy["id"]})
    items.append(copy)
    assert sorted(item["original_name"] for item in items) == sorted(path.name for path in files)
    for path in files:
        (item,) = (item for item in items if item["original_name"] == path.name)
        digest = sha256(path.read_bytes()).hexdigest()
        assert item["sha256"] == digest
        original = client.get(item["urls"]["original"]).raise_for_status().content
        assert sha256(original).hexdigest() == digest
        # What is understood of it comes later, where it was switched on.
        brought = [step for step in item["steps"] if step["step"] not in UNDERSTANDING]
        assert {step["state"] for step in brought} <= {"done", "skipped"}, item["steps"]


def check_rows(chest: Chest, ids: dict[str, str], *, abandoned: int) -> None:
    """One asset a file, with one upload and one arrival; what was begun in vain never arrived."""
    arrived = {UUID(asset_id) for asset_id in ids.values()}
    assert len(arrived) == len(ids)
    others = [asset for asset in chest.assets() if asset.id not in arrived]
    assert len(others) <= abandoned
    assert {asset.state for asset in others} <= {AssetState.uploading}
    with chest.database.read() as session:
        complete = session.exec(
            select(Upload.asset_id).where(col(Upload.state) == UploadState.complete)
        ).all()
        added = session.exec(
            select(AuditEvent.subject_id).where(col(AuditEvent.action) == "asset.added")
        ).all()
    assert sorted(complete) == sorted(arrived)
    assert sorted(map(UUID, added)) == sorted(arrived)


def check_bytes(chest: Chest) -> None:
    """The store holds what the rows know of, and nothing else."""
    known = {asset.storage_key: asset.bytes for asset in chest.assets() if asset.sha256}
    with chest.database.read() as session:
        made = session.exec(select(Derivative)).all()
    assert {row.version for row in made} == {1}
    known |= {row.storage_key: row.bytes for row in made}
    assert set(chest.blobs.iter_keys("v1/")) == set(known)
    for key, size in known.items():
        assert key is not None
        assert chest.blobs.stat(key).size == size
