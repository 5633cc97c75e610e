"""What encryption costs: writing, reading and seeking in a folder, as a ratio to plain, in one run.

Plain and encrypted take turns, so that whatever else the machine does meets both; reported is the
middle one of several rounds. Reading is from the system's memory, so the disk hides nothing of it.
Set CHEST_BENCH_BYTES for another size.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median

from storage.base import BlobStore
from storage.factory import open_store
from storage.master_keys import GivenKey

MIB = 1024**2
SIZE = int(os.environ.get("CHEST_BENCH_BYTES", 256 * MIB))
ROUNDS = 5
SMALL, SMALL_SIZE = 200, 60_000  # pictures of a timeline
SEEKS, SEEK_SIZE = 300, MIB
MOST = 8.0  # times as long: plain bytes come from the memory of the system, at its full speed


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        secret = b"a secret of the benchmark"
        master = GivenKey(b"a master key of the benchmark, long enough", "CHEST_MASTER_KEY")
        stores = {
            "plain": open_store(str(Path(folder) / "plain"), secret=secret),
            "encrypted": open_store(
                str(Path(folder) / "encrypted"), secret=secret, master_key=master, encrypts=True
            ),
        }
        worst = 0.0
        print(f"{'':28} {'plain':>12} {'encrypted':>12} {'ratio':>7}   target")
        for name, work, said in _works():
            seconds = _measure(stores, work)
            ratio = seconds["encrypted"] / seconds["plain"]
            worst = max(worst, ratio)
            plain, sealed = (said(seconds[kind]) for kind in ("plain", "encrypted"))
            print(f"{name:28} {plain:>12} {sealed:>12} {ratio:>6.1f}×   ≤ {MOST:g}×")
    return 0 if worst <= MOST else 1


Work = Callable[[BlobStore], object]


def _works() -> Iterator[tuple[str, Work, Callable[[float], str]]]:
    block = os.urandom(MIB)
    picture = os.urandom(SMALL_SIZE)
    starts = [Random(n).randrange(max(1, SIZE - SEEK_SIZE)) for n in range(SEEKS)]

    def speed(seconds: float) -> str:
        return f"{SIZE / MIB / seconds:.0f} MB/s"

    def each(number: int) -> Callable[[float], str]:
        return lambda seconds: f"{1000 * seconds / number:.2f} ms"

    def write(store: BlobStore) -> None:
        store.put("film", (block for _ in range(SIZE // MIB)))

    def read(store: BlobStore, start: int = 0, stop: int | None = None) -> None:
        for _ in store.iter_range("film", start=start, stop=stop):
            pass

    def write_small(store: BlobStore) -> None:
        for n in range(SMALL):
            store.put(f"small/{n}", [picture])

    def read_small(store: BlobStore) -> None:
        for n in range(SMALL):
            for _ in store.iter_range(f"small/{n}"):
                pass

    def seek(store: BlobStore) -> None:
        for start in starts:
            read(store, start, start + SEEK_SIZE)

    yield f"write {SIZE // MIB} MiB, durably", write, speed
    yield f"read {SIZE // MIB} MiB", read, speed
    yield f"seek and read {SEEK_SIZE // MIB} MiB", seek, each(SEEKS)
    yield f"write {SMALL_SIZE // 1000} KB, durably", write_small, each(SMALL)
    yield f"read {SMALL_SIZE // 1000} KB", read_small, each(SMALL)


def _measure(stores: dict[str, BlobStore], work: Work) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in stores}
    for _ in range(ROUNDS):
        for name, store in stores.items():
            began = time.perf_counter()
            work(store)
            taken[name].append(time.perf_counter() - began)
    return {name: median(seconds) for name, seconds in taken.items()}
