"""The power goes while a chest is packed: whoever goes on begins behind the last whole piece."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import bagit
import pytest

from chest.database import Database
from chest.models import ExportFormat, ExportState
from storage.local import LocalStore
from tests.app_server import ROOT
from tests.builders import Family
from tests.chest.exports.conftest import Exporting

KILLS = [
    3,  # among the memories
    pytest.param(1, marks=pytest.mark.hold),
    pytest.param(2, marks=pytest.mark.hold),
    pytest.param(4, marks=pytest.mark.hold),  # what tells of all of them
    pytest.param(5, marks=pytest.mark.hold),  # the list of contents
]


@pytest.mark.parametrize("number", KILLS)
@pytest.mark.one_database
def test_a_killed_worker_leaves_what_the_next_goes_on_with(
    database: Database,
    exporting: Exporting,
    filled: Family,
    blobs: LocalStore,
    tmp_path: Path,
    number: int,
) -> None:
    begun = exporting.manager.begin(filled.keeper, filled.chest_id, ExportFormat.bagit)
    words = [database.url, str(tmp_path / "blobs"), str(begun.id)]
    command = [sys.executable, "-m", "tests.packing_worker", *words]
    killed = subprocess.run([*command, str(number)], cwd=ROOT, timeout=150)
    assert killed.returncode == -signal.SIGKILL
    half = exporting.manager.get(filled.keeper, begun.id)
    assert (half.state, half.done) == (ExportState.making, min(2 * (number - 1), 5))
    exporting.manager.open_job().pack(begun.id)
    made = exporting.manager.get(filled.keeper, begun.id)
    assert (made.state, made.done) == (ExportState.ready, 5)
    path = exporting.fetch(filled.keeper, begun.id, tmp_path / made.name)
    with ZipFile(path) as file:
        assert file.testzip() is None
        assert len(set(file.namelist())) == len(file.namelist())
        file.extractall(tmp_path / "unpacked")
    assert bagit.Bag(str(tmp_path / "unpacked" / made.name.removesuffix(".zip"))).validate()
    kept = {key for key, _ in exporting.manager.open_file(filled.keeper, begun.id).pieces}
    assert set(blobs.iter_keys(f"v1/{filled.chest_id}/x/")) == kept  # nothing is left over
