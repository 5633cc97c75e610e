"""Whether the work can be done at all: what the doctor says to the operator, and `/readyz` to the
programs that watch over this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import func, select

from chest.database import Database
from chest.migrations import find_schema_problem
from chest.models import WorkerLease
from chest.settings import Settings
from storage.base import BlobStore, StorageError

log = structlog.get_logger(__name__)

_SEEN_WITHIN_SECONDS = 60.0  # five beats of the slowest lease that anyone has needed


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; the sentence says what to do where it is not in order."""

    what: str
    ok: bool
    sentence: str


_IN_PUBLIC = {
    "disk": "Nothing can be written: the disk is full, or can only be read. Make room on it, or "
    "make it writable; the log of this program says more.",
    "storage": "The storage does not answer or takes no files. The log of this program says why.",
}


def check_in_public(
    database: Database, settings: Settings, *, looked: Sequence[Finding]
) -> list[Finding]:
    """The database, its schema, a worker, and what `DiskCheck` found when it last looked, in words
    that anyone may read: none names a folder, a server or a user. What the errors say more is in
    the log."""
    unknown = "Not known before the database is in order."
    try:
        findings = [check_database(database), check_schema(database)]
        worker = Finding("worker", ok=False, sentence=unknown)
        # An older schema may not have what a worker's sign of life is read from.
        findings.append(check_worker(database, settings) if findings[-1].ok else worker)
    except SQLAlchemyError as error:
        log.error("database is unfit", reason=type(error).__name__)
        sentence = "The database does not answer. Is it started, and CHEST_DATABASE_URL right?"
        findings = [
            Finding("database", ok=False, sentence=sentence),
            Finding("schema", ok=False, sentence=unknown),
            Finding("worker", ok=False, sentence=unknown),
        ]
    return findings + [
        one if one.ok else replace(one, sentence=_IN_PUBLIC[one.what]) for one in looked
    ]


def check_database(database: Database) -> Finding:
    """Whether it answers, and takes what is written. Raises SQLAlchemyError where it does not
    answer."""
    with database.read() as session:
        session.exec(select(1)).one()
    if database.refusal is not None:
        return Finding("database", ok=False, sentence=database.refusal.sentence)
    return Finding("database", ok=True, sentence="answers")


def check_schema(database: Database) -> Finding:
    """Whether this program can work with it. Raises SQLAlchemyError where nothing answers."""
    problem = find_schema_problem(database)
    return Finding("schema", ok=problem is None, sentence=problem or "is up to date")


def check_storage(blobs: BlobStore) -> Finding:
    """Whether files can be written; the sentence may name folders and buckets."""
    try:
        blobs.check()
    except StorageError as error:
        return Finding("storage", ok=False, sentence=str(error))
    return Finding("storage", ok=True, sentence="answers")


def check_worker(database: Database, settings: Settings) -> Finding:
    """Whether one is at work: it was seen in the last minute, or within its lease where that is
    longer. Raises SQLAlchemyError where nothing answers."""
    with database.read() as session:
        silent_for = session.exec(select(database.clock - func.max(WorkerLease.beat))).one()
    within = max(_SEEN_WITHIN_SECONDS, settings.worker_lease_seconds)
    if silent_for is not None and silent_for <= within:
        return Finding("worker", ok=True, sentence="is at work")
    start = "make run" if settings.worker == "child" else "python worker.py"
    return Finding("worker", ok=False, sentence=f"none runs. Start it: {start}")
