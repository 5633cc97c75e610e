"""The power goes while a backup is made, thinned out or brought back: what was there is whole, and
whoever goes on comes to the same end."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from chest.upkeep.backups.vault import Contents
from chest.upkeep.backups.verifying import verify
from tests.app_server import ROOT
from tests.builders import Family
from tests.chest.upkeep.backups.conftest import Elsewhere, Home, read_files, read_rows
from tests.chest.upkeep.backups.test_erased import make_yesterday

HOLD = pytest.mark.hold
# README, marker, the database, what was erased, six files of five kinds, what is in it, the list,
# and the head.
MOMENTS = (1, 3, 5, 7, 10, 11)


def at_moments(moments: Sequence[int], *, quick: int) -> pytest.MarkDecorator:
    """Each on both databases; one of them in the normal run."""
    return pytest.mark.parametrize(
        ("database_url", "number"),
        [
            pytest.param(kind, number, marks=() if (kind, number) == ("sqlite", quick) else HOLD)
            for kind in ("sqlite", "postgres")
            for number in moments
        ],
        indirect=["database_url"],
    )


def run(do: str, home: Home, url: str, data: Path, place: str, what: str, number: int) -> int:
    folder = str(data.parent / "blobs") if do == "make" else "-"
    words = [do, url, str(data), folder, place, what, str(number)]
    command = [sys.executable, "-m", "tests.backing_up_worker", *words]
    return subprocess.run(command, cwd=ROOT, timeout=150).returncode


@at_moments(MOMENTS, quick=7)
def test_a_backup_that_was_killed_is_none_and_the_next_goes_on(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere, number: int
) -> None:
    data = home.settings.data_dir
    killed = run("make", home, home.database.url, data, address, "put", number)
    assert killed == -signal.SIGKILL
    vault = home.open(address)
    assert vault.list_head_keys() == []
    whole = set(vault.iter_pieces())
    for name in whole:
        vault.read_piece(name)  # raises for what is not whole
    made = home.make(address)
    assert made.sent <= made.pieces + 1 - max(0, len(whole) - 4)
    assert verify(vault).faults == []
    assert list((data / "backups").glob("work-*")) == []
    elsewhere.bring_back(vault)
    with elsewhere.database() as database:
        assert read_rows(database) == read_rows(home.database)


@HOLD
def test_killed_again_and_again_it_comes_to_its_end(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    dice = random.Random(1931)
    data = home.settings.data_dir
    for _ in range(8):
        number = dice.randrange(1, 9)
        assert run("make", home, home.database.url, data, address, "put", number) in (0, -9)
    home.make(address)
    assert verify(home.open(address)).faults == []
    assert elsewhere.bring_back(home.open(address)).files == 6


@at_moments((1, 2, 3), quick=3)
def test_killed_while_old_ones_go_nothing_that_is_needed_is_gone(
    home: Home,
    filled: Family,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    for _ in range(2):  # of one day the newer stays, and the older one's own pieces go
        make_yesterday(home, address, monkeypatch)
        monkeypatch.setattr("chest.upkeep.backups.manager.forget", lambda *_: (0, 0))
    monkeypatch.undo()
    data = home.settings.data_dir
    killed = run("make", home, home.database.url, data, address, "delete", number)
    assert killed == -signal.SIGKILL
    vault = home.open(address)
    assert verify(vault).faults == []
    home.make(address)
    assert verify(vault).faults == []
    assert len(vault.list_heads()) == 2
    needed: set[str] = set()
    for head in vault.list_heads():
        needed |= {*head.pieces, *Contents(vault, head).iter_needed()}
    assert set(vault.iter_pieces()) == needed


@at_moments((1, 3, 5), quick=3)
def test_bringing_back_goes_on_where_it_was_killed(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere, number: int
) -> None:
    home.make(address)
    url = elsewhere.settings.resolved_database_url
    killed = run("restore", home, url, elsewhere.settings.data_dir, address, "put", number)
    assert killed == -signal.SIGKILL
    if home.database.is_sqlite:
        assert not (elsewhere.settings.data_dir / "chest.db").exists()
    done = elsewhere.bring_back(home.open(address))
    assert (done.files, done.faults) == (6, [])
    with elsewhere.database() as database:
        assert read_rows(database) == read_rows(home.database)
    assert read_files(elsewhere.open_blobs()) == read_files(home.blobs)
