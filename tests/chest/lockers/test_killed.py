"""Killed at whatever moment, locking and unlocking go on, and nothing is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from chest.database import Database
from chest.models import LockerState
from tests.app_server import ROOT
from tests.builders import Family
from tests.chest.lockers.conftest import PASSPHRASE, Lockers
from tests.chest.lockers.test_locking import find_words

# Deeds are writes and blobs: at the first, while it packs, while it deletes, towards the end.
MOMENTS = [1, 3, 10, 20, 30]


def go_on(lockers: Lockers, family: Family, *, until: int) -> int:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.locking_worker"),
            *(lockers.database.url, str(lockers.folder), str(family.chest_id), str(until)),
        ],
        cwd=ROOT,
        capture_output=True,
        timeout=300,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode


def _check(
    database: Database, lockers: Lockers, filled: Family, tmp_path: Path, moment: int
) -> None:
    keeper, chest_id = filled.keeper, filled.chest_id
    lockers.make_private(keeper, chest_id)
    rows, files = lockers.rows(chest_id), lockers.bytes_of(chest_id)

    lockers.manager.lock(keeper, chest_id)
    assert go_on(lockers, filled, until=moment) == -signal.SIGKILL
    assert lockers.state(keeper, chest_id) is LockerState.locking
    lockers.job.go_on(chest_id)
    assert lockers.state(keeper, chest_id) is LockerState.locked
    assert find_words(database, lockers.folder, tmp_path) == []

    lockers.manager.unlock(keeper, chest_id, PASSPHRASE)
    assert go_on(lockers, filled, until=moment) == -signal.SIGKILL
    assert lockers.state(keeper, chest_id) is LockerState.unlocking
    lockers.job.go_on(chest_id)
    assert lockers.state(keeper, chest_id) is LockerState.open
    assert lockers.rows(chest_id) == rows
    assert {key: data for key, data in lockers.bytes_of(chest_id).items() if key in files} == files


@pytest.mark.one_database
def test_killed_in_the_middle_it_goes_on(
    database: Database, lockers: Lockers, filled: Family, tmp_path: Path
) -> None:
    _check(database, lockers, filled, tmp_path, 10)


@pytest.mark.hold
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_it_goes_on(
    database: Database, lockers: Lockers, filled: Family, tmp_path: Path, moment: int
) -> None:
    _check(database, lockers, filled, tmp_path, moment)
