"""`python -m chest keys`, as whoever runs the installation says it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storage.local import LocalStore
from tests.command_line import CommandLine


@pytest.fixture
def terminal(tmp_path: Path, sqlite_template: Path) -> CommandLine:
    home = CommandLine(tmp_path / "data")
    home.data_dir.mkdir()
    shutil.copy(sqlite_template, home.data_dir / "chest.db")
    return home


def test_keys_are_made_listed_wrapped_anew_and_open_what_was_there(
    terminal: CommandLine, tmp_path: Path
) -> None:
    refused = terminal.run("keys", "list")
    assert (refused.returncode, "CHEST_ENCRYPT=on" in refused.stderr) == (1, True)
    plain = LocalStore(terminal.data_dir / "blobs", secret=b"0" * 32)
    for n in range(5):
        plain.put(f"v1/o/{n}", [b"bread" * n])
    terminal.env |= {"CHEST_ENCRYPT": "on"}
    refused = terminal.run("keys")
    assert (refused.returncode, "there is no master key" in refused.stderr) == (1, True)

    terminal.env["CHEST_MASTER_KEY_FILE"] = str(tmp_path / "master.key")
    assert "no key yet" in terminal.run("keys").stdout
    assert "Encrypted: 5." in terminal.run("keys", "encrypt").stdout
    assert "Encrypted: 0." in terminal.run("keys", "encrypt").stdout
    assert list(plain.iter_keys()) == []
    assert "from now on" in terminal.run("keys", "rotate").stdout
    newest, oldest = terminal.run("keys", "list").stdout.splitlines()
    assert "opens and encrypts" in newest
    assert "opens and encrypts" not in oldest
    assert "age1" in oldest

    assert "Set CHEST_NEW_MASTER_KEY" in terminal.run("keys", "rewrap").stderr
    new = "a new master key that nobody will guess"
    terminal.env["CHEST_NEW_MASTER_KEY"] = new
    assert "2 of 2 keys" in terminal.run("keys", "rewrap").stdout
    wrong = terminal.run("keys", "list")
    assert (wrong.returncode, "another master key" in wrong.stderr) == (1, True)
    del terminal.env["CHEST_NEW_MASTER_KEY"], terminal.env["CHEST_MASTER_KEY_FILE"]
    terminal.env["CHEST_MASTER_KEY"] = new
    listed = terminal.run("keys", "list").stdout
    assert listed.count("wrapped by CHEST_MASTER_KEY") == 2
    assert new not in listed
    told = terminal.run("doctor").stdout
    assert "encryption: is on; 5 files lie encrypted. Keep CHEST_MASTER_KEY apart" in told

    terminal.env["CHEST_ENCRYPT"] = "off"
    assert "CHEST_ENCRYPT is off" in terminal.run("keys", "encrypt").stderr
    with_key = terminal.open_library()
    assert b"".join(with_key.blobs.iter_range("v1/o/4")) == b"bread" * 4
    with_key.close()
