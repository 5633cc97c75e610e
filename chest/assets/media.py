"""Addresses of files: made for one viewer and a few hours, and looked through again at each use."""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from sqlmodel import Session, col, select

from ai.media.known import SAVED, SHOWN
from chest.access.audit import record_download
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.assets.file_names import file_name
from chest.assets.renditions import KINDS, PICTURES, Source, find_sources
from chest.blob_errors import blob_errors_translated
from chest.database import Database
from chest.errors import BeingMade, NotFound
from chest.ingest.moments import MOMENT
from chest.jobs.queue import Job, JobQueue
from chest.models import PIECE, Asset, Derivative, ProcessingStep, Step
from chest.security.signing import Signer
from storage.base import BlobStore

HOUR = 3600
# A film may be watched for an evening; its player asks for the next stretch with the same address.
LONG_HOURS = 6
LONGEST_CACHE_SECONDS = HOUR

UNKNOWN_TYPE = "application/octet-stream"

_RETRY_AFTER_SECONDS = 5


class HasRenditions(Protocol):
    """A card or view of a memory: its id, and the versions of the forms its viewer may have."""

    @property
    def id(self) -> UUID: ...
    @property
    def renditions(self) -> Mapping[str, int]: ...


@dataclass(frozen=True)
class Rendition:
    """A file as it is to be sent: `inline` to be looked at, otherwise to be saved.

    `media_type` is one that no browser runs. `etag` (without quotes) changes with the bytes.
    """

    key: str
    media_type: str
    file_name: str
    inline: bool
    size: int
    etag: str
    cache_seconds: int


