"""What is said in recordings, as a narrator reads it and as a reader hears it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, exists
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, or_, select

from ai.narrative.base import Segment
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.gate.held import held_of
from chest.models import Asset, Audience, Chest, Story, Transcript, TranscriptSegment
from chest.models.understanding import HEARD_CLEARLY
from chest.stories.citing import in_parts, name_said, said_in
from chest.stories.evidence import citable_for, dates_in_words, may_be_told

_Row = tuple[UUID, str, str | None, float, float]


@dataclass(frozen=True)
class Said:
    """A sentence of a recording: at which second it begins, and how it reads now."""

    second: float
    text: str


def find_said(session: Session, sources: Iterable[str]) -> Mapping[str, Said]:
    """Those of the sources that are sentences of recordings, as they are now; one that is gone is
    missing, and so is one that was emptied by hand."""
    written = {said: source for source in sources if (said := said_in(source)) is not None}
    found: dict[str, Said] = {}
    for some in in_parts(written):
        rows = session.exec(
            select(TranscriptSegment.id, TranscriptSegment.start, TranscriptSegment.text).where(
                col(TranscriptSegment.id).in_(some), col(TranscriptSegment.text) != ""
            )
        )
        found |= {written[id]: Said(second, text) for id, second, text in rows}
    return found


def list_spoken(session: Session, chest: Chest, *, audience: Audience) -> list[Segment]:
    """What is said in the recordings that this audience may see, sentence by sentence, with the
    seconds between which it is said and who says it, where somebody wrote that down.

    A segment's id is its asset's, a "#" and the id of the sentence, so that a source can be opened
    where it is heard. What was emptied by hand is said nowhere, and what was heard unclearly is
    told of nobody before a person has confirmed it. Nor is what somebody has to decide on first.
    """
    held = held_of(session, chest, audience)
    recordings = session.exec(
        select(Asset)
        .where(
            col(Asset.chest_id) == chest.id,
            citable_for(audience),
            exists().where(col(TranscriptSegment.asset_id) == col(Asset.id)),
        )
        .order_by(col(Asset.taken_sort), col(Asset.id))
    ).all()
    said = _list_said(session, [asset.id for asset in recordings])
    spoken: list[Segment] = []
    for asset in recordings:
        place = held.tell(asset.id, "place", asset.place)
        of = _of_recording(asset, place=place, chest=chest)
        spoken += (
            replace(of, id=name_said(asset.id, id), text=text, who=speaker, t0=start, t1=end)
            for id, text, speaker, start, end in said.get(asset.id, ())
            if id not in held.said
        )
    return spoken


def _list_said(session: Session, asset_ids: Sequence[UUID]) -> dict[UUID, list[_Row]]:
    """What is said in them, in order. Not as objects of rows: hours of talk are tens of thousands
    of sentences."""
    found: dict[UUID, list[_Row]] = {}
    for some in in_parts(asset_ids):
        rows = session.execute(
            select_columns(
                col(TranscriptSegment.asset_id),
                col(TranscriptSegment.id),
                col(TranscriptSegment.text),
                col(TranscriptSegment.speaker),
                col(TranscriptSegment.start),
                col(TranscriptSegment.end),
            )
            .where(
                col(TranscriptSegment.asset_id).in_(some),
                col(TranscriptSegment.text) != "",
                _is_clear(),
            )
            .order_by(col(TranscriptSegment.asset_id), col(TranscriptSegment.position))
        )
        for asset_id, *row in rows:
            found.setdefault(asset_id, []).append((row[0], row[1], row[2], row[3], row[4]))
    return found


def count_unheard(session: Session, story: Story) -> int:
    """How many recordings the story could rest on of which was written down what is said only
    after it was told."""
    told_at = story.finished_at or story.created_at
    is_told = exists(
        select(TranscriptSegment.id).where(
            col(TranscriptSegment.asset_id) == col(Asset.id),
            col(TranscriptSegment.text) != "",
            _is_clear(),
        )
    )
    return session.exec(
        select(func.count())
        .select_from(Asset)
        .join(Transcript, col(Transcript.asset_id) == col(Asset.id))
        .where(
            col(Asset.chest_id) == story.chest_id,
            citable_for(story.audience),
            # One that came later is a memory that is not told at all.
            col(Asset.created_at) <= told_at,
            col(Transcript.made_at) > told_at,
            is_told,
        )
    ).one()


def _of_recording(asset: Asset, *, place: str | None, chest: Chest) -> Segment:
    """What all sentences of it have in common."""
    edtf = asset.taken if may_be_told(asset) else None
    words, earliest, latest = dates_in_words(edtf, southern=chest.southern)
    return Segment(
        id=str(asset.id),
        asset=str(asset.id),
        kind="transcript",
        date=edtf,
        when=words,
        earliest=earliest,
        latest=latest,
        sort_key=asset.taken_sort if edtf else UNDATED_SORT_KEY,
        place=place,
    )


def _is_clear() -> ColumnElement[bool]:
    """`TranscriptSegment.is_clear`, asked of the database."""
    return or_(
        col(TranscriptSegment.edited_at).is_not(None),
        col(TranscriptSegment.confidence).is_(None),
        col(TranscriptSegment.confidence) >= HEARD_CLEARLY,
    )
