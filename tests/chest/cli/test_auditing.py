"""`audit` from a terminal: the first line that is not as it was, and hashes kept elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlmodel import col, delete, select, update

from chest.access.viewers import AccountViewer
from chest.models import AuditChain, AuditEvent, Chest
from tests.command_line import CommandLine


def test_tampering_and_a_cut_end_are_found_from_a_terminal(
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
    viewer = AccountViewer(account_id=ana.id)
    chest_id = library.chests.create(viewer, name="Rosa Almeida").id
    for version in (1, 2):
        library.chests.edit(viewer, chest_id, version=version, changes={"words": str(version)})

    printed = terminal.run("audit", "head", "Rosa")
    assert printed.returncode == 0, printed.stderr
    head = printed.stdout[:64]
    assert printed.stdout == f"{head}  line 3 of Rosa Almeida ({chest_id})\n"
    fine = terminal.run("audit", "verify", "--head", head)
    assert fine.returncode == 0, fine.stdout + fine.stderr
    assert "3 lines are as they were written" in fine.stdout
    assert terminal.run("audit", "verify", "--head", "0123").returncode == 1

    with library.database.write() as session:
        second = session.exec(select(AuditEvent).where(AuditEvent.seq == 2)).one()
        session.exec(delete(AuditEvent).where(col(AuditEvent.seq) == 3))
        session.exec(
            update(AuditChain).where(col(AuditChain.id) == chest_id).values(seq=2, hash=second.hash)
        )
    cut = terminal.run("audit", "verify", str(chest_id), "--head", head)
    assert cut.returncode == 1
    assert "the end was cut off" in cut.stdout

    with library.database.write() as session:
        session.exec(
            update(AuditEvent)
            .where(col(AuditEvent.seq) == 2)
            .values(subject_id=str(session.exec(select(Chest.id)).one())[::-1])
        )
    changed = terminal.run("audit", "verify")
    assert changed.returncode == 1
    assert f"LOOK  Rosa Almeida ({chest_id}): line 2 ({second.id}, chest.edited" in changed.stdout
    assert "ok    the installation" in changed.stdout
    library.close()
