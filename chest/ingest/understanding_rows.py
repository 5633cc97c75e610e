"""What is written down of the slow tasks over memories that are ready: hearing, looking, reading.

They wait for no page: a memory is shown before a model has looked at it. Each task is a job of its
own over one memory; its row says how far it is. A memory without a row has not been asked about
yet, also one that came before there was such a task.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, literal
from sqlmodel import Session, and_, col, or_, select, update

from chest.database import Database
from chest.ingest.rows import OPEN_STEPS, UNWANTED_REVIEWS
from chest.jobs.queue import Job, JobQueue
from chest.models import (
    Asset,
    AssetState,
    ChestUnderstanding,
    Kind,
    Step,
    StepState,
    Understanding,
    utc_now,
)
from language import N_

WAITS_FOR_MODEL = N_("Waiting for the model.")
MODEL_DAMAGED = N_(
    "The model that listens on this computer is damaged. The person who runs it can download it "
    "again in Settings; then this goes on by itself."
)
TURNED_OFF = N_("Recordings in this chest are not listened to. A keeper can change that.")

# Reasons that a person has to do something about: such a task does not go on by itself.
_WAITS_FOR_SOMEBODY = (WAITS_FOR_MODEL, MODEL_DAMAGED, TURNED_OFF)

RECIPES: dict[Step, int] = {Step.transcribe: 1, Step.tag: 2, Step.read: 1}
"""The tasks there are; a number is raised when their work is to be done anew. Looking is at 2: what
looks alike is found then, without a model where it looked before."""

JOB_OF = {Step.transcribe: Job.transcribe, Step.tag: Job.tag, Step.read: Job.read}

KINDS = {
    Step.transcribe: (Kind.audio, Kind.video),
    Step.tag: (Kind.photo, Kind.video),
    Step.read: (Kind.photo, Kind.document),
}

# Of documents, those are read whose pages are pictures.
_SCANNED = and_(
    col(Asset.media_type) == "application/pdf", func.coalesce(Asset.extracted_text, "") == ""
)

PAGES = 20
"""So many pages of a scan are read."""
PAGE = "page"  # of a scan: reading it is a sort of question of its own

STILLS = 5
"""About so many pictures of a film are looked at."""

AT_ONCE = 500  # taken up by one sweep, so that an old chest of 100,000 fills no queue


def expect_understanding(
    session: Session, asset: Asset, jobs: JobQueue | None, *, steps: Iterable[Step] | None = None
) -> None:
    """Have the tasks done that fit this memory and were not done, unless they run; those that did
    not work out before are tried again."""
    for step in RECIPES if steps is None else steps:
        if asset.kind not in KINDS[step] or asset.companion_of is not None:
            continue
        if asset.kind is Kind.document and not _is_scan(session, asset.id):
            continue
        key = (asset.id, step)
        row = session.get(Understanding, key) or Understanding(asset_id=asset.id, step=step)
        if row.state is StepState.done and row.recipe >= RECIPES[step]:
            continue
        row.state, row.reason, row.updated_at = StepState.waiting, None, utc_now()
        session.add(row)
        if jobs is not None:
            jobs.enqueue(session, JOB_OF[step], asset.id)


def _is_scan(session: Session, asset_id: UUID) -> bool:
    # Asked of the database: the memory in hand may be older than what was found in its file.
    return (
        session.exec(select(Asset.id).where(col(Asset.id) == asset_id, _SCANNED)).first()
        is not None
    )


class UnderstandingRows:
    """The database as one task sees it. Every write can be repeated."""

    def __init__(self, database: Database, step: Step) -> None:
        self._database = database
        self._step = step

    def list_unfinished(self, limit: int = AT_ONCE) -> list[UUID]:
        """The newest memories over which this task is open or was never begun, or was done by an
        older recipe; documents before all others, as in `chest.jobs.queue.rank_of`."""
        row, recipe = Understanding, RECIPES[self._step]
        joined = and_(col(row.asset_id) == col(Asset.id), col(row.step) == self._step)
        is_open = or_(
            col(row.state).in_(OPEN_STEPS),
            and_(col(row.state) == StepState.done, col(row.recipe) < recipe),
        )
        with self._database.read() as session:
            found = session.exec(
                select(Asset.id)
                .outerjoin(row, joined)
                .where(or_(col(row.asset_id).is_(None), is_open), *self._wanted())
                .order_by(
                    case((col(Asset.kind) == Kind.document, 0), else_=1), col(Asset.id).desc()
                )
                .limit(limit)
            )
            return list(found)

    @staticmethod
    def find_open(
        session: Session, step: Step, asset_ids: Collection[UUID], *, paused: bool
    ) -> set[UUID]:
        """Those of these memories over which the task will still go on by itself: not where it
        waits for a model, was switched off, or rests because an operator has `paused` it."""
        row = Understanding
        joined = and_(col(row.asset_id) == col(Asset.id), col(row.step) == step)
        is_open: ColumnElement[bool] = col(row.state) == StepState.running
        if not paused:
            reason = func.coalesce(row.reason, "")
            waits = and_(col(row.state) == StepState.waiting, reason.not_in(_WAITS_FOR_SOMEBODY))
            is_open = or_(col(row.asset_id).is_(None), is_open, waits)
        found = session.exec(
            select(Asset.id)
            .outerjoin(row, joined)
            .where(col(Asset.id).in_(asset_ids), is_open, *_wanted(step))
        )
        return set(found)

    @staticmethod
    def measure_open(session: Session) -> list[tuple[str, float, float, int]]:
        """What is begun or waits its turn, and goes on by itself: which questions models are asked
        for it (as in `ai.pace.sort_of`), how many in seconds of sound, pictures or pages, how many
        of these in one memory, and over how many memories it is being done. Looks at what is open,
        however much is done."""
        row = Understanding
        sound = func.coalesce(col(row.whole), col(Asset.duration), 0.0) - col(row.done)
        pages = case((col(Asset.pages) < PAGES, col(Asset.pages)), else_=PAGES) - col(row.done)
        stills = case((col(Asset.kind) == Kind.video, STILLS), else_=1)
        is_document = col(Asset.kind) == Kind.document
        running = case((col(row.state) == StepState.running, 1), else_=0)
        reason = func.coalesce(row.reason, "")
        asked: tuple[tuple[str, Step, ColumnElement[Any], ColumnElement[bool] | None], ...] = (
            ("transcribe", Step.transcribe, sound, None),
            ("embed_pictures", Step.tag, stills, None),
            (f"read {PAGE}", Step.read, pages, is_document),  # they come first
            ("read", Step.read, literal(1), ~is_document),
        )
        found: list[tuple[str, float, float, int]] = []
        for sort, step, left, of in asked:
            amount, longest, busy = session.exec(
                select(func.sum(left), func.max(left), func.sum(running))
                .join(Asset, col(Asset.id) == col(row.asset_id))
                .where(
                    col(row.step) == step,
                    col(row.state).in_(OPEN_STEPS),
                    reason.not_in(_WAITS_FOR_SOMEBODY),
                    *_wanted(step),
                    *(() if of is None else (of,)),
                )
            ).one()
            if amount:
                found.append((sort, max(0.0, amount), max(0.0, longest), int(busy)))
        return found

    def list_waiting_in(
        self, chest_id: UUID, kinds: Iterable[Kind], *, limit: int, without: UUID
    ) -> list[UUID]:
        """Others of this chest that wait for the same task: the first to come, first."""
        row = Understanding
        with self._database.read() as session:
            found = session.exec(
                select(Asset.id)
                .join(row, and_(col(row.asset_id) == col(Asset.id), col(row.step) == self._step))
                .where(
                    col(Asset.chest_id) == chest_id,
                    col(Asset.id) != without,
                    col(Asset.kind).in_(list(kinds)),
                    col(row.state) == StepState.waiting,
                    *self._wanted(),
                )
                .order_by(col(Asset.id))
                .limit(limit)
            )
            return list(found)

    def begin(self, asset_id: UUID) -> tuple[Asset, Understanding] | None:
        """The memory, and how far the task is over it; None where there is nothing to do."""
        with self._database.write() as session:
            asset = self._find(session, asset_id)
            if asset is None:
                return None
            key = (asset_id, self._step)
            row = session.get(Understanding, key, with_for_update=True)
            row = row or Understanding(asset_id=asset_id, step=self._step)
            if row.state is StepState.done and row.recipe >= RECIPES[self._step]:
                return None
            if row.state in (StepState.skipped, StepState.failed):
                return None  # until somebody asks for it again
            if row.state is StepState.done:  # by an older recipe: from the beginning
                row.done, row.whole = 0.0, None
            row.state, row.recipe = StepState.running, RECIPES[self._step]
            row.attempts, row.reason, row.updated_at = row.attempts + 1, None, utc_now()
            session.add(row)
            return asset, row

    def tell(self, asset_id: UUID, *, done: float, whole: float, speed: float | None) -> bool:
        """Write down how far it is; whether anybody still wants it."""
        with self._database.write() as session:
            if self._find(session, asset_id) is None:
                self._set(session, asset_id, state=StepState.waiting)
                return False
            self._set(session, asset_id, done=done, whole=whole, speed=speed)
            return True

    def end(
        self, asset_id: UUID, state: StepState, *, reason: str | None = None, **values: Any
    ) -> None:
        """Record how it ended. `waiting` with a reason waits for what the reason says."""
        with self._database.write() as session:
            self._set(session, asset_id, state=state, reason=reason, speed=None, **values)

    def end_in(self, session: Session, asset_id: UUID, state: StepState, **values: Any) -> None:
        """The same in the caller's transaction, together with what was found."""
        self._set(session, asset_id, state=state, **values)

    def _set(self, session: Session, asset_id: UUID, **values: Any) -> None:
        session.exec(
            update(Understanding)
            .where(col(Understanding.asset_id) == asset_id, col(Understanding.step) == self._step)
            .values(updated_at=utc_now(), **values)
        )

    def _find(self, session: Session, asset_id: UUID) -> Asset | None:
        wanted = select(Asset).where(col(Asset.id) == asset_id, *self._wanted())
        return session.exec(wanted).first()

    def _wanted(self) -> tuple[ColumnElement[bool], ...]:
        return _wanted(self._step)


def _wanted(step: Step) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Asset.kind).in_(KINDS[step]),
        or_(col(Asset.kind) != Kind.document, _SCANNED),
        col(Asset.state) == AssetState.ready,
        col(Asset.storage_key).is_not(None),
        col(Asset.companion_of).is_(None),
        col(Asset.deleted_at).is_(None),
        col(Asset.review).not_in(UNWANTED_REVIEWS),
        *_allowed(step),
    )


def _allowed(step: Step) -> tuple[ColumnElement[bool], ...]:
    """That the family did not switch it off; once it is on again, what waited goes on."""
    off = {
        Step.tag: ~col(ChestUnderstanding.pictures),
    }.get(step)
    if off is None:
        return ()
    here = col(ChestUnderstanding.chest_id) == col(Asset.chest_id)
    return (~exists(select(ChestUnderstanding.chest_id).where(here, off)),)
