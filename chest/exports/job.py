"""The job `export`: what somebody takes out is packed piece by piece."""

from __future__ import annotations

from uuid import UUID

import structlog
from sqlmodel import col, select, update

from chest.access.viewers import AccountViewer
from chest.access.visibility import find_role
from chest.database import Database
from chest.erasing.periods import EXPORT_KEPT
from chest.exports.book.binding import bind_book
from chest.exports.book.making import BookMaker, NotSet
from chest.exports.contents import Contents
from chest.exports.memories import Packing
from chest.exports.opening import open_contents
from chest.exports.packing import ChangedMeanwhile
from chest.exports.pieces import PIECE_BYTES, PIECE_MEMORIES, Gone, Pieces, trash_pieces
from chest.exports.reading import Asked
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import Chest, Export, ExportFormat, ExportState, utc_now
from chest.stories.manager import StoryManager
from language import N_
from storage.base import BlobMissing, BlobStore, StorageFull, StorageUnavailable

log = structlog.get_logger(__name__)

_UNFINISHED = (ExportState.waiting, ExportState.making)
_NOT_YOURS = N_("Whoever asked for this may not see the chest any more.")
_NO_ANSWER = N_("The place where the files are kept does not answer.")
_NO_ROOM = N_("There is no room left where the files are kept.")
_CHANGED = N_("A file changed while it was copied.")


class PackExport:
    """What is packed stays packed: a run whose worker died goes on behind it."""

    def __init__(
        self, *, database: Database, blobs: BlobStore, stories: StoryManager, books: BookMaker
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._stories = stories
        self._books = books

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        later = step("pack", lambda: self._pack_or_say_when(subject_id))
        if later:
            raise TryLater(later)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        with self._database.write() as session:
            failed = session.exec(
                update(Export)
                .where(col(Export.id) == subject_id, col(Export.state).in_(_UNFINISHED))
                .values(state=ExportState.failed, reason=reason, finished_at=utc_now())
            )
            if failed.rowcount:
                trash_pieces(session, [subject_id])

    def list_unfinished(self) -> list[UUID]:
        with self._database.read() as session:
            return list(session.exec(select(Export.id).where(col(Export.state).in_(_UNFINISHED))))

    def _pack_or_say_when(self, export_id: UUID) -> str | None:
        try:
            self.pack(export_id)
        except (StorageUnavailable, BlobMissing):
            return _NO_ANSWER
        except StorageFull:
            return _NO_ROOM
        except ChangedMeanwhile:
            return _CHANGED
        except NotSet as error:
            self.give_up(export_id, str(error))
        except Gone:
            log.info("an export is not wanted any more")
        return None

    def pack(self, export_id: UUID) -> None:
        """Pack what is not packed yet. Nothing happens for an export that is made or not wanted.
        Raises Gone, ChangedMeanwhile, NotSet, and what the store raises."""
        begun = self._begin(export_id)
        if begun is None:
            return
        export, asked = begun
        if export.format is ExportFormat.book:
            pieces = Pieces(self._database, self._blobs, export, folder="")
            reason = bind_book(self._books, pieces, export, asked.viewer)
            self._end(export, pieces.find_last()[2], reason=reason)
            return
        folder = export.name.removesuffix(".zip")
        pieces = Pieces(self._database, self._blobs, export, folder=folder)
        pieces.delete_strays()
        if not pieces.is_whole():
            with open_contents(
                asked,
                database=self._database,
                blobs=self._blobs,
                stories=self._stories,
                made_at=export.created_at,
            ) as contents:
                if all("memory" in one.about for one in pieces.iter_packed()):
                    self._pack_memories(contents, pieces)
                    entries = contents.list_last(pieces.iter_packed, pieces.list_problems())
                    pieces.add(entries, after=pieces.find_last()[1])
            pieces.finish()
        self._end(export, pieces.find_last()[2])

    @staticmethod
    def _pack_memories(contents: Contents, pieces: Pieces) -> None:
        after = pieces.find_last()[1]
        held: list[Packing] = []
        size = 0
        for one in contents.iter_memories(after=after, packed=pieces.iter_packed):
            held.append(one)
            size += sum(entry.size for entry in one.entries)
            if size >= PIECE_BYTES or len(held) >= PIECE_MEMORIES:
                _add(pieces, held)
                held, size = [], 0
        if held:
            _add(pieces, held)

    def _begin(self, export_id: UUID) -> tuple[Export, Asked] | None:
        with self._database.write() as session:
            export = session.get(Export, export_id, with_for_update=True)
            if export is None or export.state not in _UNFINISHED:
                return None
            viewer = AccountViewer(account_id=export.account_id)
            role = find_role(session, viewer, export.chest_id)
            chest = session.get(Chest, export.chest_id)
            # What was begun as a keeper is not gone on with as less.
            if role is not export.role or chest is None or chest.deleted_at is not None:
                export.state, export.reason = ExportState.failed, _NOT_YOURS
                export.finished_at = utc_now()
                trash_pieces(session, [export.id])
                session.add(export)
                return None
            export.state = ExportState.making
            session.add(export)
        return export, Asked(viewer, role, export.chest_id, export.format)

    def _end(self, export: Export, size: int, *, reason: str | None = None) -> None:
        now = utc_now()
        with self._database.write() as session:
            session.exec(
                update(Export)
                .where(col(Export.id) == export.id, col(Export.state) == ExportState.making)
                .values(
                    state=ExportState.ready,
                    size=size,
                    reason=reason,
                    finished_at=now,
                    expires_at=now + EXPORT_KEPT,
                )
            )


def _add(pieces: Pieces, memories: list[Packing]) -> None:
    pieces.add(
        [entry for one in memories for entry in one.entries],
        problems=[one.problem for one in memories if one.problem],
        after=memories[-1].id,
        memories=len(memories),
        size=sum(one.bytes for one in memories),
    )
