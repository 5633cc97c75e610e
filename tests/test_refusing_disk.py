"""A disk that is full or can only be read, for real: file systems of their own, in mount namespaces
of their own, and the application as people start it. The scenarios are in `refusing_disk.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app_server import ROOT
from tests.refusing_disk import SCENARIOS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

MOUNT = 'mount -t tmpfs -o size=12m tmpfs "$1" && shift && exec "$@"'

Running = dict[str, tuple[subprocess.Popen[bytes], Path]]


def on_a_small_disk(folder: Path, out: Path, *command: str) -> subprocess.Popen[bytes]:
    """Start a command that sees a small disk at `folder`, which is gone when the command ends.
    What it says goes to the file `out`."""
    folder.mkdir()
    unshare = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]
    with out.open("wb") as file:
        return subprocess.Popen(
            [*unshare, "sh", "-c", MOUNT, "sh", str(folder), *command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Every scenario, all at once: they mostly wait for half a minute to pass."""
    folder = tmp_path_factory.mktemp("disks")
    if (
        not shutil.which("unshare")
        or on_a_small_disk(folder / "try", folder / "try.out", "true").wait() != 0
    ):
        # In CI too: whether a kernel lets somebody mount is nothing that could be installed.
        pytest.skip(
            "A full or read-only disk was not tried: neither root nor a user namespace can mount "
            "one here."
        )
    begun = {}
    for name in SCENARIOS:
        disk, out, log = folder / name, folder / f"{name}.out", folder / f"{name}.log"
        words = (sys.executable, "-m", "tests.refusing_disk", str(disk), name, str(log))
        begun[name] = on_a_small_disk(disk, out, *words), out
    yield begun
    for process, _ in begun.values():
        process.terminate()
        process.wait()


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_disk_that_refuses_leaves_sentences_and_loses_nothing(
    running: Running, name: str
) -> None:
    process, out = running[name]
    status = process.wait(380)
    said = out.read_text(errors="replace")
    assert status == 0, said[-6000:]
    assert said.endswith("as promised\n")
