"""The audit as a chain: whole whoever writes at once, and every way of tampering shows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import text
from sqlmodel import Session, col, delete, select, update

from chest.access.audit import (
    record,
    record_download,
    record_export_begun,
    record_export_fetched,
    record_failed_link_password,
    record_failed_sign_in,
)
from chest.access.chain import INSTALLATION, take_in
from chest.access.proving import Fault, Proof, prove
from chest.access.viewers import AccountViewer
from chest.database import Database
from chest.erasing.history import HistoryPurge
from chest.erasing.periods import HISTORY_KEPT
from chest.migrations import migrate, migration_config
from chest.models import AuditChain, AuditEvent, new_id, utc_now
from chest.upkeep.history import check_history
from tests.builders import add_family

ANA = AccountViewer(new_id())
CHEST = UUID("01900000-0000-7000-8000-000000000001")


def write(database: Database, number: int, *, chest: UUID | None = CHEST) -> None:
    for _ in range(number):
        with database.write() as session:
            record(session, ANA, "asset.edited", subject=("asset", new_id()), chest_id=chest)


def proof_of(database: Database, chain: UUID = CHEST, *heads: str) -> Proof:
    return prove(database, chains=[chain], heads=heads)[0]


def line(session: Session, seq: int, chest: UUID = CHEST) -> AuditEvent:
    return session.exec(
        select(AuditEvent).where(AuditEvent.chest_id == chest, AuditEvent.seq == seq)
    ).one()


def test_lines_stand_in_the_order_of_their_commits_and_are_whole(database: Database) -> None:
    write(database, 3)
    write(database, 2, chest=None)
    with database.write() as session:
        for chest in (CHEST, None, CHEST):
            record(session, ANA, "chest.edited", subject=("chest", CHEST), chest_id=chest)
    whole, home = proof_of(database), proof_of(database, INSTALLATION)
    assert (whole.lines, whole.trouble) == (5, None)
    assert (home.lines, home.trouble) == (3, None)
    assert whole.head != home.head
    assert check_history(database).ok


def test_what_is_undone_leaves_no_line_and_no_gap(database: Database) -> None:
    write(database, 1)
    with database.write() as session:
        record(session, ANA, "asset.edited", subject=("asset", new_id()), chest_id=CHEST)
        session.flush()
        session.rollback()
    kept, undone = new_id(), new_id()
    with database.write() as session:
        savepoint = session.begin_nested()
        record(session, ANA, "asset.edited", subject=("asset", undone), chest_id=CHEST)
        savepoint.rollback()
        with session.begin_nested():
            record(session, ANA, "asset.edited", subject=("asset", kept), chest_id=CHEST)
    found = proof_of(database)
    assert (found.lines, found.trouble) == (2, None)
    with database.read() as session:
        assert line(session, 2).subject_id == str(kept)


def test_deeds_of_one_request_that_is_kept_whole_are_chained_at_its_end(
    database: Database,
) -> None:
    with database.together(lambda session: None):
        write(database, 2)
        with pytest.raises(ZeroDivisionError), database.write() as session:
            _give_up(session)
        write(database, 1)
    found = proof_of(database)
    assert (found.lines, found.trouble) == (3, None)


def _give_up(session: Session) -> None:
    record(session, ANA, "asset.edited", subject=("asset", new_id()), chest_id=CHEST)
    raise ZeroDivisionError


def _change(session: Session) -> None:
    session.exec(
        update(AuditEvent).where(col(AuditEvent.seq) == 3).values(actor=f"account:{new_id()}")
    )


def _change_the_time(session: Session) -> None:
    moved = line(session, 3).at - timedelta(microseconds=1)
    session.exec(update(AuditEvent).where(col(AuditEvent.seq) == 3).values(at=moved))


def _delete(session: Session) -> None:
    session.exec(delete(AuditEvent).where(col(AuditEvent.seq) == 3))


def _delete_and_close_the_gap(session: Session) -> None:
    session.exec(delete(AuditEvent).where(col(AuditEvent.seq) == 3))
    for seq in (4, 5, 6):
        session.exec(update(AuditEvent).where(col(AuditEvent.seq) == seq).values(seq=seq - 1))
    session.exec(update(AuditChain).where(col(AuditChain.id) == CHEST).values(seq=5))


def _insert(session: Session, *, seq: int | None = None) -> None:
    session.add(
        AuditEvent(
            actor=ANA.key,
            action="asset.edited",
            subject_type="asset",
            subject_id=str(uuid4()),
            chest_id=CHEST,
            seq=seq,
            hash="f" * 64 if seq else None,
        )
    )


def _insert_between(session: Session) -> None:
    for seq in (6, 5, 4, 3):
        session.exec(update(AuditEvent).where(col(AuditEvent.seq) == seq).values(seq=seq + 1))
    _insert(session, seq=3)
    session.exec(update(AuditChain).where(col(AuditChain.id) == CHEST).values(seq=7))


def _insert_at_the_end(session: Session) -> None:
    _insert(session, seq=7)


def _insert_where_no_chain_is(session: Session) -> None:
    _insert(session)


def _reorder(session: Session) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        session.exec(update(AuditEvent).where(col(AuditEvent.seq) == old).values(seq=new))


def _cut_off(session: Session) -> None:
    session.exec(delete(AuditEvent).where(col(AuditEvent.seq) > 4))


def _cut_off_the_beginning(session: Session) -> None:
    anchor = line(session, 2).hash
    session.exec(delete(AuditEvent).where(col(AuditEvent.seq) <= 2))
    session.exec(
        update(AuditChain)
        .where(col(AuditChain.id) == CHEST)
        .values(anchor_seq=2, anchor_hash=anchor)
    )


def _take_the_end_away(session: Session) -> None:
    session.exec(delete(AuditChain).where(col(AuditChain.id) == CHEST))


@pytest.mark.parametrize(
    ("tamper", "fault", "seq"),
    [
        (_change, Fault.changed, 3),
        (_change_the_time, Fault.changed, 3),
        (_delete, Fault.removed, 3),
        (_delete_and_close_the_gap, Fault.changed, 3),
        (_insert_between, Fault.changed, 3),
        (_insert_at_the_end, Fault.changed, 7),
        (_insert_where_no_chain_is, Fault.inserted, None),
        (_reorder, Fault.changed, 3),
        (_cut_off, Fault.cut_off, 5),
        (_cut_off_the_beginning, Fault.beginning, 2),
        (_take_the_end_away, Fault.missing, 1),
    ],
)
def test_the_first_line_that_was_tampered_with_is_named(
    database: Database, tamper: Callable[[Session], None], fault: Fault, seq: int | None
) -> None:
    write(database, 6)
    assert proof_of(database).trouble is None
    with database.write() as session:
        tamper(session)
    trouble = proof_of(database).trouble
    assert trouble is not None
    assert (trouble.fault, trouble.seq) == (fault, seq)
    if tamper is not _cut_off_the_beginning:  # which only the whole way shows
        assert not check_history(database).ok


def test_an_end_that_was_cut_off_with_care_shows_by_a_hash_kept_elsewhere(
    database: Database,
) -> None:
    write(database, 5)
    kept = proof_of(database).head
    write(database, 1)
    assert proof_of(database, CHEST, kept).trouble is None
    with database.write() as session:
        end = line(session, 3)
        session.exec(delete(AuditEvent).where(col(AuditEvent.seq) > 3))
        session.exec(
            update(AuditChain).where(col(AuditChain.id) == CHEST).values(seq=3, hash=end.hash)
        )
    assert proof_of(database).trouble is None
    trouble = proof_of(database, CHEST, kept).trouble
    assert trouble is not None
    assert trouble.fault is Fault.other_head


_WRITER = """
import sys
from uuid import UUID
from chest.access.audit import record
from chest.access.viewers import WORKER
from chest.database import Database
from chest.models import new_id

