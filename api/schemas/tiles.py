"""Memories as a list of many shows them: enough for a tile, and no more."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from api.schemas.base import Answer
from chest.access.viewers import Viewer
from chest.assets.cards import AssetCard
from chest.assets.media import MediaManager
from chest.assets.tiles import first_line, when
from chest.assets.years import year_of
from chest.models import AssetState, Kind, Review


class Tile(Answer):
    """A memory among many. `thumb` is the address of a small picture, good for whoever asked and
    for a while; `when` is a date in words, `alt` what describes the picture, `first_line` how a
    letter begins, `peaks` how a voice sounds, as numbers from 0 to 1, `duration` in seconds.
    `width` and `height` are those of the upright picture in pixels. `moment` is how many seconds of
    film play on a picture; nothing where none do."""

    id: UUID
    kind: Kind
    state: AssetState
    review: Review
    thumb: str | None
    blur: str | None
    width: int | None
    height: int | None
    alt: str | None
    caption: str | None
    when: str | None
    year: int | None
    first_line: str | None
    duration: float | None
    moment: float | None
    peaks: list[float] | None

    @classmethod
    def of(cls, card: AssetCard, viewer: Viewer, media: MediaManager, *, southern: bool) -> Self:
        year = year_of(card.taken_sort)
        return cls(
            id=card.id,
            kind=card.kind,
            state=card.state,
            review=card.review,
            thumb=media.url(viewer, card, "thumb"),
            blur=card.blur,
            width=card.width,
            height=card.height,
            alt=card.alt_text or card.caption,
            caption=card.caption,
            when=when(card, southern=southern),
            year=int(year) if len(year) == 4 else None,
            first_line=first_line(card),
            duration=card.duration,
            moment=card.moment,
            peaks=card.peaks,
        )
