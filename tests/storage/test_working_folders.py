"""What lies plain for a moment does not stay when the power goes."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from storage.working_folders import delete_left_folders, working_folder
from tests.app_server import ROOT

COPYING = """
from pathlib import Path
from storage.working_folders import working_folder
with working_folder() as folder:
    Path(folder, "blob").write_text("Querida Ana")
    print(folder, flush=True)
    input()
"""


@pytest.fixture(autouse=True)
def tmpdir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def test_what_a_killed_process_left_is_deleted_and_what_is_used_stays(tmp_path: Path) -> None:
    (tmp_path / "chest-else").mkdir()
    with (
        subprocess.Popen(
            [sys.executable, "-c", COPYING],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
        working_folder() as mine,
    ):
        assert process.stdout
        left = Path(process.stdout.readline().strip())
        assert delete_left_folders(untouched_for=0) == 0
        assert (left / "blob").read_text() == "Querida Ana"
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert delete_left_folders() == 0  # it may be a moment old
        assert delete_left_folders(untouched_for=0) == 1
        assert {path.name for path in tmp_path.iterdir()} == {"chest-else", Path(mine).name}
    assert [path.name for path in tmp_path.iterdir()] == ["chest-else"]
