"""Finding memories by words, dates and what they look like."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.http.dependencies import LibraryDep, ViewerDep
from api.http.paging import Limit
from api.routes.assets import bound_of
from api.schemas.assets import Asset
from api.schemas.base import Page
from api.schemas.search import Hits, Suggested
from chest.models import Kind
from chest.search.asking import LONGEST, Wanted, who_is_on_it

router = APIRouter(tags=["search"])

Words = Annotated[str, Query(max_length=LONGEST, description="words, “phrases”, dates")]
Narrow = Annotated[str | None, Query(max_length=LONGEST)]


@router.get("/chests/{chest_id}/search")
def search(
    chest_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    q: Words = "",
    kind: Kind | None = None,
    person: Narrow = None,
    place: Narrow = None,
    giver: Narrow = None,
    tag: Narrow = None,
    album: UUID | None = None,
    since: Annotated[str | None, Query(alias="from", description="EDTF")] = None,
    until: Annotated[str | None, Query(alias="to", description="EDTF")] = None,
    cursor: str | None = None,
    limit: Limit = 30,
) -> Hits:
    """What answers to the words, nearest first; `why` tells what of it does. Without words, what
    the other parameters ask for, in the order of a life. `person` is an id of the people of the
    chest, or words of who is on it; `album` holds what is found."""
    library.throttle.check("search", viewer.key)
    wanted = Wanted(
        kind=kind,
        place=place or None,
        giver=giver or None,
        tag=tag or None,
        album=album,
        since=bound_of(since, "earliest"),
        until=bound_of(until, "latest"),
        **who_is_on_it(person),
    )
    found = library.search.search(viewer, chest_id, q, wanted, cursor=cursor, limit=limit)
    return Hits.told(found, viewer, library)


@router.get("/chests/{chest_id}/suggest")
def suggest(
    chest_id: UUID, library: LibraryDep, viewer: ViewerDep, q: Words = ""
) -> Page[Suggested]:
    """Names, places, tags, dates and albums that go on from what was typed."""
    library.throttle.check("suggest", viewer.key)
    found = library.search.suggest(viewer, chest_id, q)
    return Page[Suggested](items=[Suggested.model_validate(one) for one in found], next=None)


@router.get("/assets/{asset_id}/similar")
def similar(
    asset_id: UUID, library: LibraryDep, viewer: ViewerDep, limit: Limit = 12
) -> Page[Asset]:
    """What looks like this memory, nearest first; nothing where nothing does, or where no picture
    of it was looked at yet."""
    alike = library.search.list_alike(viewer, asset_id, limit=limit)
    views = library.assets.list_views(viewer, [card.id for card in alike.items])
    items = [Asset.of(view, viewer, library.media) for view in views]
    return Page[Asset](items=items, next=None)
