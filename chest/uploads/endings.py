"""How an upload ends: complete, or given up. Either may be asked for twice, by two processes."""

from __future__ import annotations

import structlog
from sqlmodel import Session

from chest.access.audit import record
from chest.access.locks import lock_upload
from chest.access.viewers import Viewer
from chest.blob_errors import blob_errors_translated
from chest.database import Database
from chest.errors import Conflict
from chest.jobs.queue import Job, JobQueue
from chest.models import Asset, AssetState, Upload, UploadState, utc_now
from chest.uploads.rights import check_still_wanted, release, settle_review
from storage.base import BlobStore, PartRejected, StorageError

log = structlog.get_logger(__name__)


class UploadEndings:
    """Carries an upload to one of its ends in steps, each of which can be repeated: a process
    killed between two of them leaves a row from which the worker's sweep goes on."""

    def __init__(self, *, database: Database, blobs: BlobStore, jobs: JobQueue) -> None:
        self._database = database
        self._blobs = blobs
        self._jobs = jobs

    def finish(self, upload: Upload, *, actor: Viewer) -> None:
        """Complete an upload that is `completing`: join its parts, then hand the file to ingest.

        Conflict, and the upload open again, while parts are missing; Conflict, and the upload
        given up, when the store has lost it or nobody waits for the file any more.
        """
        try:
            with blob_errors_translated():
                info = self._blobs.complete_parts(upload.handle)
        except Conflict as error:
            if isinstance(error.__cause__, PartRejected):
                self.give_up(upload, actor=actor, also_completing=True)
            else:
                self._reopen(upload)
            raise
        refusal: Conflict | None = None
        with self._database.write() as session:
            row, asset = lock_upload(session, upload.id)
            if row.state is not UploadState.completing:
                return
            try:
                check_still_wanted(session, row, asset)
            except Conflict as error:
                refusal = error
                _mark_given_up(session, row, asset, actor=actor)
            else:
                row.state, row.completed_at = UploadState.complete, utc_now()
                asset.state, asset.bytes = AssetState.processing, info.size
                settle_review(session, row, asset)
                session.add_all([row, asset])
                subject = ("asset", asset.id)
                record(session, actor, "asset.added", subject=subject, chest_id=asset.chest_id)
                self._jobs.enqueue(session, Job.ingest, asset.id)
        if refusal is not None:
            raise refusal

    def give_up(self, upload: Upload, *, actor: Viewer, also_completing: bool = False) -> bool:
        """Give up an upload that has not ended; False if it is complete or about to be.

        Its memory is put away like a deleted one, and what it had reserved is free again.
        """
        with self._database.write() as session:
            row, asset = lock_upload(session, upload.id)
            if row.state is UploadState.complete:
                return False
            if row.state is UploadState.completing and not also_completing:
                return False
            if row.state is not UploadState.aborted:
                _mark_given_up(session, row, asset, actor=actor)
        self.forget_parts(upload.handle)
        return True

    def forget_parts(self, handle: str) -> None:
        """Remove what arrived of an upload that no row leads to any more."""
        try:
            self._blobs.abort_parts(handle)
        except StorageError as error:
            # The sweep finds them by their age.
            log.warning("parts could not be removed", error=str(error))

    def _reopen(self, upload: Upload) -> None:
        with self._database.write() as session:
            row, _ = lock_upload(session, upload.id)
            if row.state is UploadState.completing:
                row.state = UploadState.open
                session.add(row)


def _mark_given_up(session: Session, upload: Upload, asset: Asset, *, actor: Viewer) -> None:
    upload.state = UploadState.aborted
    if asset.deleted_at is None:
        asset.deleted_at, asset.deleted_by = utc_now(), actor.account_id
    release(session, asset, upload.size)
    session.add_all([upload, asset])
