"""A writer is killed at random moments, again and again; what was promised must hold.

A kill leaves the system's memory as it is, so this proves the order of the writes against each
other, not that they reached the medium; that order is looked at in ``test_local.py``.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from storage.local import LocalStore
from storage.part_logs import read_log
from storage.parts import Handle
from tests.storage.writer import BLOB, PART, PARTS, SECRET, SIZE, blob, part, send

PROJECT = Path(__file__).parents[2]
SEED = int(os.environ.get("CHEST_TEST_SEED", "20190321"))
KILLS = int(os.environ.get("CHEST_TEST_KILLS", "12"))


def kill_while_writing(*arguments: str, after: float) -> None:
    command = [sys.executable, "-m", "tests.storage.writer", *arguments]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"writing\n"
        time.sleep(after)
        process.kill()
    assert process.returncode == -signal.SIGKILL


def logged_digests(root: Path, handle: str) -> dict[int, str]:
    (path,) = (root / "incoming").glob("*.log")
    with path.open("rb") as log:
        return read_log(log.fileno(), Handle.parse(handle, "l1"))


def test_every_part_that_is_listed_is_right_however_often_the_writer_is_killed(
    tmp_path: Path,
) -> None:
    chance = Random(SEED)
    handle = LocalStore(tmp_path, secret=SECRET).begin_parts("v1/film", size=SIZE, part_size=PART)
    seen: set[int] = set()
    for kill in range(KILLS):
        kill_while_writing(
            "parts", str(tmp_path), handle, str(SEED + kill), after=chance.uniform(0, 0.3)
        )
        listed = LocalStore(tmp_path, secret=SECRET).list_parts(handle)
        digests = logged_digests(tmp_path, handle)
        assert set(listed) == set(digests)
        (data,) = (tmp_path / "incoming").glob("*.data")
        with data.open("rb") as file:
            for n, info in listed.items():
                file.seek((n - 1) * PART)
                there = hashlib.sha256(file.read(info.size)).hexdigest()
                assert there == digests[n], f"part {n} after kill {kill} of {SEED}"
        seen.add(len(listed))
    assert max(seen) > 0, "nothing arrived before any kill, so nothing was proved"

    store = LocalStore(tmp_path, secret=SECRET)
    for n in range(1, PARTS + 1):
        asyncio.run(send(store, handle, n, 0))
    assert store.complete_parts(handle).size == SIZE
    found = b"".join(store.iter_range("v1/film"))
    assert found == b"".join(part(n, 0) for n in range(1, PARTS + 1))
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_blob_is_old_or_new_however_often_its_writer_is_killed(tmp_path: Path) -> None:
    chance = Random(SEED)
    LocalStore(tmp_path, secret=SECRET).put("v1/picture", [blob(0)])
    seen: set[int] = set()
    for kill in range(KILLS):
        kill_while_writing("blobs", str(tmp_path), "v1/picture", after=chance.uniform(0, 0.2))
        store = LocalStore(tmp_path, secret=SECRET)
        found = b"".join(store.iter_range("v1/picture"))
        assert len(found) == BLOB, f"after kill {kill} of {SEED}"
        assert len(set(found)) == 1, f"after kill {kill} of {SEED}"
        assert list(store.iter_keys()) == ["v1/picture"]
        seen.add(found[0])
    assert len(seen) > 1, "every kill came before the first blob, so nothing was proved"

    # Halves of files that the killed left behind go when a store is opened an hour later.
    incoming = tmp_path / "incoming"
    left = list(incoming.iterdir())
    assert all(re.fullmatch(r"put-[0-9a-f]{32}\.tmp", path.name) for path in left)
    for path in left:
        os.utime(path, (0, 0))
    LocalStore(tmp_path, secret=SECRET)
    assert list(incoming.iterdir()) == []
