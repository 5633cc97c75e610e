"""Taking memories out: asked for, told of, cancelled and fetched by whoever belongs to the chest,
each what they see themselves. A link takes nothing out: it shows, and may let single files be
saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.audit import record, record_export_begun, record_export_fetched
from chest.access.viewers import AccountViewer, Viewer, require_account
from chest.access.visibility import check_unlocked, find_role, rank_of, require_to_see
from chest.blob_errors import blob_errors_translated
from chest.database import Database
from chest.errors import Conflict, Full, NotFound
from chest.exports.bags import Bag, Tell
from chest.exports.book.making import BookMaker
from chest.exports.book.orders import BookOrder, find_order, keep_order
from chest.exports.bringing import BagImport, Brought
from chest.exports.contents import Contents
from chest.exports.job import PackExport
from chest.exports.measuring import ExportSize, estimate
from chest.exports.names import name_export
from chest.exports.opening import open_contents
from chest.exports.pieces import read_pieces, trash_pieces
from chest.exports.reading import Asked, count_memories
from chest.jobs.queue import Job, JobQueue
from chest.models import Chest, Export, ExportFormat, ExportPiece, ExportState, utc_now
from chest.paging import Page, in_order, page_of
from chest.stories.manager import StoryManager
from language import N_, said
from storage.base import BlobStore

_LIVE = (ExportState.waiting, ExportState.making)
_WHAT = {
    ExportFormat.bagit: "bag",
    ExportFormat.site: "pages",
    ExportFormat.folder: "files",
    ExportFormat.book: "book",
    ExportFormat.takeout: "mine",
}
_NO_ROOM = N_(
    "There is not enough room left where the files are kept to pack this. Make room, or take it "
    "out with the command line to another disk."
)
_NOT_READY = N_("This is not packed yet, or it is gone again. Ask for it once more.")
_SPARE = 64 * 1024 * 1024
_MOST_LISTED = 200


@dataclass(frozen=True)
class ExportView:
    """An export of one's own. `done` of `memories` are packed, `done_bytes` of `bytes`; `size` is
    that of the file once it is made, `problems` how many files could not be packed. `fetchable`
    until `expires_at`."""

    id: UUID
    chest_id: UUID
    format: ExportFormat
    state: ExportState
    name: str
    memories: int
    bytes: int
    done: int
    done_bytes: int
    problems: int
    size: int | None
    reason: str | None
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None

    @property
    def fetchable(self) -> bool:
        return self.state is ExportState.ready

    @property
    def url(self) -> str | None:
        """Where its file is fetched, by whoever asked for it."""
        return f"/api/exports/{self.id}/file" if self.fetchable else None


@dataclass(frozen=True)
class ExportFile:
    """The file of an export: pieces (key, bytes), one behind the other."""

    name: str
    size: int
    etag: str
    pieces: tuple[tuple[str, int], ...]
    media_type: str = "application/zip"


class ExportManager:
    """Every call takes the viewer first."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        jobs: JobQueue,
        stories: StoryManager,
        books: BookMaker,
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._jobs = jobs
        self._stories = stories
        self._books = books

    def measure(
        self, viewer: Viewer, chest_id: UUID, format: ExportFormat = ExportFormat.bagit
    ) -> ExportSize:
        """How much this viewer would take out now: at the cost of a page, however large the chest
        is, and so the bytes of a large one are about right; for a takeout, at the cost of what
        they gave. The pages of a site and their small pictures come on top. Raises NotSignedIn for
        links, NotFound for whoever does not belong to the chest."""
        with self._database.read() as session:
            role = require_to_see(session, viewer, chest_id)
            if format is ExportFormat.takeout:
                asked = Asked(viewer, role, chest_id, format)
                return ExportSize(*count_memories(session, asked))
            return estimate(session, viewer, chest_id)

    def begin(
        self,
        viewer: Viewer,
        chest_id: UUID,
        format: ExportFormat,
        *,
        book: BookOrder | None = None,
    ) -> ExportView:
        """Have it packed in the background; `book` says what kind of book it becomes. Asked again
        while that goes on, it is the same one. Raises Full where there is no room for it, and as
        `measure` does."""
        account_id = require_account(viewer)
        order = (book or BookOrder()) if format is ExportFormat.book else None
        with self._database.read() as session:
            role = require_to_see(session, viewer, chest_id)
            if order is None:
                asked = Asked(viewer, role, chest_id, format)
                memories, size = count_memories(session, asked)
        if order is not None:
            order.check()
            about = self._books.measure(viewer, chest_id, order)
            memories, size = about.pictures, about.bytes
        with blob_errors_translated():
            free = self._blobs.free_bytes()
        if free is not None and free < size + _SPARE:
            raise Full(_NO_ROOM)
        with self._database.write() as session:
            # Of two presses at one instant, the second finds what the first began.
            chest = session.get(Chest, chest_id, with_for_update=True)
            if chest is None:
                raise NotFound
            for known in session.exec(
                select(Export).where(
                    col(Export.chest_id) == chest_id,
                    col(Export.account_id) == account_id,
                    col(Export.format) == format,
                    col(Export.state).in_(_LIVE),
                )
            ):
                if order is None or find_order(session, known) == order:
                    return _view(known)
            name = name_export(chest.name, f"{utc_now():%Y-%m-%d}", what=_WHAT[format])
            export = Export(
                chest_id=chest_id,
                account_id=account_id,
                role=role,
                format=format,
                name=f"{name}.zip" if order is None else f"{name}.pdf",
                memories=memories,
                bytes=size,
            )
            session.add(export)
            session.flush()
            if order is not None:
                keep_order(session, export, order)
            self._jobs.enqueue(session, Job.export, export.id)
            record_export_begun(session, viewer, export.id, chest_id=chest_id)
            return _view(export)

    def list_page(
        self, viewer: Viewer, chest_id: UUID, *, cursor: str | None = None, limit: int = 50
    ) -> Page[ExportView]:
        """One's own, newest first."""
        with self._database.read() as session:
            require_to_see(session, viewer, chest_id)
            rows = session.exec(
                select(Export)
                .where(
                    col(Export.chest_id) == chest_id, col(Export.account_id) == viewer.account_id
                )
                .order_by(col(Export.created_at).desc(), col(Export.id).desc())
                .limit(_MOST_LISTED)
            ).all()
        return page_of(
            [_view(row) for row in rows],
            place=lambda one: (in_order(one.created_at), str(one.id)),
            cursor=cursor,
            limit=limit,
            descending=True,
        )

    def get(self, viewer: Viewer, export_id: UUID) -> ExportView:
        """Raises NotFound for what somebody else asked for, and for what was made of more than the
        viewer may see by now."""
        with self._database.read() as session:
            return _view(_own(session, viewer, export_id))

    def cancel(self, viewer: Viewer, export_id: UUID) -> ExportView:
        """End it and delete its file, whether it is made already or not. Twice does nothing."""
        with self._database.write() as session:
            export = _own(session, viewer, export_id, lock=True)
            if export.state in (*_LIVE, ExportState.ready):
                export.state, export.finished_at = ExportState.cancelled, utc_now()
                session.add(export)
                trash_pieces(session, [export.id])
                _record(session, viewer, "export.cancelled", export)
            return _view(export)

    def open_file(self, viewer: Viewer, export_id: UUID) -> ExportFile:
        """What there is to fetch; that it was fetched is written down. Raises NotFound as `get`
        does, and Conflict before it is made and once it is gone."""
        with self._database.read() as session:
            export = _own(session, viewer, export_id)
            if export.state is not ExportState.ready or export.size is None:
                raise Conflict(_NOT_READY)
            pieces = session.exec(
                select(ExportPiece.storage_key, ExportPiece.bytes)
                .where(col(ExportPiece.export_id) == export.id)
                .order_by(col(ExportPiece.n))
            ).all()
        return ExportFile(
            export.name,
            export.size,
            export.id.hex,
            tuple((key, size) for key, size in pieces if size),
            "application/pdf" if export.format is ExportFormat.book else "application/zip",
        )

    def note_fetched(self, viewer: Viewer, export_id: UUID) -> None:
        """Write down that the file was fetched."""
        with self._database.read() as session:
            chest_id = _own(session, viewer, export_id).chest_id
        record_export_fetched(self._database, viewer, export_id, chest_id=chest_id)

    def read_file(self, file: ExportFile, *, start: int, stop: int) -> Iterator[bytes]:
        """The bytes of a stretch of it, lazily."""
        return read_pieces(self._blobs, file.pieces, start=start, stop=stop)

    def expire(self, limit: int = 50) -> int:
        """Delete the files that are due, and bytes of those that ended unmade; returns how many.
        For the worker's sweep."""
        with self._database.write() as session:
            due = session.exec(
                select(Export)
                .where(col(Export.state) == ExportState.ready, col(Export.expires_at) <= utc_now())
                .limit(limit)
            ).all()
            for export in due:
                export.state = ExportState.expired
                session.add(export)
            trash_pieces(session, [export.id for export in due])
            return len(due)

    def open_contents(
        self, viewer: Viewer, chest_id: UUID, format: ExportFormat
    ) -> tuple[str, Contents]:
        """What this viewer would take out now, and what that is called, for whoever writes it to a
        disk of their own; to be closed. That it was taken out is written down."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            role = require_to_see(session, viewer, chest_id)
            chest = session.get_one(Chest, chest_id)
            record(
                session,
                viewer,
                "export.begun",
                subject=("chest", chest_id),
                chest_id=chest_id,
            )
            name = name_export(chest.name, f"{utc_now():%Y-%m-%d}", what=_WHAT[format])
        asked = Asked(AccountViewer(account_id), role, chest_id, format)
        contents = open_contents(
            asked,
            database=self._database,
            blobs=self._blobs,
            stories=self._stories,
            made_at=utc_now(),
        )
        return name, contents

    def bring_in(self, viewer: Viewer, bag: Bag, *, tell: Tell) -> Brought:
        """Make the chest that is in the bag; see `BagImport`."""
        taker = BagImport(database=self._database, blobs=self._blobs, jobs=self._jobs)
        return taker.bring_in(viewer, bag, tell=tell)

    def open_job(self) -> PackExport:
        """What the worker runs."""
        return PackExport(
            database=self._database, blobs=self._blobs, stories=self._stories, books=self._books
        )


def _own(session: Session, viewer: Viewer, export_id: UUID, *, lock: bool = False) -> Export:
    account_id = require_account(viewer)
    export = session.get(Export, export_id, with_for_update=True if lock else None)
    if export is None or export.account_id != account_id:
        raise NotFound
    role = find_role(session, viewer, export.chest_id)
    chest = session.get(Chest, export.chest_id)
    if role is None or chest is None or chest.deleted_at is not None:
        raise NotFound
    check_unlocked(chest)
    if rank_of(role) < rank_of(export.role):
        raise NotFound
    return export


def _view(export: Export) -> ExportView:
    return ExportView(
        **{
            name: getattr(export, name)
            for name in ExportView.__dataclass_fields__
            if name != "reason"
        },
        reason=said(export.reason) or None,
    )


def _record(session: Session, viewer: Viewer, action: str, export: Export) -> None:
    subject = ("export", export.id)
    record(session, viewer, action, subject=subject, chest_id=export.chest_id)
