"""What is written down of recordings that are listened to: which, how far, and what was said.

A window of sound is stored together with how far it goes, so that a worker that died loses the
window in its hands and nothing else. What is heard anew beside an older text is gathered in
`Transcript.offered`; where nobody has touched that text, it takes its place when it is complete.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func
from sqlmodel import Session, and_, col, or_, select

from ai.transcription.base import Segment
from chest.database import Database
from chest.ingest.right_names import put_right
from chest.ingest.rows import OPEN_STEPS
from chest.ingest.understanding_rows import AT_ONCE, RECIPES, UnderstandingRows
from chest.models import (
    Asset,
    Chest,
    ChestUnderstanding,
    Review,
    Step,
    StepState,
    Transcript,
    TranscriptRevision,
    TranscriptSegment,
    Understanding,
    utc_now,
)

LOCAL, OPENAI, OFF = "local", "openai", "off"

SHORTER_BY = 120.0  # seconds: for less, nobody is kept waiting


@dataclass(frozen=True)
class Hearing:
    """A recording that is to be heard from the second `done` on. `language` was set by a person;
    `spoken` is what was found so far, `likely` the one in which the chest is kept. `names` are the
    family's corrections."""

    asset: Asset
    done: float
    language: str | None
    spoken: str | None
    likely: str | None
    names: Sequence[dict[str, str]]


@dataclass(frozen=True)
class HeardWindow:
    """What is said between two seconds of a recording, with the times of the recording. A segment
    without words stands where somebody speaks and no word was understood."""

    start: float
    stop: float
    segments: Sequence[Segment]
    language: str | None


