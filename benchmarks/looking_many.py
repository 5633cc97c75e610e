"""A thousand small pictures through looking, from preview to tags and pairs, by one worker and two.

What is counted is the whole job over each picture: opening its preview, the model, tags, directions
and look-alikes in the database (SQLite in a file). First the tiny CLIP, so that what is measured is
our own work: processor seconds of one thread for the first hundred pictures of a chest, and for as
many once it holds a thousand (CHEST_BENCH_PICTURES=10000 goes further). Then CLIP ViT-B/32 of its
true size with random weights, made here: two processes of one thread each against one, taking
turns, by the clock; the ratio of the medians counts. Without two free cores it says nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from PIL import Image

from ai.media import Decoder
from ai.tagging.base import Embedder
from ai.tagging.opening import open_embedder
from benchmarks.looking import make_model
from chest.database import Database
from chest.ingest.looking import AT_ONCE, Looking
from chest.ingest.understanding_rows import expect_understanding
from chest.migrations import migrate
from chest.models import Account, Asset, AssetState, Chest, Derivative, Kind
from chest.models.base import new_id
from storage.local import LocalStore

FLAT = 1.3
PART = 100  # pictures that are timed at each size
ROUNDS = 3
PICTURES_EACH = 48
LEAST_TIMES_TWO = 1.5
_TINY = Path(__file__).parents[1] / "tests" / "ai" / "tagging" / "tiny"


def main() -> int:
    missed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        missed += _see_flat(folder / "flat")
        model = folder / "clip"
        make_model(model)
        missed += _see_two(folder, model)
    print("\n" + ("Missed: " + "; ".join(missed) if missed else "All targets met."))
    return 1 if missed else 0


def _see_flat(folder: Path) -> list[str]:
    """What a picture costs in a chest that holds few, and in one that holds many."""
    sizes = [PART, 1_000]
    if further := int(os.environ.get("CHEST_BENCH_PICTURES", 0)):
        sizes.append(further)
    bench = _Bench(folder, lambda: open_embedder("clip-onnx", _TINY))
    each: list[float] = []
    began = time.monotonic()
    for size in sizes:
        bench.look(max(0, size - PART - bench.number))
        cpu, wall = time.process_time(), time.monotonic()
        bench.look(PART)
        each.append((time.process_time() - cpu) / PART)
        wall = (time.monotonic() - wall) / PART
        print(
            f"{size:7,} pictures: {each[-1] * 1e3:7.1f} ms of processor each "
            f"({1 / wall:6.1f} pictures a second by the clock)"
        )
    print(f"in all {time.monotonic() - began:.0f} s")
    bench.close()
    ratio = max(each) / min(each)
    print(f"most ÷ least            {ratio:8.2f} (target at most {FLAT})\n")
    return [f"{ratio:.2f}× with the number of pictures"] if ratio > FLAT else []


def _see_two(folder: Path, model: Path) -> list[str]:
    rates: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(ROUNDS):
        for workers in rates:
            rates[workers].append(_rate(folder / f"{workers}-{turn}", model, workers))
    one, two = (statistics.median(rates[workers]) for workers in rates)
    print(f"one worker:  {one:8.1f} pictures a second by the clock")
    print(f"two workers: {two:8.1f}")
    print(f"two ÷ one                {two / one:8.2f} (target {LEAST_TIMES_TWO})")
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, of which {load:.1f} were asked for by all that runs here")
    return [f"two workers only {two / one:.2f}×"] if two / one < LEAST_TIMES_TWO else []


def _rate(folder: Path, model: Path, workers: int) -> float:
    """Pictures a second, once every worker has its model in memory."""
    bench = _Bench(folder, lambda: open_embedder("clip-onnx", model), chests=workers)
    lots = [bench.add(PICTURES_EACH + AT_ONCE, chest=n) for n in range(workers)]
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(workers + 1)
    running = [context.Process(target=_work, args=(folder, model, lot, barrier)) for lot in lots]
    for process in running:
        process.start()
    barrier.wait()
    began = time.monotonic()
    for process in running:
        process.join()
        if process.exitcode:
            sys.exit(f"A worker ended with {process.exitcode}.")
    bench.close()
    return PICTURES_EACH * workers / (time.monotonic() - began)


def _work(folder: Path, model: Path, ids: list[UUID], barrier: Barrier) -> None:
    bench = _Bench(folder, lambda: open_embedder("clip-onnx", model), chests=0)
    bench.looking.run(ids[0], _once)  # and a batch with it: the labels too are encoded by then
    barrier.wait()
    for asset_id in ids[AT_ONCE:]:
        bench.looking.run(asset_id, _once)
    bench.close()


class _Bench:
    """A chest of small pictures, and what looks at them."""

    def __init__(self, folder: Path, open_it: Callable[[], Embedder], *, chests: int = 1) -> None:
        """With no `chests`, those that another one made."""
        folder.mkdir(exist_ok=True)
        self._database = Database(f"sqlite:///{folder / 'chest.db'}")
        self._blobs = LocalStore(folder / "blobs", secret=b"0" * 32)
        self._decoder = Decoder()
        self._rng = random.Random(1964)
        self.number = 0
        self.looking = Looking(
            database=self._database,
            blobs=self._blobs,
            decoder=self._decoder,
            open_embedder=open_it,
            cache=folder.parent / "labels",
        )
        self._chests = [new_id() for _each in range(chests)]
        if chests:
            migrate(self._database)
            with self._database.write() as session:
                keeper = Account(email="a@example.org", name="Ana", password_hash="-")
                session.add(keeper)
                session.flush()
                session.add_all(
                    Chest(id=one, name="Rosa", created_by=keeper.id) for one in self._chests
                )

    def look(self, number: int) -> None:
        for asset_id in self.add(number):
            self.looking.run(asset_id, _once)

    def add(self, number: int, *, chest: int = 0) -> list[UUID]:
        """So many more pictures that wait to be looked at."""
        ids = []
        chest_id = self._chests[chest]
        for _each in range(number):
            key = f"v1/{chest_id}/o/{self.number}"
            picture = _photograph(self._rng)
            self._blobs.put(key, [picture])
            with self._database.write() as session:
                asset = Asset(
                    chest_id=chest_id,
                    kind=Kind.photo,
                    state=AssetState.ready,
                    taken_sort="9" * 29,
                    storage_key=key,
                    sha256=f"{self.number:064x}",
                    bytes=len(picture),
                )
                session.add(asset)
                session.flush()
                session.add(
                    Derivative(
                        asset_id=asset.id,
                        kind="preview",
                        storage_key=key,
                        media_type="image/jpeg",
                        bytes=len(picture),
                    )
                )
                expect_understanding(session, asset, None)
                ids.append(asset.id)
            self.number += 1
        return ids

    def close(self) -> None:
        self._decoder.close()
        self._database.close()


def _photograph(rng: random.Random) -> bytes:
    noise = np.random.default_rng(rng.randrange(1 << 32)).integers(0, 255, (15, 20, 3), np.uint8)
    kept = BytesIO()
    Image.fromarray(noise).resize((320, 240)).save(kept, "JPEG", quality=82)
    return kept.getvalue()


def _once(_name: str, work: Callable[[], Any]) -> Any:
    return work()
