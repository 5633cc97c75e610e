"""The worker process as it is started, stopped and killed, on both databases."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

import av
import psutil
import pytest
from sqlalchemy import select

from chest.database import Database
from chest.jobs.queue import Job, JobClient, JobState, engine_table, job_id
from chest.jobs.runner import MAX_DEATHS
from chest.library import open_library
from chest.models import PIECE, AssetState, ProcessingStep, StepState, Story, StoryState
from chest.settings import Settings
from storage.local import LocalStore
from tests.ai.media.test_renditions import film_of
from tests.arrivals import arrive, get_asset, get_derivatives, get_steps
from tests.builders import Family, add_family
from tests.waiting import PATIENCE, is_gone, wait_until
from worker import list_chores

ROOT = Path(__file__).resolve().parents[1]
MEDIA_FILES = (
    ("IMG_0412.heic", {"preview", "thumb"}),
    ("mountains.webp", {"preview", "thumb"}),
    ("handwritten-notes.jpg", {"preview", "thumb"}),
    ("speech.flac", set()),
    ("silhouettes-orientation-6.jpg", {"preview", "thumb"}),
    ("harbour.jpg", {"preview", "thumb"}),
    ("allium.jpg", {"preview", "thumb"}),
    ("meadow.jpg", {"preview", "thumb"}),
    ("cottage.jpg", {"preview", "thumb"}),
    ("acanthus.jpg", {"preview", "thumb"}),
    ("README.md", set()),
)

PROMISED_RECOVERY = 30.0


@dataclass
class House:
    """One data directory and the workers that serve it."""

    database: Database
    folder: Path
    blobs: LocalStore
    queue: JobClient
    family: Family
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def log_of(self, number: int) -> str:
        path = self.folder / f"log-{number}"
        return path.read_text() if path.exists() else ""

    def launch(self, *arguments: str, script: str = "worker.py") -> subprocess.Popen[bytes]:
        """Start a worker without waiting for it; its log is `log_of(its place in workers)`."""
        with (self.folder / f"log-{len(self.workers)}").open("wb") as log:
            worker = subprocess.Popen(
                [sys.executable, script, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stderr=log,
            )
        self.workers.append(worker)
        return worker

    def start(self, *arguments: str, script: str = "worker.py") -> subprocess.Popen[bytes]:
        worker = self.launch(*arguments, script=script)
        number = self.workers.index(worker)
        wait_until(lambda: "worker is up" in self.log_of(number) or worker.poll() is not None)
        assert worker.poll() is None, self.log_of(number)
        return worker

    def arrive(self, source: Path, name: str | None = None) -> UUID:
        return arrive(
            self.database,
            self.blobs,
            self.family.chest_id,
            source,
            name=name or source.name,
            queue=self.queue,
        )

    def executor_of(self, number: int) -> str:
        """The name by which the job engine knows this worker."""
        lines = map(json.loads, self.log_of(number).splitlines())
        return next(str(line["executor"]) for line in lines if line["event"] == "worker is up")

    def held_by(self, executor: str, asset_ids: list[UUID]) -> list[UUID]:
        """Those of these files that this worker has in hand, or had when it died."""
        jobs = engine_table(self.database)
        ids = {job_id(Job.ingest, asset_id, 1): asset_id for asset_id in asset_ids}
        with self.database.read() as session:
            held = session.execute(
                select(jobs.c.workflow_uuid).where(
                    jobs.c.executor_id == executor,
                    jobs.c.status == JobState.pending.value,
                    jobs.c.workflow_uuid.in_(list(ids)),
                )
            )
            return [ids[row[0]] for row in held]

    def count(self, asset_ids: list[UUID], state: AssetState) -> int:
        return sum(get_asset(self.database, i).state is state for i in asset_ids)


@pytest.fixture
def house(database: Database, tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "data"
    folder.mkdir()
    house = House(
        database=database,
        folder=folder,
        blobs=LocalStore(folder / "blobs", secret=b"0" * 32),
        queue=JobClient(database),
        family=add_family(database),
        environment={
            **{k: v for k, v in os.environ.items() if not k.startswith("CHEST_")},
            "PYTHONPATH": str(ROOT),
            "CHEST_DATA_DIR": str(folder),
            "CHEST_DATABASE_URL": database.url,
            "CHEST_SECRET_KEY": "for tests only, and long enough to be taken",
        },
    )
    yield house
    for worker in house.workers:
        worker.kill()
        worker.wait()
        assert worker.stdin
        worker.stdin.close()
    house.queue.close()


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_of_an_import_loses_nothing_and_doubles_nothing(
    house: House, media: Path
) -> None:
    workers = [house.start()]
    if not house.database.is_sqlite:
        workers.append(house.start())  # many machines
    expected = {house.arrive(media / name): made for name, made in MEDIA_FILES}
    # The same picture under another name: the twelfth file.
    twin = house.arrive(media / "allium.jpg", "again.jpg")
    expected[twin] = {"preview", "thumb"}
    asset_ids = list(expected)
    for ready in (1, 3):
        wait_until(lambda ready=ready: house.count(asset_ids, AssetState.ready) >= ready)
        victim = workers.pop(0)
        decoders = psutil.Process(victim.pid).children()
        victim.kill()
        victim.wait()
        assert house.count(asset_ids, AssetState.processing) > 0, "killed too late to prove it"
        wait_until(lambda decoders=decoders: all(map(is_gone, decoders)))
        workers.append(house.launch())
    wait_until(lambda: house.count(asset_ids, AssetState.ready) == len(asset_ids))

    keys = set(house.blobs.iter_keys("v1/"))
    for asset_id, kinds in expected.items():
        asset = get_asset(house.database, asset_id)
        made = get_derivatives(house.database, asset_id)
        assert set(made) == kinds
        assert {row.version for row in made.values()} <= {1}
        for row in made.values():
            assert house.blobs.stat(row.storage_key).size == row.bytes
        steps = get_steps(house.database, asset_id)
        assert {step.state for step in steps.values()} <= {StepState.done, StepState.skipped}
        # Begun again at most once for each of the two deaths.
        assert max(step.attempts for step in steps.values()) <= 3
        assert asset.sha256
        assert asset.storage_key
        keys -= {asset.storage_key, *(row.storage_key for row in made.values())}
    assert keys == set(), "bytes that no row knows of"
    twins = [i for i in asset_ids if get_asset(house.database, i).duplicate_of]
    assert twins == [twin]


@pytest.mark.slow
@pytest.mark.one_database
def test_a_dead_workers_files_are_taken_up_within_the_promised_time(
    house: House, media: Path
) -> None:
    victim = house.start()
    dead = house.executor_of(0)
    if not house.database.is_sqlite:
        house.start()  # on another machine
    asset_ids = [house.arrive(media / "IMG_0412.heic", f"{n}.heic") for n in range(4)]
    wait_until(lambda: bool(house.held_by(dead, asset_ids)))
    victim.kill()
    victim.wait()
    caught = house.held_by(dead, asset_ids)
    assert caught
    if house.database.is_sqlite:
        house.start()  # as the app does
    # How long a process takes to start is no part of what is promised.
    begun_at = time.monotonic()
    heirs = house.executor_of(1)
    wait_until(lambda: not house.held_by(dead, asset_ids))
    wait_until(lambda: bool(house.held_by(heirs, caught)))
    took = time.monotonic() - begun_at
    print(f"taken up after {took:.1f} s")
    assert took < PROMISED_RECOVERY
    wait_until(lambda: house.count(asset_ids, AssetState.ready) == len(asset_ids))


@pytest.mark.hold
@pytest.mark.slow
def test_a_file_that_kills_its_worker_ends_as_failed(house: House, media: Path) -> None:
    house.environment["CHEST_WORKER_LEASE_SECONDS"] = "2"
    poison = house.arrive(media / "allium.jpg", "poison.jpg")
    for _ in range(MAX_DEATHS):
        assert house.launch(script="tests/killing_worker.py").wait(PATIENCE) == -signal.SIGKILL
    survivor = house.launch(script="tests/killing_worker.py")
    wait_until(lambda: get_asset(house.database, poison).state is AssetState.failed)
    other = house.arrive(media / "acanthus.jpg")
    wait_until(lambda: get_asset(house.database, other).state is AssetState.ready)
    assert survivor.poll() is None


@pytest.mark.one_database
def test_a_worker_told_to_stop_hands_back_what_it_was_doing(house: House, media: Path) -> None:
    worker = house.start()
    asset_ids = [house.arrive(media / "IMG_0412.heic", f"{n}.heic") for n in range(3)]
    wait_until(lambda: any(get_steps(house.database, i) for i in asset_ids))
    decoders = psutil.Process(worker.pid).children()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert "worker is down" in house.log_of(0)
    wait_until(lambda: all(map(is_gone, decoders)))
    house.start()
    wait_until(lambda: house.count(asset_ids, AssetState.ready) == len(asset_ids))


PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "worker.py", "--child"], stdin=subprocess.PIPE)
print(child.pid, flush=True)
time.sleep(600)
"""


