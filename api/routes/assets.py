"""Memories: looking, editing, putting away; the lists of a chest."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from ai.tagging.vocabulary import label_called
from api.http.dependencies import AccountDep, LibraryDep, ViewerDep
from api.http.paging import Limit
from api.schemas.assets import (
    Asset,
    AssetChanges,
    Changer,
    Count,
    DecadeCount,
    Revision,
    Timeline,
    page_of_assets,
)
from api.schemas.base import Page, Version
from api.schemas.tiles import Tile
from chest.assets.pages import Filter, Order
from chest.assets.years import Stretch
from chest.dates.uncertain import from_edtf
from chest.errors import Invalid, Stale
from chest.models import AssetState, Kind, Review
from language import _, current

router = APIRouter(tags=["assets"])

Year = Annotated[int | None, Query(ge=0, le=9999, description="what is dated to this year")]
OnIt = Annotated[UUID | None, Query(description="of the chest's people: only what they are on")]
InIt = Annotated[UUID | None, Query(description="of the chest's albums: only what it holds")]
Yearless = Annotated[bool, Query(description="of the decade, what is dated to no year in it")]


@router.get("/chests/{chest_id}/assets")
def list_assets(
    chest_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    kind: Kind | None = None,
    tag: str | None = None,
    person: UUID | None = None,
    by_person: UUID | None = None,
    album: UUID | None = None,
    since: Annotated[str | None, Query(alias="from", description="EDTF")] = None,
    until: Annotated[str | None, Query(alias="to", description="EDTF")] = None,
    state: Annotated[str | None, Query(description="of the file, or of its review")] = None,
    undated: bool | None = None,
    order: Order = Order.newest,
    cursor: str | None = None,
    limit: Limit = 60,
) -> Page[Asset]:
    """The memories of a chest. Without `state`, what is still arriving or was declined is left
    out. `person` is on them, `by_person` gave them: ids of the chest's people;
    `album` holds them."""
    page = library.assets.list_page(
        viewer,
        chest_id,
        replace(
            filter_of(kind=kind, state=state, since=since, until=until, undated=undated, tag=tag),
            person=person,
            by_person=by_person,
            album=album,
        ),
        order=order,
        cursor=cursor,
        limit=limit,
    )
    return page_of_assets(page, viewer, library)


def filter_of(
    *,
    kind: Kind | None,
    state: str | None,
    since: str | None,
    until: str | None,
    undated: bool | None,
    tag: str | None = None,
) -> Filter:
    """Which memories somebody asks for; `tag` in whichever language it is known. Raises Invalid for
    a word or date that is none."""
    return Filter(
        kind=kind,
        state=_state(state),
        since=bound_of(since, "earliest"),
        until=bound_of(until, "latest"),
        undated=undated,
        tag=None if tag is None else label_called(tag, current()),
    )


def _state(word: str | None) -> AssetState | Review | None:
    if word is None:
        return None
    for states in (AssetState, Review):
        if word in [state.value for state in states]:
            return states(word)
    known = ", ".join([*AssetState, *Review])
    raise Invalid(
        _("There is no state {word}. Known are: {known}.", word=repr(word[:40]), known=known)
    )


def bound_of(words: str | None, end: str) -> Any:
    """The first or last day of a date that somebody sent. Raises Invalid for what is none."""
    if not words:
        return None
    date = from_edtf(words.strip())
    bound = getattr(date, end) if date else None
    if bound is None:
        raise Invalid(
            _("{words} is not a date. Write 1964, 1964-06 or 1964-06-03.", words=repr(words[:40]))
        )
    return bound


@router.get("/chests/{chest_id}/timeline")
def timeline(
    chest_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    decade: int | None = None,
    undated: bool = False,
    person: OnIt = None,
    album: InIt = None,
    cursor: str | None = None,
    limit: Limit = 60,
) -> Timeline:
    """The memories in the order of a life, undated ones last, beside how many each decade holds.

    `decade=1960` or `undated=true` begin there and end with it. With `person`, everything is only
    of the memories that this one is on; with `album`, of those that it holds, here too in the order
    of a life.
    """
    page = library.assets.timeline_page(
        viewer,
        chest_id,
        Stretch(decade=decade, undated=undated, person=person, album=album),
        cursor=cursor,
        limit=limit,
    )
    if person is None and album is None:
        counts = library.assets.timeline_counts(viewer, chest_id)
    else:
        counts, _years = library.assets.timeline_of(viewer, chest_id, person, album=album)
    shown = page_of_assets(page, viewer, library)
    return Timeline(
        items=shown.items,
        next=shown.next,
        decades=[DecadeCount(decade=start, count=n) for start, n in counts.decades.items()],
        undated=Count(count=counts.undated),
    )


@router.get("/chests/{chest_id}/tiles")
def tiles(
    chest_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    decade: int | None = None,
    undated: bool = False,
    year: Year = None,
    yearless: Yearless = False,
    person: OnIt = None,
    album: InIt = None,
    cursor: str | None = None,
    limit: Limit = 60,
) -> Page[Tile]:
    """The same memories as `timeline`, in the same order, with what a tile shows of each."""
    stretch = stretch_of(
        decade=decade, undated=undated, year=year, yearless=yearless, person=person, album=album
    )
    with library.database.look():
        southern = library.chests.get(viewer, chest_id, counted=False).southern
        page = library.assets.timeline_page(viewer, chest_id, stretch, cursor=cursor, limit=limit)
    return Page[Tile].of(page, lambda card: Tile.of(card, viewer, library.media, southern=southern))


@router.get("/chests/{chest_id}/timeline/count")
def count(
    chest_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    decade: int | None = None,
    undated: bool = False,
    year: Year = None,
    yearless: Yearless = False,
    person: OnIt = None,
    album: InIt = None,
) -> Count:
    """How many memories `tiles` tells of the same stretch."""
    stretch = stretch_of(
        decade=decade, undated=undated, year=year, yearless=yearless, person=person, album=album
    )
    return Count(count=library.assets.timeline_count(viewer, chest_id, stretch))


def stretch_of(
    *,
    decade: int | None,
    undated: bool,
    year: int | None,
    yearless: bool,
    person: UUID | None = None,
    album: UUID | None = None,
) -> Stretch:
    """What of the timeline somebody asks for. Raises Invalid for two things at once."""
    if yearless and decade is None:
        raise Invalid(_("Say of which decade: decade=1960&yearless=true."))
    if sum((decade is not None, undated, year is not None)) > 1:
        raise Invalid(_("Ask for a decade, a year, or what is undated: one of them."))
    return Stretch(decade, undated, year, yearless, person, album)


@router.get("/chests/{chest_id}/duplicates")
def duplicates(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Page[list[UUID]]:
    """Groups of memories with the very same bytes, by id."""
    groups = library.assets.list_duplicates(viewer, chest_id)
    return Page[list[UUID]](items=[[card.id for card in group] for group in groups], next=None)


@router.get("/assets/{asset_id}")
def get(asset_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Asset:
    return Asset.of(library.assets.get(viewer, asset_id), viewer, library.media)


@router.patch("/assets/{asset_id}")
def edit(asset_id: UUID, body: AssetChanges, library: LibraryDep, viewer: ViewerDep) -> Asset:
    """Change some fields; answers 409 with `current`, the memory as GET tells it, when `version` is
    not the newest."""
    try:
        asset = library.assets.edit(viewer, asset_id, version=body.version, changes=body.changes())
    except Stale as error:
        current = library.assets.get(viewer, asset_id)
        raise Stale(Asset.of(current, viewer, library.media).as_json()) from error
    return Asset.of(asset, viewer, library.media)


@router.delete("/assets/{asset_id}", status_code=204)
def delete(asset_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Response:
    """Put the memory away; it can be restored for 30 days."""
    library.assets.delete(viewer, asset_id)
    return Response(status_code=204)


@router.post("/assets/{asset_id}/restore")
def restore(asset_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Asset:
    return Asset.of(library.assets.restore(viewer, asset_id), viewer, library.media)


@router.post("/assets/{asset_id}/retry", status_code=202)
def retry(asset_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Asset:
    """Try again what could not be understood."""
    return Asset.of(library.assets.retry(viewer, asset_id), viewer, library.media)


@router.get("/assets/{asset_id}/progress")
def progress(asset_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Version:
    """A version that changes with how far the file is understood; what the page polls."""
    return Version(version=library.assets.get(viewer, asset_id).progress)


@router.get("/assets/{asset_id}/history")
def history(asset_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Page[Revision]:
    """What the memory said before each change, newest first."""
    items = [
        Revision(
            version=revision.version,
            before=revision.before,
            changed_at=revision.changed_at,
            changed_by=Changer(name=revision.changed_by_name, account_id=revision.changed_by),
        )
        for revision in library.assets.list_revisions(viewer, asset_id)
    ]
    return Page[Revision](items=items, next=None)
