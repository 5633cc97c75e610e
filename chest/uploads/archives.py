"""Archives are unpacked into memories: who may ask for it, and what each file in them becomes.

Rights, room and review are those of the person who asked, at the moment when a file is taken in:
what is unpacked stands where the archive stands, in its contribution and before whoever decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlmodel import Session, col, exists, or_, select

from chest.access.adding import Place, contribution_for_member, place_for
from chest.access.audit import record
from chest.access.locks import lock_contribution_of
from chest.access.memories import get_editable
from chest.access.standing import join
from chest.access.viewers import AccountViewer, LinkViewer, Viewer
from chest.access.visibility import ALLOWED, Action, find_role, visible_to
from chest.blob_errors import blob_errors_translated
from chest.database import Database
from chest.errors import ChestError, Conflict, Invalid, NotFound, NotSignedIn, TooLarge
from chest.ingest.unpacking import Unpacked
from chest.jobs.queue import Job, JobQueue
from chest.models import (
    Archive,
    ArchiveFile,
    ArchiveOutcome,
    ArchiveState,
    Asset,
    AssetState,
    Chest,
    Contribution,
    ContributionState,
    Review,
    UploadState,
    utc_now,
)
from chest.settings import Settings
from chest.sharing.sessions import find_opening_by_id
from chest.uploads.archive_progress import ArchiveProgress, list_archives
from chest.uploads.known import find_published
from chest.uploads.offers import FileOffer
from chest.uploads.rights import check_may_continue, reserve
from chest.uploads.room import Room
from language import N_, _
from storage.base import BlobStore

_NO_ARCHIVE = N_("This is not an archive that can be unpacked here.")
_PUT_ASIDE = N_("This was declined or taken back, so what is in it stays where it is.")
_ASKED = (ArchiveState.waiting, ArchiveState.unpacking, ArchiveState.done)


@dataclass(frozen=True)
class Unpacking:
    """An archive, and the memories that were made of it: those that are here, and those that were
    put away since."""

    progress: ArchiveProgress
    made: tuple[UUID, ...] = ()
    put_away: tuple[UUID, ...] = ()


class ArchiveManager:
    """Asked by whoever may change the archive; files are taken in by the worker in their name."""

    def __init__(
        self, *, database: Database, blobs: BlobStore, jobs: JobQueue, settings: Settings
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._jobs = jobs
        self._room = Room(database=database, blobs=blobs, settings=settings)

    def unpack(self, viewers: Sequence[Viewer], archive_id: UUID) -> Viewer:
        """Have the archive unpacked, as the first of these viewers who may change it: returns who
        that is. Asking twice is asking once, and one that stopped goes on.

        Raises NotFound for what none of them may change, Invalid for what is no archive, and
        Conflict, with the reason, for one that cannot be unpacked.
        """
        refusal: ChestError = NotSignedIn()
        for viewer in viewers:
            try:
                self._ask(viewer, archive_id)
            except NotFound as error:
                refusal = error
            else:
                return viewer
        raise refusal

    def _ask(self, viewer: Viewer, archive_id: UUID) -> None:
        with self._database.write() as session:
            asset, _chest, role = get_editable(session, viewer, archive_id, lock=True)
            archive = session.get(Archive, archive_id, with_for_update=True)
            if archive is None:
                raise Invalid(_NO_ARCHIVE)
            if archive.state is ArchiveState.refused:
                raise Conflict(archive.reason or _NO_ARCHIVE)
            if archive.state in _ASKED:
                return
            if role is not None and Action.add not in ALLOWED[role]:
                raise NotFound
            archive.state, archive.reason = ArchiveState.waiting, None
            archive.asked_at, archive.finished_at = utc_now(), None
            archive.account_id = viewer.account_id
            archive.link_session_id = viewer.session_id if isinstance(viewer, LinkViewer) else None
            session.add(archive)
            record(
                session,
                viewer,
                "archive.unpacked",
                subject=("asset", asset.id),
                chest_id=asset.chest_id,
            )
            self._jobs.enqueue(session, Job.unpack, archive_id)

    def look(self, viewer: Viewer, archive_id: UUID) -> Unpacking | None:
        """How far an archive is that the viewer may see, also where it was put away after it was
        unpacked; None for what is none."""
        with self._database.read() as session:
            asset = session.exec(
                select(Asset).where(
                    col(Asset.id) == archive_id,
                    or_(visible_to(viewer), visible_to(viewer, deleted=True)),
                )
            ).first()
            progress = list_archives(session, [asset]).get(archive_id) if asset else None
            if asset is None or progress is None:
                return None
            made = (col(Asset.id) == col(ArchiveFile.asset_id),)
            rows = session.exec(
                select(Asset.id, col(Asset.deleted_at).is_(None))
                .join(ArchiveFile, *made)
                .where(
                    col(ArchiveFile.archive_id) == archive_id,
                    or_(visible_to(viewer), visible_to(viewer, deleted=True)),
                )
                .order_by(col(Asset.id))
            ).all()
            return Unpacking(
                progress,
                made=tuple(asset_id for asset_id, is_here in rows if is_here),
                put_away=tuple(asset_id for asset_id, is_here in rows if not is_here),
            )

    def take(self, archive_id: UUID, file: Unpacked) -> None:
        """See `Taker`. What the chest shows the asker already is not stored once more."""
        try:
            usable = self._room.measure(file.size)
        except TooLarge:
            self.note(archive_id, file.n, ArchiveOutcome.left_out)
            return
        with self._database.read() as session:
            archive, asset = _get(session, archive_id)
            if self._is_there(session, archive, asset, file.sha256):
                outcome: ArchiveOutcome | None = ArchiveOutcome.had
            else:
                outcome = None
        if outcome is not None:
            self.note(archive_id, file.n, outcome)
            return
        key = _key_of(asset, file.n)
        with blob_errors_translated():
            self._blobs.put_file(key, file.path)
        with self._database.write() as session:
            self._add(session, archive_id, file, key=key, usable=usable)

    def note(self, archive_id: UUID, n: int, outcome: ArchiveOutcome) -> None:
        """See `Taker`."""
        with self._database.write() as session:
            _note(session, archive_id, n, outcome)

    def finish(self, archive_id: UUID) -> None:
        """See `Taker`. Where something was left out the archive stays beside the rest: it is the
        only place where that still is."""
        with self._database.write() as session:
            lock_contribution_of(session, archive_id)
            asset = session.get(Asset, archive_id, with_for_update=True)
            archive = session.get(Archive, archive_id, with_for_update=True)
            if asset is None or archive is None or archive.state is not ArchiveState.unpacking:
                return
            archive.state, archive.finished_at = ArchiveState.done, utc_now()
            session.add(archive)
            left_out = exists(
                select(col(ArchiveFile.n)).where(
                    col(ArchiveFile.archive_id) == archive_id,
                    col(ArchiveFile.outcome) == ArchiveOutcome.left_out,
                )
            )
            if asset.deleted_at is not None or session.exec(select(left_out)).one():
                return
            viewer = _asker(session, archive)
            asset.deleted_at, asset.deleted_by = utc_now(), viewer.account_id
            session.add(asset)
            subject = ("asset", asset.id)
            record(session, viewer, "asset.deleted", subject=subject, chest_id=asset.chest_id)

    def _is_there(self, session: Session, archive: Archive, asset: Asset, digest: str) -> bool:
        """Whether these bytes are in the chest for whoever asked: from this archive, which holds
        the pictures of its albums twice, or published and in sight."""
        known = exists(
            select(col(ArchiveFile.n)).where(
                col(ArchiveFile.archive_id) == archive.asset_id,
                col(ArchiveFile.sha256) == digest,
            )
        )
        if session.exec(select(known)).one():
            return True
        if archive.account_id is None:
            return False
        viewer = AccountViewer(archive.account_id)
        return find_published(session, viewer, asset.chest_id, digest) is not None

    def _add(
        self, session: Session, archive_id: UUID, file: Unpacked, *, key: str, usable: int | None
    ) -> None:
        lock_contribution_of(session, archive_id)
        archive, asset = _get(session, archive_id, lock=True)
        if not _note(session, archive_id, file.n, ArchiveOutcome.added, sha256=file.sha256):
            return
        check_may_continue(session, archive, asset)
        viewer = _asker(session, archive)
        place, contribution = _place(session, viewer, asset)
        self._room.check(session, file.size, usable=usable)
        if archive.account_id is None and contribution is not None and contribution.link_id:
            reserve(session, contribution.link_id, file.size)
        offer = FileOffer(
            name=file.name,
            size=file.size,
            sha256=file.sha256,
            folder=file.folder,
            beside=file.beside,
        ).cleaned()
        made = offer.asset(place, storage_key=key, date=None, audience=asset.audience, by=viewer)
        made.state = AssetState.processing
        if contribution is not None:
            join(made, contribution)
        session.add(made)
        session.flush()
        row = session.get(ArchiveFile, (archive_id, file.n))
        assert row is not None  # written down above
        row.asset_id = made.id
        session.add(row)
        upload = offer.upload(made, handle="-", part_size=max(1, file.size), by=viewer)
        upload.state, upload.completed_at = UploadState.complete, utc_now()
        upload.link_session_id = archive.link_session_id
        session.add(upload)
        record(session, viewer, "asset.added", subject=("asset", made.id), chest_id=made.chest_id)
        self._jobs.enqueue(session, Job.ingest, made.id)


def _get(session: Session, archive_id: UUID, *, lock: bool = False) -> tuple[Archive, Asset]:
    asset = session.get(Asset, archive_id, with_for_update=lock or None)
    archive = session.get(Archive, archive_id)
    if asset is None or archive is None:
        raise NotFound
    return archive, asset


def _note(
    session: Session,
    archive_id: UUID,
    n: int,
    outcome: ArchiveOutcome,
    *,
    sha256: str | None = None,
) -> bool:
    """Write down what became of a file; False if that stands there already, or the archive is
    gone."""
    session.get(Archive, archive_id, with_for_update=True)
    if session.get(ArchiveFile, (archive_id, n)) is not None:
        return False
    session.add(ArchiveFile(archive_id=archive_id, n=n, outcome=outcome, sha256=sha256))
    session.flush()
    return True


def _asker(session: Session, archive: Archive) -> Viewer:
    """Whoever asked, as the rows allow them at this moment. NotFound for a link that is gone."""
    if archive.account_id is not None:
        return AccountViewer(archive.account_id)
    opening = find_opening_by_id(session, archive.link_session_id)
    if opening is None:
        raise NotFound(_("The link through which this was sent is not open any more."))
    return opening.viewer


def _place(session: Session, viewer: Viewer, asset: Asset) -> tuple[Place, Contribution | None]:
    """Where a file from this archive goes: the contribution is one to join, None for none.

    Nobody has looked at what a member finds in their own archive after it was approved, so it waits
    in a contribution of its own; a curator who unpacks it has looked.
    """
    chest = session.get(Chest, asset.chest_id)
    if chest is None:
        raise NotFound
    contribution = session.get(Contribution, asset.contribution_id or UUID(int=0))
    if contribution is None:
        return place_for(session, viewer, chest_id=chest.id, audience=asset.audience), None
    if contribution.state in (ContributionState.declined, ContributionState.withdrawn):
        raise Conflict(_PUT_ASIDE)
    role = find_role(session, viewer, chest.id)
    curates = role is not None and Action.edit_any in ALLOWED[role]
    if contribution.state is ContributionState.approved and not curates:
        assert viewer.account_id is not None  # a link's gift is not added to once it was decided
        contribution = contribution_for_member(session, viewer.account_id, chest.id)
    elif contribution.state is not ContributionState.approved:
        # Whoever looks through it just now has not seen what comes next.
        contribution.version += 1
        session.add(contribution)
    return Place(chest, Review.pending, contribution.id), contribution


def _key_of(archive: Asset, n: int) -> str:
    """The same at each run, so that a run that was killed leaves nothing behind."""
    digest = sha256(f"{archive.storage_key}/{n}".encode()).hexdigest()
    return f"v1/{archive.chest_id}/o/{digest[:32]}"
