"""A transcript as one viewer reads it: a page of its sentences, and how far it is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from chest.access.memories import may_edit
from chest.access.viewers import Viewer
from chest.access.visibility import find_role
from chest.errors import NotFound
from chest.models import (
    Asset,
    ChestUnderstanding,
    Contribution,
    Kind,
    Step,
    StepState,
    Transcript,
    TranscriptRevision,
    TranscriptSegment,
    Understanding,
    utc_now,
)
from chest.paging import read_cursor, unknown_place, write_cursor
from language import said

SEGMENTS_AT_ONCE = 2_000
SPOKEN = (Kind.audio, Kind.video)

_FRESH = timedelta(minutes=10)
_FEWEST_SECONDS = 1


@dataclass(frozen=True)
class SegmentView:
    """One sentence or so. `heard` is what the model wrote where somebody wrote something else
    since; it is told to those alone who may change the text. `clear` says that one may rely on
    it."""

    id: UUID
    start: float
    end: float
    text: str
    heard: str | None
    speaker: str | None
    language: str | None
    confidence: float | None
    clear: bool
    edited_by: UUID | None


@dataclass(frozen=True)
class HearingView:
    """How far it is heard: `heard_to` in seconds, `seconds_left` where that was measured, `reason`
    a sentence. `state` is None where nobody has asked for it yet."""

    state: StepState | None
    reason: str | None
    heard_to: float
    whole: float | None
    seconds_left: int | None


@dataclass(frozen=True)
class TranscriptView:
    """What is said in a recording. `version` counts what people changed; `next` is the cursor of
    the sentences after these. `differences` says in how many places a later hearing differs,
    `undoable` whether the last change can be taken back."""

    asset_id: UUID
    language: str | None
    language_set: bool
    provider: str | None
    model: str | None
    version: int
    segments: Sequence[SegmentView]
    next: str | None
    count: int
    speakers: Sequence[str]
    hearing: HearingView
    editable: bool
    differences: int
    undoable: bool


def load_transcript(
    session: Session,
    viewer: Viewer,
    asset: Asset,
    *,
    cursor: str | None = None,
    limit: int = SEGMENTS_AT_ONCE,
) -> TranscriptView:
    """The transcript of a memory that this viewer is known to see. Raises NotFound for what nobody
    can speak in."""
    if asset.kind not in SPOKEN:
        raise NotFound
    role = find_role(session, viewer, asset.chest_id)
    draft = session.get(Contribution, asset.contribution_id) if asset.contribution_id else None
    editable = may_edit(viewer, asset, role=role, draft=draft)
    told = session.get(Transcript, asset.id)
    rows, following = _page(session, asset.id, cursor, limit)
    return TranscriptView(
        asset_id=asset.id,
        language=told.language if told else None,
        language_set=bool(told and told.language_set),
        provider=told.provider if told else None,
        model=told.model if told else None,
        version=told.version if told else 1,
        # What somebody emptied was misheard: it is there for those who may write it anew.
        segments=[_view(row, editable=editable) for row in rows if editable or row.text],
        next=following,
        count=_count(session, asset.id),
        speakers=list_speakers(session, asset.id),
        hearing=_hearing(session, asset),
        editable=editable,
        differences=_count_differences(session, told) if editable else 0,
        undoable=editable and _is_undoable(session, asset.id),
    )


def list_rows(session: Session, asset_id: UUID) -> list[TranscriptSegment]:
    """All its sentences, in order."""
    return list(
        session.exec(
            select(TranscriptSegment)
            .where(col(TranscriptSegment.asset_id) == asset_id)
            .order_by(col(TranscriptSegment.position))
        )
    )


def list_speakers(session: Session, asset_id: UUID) -> list[str]:
    """The names that were given to whoever speaks."""
    named = session.exec(
        select(TranscriptSegment.speaker)
        .where(
            col(TranscriptSegment.asset_id) == asset_id,
            col(TranscriptSegment.speaker).is_not(None),
        )
        .distinct()
        .order_by(col(TranscriptSegment.speaker))
    )
    return [name for name in named if name]


def as_current(view: TranscriptView) -> dict[str, Any]:
    """What two people compare when both have changed it."""
    return {
        "version": view.version,
        "segments": [
            {"id": str(one.id), "text": one.text, "speaker": one.speaker} for one in view.segments
        ],
    }


def _page(
    session: Session, asset_id: UUID, cursor: str | None, limit: int
) -> tuple[list[TranscriptSegment], str | None]:
    query = select(TranscriptSegment).where(col(TranscriptSegment.asset_id) == asset_id)
    if cursor:
        place = read_cursor(cursor)
        if len(place) != 1 or not place[0].isdecimal():
            raise unknown_place()
        query = query.where(col(TranscriptSegment.position) > int(place[0][:9]))
    rows = list(session.exec(query.order_by(col(TranscriptSegment.position)).limit(limit + 1)))
    shown = rows[:limit]
    return shown, write_cursor(str(shown[-1].position)) if len(rows) > limit else None


def _view(row: TranscriptSegment, *, editable: bool) -> SegmentView:
    return SegmentView(
        id=row.id,
        start=row.start,
        end=row.end,
        text=row.text,
        heard=row.heard if editable else None,
        speaker=row.speaker,
        language=row.language,
        confidence=None if row.edited_by else row.confidence,
        clear=row.is_clear,
        edited_by=row.edited_by if editable else None,
    )


def _count(session: Session, asset_id: UUID) -> int:
    return session.exec(
        select(func.count()).where(
            col(TranscriptSegment.asset_id) == asset_id, col(TranscriptSegment.text) != ""
        )
    ).one()


def _hearing(session: Session, asset: Asset) -> HearingView:
    row = session.get(Understanding, (asset.id, Step.transcribe))
    if row is None:
        return HearingView(None, None, 0.0, asset.duration, None)
    left = None
    age = utc_now() - row.updated_at
    if row.state is StepState.running and age < _FRESH and row.speed and row.whole:
        measured = max(0.0, row.whole - row.done) / row.speed
        left = max(_FEWEST_SECONDS, round(measured - age.total_seconds()))
    return HearingView(row.state, said(row.reason) or None, row.done, row.whole, left)


def _count_differences(session: Session, told: Transcript | None) -> int:
    from chest.transcripts.offers import list_differences

    if told is None or not told.offered or not told.offered.get("complete"):
        return 0
    return len(list_differences(list_rows(session, told.asset_id), told.offered))


def _is_undoable(session: Session, asset_id: UUID) -> bool:
    found = session.exec(
        select(TranscriptRevision.id)
        .where(
            col(TranscriptRevision.asset_id) == asset_id,
            col(TranscriptRevision.undone).is_(False),
        )
        .limit(1)
    ).first()
    return found is not None


@dataclass(frozen=True)
class Choice:
    """What the family chose about recordings: who listens (local, openai or off), the language
    that is spoken unless a recording says otherwise, and the names that were put right."""

    speech: str
    language: str | None
    names: Sequence[dict[str, str]]

    @classmethod
    def of(cls, row: ChestUnderstanding | None) -> Choice:
        if row is None:
            return cls("local", None, ())
        return cls(row.speech, row.speech_language, row.names or ())