def expire_after(hours: int) -> int:
    """When an address ends that is good for at least so many hours: the same within an hour."""
    return (int(time.time()) // HOUR + 1 + hours) * HOUR


class MediaManager:
    """Makes the addresses under `/m` and answers what stands behind one."""

    def __init__(
        self, *, database: Database, blobs: BlobStore, signer: Signer, jobs: JobQueue
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._signer = signer
        self._jobs = jobs

    @property
    def blobs(self) -> BlobStore:
        """Where the bytes of a Rendition lie, by its key."""
        return self._blobs

    def url(self, viewer: Viewer, asset: HasRenditions, kind: str) -> str | None:
        """The address of one form (original, thumb, preview, poster, video, audio) of a memory that
        was read for this viewer; None where there is none.

        Good for this viewer alone and for at least an hour (a film or download: six). Within an
        hour the same call gives the same address, so that browsers keep what they have.
        """
        version = asset.renditions.get(kind)
        if version is None:
            return None
        return self._address(viewer, asset.id, kind, version)

    def urls(self, viewer: Viewer, asset: HasRenditions) -> dict[str, str]:
        """The addresses of all forms of a memory that was read for this viewer, by kind; `moment`
        is that of the film which plays on a picture, whosever form that is."""
        found = {
            kind: self._address(viewer, asset.id, kind, version)
            for kind, version in asset.renditions.items()
        }
        moment = self.moment_url(viewer, asset)
        return found | {MOMENT: moment} if moment else found

    def moment_url(self, viewer: Viewer, asset: HasRenditions) -> str | None:
        """The address of the film of a picture's moment; None where there is none."""
        source = getattr(asset, "moment_source", None)
        return self._address(viewer, *source) if source else None

    def picture_urls(
        self, viewer: Viewer, asset_ids: Iterable[UUID], kind: str = "thumb"
    ) -> dict[UUID, str]:
        """The addresses of one form of those of these memories that the viewer sees and that have
        it, in one query."""
        if kind not in PICTURES:
            raise ValueError(f"{kind!r} is not a picture made from a memory.")
        with self._database.read() as session:
            rows = session.exec(
                select(Derivative.asset_id, Derivative.version)
                .join(Asset, col(Asset.id) == col(Derivative.asset_id))
                .where(
                    col(Derivative.asset_id).in_(list(asset_ids)),
                    col(Derivative.kind) == kind,
                    visible_to(viewer),
                )
            ).all()
        return {asset_id: self._address(viewer, asset_id, kind, v) for asset_id, v in rows}

    def resolve(
        self, viewers: Sequence[Viewer], asset_id: UUID, kind: str, *, expires: int, signature: str
    ) -> Rendition:
        """What stands behind an address that was made for one of these viewers.

        Raises NotFound when it was made for somebody else, has expired or was replaced by a newer
        version (loading the page again makes a new one), and when that viewer may not see the
        memory, or have this form of it, any more. Raises BeingMade for the copy for links until it
        is there; asking for it is what has it made.
        """
        now = int(time.time())
        if kind not in KINDS or expires <= now:
            raise NotFound
        with self._database.read() as session:
            for viewer in viewers:
                found = self._find(session, viewer, asset_id, kind)
                if found is None:
                    continue
                asset, source = found
                right = self._sign(viewer, asset_id, kind, source.version, expires)
                if hmac.compare_digest(right.encode(), signature.encode()):
                    break
            else:
                raise NotFound
        if source.key is not None:
            if kind == "original":
                record_download(self._database, viewer, asset.id, chest_id=asset.chest_id)
            cache_seconds = min(expires - now, LONGEST_CACHE_SECONDS)
            return self._rendition(asset, source, source.key, kind, cache_seconds=cache_seconds)
        self._ask_for_copy(asset_id)
        raise BeingMade(_RETRY_AFTER_SECONDS)

    def _ask_for_copy(self, asset_id: UUID) -> None:
        """Have the copy made, unless it was asked for already: whoever asks again and again must
        not bring a job forward that waits to be tried later."""
        with self._database.read() as session:
            if session.get(ProcessingStep, (asset_id, Step.without_place)) is not None:
                return
        with self._database.write() as session:
            # Held, so that of two who ask at the same moment one finds the row of the other.
            asset = session.get(Asset, asset_id, with_for_update=True)
            key = (asset_id, Step.without_place)
            if asset is None or session.get(ProcessingStep, key) is not None:
                return
            session.add(ProcessingStep(asset_id=asset_id, step=Step.without_place))
            self._jobs.enqueue(session, Job.copy_for_links, asset_id)

    def _address(self, viewer: Viewer, asset_id: UUID, kind: str, version: int) -> str:
        expires = expire_after(1 if kind in PICTURES else LONG_HOURS)
        signature = self._sign(viewer, asset_id, kind, version, expires)
        return f"/m/{asset_id}/{kind}?e={expires}&s={signature}"

    def _sign(self, viewer: Viewer, asset_id: UUID, kind: str, version: int, expires: int) -> str:
        return self._signer.media_signature(
            asset_id, kind=kind, version=version, viewer=viewer.key, expires=expires
        )

    def _rendition(
        self, asset: Asset, source: Source, key: str, kind: str, *, cache_seconds: int
    ) -> Rendition:
        media_type = source.media_type or UNKNOWN_TYPE
        if media_type not in SHOWN | SAVED:
            media_type = UNKNOWN_TYPE
        size = source.size
        if size is None:
            with blob_errors_translated():
                size = self._blobs.stat(key).size
        digest = sha256(f"{key}|{source.version}|{media_type}".encode()).hexdigest()
        return Rendition(
            key=key,
            media_type=media_type,
            file_name=file_name(asset.id, asset.original_name, source.media_type),
            inline=media_type in SHOWN and kind != "original",
            size=size,
            etag=digest[:32],
            cache_seconds=cache_seconds,
        )

    @staticmethod
    def _find(
        session: Session, viewer: Viewer, asset_id: UUID, kind: str
    ) -> tuple[Asset, Source] | None:
        asset = session.exec(
            select(Asset).where(col(Asset.id) == asset_id, visible_to(viewer))
        ).first()
        if asset is None:
            return None
        derivatives = session.exec(
            select(Derivative).where(
                col(Derivative.asset_id) == asset_id, ~col(Derivative.kind).startswith(PIECE)
            )
        ).all()
        steps = session.exec(
            select(ProcessingStep).where(col(ProcessingStep.asset_id) == asset_id)
        ).all()
        sources = find_sources(
            asset,
            {row.kind: row for row in derivatives},
            viewer,
            steps={row.step: row.state for row in steps},
        )
        return (asset, sources[kind]) if kind in sources else None
