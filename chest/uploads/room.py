"""Whether a file still fits: limits of the installation and free space."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import func
from sqlmodel import Session, col, select

from chest.blob_errors import NO_ROOM, blob_errors_translated
from chest.database import Database
from chest.errors import Full, Invalid, TooLarge
from chest.models import Upload, UploadState
from chest.settings import Settings
from chest.texts import say_bytes
from language import N_, _
from storage.base import BlobStore, PartRejected

EMPTY = N_("This file is empty: nothing of it could be kept.")


class Room:
    """The space that is left for what is not here yet.

    An open upload has its size promised to it, and only what has arrived of it is missing from the
    free space already. Asking the store what has arrived costs a call an upload, so it is done
    only where the promises alone would not fit.
    """

    def __init__(self, *, database: Database, blobs: BlobStore, settings: Settings) -> None:
        self._database = database
        self._blobs = blobs
        self._settings = settings

    def measure(self, size: int) -> int | None:
        """Bytes that may be promised to all open uploads together, the new one included; None
        where nobody can tell. Raises Invalid or TooLarge for a size that is never
        taken, as that of an empty file is not."""
        if size < 0:
            raise Invalid(_("The size of a file is a number of bytes, 1 or more."))
        if size == 0:
            # Nothing can be shown of it and nothing is lost: whoever gives it should know at once.
            raise Invalid(EMPTY, field="size")
        largest = self._settings.max_upload_bytes
        if size > largest:
            raise TooLarge(
                _(
                    "This file has {size}; at most {most} can be added in one file. Nothing was "
                    "sent.",
                    size=say_bytes(size),
                    most=say_bytes(largest),
                ),
                max_bytes=largest,
            )
        with blob_errors_translated():
            free = self._blobs.free_bytes()
        if free is None:
            return None
        usable = free - self._settings.keep_free_bytes
        with self._database.read() as session:
            promised = promised_bytes(session)
        return usable if promised + size <= usable else usable + self._received_bytes()

    def check(self, session: Session, size: int, *, usable: int | None) -> None:
        """Raise Full unless `size` more bytes fit beside what is promised at this moment."""
        if usable is not None and promised_bytes(session) + size > usable:
            raise Full(NO_ROOM)

    def _received_bytes(self) -> int:
        with self._database.read() as session:
            handles = session.exec(
                select(Upload.handle).where(col(Upload.state) == UploadState.open)
            ).all()
        received = 0
        for handle in handles:
            with blob_errors_translated(), suppress(PartRejected):  # it ended meanwhile
                received += sum(part.size for part in self._blobs.list_parts(handle).values())
        return received


def promised_bytes(session: Session) -> int:
    """The sizes of all uploads that have begun and not ended, together."""
    total = session.exec(
        select(func.coalesce(func.sum(Upload.size), 0)).where(col(Upload.state) == UploadState.open)
    ).one()
    return int(total)
