"""What a chest leaves outside of its own rows, and how it is made to be gone from the files of the
database as well."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, text
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from chest.database import Database
from chest.lockers.tables import DERIVED, list_removed
from chest.models import (
    Contribution,
    IdempotencyRecord,
    Invitation,
    Letter,
    LinkSession,
    Membership,
    ShareLink,
    UploadBatch,
)

_LOCK_WAIT = "5s"
_AT_ONCE = 500


class Busy(Exception):
    """Raised where others keep the database from being cleared up just now."""


def forget_traces(database: Database, chest_id: UUID, *, folders: list[Path], outbox: Path) -> None:
    """Delete letters about the chest, answers to requests of its people, and files that were made
    of its rows."""
    with database.write() as session:
        about = {
            *session.exec(select(Invitation.id).where(col(Invitation.chest_id) == chest_id)),
            *session.exec(select(Contribution.id).where(col(Contribution.chest_id) == chest_id)),
            *session.exec(select(UploadBatch.id).where(col(UploadBatch.chest_id) == chest_id)),
        }
        actors = {
            *(
                f"account:{one}"
                for one in session.exec(
                    select(Membership.account_id).where(col(Membership.chest_id) == chest_id)
                )
            ),
            *(
                f"link:{one}"
                for one in session.exec(
                    select(LinkSession.id)
                    .join(ShareLink, col(ShareLink.id) == col(LinkSession.link_id))
                    .where(col(ShareLink.chest_id) == chest_id)
                )
            ),
            *(f"receipt:{one}" for one in about),
        }
        letters: list[UUID] = []
        for part in _parts(about):
            letters += session.exec(select(Letter.id).where(col(Letter.about).in_(part)))
            session.exec(
                delete(Letter)
                .where(col(Letter.about).in_(part))
                .execution_options(synchronize_session=False)
            )
        for part in _parts(actors):
            session.exec(
                delete(IdempotencyRecord)
                .where(col(IdempotencyRecord.actor).in_(part))
                .execution_options(synchronize_session=False)
            )
    for letter_id in letters:
        (outbox / f"{letter_id}.eml").unlink(missing_ok=True)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def clear_up(database: Database) -> None:
    """Have what was deleted gone from the database's files too. Raises Busy."""
    try:
        if database.is_sqlite:
            _clear_sqlite(database)
        else:
            _clear_postgresql(database)
    except OperationalError as error:
        raise Busy from error


def _clear_sqlite(database: Database) -> None:
    """What was deleted stays in free pages, in the log, and in the index of words until that is
    written anew."""
    proxy = database.engine.raw_connection()
    try:
        driver: Any = proxy.dbapi_connection
        try:
            driver.execute("PRAGMA secure_delete=ON")
            for index in ("search_fts", "search_names"):
                driver.execute(f"insert into {index}({index}) values ('optimize')")
            driver.execute("VACUUM")
            busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise Busy from error
        if busy:
            raise Busy
    finally:
        proxy.close()


def _clear_postgresql(database: Database) -> None:
    """Write the tables anew, each locked for as long as that takes, with what is told of them for
    planning. What archived logs and replicas hold is out of reach."""
    tables = {"chest", "share_link", "letter", "idempotency_record", *DERIVED}
    tables |= {table.name for table in list_removed()}
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"set lock_timeout = '{_LOCK_WAIT}'"))
        try:
            for name in sorted(tables):
                connection.execute(text(f'vacuum (full, analyze) "{name}"'))
        finally:
            connection.execute(text("reset lock_timeout"))


def _parts(all_of: set[Any]) -> list[list[Any]]:
    listed = list(all_of)
    return [listed[at : at + _AT_ONCE] for at in range(0, len(listed), _AT_ONCE)]