def test_no_worker_is_left_when_the_app_is_killed(house: House) -> None:
    with (house.folder / "log-app").open("wb") as log:
        app = subprocess.Popen(
            [sys.executable, "-c", PARENT],
            cwd=ROOT,
            env=house.environment,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    assert app.stdout
    with app.stdout:
        worker = psutil.Process(int(app.stdout.readline()))
    wait_until(lambda: "worker is up" in (house.folder / "log-app").read_text())
    app.kill()
    app.wait()
    wait_until(lambda: is_gone(worker))
    assert "worker is down" in (house.folder / "log-app").read_text()


def test_a_child_ends_when_its_input_ends(house: House) -> None:
    worker = house.start("--child")
    assert worker.stdin
    worker.stdin.close()
    assert worker.wait(PATIENCE) == 0


@pytest.mark.hold
@pytest.mark.slow
def test_a_second_worker_on_one_data_directory_says_so_and_leaves(house: House) -> None:
    if not house.database.is_sqlite:
        pytest.skip("Many machines have many workers; the lock is for one machine.")
    house.start()
    assert house.launch().wait(PATIENCE) == 75
    assert "Another worker already serves" in house.log_of(1)
    assert (house.folder / "worker.lock").stat().st_mode & 0o077 == 0


def test_a_worker_waits_for_the_one_before_it(house: House) -> None:
    if not house.database.is_sqlite:
        pytest.skip("Many machines have many workers; the lock is for one machine.")
    first = house.start()
    second = house.launch()
    time.sleep(1)
    assert second.poll() is None
    first.kill()
    first.wait()
    wait_until(lambda: "worker is up" in house.log_of(1))


@pytest.mark.one_database
def test_a_story_is_told_in_the_background(house: House) -> None:
    house.start()
    assert house.family.keeper.account_id
    with house.database.write() as session:
        story = Story(
            chest_id=house.family.chest_id,
            provider="composer",
            created_by=house.family.keeper.account_id,
        )
        session.add(story)
        house.queue.enqueue(session, Job.tell_story, story.id)

    def is_told() -> bool:
        with house.database.read() as session:
            told = session.get(Story, story.id)
        return told is not None and told.state is StoryState.ready

    wait_until(is_told)


def test_a_database_that_cannot_be_reached_is_named(house: House) -> None:
    house.environment["CHEST_DATABASE_URL"] = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    assert house.launch().wait(PATIENCE) == 69
    assert "The database cannot be reached" in house.log_of(0)


def test_settings_that_cannot_be_used_are_named(house: House) -> None:
    house.environment["CHEST_SECRET_KEY"] = "short"
    assert house.launch().wait(PATIENCE) == 78
    assert "CHEST_SECRET_KEY is too short" in house.log_of(0)


@pytest.mark.one_database
def test_a_copy_for_links_overtakes_what_arrives_and_is_made_though_its_job_was_lost(
    house: House, media: Path
) -> None:
    house.start(script="tests/sweeping_worker.py")
    asked, lost = (house.arrive(media / name) for name in ("allium.jpg", "acanthus.jpg"))
    wait_until(lambda: house.count([asked, lost], AssetState.ready) == 2)
    later = [house.arrive(media / "IMG_0412.heic", f"{n}.heic") for n in range(4)]
    with house.database.write() as session:
        for asset_id in (asked, lost):
            session.add(ProcessingStep(asset_id=asset_id, step="without_place"))
        house.queue.enqueue(session, Job.copy_for_links, asked)
    wait_until(lambda: "without_place" in get_derivatives(house.database, asked))
    wait_until(lambda: house.count(later, AssetState.ready) == len(later))
    # By what is written down: both may be over before anybody looks.
    copied = get_derivatives(house.database, asked)["without_place"].created_at
    looked_at = [get_derivatives(house.database, i)["preview"].created_at for i in later]
    assert copied < max(looked_at)
    wait_until(lambda: "without_place" in get_derivatives(house.database, lost))


def test_logs_are_one_json_object_a_line(house: House, media: Path) -> None:
    house.start()
    asset_id = house.arrive(media / "allium.jpg")
    wait_until(lambda: get_asset(house.database, asset_id).state is AssetState.ready)
    wait_until(lambda: "job done" in house.log_of(0))
    lines = [json.loads(line) for line in house.log_of(0).splitlines()]
    (done,) = [line for line in lines if line["event"] == "job done"]
    assert str(asset_id) in done["job"]


def test_the_sweep_forgets_sign_ins_that_ended(tmp_path: Path) -> None:
    library = open_library(Settings(_env_file=None, data_dir=tmp_path))
    assert library.sign_ins.purge_sessions in list_chores(library).values()
    library.close()


@pytest.mark.hold
@pytest.mark.slow
def test_a_film_goes_on_where_its_worker_was_killed(house: House, tmp_path: Path) -> None:
    """In the middle of a film, with SIGKILL: what was made of it is not made again."""
    film = house.arrive(film_of(tmp_path / "long.mov", seconds=300, size=(640, 480)))

    def pieces() -> dict[str, datetime]:
        rows = get_derivatives(house.database, film)
        return {kind: row.created_at for kind, row in rows.items() if kind.startswith(PIECE)}

    victim = house.start()
    wait_until(lambda: len(pieces()) >= 3)
    children = psutil.Process(victim.pid).children()
    victim.kill()
    victim.wait()
    wait_until(lambda: all(map(is_gone, children)))
    before = pieces()
    assert 3 <= len(before) < 10, "killed too late to prove it"
    house.start()
    wait_until(
        lambda: len(pieces()) > len(before) or "video" in get_derivatives(house.database, film)
    )
    now = pieces()
    assert not now or {kind: now[kind] for kind in before} == before
    wait_until(lambda: get_asset(house.database, film).plays_in_browser)
    made = get_derivatives(house.database, film)["video"]
    with house.blobs.as_file(made.storage_key) as path, av.open(str(path)) as file:
        assert sum(1 for packet in file.demux(video=0) if packet.size) == 3000
    assert pieces() == {}
