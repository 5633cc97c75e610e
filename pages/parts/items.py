"""Memories in the words and shapes that pages show: gallery items, addresses, dates, alt texts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from chest.access.viewers import Viewer
from chest.assets.cards import AssetCard
from chest.assets.kinds import KINDS, alt_text, title
from chest.assets.tiles import date_words, first_line, when
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.erasing.restorable import DeletedAsset
from chest.models import AssetState, Step, StepState
from chest.texts import say_bytes
from chest.texts import say_clock as clock
from chest.texts import say_length as length
from language import _, number, write_day
from pages.components.gallery.gallery import GalleryItem
from pages.parts import session
from pages.parts.words import BADGES

__all__ = [
    "alt_text",
    "clock",
    "date_words",
    "length",
    "title",
    "when",
]  # said of memories here and by the API

Asset = AssetCard | AssetView

_TITLE = 80  # characters of the words by which a deleted memory is known


def gallery_item(viewer: Viewer, asset: Asset, chest: ChestView) -> GalleryItem:
    """The memory as a tile that opens its page, for the signed-in person."""
    return _item(
        viewer,
        asset,
        href=f"/memory?chest={chest.id}&id={asset.id}",
        southern=chest.southern,
    )


def link_item(viewer: Viewer, asset: Asset, *, southern: bool = False) -> GalleryItem:
    """The memory as a tile for the holder of a link or receipt, which opens on the same page."""
    return _item(viewer, asset, href=f"?id={asset.id}", southern=southern)


def tile_of(viewer: Viewer, asset: Asset, *, southern: bool = False) -> GalleryItem:
    """The memory as a tile that leads nowhere, on its own page."""
    return _item(viewer, asset, href="#", southern=southern)


def _item(viewer: Viewer, asset: Asset, *, href: str, southern: bool) -> GalleryItem:
    return GalleryItem(
        id=str(asset.id),
        kind=asset.kind.value,
        href=href,
        thumb=session.library().media.url(viewer, asset, "thumb"),
        blur=asset.blur,
        width=asset.width,
        height=asset.height,
        alt=alt_text(asset),
        caption=asset.caption,
        when=when(asset, southern=southern),
        first_line=first_line(asset),
        duration=asset.duration,
        moment=asset.moment,
        peaks=asset.peaks,
        state=asset.state.value,
        badge=BADGES.get(asset.review),
    )


def address(viewer: Viewer, asset: Asset, kind: str) -> str:
    """The signed address of one form of the memory for this viewer; "" without one."""
    return session.library().media.url(viewer, asset, kind) or ""


def hero_address(viewer: Viewer, asset_id: UUID | None) -> str | None:
    """The address of the chest's picture, when there is one that this viewer may see."""
    if asset_id is None:
        return None
    found = session.library().assets.list_views(viewer, [asset_id])
    return session.library().media.url(viewer, found[0], "preview") if found else None


def size(asset: Asset) -> tuple[int, int] | None:
    """Width and height in pixels, upright."""
    return (asset.width, asset.height) if asset.width and asset.height else None


def heading(asset: Asset, *, southern: bool = False) -> str:
    """What the memory's own page is called: its kind and its date, "A photograph, summer 1964"."""
    return ", ".join(filter(None, (KINDS[asset.kind].called, when(asset, southern=southern))))


def deleted_title(asset: DeletedAsset) -> str:
    """What to call a memory that was put away, in a line."""
    named = " ".join((asset.words or asset.original_name or "").split())
    kind = KINDS[asset.kind].called
    if not named:
        return kind
    words = named if len(named) <= _TITLE else named[:_TITLE].rsplit(" ", 1)[0] + " …"
    return _("{kind}: {words}", kind=kind, words=words)


def when_to_type(asset: Asset, chest: ChestView) -> str:
    """The date as it can be typed again."""
    return when(asset, southern=chest.southern) or asset.taken or ""


def day(moment: datetime, chest: ChestView) -> str:
    """ "21 March 2019", on the calendar of the chest's own place."""
    return write_day(moment.astimezone(ZoneInfo(chest.time_zone)))


def file_size(count: int) -> str:
    """ "881 kB (880,703 bytes)": as people say it, and exactly."""
    said = say_bytes(count)
    return said if count < 1000 else _("{size} ({exactly} bytes)", size=said, exactly=number(count))


def making(asset: AssetView) -> dict[str, int | None] | None:
    """That it is being made playable, and in how many seconds it will be, where that is known."""
    for step in asset.steps:
        if step.step is Step.rendition and step.state in (StepState.waiting, StepState.running):
            return {"left": step.seconds_left}
    return None


def is_unfinished(asset: Asset) -> bool:
    return asset.state in (AssetState.uploading, AssetState.processing)
