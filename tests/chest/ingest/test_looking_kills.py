"""Photos are being looked at, and the worker is killed in the middle of it, again and again: the
tags, the directions and the pairs are those of a run that nobody disturbed, and nothing is looked
at twice beyond what was in hand."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlmodel import col, func, select

from ai.media import Decoder
from ai.tagging.opening import open_embedder
from chest.database import Database
from chest.ingest.looking import AT_ONCE, Looking
from chest.jobs.queue import LOOKING
from chest.models import (
    Asset,
    AssetState,
    AssetTag,
    Derivative,
    Embedding,
    LookAlike,
    Step,
    StepState,
    Understanding,
)
from storage.local import LocalStore
from tests.ai.tagging.drawings import DRAWN, draw
from tests.arrivals import arrive, once
from tests.builders import add_chest, add_family
from tests.looking_worker import TINY

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
            "SLOW_EYE": "0.3",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.looking_worker"],
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

    def log(self) -> str:
        return self._log.read_text()[-4000:]


@pytest.fixture
def workers(database: Database, tmp_path: Path) -> Iterator[Workers]:
    folder = tmp_path / "data"
    folder.mkdir()
    made = Workers(database, folder)
    yield made
    made.kill()


def photograph(number: int) -> bytes:
    """Every tenth one is the one before it again, saved with more loss."""
    is_again = number % 10 == 9
    of = number - 1 if is_again else number
    kept = BytesIO()
    picture = Image.fromarray(draw(list(DRAWN)[of % len(DRAWN)], of)[0])
    picture.save(kept, "JPEG", quality=60 if is_again else 92)
    return kept.getvalue()


def add_photos(database: Database, blobs: LocalStore, chest_id: UUID, number: int) -> list[UUID]:
    """Ready to be looked at: of a photo this small its preview is the file."""
    ids = []
    for n in range(number):
        source = photograph(n)
        asset_id = arrive(
            database,
            blobs,
            chest_id,
            source,
            name=f"{n:04}.jpg",
            state=AssetState.ready,
            sha256=f"{n:064x}",
            bytes=len(source),
        )
        with database.write() as session:
            asset = session.get(Asset, asset_id)
            assert asset is not None
            assert asset.storage_key is not None
            session.add(
                Derivative(
                    asset_id=asset_id,
                    kind="preview",
                    storage_key=asset.storage_key,
                    media_type="image/jpeg",
                    bytes=len(source),
                )
            )
        ids.append(asset_id)
    return ids


def count_done(database: Database, chest_id: UUID) -> int:
    with database.read() as session:
        return session.exec(
            select(func.count())
            .select_from(Understanding)
            .join(Asset, col(Asset.id) == col(Understanding.asset_id))
            .where(
                col(Asset.chest_id) == chest_id,
                col(Understanding.step) == Step.tag,
                col(Understanding.state) == StepState.done,
            )
        ).one()


def made_of(database: Database, chest_id: UUID) -> dict[str, Any]:
    """All that was found in a chest, told by the names of its files."""
    with database.read() as session:
        names = dict(
            session.exec(
                select(Asset.id, Asset.original_name).where(col(Asset.chest_id) == chest_id)
            ).all()
        )
        tags = session.exec(select(AssetTag).where(col(AssetTag.chest_id) == chest_id)).all()
        vectors = session.exec(select(Embedding).where(col(Embedding.chest_id) == chest_id)).all()
        pairs = session.exec(select(LookAlike).where(col(LookAlike.chest_id) == chest_id)).all()
    return {
        "tags": sorted((names[row.asset_id], row.label) for row in tags),
        "directions": sorted((names[row.asset_id], row.kind) for row in vectors),
        "pairs": sorted((row.first, row.second) for row in pairs),
    }


def kill_again_and_again(
    database: Database,
    workers: Workers,
    decoder: Decoder,
    tmp_path: Path,
    *,
    photos: int,
    kills: int,
) -> None:
    blobs = LocalStore(tmp_path / "data" / "blobs", secret=b"0" * 32)
    family = add_family(database)
    undisturbed = add_chest(database, family.keeper)
    looking = Looking(
        database=database,
        blobs=blobs,
        decoder=decoder,
        open_embedder=lambda: open_embedder("clip-onnx", TINY),
        cache=tmp_path / "labels",
    )
    for asset_id in add_photos(database, blobs, undisturbed, photos):
        looking.run(asset_id, once)
    ids = add_photos(database, blobs, family.chest_id, photos)
    rng = random.Random(1964)
    killed, seen, until = 0, -1, time.monotonic() + 120 + 40 * kills
    workers.start()
    while (done := count_done(database, family.chest_id)) < photos:
        assert time.monotonic() < until, f"{done} of {photos}\n{workers.log()}"
        # While a batch is seen, or just while it is written down; spread over all there is.
        if killed < kills and done > seen and done >= photos * killed // (kills + 1):
            time.sleep(rng.uniform(0.0, 0.6))
            workers.kill()
            killed, seen = killed + 1, done
            workers.start()
        time.sleep(0.02)
    workers.kill()
    assert killed == kills
    found, wanted = made_of(database, family.chest_id), made_of(database, undisturbed)
    assert found == wanted
    assert len(found["directions"]) == photos
    with database.read() as session:
        rows = session.exec(
            select(Understanding).where(
                col(Understanding.asset_id).in_(ids), col(Understanding.step) == Step.tag
            )
        ).all()
    assert all(row.state is StepState.done for row in rows)
    again = sum(row.attempts - 1 for row in rows)
    # Of each worker that dies, what each of its hands held may be looked at once more.
    assert again <= kills * AT_ONCE * LOOKING.concurrency


@pytest.mark.timeout(600)
@pytest.mark.one_database
def test_photos_survive_the_death_of_their_worker(
    database: Database, workers: Workers, decoder: Decoder, tmp_path: Path
) -> None:
    kill_again_and_again(database, workers, decoder, tmp_path, photos=60, kills=2)


@pytest.mark.hold
@pytest.mark.timeout(3600)
def test_five_hundred_photos_survive_fifty_deaths(
    database: Database, workers: Workers, decoder: Decoder, tmp_path: Path
) -> None:
    kill_again_and_again(database, workers, decoder, tmp_path, photos=500, kills=50)
