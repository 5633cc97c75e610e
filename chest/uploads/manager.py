"""Files on their way in: who may send what, where its parts go, and when it is complete."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from uuid import UUID

import structlog
from sqlmodel import Session, col, select

from chest.access.adding import (
    Place,
    contribution_for_member,
    find_chest_to_add_to,
    place_for,
)
from chest.access.audiences import choose_audience
from chest.access.locks import lock_upload
from chest.access.viewers import WORKER, LinkViewer, Viewer
from chest.access.visibility import find_role
from chest.blob_errors import blob_errors_translated
from chest.database import Database
from chest.dates.columns import read_date
from chest.errors import ChestError, Conflict, Invalid, NotFound, NotSignedIn
from chest.jobs.queue import JobQueue
from chest.models import Asset, Audience, Kind, Review, Upload, UploadState, utc_now
from chest.settings import Settings
from chest.uploads.endings import UploadEndings
from chest.uploads.offers import FileOffer
from chest.uploads.progress import UploadProgress, list_progress
from chest.uploads.rights import check_may_continue, reserve
from chest.uploads.room import Room
from language import N_, _
from storage.base import BlobStore, PartInfo, PartTarget, StorageError
from storage.parts import part_size_for
from storage.receiving import PartReceiver

__all__ = ["UploadManager", "UploadStatus", "UploadTicket", "contribution_for_member"]

STALE_AFTER = timedelta(days=7)
PARTS_AT_ONCE = 200

_ENDED = N_("This upload is not open any more: it was finished or given up.")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class UploadTicket:
    """A begun upload: send `parts` parts of `part_size` bytes each, the last one shorter."""

    id: UUID
    asset_id: UUID
    part_size: int
    parts: int


@dataclass(frozen=True)
class UploadStatus:
    """How far an upload is; `done` are the numbers of the parts that have arrived."""

    id: UUID
    asset_id: UUID
    state: UploadState
    done: tuple[int, ...]
    part_size: int
    size: int


class UploadManager:
    """Uploads belong to whoever began them: for everybody else they do not exist."""

    def __init__(
        self, *, database: Database, blobs: BlobStore, jobs: JobQueue, settings: Settings
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._room = Room(database=database, blobs=blobs, settings=settings)
        self._endings = UploadEndings(database=database, blobs=blobs, jobs=jobs)

    def begin(
        self,
        viewer: Viewer,
        offer: FileOffer,
        *,
        chest_id: UUID | None = None,
        contribution_id: UUID | None = None,
    ) -> UploadTicket:
        """Make room for a file, in a chest or in one's own contribution.

        The memory's row exists from here on, in state `uploading`. Raises Invalid, TooLarge, Full,
        NotFound, NotSignedIn, and Conflict for a contribution that was already sent.
        """
        offer, size = offer.cleaned(), offer.size
        target = {"chest_id": chest_id, "contribution_id": contribution_id}
        with self._database.read() as session:
            chest = find_chest_to_add_to(session, viewer, **target)
            date = read_date(offer.taken, southern=chest.southern)
        usable = self._room.measure(size)
        key = f"v1/{chest.id}/o/{token_hex(16)}"
        part_size = part_size_for(size)
        with blob_errors_translated():
            handle = self._blobs.begin_parts(key, size=size, part_size=part_size)
        try:
            with self._database.write() as session:
                place = place_for(session, viewer, **target)
                _check_subject(session, offer, place)
                self._room.check(session, size, usable=usable)
                if isinstance(viewer, LinkViewer):
                    reserve(session, viewer.link_id, size)
                audience = _audience_of(session, viewer, offer, place.chest.id)
                asset = offer.asset(place, storage_key=key, date=date, audience=audience, by=viewer)
                session.add(asset)
                session.flush()
                upload = offer.upload(asset, handle=handle, part_size=part_size, by=viewer)
                session.add(upload)
        except BaseException:
            self._endings.forget_parts(handle)
            raise
        return UploadTicket(upload.id, asset.id, part_size, -(-size // part_size))

    def owner(self, viewers: Sequence[Viewer], upload_id: UUID) -> Viewer:
        """The one of these viewers who began the upload. NotFound if none of them did."""
        if not viewers:
            raise NotSignedIn
        with self._database.read() as session:
            for viewer in viewers:
                if _find_own(session, viewer, upload_id) is not None:
                    return viewer
        raise NotFound

    def check_may_go_on(self, viewer: Viewer, upload_id: UUID) -> None:
        """Raises NotFound unless it is the viewer's own and they may still add there."""
        with self._database.read() as session:
            upload = _get_own(session, viewer, upload_id)
            asset = session.get(Asset, upload.asset_id)
            if asset is None:
                raise NotFound
            if upload.state is UploadState.open:
                check_may_continue(session, upload, asset)

    def sign_parts(
        self, viewer: Viewer, upload_id: UUID, parts: Sequence[tuple[int, str]]
    ) -> list[PartTarget]:
        """Where to send these parts, given as (number, SHA-256 in hex), within the next hour."""
        if len(parts) > PARTS_AT_ONCE:
            raise Invalid(_("Ask for at most {number} parts at once.", number=PARTS_AT_ONCE))
        with self._database.read() as session:
            upload = _get_own(session, viewer, upload_id)
            _check_open(session, upload)
        with blob_errors_translated():
            return [
                self._blobs.part_target(upload.handle, n, upload_id=str(upload.id), sha256=digest)
                for n, digest in parts
            ]

    async def write_part(
        self,
        upload_id: UUID,
        n: int,
        *,
        expires: int,
        sha256: str,
        signature: str,
        chunks: AsyncIterable[bytes],
    ) -> PartInfo:
        """Take the bytes of one part, sent to an address that `sign_parts` gave out.

        The address alone proves the right to send, as with S3; whether whoever asked for it may
        still add is looked up again. NotFound for an address that was never given out or has
        expired, Invalid for wrong bytes, Conflict once the upload has ended, Full.
        """
        store = self._blobs
        if not isinstance(store, PartReceiver):
            raise NotFound

        def find_genuine() -> Upload:
            with self._database.read() as session:
                upload = session.get(Upload, upload_id)
                if upload is None or not store.check_part_signature(
                    upload.handle,
                    n,
                    upload_id=str(upload_id),
                    expires=expires,
                    sha256=sha256,
                    signature=signature,
                ):
                    raise NotFound(_("This address is not valid, or too old. Ask for a new one."))
                _check_open(session, upload)
                return upload

        upload = await to_thread(find_genuine)
        with blob_errors_translated():
            return await store.write_part(upload.handle, n, sha256=sha256, chunks=chunks)

    def status(self, viewer: Viewer, upload_id: UUID) -> UploadStatus:
        """How far the upload is. Once complete, every part is done; once given up, none."""
        with self._database.read() as session:
            upload = _get_own(session, viewer, upload_id)
        done: tuple[int, ...] = ()
        if upload.state is UploadState.open:
            with blob_errors_translated():
                done = tuple(self._blobs.list_parts(upload.handle))
        elif upload.state is not UploadState.aborted:
            done = tuple(range(1, -(-upload.size // upload.part_size) + 1))
        return UploadStatus(
            id=upload.id,
            asset_id=upload.asset_id,
            state=upload.state,
            done=done,
            part_size=upload.part_size,
            size=upload.size,
        )

    def complete(self, viewer: Viewer, upload_id: UUID) -> UUID:
        """Turn the parts into the memory's file and have it understood; returns the asset's id.

        Finishing twice is not an error. Conflict, with the numbers in `missing`, while parts have
        not arrived; Conflict also once the upload was given up.
        """
        with self._database.write() as session:
            _get_own(session, viewer, upload_id)
            upload, asset = lock_upload(session, upload_id)
            if upload.state is UploadState.complete:
                return asset.id
            if upload.state is UploadState.aborted:
                raise Conflict(_("This upload was given up. Add the file again."), state="aborted")
            check_may_continue(session, upload, asset)
            upload.state = UploadState.completing
            session.add(upload)
        self._endings.finish(upload, actor=viewer)
        return asset.id

    def abort(self, viewer: Viewer, upload_id: UUID) -> None:
        """Give the upload up. Doing so twice is not an error; Conflict once it is complete."""
        with self._database.read() as session:
            upload = _get_own(session, viewer, upload_id)
        if not self._endings.give_up(upload, actor=viewer):
            raise Conflict(_("This file has already arrived. Delete the memory instead."))

    def list_progress(
        self, viewers: Sequence[Viewer], asset_ids: Sequence[UUID]
    ) -> list[UploadProgress]:
        """How far those of these memories are that one of the viewers uploaded, in this order."""
        with self._database.read() as session:
            return list_progress(session, viewers, asset_ids)

    def finish_stuck(self) -> int:
        """Finish what some process began to finish and could not; returns how many it was.

        For the worker's sweep. What cannot be finished yet is left for the next one.
        """
        with self._database.read() as session:
            stuck = session.exec(
                select(Upload).where(col(Upload.state) == UploadState.completing)
            ).all()
        finished = 0
        for upload in stuck:
            try:
                self._endings.finish(upload, actor=WORKER)
                finished += 1
            except ChestError as error:
                log.warning("upload not finished", upload=str(upload.id), reason=str(error))
        return finished

    def abort_stale(self) -> int:
        """Give up what was begun more than 7 days ago; returns how many uploads it was.

        For the worker's sweep. Parts that no row leads to, left by a kill, go too.
        """
        with self._database.read() as session:
            stale = session.exec(
                select(Upload).where(
                    col(Upload.state) == UploadState.open,
                    col(Upload.created_at) < utc_now() - STALE_AFTER,
                )
            ).all()
        given_up = sum(self._endings.give_up(upload, actor=WORKER) for upload in stale)
        try:
            for handle in self._blobs.iter_stale_parts(
                older_than_seconds=int(STALE_AFTER.total_seconds())
            ):
                self._endings.forget_parts(handle)
        except StorageError as error:
            log.warning("stale parts not found", error=str(error))
        return given_up


def _find_own(session: Session, viewer: Viewer, upload_id: UUID) -> Upload | None:
    upload = session.get(Upload, upload_id)
    if upload is None:
        return None
    if viewer.account_id is not None:
        return upload if upload.account_id == viewer.account_id else None
    if isinstance(viewer, LinkViewer):
        return upload if upload.link_session_id == viewer.session_id else None
    return None


def _check_subject(session: Session, offer: FileOffer, place: Place) -> None:
    """Whether what the file is about lies in the same contribution, of which nothing is sent."""
    if offer.attached_to is None:
        return
    subject = session.get(Asset, offer.attached_to)
    if (
        subject is None
        or place.contribution_id is None
        or place.review is not Review.draft
        or subject.contribution_id != place.contribution_id
        or subject.kind is Kind.note
        or subject.deleted_at is not None
    ):
        raise Invalid(
            _(
                "The file that this one is about is not part of what you are giving. Send it by "
                "itself."
            )
        )


def _audience_of(session: Session, viewer: Viewer, offer: FileOffer, chest_id: UUID) -> Audience:
    if offer.audience is None:
        return Audience.family
    role = find_role(session, viewer, chest_id)
    return choose_audience(offer.audience, current=Audience.family, role=role, is_own=True)


def _get_own(session: Session, viewer: Viewer, upload_id: UUID) -> Upload:
    upload = _find_own(session, viewer, upload_id)
    if upload is None:
        raise NotFound
    return upload


def _check_open(session: Session, upload: Upload) -> None:
    """Whether parts may be sent: the upload has not ended, and its owner may still add."""
    if upload.state is not UploadState.open:
        raise Conflict(_ENDED, state=upload.state.value)
    asset = session.get(Asset, upload.asset_id)
    if asset is None:
        raise NotFound
    check_may_continue(session, upload, asset)
