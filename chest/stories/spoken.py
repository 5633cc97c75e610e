"""What is said in recordings, as a narrator reads it and as a reader hears it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, func, or_, select

from ai.narrative.base import Segment
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.gate.held import held_of
from chest.models import Asset, Audience, Chest, Story, Transcript, TranscriptSegment
from chest.models.understanding import HEARD_CLEARLY
from chest.stories.citing import in_parts, name_said, said_in
from chest.stories.evidence import citable_for, dates_in_words, may_be_told


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
    rows = session.exec(
        select(Asset, TranscriptSegment)
        .join(TranscriptSegment, col(TranscriptSegment.asset_id) == col(Asset.id))
        .where(
            col(Asset.chest_id) == chest.id,
            citable_for(audience),
            col(TranscriptSegment.text) != "",
            _is_clear(),
        )
        .order_by(col(Asset.taken_sort), col(Asset.id), col(TranscriptSegment.position))
    ).all()
    return [
        _spoken(asset, said, place=held.tell(asset.id, "place", asset.place), chest=chest)
        for asset, said in rows
        if said.id not in held.said
    ]


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


def _spoken(asset: Asset, said: TranscriptSegment, *, place: str | None, chest: Chest) -> Segment:
    edtf = asset.taken if may_be_told(asset) else None
    words, earliest, latest = dates_in_words(edtf, southern=chest.southern)
    return Segment(
        id=name_said(asset.id, said.id),
        asset=str(asset.id),
        kind="transcript",
        text=said.text,
        date=edtf,
        when=words,
        earliest=earliest,
        latest=latest,
        sort_key=asset.taken_sort if edtf else UNDATED_SORT_KEY,
        place=place,
        who=said.speaker,
        t0=said.start,
        t1=said.end,
    )


def _is_clear() -> ColumnElement[bool]:
    """`TranscriptSegment.is_clear`, asked of the database."""
    return or_(
        col(TranscriptSegment.edited_at).is_not(None),
        col(TranscriptSegment.confidence).is_(None),
        col(TranscriptSegment.confidence) >= HEARD_CLEARLY,
    )
