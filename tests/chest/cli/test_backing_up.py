"""`backup`, `verify` and `restore` from a terminal, and the next start after them."""

from __future__ import annotations

import shutil
from pathlib import Path

from chest.access.viewers import AccountViewer
from storage.age_format import Identity
from tests.command_line import CommandLine


def test_a_chest_is_backed_up_verified_and_brought_back_from_a_terminal(
    tmp_path: Path, sqlite_template: Path
) -> None:
    terminal = CommandLine(tmp_path / "data")
    terminal.data_dir.mkdir()
    shutil.copy(sqlite_template, terminal.data_dir / "chest.db")
    library = terminal.open_library()
    ana = library.accounts.sign_up(
        email="ana@example.org",
        password="a short sentence",
        name="Ana",
        setup_code=library.accounts.setup_code,
    )
    library.chests.create(AccountViewer(account_id=ana.id), name="Rosa Almeida")
    library.close()
    identity = Identity.make()
    key, wrong = tmp_path / "identity.txt", tmp_path / "wrong.txt"
    key.write_text(f"# created: today\n{identity}\n")
    wrong.write_text("AGE-SECRET-KEY-1NONE\n")
    place = tmp_path / "place"

    nowhere = terminal.run("verify", place)
    assert nowhere.returncode == 1
    assert "There is no backup in" in nowhere.stderr
    assert not place.exists()
    made = terminal.run("backup", place, "--recipient", str(identity.recipient))
    assert made.returncode == 0, made.stderr
    assert "0 memories" in made.stdout
    listed = terminal.run("backup", "list", place)
    assert listed.stdout.count("\n") == 1
    assert "encrypted" in listed.stdout
    looked = terminal.run("verify", place)
    assert looked.returncode == 0, looked.stderr
    assert "Compared without opening it" in looked.stdout
    refused = terminal.run("restore", place, "--identity", wrong)
    assert refused.returncode == 1
    assert "NONE" not in refused.stderr + refused.stdout
    sheet = terminal.run("backup", "sheet")
    assert str(identity.recipient) in sheet.stdout

    other = CommandLine(tmp_path / "elsewhere")
    back = other.run("restore", place, "--identity", key)
    assert back.returncode == 0, back.stderr
    assert "Links and receipts that were given out work" in back.stdout
    left = {path.name for path in other.data_dir.iterdir()}
    assert left == {"backups", "blobs", "chest.db", "secret.key"}
    again = other.run("restore", place, "--identity", key)
    assert again.returncode == 1
    assert "Something is kept here already" in again.stderr
    found = other.open_library()
    chests = found.chests.list_chests(AccountViewer(account_id=ana.id))
    assert [one.name for one in chests] == ["Rosa Almeida"]
    found.close()

    for piece in place.rglob("*-*"):
        if piece.is_file():
            piece.write_bytes(piece.read_bytes()[:-1] + b"?")
    damaged = CommandLine(tmp_path / "third").run("restore", place, "--identity", key)
    assert damaged.returncode == 1
    assert "is not as it was written" in damaged.stderr
