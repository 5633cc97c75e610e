"""Who did what to what, when: written in the transaction of the deed itself, never changed.

What is written down is decided here and nowhere else; each room calls it for its own deeds. A line
holds ids and no content: no name, no address, no words. An id of somebody or something that was
erased since leads nowhere, and the line stays what it was.

What nobody does on purpose, or does again and again, is written once in a while: the record must
not grow with what a stranger tries. How lines become a chain is told in `chest.access.chain`.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from uuid import UUID

import structlog
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from chest.access.chain import INSTALLATION, SHORTENED, add_line, lock_chains
from chest.access.viewers import ANONYMOUS, WORKER, Viewer
from chest.database import Database
from chest.models import AuditChain, AuditEvent, utc_now

log = structlog.get_logger(__name__)

# What stands for an account that does not exist: the address that was tried is kept nowhere.
UNKNOWN_ACCOUNT = UUID(int=0)

_FAILURES_EVERY_MINUTES = 10


def record(
    session: Session,
    viewer: Viewer,
    action: str,
    *,
    subject: tuple[str, UUID],
    chest_id: UUID | None = None,
) -> None:
    """Add one audit row to the caller's transaction: ids only, no content.

    `action` is a verb phrase such as "chest.deleted"; `subject` is (type, id).
    """
    add_line(session, _line(viewer, action, subject=subject, chest_id=chest_id))


# ---- who comes and goes ----


def record_signed_in(session: Session, viewer: Viewer, account_id: UUID) -> None:
    record(session, viewer, "account.signed_in", subject=("account", account_id))


def record_signed_out(session: Session, viewer: Viewer, account_id: UUID) -> None:
    record(session, viewer, "account.signed_out", subject=("account", account_id))


def record_failed_sign_in(database: Database, account_id: UUID | None) -> None:
    """A wrong password of this account, or of None that exists. One line for each account in ten
    minutes, and one for all addresses without one.

    Whether a line is due or not, the same row is written: how long it takes tells nobody who tries
    addresses which of them have an account.
    """
    line = _once_in(
        _line(
            ANONYMOUS,
            "account.sign_in_failed",
            subject=("account", account_id or UNKNOWN_ACCOUNT),
        ),
        _minutes(utc_now(), _FAILURES_EVERY_MINUTES),
    )
    with database.write() as session:
        lock_chains(session.connection(), [INSTALLATION])
        session.exec(
            update(AuditChain)
            .where(col(AuditChain.id) == INSTALLATION)
            .values(failures=AuditChain.failures + 1)
            .execution_options(synchronize_session=False)
        )
        if not _is_there(session, line):
            add_line(session, line)


def record_failed_link_password(database: Database, link_id: UUID, *, chest_id: UUID) -> None:
    """A wrong password of a link: one line for each link in ten minutes."""
    line = _line(
        ANONYMOUS, "link.password_failed", subject=("share_link", link_id), chest_id=chest_id
    )
    _write_once(database, _once_in(line, _minutes(utc_now(), _FAILURES_EVERY_MINUTES)))


# ---- what leaves the chest ----


def record_download(database: Database, viewer: Viewer, asset_id: UUID, *, chest_id: UUID) -> None:
    """An original was fetched: one line for each person, memory and day."""
    line = _line(viewer, "asset.downloaded", subject=("asset", asset_id), chest_id=chest_id)
    _write_once(database, _once_in(line, utc_now().date().isoformat()))


def record_export_begun(
    session: Session, viewer: Viewer, export_id: UUID, *, chest_id: UUID
) -> None:
    record(session, viewer, "export.begun", subject=("export", export_id), chest_id=chest_id)


def record_export_fetched(
    database: Database, viewer: Viewer, export_id: UUID, *, chest_id: UUID
) -> None:
    """An export was fetched, in however many parts: one line for each person, export and day."""
    line = _line(viewer, "export.fetched", subject=("export", export_id), chest_id=chest_id)
    _write_once(database, _once_in(line, utc_now().date().isoformat()))


def record_shortened(session: Session, anchor: str, *, chest_id: UUID | None) -> None:
    """The lines up to the one with the hash `anchor` were removed after their period."""
    line = _line(WORKER, SHORTENED, subject=("audit_anchor", INSTALLATION), chest_id=chest_id)
    line.subject_id = anchor
    add_line(session, line)


# ---- inside ----


def _line(
    viewer: Viewer, action: str, *, subject: tuple[str, UUID], chest_id: UUID | None = None
) -> AuditEvent:
    return AuditEvent(
        actor=viewer.key,
        action=action,
        subject_type=subject[0],
        subject_id=str(subject[1]),
        chest_id=chest_id,
    )


def _once_in(line: AuditEvent, period: str) -> AuditEvent:
    said = "|".join((line.actor, line.action, line.subject_type, line.subject_id, period))
    line.once = sha256(said.encode()).hexdigest()
    return line


def _minutes(at: datetime, length: int) -> str:
    return str(int(at.timestamp()) // (60 * length))


def _is_there(session: Session, line: AuditEvent) -> bool:
    found = select(AuditEvent.id).where(col(AuditEvent.once) == line.once)
    return session.exec(found).first() is not None


def _write_once(database: Database, line: AuditEvent) -> None:
    """Write the line unless it is there, in a transaction of its own. Nobody is refused what they
    may have because it cannot be written down: that is told in the log."""
    with database.read() as session:
        if _is_there(session, line):
            return
    if database.refusal is not None:
        log.error("not written down: the disk takes nothing", action=line.action)
        return
    try:
        with database.write() as session:
            # Of two at one instant the second waits here, and then finds the line of the first.
            lock_chains(session.connection(), [line.chest_id or INSTALLATION])
            if not _is_there(session, line):
                add_line(session, line)
    except OperationalError as error:
        log.error("not written down", action=line.action, error=type(error).__name__)
