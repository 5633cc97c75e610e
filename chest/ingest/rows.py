"""The rows that ingest writes: how far each step got, what it found, what it derived.

Every write is short and can be repeated. It names the columns it changes, so that what a person
edits meanwhile stays, and it leaves `version` alone, which counts human edits only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import file_digest
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select, update

from ai.media import MediaError
from chest.database import Database
from chest.gate.reading import read_now
from chest.ingest.file_dates import NOTHING_BESIDE
from chest.ingest.open_file import MadeFile
from chest.ingest.sidecars import Beside
from chest.models import (
    Asset,
    AssetState,
    BlobTrash,
    Chest,
    DateOrigin,
    Derivative,
    Kind,
    ProcessingStep,
    Review,
    Step,
    StepState,
    Upload,
    UploadState,
    utc_now,
)
from storage.base import BlobStore

OPEN_STEPS = (StepState.waiting, StepState.running)

# Whose bytes nobody wants understood any more. A restore brings them back to the sweep's sight.
UNWANTED_REVIEWS = (Review.withdrawn, Review.declined)


@dataclass(frozen=True)
class Subject:
    """An asset as it is now, with what its chest and its upload tell about it."""

    asset: Asset
    time_zone: str
    southern: bool
    declared_sha256: str | None
    declared_size: int | None
    file_modified: datetime | None
    folder: str | None = None
    beside: Beside = NOTHING_BESIDE


@dataclass(frozen=True)
class Outcome:
    """How a step ended. `reason` is a sentence for a person; `fatal` says that the bytes
    themselves cannot be used; `refusal` is why the decoder would not open them. `values` are
    columns of the asset; so is `date`, unless a person gave the memory a date, and each of `words`
    where the memory has none and nobody has changed it yet; `sources` says which of them have a
    column for who told them."""

    state: StepState = StepState.done
    reason: str | None = None
    fatal: bool = False
    refusal: MediaError | None = None
    values: Mapping[str, Any] | None = None
    date: Mapping[str, Any] | None = None
    words: Mapping[str, Any] | None = None
    sources: Mapping[str, DateOrigin] = field(default_factory=dict)


class IngestRows:
    """The database as ingest sees it; `for_links`, as the making of copies for links does.

    Each minds its own steps. Whoever took a gift back still looks at it through the receipt, so
    that copies are made of what nobody wants understood any more.
    """

    def __init__(self, database: Database, blobs: BlobStore, *, for_links: bool = False) -> None:
        self._database = database
        self._blobs = blobs
        self._for_links = for_links

    def find_subject(self, asset_id: UUID) -> Subject | None:
        """The asset, or None if nobody wants it understood: gone, deleted, withdrawn, no bytes."""
        with self._database.read() as session:
            return self._find_subject(session, asset_id)

    def find_unfinished(self, asset_id: UUID) -> Subject | None:
        """The same, but None also if nothing is left to do for it."""
        with self._database.read() as session:
            open_work = session.exec(self._unfinished().where(col(Asset.id) == asset_id)).first()
            return self._find_subject(session, asset_id) if open_work else None

    def list_unfinished(self) -> list[UUID]:
        with self._database.read() as session:
            return list(session.exec(self._unfinished().order_by(col(Asset.id))))

    def expect(self, asset_id: UUID, steps: tuple[Step, ...]) -> None:
        """Make the rows of these steps, waiting; those that exist stay as they are."""
        with self._database.write() as session:
            known = session.exec(
                select(ProcessingStep.step).where(col(ProcessingStep.asset_id) == asset_id)
            ).all()
            session.add_all(
                ProcessingStep(asset_id=asset_id, step=step) for step in steps if step not in known
            )

    def begin(self, asset_id: UUID, step: Step) -> tuple[Subject, ProcessingStep] | None:
        """Mark the step as running and count the attempt; a step that is done stays done. None if
        the asset is not wanted any more."""
        with self._database.write() as session:
            subject = self._find_subject(session, asset_id)
            if subject is None:
                return None
            row = session.get(ProcessingStep, (asset_id, step))
            row = row or ProcessingStep(asset_id=asset_id, step=step)
            if row.state is not StepState.done:
                row.state, row.reason, row.updated_at = StepState.running, None, utc_now()
                row.attempts += 1
                session.add(row)
            return subject, row

    def end(self, asset_id: UUID, step: Step, outcome: Outcome) -> None:
        """Record what the step found, and that it ended, in one transaction."""
        with self._database.write() as session:
            if outcome.values:
                session.exec(
                    update(Asset).where(col(Asset.id) == asset_id).values(**outcome.values)
                )
            if outcome.date:
                session.exec(
                    update(Asset)
                    .where(
                        col(Asset.id) == asset_id,
                        or_(
                            col(Asset.taken_source).is_(None),
                            col(Asset.taken_source) != DateOrigin.user,
                        ),
                    )
                    .values(**outcome.date)
                )
            for name, value in (outcome.words or {}).items():
                column = col(getattr(Asset, name))
                told_by = outcome.sources.get(name)
                source = {f"{name}_source": told_by} if told_by else {}
                session.exec(
                    update(Asset)
                    .where(col(Asset.id) == asset_id, col(Asset.version) == 1, column.is_(None))
                    .values({name: value} | source)
                )
            _set_step(session, asset_id, step, state=outcome.state, reason=outcome.reason)

    def postpone(self, asset_id: UUID, step: Step, reason: str) -> None:
        """The step will be tried again by itself; the page says why it has to wait."""
        with self._database.write() as session:
            _set_step(session, asset_id, step, state=StepState.waiting, reason=reason)

    def close_steps(self, asset_id: UUID, state: StepState, reason: str) -> None:
        """End every step that still waits or runs."""
        with self._database.write() as session:
            session.exec(
                update(ProcessingStep)
                .where(col(ProcessingStep.asset_id) == asset_id, self._is_open())
                .values(state=state, reason=reason, updated_at=utc_now())
            )

    def finish(self, asset_id: UUID, state: AssetState) -> None:
        """Set the asset's state, unless it is still (or again) being uploaded."""
        with self._database.write() as session:
            session.exec(
                update(Asset)
                .where(col(Asset.id) == asset_id, col(Asset.state) != AssetState.uploading)
                .values(state=state)
            )
        # For whoever decides; a worker that dies before this leaves it to the sweep.
        read_now(self._database, [asset_id])

    def is_done(self, asset_id: UUID, step: Step) -> bool:
        with self._database.read() as session:
            row = session.get(ProcessingStep, (asset_id, step))
            return row is not None and row.state is StepState.done

    def mark_duplicates(self, asset_id: UUID) -> None:
        """Let every asset of the chest with the same bytes point to the oldest of them.

        The group is looked at as a whole: of two that are hashed at the same moment, whichever
        comes here last sees both. This is what an uploader is told; which of them is shown, and to
        whom, follows from what is published (`chest.access.repeats`).
        """
        with self._database.write() as session:
            asset = session.get(Asset, asset_id)
            if asset is None or asset.sha256 is None or not asset.bytes:
                return
            same = session.exec(
                select(Asset.id)
                .where(
                    col(Asset.chest_id) == asset.chest_id,
                    col(Asset.sha256) == asset.sha256,
                    col(Asset.deleted_at).is_(None),
                    col(Asset.review).not_in(UNWANTED_REVIEWS),
                )
                .order_by(col(Asset.id))
            ).all()
            # What was said of a picture holds for the same bytes that come later.
            said = session.exec(
                select(Asset.same_as)
                .where(
                    col(Asset.chest_id) == asset.chest_id,
                    col(Asset.sha256) == asset.sha256,
                    col(Asset.same_as).is_not(None),
                )
                .limit(1)
            ).first()
            if said is not None and asset.same_as is None:
                asset.same_as = said
                session.add(asset)
            for number, twin_id in enumerate(same):
                session.exec(
                    update(Asset)
                    .where(col(Asset.id) == twin_id)
                    .values(duplicate_of=same[0] if number else None)
                )

    def store(self, asset: Asset, kind: str, made: MadeFile, *, version: int | None = None) -> None:
        """Keep a derived file: the bytes first, under a key that a second run writes again, then
        the row. If the memory is gone meanwhile, the bytes go to the trash; so do those of another
        version."""
        with self._database.read() as session:
            row = session.get(Derivative, (asset.id, kind))
        version = version or (row.version if row else 1)
        assert asset.storage_key
        object_id = asset.storage_key.rpartition("/")[2]
        key = f"v1/{asset.chest_id}/d/{object_id}/{kind}-{version}"
        with made.path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        info = self._blobs.put_file(key, made.path)
        with self._database.write() as session:
            if session.get(Asset, asset.id, with_for_update=True) is None:
                session.add(BlobTrash(storage_key=key))
                return
            if row is not None and row.storage_key != key:
                session.add(BlobTrash(storage_key=row.storage_key))
            session.merge(
                Derivative(
                    asset_id=asset.id,
                    kind=kind,
                    version=version,
                    storage_key=key,
                    media_type=made.media_type,
                    bytes=info.size,
                    sha256=digest,
                    width=made.width,
                    height=made.height,
                )
            )

    def _find_subject(self, session: Session, asset_id: UUID) -> Subject | None:
        found = session.exec(
            select(Asset, Chest, Upload)
            .join(Chest, col(Chest.id) == col(Asset.chest_id))
            .outerjoin(
                Upload,
                (col(Upload.asset_id) == col(Asset.id))
                & (col(Upload.state) == UploadState.complete),
            )
            .where(col(Asset.id) == asset_id, *self._wanted())
        ).first()
        if found is None:
            return None
        asset, chest, upload = found
        return Subject(
            asset=asset,
            time_zone=chest.time_zone,
            southern=chest.southern,
            declared_sha256=upload.declared_sha256 if upload else None,
            declared_size=upload.size if upload else None,
            file_modified=upload.file_modified if upload else None,
            folder=upload.folder if upload else None,
            beside=Beside.from_json(upload.beside if upload else None),
        )

    def _unfinished(self) -> Any:
        """Assets that are being understood, or of which a person asked to try a step again."""
        waiting = (
            select(ProcessingStep.asset_id)
            .where(col(ProcessingStep.asset_id) == col(Asset.id), self._is_open())
            .exists()
        )
        processing = col(Asset.state) == AssetState.processing
        due = waiting if self._for_links else or_(processing, waiting)
        return select(Asset.id).where(due, *self._wanted())

    def _wanted(self) -> list[ColumnElement[bool]]:
        reviews = () if self._for_links else UNWANTED_REVIEWS
        return [
            col(Asset.deleted_at).is_(None),
            col(Asset.state) != AssetState.uploading,
            col(Asset.storage_key).is_not(None),
            col(Asset.kind) != Kind.note,
            col(Asset.review).not_in(reviews),
        ]

    def _is_open(self) -> ColumnElement[bool]:
        """Whether a step is one of ours, and waits or runs."""
        step = col(ProcessingStep.step)
        ours = step == Step.without_place if self._for_links else step != Step.without_place
        return and_(ours, col(ProcessingStep.state).in_(OPEN_STEPS))


def _set_step(
    session: Session, asset_id: UUID, step: Step, *, state: StepState, reason: str | None
) -> None:
    session.exec(
        update(ProcessingStep)
        .where(col(ProcessingStep.asset_id) == asset_id, col(ProcessingStep.step) == step)
        .values(state=state, reason=reason, updated_at=utc_now())
    )
