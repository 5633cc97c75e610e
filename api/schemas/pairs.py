"""What belongs to a memory as the API says it."""

from __future__ import annotations

from uuid import UUID

from api.schemas.assets import Asset
from api.schemas.base import Page
from chest.access.viewers import Viewer
from chest.assets.pairs import Companions
from chest.library import Library


class CompanionsOf(Page[Asset]):
    """What belongs to the memory `shown`. `apart` says that each is shown by itself; otherwise all
    are shown, and counted, as one."""

    shown: UUID
    apart: bool

    @classmethod
    def told(cls, found: Companions, viewer: Viewer, library: Library) -> CompanionsOf:
        items = [Asset.of(view, viewer, library.media) for view in found.items]
        return cls(items=items, next=None, shown=found.shown, apart=found.apart)
