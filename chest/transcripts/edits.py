"""What people change in a transcript, and what is kept of how it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from chest.errors import Conflict, Invalid
from chest.models import Transcript, TranscriptRevision, TranscriptSegment, utc_now
from chest.texts import clean_text
from chest.transcripts.views import list_rows
from language import N_, _

LONGEST_TEXT, LONGEST_NAME = 10_000, 200
_SENTENCE = N_("The sentence")
_SPEAKER = N_("The name")
_FIELDS = ("text", "heard", "speaker", "edited_by", "edited_at")


@dataclass(frozen=True)
class SegmentChange:
    """What is to become of one sentence; what is not named in `set` stays as it is."""

    id: UUID
    set: Mapping[str, str | None]


@dataclass(frozen=True)
class SpeakerChange:
    """Whoever is called `old` (None: nobody yet) is called `new` from now on (None: nobody)."""

    old: str | None
    new: str | None


@dataclass
class Kept:
    """How segments were before a change, and which came with it."""

    segments: dict[str, dict[str, Any]]
    removed: list[dict[str, Any]]
    added: list[str]
    language: list[Any] | None = None
    offered: dict[str, Any] | None = None

    @classmethod
    def nothing(cls) -> Kept:
        return cls({}, [], [])

    @property
    def is_empty(self) -> bool:
        return not (self.segments or self.removed or self.added or self.language or self.offered)


def change_segments(
    session: Session,
    told: Transcript,
    changes: Sequence[SegmentChange],
    speakers: Sequence[SpeakerChange],
    *,
    by: UUID | None,
    kept: Kept,
) -> None:
    """Write them, and keep how it was. Raises Invalid, with nothing changed, for a sentence that is
    not in this transcript."""
    asked = [change.id for change in changes]
    found = {
        row.id: row
        for row in session.exec(
            select(TranscriptSegment).where(
                col(TranscriptSegment.id).in_(asked),
                col(TranscriptSegment.asset_id) == told.asset_id,
            )
        )
    }
    if set(asked) - set(found):
        raise Invalid(_("This sentence is no longer in the transcript. Reload the page."))
    for change in changes:
        _change_one(session, found[change.id], change.set, by=by, kept=kept)
    for speaker in speakers:
        _rename(session, told.asset_id, speaker, kept=kept)


def _change_one(
    session: Session,
    row: TranscriptSegment,
    wanted: Mapping[str, str | None],
    *,
    by: UUID | None,
    kept: Kept,
) -> None:
    before = _as_it_is(row)
    if "text" in wanted:
        text = clean_text(wanted["text"], label=_(_SENTENCE), longest=LONGEST_TEXT) or ""
        if text != row.text:
            row.heard = row.heard if row.heard is not None else row.text
            row.text, row.edited_by, row.edited_at = text, by, utc_now()
    if "speaker" in wanted:
        row.speaker = clean_text(wanted["speaker"], label=_(_SPEAKER), longest=LONGEST_NAME)
    if _as_it_is(row) != before:
        kept.segments.setdefault(str(row.id), before)
        session.add(row)


def _rename(session: Session, asset_id: UUID, speaker: SpeakerChange, *, kept: Kept) -> None:
    new = clean_text(speaker.new, label=_(_SPEAKER), longest=LONGEST_NAME)
    called = col(TranscriptSegment.speaker)
    rows = session.exec(
        select(TranscriptSegment).where(
            col(TranscriptSegment.asset_id) == asset_id,
            called.is_(None) if speaker.old is None else called == speaker.old,
        )
    ).all()
    for row in rows:
        if row.speaker != new:
            kept.segments.setdefault(str(row.id), _as_it_is(row))
            row.speaker = new
            session.add(row)


def replace_segments(
    session: Session,
    told: Transcript,
    there: Iterable[TranscriptSegment],
    offered: Iterable[Mapping[str, Any]],
    *,
    kept: Kept,
) -> None:
    """Let what is offered stand in the place of what is there."""
    for row in there:
        kept.removed.append(_whole(row))
        session.delete(row)
    for one in offered:
        new = TranscriptSegment(asset_id=told.asset_id, position=0, **one)
        session.add(new)
        kept.added.append(str(new.id))
    session.flush()


def write_down(session: Session, told: Transcript, kept: Kept, *, by: UUID | None) -> bool:
    """Count the version up and keep how it was; whether there was anything to keep."""
    if kept.is_empty:
        return False
    session.add(
        TranscriptRevision(
            asset_id=told.asset_id, version=told.version, before=vars(kept), changed_by=by
        )
    )
    told.version += 1
    told.edited_by, told.edited_at = by, utc_now()
    session.add(told)
    if kept.removed or kept.added:
        renumber(session, told.asset_id)
    return True


def undo_last(session: Session, told: Transcript, *, by: UUID | None) -> None:
    """Let the transcript be as it was before the last change that was not undone. Raises Conflict
    where there is none."""
    revision = session.exec(
        select(TranscriptRevision)
        .where(
            col(TranscriptRevision.asset_id) == told.asset_id,
            col(TranscriptRevision.undone).is_(False),
        )
        .order_by(col(TranscriptRevision.version).desc())
        .limit(1)
    ).first()
    if revision is None:
        raise Conflict(_("There is nothing left to undo in this transcript."))
    before = revision.before
    rows = {str(row.id): row for row in list_rows(session, told.asset_id)}
    for segment_id in before["added"]:
        if segment_id in rows:
            session.delete(rows.pop(segment_id))
    for segment_id, values in before["segments"].items():
        if segment_id in rows:
            _put(rows[segment_id], values)
            session.add(rows[segment_id])
    for values in before["removed"]:
        if values["id"] not in rows:
            row = TranscriptSegment(
                **{n: v for n, v in values.items() if n not in (*_FIELDS, "id", "asset_id")},
                id=UUID(values["id"]),
                asset_id=told.asset_id,
                text=values["text"],
            )
            _put(row, values)
            session.add(row)
    if before["language"] is not None:
        told.language, told.language_set = before["language"]
    if before["offered"] is not None and (told.offered is None or told.offered.get("complete")):
        told.offered = before["offered"]
    revision.undone = True
    session.add(revision)
    told.version += 1
    told.edited_by, told.edited_at = by, utc_now()
    session.add(told)
    session.flush()
    if before["removed"] or before["added"]:
        renumber(session, told.asset_id)


def renumber(session: Session, asset_id: UUID) -> None:
    """Number the sentences by their times."""
    session.flush()
    places = session.exec(
        select(TranscriptSegment.id, TranscriptSegment.position)
        .where(col(TranscriptSegment.asset_id) == asset_id)
        .order_by(
            col(TranscriptSegment.start),
            col(TranscriptSegment.position),
            col(TranscriptSegment.id),
        )
    ).all()
    moved = [{"id": row[0], "position": n} for n, row in enumerate(places) if row[1] != n]
    if moved:
        session.execute(update(TranscriptSegment), moved)
        session.expire_all()


def _as_it_is(row: TranscriptSegment) -> dict[str, Any]:
    return {
        "text": row.text,
        "heard": row.heard,
        "speaker": row.speaker,
        "edited_by": str(row.edited_by) if row.edited_by else None,
        "edited_at": row.edited_at.isoformat() if row.edited_at else None,
    }


def _whole(row: TranscriptSegment) -> dict[str, Any]:
    fields = ("position", "start", "end", "language", "confidence", "words")
    ids = {"id": str(row.id), "asset_id": str(row.asset_id)}
    return ids | {name: getattr(row, name) for name in fields} | _as_it_is(row)


def _put(row: TranscriptSegment, values: Mapping[str, Any]) -> None:
    row.text, row.heard, row.speaker = values["text"], values["heard"], values["speaker"]
    row.edited_by = UUID(values["edited_by"]) if values["edited_by"] else None
    moment = values["edited_at"]
    row.edited_at = datetime.fromisoformat(moment) if moment else None
