"""A backup each night and a rehearsal each month, beside everything else that the worker does."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from chest.database import Database
from chest.errors import ChestError, Conflict
from chest.settings import Settings
from chest.upkeep.backups.form import BackupDamaged
from chest.upkeep.backups.manager import BackupManager, is_drill_due
from storage.base import StorageError

log = structlog.get_logger("backups")

AGAIN_AFTER_SECONDS = 3600.0
"""After a try that did not work."""


class Nightly:
    """Begins what is due in a thread that holds up nobody. What a worker that was ended left
    unfinished is gone on with by the next."""

    def __init__(self, *, database: Database, settings: Settings, backups: BackupManager) -> None:
        self._database = database
        self._settings = settings
        self._backups = backups
        self._thread: threading.Thread | None = None
        self._not_before = 0.0

    def begin_due(self) -> bool:
        """See whether a backup or a rehearsal is due, and begin it; whether one was begun."""
        if not self._settings.backup_to or time.monotonic() < self._not_before:
            return False
        if self._thread is not None and self._thread.is_alive():
            return False
        is_due = self._is_backup_due(datetime.now().astimezone())
        if not is_due:
            with self._database.read() as session:
                if not is_drill_due(session):
                    return False
        self._thread = threading.Thread(target=self._work, args=(is_due,), daemon=True)
        self._thread.start()
        return True

    def wait(self) -> None:
        """Until what is under way has ended."""
        if self._thread is not None:
            self._thread.join()

    def _is_backup_due(self, now: datetime) -> bool:
        last = self._backups.look().last
        if last is None or last["to"] != self._settings.backup_to:
            return True
        hour = now.replace(hour=self._settings.backup_hour, minute=0, second=0, microsecond=0)
        if hour > now:
            hour -= timedelta(days=1)
        return datetime.fromisoformat(last["at"]) < hour

    def _work(self, is_backup_due: bool) -> None:
        settings = self._settings
        try:
            if is_backup_due:
                self._backups.make(
                    settings.backup_to,
                    recipients=settings.backup_recipient_list,
                    limit=settings.backup_limit,
                )
            with self._database.read() as session:
                drill_due = is_drill_due(session)
            if drill_due:
                done = self._backups.rehearse(settings.backup_to)
                if not done.ok:
                    log.error("a backup did not pass its rehearsal", faults=done.faults)
        except Conflict as error:  # the command line is at it
            log.info("no backup now", reason=error.sentence)
            self._not_before = time.monotonic() + AGAIN_AFTER_SECONDS
        except (ChestError, StorageError, BackupDamaged, SQLAlchemyError, OSError) as error:
            reason = error.sentence if isinstance(error, ChestError) else str(error)
            if isinstance(error, SQLAlchemyError):
                reason = "The database could not be read."
            log.error("no backup was made", reason=reason, error=type(error).__name__)
            self._not_before = time.monotonic() + AGAIN_AFTER_SECONDS
            try:
                self._backups.note_failed(reason)
            except (SQLAlchemyError, ChestError) as second:
                log.error("that was not written down", error=type(second).__name__)
