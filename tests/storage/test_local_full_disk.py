"""A disk without room, for real: a file system of 4 MiB in a mount namespace of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
MOUNT = 'mount -t tmpfs -o size=4m tmpfs "$1" && shift && exec "$@"'


def on_a_small_disk(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that sees a small disk at ``folder``; it is gone when the command ends."""
    unshare = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]
    return subprocess.run(
        [*unshare, "sh", "-c", MOUNT, "sh", str(folder), *command],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )


def test_a_full_disk_gets_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    if not shutil.which("unshare") or on_a_small_disk(tmp_path, "true").returncode != 0:
        pytest.skip(
            "A full disk was not tried: neither root nor a user namespace can mount one here."
        )
    done = on_a_small_disk(
        tmp_path, sys.executable, "-m", "tests.storage.full_disk", str(tmp_path / "chest")
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "as promised\n"
