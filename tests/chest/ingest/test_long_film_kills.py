"""A film of eleven minutes is made to play by a real worker, which is killed in the middle: what it
had made is not made again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import numpy as np
import pytest
from sqlmodel import col, select

from chest.database import Database
from chest.ingest.rendition_rows import LONG_SECONDS
from chest.jobs.queue import Job, engine_table
from chest.models import PIECE, Derivative, Rendition, StepState
from storage.local import LocalStore
from tests.arrivals import arrive, get_asset, get_derivatives
from tests.builders import add_family

ROOT = Path(__file__).resolve().parents[3]
SECONDS, RATE = 660, 2
PIECES = 22  # of half a minute each
PATIENCE = 240.0


class Workers:
    """One worker after the other over one data directory."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._log = folder.parent / "worker.log"
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("CHEST_")},
            "CHEST_DATA_DIR": str(folder),
            "CHEST_DATABASE_URL": database.url,
            "CHEST_SECRET_KEY": "for tests only, and long enough to be taken",
            "CHEST_WORKER_LEASE_SECONDS": "3",
            "CHEST_KEEP_FREE_BYTES": "0",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "worker.py"], cwd=ROOT, env=self._environment, stderr=log
            )

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def log(self) -> str:
        return self._log.read_text()[-4000:]


@pytest.fixture
def workers(database: Database, tmp_path: Path) -> Iterator[Workers]:
    (tmp_path / "data").mkdir()
    made = Workers(database, tmp_path / "data")
    yield made
    made.kill()


def long_tape(path: Path) -> Path:
    """Eleven minutes of a tape that no browser plays, each picture as bright as its moment says."""
    with av.open(path, "w") as file:
        stream: Any = file.add_stream("mpeg4", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for number in range(SECONDS * RATE):
            picture = np.full((36, 64, 3), brightness(number), np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return path


def brightness(number: int) -> int:
    return 40 + number // RATE * 3 % 180


def find(database: Database, asset_id: UUID) -> tuple[Rendition | None, dict[str, str]]:
    """How far it is, and where its pieces lie."""
    with database.read() as session:
        pieces = session.exec(
            select(Derivative).where(
                col(Derivative.asset_id) == asset_id, col(Derivative.kind).startswith(PIECE)
            )
        ).all()
        where = {piece.kind: piece.storage_key for piece in pieces}
        return session.get(Rendition, asset_id), where


def jobs_of(database: Database, asset_id: UUID) -> set[str]:
    jobs = engine_table(database)
    with database.read() as session:
        rows = session.execute(
            select(jobs.c.name).where(jobs.c.workflow_uuid.contains(str(asset_id)))
        ).all()
    return {row[0] for row in rows}


def marks(blobs: LocalStore, keys: dict[str, str]) -> dict[str, tuple[int, int]]:
    """What changes when a file is written anew, of those that are still there."""
    found = {}
    for kind, key in keys.items():
        if blobs.exists(key):
            with blobs.as_file(key) as path:
                stat = path.stat()
            found[kind] = (stat.st_ino, stat.st_mtime_ns)
    return found


@pytest.mark.hold
@pytest.mark.timeout(600)
def test_a_long_film_goes_on_where_its_worker_died(
    database: Database, workers: Workers, tmp_path: Path
) -> None:
    assert SECONDS > LONG_SECONDS
    blobs = LocalStore(tmp_path / "data" / "blobs", secret=b"0" * 32)
    chest_id = add_family(database).chest_id
    tape = long_tape(tmp_path / "tape.avi")
    asset_id = arrive(database, blobs, chest_id, tape, name="tape.avi")
    workers.start()
    wait_for_pieces(database, workers, asset_id, count=PIECES // 3)
    workers.kill()
    row, before = find(database, asset_id)
    assert row is not None
    assert row.state is StepState.running
    assert PIECES // 3 <= len(before) < PIECES
    assert Job.play_long_film in jobs_of(database, asset_id)
    assert Job.play_film not in jobs_of(database, asset_id)

    written = marks(blobs, before)
    assert written.keys() == before.keys()
    workers.start()
    until = time.monotonic() + PATIENCE
    seen = 0
    left = before
    # The pieces are dropped in a moment of their own, after it plays.
    while row is None or row.state is not StepState.done or left:
        assert time.monotonic() < until, workers.log()
        assert row is None or row.state is not StepState.failed, row.reason
        now = marks(blobs, before)
        assert now.items() <= written.items(), "a piece was made again"
        seen += now.keys() == written.keys()
        time.sleep(0.02)
        row, left = find(database, asset_id)
    assert seen, "the pieces were looked at while others were made"
    assert row.attempts == 2
    assert jobs_of(database, asset_id) >= {Job.play_long_film}
    check_whole(database, blobs, asset_id)


def wait_for_pieces(database: Database, workers: Workers, asset_id: UUID, *, count: int) -> None:
    until = time.monotonic() + PATIENCE
    while len(find(database, asset_id)[1]) < count:
        assert time.monotonic() < until, workers.log()
        time.sleep(0.02)


def check_whole(database: Database, blobs: LocalStore, asset_id: UUID) -> None:
    assert get_asset(database, asset_id).plays_in_browser
    made = get_derivatives(database, asset_id)
    assert not any(kind.startswith(PIECE) for kind in made)
    with blobs.as_file(made["video"].storage_key) as path, av.open(str(path)) as film:
        assert film.duration == SECONDS * av.time_base
        shown = [frame.to_ndarray(format="gray").mean() for frame in film.decode(video=0)]
    meant = [brightness(number) for number in range(SECONDS * RATE)]
    assert shown == pytest.approx(meant, abs=8)
