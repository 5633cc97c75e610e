"""Folders of 100, 1,000 and 10,000 photographs by `python -m chest add`: seconds a photograph.

One chest for each folder, one folder after the other, in the same data directory: first the
command itself, then a worker until every photograph is understood. Reported are real seconds and
processor seconds a photograph. The cost of the next one must not grow with those before it.
Set CHEST_BENCH_PHOTOS to other sizes (`100,1000`), CHEST_BENCH_BROKEN to a share of broken files.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import numpy as np
import psutil
from PIL import Image
from sqlalchemy import func, select

from chest.library import open_library
from chest.models import Asset, AssetState
from chest.settings import Settings
from tests.app_server import AppServer, wait_for_setup

SIZES = [int(n) for n in os.environ.get("CHEST_BENCH_PHOTOS", "100,1000,10000").split(",")]
BROKEN = float(os.environ.get("CHEST_BENCH_BROKEN", 0))
FLAT_WITHIN = 1.2
_ROOT = Path(__file__).resolve().parents[1]
_FIRST_DAY = datetime(1991, 5, 2, 10, 0)


@dataclass(frozen=True)
class Cost:
    real: float
    processor: float


def main() -> int:
    print(f"photographs of 2 MP, {BROKEN:.0%} of them broken; seconds a photograph\n")
    print(f"{'photos':>8}{'add real':>10}{'add CPU':>9}{'understood real':>17}{'CPU':>8}{'a s':>7}")
    sums = []
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        server = AppServer(data, env={"CHEST_WORKER": "external"}).start()
        with closing(wait_for_setup(server)) as client:
            chests = [
                client.post("/api/chests", json={"name": f"Folder of {size}"})
                .raise_for_status()
                .json()["id"]
                for size in SIZES
            ]
        server.stop()
        for size, chest in zip(SIZES, chests, strict=True):
            folder = Path(name) / f"photos-{size}"
            _write_photos(folder, size)
            added = _cost_of(lambda chest=chest, folder=folder: _add(data, chest, folder))
            understood = _cost_of(lambda chest=chest, size=size: _understand(data, chest, size))
            real = (added.real + understood.real) / size
            sums.append(real)
            print(
                f"{size:>8}{added.real / size:>10.4f}{added.processor / size:>9.4f}"
                f"{understood.real / size:>17.4f}{understood.processor / size:>8.4f}"
                f"{1 / real:>7.1f}",
                flush=True,
            )
            for path in folder.iterdir():
                path.unlink()
    ratio = sums[-1] / min(sums)
    print(f"\n{SIZES[-1]} beside the cheapest: {ratio:.2f}×   target ≤ {FLAT_WITHIN}×")
    return 0 if ratio <= FLAT_WITHIN else 1


def _write_photos(folder: Path, count: int) -> None:
    """Photographs of two megapixels, so that little hides a growing cost. They differ in their day
    and their bytes."""
    folder.mkdir()
    noise = np.random.default_rng(1931).integers(0, 40, (300, 400, 3), dtype=np.uint8)
    slope = np.linspace(0, 200, 1600, dtype=np.uint8)[None, :, None].repeat(1200, 0)
    pixels = slope.repeat(3, 2) + np.asarray(Image.fromarray(noise).resize((1600, 1200)))
    picture = BytesIO()
    Image.fromarray(pixels).save(picture, "JPEG", quality=85)
    body = picture.getvalue()[2:]
    chance = random.Random(count)
    for number in range(count):
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9003] = (
            f"{_FIRST_DAY + timedelta(hours=7 * number):%Y:%m:%d %H:%M:%S}"
        )
        block = exif.tobytes()
        said = f"{count}-{number}".encode()
        head = b"\xff\xd8\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block
        head += b"\xff\xfe" + (len(said) + 2).to_bytes(2, "big") + said
        whole = head + body
        if chance.random() < BROKEN:
            whole = head + bytes(chance.randbytes(len(body) // 8))
        (folder / f"IMG_{number:05}.jpg").write_bytes(whole)


def _cost_of(work: Callable[[], float]) -> Cost:
    """What `work` took. It answers processor seconds that are not those of ended children."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    further = work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - began, used + further)


def _environment(data: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CHEST_")}
    return {**kept, "CHEST_DATA_DIR": str(data)}


def _add(data: Path, chest: str, folder: Path) -> float:
    subprocess.run(
        [sys.executable, "-m", "chest", "add", chest, folder],
        cwd=_ROOT,
        env=_environment(data),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return 0.0


def _understand(data: Path, chest: str, count: int) -> float:
    worker = subprocess.Popen(
        [sys.executable, "worker.py"], cwd=_ROOT, env=_environment(data), stderr=subprocess.DEVNULL
    )
    library = open_library(Settings(data_dir=data))
    unfinished = select(func.count()).where(
        Asset.state == AssetState.processing, Asset.chest_id == UUID(chest)
    )
    try:
        while True:
            with library.database.read() as session:
                if session.execute(unfinished).scalar_one() == 0:
                    break
            time.sleep(0.25)
        family = [psutil.Process(worker.pid), *psutil.Process(worker.pid).children(recursive=True)]
        times = [one.cpu_times() for one in family]
        used = sum(one.user + one.system for one in times)
        # Ended decoders count as the worker's children.
        used += times[0].children_user + times[0].children_system
    finally:
        library.close()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        worker.terminate()
        worker.wait(30)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used - ended


if __name__ == "__main__":
    sys.exit(main())