database = Database(sys.argv[1])
chest = UUID(sys.argv[2])
sys.stdin.readline()
for number in range(40):
    with database.write() as session:
        for chain in ((chest, None), (None, chest))[number % 2]:
            record(session, WORKER, "asset.edited", subject=("asset", new_id()), chest_id=chain)
"""


def test_two_processes_that_write_at_once_leave_one_whole_chain(
    database: Database, database_url: str
) -> None:
    command = [sys.executable, "-c", _WRITER, database_url, str(CHEST)]
    writers = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(2)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    for chain in (CHEST, INSTALLATION):
        found = proof_of(database, chain)
        assert (found.lines, found.trouble) == (80, None)


def _as_an_earlier_release(database: Database, number: int) -> None:
    with database.write() as session:
        for _ in range(number):
            _insert(session)
            session.flush()


def test_what_an_earlier_release_wrote_is_taken_in_and_says_since_when_it_is_proven(
    database: Database,
) -> None:
    _as_an_earlier_release(database, 3)
    trouble = proof_of(database).trouble
    assert trouble is not None  # nobody expects such lines here
    with database.write() as session:
        week = utc_now() + timedelta(days=7)
        session.exec(update(AuditChain).values(adopts_until=week))
    write(database, 1)
    found = proof_of(database)
    assert (found.trouble, found.waiting, found.lines) == (None, 3, 1)
    assert take_in(database) == 3
    assert take_in(database) == 0
    found = proof_of(database)
    assert (found.trouble, found.waiting, found.lines, found.taken_in) == (None, 0, 4, 3)
    assert found.taken_in_at is not None
    with database.write() as session:
        session.exec(update(AuditChain).values(adopts_until=utc_now() - timedelta(days=1)))
    _as_an_earlier_release(database, 1)
    assert take_in(database) == 0
    trouble = proof_of(database).trouble
    assert trouble is not None
    assert trouble.fault is Fault.inserted


def test_a_chain_that_was_shortened_after_its_period_proves_itself(database: Database) -> None:
    long_ago = utc_now() - HISTORY_KEPT - timedelta(days=31)
    with database.write() as session:
        for days in (0, 20, 40):
            record(session, ANA, "asset.edited", subject=("asset", new_id()), chest_id=CHEST)
            for one in session.new:
                if isinstance(one, AuditEvent) and one.at > utc_now() - timedelta(days=1):
                    one.at = long_ago + timedelta(days=days)
    write(database, 2)
    purge = HistoryPurge(database=database)
    assert purge.purge() == 2
    assert purge.purge() == 0
    found = proof_of(database)
    assert (found.trouble, found.lines, found.seq) == (None, 4, 6)
    assert check_history(database).ok
    with database.write() as session:
        assert line(session, 6).action == "audit.shortened"
        session.exec(delete(AuditEvent).where(col(AuditEvent.seq) == 3))
    trouble = proof_of(database).trouble
    assert trouble is not None
    assert trouble.fault is Fault.removed


def test_what_is_tried_or_fetched_often_is_written_once_in_a_while(database: Database) -> None:
    asset, link, export = new_id(), new_id(), new_id()
    other = AccountViewer(new_id())
    with database.write() as session:
        record_export_begun(session, ANA, export, chest_id=CHEST)
    for _ in range(3):
        for viewer in (ANA, other):
            record_download(database, viewer, asset, chest_id=CHEST)
        record_export_fetched(database, ANA, export, chest_id=CHEST)
        record_failed_link_password(database, link, chest_id=CHEST)
        record_failed_sign_in(database, ANA.account_id)
        record_failed_sign_in(database, None)
    with database.read() as session:
        written = sorted(session.exec(select(AuditEvent.action)).all())
        home = session.get_one(AuditChain, INSTALLATION)
    # A minute may end between two of them.
    assert set(written) == {
        "account.sign_in_failed",
        "asset.downloaded",
        "export.begun",
        "export.fetched",
        "link.password_failed",
    }
    assert len(written) <= 2 * 7
    assert home.failures == 6
    assert all(proof.trouble is None for proof in prove(database))


def test_a_whole_chain_of_a_chest_that_is_gone_missing_shows(database: Database) -> None:
    family = add_family(database)
    found = {proof.chain: proof.trouble for proof in prove(database)}
    trouble = found[family.chest_id]
    assert trouble is not None
    assert trouble.fault is Fault.missing


def test_the_end_of_a_chain_is_locked_at_the_commit_and_not_when_a_deed_is_recorded(
    database: Database,
) -> None:
    """Whoever records a deed and then locks something else must not hold the end meanwhile: two
    who do so in turn would wait for each other."""
    if database.is_sqlite:
        pytest.skip("SQLite has one lock for the whole database")
    with database.write() as first:
        first.exec(text("set local lock_timeout = '2s'"))  # type: ignore[call-overload]
        record(first, ANA, "asset.edited", subject=("asset", new_id()), chest_id=CHEST)
        first.flush()
        with database.write() as second:
            second.exec(text("set local lock_timeout = '2s'"))  # type: ignore[call-overload]
            record(second, ANA, "asset.added", subject=("asset", new_id()), chest_id=CHEST)
    assert (proof_of(database).lines, proof_of(database).trouble) == (2, None)
    with database.read() as session:
        assert [line(session, seq).action for seq in (1, 2)] == ["asset.added", "asset.edited"]


def test_deeds_of_before_the_chain_are_taken_in_when_it_comes(database: Database) -> None:
    write(database, 3)
    with database.engine.connect() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0029")
        connection.commit()
    migrate(database)
    found = proof_of(database)
    assert (found.trouble, found.waiting, found.lines) == (None, 3, 0)
    write(database, 1)
    assert take_in(database) == 3
    found = proof_of(database)
    assert (found.trouble, found.waiting, found.lines, found.taken_in) == (None, 0, 4, 3)
