"""What was found, as the API says it."""

from __future__ import annotations

from uuid import UUID

from api.schemas.assets import Asset
from api.schemas.base import Answer, Page
from chest.access.viewers import Viewer
from chest.library import Library
from chest.search.manager import Findings


class Why(Answer):
    """What of a memory was found: `text` is a passage of `field` as it was written, `marks` are
    [from, to] of each word found in it, in characters, `second` when it is said in a recording."""

    field: str
    text: str
    marks: list[tuple[int, int]]
    second: float | None


class Hit(Answer):
    """`memory` is the one whose words they are, where it is shown as a part of `asset`."""

    asset: Asset
    why: list[Why]
    score: float
    memory: UUID | None


class Hits(Page[Hit]):
    """`day` is the date that was read out of the words, as EDTF."""

    day: str | None

    @classmethod
    def told(cls, found: Findings, viewer: Viewer, library: Library) -> Hits:
        views = library.assets.list_views(viewer, [one.card.id for one in found.items])
        by_id = {view.id: view for view in views}
        items = [
            Hit(
                asset=Asset.of(by_id[one.card.id], viewer, library.media),
                why=[Why.model_validate(reason) for reason in one.why],
                score=one.score,
                memory=one.other,
            )
            for one in found.items
            if one.card.id in by_id
        ]
        return cls(items=items, next=found.next, day=found.day)


class Suggested(Answer):
    """What may be meant: a `person`, `giver`, `place`, `tag`, `date` or `album`; of an album its
    name, and its id."""

    kind: str
    text: str
    id: UUID | None = None
