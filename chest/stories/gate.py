"""What waits for a decision of the family, and what a story must leave out for it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from ai.narrative.gate.reading import find_held
from chest.models import Asset, Audience, Chest, PictureText, TranscriptSegment
from chest.stories.evidence import citable_for
from chest.stories.holding import Held


def read_texts(session: Session, chest_id: UUID, asset_ids: Iterable[UUID] | None) -> None:
    """Every text of memories that was not read yet."""


def held_of(session: Session, chest: Chest, audience: Audience) -> Held:
    """What a story for this audience must leave out."""
    fields: set[tuple[UUID, str]] = set()
    citable = (col(Asset.chest_id) == chest.id, citable_for(audience))
    for asset, picture in session.exec(
        select(Asset, PictureText.text)
        .join(PictureText, col(PictureText.asset_id) == col(Asset.id), isouter=True)
        .where(*citable)
    ):
        texts = {
            "caption": asset.caption,
            "body": asset.body,
            "extracted": asset.extracted_text,
            "picture": picture,
        }
        fields |= {(asset.id, name) for name, text in texts.items() if text and find_held(text)}
    rows = session.exec(
        select(TranscriptSegment.id, TranscriptSegment.text)
        .join(Asset, col(Asset.id) == col(TranscriptSegment.asset_id))
        .where(*citable)
    )
    return Held(frozenset(fields), frozenset(id for id, text in rows if find_held(text)))
