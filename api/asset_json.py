"""Memories as the API says them and takes changes to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from api.times import rfc3339
from chest.access.viewers import Viewer
from chest.assets.media import MediaManager
from chest.assets.pages import AssetPage
from chest.assets.views import AssetView
from chest.library import Library


class AssetChanges(BaseModel):
    """Fields that are not sent stay as they are; null empties one. `taken` is words or EDTF."""

    model_config = ConfigDict(extra="forbid")

    version: int
    caption: str | None = None
    alt_text: str | None = None
    place: str | None = None
    taken: str | None = None
    body: str | None = None
    audience: str | None = None

    def changes(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, exclude={"version"})


def asset_json(asset: AssetView, viewer: Viewer, media: MediaManager) -> dict[str, Any]:
    """A memory as the API says it, with addresses that are good for this viewer."""
    urls: dict[str, str | None] = {"thumb": None, "preview": None, "original": None}
    contributor = None
    if asset.contributor_name is not None:
        account_id = asset.contributor_account_id
        contributor = {
            "name": asset.contributor_name,
            "account_id": str(account_id) if account_id else None,
        }
    return {
        "id": str(asset.id),
        "chest_id": str(asset.chest_id),
        "kind": asset.kind.value,
        "state": asset.state.value,
        "review": asset.review.value,
        "original_name": asset.original_name,
        "media_type": asset.media_type,
        "bytes": asset.bytes,
        "sha256": asset.sha256,
        "body": asset.body,
        "taken": _taken_json(asset),
        "place": asset.place,
        "latitude": asset.latitude,
        "longitude": asset.longitude,
        "camera": asset.camera,
        "caption": asset.caption,
        "alt_text": asset.alt_text,
        "width": asset.width,
        "height": asset.height,
        "duration": asset.duration,
        "pages": asset.pages,
        "is_truncated": asset.is_truncated,
        "plays_in_browser": asset.plays_in_browser,
        "blur": asset.blur,
        "peaks": asset.peaks,
        "tags": [],
        "people": [],
        "audience": asset.audience.value,
        "visible_from": rfc3339(asset.visible_from),
        "contribution_id": id_or_null(asset.contribution_id),
        "attached_to": id_or_null(asset.attached_to),
        "duplicate_of": id_or_null(asset.duplicate_of),
        "contributor": contributor,
        "likes": 0,
        "comments": 0,
        "steps": [
            {
                "step": step.step,
                "state": step.state.value,
                "attempts": step.attempts,
                "reason": step.reason,
            }
            for step in asset.steps
        ],
        "urls": urls | media.urls(viewer, asset),
        "editable": asset.editable,
        "created_at": rfc3339(asset.created_at),
        "version": asset.version,
        "deleted_at": rfc3339(asset.deleted_at),
    }


def _taken_json(asset: AssetView) -> dict[str, Any] | None:
    if asset.taken is None:
        return None
    return {
        "edtf": asset.taken,
        "earliest": asset.taken_earliest,
        "latest": asset.taken_latest,
        "source": asset.taken_source.value if asset.taken_source else None,
        "offset": asset.taken_offset,
    }


def id_or_null(value: UUID | None) -> str | None:
    return str(value) if value is not None else None


def page_json(page: AssetPage, viewer: Viewer, library: Library) -> dict[str, Any]:
    """A page of a list: everything about each memory, and the cursor of the next page."""
    views = library.assets.list_views(viewer, [card.id for card in page.items])
    return {
        "items": [asset_json(view, viewer, library.media) for view in views],
        "next": page.next,
    }
