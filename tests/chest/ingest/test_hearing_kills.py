"""A tape is being heard, and the worker is killed in the middle of it, again and again: it goes on
where it was, and nothing is written down twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import psutil
import pytest
from sqlmodel import col, select

from chest.database import Database
from chest.models import AssetState, Kind, Step, StepState, TranscriptSegment, Understanding
from storage.local import LocalStore
from tests.arrivals import arrive
from tests.builders import add_family
from tests.hearing_tones import Said, long_tape, tape

ROOT = Path(__file__).resolve().parents[3]


class Workers:
    """One worker after the other over one data directory."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._log = folder / "log"
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("CHEST_")},
            "PYTHONPATH": str(ROOT),
            "CHEST_DATA_DIR": str(folder),
            "CHEST_DATABASE_URL": database.url,
            "CHEST_SECRET_KEY": "for tests only, and long enough to be taken",
            "CHEST_WORKER_LEASE_SECONDS": "3",
            "CHEST_KEEP_FREE_BYTES": "0",
            "SLOW_EAR": "0.3",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.hearing_worker"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stderr=log,
            )

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process = None

    def memory(self) -> int:
        """Bytes that the worker and what it started hold now."""
        assert self._process is not None
        found = 0
        with suppress(psutil.NoSuchProcess):
            worker = psutil.Process(self._process.pid)
            for one in (worker, *worker.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    found += one.memory_info().rss
        return found

    def log(self) -> str:
        return self._log.read_text()[-4000:]


@pytest.fixture
def workers(database: Database, tmp_path: Path) -> Iterator[Workers]:
    folder = tmp_path / "data"
    folder.mkdir()
    made = Workers(database, folder)
    yield made
    made.kill()


def kill_again_and_again(
    database: Database, workers: Workers, tmp_path: Path, *, seconds: float, kills: int
) -> None:
    said = tape(tmp_path / "tape.wav", seconds=seconds)
    asset_id = bring(database, tmp_path / "tape.wav", seconds=seconds)
    rng = random.Random(1964)
    killed, before = 0, (0.0, 0)
    until = time.monotonic() + 120 + 40 * kills
    workers.start()
    while (row := find(database, asset_id)) is None or row.state is not StepState.done:
        assert time.monotonic() < until, workers.log()
        assert row is None or row.state is not StepState.failed, row.reason
        # Some while a window is heard, some just after it was written down; at the same place twice
        # at most, since what kills its worker again and again is put aside.
        if killed < kills and row is not None and row.state is StepState.running:
            place = (row.done, row.attempts)
            if place != before and row.done > 0 and row.attempts <= 1:
                time.sleep(rng.uniform(0.0, 0.3))
                workers.kill()
                killed, before = killed + 1, place
                workers.start()
        time.sleep(0.02)
    assert killed == kills
    check_whole(database, asset_id, said)


def bring(database: Database, path: Path, *, seconds: float) -> UUID:
    blobs = LocalStore(path.parent / "data" / "blobs", secret=b"0" * 32)
    return arrive(
        database,
        blobs,
        add_family(database).chest_id,
        path,
        name=path.name,
        kind=Kind.audio,
        state=AssetState.ready,
        duration=seconds,
    )


def find(database: Database, asset_id: UUID) -> Understanding | None:
    with database.read() as session:
        return session.get(Understanding, (asset_id, Step.transcribe))


def check_whole(database: Database, asset_id: UUID, said: list[Said]) -> None:
    with database.read() as session:
        rows = session.exec(
            select(TranscriptSegment)
            .where(TranscriptSegment.asset_id == asset_id)
            .order_by(col(TranscriptSegment.position))
        ).all()
    assert [row.text for row in rows] == [one.words for one in said]
    assert [row.position for row in rows] == list(range(len(said)))


@pytest.mark.timeout(400)
@pytest.mark.one_database
def test_a_tape_survives_the_death_of_its_worker(
    database: Database, workers: Workers, tmp_path: Path
) -> None:
    kill_again_and_again(database, workers, tmp_path, seconds=900, kills=2)


@pytest.mark.hold
@pytest.mark.timeout(3600)
def test_a_tape_of_two_hours_survives_fifty_deaths(
    database: Database, workers: Workers, tmp_path: Path
) -> None:
    kill_again_and_again(database, workers, tmp_path, seconds=7200, kills=50)


@pytest.mark.hold
@pytest.mark.timeout(1800)
def test_nine_hours_take_the_memory_of_a_window_and_survive_deaths(
    database: Database, workers: Workers, tmp_path: Path
) -> None:
    seconds = 9 * 3600
    said = long_tape(tmp_path / "tape.m4a", seconds=seconds, every=600)
    asset_id = bring(database, tmp_path / "tape.m4a", seconds=seconds)
    workers.start()
    least, most, at = 0, 0, 3000.0
    until = time.monotonic() + 1500
    while (row := find(database, asset_id)) is None or row.state is not StepState.done:
        assert time.monotonic() < until, workers.log()
        assert row is None or row.state is not StepState.failed, row.reason
        if row is not None and row.state is StepState.running and row.done > 0:
            held = workers.memory()
            least = least or held
            most = max(most, held)
            if row.done > at:
                workers.kill()
                at += 9000
                workers.start()
        time.sleep(0.05)
    check_whole(database, asset_id, said)
    assert find(database, asset_id).done == pytest.approx(seconds, abs=0.2)  # type: ignore[union-attr]  # it is there
    print(f"memory at the first window {least >> 20} MiB, at most {most >> 20} MiB")
    assert most < least + (200 << 20)  # an hour of sound alone is 220 MiB of numbers