class HearingRows(UnderstandingRows):
    def __init__(self, database: Database) -> None:
        super().__init__(database, Step.transcribe)

    def list_open(self, hearers: Collection[str], limit: int = AT_ONCE) -> list[UUID]:
        """What is to be heard by one of these, the shortest first: a voice note waits for no
        tape."""
        row = Understanding
        is_open = or_(
            col(row.state).in_(OPEN_STEPS),
            and_(col(row.state) == StepState.done, col(row.recipe) < RECIPES[self._step]),
        )
        joined = and_(col(row.asset_id) == col(Asset.id), col(row.step) == self._step)
        with self._database.read() as session:
            found = session.exec(
                select(Asset.id)
                .outerjoin(row, joined)
                .outerjoin(
                    ChestUnderstanding, col(ChestUnderstanding.chest_id) == col(Asset.chest_id)
                )
                .where(or_(col(row.asset_id).is_(None), is_open), *self._wanted())
                .where(or_(*(_is_heard_by(hearer) for hearer in hearers)))
                .order_by(func.coalesce(col(Asset.duration), 1e9), col(Asset.id))
                .limit(limit)
            )
            return list(found)

    def find_hearer(self, asset_id: UUID) -> str:
        """Who may hear this recording at this moment: local, openai or off."""
        with self._database.read() as session:
            asset = session.get(Asset, asset_id)
            return OFF if asset is None else _hearer_of(session, asset)

    def put_back_if_cut_off(self, asset_id: UUID) -> int | None:
        """Whether a run over this was cut off by the death of its worker: how many since anything
        was last written down. It waits again then."""
        with self._database.write() as session:
            row = session.get(Understanding, (asset_id, self._step), with_for_update=True)
            if row is None or row.state is not StepState.running:
                return None
            row.state, row.updated_at = StepState.waiting, utc_now()
            session.add(row)
            return row.attempts

    def count_attempts(self, asset_id: UUID) -> int:
        """How often it was begun since anything was last written down."""
        with self._database.read() as session:
            row = session.get(Understanding, (asset_id, self._step))
            return row.attempts if row is not None else 0

    def open(self, asset_id: UUID) -> Hearing | None:
        """Begin, or go on where it stands; None where there is nothing to do."""
        begun = self.begin(asset_id)
        if begun is None:
            return None
        asset, row = begun
        with self._database.write() as session:
            told = session.get(Transcript, asset_id, with_for_update=True)
            told = told or Transcript(asset_id=asset_id)
            choice = session.get(ChestUnderstanding, asset.chest_id)
            chest = session.get(Chest, asset.chest_id)
            is_again = row.done == 0 and _count(session, asset_id) > 0
            if is_again:
                told.offered = {"segments": [], "complete": False, "language": None}
            session.add(told)
            set_by_chest = choice.speech_language if choice else None
            return Hearing(
                asset=asset,
                done=row.done,
                language=told.language if told.language_set else set_by_chest,
                spoken=(told.offered or {}).get("language") if _is_again(told) else told.language,
                likely=chest.language[:2].lower() if chest and chest.language else None,
                names=(choice.names if choice else None) or (),
            )

    def store(
        self,
        hearing: Hearing,
        window: HeardWindow,
        *,
        whole: float | None,
        speed: float | None,
        by: tuple[str, str],
    ) -> bool:
        """Write down a window and how far it goes, in one; False where nobody wants it any more,
        or somebody else was quicker."""
        asset_id = hearing.asset.id
        with self._database.write() as session:
            row = session.get(Understanding, (asset_id, self._step), with_for_update=True)
            if row is None or self._find(session, asset_id) is None:
                self._set(session, asset_id, state=StepState.waiting)
                return False
            if abs(row.done - window.start) > 1e-6 or row.state is not StepState.running:
                return False
            told = session.get(Transcript, asset_id, with_for_update=True)
            assert told is not None  # made when it was begun
            said = [_segment(one, hearing.names) for one in window.segments]
            if _is_again(told):
                offered = dict(told.offered or {})
                offered["segments"] = [*offered["segments"], *said]
                offered["language"] = offered.get("language") or window.language
                offered["provider"], offered["model"] = by
                told.offered = offered
            else:
                _append(session, asset_id, said)
                told.provider, told.model = by
                if not told.language_set:
                    told.language = told.language or window.language
            session.add(told)
            row.done, row.whole, row.speed = window.stop, whole, speed
            row.provider, row.model = by
            row.attempts, row.updated_at = 0, utc_now()
            session.add(row)
            return True

    def shorter_waits(self, asset: Asset) -> bool:
        """Whether something much shorter than what is left of this is waiting for its turn."""
        with self._database.read() as session:
            left = (asset.duration or 1e9) - SHORTER_BY
            found = session.exec(
                select(Asset.id)
                .join(Understanding, col(Understanding.asset_id) == col(Asset.id))
                .where(
                    col(Understanding.step) == self._step,
                    col(Understanding.state) == StepState.waiting,
                    col(Understanding.reason).is_(None),
                    col(Asset.id) != asset.id,
                    col(Asset.duration) < left,
                    *self._wanted(),
                )
                .limit(1)
            )
            return found.first() is not None

    def finish(
        self, asset_id: UUID, *, done: float, nothing_said: str, unclear: str
    ) -> dict[str, Any] | None:
        """It is heard to its end; the sentences say that nobody speaks, or that nobody understood
        it. Answers what the model heard, to be kept for the same bytes; None where it was put away
        in this moment."""
        with self._database.write() as session:
            told = session.get(Transcript, asset_id, with_for_update=True)
            if told is None:
                return None
            told.made_at = utc_now()
            if _is_again(told):
                result = _raw((told.offered or {})["segments"], (told.offered or {})["language"])
                _settle_offer(session, told)
            else:
                rows = _rows_of(session, asset_id)
                result = _raw([_as_dict(row) for row in rows], told.language)
            session.add(told)
            reason: str | None = unclear if result["segments"] else nothing_said
            if any(one["text"] for one in result["segments"]):
                reason = None
            self.end_in(
                session, asset_id, StepState.done, reason=reason, speed=None, done=done, whole=done
            )
            return result


def _is_heard_by(hearer: str) -> ColumnElement[bool]:
    """The predicate of `_hearer_of`, over memories joined with what their chest chose."""
    speech = func.coalesce(col(ChestUnderstanding.speech), LOCAL)
    may_leave = and_(
        col(Asset.review) == Review.published,
        or_(col(Asset.visible_from).is_(None), col(Asset.visible_from) <= utc_now()),
    )
    if hearer == OPENAI:
        return and_(speech == OPENAI, may_leave)
    return or_(speech == LOCAL, and_(speech == OPENAI, ~may_leave))


