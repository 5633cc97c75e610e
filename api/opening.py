"""How far the doors of this process are open: all the way, for reading, or not yet."""

from __future__ import annotations

import asyncio
import sys

import anyio.to_thread
import structlog
from sqlalchemy.exc import SQLAlchemyError

from chest.database import Database
from chest.errors import ChestError, Full, Unavailable
from chest.jobs.queue import migrate_jobs
from chest.library import Library
from chest.migrations import find_schema_problem, migrate
from chest.upkeep.checks import Finding
from chest.upkeep.disk import LOOK_EVERY_SECONDS, explain_disk
from language import N_, _
from storage.base import StorageError

log = structlog.get_logger(__name__)

_ASK_EVERY_SECONDS = 1.0

_OPENS = N_("this page then opens by itself.")
_FOR_READING = N_(
    "What is in the chest can be looked at; nothing can be added or changed until then."
)
_NOT_YET = N_("Until then nobody can come in.")
_BY_ITSELF = N_("It goes on by itself within half a minute; you need not start it again.")


class Opening:
    """Brings the database up to date, and says what is in the way where a disk refuses that.

    On a full or read-only disk a chest whose tables are up to date is open for reading, and one
    that is new or older than this program stays closed. Both go on by themselves once the disk
    lets them. A database that is damaged or does not answer raises, as ever.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.closed_because: Unavailable | None = None
        self._failed = 0  # tries since a byte could be written

    def prepare(self) -> None:
        """Open as far as possible now."""
        trouble = self._bring_up_to_date()
        database = self._library.database
        if trouble is None:
            if database.refusal is not None or self.closed_because is not None:
                database.write_again()
                self.closed_because = None
                log.info("the disk can be written again")
            return
        if database.refusal is None:
            database.only_read(trouble)
        self.closed_because = None if _is_up_to_date(database) else closed(trouble, end=_OPENS)

    @property
    def is_whole(self) -> bool:
        return self.closed_because is None and self._library.database.refusal is None

    def explain(self) -> str:
        """What is wrong and what to do, for whoever runs this; "" where nothing is."""
        # The first only: one disk holds everything in most houses, and the log has the rest.
        said = [finding.sentence for finding in self._look() if not finding.ok][:1]
        if self.is_whole:
            return " ".join(said)
        refusal = self._library.database.refusal
        if not said and refusal is not None:
            said = [refusal.sentence]
        reach = _NOT_YET if self.closed_because else _FOR_READING
        return " ".join([*said, reach, _BY_ITSELF])

    async def keep_trying(self) -> None:
        """Come back when a byte could be written, until all is open."""
        pause = _ASK_EVERY_SECONDS
        while not self.is_whole:
            await asyncio.sleep(pause)
            pause = _ASK_EVERY_SECONDS
            found = await anyio.to_thread.run_sync(self._look)
            if all(finding.ok for finding in found if finding.what == "disk"):
                await anyio.to_thread.run_sync(self.prepare)
                # There can be room for a byte and none for a row.
                self._failed = 0 if self.is_whole else self._failed + 1
                pause = min(2.0**self._failed, LOOK_EVERY_SECONDS)

    def _look(self) -> tuple[Finding, ...]:
        return self._library.disk.look()

    def _bring_up_to_date(self) -> ChestError | None:
        """Migrate; returns what to tell people if the disk is in the way."""
        # By a door of its own: those who read by the other meanwhile are not refused.
        database = self._library.database
        if not database.is_sqlite:
            migrate(database)
            migrate_jobs(database)
            return None
        own = None
        try:
            # Connections that only read share with others of this process what they may not write.
            database.engine.dispose()
            own = Database(database.url)
            migrate(own)
            migrate_jobs(own)
        except (OSError, SQLAlchemyError, StorageError) as error:
            trouble = explain_disk(error)
            if trouble is None:
                raise
            log.error("the database cannot be written", reason=str(error))
            return trouble
        finally:
            if own is not None:
                own.close()
        return None


def closed(trouble: ChestError, *, end: str) -> Unavailable:
    """What everyone is told while there is nothing to show; `end` says what then happens."""
    cause, cure = (
        (_("The disk that holds the chest is full"), _("Make room on it"))
        if isinstance(trouble, Full)
        else (
            _("Nothing can be written to the disk that holds the chest"),
            _("Make it writable again"),
        )
    )
    return Unavailable(
        _(
            "{cause}, so nothing can be shown yet. What was saved before is safe. {cure}; {end}",
            cause=cause,
            cure=cure,
            end=end,
        )
    )


def tell_operator(*lines: str) -> None:
    """Print on standard error, apart from the log."""
    print("\n".join(f"  {line}" for line in ("", *lines, "")), file=sys.stderr, flush=True)


def _is_up_to_date(database: Database) -> bool:
    try:
        return find_schema_problem(database) is None
    except SQLAlchemyError:
        return False
