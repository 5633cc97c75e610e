"""What is written down of films and voices that are made playable: which, how far, and the pieces
that are made already."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select, update

from chest.database import Database
from chest.ingest.rows import OPEN_STEPS, UNWANTED_REVIEWS
from chest.jobs.queue import Job, JobQueue
from chest.models import (
    PIECE,
    Asset,
    AssetState,
    BlobTrash,
    Derivative,
    Kind,
    Rendition,
    StepState,
    utc_now,
)

RECIPE = 1
"""Raised when films are to be made anew: by a better coder, or one that a browser needs."""

LONG_SECONDS = 600.0
JOBS = (Job.play_voice, Job.play_film, Job.play_long_film)
"""In the order in which they go first."""

_PLAYED = (Kind.video, Kind.audio)


def job_of(kind: Kind, seconds: float | None) -> Job:
    """Which job makes it playable. What nobody knows the length of may be as long as any."""
    if kind is Kind.audio:
        return Job.play_voice
    is_short = seconds is not None and seconds <= LONG_SECONDS
    return Job.play_film if is_short else Job.play_long_film


def expect_rendition(
    session: Session, asset: Asset, jobs: JobQueue | None, *, played_as: str | None = None
) -> None:
    """Have it made, unless it was; one that did not work out before is tried again."""
    row = session.get(Rendition, asset.id) or Rendition(asset_id=asset.id, recipe=RECIPE)
    if row.state is StepState.done and row.recipe >= RECIPE:
        return
    row.recipe, row.state, row.reason = RECIPE, StepState.waiting, None
    row.played_as = played_as or row.played_as
    row.updated_at = utc_now()
    session.add(row)
    if jobs is not None:
        jobs.enqueue(session, job_of(asset.kind, asset.duration), asset.id)


class RenditionRows:
    """The database as the making of renditions sees it. Every write can be repeated."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_unfinished(self, job: Job) -> list[UUID]:
        """What has no rendition of today's recipe and should have: also what came before there
        were any."""
        tried = and_(col(Rendition.recipe) >= RECIPE, col(Rendition.state).not_in(OPEN_STEPS))
        columns = (col(Asset.id), col(Asset.kind), col(Asset.duration))
        with self._database.read() as session:
            never = session.execute(
                select(*columns)
                .outerjoin(Rendition, col(Rendition.asset_id) == col(Asset.id))
                .where(
                    ~col(Asset.plays_in_browser),
                    or_(col(Rendition.asset_id).is_(None), ~tried),
                    *_wanted(),
                )
            ).all()
            begun = session.execute(
                select(*columns)
                .join(Rendition, col(Rendition.asset_id) == col(Asset.id))
                .where(or_(col(Rendition.state).in_(OPEN_STEPS), _is_of_before()), *_wanted())
            ).all()
        found = {asset_id: job_of(kind, seconds) for asset_id, kind, seconds in (*never, *begun)}
        return sorted(asset_id for asset_id, of in found.items() if of is job)

    @staticmethod
    def find_open(session: Session, asset_ids: Collection[UUID]) -> set[UUID]:
        """Those of these memories that still have to be made playable."""
        found = session.exec(
            select(Asset.id)
            .outerjoin(Rendition, col(Rendition.asset_id) == col(Asset.id))
            .where(
                col(Asset.id).in_(asset_ids),
                or_(
                    and_(col(Rendition.asset_id).is_(None), ~col(Asset.plays_in_browser)),
                    col(Rendition.state).in_(OPEN_STEPS),
                ),
                *_wanted(),
            )
        )
        return set(found)

    def begin(self, asset_id: UUID) -> tuple[Asset, Rendition] | None:
        """The memory, and how far it is; None where there is nothing to do any more."""
        with self._database.write() as session:
            asset = _find(session, asset_id)
            if asset is None:
                return None
            row = session.get(Rendition, asset_id, with_for_update=True)
            if row is None:
                if asset.plays_in_browser:
                    return None
                row = Rendition(asset_id=asset_id, recipe=RECIPE)
            if row.recipe >= RECIPE and row.state not in OPEN_STEPS:
                return None
            if row.recipe < RECIPE:
                row.series += 1
            row.recipe, row.state, row.reason = RECIPE, StepState.running, None
            row.attempts, row.speed, row.updated_at = row.attempts + 1, None, utc_now()
            session.add(row)
            return asset, row

    def tell(self, asset_id: UUID, *, done: float, whole: float, speed: float | None) -> bool:
        """Write down how far it is; whether anybody still wants it."""
        with self._database.write() as session:
            if _find(session, asset_id) is None:
                self._set(session, asset_id, state=StepState.waiting)
                return False
            self._set(session, asset_id, done=done, whole=whole, speed=speed)
            return True

    def end(
        self, asset_id: UUID, state: StepState, *, reason: str | None = None, **values: Any
    ) -> None:
        """Record how it ended, and what is known of the memory now."""
        with self._database.write() as session:
            if values:
                session.exec(update(Asset).where(col(Asset.id) == asset_id).values(**values))
            self._set(session, asset_id, state=state, reason=reason, speed=None)

    def list_pieces(self, asset_id: UUID, *, series: int) -> dict[str, str]:
        """The pieces of this series that are made, by their kind, with where they lie."""
        with self._database.read() as session:
            rows = session.exec(select(Derivative).where(*_pieces(asset_id))).all()
        return {row.kind: row.storage_key for row in rows if row.version == series}

    def drop_pieces(self, asset_id: UUID) -> int:
        """They are joined, or fit together no more; answers the number of the next series.

        Their place is never used again: the trash may be emptied while new ones are written.
        """
        with self._database.write() as session:
            for piece in session.exec(select(Derivative).where(*_pieces(asset_id))).all():
                session.add(BlobTrash(storage_key=piece.storage_key))
                session.delete(piece)
            row = session.get(Rendition, asset_id, with_for_update=True)
            if row is None:
                return 1
            row.series += 1
            session.add(row)
            return row.series

    @staticmethod
    def _set(session: Session, asset_id: UUID, **values: Any) -> None:
        session.exec(
            update(Rendition)
            .where(col(Rendition.asset_id) == asset_id)
            .values(updated_at=utc_now(), **values)
        )


def _pieces(asset_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return col(Derivative.asset_id) == asset_id, col(Derivative.kind).startswith(PIECE)


def _is_of_before() -> ColumnElement[bool]:
    return and_(col(Rendition.recipe) < RECIPE, col(Rendition.state) == StepState.done)


def _find(session: Session, asset_id: UUID) -> Asset | None:
    return session.exec(select(Asset).where(col(Asset.id) == asset_id, *_wanted())).first()


def _wanted() -> tuple[ColumnElement[bool], ...]:
    return (
        col(Asset.kind).in_(_PLAYED),
        col(Asset.state) == AssetState.ready,
        col(Asset.storage_key).is_not(None),
        col(Asset.deleted_at).is_(None),
        col(Asset.review).not_in(UNWANTED_REVIEWS),
    )