def _hearer_of(session: Session, asset: Asset) -> str:
    """What the family chose; what is not published, or sealed, leaves this computer in no case."""
    choice = session.get(ChestUnderstanding, asset.chest_id)
    speech = choice.speech if choice else LOCAL
    is_sealed = asset.visible_from is not None and asset.visible_from > utc_now()
    if speech == OPENAI and (asset.review is not Review.published or is_sealed):
        return LOCAL
    return speech if speech in (LOCAL, OPENAI) else OFF


def _is_again(told: Transcript) -> bool:
    """Whether a later run is under way beside the text that there is."""
    return told.offered is not None and not told.offered.get("complete")


def _count(session: Session, asset_id: UUID) -> int:
    count = select(func.count()).where(col(TranscriptSegment.asset_id) == asset_id)
    return session.exec(count).one()


def _rows_of(session: Session, asset_id: UUID) -> Sequence[TranscriptSegment]:
    return session.exec(
        select(TranscriptSegment)
        .where(col(TranscriptSegment.asset_id) == asset_id)
        .order_by(col(TranscriptSegment.position))
    ).all()


def _segment(heard: Segment, names: Sequence[dict[str, str]]) -> dict[str, Any]:
    text = heard.text.strip()
    right = put_right(text, names)
    return {
        "start": round(heard.start, 3),
        "end": round(heard.end, 3),
        "text": right,
        "heard": text if right != text else None,
        "language": heard.language,
        "confidence": round(heard.confidence, 3),
        "words": [[round(w.start, 3), round(w.end, 3), w.text] for w in heard.words] or None,
    }


def _append(session: Session, asset_id: UUID, said: Sequence[dict[str, Any]]) -> None:
    last = session.exec(
        select(func.max(TranscriptSegment.position)).where(
            col(TranscriptSegment.asset_id) == asset_id
        )
    ).one()
    first = 0 if last is None else last + 1
    session.add_all(
        TranscriptSegment(asset_id=asset_id, position=first + n, **one)
        for n, one in enumerate(said)
    )


def _settle_offer(session: Session, told: Transcript) -> None:
    """Where nobody has touched the text, what was heard last takes its place; else it is offered
    beside it, if it says anything else."""
    offered = dict(told.offered or {})
    rows = _rows_of(session, told.asset_id)
    if not _is_touched(session, told.asset_id, rows):
        session.connection().execute(
            delete(TranscriptSegment).where(col(TranscriptSegment.asset_id) == told.asset_id)
        )
        _append(session, told.asset_id, offered["segments"])
        told.provider, told.model = offered.get("provider"), offered.get("model")
        if not told.language_set:
            told.language = offered["language"]
        told.offered = None
    elif [row.text for row in rows] == [one["text"] for one in offered["segments"]]:
        told.offered = None
    else:
        told.offered = offered | {"complete": True}


def _is_touched(session: Session, asset_id: UUID, rows: Sequence[TranscriptSegment]) -> bool:
    """Whether somebody worked on the text. To choose a language is no work on it."""
    if any(row.edited_at is not None or row.speaker is not None for row in rows):
        return True
    revisions = session.exec(
        select(TranscriptRevision.before).where(
            col(TranscriptRevision.asset_id) == asset_id,
            col(TranscriptRevision.undone).is_(False),
        )
    )
    return any(one["segments"] or one["removed"] or one["added"] for one in revisions)


def _as_dict(row: TranscriptSegment) -> dict[str, Any]:
    fields = ("start", "end", "text", "heard", "language", "confidence", "words")
    return {name: getattr(row, name) for name in fields}


def _raw(said: Sequence[dict[str, Any]], language: str | None) -> dict[str, Any]:
    """As the model told it, before anybody put a name right."""
    raw = [
        one | {"text": one["text"] if one["heard"] is None else one["heard"], "heard": None}
        for one in said
    ]
    return {"language": language, "segments": raw}
