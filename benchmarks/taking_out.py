"""A chest of 2,000 memories is packed as a bag, checked, and brought into an empty installation.

Each step in a process of its own, as `python -m chest` runs it: seconds, and the most memory that
the process had. Set CHEST_BENCH_MEMORIES for another number.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from chest.library import open_library
from chest.migrations import migrate
from chest.settings import Settings
from tests.app_server import ROOT
from tests.made_chest import make_chest

NUMBER = int(os.environ.get("CHEST_BENCH_MEMORIES", 2000))
MOST_SECONDS, MOST_MIB = 120.0, 400.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        there, here = place / "there", place / "here"
        for one in (there, here):
            one.mkdir()
        library = open_library(Settings(_env_file=None, data_dir=there))
        migrate(library.database)
        made = make_chest(library.database, library.blobs, NUMBER)
        library.close()
        print(f"{NUMBER} memories{'':14} {'seconds':>9} {'MiB':>7}   target")
        bag = place / "bag.zip"
        missed = 0
        for name, at, words in (
            ("packed as a bag", there, ("export", str(made.family.chest_id), "--to", str(bag))),
            ("checked and brought in", here, ("import", str(bag))),
        ):
            code, seconds, mib = _run(at, *words)
            missed += code != 0 or seconds > MOST_SECONDS or mib > MOST_MIB
            target = f"≤ {MOST_SECONDS:.0f} s, ≤ {MOST_MIB:.0f} MiB"
            print(f"{name:28} {seconds:>8.1f} {mib:>7.0f}   {target}")
        print(f"The bag has {bag.stat().st_size / 2**20:.1f} MiB.")
    return 1 if missed else 0


def _run(data_dir: Path, *words: str) -> tuple[int, float, float]:
    """How it ended, how long it took, and the most memory it had (MiB)."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("CHEST_")}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "chest", *words],
        cwd=data_dir.parent,
        env={**clean, "PYTHONPATH": str(ROOT), "CHEST_DATA_DIR": str(data_dir)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.perf_counter() - began, used.ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
